//! Random caseloads, in plain form.

use carekpi_dates::{EndDay, LeapDayBirthday, MonthEnd, Reading, WithinLast};
use carekpi_model::entry::{self, Case};
use carekpi_model::{Caseload, CaseloadBuilder, EventKind, PopulationEstimate, Seen, SharedSettings, VisitsCounted};
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

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
            forget!(leaver_statuses by recorded);
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

/// Identifiers for records. Each record of a person has a different one, in no order; the first is blank.
const IDS: [&str; 12] = ["", "r7", "R2", "r03", "z", "r5", "É", "a", "r10", "r1", "M", "r8"];

/// The days around which everything happens: from the start of 2023 to the middle of 2026.
fn date() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
    let month_ends = select(vec![
        NaiveDate::from_ymd_opt(2024, 2, 29).unwrap(),
        NaiveDate::from_ymd_opt(2025, 8, 31).unwrap(),
        NaiveDate::from_ymd_opt(2025, 11, 30).unwrap(),
        NaiveDate::from_ymd_opt(2025, 12, 24).unwrap(),
        NaiveDate::from_ymd_opt(2026, 1, 31).unwrap(),
        NaiveDate::from_ymd_opt(2026, 2, 28).unwrap(),
        NaiveDate::from_ymd_opt(2026, 3, 31).unwrap(),
    ]);
    prop_oneof![
        3 => (0_u64..1270).prop_map(move |days| first.checked_add_days(Days::new(days)).unwrap()),
        2 => (1060_u64..1200).prop_map(move |days| first.checked_add_days(Days::new(days)).unwrap()),
        1 => month_ends,
    ]
}

/// A start and an end that is not before it.
fn lasting() -> impl Strategy<Value = (NaiveDate, Option<NaiveDate>)> {
    let length = prop_oneof![2 => Just(None), 3 => (0_u64..900).prop_map(Some), 1 => (0_u64..3).prop_map(Some)];
    (date(), length)
        .prop_map(|(start, length)| (start, length.map(|days| start.checked_add_days(Days::new(days)).unwrap())))
}

/// Up to `most` records, each with a different identifier.
fn records<R: std::fmt::Debug + Clone + 'static>(
    most: usize,
    of: impl Strategy<Value = R> + 'static,
    name: impl Fn(&mut R, &'static str) + 'static,
) -> impl Strategy<Value = Vec<R>> {
    (vec(of, 0..=most), 0..IDS.len()).prop_map(move |(mut records, shift)| {
        for (index, record) in records.iter_mut().enumerate() {
            name(record, IDS[(index + shift) % IDS.len()]);
        }
        records
    })
}

/// Placements one after another: each begins on the day on which the one before it ended, or the day after.
fn moves(placements: Vec<entry::Placement<&'static str>>, next_day: bool) -> Vec<entry::Placement<&'static str>> {
    let mut from = NaiveDate::from_ymd_opt(2023, 1, 9).unwrap();
    let mut lengths = [200_u64, 30, 600, 5, 150, 90].into_iter().cycle();
    let last = placements.len().saturating_sub(1);
    let follow = |(at, placement)| {
        let start = from;
        let end = start.checked_add_days(Days::new(lengths.next().unwrap())).unwrap();
        from = if next_day { end.succ_opt().unwrap() } else { end };
        entry::Placement { start, end: (at < last).then_some(end), ..placement }
    };
    placements.into_iter().enumerate().map(follow).collect()
}

fn born() -> impl Strategy<Value = Option<NaiveDate>> {
    let leap = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let years = prop_oneof![0_u32..6, 14_u32..26];
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(leap)),
        1 => Just(NaiveDate::from_ymd_opt(2008, 2, 29)),
        6 => (date(), years).prop_map(|(day, years)| day.checked_sub_months(chrono::Months::new(12 * years))),
    ]
}

fn events() -> impl Strategy<Value = Vec<(EventKind, entry::Event<&'static str>)>> {
    let seen = select(vec![Seen::Unknown, Seen::No, Seen::Yes]);
    let event = (select(EventKind::ALL.to_vec()), date(), seen)
        .prop_map(|(kind, date, seen)| (kind, entry::Event { id: "", date, seen }));
    vec(event, 0..24)
}

fn person() -> impl Strategy<Value = Case<&'static str>> {
    let plan = || lasting().prop_map(|(start, end)| entry::Plan { end, ..entry::Plan::new("", start) });
    let referral =
        (lasting(), any::<bool>()).prop_map(|((start, end), nfa)| entry::Referral { id: "", start, end, nfa });
    let period = lasting().prop_map(|(start, end)| entry::PeriodOfCare { id: "", start, end });
    let legal = (lasting(), select(vec!["V3", "V4", "C2", "V2"])).prop_map(|((start, end), code)| entry::LegalStatus {
        id: "",
        start,
        end,
        code,
    });
    let placement =
        (lasting(), select(vec!["U1", "U4", "K2", "A3", "A6", "T0", "Z1", ""]), select(vec!["", "S1", "S2"]))
            .prop_map(|((start, end), code, setting)| entry::Placement { id: "", start, end, code, setting });
    let order = select(vec![None, Some(false), Some(true)]);
    let placements =
        (records(7, placement, |record, id| record.id = id), order).prop_map(|(placements, order)| match order {
            None => placements,
            Some(next_day) => moves(placements, next_day),
        });
    let allocation = (
        lasting(),
        select(vec!["CYPDS", "T7", "T8", ""]),
        select(vec!["Social Worker", "Allocated worker", "IRO", ""]),
        select(vec!["W1", "W2", ""]),
    )
        .prop_map(|((start, end), team, role, worker)| entry::Allocation {
            id: "",
            start,
            end,
            worker,
            team,
            role,
        });
    let assessment =
        (option::of(date()), option::of(date())).prop_map(|(start, end)| entry::Assessment { id: "", start, end });
    let spell = (lasting(), any::<bool>()).prop_map(|((start, end), placed)| entry::LeaverSpell {
        id: "",
        start: placed.then_some(start),
        end,
        eligibility: "",
        team: "",
    });
    let status = (
        option::weighted(0.8, date()),
        select(vec!["YES", "NO", "DIED", "yes", ""]),
        select(vec!["1", "0", ""]),
        select(vec!["F1", "P5", "F4", "G4", ""]),
        option::of(date()),
    )
        .prop_map(|(recorded, in_touch, suitable, activity, contact)| entry::LeaverStatus {
            recorded,
            in_touch,
            suitable,
            activity,
            contact,
            ..Default::default()
        });
    (
        born(),
        records(3, plan(), |record, id| record.id = id),
        records(3, plan(), |record, id| record.id = id),
        records(4, referral, |record, id| record.id = id),
        records(3, period, |record, id| record.id = id),
        records(3, legal, |record, id| record.id = id),
        placements,
        records(3, allocation, |record, id| record.id = id),
        records(3, assessment, |record, id| record.id = id),
        records(2, spell, |record, id| record.id = id),
        records(4, status, |record, id| record.id = id),
        events(),
    )
        .prop_map(
            |(
                born,
                protection_plans,
                in_need_plans,
                referrals,
                periods_of_care,
                legal_statuses,
                placements,
                allocations,
                assessments,
                leaver_spells,
                leaver_statuses,
                events,
            )| {
                let mut person = Case {
                    born,
                    protection_plans,
                    in_need_plans,
                    referrals,
                    periods_of_care,
                    legal_statuses,
                    placements,
                    allocations,
                    assessments,
                    leaver_spells,
                    leaver_statuses,
                    ..Default::default()
                };
                events.into_iter().for_each(|(kind, event)| person.events_mut(kind).push(event));
                person
            },
        )
}

/// Random worlds of up to three children. No two records of one kind of one child have the same identifier.
pub fn world() -> impl Strategy<Value = World> {
    let estimate = (option::weighted(0.8, date()), date(), 0_u64..60_000)
        .prop_map(|(reference, published, population)| PopulationEstimate { reference, published, population });
    let teams = select(vec![vec![], vec![("T7", "CYPDS")], vec![("T7", "CYPDS"), ("T8", "Duty")]]);
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
    );
    readings.prop_map(|(end_day, month_end, within_last, leap_day_birthday, visits_counted)| {
        let mut shared = SharedSettings::default();
        shared.end_day = end_day;
        shared.month_end = month_end;
        shared.within_last = within_last;
        shared.leap_day_birthday = leap_day_birthday;
        shared.visits_counted = visits_counted;
        shared
    })
}
