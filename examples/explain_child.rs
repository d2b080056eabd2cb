//! One child explained: which figures count the child and why, why the others do not, and what changes next.
//!
//! Run it with `cargo run --release -p carekpi-examples --example explain_child`.

use std::error::Error;

use carekpi::report::ExplanationReport;
use carekpi::ssd::Extract;
use carekpi::{Definitions, WorkingCalendar};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
const CHILD: &str = "P0000299";

fn main() -> Result<(), Box<dyn Error>> {
    let extract = Extract::read_dir(FOLDER)?;
    let measurement = Definitions::default().over(&extract.caseload, &WorkingCalendar::england_and_wales());
    let explanation = measurement.explain("2026-03-31".parse()?, CHILD)?;

    // In sentences, for people.
    println!("{}", ExplanationReport::from(&explanation).text());

    // As data, for programs.
    for indicator in &explanation.indicators {
        let id = &indicator.info.id;
        for record in &indicator.records {
            if let (Some(false), Some(lapsed)) = (record.outcome.met, record.outcome.lapses.date()) {
                println!("{id}: overdue from {lapsed}");
            }
        }
        if let Some(not_counted) = indicator.not_counted
            && let (Some(since), Some(from)) = (not_counted.since, not_counted.from)
        {
            println!("{id}: {} since {since}, counted from {from}", not_counted.reason);
        }
    }
    Ok(())
}
