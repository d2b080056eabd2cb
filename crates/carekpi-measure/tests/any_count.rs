//! Counts and days of any size: nothing panics, and no count is lost below the limit.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_dates::{AsOf, Conventions, DateRange, Limit, Period, Span, WorkingCalendar};
use carekpi_measure::{
    Clause, ClauseResult, Figure, FigureKind, History, Lapse, Outcome, Stretch, Tally, Value, Verdict, governing,
};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

fn any_count() -> impl Strategy<Value = u64> {
    prop_oneof![any::<u64>(), 0_u64..5, Just(u64::MAX), Just(u64::MAX - 1)]
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    let (first, last) = (NaiveDate::MIN.num_days_from_ce(), NaiveDate::MAX.num_days_from_ce());
    prop_oneof![first..=last, first..first + 50, last - 50..=last, 739_600..739_700]
        .prop_map(|number| NaiveDate::from_num_days_from_ce_opt(number).unwrap())
}

prop_compose! {
    fn any_tally()(met in any_count(), members in any_count(), undetermined in any_count()) -> Tally {
        Tally { met, members, undetermined }
    }
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        Just(Outcome::UNDETERMINED),
        any::<bool>().prop_map(|met| Outcome::decided(met, Clause::SINCE_LAST, None)),
    ]
}

fn any_stretch() -> impl Strategy<Value = Stretch<u8>> {
    let verdict =
        prop_oneof![Just(Verdict::Undecidable), any_outcome().prop_map(|outcome| Verdict::member(0_u8, outcome))];
    (any_date(), any_date(), verdict).prop_map(|(from, until, verdict)| Stretch { from, until, verdict })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_figure_of_any_counts_has_its_value_exactly_rounded(tally in any_tally(), population in proptest::option::of(any_count())) {
        for (kind, scale) in [(FigureKind::Proportion, 100_u128), (FigureKind::Rate, 10_000)] {
            let figure = Figure::new(kind, tally, population);
            let Some(Value::Tenths(tenths)) = figure.value() else {
                prop_assert!(matches!(figure.denominator, None | Some(0)));
                continue;
            };
            // Rounded half up: 2 * tenths is at most twice the exact value and a half, and more than one less.
            let denominator = u128::from(figure.denominator.unwrap());
            let twice = u128::from(figure.numerator) * scale * 20 + denominator;
            let shown = u128::from(tenths) * 2 * denominator;
            prop_assert!(shown <= twice);
            prop_assert!(tenths == u64::MAX || twice - shown < 2 * denominator);
        }
        prop_assert_eq!(Figure::new(FigureKind::Count, tally, population).value(), Some(Value::Whole(tally.members)));
        prop_assert!(!Value::Tenths(tally.met).to_string().is_empty());
    }

    #[test]
    fn tallies_add_up_in_any_order((one, two, three) in (any_tally(), any_tally(), any_tally()), outcome in any_outcome()) {
        prop_assert_eq!(one + two, two + one);
        prop_assert_eq!((one + two) + three, one + (two + three));
        let mut counted = one;
        counted.count(&Verdict::member(0_u8, outcome));
        counted.count(&Verdict::<u8>::Undecidable);
        prop_assert!(counted.met >= one.met && counted.members >= one.members && counted.undetermined >= one.undetermined);
    }

    #[test]
    fn a_history_says_on_each_day_what_its_stretches_say(
        first in any_date(),
        length in 0_u64..40,
        stretches in proptest::collection::vec(any_stretch(), 0..6),
    ) {
        let end = first.checked_add_days(chrono::Days::new(length)).unwrap_or(NaiveDate::MAX);
        let days = DateRange::half_open(first, end);
        let mut history = History::new(days);
        stretches.iter().for_each(|stretch| history.add(stretch));
        let mut counted = 0;
        for (day, tally) in history.tallies() {
            counted += 1;
            let mut expected = Tally::default();
            for stretch in stretches.iter().filter(|stretch| stretch.from <= day && day < stretch.until) {
                expected.count(&stretch.verdict);
            }
            prop_assert_eq!(tally, expected, "{}", day);
        }
        prop_assert_eq!(counted, days.days());

        let mut doubled = history.clone();
        prop_assert!(doubled.merge(&history));
        stretches.iter().for_each(|stretch| doubled.subtract(stretch));
        prop_assert_eq!(doubled, history);
        prop_assert!(History::new(DateRange::half_open(end, first)).tallies().next().is_none());
    }

    #[test]
    fn a_clause_on_any_days(
        (on, anchor, other) in (any_date(), any_date(), any_date()),
        (amount, working) in (any::<u32>(), any::<bool>()),
    ) {
        let conventions = Conventions::new(WorkingCalendar::england_and_wales());
        let as_of = AsOf::new(on, Period::YearToDate, &conventions);
        let span = if working { Span::working_days(amount) } else { Span::months(amount % 4_000_000) };
        let result = |anchor, limit| ClauseResult::new(Clause::SINCE_LAST, anchor, limit, &as_of);
        let (one, two) = (result(anchor, Limit::less_than(span)), result(other, Limit::due(span)));
        let governs = governing(one, two);
        prop_assert_eq!(governs.is_some(), one.is_some() || two.is_some());
        prop_assert!(governs.is_none() || governs == one || governs == two);
        let outcome = Outcome::of(governs);
        prop_assert_eq!(outcome.met, governs.map(|result| match result.lapses {
            Lapse::BeforeCalendar => false,
            Lapse::On(day) => on < day,
            Lapse::Never => true,
        }));
        prop_assert!(as_of.valid_until() > on || as_of.valid_until() == NaiveDate::MAX);
    }
}
