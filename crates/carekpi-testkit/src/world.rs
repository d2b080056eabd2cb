//! Random caseloads, in plain form.

use carekpi_dates::{Deaths, EndDay, LeapDayBirthday, MonthEnd, Reading, WithinLast};
use carekpi_model::entry::Case;
use carekpi_model::{Caseload, CaseloadBuilder, EventKind, PopulationEstimate, SharedSettings, VisitsCounted};
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::people::{date, person};

/// A few children, with population estimates and the names of teams.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// The children.
    pub people: Vec<Case<&'static str>>,
    /// Population estimates.
    pub population: Vec<PopulationEstimate>,
    /// Numbers and names of teams.
    pub teams: Vec<(&'static str, &'static str)>,
}

impl World {
    /// The same, as a caseload.
    ///
    /// # Panics
    ///
    /// Never: its children have different identifiers.
    #[must_use]
    pub fn caseload(&self) -> Caseload {
        self.builder().finish().expect("identifiers differ")
    }

    /// The part that is known at the end of a day: no record that begins later, and no end that is later.
    #[must_use]
    pub fn known_on(&self, day: NaiveDate) -> Self {
        let mut known = self.clone();
        let hide = |end: &mut Option<NaiveDate>| *end = end.filter(|end| *end <= day);
        for person in &mut known.people {
            macro_rules! forget {
                ($($records:ident by $start:ident)*) => {$(
                    person.$records.retain(|record| Some(record.$start) <= Some(day.into()));
                )*};
            }
            macro_rules! reopen {
                ($($records:ident)*) => {$(person.$records.iter_mut().for_each(|record| hide(&mut record.end));)*};
            }
            forget!(protection_plans by start in_need_plans by start referrals by start periods_of_care by start);
            forget!(legal_statuses by start placements by start allocations by start leaver_spells by start);
            forget!(leaver_statuses by recorded health_checks by date stated_pathway_plans by date);
            hide(&mut person.died);
            reopen!(protection_plans in_need_plans referrals periods_of_care legal_statuses placements allocations);
            reopen!(assessments leaver_spells);
            person.leaver_statuses.iter_mut().for_each(|status| hide(&mut status.contact));
            EventKind::ALL.iter().for_each(|kind| person.events_mut(*kind).retain(|event| event.date <= day));
        }
        known
    }

    /// The same, as a builder.
    #[must_use]
    pub fn builder(&self) -> CaseloadBuilder {
        let mut builder = Caseload::builder();
        for person in &self.people {
            builder.case(person);
        }
        self.population.iter().for_each(|estimate| builder.population(*estimate));
        self.teams.iter().for_each(|(number, name)| builder.team(number, name));
        builder
    }
}

/// Random worlds of up to three children. No two records of one kind of one child have the same identifier.
pub fn world() -> impl Strategy<Value = World> {
    let estimate = (option::weighted(0.8, date()), date(), 0_u64..60_000)
        .prop_map(|(reference, published, population)| PopulationEstimate { reference, published, population });
    let teams = select(vec![vec![], vec![("T7", "Cypds")], vec![("T7", "CYPDS"), ("T8", "Duty")]]);
    (vec(person(), 1..=3), vec(estimate, 0..4), teams).prop_map(|(mut people, population, teams)| {
        for (person, id) in people.iter_mut().zip(["P2", "P10", "P1"]) {
            person.id = id;
        }
        World { people, population, teams }
    })
}

/// Random values of the settings that all indicators share.
pub fn conventions() -> impl Strategy<Value = SharedSettings> {
    let readings = (
        select(EndDay::ALL),
        select(MonthEnd::ALL),
        select(WithinLast::ALL),
        select(LeapDayBirthday::ALL),
        select(VisitsCounted::ALL),
        select(Deaths::ALL),
    );
    readings.prop_map(|(end_day, month_end, within_last, leap_day_birthday, visits_counted, deaths)| {
        let mut shared = SharedSettings::default();
        shared.end_day = end_day;
        shared.month_end = month_end;
        shared.within_last = within_last;
        shared.leap_day_birthday = leap_day_birthday;
        shared.visits_counted = visits_counted;
        shared.deaths = deaths;
        shared
    })
}
