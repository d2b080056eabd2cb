//! The same seed makes the same caseload, whole or in parts.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_model::{Caseload, EventKind, OwnKind};
use carekpi_synthetic::{OwnRhythm, Synthetic};
use chrono::NaiveDate;

fn synthetic(children: u32, seed: u64) -> Synthetic {
    Synthetic::new(children, seed, NaiveDate::from_ymd_opt(2026, 3, 31).unwrap())
}

/// Every record of a caseload, in words.
fn described(caseload: &Caseload) -> Vec<String> {
    let of_child = |child: carekpi_model::Child<'_>| {
        let plans: Vec<_> =
            child.protection_plans().iter().map(|plan| (child.text(plan.id), plan.start, plan.end)).collect();
        let placements: Vec<_> = child
            .placements()
            .iter()
            .map(|one| (child.text(one.id), one.start, one.end, caseload.code_text(one.code)))
            .collect();
        let events: Vec<_> = EventKind::ALL
            .iter()
            .flat_map(|kind| child.events(*kind).iter().map(|(date, seen, id)| (date, seen, child.text(id).to_owned())))
            .collect();
        format!("{} {:?} {plans:?} {placements:?} {events:?}", child.id(), child.born())
    };
    caseload.children().map(of_child).collect()
}

#[test]
fn one_seed_one_caseload() {
    let one = described(&synthetic(400, 7).caseload());
    assert_eq!(one, described(&synthetic(400, 7).caseload()));
    assert_ne!(one, described(&synthetic(400, 8).caseload()));
    assert_eq!(one.len(), 400);
}

#[test]
fn parts_make_the_whole() {
    let whole = described(&synthetic(400, 7).caseload());
    for size in [1, 50, 399, 400, 1000] {
        let parts: Vec<Caseload> = synthetic(400, 7).parts(size).collect();
        let described: Vec<String> = parts.iter().flat_map(described).collect();
        assert_eq!(described, whole, "{size}");
        let estimates: usize = parts.iter().map(|part| part.population().estimates().len()).sum();
        assert_eq!(estimates, synthetic(400, 7).caseload().population().estimates().len());
    }
    assert_eq!(synthetic(0, 7).parts(10).count(), 0);
}

#[test]
fn records_are_plausible() {
    let caseload = synthetic(3000, 1).caseload();
    let share = |has: &dyn Fn(carekpi_model::Child<'_>) -> bool| {
        caseload.children().filter(|child| has(*child)).count() * 100 / 3000
    };
    assert!((5..25).contains(&share(&|child| !child.protection_plans().is_empty())));
    assert!((3..12).contains(&share(&|child| !child.periods_of_care().is_empty())));
    assert!((1..8).contains(&share(&|child| !child.leaver_spells().is_empty())));
    assert!(share(&|child| child.born().is_none()) <= 3);
    let last = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    for child in caseload.children() {
        for kind in EventKind::ALL {
            assert!(child.events(kind).dates().iter().all(|date| *date <= last));
        }
        for plan in child.protection_plans() {
            assert!(plan.end.is_none_or(|end| plan.start <= end));
            assert!(child.born().is_none_or(|born| born <= plan.start));
        }
    }
}

#[test]
fn records_of_ones_own_kinds_change_no_other_record() {
    let [missing, interview] = ["missing-episode", "return-interview"].map(|name| OwnKind::new(name).unwrap());
    let with = || {
        let rhythms = synthetic(400, 7).with_own(missing, OwnRhythm::spells(30, 4).of_children(25));
        rhythms.with_own(interview, OwnRhythm::events(60))
    };
    let caseload = with().caseload();
    assert_eq!(described(&caseload), described(&synthetic(400, 7).caseload()));
    let own = |caseload: &Caseload| -> Vec<_> {
        let of = |child: carekpi_model::Child<'_>| {
            format!("{:?} {:?}", child.events(interview), child.spells(missing).len())
        };
        caseload.children().map(of).collect()
    };
    assert_eq!(own(&caseload), own(&with().caseload()));
    assert!(own(&caseload) != own(&with().years(3).caseload()));
    let last = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    for child in caseload.children() {
        assert!(
            child.spells(missing).iter().all(|spell| spell.end.is_none_or(|end| spell.start <= end && end <= last))
        );
        assert!(child.born().is_none_or(|born| child.events(interview).dates().iter().all(|date| *date > born)));
    }
    let with_spells = caseload.children().filter(|child| !child.spells(missing).is_empty()).count();
    assert!((60..140).contains(&with_spells), "{with_spells}");
    // A kind with events and spells has no identifier twice.
    let both = with().with_own(missing, OwnRhythm::events(60)).caseload();
    let ids: Vec<_> = both
        .children()
        .flat_map(|child| {
            let spells = child.spells(missing).iter().map(|spell| spell.id);
            spells.chain(child.events(missing).iter().map(|(_, _, id)| id)).collect::<Vec<_>>()
        })
        .map(|id| both.text(id))
        .collect();
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
    // Parts know the kinds too.
    assert!(with().parts(50).all(|part| part.own_kinds().eq([missing, interview])));
}
