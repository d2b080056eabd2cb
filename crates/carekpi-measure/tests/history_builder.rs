//! Histories that follow clauses through their events, compared with asking the rule on every date.
#![expect(clippy::unwrap_used, reason = "the days of the tests exist")]

use carekpi_dates::{AsOf, Conventions, DateRange, EventDays, Limit, Period, Span, WorkingCalendar};
use carekpi_measure::{
    Answer, Clause, Counted, History, HistoryBuilder, Lapse, Outcome, Tally, Timeline, Undecidable, UpToDate, Verdict,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::{collection::vec, option};

fn day(offset: u64) -> NaiveDate {
    after(NaiveDate::from_ymd_opt(2025, 11, 20).unwrap(), offset)
}

fn after(day: NaiveDate, offset: u64) -> NaiveDate {
    day.checked_add_days(Days::new(offset)).unwrap()
}

fn conventions() -> Conventions {
    Conventions::new(WorkingCalendar::england_and_wales())
}

/// The tally of cases on a snapshot date, from a verdict on each of them.
fn tally<'a, C, R>(
    cases: impl IntoIterator<Item = C>,
    as_of: &AsOf<'_>,
    judge: impl Fn(C, &AsOf<'_>, &mut dyn FnMut(Counted<'a, R>)) -> Result<(), Undecidable>,
) -> Tally {
    let mut tally = Tally::default();
    for case in cases {
        let judged = judge(case, as_of, &mut |counted| {
            counted.decided(as_of).iter().for_each(|verdict| tally.count(verdict));
        });
        if judged.is_err() {
            tally.count(&Verdict::<R>::Undecidable);
        }
    }
    tally
}

/// Something that is there for some times, each of them a member, and has events of two kinds.
#[derive(Clone, Debug)]
struct Thing {
    there: Vec<(NaiveDate, NaiveDate)>,
    /// Until this day it is unknown whether it is there.
    known_from: Option<NaiveDate>,
    one: Vec<NaiveDate>,
    counted: Vec<bool>,
    other: Vec<NaiveDate>,
    anchor: Option<NaiveDate>,
    turns: NaiveDate,
    /// The days on which it is looked at, if not on all.
    looked_at: Option<DateRange>,
}

/// How the sentences of a rule are put together.
#[derive(Clone, Copy, Debug)]
struct Rule {
    none_yet: Option<Limit>,
    none_since: NoneSince,
    since_first: Option<Limit>,
    since_last: Option<Limit>,
    other_kind: OtherKind,
    only_counted: bool,
    /// Only events since the thing began to be there count.
    since_start: bool,
    /// The limit once something has turned.
    turned: Limit,
}

/// Since when nothing may have happened.
#[derive(Clone, Copy, Debug)]
enum NoneSince {
    Ever,
    /// None since it began to be there.
    Start,
    /// None since it turned, which may be after the snapshot date.
    Turn,
}

/// What events of the other kind count for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum OtherKind {
    Neither,
    /// For the clause about the last event, and not for the clause about no event.
    Last,
    Both,
}

/// The days on which a thing may be a member.
fn days(thing: &Thing) -> DateRange {
    let ends = thing.there.iter().map(|(_, end)| *end).max();
    let starts = thing.there.iter().map(|(start, _)| *start).min();
    starts.zip(ends).map_or(DateRange::EMPTY, |(start, end)| DateRange::half_open(start, end))
}

impl Rule {
    fn judge<'t>(
        &self,
        thing: &'t Thing,
        as_of: &AsOf<'_>,
        each: &mut dyn FnMut(Counted<'t, usize>),
    ) -> Result<(), Undecidable> {
        if thing.known_from.is_some_and(|day| !as_of.reached(day)) {
            let may_be_there = |(start, end): &(_, _)| as_of.is_open(*start, Some(*end));
            let is_unknown = thing.there.iter().any(may_be_there);
            return if is_unknown { Err(Undecidable) } else { Ok(()) };
        }
        for (number, (start, end)) in thing.there.iter().enumerate() {
            if as_of.is_open(*start, Some(*end)) {
                each(Counted::by(number, self.up_to_date(thing, *start, as_of)));
            }
        }
        Ok(())
    }

    fn up_to_date<'t>(&self, thing: &'t Thing, start: NaiveDate, as_of: &AsOf<'_>) -> UpToDate<'t> {
        let one = EventDays::new(&thing.one);
        let one = if self.only_counted { one.masked(&thing.counted) } else { one };
        let one = if self.since_start { one.since(start) } else { one };
        let other = EventDays::new(&thing.other);
        let mut up_to_date = match self.other_kind {
            OtherKind::Neither => UpToDate::by(one),
            OtherKind::Last => UpToDate::by(one).or_last_of(other),
            OtherKind::Both => UpToDate::by(one.merged_with(other)),
        };
        up_to_date = match self.none_since {
            NoneSince::Ever => up_to_date,
            NoneSince::Start => up_to_date.none_since(start),
            NoneSince::Turn => up_to_date.none_since(thing.turns),
        };
        if let Some(limit) = self.none_yet {
            up_to_date = up_to_date.none_yet(thing.anchor, limit);
        }
        if let Some(limit) = self.since_last {
            up_to_date = up_to_date.since_last(if as_of.reached(thing.turns) { self.turned } else { limit });
        }
        if let Some(limit) = self.since_first {
            up_to_date = up_to_date.since_first(limit);
        }
        up_to_date
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
        other_kind in proptest::sample::select(vec![OtherKind::Neither, OtherKind::Last, OtherKind::Both]),
        (only_counted, since_start) in any::<(bool, bool)>(),
        turned in limit(),
    ) -> Rule {
        Rule { none_yet, none_since, since_first, since_last, other_kind, only_counted, since_start, turned }
    }
}

fn sorted(mut days: Vec<NaiveDate>) -> Vec<NaiveDate> {
    days.sort_unstable();
    days
}

prop_compose! {
    /// A thing whose days are counted from `base`.
    fn a_thing(base: NaiveDate)(
        there in vec((0_u64..90, 0_u64..60), 0..4),
        known_from in option::weighted(0.2, 0_u64..100),
        one in vec((0_u64..120, any::<bool>()), 0..7),
        other in vec(0_u64..120, 0..4),
        anchor in option::weighted(0.9, 0_u64..100),
        turns in 0_u64..150,
        looked_at in option::weighted(0.3, (0_u64..100, 0_u64..90)),
    ) -> Thing {
        let day = |offset| after(base, offset);
        let mut one: Vec<(NaiveDate, bool)> = one.into_iter().map(|(offset, counts)| (day(offset), counts)).collect();
        one.sort_unstable();
        Thing {
            there: there.into_iter().map(|(start, length)| (day(start), day(start + length))).collect(),
            known_from: known_from.map(day),
            counted: one.iter().map(|(_, counts)| *counts).collect(),
            one: one.into_iter().map(|(day, _)| day).collect(),
            other: sorted(other.into_iter().map(day).collect()),
            anchor: anchor.map(day),
            turns: day(turns),
            looked_at: looked_at.map(|(first, length)| DateRange::half_open(day(first), day(first + length))),
        }
    }
}

/// Things with the day that theirs are counted from. The calendar covers all their days, or begins or ends among them: then it
/// may be undecidable when a limit in working days lapses.
fn things(number: std::ops::Range<usize>) -> impl Strategy<Value = (NaiveDate, Vec<Thing>)> {
    let covered = WorkingCalendar::england_and_wales().days_covered();
    let before = |day: NaiveDate| day.checked_sub_days(Days::new(60)).unwrap();
    let bases = prop_oneof![2 => Just(day(0)), 1 => Just(before(covered.start())), 1 => Just(before(covered.end()))];
    bases.prop_flat_map(move |base| (Just(base), vec(a_thing(base), number.clone())))
}

/// The histories of cases by these rules.
fn followed(rules: &[Rule], cases: &[(&Thing, DateRange)], on: &History, conventions: &Conventions) -> Vec<History> {
    let mut builder = HistoryBuilder::new(on, rules.len() + 1, Period::YearToDate, conventions);
    for (number, rule) in rules.iter().enumerate() {
        builder.follow(number, cases, |thing, as_of, each| rule.judge(thing, as_of, each));
    }
    let mut histories = builder.into_histories();
    let none = histories.pop().unwrap();
    assert!(none.tallies().all(|(_, tally)| tally == Tally::default()));
    histories
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_date_of_a_history_is_as_asked_on_that_date(
        rules in vec(rules(), 1..3), (base, things) in things(0..4),
        first in 0_u64..80, length in 0_u64..80, some in vec(0_u64..130, 0..9),
    ) {
        let conventions = conventions();
        let cases: Vec<_> =
            things.iter().map(|thing| (thing, thing.looked_at.unwrap_or_else(|| days(thing)))).collect();
        let every = History::new(DateRange::half_open(after(base, first), after(base, first + length)));
        for on in [every, History::on(some.into_iter().map(|offset| after(base, offset)))] {
            let histories = followed(&rules, &cases, &on, &conventions);
            prop_assert_eq!(histories.len(), rules.len());
            for (rule, history) in rules.iter().zip(histories) {
                let dates = |history: &History| history.tallies().map(|(date, _)| date).collect::<Vec<_>>();
                prop_assert_eq!(dates(&history), dates(&on));
                for (date, followed) in history.tallies() {
                    let as_of = AsOf::new(date, Period::YearToDate, &conventions);
                    let on_date = cases.iter().filter(|(_, days)| days.contains(date)).map(|(thing, _)| *thing);
                    let judged = tally(on_date, &as_of, |thing, as_of, each| rule.judge(thing, as_of, each));
                    prop_assert_eq!(followed, judged, "on {} by {:?}", date, rule);
                }
            }
        }
    }

    #[test]
    fn stretches_of_clauses_are_the_history_too(rule in rules(), (base, things) in things(1..2)) {
        let conventions = conventions();
        let range = DateRange::half_open(after(base, 3), after(base, 133));
        let thing = things.first().unwrap();
        let mut history = History::new(range);
        Timeline::new(range, Period::YearToDate, &conventions)
            .stretches(|as_of, each| rule.judge(thing, as_of, each), |stretch| history.add(&stretch));
        let followed = followed(&[rule], &[(thing, days(thing))], &History::new(range), &conventions);
        prop_assert_eq!(vec![history], followed);
    }

    #[test]
    fn every_day_of_a_forecast_is_as_known_on_its_first_day(
        rule in rules(), (base, things) in things(1..2), first in 0_u64..130, length in 0_u64..90,
    ) {
        let conventions = conventions();
        let first = after(base, first);
        let range = DateRange::half_open(first, after(first, length));
        let thing = things.first().unwrap();
        let mut history = History::new(range);
        Timeline::new(range, Period::YearToDate, &conventions)
            .forecast()
            .stretches(|as_of, each| rule.judge(thing, as_of, each), |stretch| history.add(&stretch));
        for (date, found) in history.tallies() {
            let as_of = AsOf::new(date, Period::YearToDate, &conventions).as_known_on(first);
            let judged = tally([thing], &as_of, |thing, as_of, each| rule.judge(thing, as_of, each));
            prop_assert_eq!(found, judged, "on {}", date);
        }
    }

    #[test]
    fn clauses_say_what_their_sentences_say(
        rule in rules(), (base, things) in things(1..2), on in 0_u64..140, known in option::weighted(0.3, 0_u64..140),
    ) {
        let conventions = conventions();
        let thing = Thing { known_from: None, ..things.first().unwrap().clone() };
        let on = after(base, on);
        let as_of = AsOf::new(on, Period::YearToDate, &conventions);
        let as_of = match known {
            Some(known) => as_of.as_known_on(after(base, known)),
            None => as_of,
        };
        let mut members = 0;
        let judged = rule.judge(&thing, &as_of, &mut |_| members += 1);
        prop_assert!(judged.is_ok());
        for (number, (start, end)) in thing.there.iter().enumerate() {
            let is_there = *start <= as_of.known_through() && as_of.known_through() < *end;
            if !is_there {
                continue;
            }
            members -= 1;
            let mut found = None;
            let judged = rule.judge(&thing, &as_of, &mut |counted| match counted.decided(&as_of).unwrap() {
                Verdict::Member { record, outcome } if record == number => found = Some(outcome),
                _ => {}
            });
            prop_assert!(judged.is_ok() || found.is_none());
            prop_assert_eq!(found.unwrap(), plainly(&rule, &thing, *start, &as_of));
        }
        prop_assert_eq!(members, 0);
    }
}

/// The same as [`UpToDate::outcome`], event by event.
fn plainly(rule: &Rule, thing: &Thing, start: NaiveDate, as_of: &AsOf<'_>) -> Outcome {
    let happened = |day: &NaiveDate| *day <= as_of.known_through() && (!rule.since_start || *day >= start);
    let counts = |at: usize| !rule.only_counted || *thing.counted.get(at).unwrap();
    let ones = thing.one.iter().enumerate().filter(|(at, _)| counts(*at)).map(|(_, day)| *day).filter(happened);
    let others = || thing.other.iter().copied().filter(happened);
    let mut none_of: Vec<NaiveDate> = ones.collect();
    let mut last_of = none_of.clone();
    if rule.other_kind == OtherKind::Both {
        none_of.extend(others());
    }
    if rule.other_kind != OtherKind::Neither {
        last_of.extend(others());
    }
    last_of.sort_unstable();
    last_of.dedup();
    let none = match rule.none_since {
        NoneSince::Ever => none_of.is_empty(),
        NoneSince::Start => none_of.iter().all(|day| *day < start),
        NoneSince::Turn => none_of.iter().all(|day| *day < thing.turns),
    };
    let result = |clause, anchor: NaiveDate, limit| {
        let lapses = lapse(anchor, limit, as_of)?;
        Some((clause, anchor, lapses, Lapse::On(as_of.on()) < lapses))
    };
    let none_yet = rule
        .none_yet
        .zip(thing.anchor)
        .filter(|_| none)
        .and_then(|(limit, anchor)| result(Clause::NO_EVENT_YET, anchor, limit));
    let limit = rule.since_last.map(|limit| if thing.turns <= as_of.on() { rule.turned } else { limit });
    let last = last_of.last().zip(limit).and_then(|(last, limit)| match rule.since_first {
        Some(first) if last_of.len() == 1 => result(Clause::SINCE_FIRST, *last, first),
        _ => result(Clause::SINCE_LAST, *last, limit),
    });
    let governs = match (none_yet, last) {
        (Some(first), Some(second)) if first.3 && (!second.3 || first.2 > second.2) => Some(first),
        (first, second) => second.or(first),
    };
    governs.map_or(Outcome::UNDETERMINED, |(clause, anchor, lapses, met)| {
        let mut outcome = Outcome::decided(met, clause, Some(anchor));
        outcome.lapses = lapses;
        outcome
    })
}

/// When a limit lapses; `None` where that is undecidable. Measured from before the calendar, it lapses no later than it would
/// from the calendar's first day.
fn lapse(anchor: NaiveDate, limit: Limit, as_of: &AsOf<'_>) -> Option<Lapse> {
    let conventions = as_of.conventions();
    let from = |anchor| match limit.lapses(anchor, &conventions.calendar, conventions.month_end) {
        Ok(lapses) => Some(lapses),
        // It is always kept.
        Err(outside) if outside.is_after() && anchor < outside.day => Some(NaiveDate::MAX),
        Err(_) => None,
    };
    match from(anchor) {
        Some(NaiveDate::MAX) => Some(Lapse::Never),
        Some(day) => Some(Lapse::On(day)),
        None => {
            let first = conventions.calendar.days_covered().start();
            (anchor < first && from(first)? <= as_of.on()).then_some(Lapse::BeforeCalendar)
        }
    }
}

#[test]
fn a_case_counts_on_its_days_and_an_unknown_indicator_counts_nothing() {
    let anything = |case: u8, _: &AsOf<'_>, each: &mut dyn FnMut(Counted<'static, u8>)| {
        each(Counted::by(case, Outcome::UNDETERMINED));
        Ok(())
    };
    let conventions = conventions();
    let history = History::new(DateRange::closed(day(0), day(9)));
    let mut builder = HistoryBuilder::new(&history, 1, Period::YearToDate, &conventions);
    let cases = [(1, DateRange::from(NaiveDate::MIN)), (2, DateRange::closed(day(1), day(3)))];
    builder.follow(0, &cases, anything);
    // There is no such indicator: nothing is added.
    builder.follow(7, &cases, anything);
    let tallies: Vec<u64> = builder.into_histories()[0].tallies().map(|(_, tally)| tally.undetermined).collect();
    assert_eq!(tallies, [1, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
}

/// Some days on which something happened; it went well if it has turned by the snapshot date. Until then it is unknown of every
/// second one whether it did.
struct Happened {
    on: Vec<NaiveDate>,
    turns: NaiveDate,
}

fn went_well<'h>(
    happened: &'h Happened,
    as_of: &AsOf<'_>,
    each: &mut dyn FnMut(Counted<'h, usize>),
) -> Result<(), Undecidable> {
    let turned = as_of.reached(happened.turns);
    for (number, on) in happened.on.iter().enumerate() {
        let decided = Outcome::decided(turned, Clause::new("turned"), None);
        let outcome = if turned || number % 2 == 0 { decided } else { Outcome::UNDETERMINED };
        each(Counted::by(number, Answer::InPeriod(*on, outcome)));
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_happened_counts_while_it_is_in_the_period(
        happened in vec((vec(0_u64..500, 0..5), 0_u64..600), 0..4), first in 0_u64..500, length in 0_u64..200,
        some in vec(0_u64..700, 0..9), fixed in option::of((0_u64..500, 0_u64..300)),
    ) {
        let conventions = conventions();
        let period = fixed.map_or(Period::YearToDate, |(first, length)| {
            Period::Fixed { first: day(first), last: day(first + length) }
        });
        let happened: Vec<Happened> = happened
            .into_iter()
            .map(|(on, turns)| Happened { on: sorted(on.into_iter().map(day).collect()), turns: day(turns) })
            .collect();
        let cases: Vec<_> = happened.iter().map(|one| (one, DateRange::from(NaiveDate::MIN))).collect();
        let every = History::new(DateRange::half_open(day(first), day(first + length)));
        for on in [every, History::on(some.into_iter().map(day))] {
            let mut builder = HistoryBuilder::new(&on, 1, period, &conventions);
            builder.follow(0, &cases, went_well);
            for (date, followed) in builder.into_histories()[0].tallies() {
                let as_of = AsOf::new(date, period, &conventions);
                let (mut members, mut met) = (0, 0);
                for one in &happened {
                    let counted = one.on.iter().filter(|on| **on <= date && period.contains(**on, date)).count();
                    members += counted;
                    met += if one.turns <= date { counted } else { 0 };
                }
                prop_assert_eq!((followed.members, followed.met), (members as u64, met as u64), "on {}", date);
                prop_assert_eq!(followed, tally(&happened, &as_of, went_well));
            }
        }
    }
}

/// Something that began on a day, and what happened since.
struct Begun {
    on: NaiveDate,
    events: Vec<NaiveDate>,
}

fn is_regular<'b>(
    begun: &'b Begun,
    as_of: &AsOf<'_>,
    each: &mut dyn FnMut(Counted<'b, ()>),
) -> Result<(), Undecidable> {
    if as_of.happened(begun.on) {
        let limit = Limit::less_than(Span::working_days(10));
        let regular = UpToDate::by(EventDays::new(&begun.events)).none_yet(begun.on, limit).since_last(limit);
        each(Counted::by((), regular));
    }
    Ok(())
}

/// Once a limit in working days from a day before the calendar must have lapsed, it is known that it has; before that it is
/// unknown. What is known of one case must not be used for another on an earlier date.
#[test]
fn before_the_calendar_the_order_of_cases_changes_nothing() {
    let on = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let conventions = conventions();
    let early = Begun { on: on(1949, 12, 2), events: vec![on(1949, 12, 20)] };
    let late = Begun { on: on(1950, 2, 20), events: Vec::new() };
    let history = History::new(DateRange::closed(on(1949, 12, 1), on(1950, 3, 1)));
    for cases in [[&late, &early], [&early, &late]] {
        let mut builder = HistoryBuilder::new(&history, 1, Period::YearToDate, &conventions);
        let with_days: Vec<_> = cases.iter().map(|case| (*case, DateRange::from(case.on))).collect();
        builder.follow(0, &with_days, is_regular);
        for (date, followed) in builder.into_histories()[0].tallies() {
            let as_of = AsOf::new(date, Period::YearToDate, &conventions);
            assert_eq!(followed, tally(cases, &as_of, is_regular), "{date}");
        }
    }
}

/// Where it is unknown which clauses apply, a member is undetermined.
#[test]
fn an_answer_without_clauses_is_undetermined() {
    let conventions = conventions();
    let as_of = AsOf::new(day(0), Period::YearToDate, &conventions);
    assert_eq!(Answer::from(None::<UpToDate<'_>>).decided(&as_of), Some(Outcome::UNDETERMINED));
    let anchored = UpToDate::by(EventDays::default()).none_yet(day(0), Limit::less_than(Span::days(1)));
    assert_eq!(Answer::from(Some(anchored)).decided(&as_of), Some(anchored.outcome(&as_of)));
    assert_eq!(UpToDate::by(EventDays::default()).result(&as_of), None);
}
