//! Messages beside the figures: non-default settings, rows set aside, doubtful records.

use std::collections::BTreeMap;

use carekpi::report::{DataQuality, Publication};
use carekpi::ssd::Extract;
use carekpi::{Measurement, Provenance, model};
use chrono::NaiveDate;

use crate::exit::eprint_line;

/// The quality of an extract on the snapshot date. It has no line numbers, so that it does not depend on the order of the rows.
/// [`eprint_findings`] prints the line numbers.
pub(crate) fn quality(extract: &Extract, measurement: &Measurement<'_>, snapshot: NaiveDate) -> DataQuality {
    DataQuality::of(measurement, snapshot).with_rows(extract.row_counts()).with_findings(extract.source_findings())
}

/// Prints whatever is not the default on stderr, for formats that have no place for it.
pub(crate) fn eprint_provenance(provenance: &Provenance) {
    for note in provenance.notes() {
        eprint_line(&note);
    }
}

/// Prints how published figures are protected on stderr, for formats that have no place for it.
pub(crate) fn eprint_publication(publication: Option<Publication>) {
    if let Some(publication) = publication {
        eprint_line(publication.sentence());
    }
}

/// How many records a line names.
const NAMED: usize = 3;

/// Prints what is incomplete on stderr, and how to see more.
pub(crate) fn eprint_incomplete(notice: Option<&str>) {
    if let Some(notice) = notice {
        eprint_line(&format!("incomplete data: {notice}; see carekpi check"));
    }
}

/// Prints on stderr, in one line, for which indicators the records begin after the first date that is shown.
pub(crate) fn eprint_beginning(measurement: &Measurement<'_>, from: NaiveDate) {
    let mut by_date: BTreeMap<NaiveDate, Vec<&str>> = BTreeMap::new();
    for info in measurement.indicators() {
        if let Some(begin) = measurement.records_begin(&info.id).filter(|begin| *begin > from) {
            by_date.entry(begin).or_default().push(&info.id);
        }
    }
    let dates: Vec<String> = by_date.iter().map(|(begin, ids)| format!("{begin} ({})", ids.join(", "))).collect();
    if !dates.is_empty() {
        eprint_line(&format!(
            "the records begin after {from}; figures before these dates are not meaningful: {}",
            dates.join(", ")
        ));
    }
}

/// Prints the findings about rows, values and records on stderr: a line for each cause.
pub(crate) fn eprint_causes(extract: &Extract, measurement: &Measurement<'_>, snapshot: NaiveDate) {
    for cause in extract.causes() {
        eprint_line(&cause.to_string());
    }
    for value in measurement.unknown_values() {
        eprint_line(&value.to_string());
    }
    for line in record_causes(&measurement.findings(snapshot)) {
        eprint_line(&line);
    }
}

/// The findings about records by cause, a line for each: what is found, in how many records, and the first of them.
pub(crate) fn record_causes(findings: &[model::Finding<'_>]) -> Vec<String> {
    let mut causes: BTreeMap<(model::RecordKind, model::FindingKind), Vec<&model::Finding<'_>>> = BTreeMap::new();
    for finding in findings {
        causes.entry((finding.record_kind, finding.kind)).or_default().push(finding);
    }
    let line =
        |((record_kind, kind), of_cause): (&(model::RecordKind, model::FindingKind), &Vec<&model::Finding<'_>>)| {
            let name =
                |finding: &&model::Finding<'_>| format!("{} {}", finding.child, finding.record).trim().to_owned();
            let names: Vec<String> = of_cause.iter().take(NAMED).map(name).filter(|name| !name.is_empty()).collect();
            let more = if of_cause.len() > NAMED { ", ..." } else { "" };
            let records = if of_cause.len() == 1 { "record" } else { "records" };
            let place = if names.is_empty() { String::new() } else { format!(": {}{more}", names.join(", ")) };
            format!("{record_kind}{}; {} {records}{place}", kind.message(), of_cause.len())
        };
    causes.iter().map(line).collect()
}

/// Prints every finding about rows, values and records on stderr, one on each line.
pub(crate) fn eprint_findings(extract: &Extract, measurement: &Measurement<'_>, snapshot: NaiveDate) {
    for finding in &extract.findings {
        eprint_line(&finding.to_string());
    }
    for value in measurement.unknown_values() {
        eprint_line(&value.to_string());
    }
    for finding in measurement.findings(snapshot) {
        eprint_line(&finding.to_string());
    }
}
