//! What the benches share: synthetic caseloads, and how many events they hold.

use carekpi_model::{Caseload, EventKind};
use carekpi_synthetic::Synthetic;
use chrono::NaiveDate;

/// The last day of the synthetic records.
#[must_use]
pub fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 31).unwrap_or_default()
}

/// A synthetic caseload of ten years.
#[must_use]
pub fn caseload(children: u32) -> Caseload {
    Synthetic::new(children, 7, last_day()).years(10).caseload()
}

/// How many events a caseload holds.
#[must_use]
pub fn events(caseload: &Caseload) -> u64 {
    let of_child = |child: carekpi_model::Child<'_>| EventKind::ALL.iter().map(|kind| child.events(*kind).len()).sum();
    let events: usize = caseload.children().map(of_child).collect::<Vec<usize>>().iter().sum();
    u64::try_from(events).unwrap_or(u64::MAX)
}
