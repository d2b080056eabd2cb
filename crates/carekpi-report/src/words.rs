//! What things are called in text for people.

use chrono::NaiveDate;

/// A date as people write it.
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

/// How many there are of what has a plain plural: `1 warning`, `4 warnings`.
pub(crate) fn many(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// The name of a service area, for headings; one of the caller's own is its own name.
///
/// ```
/// use carekpi_report::area_title;
///
/// assert_eq!(area_title("looked-after"), "Children looked after");
/// assert_eq!(area_title("fostering"), "fostering");
/// ```
#[must_use]
pub fn area_title(area: &str) -> &str {
    match area {
        "child-protection" => "Child protection",
        "children-in-need" => "Children in need",
        "looked-after" => "Children looked after",
        "care-leavers" => "Care leavers",
        "cypds" => "Children and young people's disability service",
        "assessments" => "Assessments",
        other => other,
    }
}
