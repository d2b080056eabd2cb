//! Tables for a terminal.

use carekpi::measure::Measure;
use carekpi::{Measured, Scorecard};
use chrono::NaiveDate;
use comfy_table::presets;
use comfy_table::{CellAlignment, Table};

use crate::DataQuality;

/// A scorecard as a table that a person reads: by service area, with the value, what it is made of, and how many cases
/// could not be determined. At most 100 columns wide.
#[must_use]
pub fn scorecard_table(scorecard: &Scorecard<'_>, quality: &DataQuality) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["", "", "value", "of", "undetermined"]);
    let mut area = "";
    for measured in &scorecard.indicators {
        if measured.about.area != area {
            area = measured.about.area;
            table.add_row([heading(area)]);
        }
        table.add_row([
            format!("  {}", measured.about.title),
            measured.about.id.to_owned(),
            value(measured),
            parts(measured),
            if measured.figure.undetermined == 0 { String::new() } else { measured.figure.undetermined.to_string() },
        ]);
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let snapshot = long_date(scorecard.snapshot);
    let (first, last) = (scorecard.period.first_day(scorecard.snapshot), scorecard.period.last_day(scorecard.snapshot));
    let period = format!("{} to {}", long_date(first), long_date(last));
    let lines: String = table.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    format!(
        "Key performance indicators on {snapshot}\nflows counted over {period}\n\n{lines}\n{} rows set aside, {} warnings\n",
        quality.errors, quality.warnings
    )
}

/// A date as people write it: 31 March 2026.
pub(crate) fn long_date(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// The name of a service area.
pub(crate) fn heading(area: &str) -> String {
    match area {
        "child-protection" => "Child protection".to_owned(),
        "children-in-need" => "Children in need".to_owned(),
        "looked-after" => "Children looked after".to_owned(),
        "care-leavers" => "Care leavers".to_owned(),
        "cypds" => "Children and young people's disability service".to_owned(),
        "assessments" => "Assessments".to_owned(),
        other => other.to_owned(),
    }
}

pub(crate) fn value(measured: &Measured<'_>) -> String {
    let Some(value) = measured.figure.value() else { return "n/a".to_owned() };
    match measured.figure.measure {
        Measure::Proportion => format!("{value}%"),
        Measure::Count | Measure::Rate => value.to_string(),
    }
}

pub(crate) fn parts(measured: &Measured<'_>) -> String {
    measured
        .figure
        .denominator
        .map(|denominator| format!("{}/{denominator}", measured.figure.numerator))
        .unwrap_or_default()
}
