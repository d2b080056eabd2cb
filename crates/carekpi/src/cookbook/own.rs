//! Recipes for records and indicators of your own.
//!
//! # Own indicators from a file
//!
//! Most of the 23 indicators have one form: something must be up to date for certain children, certain events count, and each clause
//! has a limit. A council's own indicator of this form needs no code: [`ConfiguredIndicators`](crate::ConfiguredIndicators) reads it from a file.
//! The program reads the same file with `--indicators`.
//!
//! ```
//! use carekpi::{ConfiguredIndicators, Definitions, WorkingCalendar};
//! # use carekpi::model::{Caseload, EventKind, entry};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
//! # builder.event(child, EventKind::ProtectionVisit, entry::Event::new("", day(3, 3)));
//! # let caseload = builder.finish()?;
//!
//! let own = ConfiguredIndicators::from_toml(r#"
//!     [local-cp-visits]
//!     area = "child-protection"
//!     title = "Visited every four weeks"
//!     cohort = "protection-plan"
//!     events = "protection-visit"
//!     first_within = "5 working days"
//!     then_due = "4 weeks"
//! "#)?;
//! let definitions = Definitions::default();
//! let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
//! let scorecard = own.added_to(measurement, &definitions)?.scorecard(day(3, 31))?;
//! assert_eq!(scorecard.get("local-cp-visits").ok_or("not measured")?.figure.numerator, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Own kinds of record
//!
//! A mapping says which tables hold records of your own kinds: events, which have a day, and spells, which have a start and may have
//! an end. Their columns may hold times of day. An indicator of a file can be about them: it counts those with an open spell, or
//! events of such a kind. Hours are counted from the start of a spell to the minute.
//!
//! ```
//! use carekpi::ssd::{Extract, Mapping};
//! use carekpi::{ConfiguredIndicators, Definitions, WorkingCalendar};
//!
//! let mapping = Mapping::from_toml(
//!     r#"
//!     [records.missing-episode]
//!     table = "local_missing"
//!     id = "missing_id"
//!     person = "person_id"
//!     start = "went"
//!     start_time = "went"
//!     [records.return-interview]
//!     table = "local_interviews"
//!     id = "interview_id"
//!     person = "person_id"
//!     date = "held_on"
//!     "#,
//!     "mapping.toml",
//! )?;
//! let own = ConfiguredIndicators::from_toml(r#"
//!     [interviewed]
//!     area = "missing"
//!     area_title = "Missing children"
//!     title = "Missing children interviewed"
//!     cohort = "missing-episode"
//!     events = "return-interview"
//!     first_within = "72 hours"
//!     then_within = "6 months"
//! "#)?;
//! let files = [
//!     ("ssd_person.csv", "pers_person_id\nP1\nP2\n"),
//!     ("local_missing.csv", "missing_id,person_id,went\nM1,P1,2026-03-27 14:30\nM2,P2,2026-03-30 09:00\n"),
//!     ("local_interviews.csv", "interview_id,person_id,held_on\n"),
//! ];
//! let extract = Extract::reader().mapping(&mapping).from_files(files)?;
//! let definitions = Definitions::default();
//! let measurement = definitions.over(&extract.caseload, &WorkingCalendar::england_and_wales());
//! let worklist = own.added_to(measurement, &definitions)?.worklist("2026-03-31".parse()?, 7)?;
//! let due: Vec<_> = worklist.tasks().iter().map(|task| (task.child, task.outcome.lapses_at.ok_or("no time"))).collect();
//! // The clocks went forward on the 29th.
//! assert_eq!(due, [("P1", Ok("15:30".parse()?)), ("P2", Ok("09:00".parse()?))]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A rule whose words are made at run time
//!
//! Each text of an [`IndicatorInfo`](crate::rules::IndicatorInfo) is a constant or a text that the rule owns. So one rule can be
//! several indicators, each with its own identifier, title and limit.
//!
//! ```
//! use carekpi::dates::{Limit, Span};
//! use carekpi::measure::{Clause, UpToDate};
//! use carekpi::model::{ChildAsOf, EventKind, OtherAuthorityPlans, RecordKind};
//! use carekpi::rules::{Counted, IndicatorInfo, NotCounted, Rule};
//! use carekpi::{Definitions, WorkingCalendar, catalogue, ids};
//! # use carekpi::model::{Caseload, entry};
//! # use chrono::NaiveDate;
//!
//! /// Visits to children with a child protection plan within a limit.
//! struct Visits {
//!     info: IndicatorInfo,
//!     limit: Limit,
//! }
//!
//! impl Visits {
//!     fn within(span: Span, built_in: &IndicatorInfo) -> Self {
//!         let info = IndicatorInfo {
//!             id: format!("visits-within-{}-days", span.amount()).into(),
//!             title: format!("Visited in less than {span}").into(),
//!             clauses: vec![(Clause::SINCE_LAST, "the last visit".into())].into(),
//!             settings: Vec::new().into(),
//!             ..built_in.clone()
//!         };
//!         Self { info, limit: Limit::less_than(span) }
//!     }
//! }
//!
//! impl Rule for Visits {
//!     fn info(&self) -> &IndicatorInfo {
//!         &self.info
//!     }
//!
//!     fn reads(&self) -> &[RecordKind] {
//!         &[RecordKind::ProtectionPlan, RecordKind::Event(EventKind::ProtectionVisit)]
//!     }
//!
//!     fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
//!         let plan = child.protection_plan(OtherAuthorityPlans::Excluded).ok_or(NotCounted::NoProtectionPlan)?;
//!         let visits = UpToDate::by(child.events(EventKind::ProtectionVisit));
//!         Ok(Counted::by(plan.id, visits.none_yet(plan.start, self.limit).since_last(self.limit)))
//!     }
//! }
//!
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
//! # builder.event(child, EventKind::ProtectionVisit, entry::Event::new("", day(3, 3)));
//! # let caseload = builder.finish()?;
//! let catalogue = catalogue();
//! let built_in = catalogue.iter().find(|info| info.id == ids::CP_VISITS).ok_or("no such indicator")?;
//! let mut measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! for days in [20, 40] {
//!     measurement = measurement.with_indicator(Visits::within(Span::days(days), built_in))?;
//! }
//! let scorecard = measurement.scorecard(day(3, 31))?;
//! let met = |id: &str| scorecard.get(id).map(|measured| measured.figure.numerator);
//! assert_eq!([met("visits-within-20-days"), met("visits-within-40-days")], [Some(0), Some(1)]);
//! assert_eq!(scorecard.get("visits-within-20-days").ok_or("not measured")?.info.title, "Visited in less than 20 days");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
