//! Who is in a cohort and when, and which codes are in a set.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_dates::DateRange;
use carekpi_model::{AllocationSettings, CaseWorkers, Caseload, CaseloadBuilder, ChildKey, CodeSet, Cohort, entry};
use chrono::NaiveDate;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// A caseload of three children, in which `add` adds records to the second: it is stored first.
fn second(add: impl FnOnce(&mut CaseloadBuilder, ChildKey)) -> Caseload {
    let mut builder = Caseload::builder();
    let [_, child, _] = ["P1", "P2", "P3"].map(|id| builder.child(entry::Child { id, ..Default::default() }));
    add(&mut builder, child);
    builder.finish().unwrap()
}

#[test]
fn the_days_of_a_cohort_are_those_from_the_first_record_through_the_last() {
    let caseload = second(|builder, child| {
        for (start, end) in [(day(1, 5), Some(day(3, 9))), (day(2, 2), Some(day(2, 16)))] {
            builder.protection_plan(child, entry::Plan { end, ..entry::Plan::new("", start) });
            builder.in_need_plan(child, entry::Plan { end, ..entry::Plan::new("", start) });
            builder.referral(child, entry::Referral { end, ..entry::Referral::new("", start) });
            builder.period_of_care(child, entry::PeriodOfCare { end, ..entry::PeriodOfCare::new("", start) });
            builder.placement(child, entry::Placement { end, ..entry::Placement::new("", start) });
            builder.leaver_spell(child, entry::LeaverSpell { start: Some(start), end, ..Default::default() });
            builder.assessment(child, entry::Assessment { start: Some(start), end, ..Default::default() });
        }
    });
    for cohort in Cohort::ALL {
        let days = match cohort {
            Cohort::PlacementStarts => DateRange::closed(day(1, 5), day(2, 2)),
            Cohort::CompletedAssessments => DateRange::closed(day(2, 16), day(3, 9)),
            _ => DateRange::closed(day(1, 5), day(3, 9)),
        };
        assert_eq!(caseload.cohort(cohort), [(0, days)], "{cohort:?}");
        assert_eq!(Cohort::ALL[cohort.number()], cohort);
        assert!(Caseload::default().cohort(cohort).is_empty());
    }
}

#[test]
fn records_without_an_end_have_no_last_day_and_spells_without_a_start_no_first() {
    let caseload = second(|builder, child| {
        builder.in_need_plan(child, entry::Plan::new("", day(1, 5)));
        builder.in_need_plan(child, entry::Plan { end: Some(day(2, 9)), ..entry::Plan::new("", day(2, 2)) });
        builder.leaver_spell(child, entry::LeaverSpell { end: Some(day(2, 9)), ..Default::default() });
        builder.assessment(child, entry::Assessment { start: Some(day(1, 5)), ..Default::default() });
    });
    assert_eq!(caseload.cohort(Cohort::InNeedPlans), [(0, DateRange::from(day(1, 5)))]);
    assert_eq!(caseload.cohort(Cohort::LeaverSpells), [(0, DateRange::closed(NaiveDate::MIN, day(2, 9)))]);
    assert!(caseload.cohort(Cohort::CompletedAssessments).is_empty());
}

#[test]
fn what_ends_before_it_starts_has_its_first_day() {
    let caseload = second(|builder, child| {
        builder.referral(child, entry::Referral { end: Some(day(1, 12)), ..entry::Referral::new("", day(1, 5)) });
        builder.referral(child, entry::Referral { end: Some(day(1, 1)), ..entry::Referral::new("", day(3, 2)) });
    });
    assert_eq!(caseload.cohort(Cohort::Referrals), [(0, DateRange::closed(day(1, 5), day(3, 2)))]);
}

#[test]
fn children_are_found_by_the_teams_that_they_were_allocated_to() {
    let mut builder = Caseload::builder();
    let children = ["P1", "P2", "P3", "P4"].map(|id| builder.child(entry::Child { id, ..Default::default() }));
    for (child, team, start, end) in [
        (3, "North", day(3, 2), None),
        (1, "North", day(1, 5), Some(day(1, 19))),
        (1, "East", day(2, 2), Some(day(2, 9))),
        (1, "South", day(1, 1), None),
        (2, "", day(1, 1), None),
        (0, "East", day(4, 6), Some(day(4, 13))),
        (1, "North", day(1, 12), Some(day(1, 14))),
    ] {
        builder.allocation(children[child], entry::Allocation { end, team, ..entry::Allocation::new("", start) });
    }
    let caseload = builder.finish().unwrap();
    let allocated_to = |names: &[&str]| {
        caseload.allocated_to(&caseload.teams_named(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()))
    };
    let at = |id: &str| u32::try_from(caseload.find(id).unwrap().storage_index()).unwrap();
    let of_north = (at("P2"), DateRange::closed(day(1, 5), day(1, 19)));
    assert_eq!(allocated_to(&["North"]), [of_north, (at("P4"), DateRange::from(day(3, 2)))]);
    let of_both = [
        (at("P1"), DateRange::closed(day(4, 6), day(4, 13))),
        (at("P2"), DateRange::closed(day(1, 5), day(2, 9))),
        (at("P4"), DateRange::from(day(3, 2))),
    ];
    assert_eq!(allocated_to(&["East", "North"]), of_both);
    assert!(allocated_to(&["West", ""]).is_empty());
    assert!(Caseload::default().allocated_to(&CodeSet::default()).is_empty());
}

#[test]
fn sets_of_codes() {
    let caseload = second(|builder, child| {
        for (setting, code) in [("URN U", "U1"), ("URN V", "u1"), ("URN U", "U4"), ("URN U", "")] {
            builder.placement(child, entry::Placement { code, setting, ..entry::Placement::new("", day(1, 5)) });
        }
    });
    let codes: Vec<_> = caseload.find("P2").unwrap().placements().iter().map(|placement| placement.code).collect();
    let among = |texts: &[&str]| {
        let set = caseload.codes_among(texts.iter().copied());
        codes.iter().filter(|code| set.contains(**code)).map(|code| caseload.code_text(*code)).collect::<Vec<_>>()
    };
    assert_eq!(among(&["U4", "U1", "U9", ""]), ["U1", "U4"]);
    assert!(among(&[]).is_empty());
    let looked_for = caseload.codes_where(|text| text.starts_with('U'));
    assert_eq!(codes.iter().filter(|code| looked_for.contains(**code)).count(), 2);
    // Sets with the same codes are equal.
    assert_eq!(caseload.codes_where(|text| text == "U1"), caseload.codes_among(["U1"]));
    assert_eq!(codes.iter().copied().collect::<CodeSet>(), caseload.codes_among(["U1", "u1", "U4"]));
    assert_eq!(caseload.codes_where(|_| false), CodeSet::default());
}

#[test]
fn only_roles_of_allocations_make_case_workers() {
    let caseload = second(|builder, child| {
        builder.placement(child, entry::Placement { code: "social worker", ..entry::Placement::new("", day(1, 5)) });
        for (id, role) in
            [("I1", "Senior SOCIAL WORKER"), ("I2", "IRO"), ("I3", ""), ("I4", "Allocated CW"), ("I5", "CWDSUP")]
        {
            builder.allocation(child, entry::Allocation { role, ..entry::Allocation::new(id, day(1, 5)) });
        }
    });
    let case_workers = CaseWorkers::new(&caseload, &AllocationSettings::default());
    let child = caseload.find("P2").unwrap();
    let found = child.allocations().iter().filter(|one| case_workers.is_case_worker(one));
    assert!(found.map(|one| caseload.text(one.id)).eq(["I4", "I1"]));
}
