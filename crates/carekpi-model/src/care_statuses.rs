//! Which legal statuses say something about a period of care, and which periods count.

use crate::matching::list_with;
use crate::short_breaks::{StatusInCare, StatusesInCare};
use crate::{Caseload, Child, CodeColumn, ShortBreaks};

/// Which periods of care count: the [`ShortBreaks`] reading, with the codes of the legal statuses that it goes by.
///
/// ```
/// use carekpi_model::{CARE_STATUSES, CareStatuses, Caseload, SHORT_BREAK_CODES, ShortBreaks};
///
/// let caseload = Caseload::default();
/// let care = CareStatuses::new(&caseload, ShortBreaks::Excluded, &CARE_STATUSES, &SHORT_BREAK_CODES);
/// assert_eq!(care.short_breaks(), ShortBreaks::Excluded);
/// ```
#[derive(Clone, Debug)]
pub struct CareStatuses {
    short_breaks: ShortBreaks,
    statuses: StatusesInCare,
}

impl CareStatuses {
    /// The reading, the codes of legal statuses in care, and the codes of short breaks. Codes are compared as
    /// [`list_with`](crate::list_with) does. A status in neither list is ignored.
    #[must_use]
    pub fn new<T: AsRef<str>>(caseload: &Caseload, short_breaks: ShortBreaks, care: &[T], short: &[T]) -> Self {
        let codes = |list: &[T]| caseload.codes_of(CodeColumn::LegalStatus, |text| list_with(text, &[list]).is_some());
        let statuses = StatusesInCare::of(&caseload.legal_statuses, &codes(care), &codes(short));
        Self { short_breaks, statuses }
    }

    /// Whether a series of short breaks alone is a period of care that counts.
    #[must_use]
    pub const fn short_breaks(&self) -> ShortBreaks {
        self.short_breaks
    }

    /// The statuses in care of a child that ever had short breaks, by start; none of another child.
    #[inline]
    pub(crate) fn with_short_breaks(&self, child: Child<'_>) -> &[StatusInCare] {
        self.statuses.of_child(child.storage_index)
    }

    /// The same, with all periods of care.
    #[must_use]
    pub fn including_short_breaks(&self) -> Self {
        Self { short_breaks: ShortBreaks::Included, ..self.clone() }
    }
}
