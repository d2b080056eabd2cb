//! The kernel, with cases of its own: things that have events and are to have another within a limit.
#![expect(clippy::unwrap_used, reason = "the days of the tests exist")]

use carekpi_dates::{AsOf, Conventions, DateRange, EventDays, Limit, Period, Span, WorkingCalendar};
use carekpi_measure::{
    Clause, ClauseResult, Counted, Figure, FigureKind, History, HistoryBuilder, Lapse, Outcome, Stretch, Tally,
    Timeline, Undecidable, UpToDate, Value, Verdict, governing,
};
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(offset)).unwrap()
}

fn conventions() -> Conventions {
    Conventions::new(WorkingCalendar::england_and_wales())
}

/// Something that is there for a time, and has events.
#[derive(Clone, Debug)]
struct Thing {
    there: (NaiveDate, NaiveDate),
    events: Vec<NaiveDate>,
}

/// Less than ten days since the last event; without one it is undetermined, and on day 40 it is unknown whether it is a member.
fn is_recent<'t>(
    thing: &'t Thing,
    as_of: &AsOf<'_>,
    each: &mut dyn FnMut(Counted<'t, usize>),
) -> Result<(), Undecidable> {
    let (start, end) = thing.there;
    if !as_of.is_open(start, Some(end)) {
        return Ok(());
    }
    if as_of.reached(day(40)) && !as_of.reached(day(41)) {
        return Err(Undecidable);
    }
    let last = thing.events.iter().filter(|event| as_of.reached(**event)).max();
    let result =
        last.and_then(|last| ClauseResult::new(Clause::SINCE_LAST, *last, Limit::less_than(Span::days(10)), as_of));
    each(Counted::by(thing.events.len(), result));
    Ok(())
}

/// The tally of `things` on a snapshot date, from a verdict on each of them.
fn tally(things: &[Thing], as_of: &AsOf<'_>) -> Tally {
    let mut tally = Tally::default();
    for thing in things {
        let judged = is_recent(thing, as_of, &mut |counted| {
            counted.decided(as_of).iter().for_each(|verdict| tally.count(verdict));
        });
        if judged.is_err() {
            tally.count(&Verdict::<usize>::Undecidable);
        }
    }
    tally
}

/// The stretches of `thing`, over `days`.
fn stretches(thing: &Thing, days: DateRange, each: impl FnMut(Stretch<usize>)) {
    let conventions = conventions();
    let timeline = Timeline::new(days, Period::YearToDate, &conventions);
    timeline.stretches(|as_of, each| is_recent(thing, as_of, each), each);
}

prop_compose! {
    fn things()(
        parts in vec((0_u64..60, 0_u64..60, vec(0_u64..80, 0..6)), 0..5)
    ) -> Vec<Thing> {
        parts
            .into_iter()
            .map(|(start, length, events)| Thing {
                there: (day(start), day(start + length)),
                events: events.into_iter().map(day).collect(),
            })
            .collect()
    }
}

/// A history of `things`, over `days`.
fn history(things: &[Thing], days: DateRange) -> History {
    let mut history = History::new(days);
    for thing in things {
        stretches(thing, days, |stretch| history.add(&stretch));
    }
    history
}

proptest! {
    #[test]
    fn a_history_is_the_tally_of_each_of_its_days(things in things(), first in 0_u64..50, length in 0_u64..60) {
        let conventions = conventions();
        let days = DateRange::half_open(day(first), day(first + length));
        let history = history(&things, days);
        prop_assert_eq!(history.days(), days);
        let mut count = 0;
        for (on, found) in history.tallies() {
            prop_assert_eq!(on, day(first + count));
            count += 1;
            prop_assert_eq!(found, tally(&things, &AsOf::new(on, Period::YearToDate, &conventions)));
        }
        prop_assert_eq!(count, length);
    }

    #[test]
    fn parts_add_up_to_the_whole_and_can_be_taken_away(things in things(), split in 0_usize..5) {
        let days = DateRange::half_open(day(0), day(90));
        let (one, other) = things.split_at(split.min(things.len()));
        let whole = history(&things, days);
        let mut parts = history(one, days);
        prop_assert!(parts.merge(&history(other, days)));
        prop_assert_eq!(&parts, &whole);

        let mut rest = whole.clone();
        for thing in other {
            stretches(thing, days, |stretch| rest.subtract(&stretch));
        }
        prop_assert_eq!(rest, history(one, days));

        let shorter = history(other, DateRange::half_open(day(0), day(89)));
        prop_assert!(!parts.merge(&shorter));
        prop_assert_eq!(parts, whole);
    }

    #[test]
    fn stretches_cover_each_day_once_and_in_order(things in things()) {
        let days = DateRange::half_open(day(5), day(85));
        for thing in &things {
            let mut last = days.start();
            stretches(thing, days, |stretch| {
                assert!(last <= stretch.from && stretch.from < stretch.until && stretch.until <= days.end());
                last = stretch.until;
            });
        }
    }

    #[test]
    fn a_value_is_rounded_half_up(numerator in 0_u64..100_000, denominator in 1_u64..100_000) {
        let figure = |kind| Figure { kind, numerator, denominator: Some(denominator), undetermined: 0 };
        for (kind, scale) in [(FigureKind::Proportion, 100_u64), (FigureKind::Rate, 10_000)] {
            let Some(Value::Tenths(tenths)) = figure(kind).value() else { panic!("no tenths") };
            // tenths is the whole number nearest to 10 * scale * numerator / denominator, the greater of two as near.
            let exact = 20 * scale * numerator;
            prop_assert!((2 * tenths).saturating_sub(1) * denominator <= exact && exact < (2 * tenths + 1) * denominator);
        }
    }
}

#[test]
fn a_stretch_outside_the_days_of_a_history_is_left_out() {
    let member = Verdict::member("A", Outcome::decided(true, Clause::SINCE_LAST, None));
    let stretch = |from, until| Stretch { from: day(from), until: day(until), verdict: member };
    let mut history = History::new(DateRange::half_open(day(10), day(13)));
    history.add(&stretch(0, 10));
    history.add(&stretch(13, 20));
    history.add(&stretch(0, 11));
    history.add(&stretch(12, 20));
    history.add(&stretch(0, 20));
    history.add(&stretch(11, 11));
    let members: Vec<u64> = history.tallies().map(|(_, tally)| tally.members).collect();
    assert_eq!(members, [2, 1, 2]);
    assert!(History::new(DateRange::half_open(day(3), day(1))).tallies().next().is_none());
}

#[test]
fn which_of_two_clauses_governs() {
    let conventions = conventions();
    let as_of = AsOf::new(day(20), Period::YearToDate, &conventions);
    let result =
        |clause, lapses: u64| ClauseResult::new(clause, day(lapses - 5), Limit::less_than(Span::days(5)), &as_of);
    let none_yet = |lapses| result(Clause::NO_EVENT_YET, lapses);
    let since_last = |lapses| result(Clause::SINCE_LAST, lapses);
    let cases = [
        // Both are met: the later, on one day the second.
        (none_yet(25), since_last(24), none_yet(25)),
        (none_yet(24), since_last(25), since_last(25)),
        (none_yet(25), since_last(25), since_last(25)),
        // One is met.
        (none_yet(21), since_last(20), none_yet(21)),
        (none_yet(20), since_last(21), since_last(21)),
        // Neither is met: the second governs, even if the first lapsed later.
        (none_yet(20), since_last(10), since_last(10)),
        (none_yet(10), since_last(20), since_last(20)),
        // One does not apply.
        (none_yet(10), None, none_yet(10)),
        (None, since_last(10), since_last(10)),
        (None, None, None),
    ];
    for (first, second, governs) in cases {
        assert_eq!(governing(first, second), governs, "{first:?} {second:?}");
    }
    assert!(none_yet(21).unwrap().met && !none_yet(20).unwrap().met);
}

#[test]
fn a_limit_that_outlasts_the_calendar_does_not_lapse() {
    let conventions = conventions();
    let as_of = AsOf::new(day(20), Period::YearToDate, &conventions);
    let forever = ClauseResult::new(Clause::SINCE_LAST, day(1), Limit::less_than(Span::working_days(u32::MAX)), &as_of);
    let outcome = Outcome::of(forever);
    assert_eq!((outcome.met, outcome.lapses), (Some(true), Lapse::Never));
    assert_eq!(as_of.valid_until(), NaiveDate::MAX);
    let early = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
    let long_ago = ClauseResult::new(Clause::SINCE_LAST, early, Limit::less_than(Span::working_days(1)), &as_of);
    let outcome = Outcome::of(long_ago);
    assert_eq!((outcome.met, outcome.lapses), (Some(false), Lapse::BeforeCalendar));
    let late = NaiveDate::from_ymd_opt(2101, 1, 1).unwrap();
    assert_eq!(ClauseResult::new(Clause::SINCE_LAST, late, Limit::less_than(Span::working_days(1)), &as_of), None);
    assert_eq!(Outcome::from(None), Outcome::UNDETERMINED);
    let lapses = [Lapse::BeforeCalendar, Lapse::On(day(1)), Lapse::On(day(2)), Lapse::Never];
    assert!(lapses.is_sorted_by(|one, next| one < next));
    assert_eq!(lapses.map(Lapse::date), [None, Some(day(1)), Some(day(2)), None]);
}

#[test]
fn figures() {
    let tally = Tally { met: 1, members: 8, undetermined: 2 };
    let count = Figure::new(FigureKind::Count, tally, None);
    assert_eq!((count.numerator, count.denominator, count.undetermined), (8, None, 2));
    assert_eq!(count.value().unwrap().to_string(), "8");
    let proportion = Figure::new(FigureKind::Proportion, tally, Some(5));
    assert_eq!((proportion.numerator, proportion.denominator), (1, Some(8)));
    assert_eq!(proportion.value(), Some(Value::Tenths(125)));
    let rate = Figure::new(FigureKind::Rate, tally, Some(3));
    assert_eq!((rate.numerator, rate.denominator), (8, Some(3)));
    assert_eq!(rate.value().unwrap().to_string(), "26666.7");
    assert_eq!(Figure::new(FigureKind::Rate, tally, None).value(), None);
    assert_eq!(Figure::new(FigureKind::Rate, tally, Some(0)).value(), None);
    assert_eq!(Figure::new(FigureKind::Proportion, Tally::default(), None).value(), None);
    assert_eq!(
        Figure::new(FigureKind::Rate, Tally { members: u64::MAX, ..tally }, Some(1)).value(),
        Some(Value::Tenths(u64::MAX))
    );
    let names = [FigureKind::Count, FigureKind::Proportion, FigureKind::Rate].map(|kind| kind.to_string());
    assert_eq!(names, ["count", "proportion", "rate"]);
    assert_eq!((Clause::NO_EVENT_YET.id(), Clause::SINCE_FIRST.to_string().as_str()), ("no-event-yet", "since-first"));
}

#[test]
fn tallies_add_up_without_overflow() {
    let most = Tally { met: u64::MAX, members: u64::MAX, undetermined: u64::MAX };
    assert_eq!(most + most, most);
    let one = Tally { met: 1, members: 2, undetermined: 3 };
    let mut sum = one;
    sum += one;
    assert_eq!(sum, Tally { met: 2, members: 4, undetermined: 6 });
    assert_eq!(sum, one + one);
}

#[cfg(feature = "serde")]
#[test]
fn values_are_written_as_numbers() {
    assert_eq!(serde_json::to_string(&Value::Whole(50)).unwrap(), "50");
    assert_eq!(serde_json::to_string(&Value::Tenths(820)).unwrap(), "82.0");
    assert_eq!(serde_json::to_string(&Value::Tenths(96)).unwrap(), "9.6");
    assert_eq!(serde_json::to_string(&FigureKind::Proportion).unwrap(), "\"proportion\"");
    assert_eq!(serde_json::to_string(&Clause::SINCE_LAST).unwrap(), "\"since-last\"");
    let figure = Figure::new(FigureKind::Rate, Tally { met: 1, members: 8, undetermined: 2 }, Some(3));
    let written = serde_json::to_string(&figure).unwrap();
    assert_eq!(written, r#"{"measure":"rate","numerator":8,"denominator":3,"undetermined":2}"#);
    assert_eq!(serde_json::from_str::<Figure>(&written).unwrap(), figure);
}

#[test]
fn what_a_verdict_counts_for() {
    let counted = |verdict: Verdict<&str>| {
        let Tally { met, members, undetermined } = Tally::from(&verdict);
        (met, members, undetermined)
    };
    let decided = |met| Outcome::decided(met, Clause::SINCE_LAST, Some(day(1)));
    assert_eq!(counted(Verdict::member("A", decided(true))), (1, 1, 0));
    assert_eq!(counted(Verdict::member("A", decided(false))), (0, 1, 0));
    assert_eq!(counted(Verdict::member("A", Outcome::UNDETERMINED)), (0, 1, 1));
    assert_eq!(counted(Verdict::Undecidable), (0, 0, 1));
    assert_eq!(decided(true).anchor, Some(day(1)));
}

#[test]
fn two_outcomes_that_agree_decide_where_a_fact_is_unknown() {
    let outcome = |met, anchor| Outcome::decided(met, Clause::SINCE_LAST, Some(day(anchor)));
    assert_eq!(Outcome::if_agreed(outcome(true, 1), outcome(true, 2)), outcome(true, 2));
    assert_eq!(Outcome::if_agreed(outcome(false, 1), outcome(false, 2)), outcome(false, 2));
    assert_eq!(Outcome::if_agreed(outcome(true, 1), outcome(false, 1)), Outcome::UNDETERMINED);
    assert_eq!(Outcome::if_agreed(outcome(false, 1), outcome(true, 1)), Outcome::UNDETERMINED);
    assert_eq!(Outcome::if_agreed(Outcome::UNDETERMINED, outcome(true, 1)), Outcome::UNDETERMINED);
}

#[test]
fn the_outcome_of_a_clause() {
    let conventions = conventions();
    let as_of = AsOf::new(day(20), Period::YearToDate, &conventions);
    let result = ClauseResult::new(Clause::SINCE_FIRST, day(1), Limit::due(Span::days(5)), &as_of);
    let outcome = Outcome::of(result);
    assert_eq!((outcome.met, outcome.clause), (Some(false), Some(Clause::SINCE_FIRST)));
    assert_eq!((outcome.anchor, outcome.lapses), (Some(day(1)), Lapse::On(day(7))));
}

#[test]
fn tallies_are_mapped_in_the_order_of_the_dates() {
    let on = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let (first, last) = (on(2023, 12, 30), on(2026, 1, 2));
    let verdict = Verdict::member((), Outcome::decided(true, Clause::SINCE_LAST, None));
    for mut history in [
        History::new(DateRange::closed(first, last)),
        History::new(DateRange::closed(on(2024, 1, 1), on(2024, 12, 31))),
        History::new(DateRange::closed(last, first)),
        History::new(DateRange::from(on(262_141, 12, 30))),
        History::on([first, on(2024, 2, 29), on(2025, 12, 31), last]),
        History::on([]),
    ] {
        let stretches = [(first, last), (on(2024, 12, 31), on(2025, 1, 1)), (on(2025, 12, 31), NaiveDate::MAX)];
        for (from, until) in stretches {
            history.add(&Stretch { from, until, verdict });
        }
        let counted = |date| stretches.iter().filter(|(from, until)| *from <= date && date < *until).count() as u64;
        let expected =
            history.tallies().map(|(date, _)| counted(date)).map(|met| Tally { met, members: met, undetermined: 0 });
        let expected: Vec<Tally> = expected.collect();
        assert_eq!(history.map_tallies(|tally| tally), expected);
        assert!(history.tallies().map(|(_, tally)| tally).eq(expected));
    }
}

/// The second event has a shorter limit than the first, and both are before the day from which events end the clause about no
/// event.
#[test]
fn a_later_event_replaces_the_first_while_no_event_has_ended_the_other_clause() {
    let conventions = conventions();
    let events = [day(20), day(21)];
    let visited = UpToDate::by(EventDays::new(&events))
        .none_yet(day(10), Limit::less_than(Span::days(14)))
        .none_since(day(60))
        .since_first(Limit::less_than(Span::months(1)))
        .since_last(Limit::less_than(Span::days(1)));
    let days = DateRange::closed(day(12), day(50));
    let mut builder = HistoryBuilder::new(&History::new(days), 1, Period::YearToDate, &conventions);
    builder.follow(0, &[((), days)], |(), _, each| {
        each(Counted::by((), visited));
        Ok(())
    });
    for (date, followed) in builder.into_histories()[0].tallies() {
        let as_of = AsOf::new(date, Period::YearToDate, &conventions);
        assert_eq!(followed, Tally::of_member(visited.is_met(&as_of)), "{date}");
        assert_eq!(followed.met, u64::from(date < day(24)), "{date}");
    }
}
