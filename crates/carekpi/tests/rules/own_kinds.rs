//! Rules about records of one's own kinds are measured like ours, and without the heap.

use allocation_counter::measure;
use carekpi::dates::{AsOf, DateRange, Limit, Span};
use carekpi::measure::{Answer, Clause, ClauseResult, FigureKind, Outcome, UpToDate};
use carekpi::model::{Caseload, ChildAsOf, OwnKind, RecordKind};
use carekpi::rules::{Area, Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};
use carekpi::{Definitions, Period, Step, WorkingCalendar};
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
    let [missing, interview] = ["missing-episode", "return-interview"].map(|name| OwnKind::new(name).unwrap());
    Synthetic::new(90, 7, day(2026, 3, 31))
        .with_own(missing, OwnRhythm::spells(20, 30).of_children(60))
        .with_own(interview, OwnRhythm::events(15))
        .caseload()
}

#[test]
fn every_day_of_a_range_is_as_that_day_alone_and_uses_no_heap() {
    let caseload = caseload();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let conventions = measurement.context().conventions();
    let days = DateRange::half_open(day(2025, 1, 1), day(2026, 7, 1));
    let rules: [Box<dyn Rule>; 2] = [
        Box::new(Returned(Kinds::of(&caseload, "returned"))),
        Box::new(MissingNow(Kinds::of(&caseload, "missing-now"))),
    ];
    let children: Vec<_> = caseload.children().map(|child| (child, days)).collect();
    for rule in &rules {
        agree(rule.as_ref(), &caseload, days, conventions);
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
    let measurement = measurement.with_indicators(ours);
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
