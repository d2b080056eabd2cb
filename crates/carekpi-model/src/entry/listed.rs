//! A record of a case, whatever its form.

use std::borrow::Cow;

use chrono::NaiveDate;

/// What a [`Case`](super::Case) knows about any of its records.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed<'t> {
    /// The name of the list that the record is in, such as `placements` or `other.missing-episode.spells`.
    pub list: Cow<'static, str>,
    /// Its index in the list.
    pub index: usize,
    /// Its identifier, without white space around it.
    pub id: &'t str,
    /// Its day, or its first day.
    pub start: Option<NaiveDate>,
    /// Its end, if it has one.
    pub end: Option<NaiveDate>,
}
