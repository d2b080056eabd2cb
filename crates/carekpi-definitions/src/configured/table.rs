//! The table of a configured indicator in its file.

use std::borrow::Cow;
use std::ops::Range;

use carekpi_dates::Span;
use carekpi_rules::Polarity;
use serde::Deserialize;
use toml::Spanned;

use super::settings::{FirstFrom, NoEventSince, Scope};

/// An error and where it is.
pub(super) type Fault = (Range<usize>, String);

/// The table of one indicator, as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) area: Spanned<String>,
    pub(super) area_title: Option<Text>,
    pub(super) title: Text,
    pub(super) up_to_date: Option<Text>,
    pub(super) source: Option<Text>,
    #[serde(default = "higher")]
    pub(super) polarity: Polarity,
    pub(super) numerator: Option<Text>,
    pub(super) denominator: Option<Text>,
    pub(super) clauses: Option<Spanned<Clauses>>,
    pub(super) cohort: Spanned<String>,
    pub(super) from_age: Option<Age>,
    pub(super) until_age: Option<Spanned<Age>>,
    pub(super) events: Spanned<String>,
    #[serde(default)]
    pub(super) events_in_scope: Scope,
    pub(super) then_events: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) no_event_since: NoEventSince,
    #[serde(default)]
    pub(super) first_from: FirstFrom,
    pub(super) first_within: Option<Span>,
    pub(super) first_due: Option<Spanned<Span>>,
    pub(super) second_within: Option<Span>,
    pub(super) second_due: Option<Spanned<Span>>,
    pub(super) then_within: Option<Span>,
    pub(super) then_due: Option<Spanned<Span>>,
    pub(super) then_in_last: Option<Spanned<Span>>,
    pub(super) age_limit: Option<Age>,
    pub(super) younger_within: Option<Span>,
    pub(super) younger_due: Option<Spanned<Span>>,
    pub(super) younger_in_last: Option<Spanned<Span>>,
    pub(super) younger_events: Option<Spanned<String>>,
}

const fn higher() -> Polarity {
    Polarity::Higher
}

/// A text that can be shown on a line: it is not blank, and no character of it controls or turns the text.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Text(String);

impl TryFrom<String> for Text {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let turns = |letter| matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let text = text.trim();
        if text.is_empty() || text.chars().any(|letter| letter.is_control() || turns(letter)) {
            return Err("expected a text on one line that is not blank");
        }
        Ok(Self(text.to_owned()))
    }
}

impl From<Text> for Words {
    fn from(text: Text) -> Self {
        Self::Owned(text.0)
    }
}

/// An age in whole years.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Deserialize)]
#[serde(try_from = "i64")]
pub(super) struct Age(pub(super) u32);

impl TryFrom<i64> for Age {
    type Error = &'static str;

    fn try_from(age: i64) -> Result<Self, Self::Error> {
        let age = u32::try_from(age).ok().filter(|age| *age <= 130);
        age.map(Self).ok_or("expected an age in whole years from 0 to 130, such as 16")
    }
}

/// What clauses are measured from, in words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Clauses {
    pub(super) no_event_yet: Option<Text>,
    pub(super) since_first: Option<Text>,
    pub(super) since_last: Option<Text>,
}

/// Words that were made at run time, or are constants.
pub(super) type Words = Cow<'static, str>;
