//! Random worlds whose records can be written as case records.

use carekpi_testkit::{World, world};
use proptest::prelude::*;

/// Random worlds, with some of the fields that they leave out.
pub(crate) fn worlds() -> impl Strategy<Value = World> {
    world().prop_map(|mut world| {
        for person in &mut world.people {
            person.died = person.born;
            person.expected = person.born;
            (person.sex, person.gender, person.ethnicity) = ("F", "\"é\u{2028}\"", "WBRI");
            person.leaver_spells.iter_mut().for_each(|spell| spell.eligibility = "Relevant");
            person.leaver_statuses.iter_mut().for_each(|status| status.accommodation = "B");
            // A world can have an assessment that ends before it starts; case records can't.
            person.assessments.iter_mut().for_each(|of| of.end = of.end.max(of.end.and(of.start)));
            person.protection_plans.iter_mut().for_each(|plan| plan.team = "T7");
        }
        world
    })
}
