//! The crates against an independent evaluator, over random caseloads and random definitions: figures and subjects both.

use carekpi::measure::FigureKind;
use carekpi::{Definitions, Period, WorkingCalendar};
use carekpi_testkit::{World, day, world};
use chrono::{Days, Months, NaiveDate};
use proptest::prelude::*;

use crate::definitions::definitions;
use crate::evaluator::{Member, Naive};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_crates_say_what_the_naive_reader_says(
        world in world(),
        definitions in definitions(),
        offset in 0_u64..700,
        closure in 0_u64..700,
        fixed in proptest::option::of((0_u64..900, 0_u64..400)),
    ) {
        let on = day(2024, 8, 1).checked_add_days(Days::new(offset)).unwrap();
        let closure = day(2024, 7, 1).checked_add_days(Days::new(closure)).unwrap();
        let calendar = WorkingCalendar::england_and_wales().with_closures([closure]).unwrap();
        let (period, ends) = match fixed {
            Some((start, length)) => {
                let first = day(2024, 1, 1).checked_add_days(Days::new(start)).unwrap();
                let last = first.checked_add_days(Days::new(length)).unwrap();
                (Period::Fixed { first, last }, (first, last))
            }
            None => (Period::YearToDate, (on.checked_sub_months(Months::new(12)).unwrap().succ_opt().unwrap(), on)),
        };
        says_the_same(&world, &definitions, &calendar, (on, period, ends))?;
    }
}

/// Checks that every figure of a world on a day, with its members, is what the naive reader says. The ends of the period are given.
pub(crate) fn says_the_same(
    world: &World,
    definitions: &Definitions,
    calendar: &WorkingCalendar,
    (on, period, ends): (NaiveDate, Period, (NaiveDate, NaiveDate)),
) -> Result<(), TestCaseError> {
    let caseload = world.caseload();
    let scorecard = definitions.over(&caseload, calendar).within(period).scorecard(on).unwrap();
    let naive = Naive { world, definitions, calendar, on, period: ends };
    for measured in scorecard.indicators() {
        let id = &*measured.info.id;
        let expected = naive.figure(id);
        let with_evidence = expected.members.iter().any(|member| member.clause.is_some());
        let found: Vec<Member> = measured
            .subjects
            .iter()
            .map(|subject| Member {
                child: subject.child.to_owned(),
                record: subject.record.unwrap_or("").to_owned(),
                met: subject.outcome.met,
                clause: subject.outcome.clause.filter(|_| with_evidence).map(|clause| clause.id()),
                anchor: subject.outcome.anchor.filter(|_| with_evidence),
                lapses: subject.outcome.lapses.date().filter(|_| with_evidence),
            })
            .collect();
        prop_assert_eq!(&found, &expected.members, "{} on {}", id, on);

        let members = u64::try_from(expected.members.len()).unwrap();
        let count = |met| u64::try_from(expected.members.iter().filter(|member| member.met == met).count()).unwrap();
        let (numerator, denominator) = match measured.info.kind {
            FigureKind::Count => (members, None),
            FigureKind::Rate => (members, naive.population()),
            FigureKind::Proportion => (count(Some(true)), Some(members)),
        };
        prop_assert_eq!(measured.figure.numerator, numerator, "{}", id);
        prop_assert_eq!(measured.figure.denominator, denominator, "{}", id);
        prop_assert_eq!(measured.figure.undetermined, expected.left_out + count(None), "{}", id);
    }
    Ok(())
}
