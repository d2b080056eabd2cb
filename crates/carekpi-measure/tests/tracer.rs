//! Histories that follow clauses through their events, against asking the rule on every date.
#![expect(clippy::unwrap_used, reason = "the days of the tests exist")]

use carekpi_dates::{AsOf, Conventions, DateRange, EventDays, Limit, Period, Span, WorkingCalendar};
use carekpi_measure::{
    About, Among, Answer, Clause, Clauses, History, Indicator, Measure, Outcome, Tally, Tracer, Verdict, over, tally,
};
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 11, 20).unwrap().checked_add_days(Days::new(offset)).unwrap()
}

const ABOUT: About = About {
    id: "up-to-date",
    area: "things",
    title: "Up to date",
    measure: Measure::Proportion,
    unit: "thing",
    numerator: "up to date",
    denominator: "things",
    clauses: &[(Clause::NO_EVENT_YET, "the start"), (Clause::SINCE_LAST, "the last event")],
    settings: &[],
};

/// Something that is there for some times, each of them a member, and has events of two kinds.
#[derive(Clone, Debug)]
struct Thing {
    there: Vec<(NaiveDate, NaiveDate)>,
    one: Vec<NaiveDate>,
    counted: Vec<bool>,
    other: Vec<NaiveDate>,
    anchor: Option<NaiveDate>,
    turns: NaiveDate,
}

/// How the sentences of a rule are put together.
#[derive(Clone, Copy, Debug)]
struct Rule {
    none_yet: Option<Limit>,
    none_since: NoneSince,
    since_first: Option<Limit>,
    since_last: Option<Limit>,
    both_kinds: bool,
    only_counted: bool,
    /// The limit once something has turned.
    turned: Limit,
}

/// Since when nothing may have happened.
#[derive(Clone, Copy, Debug)]
enum NoneSince {
    Ever,
    /// None of the first kind since it began to be there.
    Start,
    /// None since it turned, which may be a day yet to come.
    Turn,
}

/// The days on which a thing may be a member.
fn days(thing: &Thing) -> DateRange {
    let ends = thing.there.iter().map(|(_, end)| *end).max();
    let starts = thing.there.iter().map(|(start, _)| *start).min();
    starts.zip(ends).map_or(DateRange::EMPTY, |(start, end)| DateRange::half_open(start, end))
}

impl<'t> Indicator<'t, &'t Thing, usize> for Rule {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn judge(&self, thing: &'t Thing, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<usize, Answer<'_, 't>>)) {
        for (number, (start, end)) in thing.there.iter().enumerate() {
            if !as_of.is_open(*start, Some(*end)) {
                continue;
            }
            let one = EventDays::new(&thing.one);
            let one = if self.only_counted { one.only(&thing.counted) } else { one };
            let events = if self.both_kinds { one.or(EventDays::new(&thing.other)) } else { one };
            let none_of = match self.none_since {
                NoneSince::Ever => events,
                NoneSince::Start => one.since(*start),
                NoneSince::Turn => events.since(thing.turns),
            };
            let mut clauses = match self.none_yet {
                Some(limit) => Clauses::none_yet(none_of, thing.anchor, limit),
                None => Clauses::none_yet(events, None, self.turned),
            };
            if let Some(limit) = self.since_last {
                let limit = if as_of.reached(thing.turns) { self.turned } else { limit };
                clauses = clauses.since_last(events, limit);
            }
            if let Some(limit) = self.since_first {
                clauses = clauses.since_first(limit);
            }
            each(Verdict::member(number, &clauses));
        }
    }
}

fn limit() -> impl Strategy<Value = Limit> {
    let span = prop_oneof![
        (0_u32..30).prop_map(Span::days),
        (0_u32..15).prop_map(Span::working_days),
        (0_u32..3).prop_map(Span::months),
    ];
    (span, any::<bool>()).prop_map(|(span, due)| if due { Limit::due(span) } else { Limit::less_than(span) })
}

prop_compose! {
    fn rules()(
        none_yet in option::of(limit()),
        none_since in proptest::sample::select(vec![NoneSince::Ever, NoneSince::Start, NoneSince::Turn]),
        since_first in option::of(limit()),
        since_last in option::weighted(0.9, limit()),
        (both_kinds, only_counted) in any::<(bool, bool)>(),
        turned in limit(),
    ) -> Rule {
        Rule { none_yet, none_since, since_first, since_last, both_kinds, only_counted, turned }
    }
}

fn sorted(days: Vec<u64>) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = days.into_iter().map(day).collect();
    days.sort_unstable();
    days
}

prop_compose! {
    fn things()(
        there in vec((0_u64..90, 0_u64..60), 0..3),
        one in vec((0_u64..120, any::<bool>()), 0..7),
        other in vec(0_u64..120, 0..4),
        anchor in option::weighted(0.9, 0_u64..100),
        turns in 0_u64..150,
    ) -> Thing {
        let mut one: Vec<(NaiveDate, bool)> = one.into_iter().map(|(offset, counts)| (day(offset), counts)).collect();
        one.sort_unstable();
        Thing {
            there: there.into_iter().map(|(start, length)| (day(start), day(start + length))).collect(),
            counted: one.iter().map(|(_, counts)| *counts).collect(),
            one: one.into_iter().map(|(day, _)| day).collect(),
            other: sorted(other),
            anchor: anchor.map(day),
            turns: day(turns),
        }
    }
}

fn traced(rule: Rule, things: &[&Thing], on: &History, conventions: &Conventions) -> History {
    let mut tracer = Tracer::new(on, 2, Period::YearToDate, conventions);
    let things: Vec<(&Thing, DateRange)> = things.iter().map(|thing| (*thing, days(thing))).collect();
    rule.trace(&things, &mut tracer, 1);
    let mut histories = tracer.into_histories();
    let (history, none) = (histories.pop().unwrap(), histories.pop().unwrap());
    assert!(none.tallies().all(|(_, tally)| tally == Tally::default()));
    history
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_date_of_a_history_is_as_asked_on_that_date(
        rule in rules(), things in vec(things(), 0..4), first in 0_u64..80, length in 0_u64..80, some in vec(0_u64..130, 0..9),
    ) {
        let conventions = Conventions::new(WorkingCalendar::england_and_wales());
        let things: Vec<&Thing> = things.iter().collect();
        let every = History::new(DateRange::half_open(day(first), day(first + length)));
        for on in [every, History::on(some.into_iter().map(day))] {
            for (date, traced) in traced(rule, &things, &on, &conventions).tallies() {
                let as_of = AsOf::new(date, Period::YearToDate, &conventions);
                prop_assert_eq!(traced, tally(&rule, things.iter().copied(), &as_of), "on {}", date);
            }
        }
    }

    #[test]
    fn stretches_of_clauses_are_the_history_too(rule in rules(), thing in things()) {
        let conventions = Conventions::new(WorkingCalendar::england_and_wales());
        let days = DateRange::half_open(day(3), day(133));
        let mut history = History::new(days);
        over(&rule, &thing, days, Period::YearToDate, &conventions, |stretch| history.add(&stretch));
        prop_assert_eq!(&history, &traced(rule, &[&thing], &History::new(days), &conventions));
    }

    #[test]
    fn clauses_say_what_their_sentences_say(rule in rules(), thing in things(), on in 0_u64..140) {
        let conventions = Conventions::new(WorkingCalendar::england_and_wales());
        let as_of = AsOf::new(day(on), Period::YearToDate, &conventions);
        for (number, (start, end)) in thing.there.iter().enumerate() {
            if !(*start <= day(on) && day(on) < *end) {
                continue;
            }
            let mut found = None;
            rule.judge(&thing, &as_of, &mut |verdict| match verdict.decided(&as_of).unwrap() {
                Verdict::Member { record, outcome } if record == number => found = Some(outcome),
                _ => {}
            });
            prop_assert_eq!(found.unwrap(), plainly(&rule, &thing, *start, day(on), &as_of));
        }
    }
}

/// The same as [`Clauses::standing`], event by event.
fn plainly(rule: &Rule, thing: &Thing, start: NaiveDate, on: NaiveDate, as_of: &AsOf<'_>) -> Outcome {
    let counts = |at: usize| !rule.only_counted || *thing.counted.get(at).unwrap();
    let ones = || thing.one.iter().enumerate().filter(|(at, day)| counts(*at) && **day <= on).map(|(_, day)| *day);
    let others = || thing.other.iter().copied().filter(|day| rule.both_kinds && *day <= on);
    let mut events: Vec<NaiveDate> = ones().chain(others()).collect();
    events.sort_unstable();
    events.dedup();
    let none = match rule.none_since {
        NoneSince::Ever => events.is_empty(),
        NoneSince::Start => ones().all(|day| day < start),
        NoneSince::Turn => events.iter().all(|day| *day < thing.turns),
    };
    let standing = |clause, anchor: NaiveDate, limit| {
        let lapses = as_of.lapses(anchor, limit).unwrap();
        (clause, anchor, lapses, on < lapses)
    };
    let none_yet = rule
        .none_yet
        .zip(thing.anchor)
        .filter(|_| none)
        .map(|(limit, anchor)| standing(Clause::NO_EVENT_YET, anchor, limit));
    let limit = rule.since_last.map(|limit| if thing.turns <= on { rule.turned } else { limit });
    let last = events.last().zip(limit).map(|(last, limit)| match rule.since_first {
        Some(first) if events.len() == 1 => standing(Clause::SINCE_FIRST, *last, first),
        _ => standing(Clause::SINCE_LAST, *last, limit),
    });
    let governs = match (none_yet, last) {
        (Some(first), Some(second)) if first.3 && (!second.3 || first.2 > second.2) => Some(first),
        (first, second) => second.or(first),
    };
    governs.map_or(Outcome::UNDETERMINED, |(clause, anchor, lapses, met)| {
        let mut outcome = Outcome::decided(met, clause, Some(anchor));
        outcome.lapses = Some(lapses);
        outcome
    })
}

#[test]
fn any_case_may_count_where_nothing_else_is_said() {
    struct Anything;

    impl<'a> Indicator<'a, u8, u8> for Anything {
        fn about(&self) -> &About {
            &ABOUT
        }

        fn judge(&self, case: u8, _: &AsOf<'_>, each: &mut dyn FnMut(Verdict<u8, Answer<'_, 'a>>)) {
            each(Verdict::member(case, Outcome::UNDETERMINED));
        }
    }

    assert_eq!(Anything.among(), Among::All);
    let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    let mut tracer = Tracer::new(&History::new(DateRange::closed(day(0), day(9))), 1, Period::YearToDate, &conventions);
    let cases = [(1, DateRange::from(NaiveDate::MIN)), (2, DateRange::closed(day(1), day(3)))];
    Anything.trace(&cases, &mut tracer, 0);
    // There is no such indicator: nothing is added.
    Anything.trace(&cases, &mut tracer, 7);
    let tallies: Vec<u64> = tracer.into_histories()[0].tallies().map(|(_, tally)| tally.undetermined).collect();
    assert_eq!(tallies, [1, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
    let mut judged = Vec::new();
    Anything.judge_all(&cases, &AsOf::new(day(4), Period::YearToDate, &conventions), &mut |case, _| judged.push(case));
    assert_eq!(judged, [1]);
}

/// Something that happened on some days; it went well if it has turned by the snapshot date. Until then nobody can tell of every
/// other whether it did.
struct Happened {
    on: Vec<NaiveDate>,
    turns: NaiveDate,
}

struct Happening;

impl<'h> Indicator<'h, &'h Happened, usize> for Happening {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn judge(&self, happened: &'h Happened, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<usize, Answer<'_, 'h>>)) {
        let turned = as_of.reached(happened.turns);
        for (number, on) in happened.on.iter().enumerate() {
            let decided = Outcome::decided(turned, Clause::new("turned"), None);
            let outcome = if turned || number % 2 == 0 { decided } else { Outcome::UNDETERMINED };
            each(Verdict::member(number, Answer::InPeriod(*on, outcome)));
        }
    }
}

proptest! {
    #[test]
    fn what_happened_counts_while_it_is_in_the_period(
        happened in vec((vec(0_u64..500, 0..5), 0_u64..600), 0..4), first in 0_u64..500, length in 0_u64..200,
        some in vec(0_u64..700, 0..9), fixed in option::of((0_u64..500, 0_u64..300)),
    ) {
        let conventions = Conventions::new(WorkingCalendar::england_and_wales());
        let period = fixed.map_or(Period::YearToDate, |(first, length)| {
            Period::Fixed { first: day(first), last: day(first + length) }
        });
        let happened: Vec<Happened> =
            happened.into_iter().map(|(on, turns)| Happened { on: sorted(on), turns: day(turns) }).collect();
        let cases: Vec<_> = happened.iter().map(|one| (one, DateRange::from(NaiveDate::MIN))).collect();
        let every = History::new(DateRange::half_open(day(first), day(first + length)));
        for on in [every, History::on(some.into_iter().map(day))] {
            let mut tracer = Tracer::new(&on, 1, period, &conventions);
            Happening.trace(&cases, &mut tracer, 0);
            for (date, traced) in tracer.into_histories()[0].tallies() {
                let as_of = AsOf::new(date, period, &conventions);
                let (mut members, mut met) = (0, 0);
                for one in &happened {
                    let counted = one.on.iter().filter(|on| **on <= date && period.contains(**on, date)).count();
                    members += counted;
                    met += if one.turns <= date { counted } else { 0 };
                }
                prop_assert_eq!((traced.members, traced.met), (members as u64, met as u64), "on {}", date);
                prop_assert_eq!(traced, tally(&Happening, &happened, &as_of));
            }
        }
    }
}

/// Something that began on a day, and what happened since.
struct Begun {
    on: NaiveDate,
    events: Vec<NaiveDate>,
}

struct Regularly;

impl<'b> Indicator<'b, &'b Begun, ()> for Regularly {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn judge(&self, begun: &'b Begun, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<(), Answer<'_, 'b>>)) {
        if as_of.happened(begun.on) {
            let (events, limit) = (EventDays::new(&begun.events), Limit::less_than(Span::working_days(10)));
            each(Verdict::member((), &Clauses::none_yet(events, begun.on, limit).since_last(events, limit)));
        }
    }
}

/// A limit in working days from a day before the calendar can be told once it must have lapsed, and not before: what is known of
/// one case must not be taken for what is known of another on an earlier date.
#[test]
fn before_the_calendar_the_order_of_cases_changes_nothing() {
    let on = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    let early = Begun { on: on(1949, 12, 2), events: vec![on(1949, 12, 20)] };
    let late = Begun { on: on(1950, 2, 20), events: Vec::new() };
    let history = History::new(DateRange::closed(on(1949, 12, 1), on(1950, 3, 1)));
    for cases in [[&late, &early], [&early, &late]] {
        let mut tracer = Tracer::new(&history, 1, Period::YearToDate, &conventions);
        let with_days: Vec<_> = cases.iter().map(|case| (*case, DateRange::from(case.on))).collect();
        Regularly.trace(&with_days, &mut tracer, 0);
        for (date, traced) in tracer.into_histories()[0].tallies() {
            let as_of = AsOf::new(date, Period::YearToDate, &conventions);
            assert_eq!(traced, tally(&Regularly, cases, &as_of), "{date}");
        }
    }
}
