//! The sheets about how the figures were made.

use carekpi_dates::Period;
use carekpi_engine::Provenance;
use chrono::NaiveDate;

use crate::labels::long_date;
use crate::workbook::{Cell, Column, ColumnKind, Highlight, Sheet, Tone};

/// What "Provenance" says about a result beside its provenance: each fact with its name.
pub(crate) type Facts = Vec<(String, Cell)>;

/// The dates of a result.
pub(crate) fn period_facts(period: Period, snapshot: NaiveDate) -> Facts {
    vec![
        ("First day of the period for flows".to_owned(), Cell::Date(period.first_day(snapshot))),
        ("Last day of the period for flows".to_owned(), Cell::Date(period.last_day(snapshot))),
    ]
}

/// Whether a result is published, and what is incomplete.
pub(crate) fn state_facts(published: bool, notice: Option<&str>) -> Facts {
    let published = if published { "yes: small counts are suppressed" } else { "no" };
    let mut facts = vec![("Published".to_owned(), Cell::text(published))];
    facts.extend(notice.map(|notice| ("Incomplete data".to_owned(), Cell::text(notice))));
    facts
}

/// The sheet "Provenance".
pub(crate) fn provenance_sheet(facts: Facts, provenance: &Provenance) -> Sheet {
    let changed = provenance.changed().len();
    let closures = &provenance.closures;
    let mut all = facts;
    all.extend([
        ("Version of carekpi".to_owned(), Cell::text(provenance.version.as_str())),
        ("Calendar".to_owned(), Cell::text(provenance.calendar.as_str())),
        ("Non-default settings".to_owned(), Cell::count(changed as u64)),
        ("Closure days".to_owned(), Cell::count(closures.len() as u64)),
    ]);
    all.extend(closures.iter().map(|day| ("Closure day".to_owned(), Cell::Date(*day))));
    Sheet {
        name: "Provenance".to_owned(),
        notes: vec!["How these figures were made".to_owned()],
        columns: vec![Column::new("Item", 36, ColumnKind::Text), Column::new("Value", 90, ColumnKind::Paragraph)],
        rows: all.into_iter().map(|(name, cell)| vec![Cell::text(name), cell]).collect(),
        ..Sheet::default()
    }
}

/// The sheet "Definitions": every setting.
pub(crate) fn definitions_sheet(provenance: &Provenance) -> Sheet {
    const CHANGED: &str = "changed";
    let rows = provenance.settings.iter().map(|(name, setting)| {
        let changed = setting.value != setting.default;
        vec![
            Cell::text(name.as_str()),
            Cell::text(setting.value.as_str()),
            Cell::text(setting.default.as_str()),
            Cell::text(if changed { CHANGED } else { "" }),
        ]
    });
    Sheet {
        name: "Definitions".to_owned(),
        notes: vec!["Settings, as in a definitions file".to_owned(), settings_note(provenance)],
        columns: vec![
            Column::new("Setting", 62, ColumnKind::Text),
            Column::new("Value", 44, ColumnKind::Paragraph),
            Column::new("Default", 44, ColumnKind::Paragraph),
            Column::new("Changed", 12, ColumnKind::Text),
        ],
        rows: rows.collect(),
        highlights: vec![Highlight { column: 3, text: CHANGED.to_owned(), tone: Tone::Notable }],
        ..Sheet::default()
    }
}

/// How many settings are not the default, in a sentence.
pub(crate) fn settings_note(provenance: &Provenance) -> String {
    match provenance.changed().len() {
        0 => "All settings are the default.".to_owned(),
        1 => "1 setting is not the default: see Definitions.".to_owned(),
        changed => format!("{changed} settings are not the default: see Definitions."),
    }
}

/// The line that says over which days flows are counted.
pub(crate) fn period_note(period: Period, snapshot: NaiveDate) -> String {
    let (first, last) = (period.first_day(snapshot), period.last_day(snapshot));
    format!("Flows counted over {} to {}", long_date(first), long_date(last))
}
