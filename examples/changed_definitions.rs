//! Other limits and readings: a definitions file, a named profile, and which figures change.
//!
//! Run it with `cargo run --release -p carekpi-examples --example changed_definitions`.

use std::error::Error;

use carekpi::ssd::Extract;
use carekpi::{Definitions, Scorecard, WorkingCalendar};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// A definitions file names only the settings that it changes.
const FILE: &str = r#"
[shared]
visits_counted = "child_seen"

[child-protection.cp-visits]
within = "15 working days"
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let extract = Extract::read_dir(FOLDER)?;
    let calendar = WorkingCalendar::england_and_wales();
    let on = "2026-03-31".parse()?;
    let default = Definitions::default().over(&extract.caseload, &calendar).scorecard(on)?;

    let ours = Definitions::default().with_overrides(FILE)?.over(&extract.caseload, &calendar).scorecard(on)?;
    println!("By the definitions file:");
    print_changes(&ours, &default);

    let statutory = Definitions::statutory().over(&extract.caseload, &calendar).scorecard(on)?;
    println!("By the profile \"statutory\":");
    print_changes(&statutory, &default);

    // A wrong file is refused, and the error shows what is valid.
    let wrong = Definitions::from_toml("[shared]\nvisits_counted = \"sometimes\"\n");
    println!("Refused: {}", wrong.err().map(|error| error.to_string()).unwrap_or_default());
    Ok(())
}

/// Prints the non-default settings of a scorecard, and the figures that differ.
fn print_changes(ours: &Scorecard<'_>, default: &Scorecard<'_>) {
    for difference in ours.provenance().changed() {
        println!("  {difference}");
    }
    for (ours, default) in ours.indicators().iter().zip(default.indicators()) {
        if let (Some(now), Some(before)) = (ours.figure.value(), default.figure.value())
            && ours.figure != default.figure
        {
            println!("  {:<18} {before:>5} -> {now:>5}", ours.info.id);
        }
    }
}
