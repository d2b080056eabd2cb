//! Recipes. Each one compiles and runs.
//!
//! The recipes about extracts, JSON and reports need the features `ssd`, `json` and `report`.
//!
//! # A scorecard from records in memory
//!
//! Give the records to the builder in any order. An empty text means that the value is missing.
//!
//! ```
//! use carekpi::model::{Caseload, EventKind, Seen, entry};
//! use carekpi::{Definitions, WorkingCalendar};
//! use chrono::NaiveDate;
//!
//! let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child {
//!     id: "P1",
//!     born: NaiveDate::from_ymd_opt(2019, 5, 1),
//!     ..Default::default()
//! });
//! builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
//! builder.event(child, EventKind::ProtectionVisit, entry::Event { seen: Seen::Yes, ..entry::Event::new("", day(3, 24)) });
//! let caseload = builder.finish()?;
//!
//! let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let scorecard = measurement.scorecard(day(3, 31))?;
//! assert_eq!(scorecard.indicators().len(), 23);
//! let visits = scorecard.get("cp-visits").ok_or("not measured")?;
//! assert_eq!((visits.figure.numerator, visits.figure.denominator), (1, Some(1)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Make the measurement once and use it for many dates. `figures` gives the counts without the evidence, in a fraction of the time.
//!
//! # Some indicators, another period
//!
//! `only` keeps some of the indicators. `within` sets the period that flows are counted over; without it, that is the year that
//! ends on the snapshot date.
//!
//! ```
//! # use carekpi::model::{Caseload, entry};
//! # use carekpi::{Definitions, Period, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.assessment(child, entry::Assessment { id: "A1", start: Some(day(1, 5)), end: Some(day(2, 6)) });
//! # builder.assessment(child, entry::Assessment { id: "A2", start: Some(day(2, 9)), end: Some(day(4, 2)) });
//! # let caseload = builder.finish()?;
//! # let calendar = WorkingCalendar::england_and_wales();
//! let first_quarter = Period::Fixed { first: day(1, 1), last: day(3, 31) };
//! let measurement = Definitions::default()
//!     .over(&caseload, &calendar)
//!     .only(|info| info.area.id == "assessments")
//!     .within(first_quarter);
//! let figures = measurement.figures(day(4, 30))?;
//! let completed = figures.get("assessments-completed").ok_or("not measured")?;
//! assert_eq!(completed.figures[0].numerator, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A scorecard from an extract
//!
//! `carekpi::ssd` reads a folder of CSV files, files in memory (`Extract::from_files`), or rows from a database
//! (`Extract::from_rows`). A row that cannot be used is set aside with a finding.
//! [`Measurement::findings`](crate::Measurement::findings) lists what is doubtful about the records that were kept.
//!
//! ```
//! use carekpi::ssd::{Extract, Severity};
//! use carekpi::{Definitions, WorkingCalendar};
//!
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data");
//! let extract = Extract::read_dir(folder)?;
//! let measurement = Definitions::default().over(&extract.caseload, &WorkingCalendar::england_and_wales());
//! let on = "2026-03-31".parse()?;
//! let scorecard = measurement.scorecard(on)?;
//! assert_eq!(scorecard.indicators().len(), 23);
//!
//! println!("{} rows were set aside", extract.count(Severity::Error));
//! for finding in &extract.findings {
//!     println!("{finding}");
//! }
//! for finding in measurement.findings(on) {
//!     println!("{finding}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A report with the quality of its data
//!
//! A report lists the findings under each figure that they can affect.
//!
//! ```
//! use carekpi::report::{DataQuality, ScorecardReport, TableStyle};
//! # use carekpi::ssd::Extract;
//! # use carekpi::{Definitions, WorkingCalendar};
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data");
//! # let extract = Extract::read_dir(folder)?;
//! # let measurement = Definitions::default().over(&extract.caseload, &WorkingCalendar::england_and_wales());
//! # let on = "2026-03-31".parse()?;
//! # let scorecard = measurement.scorecard(on)?;
//! let quality =
//!     DataQuality::of(&measurement, on).with_rows(extract.row_counts()).with_findings(extract.source_findings());
//! let report = ScorecardReport::from(&scorecard).quality(&quality);
//! println!("{}", report.table(TableStyle::default()));
//! assert!(report.html().starts_with("<!doctype html>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # JSON in
//!
//! `carekpi::json` reads case records: one object for each child, with its plans and visits inside. The error names each fault
//! with its path, line and column. For many children, `read_lines` reads JSON Lines as a stream.
//!
//! ```
//! use carekpi::json::CaseRecords;
//! use carekpi::{Definitions, WorkingCalendar};
//!
//! let json = r#"{"children": [{
//!     "id": "P1",
//!     "protection_plans": [{"id": "CP1", "start": "2026-01-12"}],
//!     "protection_visits": [{"date": "2026-03-24", "seen": true}]
//! }]}"#;
//! let caseload = CaseRecords::from_json(json)?.caseload()?;
//! let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let figures = measurement.figures("2026-03-31".parse()?)?;
//! assert_eq!(figures.get("cp-visits").ok_or("not measured")?.figures[0].numerator, 1);
//!
//! let refused = CaseRecords::from_json(r#"{"children": [{"id": "P1", "plan": []}]}"#).unwrap_err();
//! assert!(refused.to_string().contains("children[0].plan"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # JSON out
//!
//! Reports give JSON for other programs to read. A series is also written and read with serde, as it is. A caseload is written as
//! case records.
//!
//! ```
//! use carekpi::json::CaseRecords;
//! use carekpi::report::ScorecardReport;
//! use carekpi::{Definitions, Series, Step, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let records = CaseRecords::from_json(r#"{"children": [{"id": "P1", "protection_plans": [{"start": "2026-01-12"}]}]}"#)?;
//! # let caseload = records.caseload()?;
//! let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//!
//! // With every child that is counted.
//! let scorecard = measurement.scorecard(day(3, 31))?;
//! let json: serde_json::Value = serde_json::from_str(&ScorecardReport::from(&scorecard).subjects().json())?;
//! assert_eq!(json["indicators"][0]["id"], "cp-plans");
//!
//! let series = measurement.series(day(1, 31), day(3, 31), Step::Month)?;
//! let written = serde_json::to_string(&series)?;
//! assert_eq!(serde_json::from_str::<Series>(&written)?, series);
//!
//! assert_eq!(CaseRecords::from(&caseload), records);
//! println!("{}", records.to_json());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The evidence for a figure
//!
//! Each child that a figure counts is a [`Subject`](crate::Subject). Its outcome says whether the rule is met, by which clause, the
//! day that the clause is measured from, and the first day on which it is no longer met.
//!
//! ```
//! use carekpi::measure::{Clause, Lapse};
//! # use carekpi::model::{Caseload, entry};
//! # use carekpi::{Definitions, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
//! # let caseload = builder.finish()?;
//! # let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let scorecard = measurement.scorecard(day(3, 31))?;
//! let core_groups = scorecard.get("cp-core-groups").ok_or("not measured")?;
//! let overdue = core_groups.subjects[0];
//! assert_eq!((overdue.child, overdue.record, overdue.outcome.met), ("P1", Some("CP1"), Some(false)));
//! assert_eq!(overdue.outcome.clause, Some(Clause::NO_EVENT_YET));
//! assert_eq!(core_groups.info.measured_from(overdue.outcome.clause), "the start of the plan");
//! assert_eq!((overdue.outcome.anchor, overdue.outcome.lapses), (Some(day(1, 12)), Lapse::On(day(1, 22))));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # One child explained
//!
//! `explain` gives every indicator for one child: why the child is counted, or why it is not counted and from which day it would
//! be. It also says what changes next if nothing more is recorded.
//!
//! ```
//! use carekpi::State;
//! use carekpi::report::ExplanationReport;
//! # use carekpi::model::{Caseload, entry};
//! # use carekpi::{Definitions, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", born: NaiveDate::from_ymd_opt(2015, 6, 1), ..Default::default() });
//! # builder.in_need_plan(child, entry::Plan { end: Some(day(3, 20)), ..entry::Plan::new("CIN1", day(1, 5)) });
//! # builder.protection_plan(child, entry::Plan::new("CP1", day(3, 20)));
//! # let caseload = builder.finish()?;
//! # let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let explanation = measurement.explain(day(3, 31), "P1")?;
//! let of = |id: &str| explanation.indicators.iter().find(|indicator| indicator.info.id == id).ok_or("not measured");
//!
//! // Counted: no visit is overdue yet. It will be on 7 April.
//! let visits = of("cp-visits")?;
//! assert_eq!(visits.records[0].outcome.met, Some(true));
//! assert_eq!(visits.next, Some((day(4, 7), State::Counted(Some(false)))));
//!
//! // Not counted: the last child in need plan ended on 20 March.
//! let why_not = of("cin-visits")?.not_counted.ok_or("counted")?;
//! assert_eq!((why_not.reason, why_not.since, why_not.from), ("no-plan-open", Some(day(3, 20)), None));
//!
//! // The same in sentences.
//! println!("{}", ExplanationReport::from(&explanation).text());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A worklist
//!
//! What is overdue, and what falls due within 14 days. The most urgent task is first.
//!
//! ```
//! use carekpi::report::{TableStyle, WorklistReport};
//! # use carekpi::model::{Caseload, entry};
//! # use carekpi::{Definitions, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
//! # let caseload = builder.finish()?;
//! # let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let worklist = measurement.worklist(day(1, 19), 14)?;
//! let due: Vec<_> = worklist.tasks().iter().map(|task| (&*task.info.id, task.overdue_from)).collect();
//! assert_eq!(due, [("cp-core-groups", day(1, 22)), ("cp-visits", day(1, 26))]);
//! println!("{}", WorklistReport::from(&worklist).table(TableStyle::default()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A series by team
//!
//! On each date a child is in the team of its case worker on that date.
//!
//! ```
//! # use carekpi::model::{Caseload, entry};
//! use carekpi::{Definitions, GroupBy, Step, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
//! # builder.allocation(child, entry::Allocation { team: "North", ..entry::Allocation::new("", day(2, 2)) });
//! # let caseload = builder.finish()?;
//! let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let by_team = measurement.by(GroupBy::Team).series(day(1, 1), day(3, 1), Step::Month)?;
//! let (name, north) = &by_team.groups[0];
//! let plans = north.get("cp-plans").ok_or("not measured")?.figures.iter().map(|figure| figure.numerator);
//! assert_eq!((name.as_str(), plans.collect::<Vec<_>>()), ("North", vec![0, 0, 1]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Your own grouping
//!
//! A closure names the group of a child. It is given the child as it is on the day. A blank name is the group of the children whose
//! group is unknown.
//!
//! ```
//! # use carekpi::model::{Caseload, entry};
//! use carekpi::{Definitions, Grouping, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # for (id, born) in [("P1", day(1, 2)), ("P2", NaiveDate::from_ymd_opt(2012, 1, 2).unwrap())] {
//! #     let child = builder.child(entry::Child { id, born: Some(born), ..Default::default() });
//! #     builder.protection_plan(child, entry::Plan::new(id, day(1, 12)));
//! # }
//! # let caseload = builder.finish()?;
//! let school_age = Grouping::new("school age", |child| match child.is_under(5) {
//!     Some(true) => "below".into(),
//!     Some(false) => "school".into(),
//!     None => "".into(),
//! });
//! let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let breakdown = measurement.by(school_age).scorecard(day(3, 31))?;
//! for (name, scorecard) in &breakdown.groups {
//!     let plans = scorecard.get("cp-plans").ok_or("not measured")?;
//!     println!("{name}: {} children with a plan", plans.figure.numerator);
//!     assert_eq!(plans.figure.numerator, 1);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A changed limit, a chosen reading
//!
//! Change a setting by field, by name, or in a definitions file. A setting that a file leaves out has its default. An error names
//! the line and what is valid there.
//!
//! ```
//! use carekpi::Definitions;
//! use carekpi::dates::{EndDay, Span};
//!
//! let mut by_field = Definitions::default();
//! by_field.child_protection.cp_visits.within = Span::working_days(5);
//! by_field.shared.end_day = EndDay::Included;
//!
//! let by_name = Definitions::default()
//!     .with_setting("child-protection.cp-visits.within", "5 working days")?
//!     .with_setting("shared.end_day", "included")?;
//!
//! let file = "[shared]\nend_day = \"included\"\n[child-protection.cp-visits]\nwithin = \"5 working days\"\n";
//! let by_file = Definitions::from_toml(file)?;
//! assert!(by_field == by_name && by_name == by_file);
//!
//! // On top of another set of definitions.
//! let ours = Definitions::statutory().with_overrides(file)?;
//! assert_eq!(ours.diff(&Definitions::statutory()).len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`readings`](crate::readings) lists every reading with its choices.
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
//! # Your own indicator beside the 23
//!
//! A [`Rule`](crate::rules::Rule) judges one child as it is on one day. It names the record that it counts, and says whether that
//! record is up to date. If it counts no record, it says why. Scorecards, series, worklists and explanations are all made from that
//! answer. A rule must ask every date question of the child that it is given.
//!
//! ```
//! use carekpi::dates::{Limit, Span};
//! use carekpi::measure::{Clause, FigureKind, Lapse, UpToDate};
//! use carekpi::model::{ChildAsOf, Cohort, EventKind, OtherAuthorityPlans, RecordKind};
//! use carekpi::rules::{Area, Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};
//! # use carekpi::model::{Caseload, entry};
//! use carekpi::{Definitions, WorkingCalendar};
//! # use chrono::NaiveDate;
//!
//! /// A visit at least every 7 days to each child with a child protection plan.
//! struct WeeklyVisits;
//!
//! impl Rule for WeeklyVisits {
//!     fn info(&self) -> &IndicatorInfo {
//!         static INFO: IndicatorInfo = indicator_info! {
//!             id: "weekly-visits",
//!             area: Area::named("child-protection", "Child protection"),
//!             title: "Visited in the last 7 days",
//!             up_to_date: Some("Weekly visits"),
//!             kind: FigureKind::Proportion,
//!             unit: Unit::Child,
//!             polarity: Polarity::Higher,
//!             numerator: "those visited in the last 7 days",
//!             denominator: "children with a child protection plan",
//!             clauses: [
//!                 (Clause::NO_EVENT_YET, "the start of the plan"),
//!                 (Clause::SINCE_LAST, "the last visit"),
//!             ],
//!             settings: [],
//!             source: "local standard",
//!         };
//!         &INFO
//!     }
//!
//!     fn reads(&self) -> &[RecordKind] {
//!         &[RecordKind::ProtectionPlan, RecordKind::Event(EventKind::ProtectionVisit)]
//!     }
//!
//!     // Optional: saves judging all other children.
//!     fn candidates(&self) -> Candidates<'_> {
//!         Candidates::Cohort(Cohort::ProtectionPlans)
//!     }
//!
//!     fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
//!         let plan = child.protection_plan(OtherAuthorityPlans::Excluded).ok_or(NotCounted::NoProtectionPlan)?;
//!         let within = Limit::less_than(Span::days(7));
//!         let visits = UpToDate::by(child.events(EventKind::ProtectionVisit));
//!         Ok(Counted::by(plan.id, visits.none_yet(plan.start, within).since_last(within)))
//!     }
//! }
//!
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! # builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
//! # let caseload = builder.finish()?;
//! let definitions = Definitions::default();
//! let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales()).with_indicator(WeeklyVisits)?;
//! let scorecard = measurement.scorecard(day(1, 18))?;
//! assert_eq!(scorecard.indicators().len(), 24);
//! let visits = scorecard.get("weekly-visits").ok_or("not measured")?;
//! assert_eq!(visits.subjects[0].outcome.lapses, Lapse::On(day(1, 19)));
//! assert_eq!(measurement.worklist(day(1, 18), 2)?.tasks()[0].info.id, "weekly-visits");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What changed between two dates
//!
//! ```
//! use carekpi::{Change, Scorecard};
//! use carekpi::report::{ScorecardReport, TableStyle};
//! # use carekpi::model::{Caseload, entry};
//! # use carekpi::{Definitions, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # for (id, start) in [("P1", day(1, 12)), ("P2", day(3, 24))] {
//! #     let child = builder.child(entry::Child { id, ..Default::default() });
//! #     builder.protection_plan(child, entry::Plan::new(id, start));
//! # }
//! # let caseload = builder.finish()?;
//! # let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let (before, now) = (measurement.scorecard(day(1, 14))?, measurement.scorecard(day(3, 31))?);
//! let visits = |card| Scorecard::get(card, "cp-visits").ok_or("not measured");
//! let change = Change::between(visits(&before)?, visits(&now)?);
//! assert_eq!((change.entered, change.left, change.became_overdue), (1, 0, 1));
//! println!("{}", ScorecardReport::from(&now).compared_with(&before).table(TableStyle::default()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Safe to publish
//!
//! A published report hides every count from 1 to 5, and each further count from which a hidden one could be worked out.
//!
//! ```
//! # use carekpi::model::{Caseload, entry};
//! # use carekpi::{Definitions, GroupBy, WorkingCalendar};
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let mut builder = Caseload::builder();
//! # for number in 0..12 {
//! #     let id = format!("P{number}");
//! #     let child = builder.child(entry::Child { id: &id, sex: if number < 3 { "F" } else { "M" }, ..Default::default() });
//! #     builder.protection_plan(child, entry::Plan::new(&id, day(1, 12)));
//! # }
//! # let caseload = builder.finish()?;
//! use carekpi::report::{Publication, ScorecardReport};
//!
//! let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let by_sex = measurement.by(GroupBy::Sex).scorecard(day(3, 31))?;
//! let csv = ScorecardReport::from(&by_sex).published(Publication::Suppressed).csv();
//! assert!(csv.contains("count,,,12,,0,12,neither\n"));
//! // There are 3 girls. The 9 boys are hidden too: 12 less 9 is 3.
//! assert!(csv.contains("count,sex,F,c,,0,c,\n"));
//! assert!(csv.contains("count,sex,M,c,,0,c,\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod own;
pub mod parts;
