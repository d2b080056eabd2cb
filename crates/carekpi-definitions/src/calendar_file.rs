//! The calendar file: which nation's bank holidays count, or which working week and holidays.

use std::ops::Range;

use carekpi_dates::{CalendarError, Holiday, HolidayCalendar, Nation, WorkingCalendar, WorkingWeek};
use chrono::{NaiveDate, Weekday};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::DefinitionsError;
use crate::one_line::OneLine;
use crate::toml_file::{Fault, error_at};

type Entry<'v, 't> = &'v Spanned<DeValue<'t>>;

const WEEK: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// Reads a calendar file: the key `nation` alone, which is `england-and-wales`, `scotland` or `northern-ireland`; or a calendar of
/// your own with its `name`, its days `from` and `to`, a `working_week` (Monday to Friday by default) and a table `[[holidays]]`
/// with `date` and `name` for each holiday.
///
/// # Errors
///
/// A key is unknown, missing or has a value that does not fit, or the calendar makes no sense: see [`CalendarError`]. The error names
/// the line, and what is valid there.
///
/// ```
/// use carekpi::calendar_from_toml;
///
/// let calendar = calendar_from_toml(r#"
///     name = "Barset"
///     from = 2020-01-01
///     to = 2030-12-31
///     [[holidays]]
///     date = 2026-07-20
///     name = "Fair Monday"
/// "#).unwrap();
/// assert_eq!(calendar.name(), "Barset");
/// assert_eq!(calendar_from_toml("nation = \"scotland\"").unwrap().name(), "Scotland");
///
/// let error = calendar_from_toml("").unwrap_err();
/// assert_eq!(error.to_string(), "line 1: `name` is missing; expected name = \"Barset\", or nation = \"scotland\"");
/// ```
pub fn calendar_from_toml(text: &str) -> Result<WorkingCalendar, DefinitionsError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parsed = DeTable::parse(text).map_err(|error| error_at(text, error.span(), error.message()))?;
    calendar(parsed.get_ref()).map_err(|(span, message)| error_at(text, Some(span), &message))
}

fn calendar(table: &DeTable<'_>) -> Result<WorkingCalendar, Fault> {
    let (mut name, mut from, mut to) = (None, None, None);
    let mut working_week = (0..0, WorkingWeek::MONDAY_TO_FRIDAY);
    let mut holidays = Vec::new();
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "nation" => return of_nation(value, table.len()),
            "name" => name = Some(named(value, "the name of the calendar")?),
            "working_week" => working_week = (value.span(), week(value)?),
            "from" => from = Some((value.span(), day(value)?)),
            "to" => to = Some((value.span(), day(value)?)),
            "holidays" => holidays = list(value)?.iter().map(holiday).collect::<Result<_, _>>()?,
            other => {
                let valid = "nation alone, or name, working_week, from, to and [[holidays]]";
                return Err((key.span(), format!("unknown key `{other}`; expected {valid}")));
            }
        }
    }
    let absent = |key: &str, example: &str| (0..0, format!("`{key}` is missing; expected {key} = {example}"));
    let plain = HolidayCalendar {
        name: name.ok_or_else(|| absent("name", "\"Barset\", or nation = \"scotland\""))?,
        working_week: working_week.1,
        from: from.as_ref().ok_or_else(|| absent("from", "2020-01-01"))?.1,
        to: to.as_ref().ok_or_else(|| absent("to", "2030-12-31"))?.1,
        holidays: holidays.iter().map(|(_, holiday): &(_, Holiday)| holiday.clone()).collect(),
    };
    WorkingCalendar::new(plain).map_err(|error| {
        let place = match error {
            CalendarError::Outside(outside) => {
                holidays.iter().find(|(_, holiday)| holiday.date == outside.day).map(|(span, _)| span.clone())
            }
            CalendarError::NoWorkingDays if working_week.1.days().next().is_none() => Some(working_week.0),
            _ => to.map(|(span, _)| span),
        };
        (place.unwrap_or(0..0), error.to_string())
    })
}

fn of_nation(value: Entry<'_, '_>, keys: usize) -> Result<WorkingCalendar, Fault> {
    let ids = Nation::ALL.map(Nation::id).join(", ");
    let name = value.get_ref().as_str().unwrap_or("");
    let nation = Nation::ALL.into_iter().find(|nation| nation.id() == name);
    let nation = nation.ok_or_else(|| (value.span(), format!("unknown nation; expected one of {ids}, in quotes")))?;
    if keys > 1 {
        let message = "a nation has a working week and holidays of its own; remove the other keys, and give local holidays with --closures";
        return Err((value.span(), message.to_owned()));
    }
    Ok(WorkingCalendar::of(nation))
}

fn named(value: Entry<'_, '_>, what: &str) -> Result<String, Fault> {
    let name = value.get_ref().as_str().ok_or_else(|| (value.span(), format!("expected {what}, in double quotes")))?;
    let name = OneLine::try_from(name.to_owned()).map_err(|message| (value.span(), message.to_owned()))?;
    Ok(name.0)
}

fn list<'v, 't>(value: Entry<'v, 't>) -> Result<&'v [Spanned<DeValue<'t>>], Fault> {
    let fault = || (value.span(), "expected a table [[holidays]] with date and name for each holiday".to_owned());
    value.get_ref().as_array().map(|list| &**list).ok_or_else(fault)
}

fn week(value: Entry<'_, '_>) -> Result<WorkingWeek, Fault> {
    let fault = |value: Entry<'_, '_>| {
        let names = WEEK.map(|(name, _)| name).join(", ");
        (value.span(), format!("expected a list of days such as [\"monday\", \"tuesday\"], out of {names}"))
    };
    let days = value.get_ref().as_array().ok_or_else(|| fault(value))?;
    let day = |day: Entry<'_, '_>| {
        let found = WEEK.iter().find(|(name, _)| day.get_ref().as_str() == Some(name));
        found.map(|(_, day)| *day).ok_or_else(|| fault(day))
    };
    days.iter().map(day).collect()
}

/// A date, with quotes or without.
fn day(value: Entry<'_, '_>) -> Result<NaiveDate, Fault> {
    let text = match value.get_ref() {
        DeValue::String(text) => text.clone().into_owned(),
        DeValue::Datetime(day) => day.to_string(),
        _ => return Err((value.span(), "expected a date, such as 2026-12-25".to_owned())),
    };
    let is_iso = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    let wrong = || (value.span(), format!("`{text}` is not a date; expected YYYY-MM-DD"));
    text.parse().ok().filter(|_| is_iso).ok_or_else(wrong)
}

/// A holiday, and where its date is.
fn holiday(value: &Spanned<DeValue<'_>>) -> Result<(Range<usize>, Holiday), Fault> {
    let table = value.get_ref().as_table();
    let table = table.ok_or_else(|| (value.span(), "expected a date and a name".to_owned()))?;
    let (mut on, mut name) = (None, None);
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "date" => on = Some((value.span(), day(value)?)),
            "name" => name = Some(named(value, "the name of the holiday")?),
            other => return Err((key.span(), format!("unknown key `{other}`; expected date and name"))),
        }
    }
    match (on, name) {
        (Some((span, date)), Some(name)) => Ok((span, Holiday { date, name })),
        _ => Err((value.span(), "a holiday needs both date and name".to_owned())),
    }
}
