//! A scorecard from records in memory: give the records to a builder, in any order, and measure the caseload.
//!
//! Run it with `cargo run -p carekpi-examples --example rows_in_memory`.

use std::error::Error;

use carekpi::model::{Caseload, EventKind, Seen, entry};
use carekpi::{Definitions, WorkingCalendar};
use chrono::NaiveDate;

/// A record of each kind as your system may have it.
const CHILDREN: [(&str, &str); 2] = [("P1", "2019-05-01"), ("P2", "2012-11-20")];
const PLANS: [(&str, &str, &str); 2] = [("CP1", "P1", "2026-01-12"), ("CP2", "P2", "2026-03-02")];
const VISITS: [(&str, &str, bool); 3] =
    [("P1", "2026-02-03", true), ("P1", "2026-03-24", true), ("P2", "2026-03-10", false)];

fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = Caseload::builder();
    for (id, born) in CHILDREN {
        let born: NaiveDate = born.parse()?;
        // Fields that are not given are missing.
        let child = builder.child(entry::Child { id, born: Some(born), ..Default::default() });
        for (plan, _, start) in PLANS.iter().filter(|(_, of, _)| *of == id) {
            let start: NaiveDate = start.parse()?;
            builder.protection_plan(child, entry::Plan::new(plan, start));
        }
        for (_, date, seen) in VISITS.iter().filter(|(of, ..)| *of == id) {
            let date: NaiveDate = date.parse()?;
            let seen = if *seen { Seen::Yes } else { Seen::No };
            let visit = entry::Event { seen, ..entry::Event::new("", date) };
            builder.event(child, EventKind::ProtectionVisit, visit);
        }
    }
    let caseload = builder.finish()?;

    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let scorecard = measurement.scorecard("2026-03-31".parse()?)?;
    let visits = scorecard.get("cp-visits").ok_or("cp-visits is one of the indicators")?;
    let value = visits.figure.value().ok_or("there are children with a plan")?;
    println!("{}: {value}%", visits.info.title);

    // The evidence: every child in the figure, the day that the limit is measured from, and the day on which it lapses.
    for subject in &visits.subjects {
        let state = if subject.outcome.met == Some(true) { "up to date" } else { "overdue" };
        let from = visits.info.measured_from(subject.outcome.clause);
        if let (Some(day), Some(lapses)) = (subject.outcome.anchor, subject.outcome.lapses.date()) {
            println!("  {} is {state}: {from} was on {day}, and the limit lapses on {lapses}", subject.child);
        }
    }
    Ok(())
}
