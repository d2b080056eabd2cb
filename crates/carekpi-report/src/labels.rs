//! Dates and numbers in text for people.

use carekpi_dates::Moment;
use carekpi_engine::Status;
use carekpi_measure::FigureKind;
use carekpi_rules::Polarity;
use chrono::NaiveDate;

/// A date in full, for people.
///
/// ```
/// use carekpi_report::long_date;
/// use chrono::NaiveDate;
///
/// assert_eq!(long_date(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap()), "31 March 2026");
/// ```
#[must_use]
pub fn long_date(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A moment as people read it: `31 March 2026 at 14:30`, or the day alone.
pub(crate) fn long_moment(at: Moment) -> String {
    let day = long_date(at.day);
    at.time.map_or_else(|| day.clone(), |time| format!("{day} at {time}"))
}

/// A target, or the figure of somebody else, as people read it: `95%`, `88.1%`, `9.6`.
pub(crate) fn number_text(number: f64, kind: FigureKind) -> String {
    let percent = if kind == FigureKind::Proportion { "%" } else { "" };
    format!("{number}{percent}")
}

/// Which values are better, in a sentence; `None` if neither is.
pub(crate) const fn polarity_sentence(polarity: Polarity) -> Option<&'static str> {
    match polarity {
        Polarity::Higher => Some("A higher value is better."),
        Polarity::Lower => Some("A lower value is better."),
        Polarity::Neither => None,
    }
}

/// The sign of a status, which says the same as its word and its colour.
pub(crate) const fn status_sign(status: Status) -> char {
    match status {
        Status::OnTarget => '\u{2713}',
        Status::Near => '\u{2248}',
        Status::OffTarget => '\u{2717}',
    }
}

/// A count with its noun: `1 warning`, `4 warnings`.
pub(crate) fn pluralise(count: u64, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// The words with a capital first letter, to begin a sentence.
pub(crate) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
