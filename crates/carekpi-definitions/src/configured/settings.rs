//! What a file says of one indicator.

use std::ops::Range;

use carekpi_dates::{AsOf, HourLimit, Limit, Span};
use carekpi_engine::Setting;
use carekpi_rules::IndicatorInfo;
use serde::Deserialize;

use super::cohort::Cohort;
use super::events::Events;

/// One indicator.
#[derive(Clone, Debug)]
pub(super) struct IndicatorSettings {
    pub(super) info: IndicatorInfo,
    /// Where its identifier is in the file.
    pub(super) place: Range<usize>,
    /// Its table as it was written, for the provenance.
    pub(super) written: String,
    pub(super) cohort: Cohort,
    pub(super) counted: CountedSpells,
    pub(super) events: Events,
    pub(super) in_scope: Scope,
    /// Events of a second kind that count for the clause about the last event.
    pub(super) then_events: Option<Events>,
    pub(super) no_event_since: NoEventSince,
    pub(super) first_from: FirstFrom,
    pub(super) first: Option<First>,
    pub(super) second: Option<Within>,
    pub(super) then: Option<Within>,
    pub(super) from_age: Option<u32>,
    pub(super) until_age: Option<u32>,
    pub(super) younger: Option<Younger>,
}

impl IndicatorSettings {
    /// The name of its settings in the provenance.
    pub(super) fn setting(&self) -> String {
        format!("indicators.{}", self.info.id)
    }

    /// Its settings in the provenance.
    pub(super) fn provenance(&self) -> Setting {
        let mut setting = Setting::new(self.written.clone(), "none".to_owned());
        "Where is the indicator defined?".clone_into(&mut setting.question);
        "in a file of own indicators".clone_into(&mut setting.answer);
        setting
    }
}

/// Which spells of a kind of your own are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CountedSpells {
    /// Those that are open on the snapshot date, as children with such a spell.
    #[default]
    Open,
    /// Those that ended in the period, each of them.
    EndedInPeriod,
}

/// Which events count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Scope {
    /// Those since the start of the record.
    #[default]
    CurrentRecord,
    /// Those since the start of the open placement.
    CurrentPlacement,
    /// All that are recorded by the snapshot date.
    AnyOnRecord,
}

/// Which events end the clause about no event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum NoEventSince {
    /// All that are in scope.
    #[default]
    #[serde(skip)]
    InScope,
    /// Those since the start of the record.
    Record,
    /// Those since the last referral.
    LastReferral,
}

/// What the clause about no event is measured from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FirstFrom {
    /// The start of the record.
    #[default]
    Record,
    /// The last referral.
    LastReferral,
    /// The start of the open placement.
    Placement,
    /// The start of the allocation to the current case worker.
    CaseWorker,
}

/// How long a clause allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// Less than this.
    LessThan(Span),
    /// Due after this: the last day counts.
    Due(Span),
    /// The event must be in the last so many, by the shared reading.
    InLast(Span),
}

impl Within {
    #[inline]
    pub(super) fn limit(self, as_of: &AsOf<'_>) -> Limit {
        match self {
            Self::LessThan(span) => Limit::less_than(span),
            Self::Due(span) => Limit::due(span),
            Self::InLast(span) => as_of.within_last(span),
        }
    }
}

/// How long the clause about no event allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// Days, weeks, months or years from a day.
    Days(Within),
    /// Hours from a moment.
    Hours(HourLimit),
}

/// What differs for younger children.
#[derive(Clone, Debug)]
pub(super) struct Younger {
    /// They are younger than this.
    pub(super) than: u32,
    /// The limit since the last event.
    pub(super) then: Option<Within>,
    /// Events of a second kind that count for them.
    pub(super) events: Option<Events>,
}
