//! What an answer rests on, for an explanation.

use std::borrow::Cow;

use chrono::NaiveDate;

/// What an answer rests on besides the day that its clause is measured from.
///
/// A clause with a limit needs none: its day and its limit say it all. Whatever counts records, lasts, or is recorded as a code has
/// more to say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence<'a> {
    /// The records that were counted.
    Records {
        /// What one of them is, such as "placement".
        what: Cow<'static, str>,
        /// The start of each, and its end if it has ended, in order of start.
        dates: Vec<(NaiveDate, Option<NaiveDate>)>,
        /// How many it takes.
        at_least: u32,
    },
    /// Something has lasted long enough from this day on.
    LongEnoughFrom(NaiveDate),
    /// An event is looked for.
    Event {
        /// What it is, such as "placement change meeting".
        what: Cow<'static, str>,
        /// The event that is nearest to the day that the clause is measured from; `None` if there is none.
        nearest: Option<NaiveDate>,
    },
    /// What a field of the latest records says.
    Recorded {
        /// The field, such as "activity".
        what: Cow<'static, str>,
        /// The day of the records; `None` if there is no record, or it has no date.
        on: Option<NaiveDate>,
        /// Its texts; empty if it is blank in all of them.
        texts: Vec<&'a str>,
    },
}

impl Evidence<'_> {
    /// The event among `days` that is nearest to `day`; the earlier of two.
    ///
    /// ```
    /// use carekpi_rules::Evidence;
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
    /// let evidence = Evidence::nearest("meeting", day(9), [day(2), day(12)]);
    /// assert_eq!(evidence, Evidence::Event { what: "meeting".into(), nearest: Some(day(12)) });
    /// ```
    #[must_use]
    pub fn nearest(
        what: impl Into<Cow<'static, str>>,
        day: NaiveDate,
        days: impl IntoIterator<Item = NaiveDate>,
    ) -> Self {
        let away = |event: &NaiveDate| event.signed_duration_since(day).num_days().unsigned_abs();
        Self::Event { what: what.into(), nearest: days.into_iter().min_by_key(away) }
    }
}
