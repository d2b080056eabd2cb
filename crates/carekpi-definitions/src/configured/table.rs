//! The table of a configured indicator in its file.

use std::borrow::Cow;

use carekpi_dates::{HourLimit, ParseSpanError, Span};
use carekpi_rules::Polarity;
use serde::Deserialize;
use toml::Spanned;

use crate::one_line::OneLine;

use super::ages::Age;
use super::settings::{CountedSpells, FirstFrom, NoEventSince, Scope};

/// The table of one indicator, as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) area: Spanned<String>,
    pub(super) area_title: Option<Spanned<OneLine>>,
    pub(super) title: OneLine,
    pub(super) up_to_date: Option<OneLine>,
    pub(super) source: Option<OneLine>,
    #[serde(default = "higher")]
    pub(super) polarity: Polarity,
    pub(super) numerator: Option<OneLine>,
    pub(super) denominator: Option<OneLine>,
    pub(super) clauses: Option<Spanned<Clauses>>,
    pub(super) cohort: Spanned<String>,
    pub(super) counted: Option<Spanned<CountedSpells>>,
    pub(super) unit: Option<Spanned<OneLine>>,
    pub(super) from_age: Option<Age>,
    pub(super) until_age: Option<Spanned<Age>>,
    pub(super) events: Spanned<String>,
    #[serde(default)]
    pub(super) events_in_scope: Scope,
    pub(super) then_events: Option<Spanned<String>>,
    pub(super) no_event_since: Option<Spanned<NoEventSince>>,
    pub(super) first_from: Option<Spanned<FirstFrom>>,
    pub(super) first_within: Option<Spanned<Length>>,
    pub(super) first_due: Option<Spanned<Span>>,
    pub(super) second_within: Option<Span>,
    pub(super) second_due: Option<Spanned<Span>>,
    pub(super) then_within: Option<Span>,
    pub(super) then_due: Option<Spanned<Span>>,
    pub(super) then_in_last: Option<Spanned<Span>>,
    pub(super) age_limit: Option<Spanned<Age>>,
    pub(super) younger_within: Option<Span>,
    pub(super) younger_due: Option<Spanned<Span>>,
    pub(super) younger_in_last: Option<Spanned<Span>>,
    pub(super) younger_events: Option<Spanned<String>>,
}

const fn higher() -> Polarity {
    Polarity::Higher
}

impl From<OneLine> for Words {
    fn from(text: OneLine) -> Self {
        Self::Owned(text.0)
    }
}

/// A length of time: a span, or a number of hours.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum Length {
    Span(Span),
    Hours(u32),
}

impl Length {
    pub(super) const fn span(self) -> Option<Span> {
        if let Self::Span(span) = self { Some(span) } else { None }
    }

    pub(super) fn hours(self) -> Option<HourLimit> {
        if let Self::Hours(hours) = self { Some(HourLimit::within(hours)) } else { None }
    }
}

impl TryFrom<String> for Length {
    type Error = ParseSpanError;

    fn try_from(text: String) -> Result<Self, ParseSpanError> {
        let hours = text.trim().strip_suffix(" hours").or_else(|| text.trim().strip_suffix(" hour"));
        let hours = hours.filter(|hours| hours.bytes().all(|byte| byte.is_ascii_digit()));
        match hours.and_then(|hours| hours.parse().ok()) {
            Some(hours) => Ok(Self::Hours(hours)),
            None => text.parse().map(Self::Span),
        }
    }
}

/// What clauses are measured from, in words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Clauses {
    pub(super) no_event_yet: Option<OneLine>,
    pub(super) since_first: Option<OneLine>,
    pub(super) since_last: Option<OneLine>,
    pub(super) followed: Option<OneLine>,
}

/// Words that were made at run time, or are constants.
pub(super) type Words = Cow<'static, str>;
