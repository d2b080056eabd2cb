//! Working days, months and limits on random days, with a day-by-day baseline and another crate beside them.

use std::hint::black_box;

use bdays::{HolidayCalendar, HolidayCalendarCache};
use carekpi_dates::{LeapDayBirthday, Limit, MonthEnd, Span, WorkingCalendar, add_months, age_on, birthday};
use chrono::{Days, NaiveDate};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const PAIRS: u64 = 4096;

/// Pairs of days of 2010 to 2030, the second up to 60 days after the first, scattered by a fixed rule.
fn pairs() -> Vec<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(2010, 1, 1).unwrap_or_default();
    (0..PAIRS)
        .map(|number| {
            let scattered = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
            let from = first.checked_add_days(Days::new(scattered % 7300)).unwrap_or(first);
            (from, from.checked_add_days(Days::new(scattered % 61)).unwrap_or(from))
        })
        .collect()
}

/// Our bank holidays, as `bdays` asks for them.
struct Ours(WorkingCalendar);

impl HolidayCalendar<NaiveDate> for Ours {
    fn is_holiday(&self, day: NaiveDate) -> bool {
        self.0.bank_holiday(day).is_ok_and(|name| name.is_some())
    }
}

fn dates(criterion: &mut Criterion) {
    let calendar = WorkingCalendar::england_and_wales();
    let pairs = pairs();
    let mut group = criterion.benchmark_group("dates");
    group.throughput(Throughput::Elements(PAIRS));

    group.bench_function("working days between", |bencher| {
        bencher.iter(|| pairs.iter().filter_map(|(from, to)| calendar.between(*from, *to).ok()).sum::<i64>());
    });
    group.bench_function("working days between, day by day", |bencher| {
        let works = |day: &NaiveDate| calendar.is_working_day(*day) == Ok(true);
        let count = |from: NaiveDate, to: NaiveDate| {
            from.iter_days().skip(1).take_while(|day| *day <= to).filter(works).count()
        };
        bencher.iter(|| pairs.iter().map(|(from, to)| count(*from, *to)).sum::<usize>());
    });
    group.bench_function("add 10 working days", |bencher| {
        bencher.iter(|| {
            for (from, _) in &pairs {
                let _ = black_box(calendar.add(*from, 10));
            }
        });
    });
    group.bench_function("add 10 working days, day by day", |bencher| {
        let works = |day: &NaiveDate| calendar.is_working_day(*day) == Ok(true);
        bencher.iter(|| {
            for (from, _) in &pairs {
                black_box(from.iter_days().skip(1).filter(works).nth(9));
            }
        });
    });
    let other = {
        let covered = calendar.days_covered();
        HolidayCalendarCache::new(Ours(calendar.clone()), covered.start(), covered.end().pred_opt().unwrap_or_default())
    };
    group.bench_function("working days between, bdays", |bencher| {
        bencher.iter(|| pairs.iter().map(|(from, to)| i64::from(other.bdays(*from, *to))).sum::<i64>());
    });
    group.bench_function("add 10 working days, bdays", |bencher| {
        bencher.iter(|| {
            for (from, _) in &pairs {
                black_box(other.advance_bdays(*from, 10));
            }
        });
    });
    group.bench_function("add 6 months", |bencher| {
        bencher.iter(|| {
            for (from, _) in &pairs {
                black_box(add_months(*from, 6, MonthEnd::Clamp));
            }
        });
    });
    group.bench_function("age on a day", |bencher| {
        bencher.iter(|| {
            for (born, to) in &pairs {
                black_box(age_on(*born, *to, LeapDayBirthday::FirstOfMarch));
            }
        });
    });
    group.bench_function("fourth birthday", |bencher| {
        bencher.iter(|| {
            for (born, _) in &pairs {
                black_box(birthday(*born, 4, LeapDayBirthday::FirstOfMarch));
            }
        });
    });
    group.bench_function("a limit in working days lapses", |bencher| {
        let limit = Limit::less_than(Span::working_days(10));
        bencher.iter(|| {
            for (from, _) in &pairs {
                let _ = black_box(limit.lapses(*from, &calendar, MonthEnd::Clamp));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, dates);
criterion_main!(benches);
