//! Records and definitions that make no sense: nothing panics, and days still agree with themselves.

use carekpi::dates::{DateRange, Span};
use carekpi::model::{Caseload, EventKind, PopulationEstimate, Seen, entry};
use carekpi::{Definitions, Period, WorkingCalendar};
use carekpi_testkit::{agree, day};
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn date() -> impl Strategy<Value = NaiveDate> {
    select(vec![
        NaiveDate::MIN,
        NaiveDate::MAX,
        NaiveDate::MAX.pred_opt().unwrap(),
        day(0, 2, 29),
        day(1899, 12, 31),
        day(1949, 12, 31),
        day(1950, 1, 1),
        day(2025, 12, 24),
        day(2026, 1, 31),
        day(2026, 2, 28),
        day(2100, 12, 31),
        day(2101, 1, 1),
        day(9999, 12, 31),
    ])
}

fn span() -> impl Strategy<Value = Span> {
    let amount = select(vec![0, 1, 12, 40_000, u32::MAX - 1, u32::MAX]);
    let unit =
        select(vec![Span::days, Span::weeks, Span::working_days, Span::months, Span::years] as Vec<fn(u32) -> Span>);
    (amount, unit).prop_map(|(amount, unit)| unit(amount))
}

prop_compose! {
    fn wrong_caseload()(
        (born, died) in (proptest::option::of(date()), proptest::option::of(date())),
        lasting in vec((0_u8..8, date(), proptest::option::of(date())), 0..16),
        events in vec((select(EventKind::ALL.to_vec()), date()), 0..16),
    ) -> Caseload {
        let mut builder = Caseload::builder();
        let child = builder.child(entry::Child { id: "P1", born, died, ..Default::default() });
        for (kind, start, end) in lasting {
            match kind {
                0 => builder.protection_plan(child, entry::Plan { end, ..entry::Plan::new("", start) }),
                1 => builder.in_need_plan(child, entry::Plan { end, ..entry::Plan::new("", start) }),
                2 => builder.referral(child, entry::Referral { id: "", start, end, nfa: false }),
                3 => builder.period_of_care(child, entry::PeriodOfCare { id: "", start, end }),
                4 => builder.legal_status(child, entry::LegalStatus { id: "", start, end, code: "V3" }),
                5 => builder.placement(child, entry::Placement { id: "", start, end, code: "A3", setting: "S" }),
                6 => builder.leaver_spell(child, entry::LeaverSpell { start: end, end: Some(start), ..Default::default() }),
                _ => {
                    builder.allocation(child, entry::Allocation { end, team: "CYPDS", ..entry::Allocation::new("", start) });
                    builder.assessment(child, entry::Assessment { id: "", start: end, end: Some(start) });
                    builder.leaver_status(child, entry::LeaverStatus { recorded: end, contact: Some(start), in_touch: "DIED", ..Default::default() });
                    builder.health_check(child, entry::HealthCheck { kind: "Dental; IHA", ..entry::HealthCheck::new("", start) });
                    builder.stated_pathway_plan(child, entry::PathwayPlan::new("", start));
                    builder.population(PopulationEstimate { reference: end, published: start, population: u64::MAX });
                }
            }
        }
        for (kind, date) in events {
            builder.event(child, kind, entry::Event { id: "", date, seen: Seen::Yes });
        }
        builder.finish().unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_panics(caseload in wrong_caseload(), definitions in crate::definitions::definitions(), span in span(), on in date()) {
        let mut definitions: Definitions = definitions;
        definitions.child_protection.cp_core_groups.first_within = span;
        definitions.child_protection.cp_visits.within = span;
        definitions.looked_after.cla_same_placement.age_under = span.amount();
        definitions.looked_after.cla_same_placement.looked_after_for = span;
        definitions.looked_after.cla_three_placements.in_last = span;
        definitions.looked_after.cla_three_placements.placements_at_least = span.amount();
        definitions.looked_after.cla_health.age_limit = span.amount();
        definitions.looked_after.placement_change_meetings.within = span;
        definitions.looked_after.cla_reviews.first_due = span;
        definitions.care_leavers.leavers_visits.then_due = span;
        let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        let measured = measurement.scorecard(on);
        prop_assert_eq!(measured.is_ok(), WorkingCalendar::england_and_wales().days_covered().contains(on));
        let fixed = Period::Fixed { first: NaiveDate::MIN, last: NaiveDate::MAX };
        let _ = measurement.worklist(on, 3);
        let _ = measurement.findings(on);
        prop_assert_eq!(measurement.explain(on, "P1").is_ok(), measured.is_ok());
        let measurement = measurement.within(fixed);
        let _ = measurement.scorecard(day(2026, 1, 31));
        let days = DateRange::half_open(day(2025, 12, 1), day(2026, 3, 3));
        for rule in measurement.rules() {
            agree(rule.as_ref(), &caseload, days, measurement.context().conventions());
        }
    }
}
