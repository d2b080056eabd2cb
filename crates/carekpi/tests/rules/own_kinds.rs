//! Rules about records of one's own kinds are measured like ours, and without the heap.

use allocation_counter::measure;
use carekpi::dates::{AsOf, DateRange, HourLimit, Limit, Span, TimeOfDay};
use carekpi::measure::{Answer, Clause, ClauseResult, FigureKind, Outcome, UpToDate};
use carekpi::model::{Caseload, ChildAsOf, Id, OwnKind, RecordKind, Spell, entry};
use carekpi::report::{ExplanationReport, TableStyle, WorklistReport};
use carekpi::rules::{
    Area, Candidates, Counted, Evidence, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info,
};
use carekpi::{ConfiguredIndicators, Definitions, Period, Step, WorkingCalendar};
use carekpi_synthetic::{OwnRhythm, Synthetic};
use carekpi_testkit::{agree, day};

fn info(id: &'static str) -> IndicatorInfo {
    indicator_info! {
        id: id,
        area: Area::named("missing", "Missing children"),
        title: "Missing children",
        up_to_date: None,
        kind: FigureKind::Proportion,
        unit: Unit::named("missing episode"),
        polarity: Polarity::Higher,
        numerator: "those in time",
        denominator: "missing episodes",
        clauses: [(NOT_HELD, "the return")],
        settings: [],
        source: "local standard",
    }
}

const HELD: Clause = Clause::new("held");
const NOT_HELD: Clause = Clause::new("not-held");

struct Kinds {
    missing: OwnKind,
    interview: OwnKind,
    reads: [RecordKind; 2],
    info: IndicatorInfo,
    members: Vec<(u32, DateRange)>,
}

impl Kinds {
    fn of(caseload: &Caseload, id: &'static str) -> Self {
        let [missing, interview] = ["missing-episode", "return-interview"].map(|name| caseload.own_kind(name).unwrap());
        let reads = [missing, interview].map(RecordKind::Own);
        Self { missing, interview, reads, info: info(id), members: caseload.with_spells(missing) }
    }
}

/// Each missing episode that ended in the period.
struct Returned(Kinds);

/// The same, with 72 hours in place of three days.
struct ReturnedWithin(Kinds);

impl ReturnedWithin {
    fn outcome<'a>(&self, child: ChildAsOf<'a, '_>, episode: &Spell) -> Option<(Outcome, Evidence<'a>)> {
        let limit = HourLimit::within(72);
        let from = episode.ended().filter(|ended| child.as_of().happened(ended.day))?;
        let at = child.first_within(self.0.interview, from, limit);
        let outcome = match at {
            Some(at) => Outcome::decided(limit.is_kept(from, at), HELD, Some(at.day)),
            None => Outcome::of(Some(ClauseResult::within(NOT_HELD, from, limit, child.as_of()))),
        };
        Some((outcome, Evidence::Hours { what: "return interview".into(), from, limit, at }))
    }
}

impl Rule for ReturnedWithin {
    fn info(&self) -> &IndicatorInfo {
        &self.0.info
    }

    fn reads(&self) -> &[RecordKind] {
        &self.0.reads
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.last_of(child)
    }

    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        for episode in child.spells(self.0.missing) {
            if let (Some(returned), Some((outcome, _))) = (episode.end, self.outcome(child, episode)) {
                each(Counted::by(episode.id, Answer::InPeriod(returned, outcome)));
            }
        }
        Ok(())
    }

    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, record: Id, outcome: &Outcome) -> Vec<Evidence<'a>> {
        let episodes = child.spells(self.0.missing).iter().filter(|episode| episode.id == record);
        let judged = episodes.filter_map(|episode| self.outcome(child, episode));
        judged.filter(|(of, _)| of == outcome).map(|(_, evidence)| evidence).collect()
    }
}

/// Each child who is missing, with an interview every ten days.
struct MissingNow(Kinds);

impl Rule for Returned {
    fn info(&self) -> &IndicatorInfo {
        &self.0.info
    }

    fn reads(&self) -> &[RecordKind] {
        &self.0.reads
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.last_of(child)
    }

    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        let as_of = child.as_of();
        for episode in child.spells(self.0.missing) {
            let Some(returned) = episode.end.filter(|end| as_of.happened(*end)) else { continue };
            let held = child.events(self.0.interview).since(returned).first().filter(|day| as_of.happened(*day));
            let outcome = match held {
                Some(day) => Outcome::decided((day - returned).num_days() <= 3, HELD, Some(day)),
                None => Outcome::of(ClauseResult::new(NOT_HELD, returned, Limit::due(Span::days(3)), as_of)),
            };
            each(Counted::by(episode.id, Answer::InPeriod(returned, outcome)));
        }
        Ok(())
    }
}

impl Rule for MissingNow {
    fn info(&self) -> &IndicatorInfo {
        &self.0.info
    }

    fn reads(&self) -> &[RecordKind] {
        &self.0.reads
    }

    fn candidates(&self) -> Candidates<'_> {
        Candidates::Listed(&self.0.members)
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let episode = child.open_spell(self.0.missing).ok_or(NotCounted::Other("not-missing"))?;
        let limit = Limit::less_than(Span::days(10));
        let interviews = UpToDate::by(child.events(self.0.interview)).none_since(episode.start);
        Ok(Counted::by(episode.id, interviews.none_yet(episode.start, limit).since_last(limit)))
    }
}

fn caseload() -> Caseload {
    caseload_with(|rhythm| rhythm)
}

fn caseload_with(times: fn(OwnRhythm) -> OwnRhythm) -> Caseload {
    let [missing, interview] = ["missing-episode", "return-interview"].map(|name| OwnKind::new(name).unwrap());
    Synthetic::new(90, 7, day(2026, 3, 31))
        .with_own(missing, times(OwnRhythm::spells(20, 30)).of_children(60))
        .with_own(interview, times(OwnRhythm::events(15)))
        .caseload()
}

#[test]
fn every_day_of_a_range_is_as_that_day_alone_and_uses_no_heap() {
    each_day_agrees(&caseload());
    each_day_agrees(&caseload_with(OwnRhythm::with_times));
}

fn each_day_agrees(caseload: &Caseload) {
    let measurement = Definitions::default().over(caseload, &WorkingCalendar::england_and_wales());
    let conventions = measurement.context().conventions();
    let days = DateRange::half_open(day(2025, 1, 1), day(2026, 7, 1));
    let rules: [Box<dyn Rule>; 3] = [
        Box::new(Returned(Kinds::of(caseload, "returned"))),
        Box::new(ReturnedWithin(Kinds::of(caseload, "returned-within"))),
        Box::new(MissingNow(Kinds::of(caseload, "missing-now"))),
    ];
    let children: Vec<_> = caseload.children().map(|child| (child, days)).collect();
    for rule in &rules {
        agree(rule.as_ref(), caseload, days, conventions);
        let as_of = AsOf::new(day(2026, 2, 28), Period::YearToDate, conventions);
        let mut verdicts = 0;
        let used = measure(|| rule.judge_all(&children, &as_of, &mut |_, _| verdicts += 1));
        assert_eq!(used.count_total, 0);
        assert!(verdicts > 10, "{verdicts}");
    }
}

#[test]
fn they_are_measured_beside_the_23() {
    let caseload = caseload();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let ours: [Box<dyn Rule>; 2] = [
        Box::new(Returned(Kinds::of(&caseload, "returned"))),
        Box::new(MissingNow(Kinds::of(&caseload, "missing-now"))),
    ];
    let measurement = measurement.with_indicators(ours).unwrap();
    let missing = caseload.own_kind("missing-episode").unwrap();
    assert_eq!(measurement.indicators_reading(&[RecordKind::Own(missing)]), ["returned", "missing-now"]);
    let series = measurement.series(day(2025, 3, 31), day(2026, 3, 31), Step::Month).unwrap();
    for id in ["returned", "missing-now"] {
        let figures = &series.get(id).unwrap().figures;
        assert!(figures.iter().any(|figure| figure.numerator > 0 && figure.denominator > Some(figure.numerator)));
        for (date, figure) in series.dates().iter().zip(figures) {
            assert_eq!(&measurement.scorecard(*date).unwrap().get(id).unwrap().figure, figure, "{date}");
        }
    }
    // Each record is named by its own identifier.
    let scorecard = measurement.scorecard(day(2026, 3, 31)).unwrap();
    let subjects = &scorecard.get("returned").unwrap().subjects;
    assert!(subjects.iter().all(|subject| subject.record.is_some_and(|id| id.starts_with("missing-episode-"))));
    let worklist = measurement.worklist(day(2026, 3, 31), 7).unwrap();
    let task = worklist.tasks().iter().find(|task| task.info.id == "returned").unwrap();
    assert!(task.record.is_some_and(|id| id.starts_with("missing-episode-")));
    let explanation = measurement.explain(day(2026, 3, 31), task.child).unwrap();
    let of = explanation.indicators.iter().find(|of| of.info.id == "returned").unwrap();
    assert!(of.records.iter().any(|record| record.record == task.record));
}

/// Without times of day, 72 hours are three days.
#[test]
fn hours_without_times_are_days() {
    let caseload = caseload();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let measurement = measurement.only(|_| false);
    let measurement = measurement.with_indicator(Returned(Kinds::of(&caseload, "returned"))).unwrap();
    let measurement = measurement.with_indicator(ReturnedWithin(Kinds::of(&caseload, "returned-within"))).unwrap();
    let series = measurement.series(day(2025, 3, 31), day(2026, 3, 31), Step::Day).unwrap();
    assert_eq!(series.get("returned").unwrap().figures, series.get("returned-within").unwrap().figures);
    let worklist = measurement.worklist(day(2026, 3, 31), 7).unwrap();
    assert!(worklist.tasks().iter().all(|task| task.outcome.lapses_at.is_none()));
}

/// A configured indicator of what follows a spell is the compiled one.
#[test]
fn what_follows_can_be_configured() {
    let file = |limit: &str| {
        format!(
            "[configured]\narea = \"missing\"\narea_title = \"Missing children\"\ntitle = \"x\"\n\
             cohort = \"missing-episode\"\ncounted = \"ended_in_period\"\nevents = \"return-interview\"\n{limit}\n"
        )
    };
    let definitions = Definitions::default();
    for (caseload, limit) in [
        (caseload(), "first_due = \"3 days\""),
        (caseload(), "first_within = \"72 hours\""),
        (caseload_with(OwnRhythm::with_times), "first_within = \"72 hours\""),
    ] {
        let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales()).only(|_| false);
        let kinds = Kinds::of(&caseload, "compiled");
        let compiled: Box<dyn Rule> =
            if limit.contains("hours") { Box::new(ReturnedWithin(kinds)) } else { Box::new(Returned(kinds)) };
        let measurement = measurement.with_indicators([compiled]).unwrap();
        let configured = ConfiguredIndicators::from_toml(&file(limit)).unwrap();
        let measurement = configured.added_to(measurement, &definitions).unwrap();
        let series = measurement.series(day(2025, 3, 31), day(2026, 3, 31), Step::Day).unwrap();
        assert_eq!(series.get("compiled").unwrap().figures, series.get("configured").unwrap().figures, "{limit}");
        let scorecard = measurement.scorecard(day(2026, 3, 31)).unwrap();
        let subjects = |id: &str| -> Vec<_> {
            let result = |of: &Outcome| (of.met, of.anchor, of.lapses, of.lapses_at);
            let subjects = scorecard.get(id).unwrap().subjects.iter();
            subjects.map(|one| (one.child, one.record, result(&one.outcome))).collect()
        };
        assert!(subjects("compiled").len() > 10);
        assert_eq!(subjects("compiled"), subjects("configured"), "{limit}");
        let evidence = |id: &str| {
            let child = scorecard.get(id).unwrap().subjects.first().unwrap().child;
            let explanation = measurement.explain(day(2026, 3, 31), child).unwrap();
            let of = explanation.get(id).unwrap();
            of.records.iter().map(|record| format!("{:?}", record.evidence)).collect::<Vec<_>>()
        };
        assert_eq!(evidence("compiled"), evidence("configured"), "{limit}");
    }
    for (wrong, says) in [
        ("first_within = \"72 hours\"\nthen_within = \"6 months\"", "then_within is about spells that are open"),
        ("", "the limit from the end, such as first_within, is missing"),
    ] {
        let error = ConfiguredIndicators::from_toml(&file(wrong)).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    let of_plans = file("first_within = \"72 hours\"").replace("missing-episode", "protection-plan");
    let error = ConfiguredIndicators::from_toml(&of_plans).unwrap_err().to_string();
    assert!(error.starts_with("line 6: counted = \"ended_in_period\": only spells of a kind of your own"), "{error}");
    let of_groups = file("first_within = \"72 hours\"").replace("return-interview", "core-group");
    let error = ConfiguredIndicators::from_toml(&of_groups).unwrap_err().to_string();
    assert!(error.contains("a core group has no time of day"), "{error}");
}

#[test]
fn tasks_and_explanations_tell_the_time() {
    let mut builder = Caseload::builder();
    let [missing, interview] = ["missing-episode", "return-interview"].map(|name| builder.own_kind(name).unwrap());
    let returns =
        [("M1", day(2026, 3, 26), (9, 15)), ("M2", day(2026, 3, 28), (14, 30)), ("M3", day(2026, 1, 5), (8, 0))];
    for (child, (id, end, (hour, minute))) in ["P1", "P2", "P3"].into_iter().zip(returns) {
        let child = builder.child(entry::Child { id: child, ..Default::default() });
        let end_time = TimeOfDay::new(hour, minute);
        let spell = entry::Spell { end: Some(end), end_time, ..entry::Spell::new(id, end.pred_opt().unwrap()) };
        builder.own_spell(child, missing, spell);
        if id == "M3" {
            let time = TimeOfDay::new(8, 1);
            builder.own_event(
                child,
                interview,
                entry::OwnEvent { time, ..entry::OwnEvent::new("I1", day(2026, 1, 8)) },
            );
        }
    }
    let caseload = builder.finish().unwrap();
    let ours = ReturnedWithin(Kinds::of(&caseload, "returned-within"));
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let measurement = measurement.only(|_| false).with_indicator(ours).unwrap();
    // The clocks go forward in the night to 29 March.
    let worklist = measurement.worklist(day(2026, 3, 30), 7).unwrap();
    let tasks: Vec<_> = worklist.tasks().iter().map(|task| (task.child, task.overdue_from, task.days_left)).collect();
    assert_eq!(tasks, [("P1", day(2026, 3, 29), -1), ("P2", day(2026, 3, 31), 1)]);
    let table = WorklistReport::from(&worklist).table(TableStyle::default());
    assert!(table.contains("2026-03-29 10:15") && table.contains("2026-03-31 15:30"), "{table}");
    let page = WorklistReport::from(&worklist).html();
    assert!(page.contains("31 March 2026 at 15:30"), "{page}");
    let json = WorklistReport::from(&worklist).json();
    assert!(json.contains("\"due_time\": \"15:30\""), "{json}");
    let csv = WorklistReport::from(&worklist).csv();
    assert!(csv.lines().next().unwrap().ends_with(",worker,due_time"), "{csv}");
    assert!(csv.lines().nth(2).unwrap().ends_with(",15:30"), "{csv}");
    // It falls due on the last of the days ahead.
    let one_day = measurement.worklist(day(2026, 3, 30), 1).unwrap();
    let table = WorklistReport::from(&one_day).table(TableStyle::default());
    assert!(table.contains("with what falls due by 31 March 2026"), "{table}");
    let none = measurement.worklist(day(2026, 3, 25), 1).unwrap();
    assert!(WorklistReport::from(&none).csv().lines().next().unwrap().ends_with(",worker"));
    for (child, sentence) in [
        ("P1", "No return interview is recorded; 72 hours from 26 March 2026 at 09:15 end on 29 March 2026 at 10:15."),
        (
            "P3",
            "The return interview was on 8 January 2026 at 08:01, 72 hours and 1 minute after 5 January 2026 at 08:00; \
             the limit is 72 hours.",
        ),
    ] {
        let explanation = measurement.explain(day(2026, 3, 30), child).unwrap();
        let text = ExplanationReport::from(&explanation).text().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(sentence), "{text}");
    }
    let explanation = measurement.explain(day(2026, 3, 30), "P3").unwrap();
    let json = ExplanationReport::from(&explanation).json();
    assert!(
        json.contains("\"until\": \"2026-01-08 08:00\"") && json.contains("\"at\": \"2026-01-08 08:01\""),
        "{json}"
    );
}
