//! Ten years of daily figures: one pass over the records gives the figures of every day, exactly as in a scorecard of that day.
//!
//! Run it with `cargo run --release -p carekpi-examples --example daily_series`.

use std::collections::BTreeMap;
use std::error::Error;

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

    // The first day of each year on which the figure was highest.
    let plans = series.get(INDICATOR).ok_or("it is one of the indicators")?;
    let mut highest: BTreeMap<i32, (u64, NaiveDate)> = BTreeMap::new();
    for (date, figure) in series.dates().iter().zip(&plans.figures) {
        let most = highest.entry(date.year()).or_insert((figure.numerator, *date));
        if figure.numerator > most.0 {
            *most = (figure.numerator, *date);
        }
    }
    println!("{}, the highest of each year:", plans.title);
    for (year, (number, date)) in &highest {
        println!("  {year}  {number:>3} on {date}");
    }

    // The figures of a day are those of its scorecard.
    let scorecard = measurement.scorecard(to)?;
    let figure = scorecard.get(INDICATOR).map(|result| result.figure);
    assert_eq!(figure.as_ref(), plans.figures.last());
    Ok(())
}
