//! What every indicator of children's social care has in common: the [`Rule`] that it implements, the [`Context`] that it is
//! made with, and the rules that two service areas share.
//!
//! A rule judges one child as it is at the end of a day. It names the record that it counts, the clause that governs, the day
//! that the clause is measured from, and the time that the clause allows. If it does not count the child, it gives the reason.
//! Figures, histories, worklists and explanations all follow from that one answer.
//!
//! ```
//! use std::borrow::Cow::Borrowed;
//!
//! use carekpi_dates::{AsOf, Conventions, Limit, Period, Span, WorkingCalendar};
//! use carekpi_measure::{Clause, FigureKind, UpToDate};
//! use carekpi_model::{Caseload, ChildAsOf, EventKind, OtherAuthorityPlans, RecordKind, entry};
//! use carekpi_rules::{Area, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, tally};
//! use chrono::NaiveDate;
//!
//! /// A visit at least every 28 days to each child with a child protection plan.
//! struct MonthlyVisits;
//!
//! impl Rule for MonthlyVisits {
//!     fn info(&self) -> &IndicatorInfo {
//!         &IndicatorInfo {
//!             id: Borrowed("monthly-visits"),
//!             area: Area { id: Borrowed("child-protection"), title: Borrowed("Child protection") },
//!             title: Borrowed("Visited in the last 28 days"),
//!             up_to_date: None,
//!             kind: FigureKind::Proportion,
//!             unit: Unit::Child,
//!             polarity: Polarity::Higher,
//!             numerator: Borrowed("those visited in the last 28 days"),
//!             denominator: Borrowed("children with a child protection plan"),
//!             clauses: Borrowed(&[
//!                 (Clause::NO_EVENT_YET, Borrowed("the start of the plan")),
//!                 (Clause::SINCE_LAST, Borrowed("the last visit")),
//!             ]),
//!             settings: Borrowed(&[]),
//!             source: Borrowed("local standard"),
//!         }
//!     }
//!
//!     fn reads(&self) -> &[RecordKind] {
//!         &[RecordKind::ProtectionPlan, RecordKind::Event(EventKind::ProtectionVisit)]
//!     }
//!
//!     fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
//!         let plan = child.protection_plan(OtherAuthorityPlans::Excluded).ok_or(NotCounted::NoProtectionPlan)?;
//!         let within = Limit::less_than(Span::days(28));
//!         let visits = UpToDate::by(child.events(EventKind::ProtectionVisit));
//!         Ok(Counted::by(plan.id, visits.none_yet(plan.start, within).since_last(within)))
//!     }
//! }
//!
//! let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! builder.protection_plan(child, entry::Plan::new("CP1", day(3, 2)));
//! let caseload = builder.finish().unwrap();
//!
//! let conventions = Conventions::new(WorkingCalendar::england_and_wales());
//! let met = |on| tally(&MonthlyVisits, &caseload, &AsOf::new(on, Period::YearToDate, &conventions)).met;
//! assert_eq!((met(day(3, 29)), met(day(3, 30))), (1, 0));
//! ```

mod by_age;
mod candidates;
mod context;
mod evidence;
mod in_need_visits;
mod info;
mod not_counted;
mod rule;
mod supervision;

pub use by_age::by_age;
pub use candidates::Candidates;
pub use context::Context;
pub use evidence::Evidence;
pub use in_need_visits::{InNeedVisits, InNeedVisitsSettings};
pub use info::{Area, IndicatorInfo, Polarity, Unit};
pub use not_counted::{NotCounted, WhyNot};
pub use rule::{Counted, Rule, tally};
pub use supervision::{Supervision, SupervisionSettings};
