//! The sheets about how the figures were made.

use carekpi_dates::{HolidayCalendar, Period};
use carekpi_engine::Provenance;
use chrono::NaiveDate;

use crate::labels::{long_date, pluralise};
use crate::publication::Publication;
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
pub(crate) fn state_facts(published: Option<Publication>, notice: Option<&str>) -> Facts {
    let published = published.map_or_else(|| "no".to_owned(), |way| format!("{}: {}", way.name(), way.sentence()));
    let mut facts = vec![("Published".to_owned(), Cell::text(published))];
    facts.extend(notice.map(|notice| ("Incomplete data".to_owned(), Cell::text(notice))));
    facts
}

/// The sheet "Provenance".
pub(crate) fn provenance_sheet(facts: Facts, provenance: &Provenance) -> Sheet {
    let closures = &provenance.closures;
    let mut all = facts;
    all.extend([
        ("Version of carekpi".to_owned(), Cell::text(provenance.version.as_str())),
        ("Profile".to_owned(), Cell::text(provenance.profile.as_str())),
        ("Non-default settings".to_owned(), Cell::count(provenance.changed().len() as u64)),
    ]);
    all.extend(provenance.mappings.iter().map(|mapping| ("Mapping".to_owned(), Cell::text(mapping.as_str()))));
    all.extend([("Calendar".to_owned(), Cell::text(provenance.calendar.as_str()))]);
    all.extend(provenance.own_calendar.iter().flat_map(calendar_facts));
    all.extend([("Closure days".to_owned(), Cell::count(closures.len() as u64))]);
    all.extend(closures.iter().map(|day| ("Closure day".to_owned(), Cell::Date(*day))));
    Sheet {
        name: "Provenance".to_owned(),
        notes: vec!["How these figures were made".to_owned()],
        columns: vec![Column::new("Item", 36, ColumnKind::Text), Column::new("Value", 90, ColumnKind::Paragraph)],
        rows: all.into_iter().map(|(name, cell)| vec![Cell::text(name), cell]).collect(),
        ..Sheet::default()
    }
}

/// What a calendar of your own is made of.
fn calendar_facts(calendar: &HolidayCalendar) -> Facts {
    let week: Vec<String> = calendar.working_week.days().map(|day| day.to_string()).collect();
    let mut facts = vec![
        ("Working week".to_owned(), Cell::text(week.join(", "))),
        ("First day of the calendar".to_owned(), Cell::Date(calendar.from)),
        ("Last day of the calendar".to_owned(), Cell::Date(calendar.to)),
        ("Holidays".to_owned(), Cell::count(calendar.holidays.len() as u64)),
    ];
    facts.extend(
        calendar.holidays.iter().map(|holiday| (format!("Holiday: {}", holiday.name), Cell::Date(holiday.date))),
    );
    facts
}

/// The sheet "Definitions": every setting.
pub(crate) fn definitions_sheet(provenance: &Provenance) -> Sheet {
    const CHANGED: &str = "changed";
    let rows = provenance.settings.iter().map(|(name, setting)| {
        let changed = if setting.is_changed() { CHANGED } else { "" };
        let [value, default] = [&setting.value, &setting.default].map(|text| Cell::text(text.as_str()));
        let [question, answer] = [&setting.question, &setting.answer].map(|text| Cell::text(text.as_str()));
        vec![Cell::text(name.as_str()), value, default, Cell::text(changed), question, answer]
    });
    Sheet {
        name: "Definitions".to_owned(),
        notes: vec!["Settings, as in a definitions file".to_owned(), settings_note(provenance)],
        columns: vec![
            Column::new("Setting", 58, ColumnKind::Text),
            Column::new("Value", 28, ColumnKind::Paragraph),
            Column::new("Default", 28, ColumnKind::Paragraph),
            Column::new("Changed", 11, ColumnKind::Text),
            Column::new("Question", 50, ColumnKind::Paragraph),
            Column::new("Answer", 52, ColumnKind::Paragraph),
        ],
        rows: rows.collect(),
        fixed_columns: 1,
        highlights: vec![Highlight { column: 3, text: CHANGED.to_owned(), tone: Tone::Notable }],
        ..Sheet::default()
    }
}

/// What is not the default, in a line.
pub(crate) fn settings_note(provenance: &Provenance) -> String {
    let counts = [
        (provenance.closures.len(), "closure day"),
        (provenance.mappings.len(), "mapping"),
        (provenance.changed().len(), "setting"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let profile = provenance.changed_profile().map(|profile| format!("profile {profile}"));
    let calendar = provenance.changed_calendar().map(|_| format!("calendar {}", provenance.calendar));
    let parts: Vec<String> =
        profile.into_iter().chain(calendar).chain(counts.map(|(count, what)| pluralise(count as u64, what))).collect();
    if parts.is_empty() {
        "All settings are the default.".to_owned()
    } else {
        format!("Not the default: {}; see Definitions and Provenance.", parts.join(", "))
    }
}

/// A title with the name of the council, if it is known.
pub(crate) fn titled(council: Option<&str>, title: &str) -> String {
    council.map_or_else(|| title.to_owned(), |council| format!("{council}: {title}"))
}

/// The line that says over which days flows are counted.
pub(crate) fn period_note(period: Period, snapshot: NaiveDate) -> String {
    let (first, last) = (period.first_day(snapshot), period.last_day(snapshot));
    format!("Flows counted over {} to {}", long_date(first), long_date(last))
}
