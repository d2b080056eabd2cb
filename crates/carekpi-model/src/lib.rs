#![doc = include_str!("../README.md")]
//!
//! A [`CaseloadBuilder`] builds a [`Caseload`]. A [`Child`] is a light view of it, and [`Child::as_of`] gives a [`ChildAsOf`].
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod entry;

mod builder;
mod care_statuses;
mod caseload;
mod child;
mod child_as_of;
mod child_set;
mod code_column;
mod coded_events;
mod codes;
mod cohort;
mod covered;
mod deaths;
mod digest;
mod eligibility;
mod error;
mod event;
mod executor;
mod findings;
mod first_dates;
mod ids;
mod latest_ends;
mod layout;
mod matching;
mod once_list;
mod own_builder;
mod own_caseload;
mod own_kind;
mod own_records;
mod packed;
mod person;
mod population;
mod quoted;
mod record_kind;
mod records;
mod repeated_ids;
mod same_placements;
mod shared;
mod short_breaks;
mod short_text;
mod source;
mod table;
mod text;
#[cfg(feature = "serde")]
mod wire;
mod workers;

pub use builder::{CaseloadBuilder, CaseloadPart, ChildKey, OrderedBuilder};
pub use care_statuses::CareStatuses;
pub use caseload::Caseload;
pub use child::Child;
pub use child_as_of::ChildAsOf;
pub use code_column::CodeColumn;
pub use coded_events::{CountedEvents, HealthCheckSettings};
pub use codes::{CARE_STATUSES, PLACEMENT_CODES, SHORT_BREAK_CODES};
pub use cohort::Cohort;
pub use eligibility::{CareLeaver, Eligibility, NOT_ELIGIBLE};
pub use error::CaseloadError;
pub use event::{EventKind, Events, Seen};
pub use executor::{Executor, OneThread, Task};
pub use findings::{Finding, FindingKind};
pub use matching::{has_words_of, leading_code, list_with};
pub use own_caseload::AnyEventKind;
pub use own_kind::{OwnKind, OwnKindError};
pub use packed::UnpackError;
pub use population::{Population, PopulationEstimate};
pub use quoted::quoted;
pub use record_kind::RecordKind;
pub use records::{
    Allocation, Assessment, HasDates, HealthCheck, LeaverSpell, LeaverStatus, LegalStatus, PathwayPlan, PeriodOfCare,
    Placement, PlacementKind, Plan, Referral, Spell,
};
pub use shared::{OtherAuthorityPlans, SharedSettings, ShortBreaks, VisitsCounted};
pub use source::{RowCounts, SourceFinding};
pub use text::{Code, CodeSet, Id};
#[cfg(feature = "serde")]
pub use wire::ObjectOnly;
pub use workers::{AllocationSettings, CaseWorkers};
