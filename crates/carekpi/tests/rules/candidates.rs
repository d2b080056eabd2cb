//! The candidates of a rule leave nobody out: judging only them gives what judging everybody on every day would give.

use carekpi::dates::{AsOf, DateRange, EndDay};
use carekpi::measure::{Answer, Clause, FigureKind, Outcome};
use carekpi::model::{Caseload, ChildAsOf, Cohort, Id, RecordKind, entry};
use carekpi::rules::{Area, Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};
use carekpi::{Definitions, Measurement, Period, Step, WorkingCalendar};
use carekpi_synthetic::Synthetic;
use carekpi_testkit::{World, day, world};
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::definitions::definitions;

/// A rule whose candidates are all children.
struct OfAll(Box<dyn Rule>);

impl Rule for OfAll {
    fn info(&self) -> &IndicatorInfo {
        self.0.info()
    }

    fn reads(&self) -> &[RecordKind] {
        self.0.reads()
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.0.judge(child)
    }

    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        self.0.judge_each(child, each)
    }

    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        self.0.population(as_of)
    }
}

/// A measurement by these rules alone.
fn alone<'c>(
    definitions: &Definitions,
    caseload: &'c Caseload,
    rules: impl IntoIterator<Item = Box<dyn Rule>>,
) -> Measurement<'c> {
    definitions.over(caseload, &WorkingCalendar::england_and_wales()).only(|_| false).with_indicators(rules).unwrap()
}

/// The same world with ends where none belongs: before the start, on it, on the last day that there is.
fn untidy(mut world: World, ends: &[u8]) -> World {
    let mut ends = ends.iter().copied().cycle();
    for person in &mut world.people {
        macro_rules! upset {
            ($($records:ident)*) => {$(
                for record in &mut person.$records {
                    match ends.next() {
                        Some(0) => record.end = record.start.checked_sub_days(Days::new(200)),
                        Some(1) => record.end = Some(record.start),
                        Some(2) => record.end = Some(NaiveDate::MAX),
                        _ => {}
                    }
                }
            )*};
        }
        upset!(protection_plans in_need_plans referrals periods_of_care legal_statuses placements allocations);
        for spell in &mut person.leaver_spells {
            match (ends.next(), spell.start) {
                (Some(0), Some(start)) => spell.end = start.checked_sub_days(Days::new(200)),
                (Some(1), start) => spell.end = start,
                (Some(2), _) => spell.start = None,
                _ => {}
            }
        }
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nobody_is_left_out(
        world in world(), ends in vec(0_u8..8, 1..20), definitions in definitions(),
        offset in 0_u64..600, (first, length) in (0_u64..900, 0_u64..400),
    ) {
        let caseload = untidy(world, &ends).caseload();
        let ours = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        let rules = definitions.indicators(ours.context()).into_iter();
        let of_all = alone(&definitions, &caseload, rules.map(|rule| Box::new(OfAll(rule)) as Box<dyn Rule>));
        let later = |days| day(2024, 8, 1).checked_add_days(Days::new(days)).unwrap();
        let from = later(offset);

        prop_assert_eq!(ours.scorecard(from).unwrap(), of_all.scorecard(from).unwrap());
        for (to, step) in [(offset + 40, Step::Day), (offset + 2, Step::Day), (offset + 300, Step::Month)] {
            prop_assert_eq!(ours.series(from, later(to), step).unwrap(), of_all.series(from, later(to), step).unwrap());
        }
        prop_assert_eq!(ours.worklist(from, 60).unwrap(), of_all.worklist(from, 60).unwrap());
        let period = Period::Fixed { first: later(first), last: later(first + length) };
        let (ours, of_all) = (ours.within(period), of_all.within(period));
        prop_assert_eq!(ours.scorecard(from).unwrap(), of_all.scorecard(from).unwrap());
        let series = |measurement: &Measurement<'_>| measurement.series(from, later(offset + 300), Step::Month).unwrap();
        prop_assert_eq!(series(&ours), series(&of_all));
    }
}

#[test]
fn nobody_of_many_is_left_out() {
    let on = day(2024, 3, 31);
    let caseload = Synthetic::new(1_000, 5, day(2026, 3, 31)).caseload();
    for end_day in [EndDay::Excluded, EndDay::Included] {
        let mut definitions = Definitions::default();
        definitions.shared.end_day = end_day;
        let ours = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        let rules = definitions.indicators(ours.context()).into_iter();
        let of_all = alone(&definitions, &caseload, rules.map(|rule| Box::new(OfAll(rule)) as Box<dyn Rule>));
        assert_eq!(ours.figures(on).unwrap(), of_all.figures(on).unwrap());
        let until = day(2024, 4, 20);
        assert_eq!(ours.series(on, until, Step::Day).unwrap(), of_all.series(on, until, Step::Day).unwrap());
    }
}

/// A rule that counts every candidate, on every day.
struct Everybody(fn() -> Candidates<'static>);

impl Rule for Everybody {
    fn info(&self) -> &IndicatorInfo {
        static INFO: IndicatorInfo = indicator_info! {
            id: "everybody",
            area: Area::named("any", "Any"),
            title: "Every candidate",
            up_to_date: None,
            kind: FigureKind::Count,
            unit: Unit::Child,
            polarity: Polarity::Neither,
            numerator: "children",
            denominator: "",
            clauses: [],
            settings: [],
            source: "",
        };
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[]
    }

    fn candidates(&self) -> Candidates<'_> {
        (self.0)()
    }

    fn judge<'a>(&self, _: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        Ok(Counted::by(Id::default(), Outcome::decided(true, Clause::SINCE_LAST, None)))
    }
}

/// On how many of the days from 1 January through 30 April 2026 a child is judged, and the last of them.
fn judged(candidates: fn() -> Candidates<'static>, end_day: EndDay) -> (usize, NaiveDate) {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    builder
        .referral(child, entry::Referral { end: Some(day(2026, 3, 1)), ..entry::Referral::new("", day(2026, 1, 5)) });
    builder.assessment(child, entry::Assessment { end: Some(day(2025, 3, 1)), ..Default::default() });
    let caseload = builder.finish().unwrap();
    let mut definitions = Definitions::default();
    definitions.shared.end_day = end_day;
    let rule: Box<dyn Rule> = Box::new(Everybody(candidates));
    let measurement = alone(&definitions, &caseload, [rule]);
    let on = |on| measurement.scorecard(on).unwrap().indicators()[0].figure.numerator == 1;
    let days: Vec<NaiveDate> = day(2026, 1, 1).iter_days().take(120).filter(|day| on(*day)).collect();
    (days.len(), days.last().copied().unwrap())
}

#[test]
fn each_form_of_candidates_has_its_days() {
    let cohort = || Candidates::Cohort(Cohort::Referrals);
    assert_eq!(judged(cohort, EndDay::Excluded), (55, day(2026, 2, 28)));
    assert_eq!(judged(cohort, EndDay::Included), (56, day(2026, 3, 1)));
    for end_day in [EndDay::Excluded, EndDay::Included] {
        let in_period = || Candidates::InPeriod(Cohort::CompletedAssessments);
        assert_eq!(judged(in_period, end_day), (59, day(2026, 2, 28)));
        let listed = || {
            const DAYS: DateRange = DateRange::half_open(NaiveDate::MIN, NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
            Candidates::Listed(&[(0, DAYS)])
        };
        assert_eq!(judged(listed, end_day), (60, day(2026, 3, 1)));
        assert_eq!(judged(|| Candidates::All, end_day), (120, day(2026, 4, 30)));
    }
}

#[test]
fn all_of_many_can_be_candidates() {
    for count in [63, 64, 65, 200] {
        let mut builder = Caseload::builder();
        for number in 0..count {
            let child = builder.child(entry::Child { id: &format!("P{number}"), ..Default::default() });
            builder.referral(child, entry::Referral::new("", day(2026, 1, 5)));
        }
        let caseload = builder.finish().unwrap();
        let rule: Box<dyn Rule> = Box::new(Everybody(|| Candidates::Cohort(Cohort::Referrals)));
        let scorecard = alone(&Definitions::default(), &caseload, [rule]).scorecard(day(2026, 3, 31)).unwrap();
        assert_eq!(scorecard.indicators()[0].figure.numerator, count);
    }
}

/// Referrals of the period.
struct Referred;

impl Rule for Referred {
    fn info(&self) -> &IndicatorInfo {
        static INFO: IndicatorInfo = indicator_info! {
            id: "referred",
            area: Area::named("any", "Any"),
            title: "Referrals",
            up_to_date: None,
            kind: FigureKind::Count,
            unit: Unit::named("referral"),
            polarity: Polarity::Neither,
            numerator: "referrals in the period",
            denominator: "",
            clauses: [],
            settings: [],
            source: "",
        };
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::Referral]
    }

    fn candidates(&self) -> Candidates<'_> {
        Candidates::InPeriod(Cohort::Referrals)
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.last_of(child)
    }

    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        for referral in child.child().referrals() {
            let outcome = Outcome::decided(true, Clause::SINCE_LAST, None);
            each(Counted::by(referral.id, Answer::InPeriod(referral.start, outcome)));
        }
        Ok(())
    }
}

#[test]
fn a_flow_of_records_that_end_before_they_start() {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    for (start, end) in [(day(2025, 1, 6), day(2025, 1, 13)), (day(2026, 1, 12), day(2024, 1, 8))] {
        builder.referral(child, entry::Referral { end: Some(end), ..entry::Referral::new("", start) });
    }
    let caseload = builder.finish().unwrap();
    let rule: Box<dyn Rule> = Box::new(Referred);
    let measurement = alone(&Definitions::default(), &caseload, [rule]);
    let series = measurement.series(day(2025, 12, 31), day(2026, 2, 28), Step::Month).unwrap();
    let counts: Vec<u64> = series.indicators()[0].figures.iter().map(|figure| figure.numerator).collect();
    assert_eq!(counts, [1, 1, 1]);
    let on = |on| measurement.scorecard(on).unwrap().indicators()[0].figure.numerator;
    assert_eq!([on(day(2026, 1, 5)), on(day(2026, 1, 12)), on(day(2027, 1, 11)), on(day(2027, 1, 12))], [1, 1, 1, 0]);
}
