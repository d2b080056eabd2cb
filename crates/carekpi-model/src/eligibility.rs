//! Who is a care leaver, also where nothing says since when.

use chrono::NaiveDate;

use crate::matching::is_listed;
use crate::{Caseload, CodeSet, LeaverSpell};

/// The entitlements that are none, by default.
pub const NOT_ELIGIBLE: [&str; 1] = ["No Current Eligibility"];

/// When a spell without a start is open, and which entitlements are none.
///
/// ```
/// use carekpi_model::{Caseload, Eligibility};
///
/// let eligibility = Eligibility::new(&Caseload::default(), 16..25, &["No Current Eligibility".to_owned()]);
/// assert_eq!(eligibility.ages(), 16..25);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibility {
    from_age: u32,
    until_age: u32,
    none: CodeSet,
}

impl Eligibility {
    /// Spells without a start are open at these ages, in completed years. The end is not included. What is stated beside an
    /// entitlement in `not_eligible`, compared whole and without regard to case, does not count.
    #[must_use]
    pub fn new(caseload: &Caseload, ages: std::ops::Range<u32>, not_eligible: &[String]) -> Self {
        let is_none = |text: &str| is_listed(text, not_eligible);
        let spells = caseload.codes_in(&caseload.leaver_spells, |spell| spell.eligibility, is_none);
        let statuses = caseload.codes_in(&caseload.leaver_statuses, |status| status.eligibility, is_none);
        Self { from_age: ages.start, until_age: ages.end, none: spells.iter().chain(statuses.iter()).collect() }
    }

    /// The ages at which a spell without a start is open.
    #[must_use]
    pub const fn ages(&self) -> std::ops::Range<u32> {
        self.from_age..self.until_age
    }

    /// Whether an entitlement is none.
    #[inline]
    #[must_use]
    pub fn is_none(&self, eligibility: crate::Code) -> bool {
        self.none.contains(eligibility)
    }
}

/// Whether a person is a care leaver on a day.
#[derive(Clone, Copy, Debug)]
pub enum CareLeaver<'a> {
    /// A spell is open.
    Open {
        /// The spell.
        spell: &'a LeaverSpell,
        /// Its start, or the birthday from which a spell without one is open.
        since: NaiveDate,
    },
    /// There is a spell without a start, and the date of birth is missing too.
    Undetermined,
    /// No spell is open, and one without a start has an entitlement that is none.
    NotEligible,
    /// No spell is open.
    NotOpen,
}
