//! The key performance indicators of the bundled extract.

use std::error::Error;

use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
use carekpi_examples::{BUNDLED, BUNDLED_SNAPSHOT, quality};
use carekpi_report::ScorecardReport;
use carekpi_ssd::Extract;
use chrono::NaiveDate;

fn main() -> Result<(), Box<dyn Error>> {
    let extract = Extract::read_dir(BUNDLED)?;
    let (definitions, calendar) = (Definitions::default(), WorkingCalendar::england_and_wales());
    let on: NaiveDate = BUNDLED_SNAPSHOT.parse()?;
    let scorecard = Scorecard::measure(&extract.caseload, &definitions, &calendar, on, Period::YearToDate)?;
    let concerns = extract.caseload.concerns(on, &definitions.shared.conventions(calendar));
    let quality = quality(&extract, &concerns, &definitions);
    print!("{}", ScorecardReport::new(&scorecard).quality(&quality).table(false));
    Ok(())
}
