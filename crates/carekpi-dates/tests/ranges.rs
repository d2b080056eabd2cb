//! Ranges of days, against sets of every day.
#![expect(clippy::unwrap_used, reason = "the days of the tests exist")]

use std::collections::BTreeSet;

use carekpi_dates::DateRange;
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(offset)).unwrap()
}

prop_compose! {
    fn ranges()(pairs in vec((0_u64..60, 0_u64..60), 0..8)) -> Vec<DateRange> {
        pairs.into_iter().map(|(start, end)| DateRange::half_open(day(start), day(end))).collect()
    }
}

fn named(ranges: &[DateRange]) -> BTreeSet<NaiveDate> {
    ranges.iter().flat_map(|range| range.iter()).collect()
}

proptest! {
    #[test]
    fn two_ranges_have_the_days_of_both_in_common(one in ranges(), other in ranges()) {
        for (one, other) in one.into_iter().zip(other) {
            let common: BTreeSet<_> = one.iter().filter(|day| other.contains(*day)).collect();
            prop_assert_eq!(named(&[one.intersection(other)]), common.clone());
            prop_assert_eq!(one.overlaps(other), !common.is_empty());
            prop_assert_eq!(one.is_empty(), one.days() == 0);
        }
    }
}

#[test]
fn the_ends_of_a_range() {
    let closed = DateRange::closed(day(3), day(5));
    assert_eq!(closed.days(), 3);
    assert_eq!(closed.start(), day(3));
    assert_eq!(closed.end(), day(6));
    assert!(closed.contains(day(3)) && closed.contains(day(5)) && !closed.contains(day(6)) && !closed.contains(day(2)));
    assert!(DateRange::closed(day(5), day(4)).is_empty());
    assert!(DateRange::half_open(day(5), day(3)).is_empty());
    assert_eq!(DateRange::half_open(day(5), day(3)).days(), 0);
    assert!(DateRange::from(day(5)).contains(day(50)));
    assert_eq!(DateRange::closed(day(0), NaiveDate::MAX).end(), NaiveDate::MAX);
}
