//! Lists of event days, compared with plain ones.
#![expect(clippy::unwrap_used, reason = "the days of the tests exist")]

use carekpi_dates::{DateRange, EventDays};
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 12, 20).unwrap() + Days::new(offset)
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list
}

proptest! {
    #[test]
    fn days_are_listed_and_split_as_in_a_plain_list(
        first_kind in vec((0_u64..30, any::<bool>()), 0..12).prop_map(sorted),
        second_kind in vec(0_u64..30, 0..6).prop_map(sorted),
        has_mask: bool, has_second_kind: bool, since in 0_u64..30, from in 0_u64..30, length in 0_u64..30,
    ) {
        let one: Vec<NaiveDate> = first_kind.iter().map(|(offset, _)| day(*offset)).collect();
        let counted: Vec<bool> = first_kind.iter().map(|(_, counts)| *counts || !has_mask).collect();
        let other: Vec<NaiveDate> = second_kind.iter().map(|offset| day(*offset)).collect();
        let mut events = EventDays::new(&one).since(day(since));
        let mut plain: Vec<NaiveDate> = one.iter().zip(&counted).filter(|(_, counts)| **counts).map(|(day, _)| *day).collect();
        if has_mask {
            events = events.masked(&counted);
        }
        if has_second_kind {
            events = events.merged_with(EventDays::new(&other));
            plain.extend(&other);
        }
        plain.retain(|event| *event >= day(since));
        plain.sort_unstable();

        let days = DateRange::half_open(day(from), day(from + length));
        let mut listed = vec![day(99)];
        events.list(days, &mut listed);
        let expected: Vec<NaiveDate> = plain.iter().copied().filter(|event| days.contains(*event)).collect();
        prop_assert_eq!(&listed[1..], &expected[..]);

        let (through, after) = plain.split_at(plain.partition_point(|event| *event <= day(from)));
        let expected = (through.last().copied(), after);
        let is_one_list = !has_mask && (!has_second_kind || other.is_empty());
        prop_assert_eq!(events.split_after(day(from)), is_one_list.then_some(expected));
    }
}
