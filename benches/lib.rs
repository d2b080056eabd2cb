//! What the benches share: synthetic caseloads, and how many events they hold.

use carekpi_model::{Caseload, EventKind, entry};
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

/// Builds a caseload anew of the records of another, and says how many there are.
#[must_use]
pub fn rebuild(caseload: &Caseload) -> (u64, Option<Caseload>) {
    let mut builder = Caseload::builder();
    let mut records = 0_u64;
    let text = |id| caseload.text(id);
    let word = |symbol| caseload.word(symbol);
    for child in caseload.children() {
        let (id, born, sex, ethnicity) = (child.id(), child.born(), child.sex(), child.ethnicity());
        let key = builder.child(entry::Child { id, born, sex, ethnicity, ..Default::default() });
        let mut add = |record: &mut dyn FnMut(&mut carekpi_model::CaseloadBuilder)| {
            records += 1;
            record(&mut builder);
        };
        for one in child.referrals() {
            let referral = entry::Referral { id: text(one.id), start: one.start, end: one.end, nfa: one.nfa };
            add(&mut |builder| builder.referral(key, referral));
        }
        for one in child.allocations() {
            let allocation = entry::Allocation {
                id: text(one.id),
                start: one.start,
                end: one.end,
                worker: word(one.worker),
                team: word(one.team),
                role: word(one.role),
            };
            add(&mut |builder| builder.allocation(key, allocation));
        }
        for one in child.assessments() {
            let assessment = entry::Assessment { id: text(one.id), start: one.start, end: one.end };
            add(&mut |builder| builder.assessment(key, assessment));
        }
        for kind in EventKind::ALL {
            for (date, seen, id) in child.events(kind).iter() {
                let event = entry::Event { id: text(id), date, seen };
                add(&mut |builder| builder.event(key, kind, event));
            }
        }
    }
    (records, builder.finish().ok())
}

/// Runs `work` on a pool of so many threads.
pub fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) {
    if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        pool.install(work);
    }
}
