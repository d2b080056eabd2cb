//! What is said beside the figures: settings that are not the default, rows set aside, records that are doubtful.

use carekpi::model::Concern;
use carekpi::{Definitions, touches};
use carekpi_report::{DataQuality, Note, RowCounts};
use carekpi_ssd::{Extract, Severity};

use crate::exit::eprint_line;

/// What the report says of an extract: of its rows, and of its records on the snapshot date. It is the same whatever the order
/// of the rows, and so has no line numbers: [`eprint_findings`] has those.
pub(crate) fn quality(extract: &Extract, concerns: &[Concern<'_>], definitions: &Definitions) -> DataQuality {
    let rows = extract.accounts.iter().map(|account| {
        let counts = RowCounts { read: account.read, kept: account.kept, set_aside: account.set_aside };
        (account.table.name().to_owned(), counts)
    });
    let errors = extract.count(Severity::Error);
    let warnings = extract.findings.len().saturating_sub(errors).saturating_add(concerns.len());
    let mut findings = extract.findings.clone();
    findings.iter_mut().for_each(|finding| finding.line = None);
    findings.sort();
    let findings = findings
        .iter()
        .map(|finding| Note { text: finding.to_string(), indicators: finding.indicators().to_vec() })
        .filter(|note| !note.indicators.is_empty());
    let concerns = concerns
        .iter()
        .map(|concern| Note { text: concern.to_string(), indicators: touches(concern.what, definitions) });
    DataQuality { rows: rows.collect(), errors, warnings, notes: findings.chain(concerns).collect() }
}

/// Prints each setting that is not the default on stderr, for outputs that have no place for them.
pub(crate) fn eprint_settings(definitions: &Definitions) {
    for difference in definitions.diff(&Definitions::default()) {
        let carekpi::Difference { setting, value, other, .. } = difference;
        eprint_line(&format!("non-default setting: {setting} = {value} (default {other})"));
    }
}

/// Prints what was set aside and what is doubtful on stderr, a line each.
pub(crate) fn eprint_findings(extract: &Extract, concerns: &[Concern<'_>]) {
    for finding in &extract.findings {
        eprint_line(&finding.to_string());
    }
    for concern in concerns {
        eprint_line(&concern.to_string());
    }
}
