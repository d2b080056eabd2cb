//! Ten years of daily figures: one pass over the records gives the figures of every day, each exactly that of a scorecard of
//! the day.
//!
//! Run it with `cargo run --release --example daily_series`.

use std::collections::BTreeMap;
use std::error::Error;

use carekpi::measure::Figure;
use carekpi::{Definitions, Step, WorkingCalendar};
use carekpi_synthetic::Synthetic;
use chrono::{Datelike, NaiveDate};

const INDICATOR: &str = "cp-plans";

fn main() -> Result<(), Box<dyn Error>> {
    let (from, to): (NaiveDate, NaiveDate) = ("2016-04-01".parse()?, "2026-03-31".parse()?);
    let caseload = Synthetic::new(5_000, 1, to).years(10).caseload();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let series = measurement.series(from, to, Step::Day)?;
    println!("{} indicators on {} days", series.indicators().len(), series.dates().len());

    // The day of each year on which the figure was highest.
    let of = series.get(INDICATOR).ok_or("it is one of the indicators")?;
    let mut highest: BTreeMap<i32, (NaiveDate, Figure)> = BTreeMap::new();
    for (date, figure) in series.dates().iter().zip(&of.figures) {
        let most = highest.entry(date.year()).or_insert((*date, *figure));
        if figure.numerator > most.1.numerator {
            *most = (*date, *figure);
        }
    }
    println!("{}, the highest of each year:", of.title);
    for (year, (date, figure)) in &highest {
        println!("  {year}  {:>3} on {date}", figure.numerator);
    }

    // A scorecard of any of the days says the same.
    let scorecard = measurement.scorecard(to)?;
    let last = of.figures.last().ok_or("there are days")?;
    println!(
        "the scorecard of {to} says the same: {}",
        scorecard.get(INDICATOR).map(|result| &result.figure) == Some(last)
    );
    Ok(())
}
