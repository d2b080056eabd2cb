//! Figures of parts add up: each council measures its own children and writes the figures as JSON. The figures of the nation are
//! the sum. A part that was made differently is refused, and so is one that was already added.
//!
//! Run it with `cargo run --release -p carekpi-examples --example merge_parts`.

use std::error::Error;

use carekpi::{Definitions, Series, Step, WorkingCalendar};
use carekpi_synthetic::Synthetic;

fn main() -> Result<(), Box<dyn Error>> {
    let councils = [council(1, &Definitions::default())?, council(2, &Definitions::default())?];

    // What the councils wrote is read and added up. Populations add up too.
    let mut nation: Option<Series> = None;
    for written in &councils {
        let series: Series = serde_json::from_str(written)?;
        match &mut nation {
            None => nation = Some(series),
            Some(nation) => nation.merge(&series)?,
        }
    }
    let mut nation = nation.ok_or("there are councils")?;
    for (date, indicator, figure) in nation.rows().filter(|(_, indicator, _)| indicator.id == "cp-rate") {
        let value = figure.value().ok_or("every council has a population")?;
        println!("{date}  {}: {value}, of {} children with a plan", indicator.title, figure.numerator);
    }

    // Every result carries its provenance, also as JSON. Figures of different provenance are refused, and the sum does not change.
    let other: Series = serde_json::from_str(&council(3, &Definitions::statutory())?)?;
    let refused = nation.merge(&other).err().ok_or("its definitions differ")?;
    println!("refused: {refused}");

    // It also carries the fingerprints of its parts, so no part is added twice.
    let again: Series = serde_json::from_str(&council(2, &Definitions::default())?)?;
    let refused = nation.merge(&again).err().ok_or("it was added before")?;
    println!("refused: {refused}");
    Ok(())
}

/// The figures of a council, as JSON. They name no child.
fn council(seed: u64, definitions: &Definitions) -> Result<String, Box<dyn Error>> {
    let (from, to) = ("2025-03-31".parse()?, "2026-03-31".parse()?);
    let caseload = Synthetic::new(2_000, seed, to).caseload();
    let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
    Ok(serde_json::to_string(&measurement.series(from, to, Step::Quarter)?)?)
}
