//! What is incomplete in an extract, in one line.

use carekpi_engine::Measurement;
use carekpi_report::{Publication, rows_set_aside};
use carekpi_ssd::{Extract, Finding, FindingKind, Severity};

/// How many tables or columns the line names.
const NAMED: usize = 3;

/// What is incomplete in an extract, in one line: rows set aside, and tables and columns that are missing and that an indicator
/// reads. `None` if nothing is. How many rows were set aside is not published: a row may be about one child.
///
/// ```
/// use carekpi::ssd::Extract;
/// use carekpi::{Definitions, WorkingCalendar};
///
/// let files = [("ssd_person.csv", "pers_person_id,pers_dob\nP1,2015-06-01\n,2016-02-09\n")];
/// let extract = Extract::from_files(files).unwrap();
/// let measurement = Definitions::default().over(&extract.caseload, &WorkingCalendar::england_and_wales());
/// let line = carekpi_check::incomplete(&extract, &measurement, None).unwrap();
/// assert!(line.starts_with("1 row set aside; missing tables: ssd_cin_episodes, "), "{line}");
/// ```
#[must_use]
pub fn incomplete(
    extract: &Extract,
    measurement: &Measurement<'_>,
    publication: Option<Publication>,
) -> Option<String> {
    let set_aside = u64::try_from(extract.count(Severity::Error)).unwrap_or(u64::MAX);
    let is_not_held = |finding: &&Finding| finding.kind == FindingKind::NotHeld;
    let not_held = u64::try_from(extract.findings.iter().filter(is_not_held).count()).unwrap_or(u64::MAX);
    let is_needed = |finding: &Finding| !measurement.indicators_reading(&finding.records()).is_empty();
    let missing = |kind| extract.findings.iter().filter(move |finding| finding.kind == kind && is_needed(finding));
    let tables: Vec<String> =
        missing(FindingKind::TableAbsent).filter_map(|one| one.file.clone().or(Some(one.table?.to_string()))).collect();
    let columns: Vec<String> =
        missing(FindingKind::ColumnAbsent).filter_map(|finding| finding.column.clone()).collect();
    let mut parts = Vec::new();
    if set_aside > 0 {
        parts.push(match publication {
            None => rows_set_aside(set_aside.saturating_add(not_held), not_held),
            Some(_) => "some rows set aside".to_owned(),
        });
    }
    for (what, names) in [("table", tables), ("column", columns)] {
        if let [first, rest @ ..] = &*names {
            let plural = if rest.is_empty() { "" } else { "s" };
            let more = if names.len() > NAMED {
                format!(" and {} more", names.len().saturating_sub(NAMED))
            } else {
                String::new()
            };
            let named =
                rest.iter().take(NAMED.saturating_sub(1)).fold(first.clone(), |text, name| format!("{text}, {name}"));
            parts.push(format!("missing {what}{plural}: {named}{more}"));
        }
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}
