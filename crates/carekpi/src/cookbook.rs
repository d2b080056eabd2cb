//! Recipes: each of them compiles and runs. This module holds nothing else.
//!
//! # A scorecard from records in memory
//!
//! Give the builder what you have, in any order. An empty text is a missing one.
//!
//! ```
//! use carekpi::model::{Caseload, EventKind, Seen, entry};
//! use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
//! use chrono::NaiveDate;
//!
//! let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child {
//!     id: "P1",
//!     born: NaiveDate::from_ymd_opt(2019, 5, 1),
//!     ..Default::default()
//! });
//! builder.protection_plan(child, entry::Plan { id: "CP1", start: day(1, 12), ..Default::default() });
//! builder.event(child, EventKind::ProtectionVisit, entry::Event { date: day(3, 24), seen: Seen::Yes, ..Default::default() });
//! let caseload = builder.finish()?;
//!
//! let calendar = WorkingCalendar::england_and_wales();
//! let scorecard =
//!     Scorecard::measure(&caseload, &Definitions::default(), &calendar, day(3, 31), Period::YearToDate)?;
//! let visits = scorecard.get("cp-visits").ok_or("no such indicator")?;
//! assert_eq!((visits.figure.numerator, visits.figure.denominator), (1, Some(1)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # From an extract
//!
//! `carekpi-ssd` reads a folder of CSV tables, or rows from any other source (`Extract::from_rows`). A row that can't be used
//! is set aside with a finding, never lost. What is doubtful about the records that were kept is asked of the caseload, seen from the
//! snapshot date.
//!
//! ```
//! use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
//! use carekpi_ssd::Extract;
//! use chrono::NaiveDate;
//!
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data");
//! let extract = Extract::read_dir(folder)?;
//! let on: NaiveDate = "2026-03-31".parse()?;
//! let calendar = WorkingCalendar::england_and_wales();
//! let scorecard =
//!     Scorecard::measure(&extract.caseload, &Definitions::default(), &calendar, on, Period::YearToDate)?;
//! assert_eq!(scorecard.indicators.len(), 23);
//! for account in &extract.accounts {
//!     assert_eq!(account.read, account.kept + account.set_aside);
//! }
//! let definitions = Definitions::default();
//! let concerns = extract.caseload.concerns(on, &definitions.shared.conventions(calendar.clone()));
//! let warnings = extract.findings.iter().map(|finding| finding.to_string());
//! for line in warnings.chain(concerns.iter().map(|concern| concern.to_string())) {
//!     eprintln!("{line}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # From JSON
//!
//! `carekpi-json` reads case records: one object a child, its plans and visits inside. What is wrong is refused by its path.
//! For many children there are JSON Lines, read as a stream (`read_lines`).
//!
//! ```
//! use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
//! use carekpi_json::CaseRecords;
//! use chrono::NaiveDate;
//!
//! let json = r#"{"children": [{
//!     "id": "P1",
//!     "protection_plans": [{"id": "CP1", "start": "2026-01-12"}],
//!     "protection_visits": [{"date": "2026-03-24", "seen": true}]
//! }]}"#;
//! let caseload = CaseRecords::from_json(json)?.caseload()?;
//! let on: NaiveDate = "2026-03-31".parse()?;
//! let calendar = WorkingCalendar::england_and_wales();
//! let scorecard = Scorecard::measure(&caseload, &Definitions::default(), &calendar, on, Period::YearToDate)?;
//! assert_eq!(scorecard.get("cp-visits").ok_or("no such indicator")?.figure.numerator, 1);
//!
//! let refused = CaseRecords::from_json(r#"{"children": [{"id": "P1", "plan": []}]}"#).unwrap_err();
//! assert!(refused.to_string().contains("children[0].plan"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # One child explained
//!
//! Every member of a figure carries its evidence: the clause that decided, the day that it is measured from, and the first day
//! on which it is no longer met.
//!
//! ```
//! # use carekpi::model::{Caseload, entry};
//! # use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.protection_plan(child, entry::Plan { id: "CP1", start: day(1, 12), ..Default::default() });
//! # let caseload = builder.finish()?;
//! # let calendar = WorkingCalendar::england_and_wales();
//! # let scorecard = Scorecard::measure(&caseload, &Definitions::default(), &calendar, day(3, 31), Period::YearToDate)?;
//! let mut lines = Vec::new();
//! for measured in &scorecard.indicators {
//!     for subject in measured.subjects.iter().filter(|subject| subject.child == "P1") {
//!         let of = measured.about;
//!         let from = of.clauses.iter().find(|(clause, _)| Some(*clause) == subject.outcome.clause);
//!         let (Some((_, from)), Some(anchor), Some(lapses)) = (from, subject.outcome.anchor, subject.outcome.lapses) else {
//!             continue;
//!         };
//!         lines.push(format!("{}: counted from {from}, {anchor}; overdue from {lapses}", of.title));
//!     }
//! }
//! assert_eq!(
//!     lines[0],
//!     "Core groups up to date: counted from the start of the plan, 2026-01-12; overdue from 2026-01-22"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A worklist
//!
//! ```
//! # use carekpi::model::{Caseload, entry};
//! # use carekpi::{Definitions, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.protection_plan(child, entry::Plan { id: "CP1", start: day(1, 12), ..Default::default() });
//! # let caseload = builder.finish()?;
//! # let calendar = WorkingCalendar::england_and_wales();
//! let tasks = carekpi::worklist(&caseload, &Definitions::default(), &calendar, day(1, 19), 14)?;
//! let due: Vec<_> = tasks.iter().map(|task| (task.about.id, task.overdue_from)).collect();
//! assert_eq!(due, [("cp-core-groups", day(1, 22)), ("cp-visits", day(1, 26))]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A series, by team
//!
//! ```
//! # use carekpi::model::{Caseload, entry};
//! # use carekpi::{By, Definitions, Grouping, Series, Step, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.protection_plan(child, entry::Plan { id: "CP1", start: day(1, 12), ..Default::default() });
//! # builder.allocation(child, entry::Allocation { team: "North", start: day(2, 2), ..Default::default() });
//! # let caseload = builder.finish()?;
//! # let calendar = WorkingCalendar::england_and_wales();
//! let definitions = Definitions::default();
//! let by_team = Grouping::by(By::Team, &caseload, &definitions);
//! let (from, to) = (day(1, 1), day(3, 1));
//! let series = Series::measure_by(&caseload, &definitions, &calendar, from, to, Step::Month, &by_team)?;
//! let (name, north) = &series.groups[0];
//! let plans: Vec<u64> = north.indicators()[0].figures.iter().map(|figure| figure.numerator).collect();
//! assert_eq!((name.as_str(), plans), ("North", vec![0, 0, 1]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A limit changed, a reading chosen
//!
//! In code by field, or in a definitions file. What a file leaves out has its default; what it gets wrong is an error that
//! names the line and what is valid there.
//!
//! ```
//! use carekpi::Definitions;
//! use carekpi::dates::{EndDay, Span};
//!
//! let mut definitions = Definitions::default();
//! definitions.child_protection.cp_visits.within = Span::working_days(5);
//! definitions.shared.end_day = EndDay::Included;
//! # #[cfg(feature = "toml")] {
//! let the_same = Definitions::from_toml(
//!     "[shared]\nend_day = \"included\"\n[child-protection.cp-visits]\nwithin = \"5 working days\"\n",
//! )?;
//! assert_eq!(definitions, the_same);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A day on which the council is closed
//!
//! ```
//! use carekpi::WorkingCalendar;
//! use chrono::NaiveDate;
//!
//! let day = |d| NaiveDate::from_ymd_opt(2026, 12, d).unwrap();
//! let calendar = WorkingCalendar::england_and_wales().with_closures([day(29), day(30)])?;
//! assert_eq!(calendar.next(day(24))?, day(31));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # An indicator of your own
//!
//! A rule says of each case which record it is about, whether it is met, by which clause and from when. It asks every date
//! question of the [`AsOf`](crate::dates::AsOf) that it is handed; then it can be measured on any date, over any range and as a
//! worklist, beside the 23. `examples/custom_indicator.rs` is a whole one.
//!
//! ```
//! use carekpi::dates::{AsOf, Limit, Span};
//! use carekpi::measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
//! use carekpi::model::{Caseload, Child, Cohort, EventKind, Id, entry};
//! use carekpi::{BoxedIndicator, Definitions, Period, Scorecard, WorkingCalendar};
//! use chrono::NaiveDate;
//!
//! /// Children with a plan who were visited in the last 7 days.
//! struct WeeklyVisits;
//!
//! impl<'a> Indicator<'a, Child<'a>, Id> for WeeklyVisits {
//!     fn about(&self) -> &About {
//!         &About {
//!             id: "weekly-visits", area: "child-protection", title: "Visited this week",
//!             measure: Measure::Proportion, unit: "child", numerator: "those visited in the last 7 days",
//!             denominator: "children with a plan",
//!             clauses: &[(Clause::NO_EVENT_YET, "the start of the plan"), (Clause::SINCE_LAST, "the last visit")],
//!             settings: &[],
//!         }
//!     }
//!
//!     // Saves asking all the others.
//!     fn among(&self) -> Among<'_> {
//!         Among::Cohort(Cohort::ProtectionPlans.number())
//!     }
//!
//!     fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
//!         let child = child.on(as_of);
//!         let Some(plan) = child.protection_plan() else { return };
//!         let (visits, limit) = (child.events(EventKind::ProtectionVisit), Limit::less_than(Span::days(7)));
//!         each(Verdict::member(plan.id, &Clauses::none_yet(visits, plan.start, limit).since_last(visits, limit)));
//!     }
//! }
//!
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.protection_plan(child, entry::Plan { id: "CP1", start: day(1, 12), ..Default::default() });
//! # let caseload = builder.finish()?;
//! let calendar = WorkingCalendar::england_and_wales();
//! let definitions = Definitions::default();
//! let mut indicators = carekpi::indicators(&definitions, &caseload);
//! indicators.push(Box::new(WeeklyVisits));
//! let scorecard =
//!     Scorecard::measure_these(&indicators, &caseload, &definitions, &calendar, day(1, 20), Period::YearToDate)?;
//! assert_eq!(scorecard.get("weekly-visits").ok_or("no such indicator")?.figure.numerator, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Figures of parts
//!
//! Series and scorecards of disjoint sets of children add up, in memory and as JSON: councils to a nation, or the parts of a large
//! caseload measured apart. Of the parts of one council's children one carries its population, the others one of 0.
//!
//! ```
//! # use carekpi::{Definitions, Series, Step, WorkingCalendar};
//! # use carekpi_json::CaseRecords;
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let measure = |records: &CaseRecords| -> Result<Series, Box<dyn std::error::Error>> {
//! #     let calendar = WorkingCalendar::england_and_wales();
//! #     let (caseload, definitions) = (records.caseload()?, Definitions::default());
//! #     Ok(Series::measure(&caseload, &definitions, &calendar, day(1, 1), day(3, 1), Step::Month)?)
//! # };
//! let whole = CaseRecords::from_json(
//!     r#"{"population": [{"published": "2025-07-30", "population": 52000}],
//!         "children": [{"id": "P1", "protection_plans": [{"start": "2026-01-12"}]}, {"id": "P2"}]}"#,
//! )?;
//! let (mut one, mut other) = (whole.clone(), whole.clone());
//! one.children.truncate(1);
//! other.children.drain(..1);
//! other.population.iter_mut().for_each(|estimate| estimate.population = 0);
//!
//! let mut sum = measure(&one)?;
//! sum.merge(&measure(&other)?)?;
//! assert_eq!(sum, measure(&whole)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Publishing safely
//!
//! `carekpi-report` hides every count from 1 to 5 and those by which one could be worked out.
//!
//! ```
//! # use carekpi::model::{Caseload, entry};
//! # use carekpi::{By, Definitions, Grouping, Period, Scorecard, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # for number in 0..12 {
//! #     let id = format!("P{number}");
//! #     let child = builder.child(entry::Child { id: &id, sex: if number < 3 { "F" } else { "M" }, ..Default::default() });
//! #     builder.protection_plan(child, entry::Plan { id: &id, start: day(1, 12), ..Default::default() });
//! # }
//! # let caseload = builder.finish()?;
//! # let (calendar, definitions) = (WorkingCalendar::england_and_wales(), Definitions::default());
//! use carekpi_report::ScorecardReport;
//!
//! let by_sex = Grouping::by(By::Sex, &caseload, &definitions);
//! let breakdown =
//!     Scorecard::measure_by(&caseload, &definitions, &calendar, day(3, 31), Period::YearToDate, &by_sex)?;
//! let csv = ScorecardReport::by_group(&breakdown).published().csv();
//! // 3 girls: hidden. 9 boys: hidden too, or 12 less 9 would tell.
//! assert!(csv.contains("count,,,12,,0,12\n"));
//! assert!(csv.contains("count,sex,F,c,,0,c\n"));
//! assert!(csv.contains("count,sex,M,c,,0,c\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
