//! A cohort and its days leave nobody out: whoever asks only them says what asking everybody on every day would say.

use carekpi::dates::{AsOf, DateRange, EndDay};
use carekpi::measure::{About, Among, Answer, Clause, Indicator, Measure, Outcome, Verdict};
use carekpi::model::{Caseload, Child, Cohort, Id, entry};
use carekpi::{BoxedIndicator, Definitions, Period, Scorecard, Series, Step, WorkingCalendar, indicators, worklist_of};
use carekpi_testkit::{World, day, world};
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::definitions::definitions;

/// An indicator that does not say among whom its members are.
struct OfAll(BoxedIndicator);

impl<'a> Indicator<'a, Child<'a>, Id> for OfAll {
    fn about(&self) -> &About {
        self.0.about()
    }

    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        self.0.judge(child, as_of, each);
    }

    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        self.0.population(as_of)
    }
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
        let calendar = WorkingCalendar::england_and_wales();
        let ours = indicators(&definitions, &caseload);
        let of_all: Vec<BoxedIndicator> =
            indicators(&definitions, &caseload).into_iter().map(|one| Box::new(OfAll(one)) as BoxedIndicator).collect();
        let later = |days| day(2024, 8, 1).checked_add_days(Days::new(days)).unwrap();
        let from = later(offset);

        let period = Period::Fixed { first: later(first), last: later(first + length) };
        for period in [Period::YearToDate, period] {
            let card = |these: &[BoxedIndicator]| {
                Scorecard::measure_these(these, &caseload, &definitions, &calendar, from, period).unwrap()
            };
            prop_assert_eq!(card(&ours), card(&of_all));
        }
        for (to, step) in [(offset + 40, Step::Day), (offset + 2, Step::Day), (offset + 300, Step::Month)] {
            let series = |these: &[BoxedIndicator]| {
                Series::measure_these(these, &caseload, &definitions, &calendar, from, later(to), step).unwrap()
            };
            prop_assert_eq!(series(&ours), series(&of_all));
        }
        let tasks = |these: &[BoxedIndicator]| worklist_of(these, &caseload, &definitions, &calendar, from, 60).unwrap();
        prop_assert_eq!(tasks(&ours), tasks(&of_all));
    }
}

/// An indicator that would count whoever is asked, on every day.
struct Whoever(fn() -> Among<'static>);

impl<'a> Indicator<'a, Child<'a>, Id> for Whoever {
    fn about(&self) -> &About {
        &About {
            id: "whoever",
            area: "any",
            title: "Whoever is asked",
            measure: Measure::Count,
            unit: "child",
            numerator: "children",
            denominator: "",
            clauses: &[],
            settings: &[],
        }
    }

    fn among(&self) -> Among<'_> {
        (self.0)()
    }

    fn judge(&self, _: Child<'a>, _: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        each(Verdict::member(Id::default(), Outcome::decided(true, Clause::SINCE_LAST, None)));
    }
}

/// On how many of the days from 1 January through 30 April 2026 a child is asked, and the last of them.
fn asked(among: fn() -> Among<'static>, end_day: EndDay) -> (usize, NaiveDate) {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    builder
        .referral(child, entry::Referral { start: day(2026, 1, 5), end: Some(day(2026, 3, 1)), ..Default::default() });
    builder.assessment(child, entry::Assessment { end: Some(day(2025, 3, 1)), ..Default::default() });
    let caseload = builder.finish().unwrap();
    let mut definitions = Definitions::default();
    definitions.shared.end_day = end_day;
    let calendar = WorkingCalendar::england_and_wales();
    let these: [BoxedIndicator; 1] = [Box::new(Whoever(among))];
    let on = |on| {
        let card =
            Scorecard::measure_these(&these, &caseload, &definitions, &calendar, on, Period::YearToDate).unwrap();
        card.indicators[0].figure.numerator == 1
    };
    let days: Vec<NaiveDate> = day(2026, 1, 1).iter_days().take(120).filter(|day| on(*day)).collect();
    (days.len(), days.last().copied().unwrap())
}

#[test]
fn each_way_to_say_among_whom_has_its_days() {
    let cohort = || Among::Cohort(Cohort::Referrals.number());
    assert_eq!(asked(cohort, EndDay::Excluded), (55, day(2026, 2, 28)));
    assert_eq!(asked(cohort, EndDay::Included), (56, day(2026, 3, 1)));
    for end_day in [EndDay::Excluded, EndDay::Included] {
        let in_period = || Among::InPeriod(Cohort::CompletedAssessments.number());
        assert_eq!(asked(in_period, end_day), (59, day(2026, 2, 28)));
        let these = || {
            const DAYS: DateRange = DateRange::half_open(NaiveDate::MIN, NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
            Among::These(&[(0, DAYS)])
        };
        assert_eq!(asked(these, end_day), (60, day(2026, 3, 1)));
        assert_eq!(asked(|| Among::All, end_day), (120, day(2026, 4, 30)));
    }
}

/// Referrals of the period.
struct Referred;

impl<'a> Indicator<'a, Child<'a>, Id> for Referred {
    fn about(&self) -> &About {
        &About {
            id: "referred",
            area: "any",
            title: "Referrals",
            measure: Measure::Count,
            unit: "referral",
            numerator: "referrals in the period",
            denominator: "",
            clauses: &[],
            settings: &[],
        }
    }

    fn among(&self) -> Among<'_> {
        Among::InPeriod(Cohort::Referrals.number())
    }

    fn judge(&self, child: Child<'a>, _: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        for referral in child.referrals() {
            let outcome = Outcome::decided(true, Clause::SINCE_LAST, None);
            each(Verdict::member(referral.id, Answer::InPeriod(referral.start, outcome)));
        }
    }
}

#[test]
fn a_flow_of_records_that_end_before_they_start() {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    for (start, end) in [(day(2025, 1, 6), day(2025, 1, 13)), (day(2026, 1, 12), day(2024, 1, 8))] {
        builder.referral(child, entry::Referral { start, end: Some(end), ..Default::default() });
    }
    let caseload = builder.finish().unwrap();
    let calendar = WorkingCalendar::england_and_wales();
    let (these, definitions): ([BoxedIndicator; 1], _) = ([Box::new(Referred)], Definitions::default());
    let (from, to) = (day(2025, 12, 31), day(2026, 2, 28));
    let series = Series::measure_these(&these, &caseload, &definitions, &calendar, from, to, Step::Month).unwrap();
    let counts: Vec<u64> = series.indicators()[0].figures.iter().map(|figure| figure.numerator).collect();
    assert_eq!(counts, [1, 1, 1]);
    let on = |on| {
        Scorecard::measure_these(&these, &caseload, &definitions, &calendar, on, Period::YearToDate).unwrap().indicators
            [0]
        .figure
        .numerator
    };
    assert_eq!([on(day(2026, 1, 5)), on(day(2026, 1, 12)), on(day(2027, 1, 11)), on(day(2027, 1, 12))], [1, 1, 1, 0]);
}
