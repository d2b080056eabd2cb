//! What the benches share: synthetic caseloads, and how many events they hold.

mod one_child;

use carekpi_model::entry::{self, Case};
use carekpi_model::{Caseload, ChildKey, EventKind};
use carekpi_synthetic::Synthetic;
use chrono::NaiveDate;

pub use one_child::{Shape, one_child};

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

/// Rows to build a caseload from, table by table: children, referrals, allocations, assessments and events.
#[derive(Debug)]
pub struct Rows<'c> {
    children: Vec<entry::Child<&'c str>>,
    /// Each with the place of its child.
    records: Vec<(usize, Row<'c>)>,
}

#[derive(Clone, Copy, Debug)]
enum Row<'c> {
    Referral(entry::Referral<&'c str>),
    Allocation(entry::Allocation<&'c str>),
    Assessment(entry::Assessment<&'c str>),
    Event(EventKind, entry::Event<&'c str>),
}

impl<'c> Rows<'c> {
    /// Those of the children, their referrals, allocations, assessments and events.
    #[must_use]
    pub fn of(caseload: &'c Caseload) -> Self {
        let cases: Vec<Case<&'c str>> = caseload.children().map(Case::from).collect();
        let children = cases.iter().map(|case| {
            let Case { id, born, sex, ethnicity, .. } = *case;
            entry::Child { id, born, sex, ethnicity, ..Default::default() }
        });
        let mut records = Vec::new();
        let mut add = |of_case: &dyn Fn(&Case<&'c str>) -> Vec<Row<'c>>| {
            for (place, case) in cases.iter().enumerate() {
                records.extend(of_case(case).into_iter().map(|row| (place, row)));
            }
        };
        add(&|case| case.referrals.iter().copied().map(Row::Referral).collect());
        add(&|case| case.allocations.iter().copied().map(Row::Allocation).collect());
        add(&|case| case.assessments.iter().copied().map(Row::Assessment).collect());
        for kind in EventKind::ALL {
            add(&|case| case.events(kind).iter().map(|event| Row::Event(kind, *event)).collect());
        }
        Self { children: children.collect(), records }
    }

    /// How many records there are, children apart.
    #[must_use]
    pub fn records(&self) -> u64 {
        u64::try_from(self.records.len()).unwrap_or(u64::MAX)
    }

    /// The caseload that they make.
    #[must_use]
    pub fn build(&self) -> Option<Caseload> {
        let mut builder = Caseload::builder();
        let keys: Vec<ChildKey> = self.children.iter().map(|child| builder.child(*child)).collect();
        for (child, row) in &self.records {
            let key = *keys.get(*child)?;
            match row {
                Row::Referral(referral) => builder.referral(key, *referral),
                Row::Allocation(allocation) => builder.allocation(key, *allocation),
                Row::Assessment(assessment) => builder.assessment(key, *assessment),
                Row::Event(kind, event) => builder.event(key, *kind, *event),
            }
        }
        builder.finish().ok()
    }
}

/// Runs `work` on a pool of so many threads.
pub fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) {
    if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        pool.install(work);
    }
}
