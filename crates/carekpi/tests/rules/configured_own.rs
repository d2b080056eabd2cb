//! Own indicators about own kinds of record: hours, their place beside the 23, and what is refused when they are measured.

use carekpi::dates::{Moment, TimeOfDay};
use carekpi::model::{Caseload, ChildAsOf, RecordKind, entry};
use carekpi::report::ExplanationReport;
use carekpi::rules::{Counted, IndicatorInfo, NotCounted, Rule, Unit};
use carekpi::{
    ConfiguredIndicators, Definitions, IndicatorError, Measurement, WorkingCalendar, calendar_from_toml, ids,
};
use chrono::{Days, NaiveDate};

use carekpi_testkit::day;

const INTERVIEWED: &str = r#"
    [interviewed]
    area = "missing"
    area_title = "Missing children"
    title = "Interviewed"
    cohort = "missing-episode"
    events = "return-interview"
    first_within = "72 hours"
    then_within = "6 months"
"#;

/// Children who went missing on 27 March 2026, before the night on which the clocks go forward: at 14:30, and at an unknown time.
fn caseload() -> Caseload {
    let mut builder = Caseload::builder();
    let missing = builder.own_kind("missing-episode").unwrap();
    let interview = builder.own_kind("return-interview").unwrap();
    for (id, start_time) in [("P1", TimeOfDay::new(14, 30)), ("P2", None), ("P3", TimeOfDay::new(9, 0))] {
        let child = builder.child(entry::Child { id, ..Default::default() });
        builder.own_spell(child, missing, entry::Spell { start_time, ..entry::Spell::new("", day(2026, 3, 27)) });
        if id == "P3" {
            builder.own_event(child, interview, entry::Event::new("", day(2026, 3, 29)));
        }
    }
    builder.finish().unwrap()
}

fn measurement<'c>(caseload: &'c Caseload, files: &[&str]) -> Measurement<'c> {
    let definitions = Definitions::default();
    let all = definitions.over(caseload, &WorkingCalendar::england_and_wales());
    files
        .iter()
        .fold(all, |all, file| ConfiguredIndicators::from_toml(file).unwrap().added_to(all, &definitions).unwrap())
}

#[test]
fn hours_are_counted_from_the_start_of_a_spell() {
    let caseload = caseload();
    let measurement = measurement(&caseload, &[INTERVIEWED]);
    for later in 0..6 {
        let on = day(2026, 3, 27) + Days::new(later);
        let scorecard = measurement.scorecard(on).unwrap();
        let subjects = &scorecard.get("interviewed").unwrap().subjects;
        let met: Vec<_> = subjects.iter().map(|subject| subject.outcome.met.unwrap()).collect();
        // 72 hours from 14:30 end at 15:30 on the 30th; without a time, three days are in time.
        assert_eq!(met, [on < day(2026, 3, 30), on < day(2026, 3, 31), true], "{on}");
        let series = measurement.series(on, on, carekpi::Step::Day).unwrap();
        assert_eq!(series.get("interviewed").unwrap().figures, [scorecard.get("interviewed").unwrap().figure]);
    }
    let worklist = measurement.worklist(day(2026, 3, 29), 7).unwrap();
    let due = |child: &str| {
        let task = worklist.tasks().iter().find(|task| task.info.id == "interviewed" && task.child == child).unwrap();
        Moment::new(task.overdue_from, task.outcome.lapses_at).to_string()
    };
    assert_eq!([due("P1"), due("P2")], ["2026-03-30 15:30", "2026-03-31"]);
}

#[test]
fn they_stand_in_their_area() {
    let visits = INTERVIEWED.replace("interviewed", "local-visits").replace("Missing children", "x");
    let visits = visits.replace("area_title = \"x\"\n", "").replace("\"missing\"", "\"child-protection\"");
    let caseload = caseload();
    let measurement = measurement(&caseload, &[INTERVIEWED, &visits]);
    let areas: Vec<_> = measurement.indicators().map(|info| info.area.id.to_string()).collect();
    let mut headings = areas.clone();
    headings.dedup();
    assert_eq!((areas.len(), headings.len()), (25, 7));
    assert_eq!(measurement.indicators().nth(5).unwrap().id, "local-visits");
}

#[test]
fn an_identifier_is_measured_once_and_an_area_has_one_title() {
    let (caseload, definitions) = (caseload(), Definitions::default());
    let configured = |text: &str| ConfiguredIndicators::from_toml(text).unwrap();
    let error = configured(INTERVIEWED).added_to(measurement(&caseload, &[INTERVIEWED]), &definitions).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: [interviewed]: there are two indicators `interviewed`; expected each identifier once"
    );
    let titled = INTERVIEWED.replace("[interviewed]", "[other]").replace("Missing children", "Missing");
    let error = configured(&titled).added_to(measurement(&caseload, &[INTERVIEWED]), &definitions).unwrap_err();
    assert!(error.to_string().contains("the area `missing` of `other` is called \"Missing\""), "{error}");
    let again = definitions.indicators(measurement(&caseload, &[]).context());
    let error = measurement(&caseload, &[]).with_indicators(again).unwrap_err();
    assert!(matches!(error, IndicatorError::RepeatedId { id } if id == "cp-plans"));
}

#[test]
fn those_of_an_unknown_kind_can_be_left_out() {
    let (caseload, definitions) = (caseload(), Definitions::default());
    let unknown = INTERVIEWED.replace("[interviewed]", "[other]").replace("return-interview", "return-interveiw");
    let configured = ConfiguredIndicators::from_toml(&format!("{INTERVIEWED}{unknown}")).unwrap();
    let all = || measurement(&caseload, &[]);
    let (measured, errors) = configured.added_where_known(all(), &definitions).unwrap();
    assert_eq!(measured.indicators().count(), 24);
    assert_eq!(measured.provenance().notes(), ["own indicators: interviewed"]);
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0], ("other".to_owned(), configured.added_to(all(), &definitions).unwrap_err()));
    let says = "line 16: events = \"return-interveiw\": unknown kind of events `return-interveiw`; did you mean `return-interview`?";
    assert!(errors[0].1.to_string().starts_with(says), "{}", errors[0].1);
}

#[test]
fn an_explanation_says_where_the_calendar_ends() {
    let (caseload, definitions) = (caseload(), Definitions::default());
    let calendar = calendar_from_toml("name = \"x\"\nfrom = 2026-01-01\nto = 2026-04-10\n").unwrap();
    let working_days = INTERVIEWED.replace("72 hours", "20 working days");
    let configured = ConfiguredIndicators::from_toml(&working_days).unwrap();
    let measurement = configured.added_to(definitions.over(&caseload, &calendar), &definitions).unwrap();
    let on = |date: NaiveDate| measurement.explain(date, "P1").unwrap();
    let explanation = on(day(2026, 3, 30));
    assert_eq!(explanation.calendar_ends, Some(day(2026, 4, 10)));
    let text = ExplanationReport::from(&explanation).text().replace("\n    ", " ");
    assert!(text.contains("it does not become overdue before the calendar ends on 10 April 2026."), "{text}");
    assert!(text.contains("Nothing before the calendar ends on 10 April 2026."), "{text}");
    let page = ExplanationReport::from(&explanation).html();
    assert!(page.contains("<p>Nothing before the calendar ends on 10 April 2026.</p>"), "{page}");
    assert!(ExplanationReport::from(&explanation).json().contains("\"calendar_ends\": \"2026-04-10\""));
}

const FOLLOWED: &str = r#"
    [followed]
    area = "missing"
    area_title = "Missing children"
    title = "Followed"
    up_to_date = "Interview"
    cohort = "missing-episode"
    counted = "ended_in_period"
    events = "return-interview"
"#;

/// A limit in working days that may have lapsed before the calendar is not taken as kept.
#[test]
fn what_followed_before_the_calendar_is_undetermined() {
    let mut builder = Caseload::builder();
    let missing = builder.own_kind("missing-episode").unwrap();
    let interview = builder.own_kind("return-interview").unwrap();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    let spells = [("E1", day(2025, 12, 28), day(2025, 12, 30)), ("E2", day(2025, 12, 2), day(2026, 3, 3))];
    for (id, end, held) in spells {
        let end = Some(end);
        builder.own_spell(child, missing, entry::Spell { end, ..entry::Spell::new(id, day(2025, 12, 1)) });
        builder.own_event(child, interview, entry::Event::new("", held));
    }
    let (caseload, definitions) = (builder.finish().unwrap(), Definitions::default());
    let calendar = calendar_from_toml("name = \"x\"\nfrom = 2026-01-01\nto = 2026-12-31\n").unwrap();
    let configured = ConfiguredIndicators::from_toml(&format!("{FOLLOWED}first_within = \"10 working days\"")).unwrap();
    let measurement = configured.added_to(definitions.over(&caseload, &calendar), &definitions).unwrap();
    for on in [day(2026, 1, 20), day(2026, 3, 2), day(2026, 3, 4)] {
        let scorecard = measurement.scorecard(on).unwrap();
        let subjects = &scorecard.get("followed").unwrap().subjects;
        let met = |record| subjects.iter().find(|one| one.record == Some(record)).unwrap().outcome.met;
        // The second was followed first by the interview of 30 December, which may have been in time.
        assert_eq!((met("E1"), met("E2")), (None, None), "{on}");
    }
}

#[test]
fn records_without_identifiers_change_each_by_itself() {
    let mut builder = Caseload::builder();
    let missing = builder.own_kind("missing-episode").unwrap();
    builder.own_kind("return-interview").unwrap();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    for end in [day(2026, 3, 29), day(2026, 3, 30)] {
        let end = Some(end);
        builder.own_spell(child, missing, entry::Spell { end, ..entry::Spell::new("", day(2026, 3, 20)) });
    }
    let (caseload, definitions) = (builder.finish().unwrap(), Definitions::default());
    let configured = ConfiguredIndicators::from_toml(&format!("{FOLLOWED}first_within = \"72 hours\"")).unwrap();
    let all = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
    let measurement = configured.added_to(all, &definitions).unwrap();
    let explanation = measurement.explain(day(2026, 3, 31), "P1").unwrap();
    let records = &explanation.get("followed").unwrap().records;
    let next: Vec<_> = records.iter().map(|record| record.next.map(|(day, _)| day)).collect();
    assert_eq!(next, [Some(day(2026, 4, 2)), Some(day(2026, 4, 3))]);
    assert!(records.iter().all(|record| record.evidence.len() == 1));
}

/// A built-in rule whose unit is not a person.
struct OfPlans {
    rule: Box<dyn Rule>,
    info: IndicatorInfo,
}

impl Rule for OfPlans {
    fn info(&self) -> &IndicatorInfo {
        &self.info
    }

    fn reads(&self) -> &[RecordKind] {
        self.rule.reads()
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.rule.judge(child)
    }
}

#[test]
fn an_explanation_says_what_changes_next_whatever_the_unit() {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    builder.protection_plan(child, entry::Plan::new("CP1", day(2026, 3, 27)));
    let caseload = builder.finish().unwrap();
    let measurement = measurement(&caseload, &[]);
    let rules = Definitions::default().indicators(measurement.context());
    let rule = rules.into_iter().find(|rule| rule.info().id == ids::CP_VISITS).unwrap();
    let info = IndicatorInfo { id: "plans-visited".into(), unit: Unit::named("plan"), ..rule.info().clone() };
    let measurement = measurement.with_indicator(OfPlans { rule, info }).unwrap();
    let explanation = measurement.explain(day(2026, 3, 30), "P1").unwrap();
    let next = |id: &str| explanation.get(id).unwrap().next;
    assert!(next("plans-visited").is_some());
    assert_eq!(next("plans-visited"), next(ids::CP_VISITS));
}
