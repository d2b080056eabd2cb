//! Flows that are added together, compared with those of a case that is judged.
#![expect(clippy::unwrap_used, reason = "the days of the tests exist")]

use carekpi_dates::{Conventions, DateRange, Period, WorkingCalendar};
use carekpi_measure::{Answer, Clause, Counted, History, HistoryBuilder, Outcome};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::{collection::vec, option};

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 11, 20).unwrap().checked_add_days(Days::new(offset)).unwrap()
}

proptest! {
    #[test]
    fn flows_count_as_those_of_a_judged_case(
        on in vec(0_u64..500, 0..5), met in option::of(any::<bool>()),
        (from, length) in (0_u64..500, 0_u64..300), (first, days) in (0_u64..500, 0_u64..200),
        some in vec(0_u64..700, 0..9), fixed in option::of((0_u64..500, 0_u64..300)),
    ) {
        let conventions = Conventions::new(WorkingCalendar::england_and_wales());
        let period = fixed.map_or(Period::YearToDate, |(first, length)| {
            Period::Fixed { first: day(first), last: day(first + length) }
        });
        let on: Vec<NaiveDate> = on.into_iter().map(day).collect();
        let in_case = DateRange::half_open(day(from), day(from + length));
        let every = History::new(DateRange::half_open(day(first), day(first + days)));
        for dates in [every, History::on(some.into_iter().map(day))] {
            let mut builder = HistoryBuilder::new(&dates, 2, period, &conventions);
            builder.add_flows(0, in_case, on.iter().map(|on| (*on, met)));
            builder.follow(1, &[(&on, in_case)], |on, _, each| {
                let outcome = met.map_or(Outcome::UNDETERMINED, |met| Outcome::decided(met, Clause::new("ended"), None));
                on.iter().for_each(|on| each(Counted::by((), Answer::InPeriod(*on, outcome))));
                Ok(())
            });
            let histories = builder.into_histories();
            prop_assert!(histories[0].tallies().eq(histories[1].tallies()));
        }
    }
}
