//! A worklist of one service area and one team: what is overdue, and what falls due in the next 14 days.
//!
//! Run it with `cargo run --release -p carekpi-examples --example worklist`.

use std::collections::BTreeMap;
use std::error::Error;

use carekpi::report::{TableStyle, WorklistReport};
use carekpi::ssd::Extract;
use carekpi::{Definitions, WorkingCalendar};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
const TEAM: &str = "Safeguarding";
const DAYS: u32 = 14;

fn main() -> Result<(), Box<dyn Error>> {
    let extract = Extract::read_dir(FOLDER)?;
    let measurement = Definitions::default()
        .over(&extract.caseload, &WorkingCalendar::england_and_wales())
        .only(|info| info.area.id == "child-protection");

    // The most urgent first. A team is that of the child's case worker.
    let mut worklist = measurement.worklist("2026-03-31".parse()?, DAYS)?;
    worklist.retain(|task| task.team == TEAM);
    print!("{}", WorklistReport::from(&worklist).table(TableStyle::default()));

    let mut by_worker: BTreeMap<&str, usize> = BTreeMap::new();
    for task in worklist.tasks().iter().filter(|task| task.days_left <= 0) {
        *by_worker.entry(task.worker).or_default() += 1;
    }
    println!("\noverdue by worker");
    for (worker, overdue) in by_worker {
        println!("  {worker}  {overdue}");
    }
    Ok(())
}
