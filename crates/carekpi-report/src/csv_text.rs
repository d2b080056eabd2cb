//! CSV.

use carekpi::measure::Figure;
use carekpi::{Scorecard, Series};

/// A scorecard as CSV: a row an indicator.
#[must_use]
pub fn scorecard_csv(scorecard: &Scorecard<'_>) -> String {
    let header =
        ["snapshot", "indicator", "area", "title", "measure", "numerator", "denominator", "undetermined", "value"];
    let snapshot = scorecard.snapshot.to_string();
    let rows = scorecard.indicators.iter().map(|measured| {
        let [numerator, denominator, undetermined, value] = parts(&measured.figure);
        let about = measured.about;
        [
            snapshot.clone(),
            about.id.to_owned(),
            about.area.to_owned(),
            about.title.to_owned(),
            about.measure.to_string(),
            numerator,
            denominator,
            undetermined,
            value,
        ]
    });
    write(header, rows)
}

/// A series as CSV: a row a date and indicator, dates in order and on each the indicators in theirs.
#[must_use]
pub fn series_csv(series: &Series) -> String {
    let header = ["date", "indicator", "numerator", "denominator", "undetermined", "value"];
    let rows = series.rows().map(|(date, about, figure)| {
        let [numerator, denominator, undetermined, value] = parts(&figure);
        [date.to_string(), about.id.to_string(), numerator, denominator, undetermined, value]
    });
    write(header, rows)
}

fn parts(figure: &Figure) -> [String; 4] {
    [
        figure.numerator.to_string(),
        figure.denominator.map(|denominator| denominator.to_string()).unwrap_or_default(),
        figure.undetermined.to_string(),
        figure.value().map(|value| value.to_string()).unwrap_or_default(),
    ]
}

/// An identifier as a cell: one that a spreadsheet would take for a formula has an apostrophe before it.
pub(crate) fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

pub(crate) fn write<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every row is as long as the header.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
