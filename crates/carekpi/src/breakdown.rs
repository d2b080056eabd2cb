//! Figures of all children, and of each group of them.

use crate::grouping::order;
use crate::{MergeError, Series};

/// Figures of all children, and of each group of them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Breakdown<T> {
    /// What it is by.
    pub by: String,
    /// The figures of all children.
    pub whole: T,
    /// Each group's name, and its figures: by the number that a name begins with, then byte by byte. A blank name, always the
    /// last, is that of the children of whom it is not known. Counts of the groups add up to those of the whole; a rate has no
    /// population for a group.
    pub groups: Vec<(String, T)>,
}

impl Breakdown<Series> {
    /// Adds the breakdown of other children, by the same and made the same way. A group that only one of them has is taken over
    /// as it is.
    ///
    /// # Errors
    ///
    /// They are by something else, or were made differently: the error says what differs, and nothing is added.
    ///
    /// ```
    /// use carekpi::model::{Caseload, entry};
    /// use carekpi::{By, Definitions, Grouping, Series, Step, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let by_sex = |id, sex| {
    ///     let mut builder = Caseload::builder();
    ///     let child = builder.child(entry::Child { id, sex, ..Default::default() });
    ///     builder.protection_plan(child, entry::Plan { start: day(1, 12), ..Default::default() });
    ///     let caseload = builder.finish().unwrap();
    ///     let definitions = Definitions::default();
    ///     let grouping = Grouping::by(By::Sex, &caseload, &definitions);
    ///     let calendar = WorkingCalendar::england_and_wales();
    ///     Series::measure_by(&caseload, &definitions, &calendar, day(3, 1), day(3, 1), Step::Month, &grouping).unwrap()
    /// };
    /// let mut nation = by_sex("A1", "F");
    /// nation.merge(&by_sex("B1", "M")).unwrap();
    /// nation.merge(&by_sex("C1", "F")).unwrap();
    /// let plans: Vec<_> = nation
    ///     .groups
    ///     .iter()
    ///     .map(|(name, series)| (name.as_str(), series.get("cp-plans").unwrap().figures[0].numerator))
    ///     .collect();
    /// assert_eq!(plans, [("F", 2), ("M", 1)]);
    /// ```
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.by != other.by {
            return Err(MergeError::Groupings { one: self.by.clone(), other: other.by.clone() });
        }
        let mut merged = self.clone();
        merged.whole.merge(&other.whole)?;
        for (name, theirs) in &other.groups {
            match merged.groups.iter_mut().find(|(mine, _)| mine == name) {
                Some((_, mine)) => mine.merge(theirs)?,
                None => merged.groups.push((name.clone(), theirs.clone())),
            }
        }
        merged.groups.sort_by(|(one, _), (other, _)| order(one).cmp(&order(other)));
        *self = merged;
        Ok(())
    }
}
