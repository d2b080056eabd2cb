//! No rule uses the heap: neither to judge children on one date, nor to follow them through ten years.

use allocation_counter::measure;
use carekpi::dates::{AsOf, DateRange};
use carekpi::measure::{History, HistoryBuilder};
use carekpi::model::Child;
use carekpi::{Definitions, Period, WorkingCalendar};
use carekpi_synthetic::Synthetic;
use chrono::NaiveDate;

#[test]
fn no_rule_uses_the_heap() {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let (from, to) = (day(2016, 4, 1), day(2026, 3, 31));
    let caseload = Synthetic::new(3_000, 7, to).years(10).caseload();
    let children: Vec<(Child<'_>, DateRange)> =
        caseload.children().map(|child| (child, DateRange::closed(from, to))).collect();
    for profile in carekpi::Profile::ALL {
        let definitions: Definitions = profile.definitions();
        let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        let conventions = measurement.context().conventions();
        for rule in measurement.rules() {
            let id = &*rule.info().id;
            let as_of = AsOf::new(to, Period::YearToDate, conventions);
            let mut verdicts = 0;
            let of_one_date = measure(|| rule.judge_all(&children, &as_of, &mut |_, _| verdicts += 1));
            assert!(verdicts > 0, "{id}");
            assert_eq!(of_one_date.count_total, 0, "{id}");

            let days = History::new(DateRange::closed(from, to));
            let mut builder = HistoryBuilder::new(&days, 1, Period::YearToDate, conventions);
            // Where limits lapse is computed once.
            rule.trace(&children, &mut builder, 0);
            let of_ten_years = measure(|| rule.trace(&children, &mut builder, 0));
            let histories = builder.into_histories();
            assert!(histories[0].tallies().any(|(_, tally)| tally.members > 0), "{id}");
            assert_eq!(of_ten_years.count_total, 0, "{id}");
        }
    }
    assert!(measure(|| drop(std::hint::black_box(vec![1]))).count_total > 0);
}
