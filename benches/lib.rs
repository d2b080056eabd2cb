//! What the benches share: synthetic caseloads, and how many events they hold.

use carekpi_model::{Caseload, ChildKey, EventKind, entry};
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

/// Rows to build a caseload from, table by table: children, referrals, allocations, assessments and events.
#[derive(Debug)]
pub struct Rows<'c> {
    children: Vec<entry::Child<'c>>,
    /// Each with the place of its child.
    records: Vec<(usize, Row<'c>)>,
}

#[derive(Clone, Copy, Debug)]
enum Row<'c> {
    Referral(entry::Referral<'c>),
    Allocation(entry::Allocation<'c>),
    Assessment(entry::Assessment<'c>),
    Event(EventKind, entry::Event<'c>),
}

impl<'c> Rows<'c> {
    /// Those of the children, their referrals, allocations, assessments and events.
    #[must_use]
    pub fn of(caseload: &'c Caseload) -> Self {
        let text = |id| caseload.text(id);
        let word = |symbol| caseload.word(symbol);
        let children = caseload.children().map(|child| {
            let (id, born, sex, ethnicity) = (child.id(), child.born(), child.sex(), child.ethnicity());
            entry::Child { id, born, sex, ethnicity, ..Default::default() }
        });
        let mut records = Vec::new();
        let mut add = |of_child: &dyn Fn(carekpi_model::Child<'c>) -> Vec<Row<'c>>| {
            for (place, child) in caseload.children().enumerate() {
                records.extend(of_child(child).into_iter().map(|row| (place, row)));
            }
        };
        add(&|child| {
            let row = |one: &carekpi_model::Referral| {
                Row::Referral(entry::Referral { id: text(one.id), start: one.start, end: one.end, nfa: one.nfa })
            };
            child.referrals().iter().map(row).collect()
        });
        add(&|child| {
            let row = |one: &carekpi_model::Allocation| {
                let [worker, team, role] = [one.worker, one.team, one.role].map(word);
                Row::Allocation(entry::Allocation {
                    id: text(one.id),
                    start: one.start,
                    end: one.end,
                    worker,
                    team,
                    role,
                })
            };
            child.allocations().iter().map(row).collect()
        });
        add(&|child| {
            let row = |one: &carekpi_model::Assessment| {
                Row::Assessment(entry::Assessment { id: text(one.id), start: one.start, end: one.end })
            };
            child.assessments().iter().map(row).collect()
        });
        for kind in EventKind::ALL {
            add(&|child| {
                let row = |(date, seen, id)| Row::Event(kind, entry::Event { id: text(id), date, seen });
                child.events(kind).iter().map(row).collect()
            });
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
