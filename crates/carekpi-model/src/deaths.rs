//! When a child died.

use carekpi_dates::Deaths;
use chrono::{Datelike, NaiveDate};

use crate::child_set::ChildSet;
use crate::matching::{is_listed, same};
use crate::once_list::OnceList;
use crate::table::to_usize;
use crate::{Caseload, Child, ChildAsOf, CodeSet, LeaverStatus};

/// A date of death in this year or later is a placeholder.
const FIRST_OPEN_YEAR: i32 = 2099;

/// The in-touch code of a care leaver who died.
const DIED: &str = "DIED";

/// The children with a death on record.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeathIndex {
    children: ChildSet,
    /// The in-touch codes of those who died.
    codes: CodeSet,
    /// Lists of entitlements that are none, each with its codes.
    not_eligible: OnceList<(Vec<String>, CodeSet)>,
}

impl Caseload {
    /// The number of a list of entitlements that are none, for [`Conventions`](carekpi_dates::Conventions). A status as a care
    /// leaver that is stated beside one of them does not tell of a death. Texts are compared whole and without regard to case.
    ///
    /// ```
    /// use carekpi_model::{Caseload, NOT_ELIGIBLE, entry};
    ///
    /// assert_eq!(Caseload::default().not_eligible(&NOT_ELIGIBLE), 0); // no status is beside one of them
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.leaver_status(child, entry::LeaverStatus { eligibility: NOT_ELIGIBLE[0], ..Default::default() });
    /// assert_eq!(builder.finish().unwrap().not_eligible(&NOT_ELIGIBLE), 1);
    /// ```
    #[must_use]
    pub fn not_eligible<T: AsRef<str>>(&self, entitlements: &[T]) -> usize {
        let is_none = |text: &str| is_listed(text, entitlements);
        let codes = self.codes_in(&self.leaver_statuses, |status| status.eligibility, is_none);
        if codes == CodeSet::default() {
            return 0;
        }
        let list: Vec<String> = entitlements.iter().map(|text| text.as_ref().to_owned()).collect();
        let make = || (list.clone(), codes.clone());
        self.deaths.not_eligible.find_or_add(|(known, _)| *known == list, make).saturating_add(1)
    }
}

impl DeathIndex {
    /// The index of a caseload that has everything else.
    pub(crate) fn of(caseload: &Caseload) -> Self {
        let codes = caseload.codes_in(&caseload.leaver_statuses, |status| status.in_touch, |text| same(text, DIED));
        let mut index = Self { codes, ..Self::default() };
        for child in caseload.by_storage_index().filter(|child| date_of(*child).is_some()) {
            index.children.add(child.storage_index());
        }
        for (child, status) in caseload.leaver_statuses.iter() {
            if index.codes.contains(status.in_touch) {
                index.children.add(to_usize(child));
            }
        }
        index
    }
}

/// The date of death of a person.
fn date_of(child: Child<'_>) -> Option<NaiveDate> {
    child.died().filter(|died| died.year() < FIRST_OPEN_YEAR)
}

impl ChildAsOf<'_, '_> {
    /// The day on which the child died, by the snapshot date: the date of death, or else the day of the latest statuses as a care
    /// leaver, if those of them with an in-touch code all say `DIED`. `None` if there is none by then, or deaths are
    /// [ignored](Deaths::Ignored).
    #[inline]
    #[must_use]
    pub fn death(&self) -> Option<NaiveDate> {
        let child = self.child();
        if !child.caseload().deaths.children.contains(child.storage_index())
            || self.as_of().conventions().deaths == Deaths::Ignored
        {
            return None;
        }
        self.dated().or_else(|| self.latest_day_died()?)
    }

    /// Whether the latest statuses as a care leaver are undated and say `DIED`. Such a person is a care leaver on no day.
    #[must_use]
    pub(crate) fn died_undated(&self) -> bool {
        let child = self.child();
        child.caseload().deaths.children.contains(child.storage_index())
            && self.as_of().conventions().deaths == Deaths::EndRecords
            && self.dated().is_none()
            && self.latest_day_died() == Some(None)
    }

    /// The date of death, if it is not after the snapshot date.
    #[inline]
    fn dated(&self) -> Option<NaiveDate> {
        date_of(self.child()).filter(|died| self.as_of().happened(*died))
    }

    /// The day of the latest statuses, if those of them with an in-touch code all say that the person died: `Some(None)` if they
    /// are undated.
    fn latest_day_died(&self) -> Option<Option<NaiveDate>> {
        let DeathIndex { codes, not_eligible, .. } = &self.child().caseload().deaths;
        let list = self.as_of().conventions().not_eligible.checked_sub(1);
        let none = list.and_then(|list| not_eligible.get(list));
        let counts = |status: &&LeaverStatus| none.is_none_or(|(_, none)| !none.contains(status.eligibility));
        let mut statuses = self.all_leaver_statuses().filter(counts);
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
