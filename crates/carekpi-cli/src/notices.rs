//! Messages beside the figures: non-default settings, rows set aside, doubtful records.

use carekpi::report::DataQuality;
use carekpi::ssd::Extract;
use carekpi::{Measurement, Provenance};
use chrono::NaiveDate;

use crate::exit::eprint_line;

/// The quality of an extract on the snapshot date. It has no line numbers, so that it does not depend on the order of the rows.
/// [`eprint_findings`] prints the line numbers.
pub(crate) fn quality(extract: &Extract, measurement: &Measurement<'_>, snapshot: NaiveDate) -> DataQuality {
    DataQuality::of(measurement, snapshot).with_rows(extract.row_counts()).with_findings(extract.source_findings())
}

/// Prints each non-default setting on stderr, for formats that have no place for it.
pub(crate) fn eprint_settings(provenance: &Provenance) {
    for difference in provenance.changed() {
        eprint_line(&format!("non-default setting: {difference}"));
    }
}

/// Prints the findings about rows and records on stderr, one on each line.
pub(crate) fn eprint_findings(extract: &Extract, measurement: &Measurement<'_>, snapshot: NaiveDate) {
    for finding in &extract.findings {
        eprint_line(&finding.to_string());
    }
    for finding in measurement.findings(snapshot) {
        eprint_line(&finding.to_string());
    }
}
