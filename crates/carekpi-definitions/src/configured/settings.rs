//! What a file says of one indicator.

use std::borrow::Cow;

use carekpi_dates::{AsOf, Limit, Span};
use carekpi_model::OwnKind;
use carekpi_rules::IndicatorInfo;

use crate::DefinitionsError;

use super::cohort::Cohort;
use super::events::Events;

/// One indicator.
#[derive(Clone, Debug)]
pub(super) struct IndicatorSettings {
    pub(super) info: IndicatorInfo,
    /// Its table as it was written, for the provenance.
    pub(super) written: String,
    pub(super) cohort: Cohort,
    pub(super) events: Events,
    pub(super) in_scope: Scope,
    pub(super) then_events: Option<Events>,
    pub(super) no_event_since: NoEventSince,
    pub(super) first_from: FirstFrom,
    pub(super) limits: Limits,
    pub(super) from_age: Option<u32>,
    pub(super) until_age: Option<u32>,
    pub(super) younger: Option<Younger>,
}

impl IndicatorSettings {
    /// The name of its settings in the provenance.
    pub(super) fn setting(&self) -> String {
        setting(&self.info.id)
    }
}

/// The name of the settings of an indicator in the provenance.
pub(super) fn setting(id: &str) -> String {
    format!("indicators.{id}")
}

/// Which events count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those since the start of the record.
    CurrentRecord,
    /// Those since the start of the open placement.
    CurrentPlacement,
    /// All that are recorded by the snapshot date.
    AnyOnRecord,
}

impl Scope {
    pub(super) const ALL: [(&str, Self); 3] = [
        ("current_record", Self::CurrentRecord),
        ("current_placement", Self::CurrentPlacement),
        ("any_on_record", Self::AnyOnRecord),
    ];
}

/// Which events end the clause about no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoEventSince {
    /// All that are in scope.
    InScope,
    /// Those since the start of the record.
    Record,
    /// Those since the last referral.
    LastReferral,
}

impl NoEventSince {
    pub(super) const ALL: [(&str, Self); 2] = [("record", Self::Record), ("last_referral", Self::LastReferral)];
}

/// What the clause about no event is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FirstFrom {
    /// The start of the record.
    Record,
    /// The last referral.
    LastReferral,
    /// The start of the open placement.
    Placement,
    /// The start of the allocation to the current case worker.
    CaseWorker,
}

impl FirstFrom {
    pub(super) const ALL: [(&str, Self); 4] = [
        ("record", Self::Record),
        ("last_referral", Self::LastReferral),
        ("placement", Self::Placement),
        ("case_worker", Self::CaseWorker),
    ];
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

/// The limits of the clauses; `None` without a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits {
    pub(super) first: Option<Within>,
    pub(super) second: Option<Within>,
    pub(super) then: Option<Within>,
}

impl Limits {
    /// These limits, and where there is none, those of `others`.
    pub(super) fn or(self, others: Self) -> Self {
        Self {
            first: self.first.or(others.first),
            second: self.second.or(others.second),
            then: self.then.or(others.then),
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Within> + use<> {
        [self.first, self.second, self.then].into_iter().flatten()
    }
}

/// What differs for younger children.
#[derive(Clone, Debug)]
pub(super) struct Younger {
    /// They are younger than this.
    pub(super) than: u32,
    pub(super) limits: Limits,
    /// Events of a second kind that count for them.
    pub(super) or_events: Option<Events>,
}

/// A kind of record of your own, and where the file names it.
#[derive(Clone, Debug)]
pub(super) struct OwnName {
    pub(super) kind: OwnKind,
    /// The error for a caseload that does not know it, without the kinds that it knows.
    pub(super) unknown: DefinitionsError,
}

/// Words that were made at run time, or are constants.
pub(super) type Words = Cow<'static, str>;
