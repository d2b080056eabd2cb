//! The domain model of children's social care: children, their dated records, and the caseload that holds them.
//!
//! A [`CaseloadBuilder`] builds a [`Caseload`] once, from records in any order; then it is read many times. A [`Child`] is a light
//! view of it. [`Child::as_of`] gives a [`ChildAsOf`]: the child at the end of a day, which is what rules read. There is no field
//! for a name.
//!
//! ```
//! use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
//! use carekpi_model::{Caseload, EventKind, OtherAuthorityPlans, entry};
//! use chrono::NaiveDate;
//!
//! let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
//! for date in [day(1, 20), day(3, 2)] {
//!     builder.event(child, EventKind::CoreGroup, entry::Event::new("", date));
//! }
//! let caseload = builder.finish().unwrap();
//!
//! let conventions = Conventions::new(WorkingCalendar::england_and_wales());
//! let as_of = AsOf::new(day(2, 28), Period::YearToDate, &conventions);
//! let child = caseload.find("P1").unwrap().as_of(&as_of);
//! assert_eq!(child.protection_plan(OtherAuthorityPlans::Excluded).unwrap().start, day(1, 12));
//! assert_eq!(child.events(EventKind::CoreGroup).latest(&as_of), Some(day(1, 20)));
//! assert_eq!(as_of.valid_until(), day(3, 2)); // the next core group changes the answer
//! ```

pub mod entry;

mod allocation_index;
mod builder;
mod care_statuses;
mod caseload;
mod child;
mod child_as_of;
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
mod source;
mod table;
mod text;
#[cfg(feature = "serde")]
mod wire;
mod workers;

pub use builder::{CaseloadBuilder, ChildKey};
pub use care_statuses::CareStatuses;
pub use caseload::Caseload;
pub use child::Child;
pub use child_as_of::{CareLeaver, ChildAsOf};
pub use code_column::CodeColumn;
pub use coded_events::{CountedEvents, HealthCheckSettings};
pub use codes::{CARE_STATUSES, PLACEMENT_CODES, SHORT_BREAK_CODES};
pub use cohort::Cohort;
pub use eligibility::{Eligibility, NOT_ELIGIBLE};
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
