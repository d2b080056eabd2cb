//! A caseload of parts, some of them laid out early, is the caseload of all records together.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on should stop")]

mod bytes;

use bytes::packed;
use carekpi_model::{Caseload, CaseloadBuilder, CaseloadPart, ChildKey, EventKind, OneThread, Seen, entry};
use chrono::NaiveDate;
use proptest::prelude::*;

/// A child, a kind, a day and whether the child was seen.
type Record = (usize, usize, u64, usize);

const CHILDREN: usize = 5;

fn builder() -> (CaseloadBuilder, Vec<ChildKey>) {
    let mut builder = Caseload::builder();
    let ids = ["P3", "P1", "P5", "P2", "P4"];
    let keys = ids.map(|id| builder.child(entry::Child { id, ..Default::default() })).to_vec();
    (builder, keys)
}

/// Adds an event, or a plan, by which the children are put in order.
fn add(builder: &mut CaseloadBuilder, keys: &[ChildKey], (child, kind, day, seen): Record) {
    let date = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(day);
    let id = &*format!("{kind}-{day}-{seen}");
    match EventKind::ALL.get(kind) {
        Some(kind) => {
            let seen = [Seen::Unknown, Seen::No, Seen::Yes][seen];
            builder.event(keys[child], *kind, entry::Event { id, date, seen });
        }
        None => builder.protection_plan(keys[child], entry::Plan::new(id, date)),
    }
}

/// What each child has, in order.
fn records(caseload: &Caseload) -> Vec<String> {
    let of = |child: carekpi_model::Child<'_>| {
        let events = |kind| -> Vec<_> {
            child.events(kind).iter().map(|(date, seen, id)| (date, seen, child.text(id).to_owned())).collect()
        };
        let plans: Vec<_> = child.protection_plans().iter().map(|plan| (plan.start, child.text(plan.id))).collect();
        format!("{} {plans:?} {:?}", child.id(), EventKind::ALL.map(events))
    };
    caseload.by_storage_index().map(of).collect()
}

fn some_records() -> impl Strategy<Value = Vec<Record>> {
    prop::collection::vec((0..CHILDREN, 0..EventKind::ALL.len() + 1, 0_u64..40, 0..3_usize), 0..12)
}

proptest! {
    #[test]
    fn the_same_as_all_records_together(
        records_of_parts in prop::collection::vec((any::<bool>(), some_records()), 0..6),
        at_once in some_records(),
    ) {
        let is_plan = |(_, kind, ..): &Record| *kind == EventKind::ALL.len();
        let (mut whole, keys) = builder();
        let all = records_of_parts.iter().flat_map(|(_, records)| records).chain(&at_once);
        all.for_each(|record| add(&mut whole, &keys, *record));
        let whole = whole.finish().unwrap();

        let ([mut first, mut again], keys) = ([builder().0, builder().0], builder().1);
        for builder in [&mut first, &mut again] {
            let early = records_of_parts.iter().flat_map(|(_, records)| records).filter(|record| is_plan(record));
            early.chain(&at_once).for_each(|record| add(builder, &keys, *record));
        }
        let [ordered, ordered_again] = [first, again].map(|builder| builder.order_children(&OneThread).unwrap());
        let part = |(is_laid_out, records): &(bool, Vec<Record>)| {
            let mut part = Caseload::builder();
            // It is left out.
            part.child(entry::Child { id: "P1", ..Default::default() });
            records.iter().filter(|record| !is_plan(record)).for_each(|record| add(&mut part, &keys, *record));
            if *is_laid_out { ordered.lay_out(part) } else { CaseloadPart::from(part) }
        };
        let parts: Vec<CaseloadPart> = records_of_parts.iter().map(part).collect();
        let parts_of_builders = records_of_parts.iter().map(|(_, records)| part(&(false, records.clone()))).collect();
        let of_parts = ordered.finish_with(parts, &OneThread).unwrap();
        prop_assert_eq!(records(&of_parts), records(&whole));
        prop_assert_eq!(of_parts.len(), CHILDREN);
        // When a part was laid out makes no difference to any byte.
        let laid_out_late = ordered_again.finish_with(parts_of_builders, &OneThread).unwrap();
        prop_assert_eq!(packed(&of_parts), packed(&laid_out_late));
    }
}

#[test]
fn records_that_come_late_are_not_lost() {
    let (builder, keys) = builder();
    let ordered = builder.order_children(&OneThread).unwrap();
    let mut late = Caseload::builder();
    add(&mut late, &keys, (1, EventKind::ALL.len(), 3, 0));
    let late = ordered.lay_out(late);
    let caseload = ordered.finish_with(vec![late], &OneThread).unwrap();
    assert_eq!(caseload.find("P1").unwrap().protection_plans().len(), 1);
}
