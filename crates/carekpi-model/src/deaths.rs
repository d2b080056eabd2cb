//! When a child died.

use carekpi_dates::Deaths;
use chrono::{Datelike, NaiveDate};

use crate::matching::same;
use crate::table::to_usize;
use crate::{Caseload, Child, ChildAsOf, CodeSet};

/// A date of death in this year or later is a placeholder.
const FIRST_OPEN_YEAR: i32 = 2099;

/// The in-touch code of a care leaver who died.
const DIED: &str = "DIED";

/// The children with a death on record.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeathIndex {
    /// A bit for each child, by storage index.
    children: Vec<u64>,
    /// The in-touch codes of those who died.
    codes: CodeSet,
}

impl DeathIndex {
    /// The index of a caseload that has everything else.
    pub(crate) fn of(caseload: &Caseload) -> Self {
        let codes = caseload.codes_in(&caseload.leaver_statuses, |status| status.in_touch, |text| same(text, DIED));
        let mut index = Self { children: Vec::new(), codes };
        for child in caseload.by_storage_index().filter(|child| date_of(*child).is_some()) {
            index.add(child.storage_index());
        }
        for (child, status) in caseload.leaver_statuses.iter() {
            if index.codes.contains(status.in_touch) {
                index.add(to_usize(child));
            }
        }
        index
    }

    fn add(&mut self, child: usize) {
        let word = child / 64;
        self.children.resize(self.children.len().max(word.saturating_add(1)), 0);
        if let Some(word) = self.children.get_mut(word) {
            *word |= 1 << (child % 64);
        }
    }

    #[inline]
    fn contains(&self, child: usize) -> bool {
        self.children.get(child / 64).is_some_and(|word| word >> (child % 64) & 1 == 1)
    }
}

/// The date of death of a person.
fn date_of(child: Child<'_>) -> Option<NaiveDate> {
    child.died().filter(|died| died.year() < FIRST_OPEN_YEAR)
}

impl ChildAsOf<'_, '_> {
    /// The day on which the child died, by what is recorded by the snapshot date: the date of death, or else the day of the latest
    /// statuses as a care leaver, if those of them with an in-touch code all say `DIED`. It may be after the snapshot date. `None`
    /// if there is none, or deaths are [ignored](Deaths::Ignored).
    #[inline]
    #[must_use]
    pub fn death(&self) -> Option<NaiveDate> {
        let child = self.child();
        if !child.caseload().deaths.contains(child.storage_index())
            || self.as_of().conventions().deaths == Deaths::Ignored
        {
            return None;
        }
        date_of(child).or_else(|| self.latest_day_died()?)
    }

    /// Whether the latest statuses as a care leaver are undated and say `DIED`. Such a person is a care leaver on no day.
    #[must_use]
    pub(crate) fn died_undated(&self) -> bool {
        let child = self.child();
        child.caseload().deaths.contains(child.storage_index())
            && self.as_of().conventions().deaths == Deaths::EndRecords
            && date_of(child).is_none()
            && self.latest_day_died() == Some(None)
    }

    /// The day of the latest statuses, if those of them with an in-touch code all say that the person died: `Some(None)` if they
    /// are undated.
    fn latest_day_died(&self) -> Option<Option<NaiveDate>> {
        let codes = &self.child().caseload().deaths.codes;
        let mut statuses = self.all_leaver_statuses();
        let latest = statuses.next()?;
        let same_day = statuses.take_while(|status| status.recorded == latest.recorded);
        let mut filled =
            std::iter::once(latest).chain(same_day).filter(|status| !status.in_touch.is_blank()).peekable();
        (filled.peek().is_some() && filled.all(|status| codes.contains(status.in_touch))).then_some(latest.recorded)
    }

    /// The end of a record that ended on `end`, or with the child's death.
    #[inline]
    pub(crate) fn end(&self, end: Option<NaiveDate>, death: Option<NaiveDate>) -> Option<NaiveDate> {
        match (end, death) {
            (Some(end), Some(death)) => Some(end.min(death)),
            (end, death) => end.or(death),
        }
    }
}
