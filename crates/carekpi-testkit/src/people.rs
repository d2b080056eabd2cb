//! Random children, in plain form.

use carekpi_model::entry::{self, Case};
use carekpi_model::{EventKind, Seen};
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

type Plan = entry::Plan<&'static str>;
type Placement = entry::Placement<&'static str>;
type Event = entry::Event<&'static str>;

/// Identifiers for records. Each record of a person has a different one, in no order; the first is blank.
const IDS: [&str; 12] = ["", "r7", "R2", "r03", "z", "r5", "É", "a", "r10", "r1", "M", "r8"];

/// The days around which everything happens: from the start of 2023 to the middle of 2026.
pub(crate) fn date() -> impl Strategy<Value = NaiveDate> {
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

/// A day on which several records can begin.
fn first_day() -> impl Strategy<Value = NaiveDate> {
    let common = [(2023, 1, 9), (2025, 6, 2), (2026, 1, 12)];
    let common = common.map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap());
    prop_oneof![2 => date(), 1 => select(common.to_vec())]
}

/// A start and an end that is not before it.
fn lasting() -> impl Strategy<Value = (NaiveDate, Option<NaiveDate>)> {
    let length = prop_oneof![2 => Just(None), 3 => (0_u64..900).prop_map(Some), 1 => (0_u64..3).prop_map(Some)];
    (first_day(), length)
        .prop_map(|(start, length)| (start, length.map(|days| start.checked_add_days(Days::new(days)).unwrap())))
}

/// Up to `most` records, each with a different identifier. Some of them may be alike in all else.
fn records<R: std::fmt::Debug + Clone + 'static>(
    most: usize,
    of: impl Strategy<Value = R> + 'static,
    name: impl Fn(&mut R, &'static str) + 'static,
) -> impl Strategy<Value = Vec<R>> {
    let copies = prop_oneof![3 => Just(0_usize), 1 => 1_usize..3];
    (vec(of, 0..=most), 0..IDS.len(), copies).prop_map(move |(mut records, shift, copies)| {
        let copied = records.iter().take(copies).cloned().collect::<Vec<_>>();
        records.extend(copied);
        for (index, record) in records.iter_mut().enumerate() {
            name(record, IDS[(index + shift) % IDS.len()]);
        }
        records
    })
}

/// Placements one after another: each begins on the day on which the one before it ended, or the day after.
fn moves(placements: Vec<Placement>, next_day: bool) -> Vec<Placement> {
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

/// Mostly none; some dates are placeholders.
fn died() -> impl Strategy<Value = Option<NaiveDate>> {
    prop_oneof![
        9 => Just(None),
        2 => first_day().prop_map(Some),
        1 => select(vec![NaiveDate::from_ymd_opt(2099, 1, 1), NaiveDate::from_ymd_opt(2098, 12, 31)]),
    ]
}

fn events() -> impl Strategy<Value = Vec<(EventKind, Event)>> {
    let seen = select(vec![Seen::Unknown, Seen::No, Seen::Yes]);
    let event = (select(EventKind::ALL.to_vec()), date(), seen)
        .prop_map(|(kind, date, seen)| (kind, entry::Event { id: "", date, seen }));
    vec(event, 0..24)
}

fn health_checks() -> impl Strategy<Value = Vec<entry::HealthCheck<&'static str>>> {
    let kinds =
        ["Dentist", "Dental check-up", "IHA", "LAC Medical", "Teeth; health  assessment", "Healthy teeths", "SDQ", ""];
    let statuses = ["", "", "Attended", "COMPLETED", "held", "Held late", "Refused"];
    let check = (date(), select(kinds.to_vec()), select(statuses.to_vec()))
        .prop_map(|(date, kind, status)| entry::HealthCheck { id: "", date, kind, status });
    vec(check, 0..4)
}

fn pathway_plans() -> impl Strategy<Value = Vec<entry::PathwayPlan<&'static str>>> {
    let plan = (date(), eligibility()).prop_map(|(date, eligibility)| entry::PathwayPlan { id: "", date, eligibility });
    vec(plan, 0..2)
}

fn eligibility() -> impl Strategy<Value = &'static str> {
    select(vec!["", "Former relevant", "Relevant - 17", "no current eligibility", "No Current Eligibility - 21"])
}

fn protection_plan() -> impl Strategy<Value = Plan> {
    let of = (lasting(), select(vec!["", "T7"]), prop::bool::weighted(0.3));
    of.prop_map(|((start, end), team, other_authority)| entry::Plan {
        end,
        team,
        other_authority,
        ..entry::Plan::new("", start)
    })
}

fn in_need_plan() -> impl Strategy<Value = Plan> {
    let of = (lasting(), select(vec!["", "T7", "t7", "T8"]));
    of.prop_map(|((start, end), team)| entry::Plan { end, team, ..entry::Plan::new("", start) })
}

fn placements() -> impl Strategy<Value = Vec<Placement>> {
    let codes =
        ["U1", "U4", "U4 - long term", "u1", "K2", "A3", "A6", "A6", "a5: with carers", "T0", "t1) respite", "Z1", ""];
    let placement = (lasting(), select(codes.to_vec()), select(vec!["", "S1", "s1", "S2"]))
        .prop_map(|((start, end), code, setting)| entry::Placement { id: "", start, end, code, setting });
    let order = select(vec![None, Some(false), Some(true)]);
    // The last of them may be like the first, except in one field.
    let changed = select(vec![None, Some(("U4", "S1")), Some(("u4", "S1")), Some(("U4", "s1")), Some(("U1", "S1"))]);
    (records(6, placement, |record, id| record.id = id), order, changed).prop_map(|(mut placements, order, changed)| {
        if let Some(next_day) = order {
            return moves(placements, next_day);
        }
        if let (Some((code, setting)), [first, .., last]) = (changed, &mut placements[..]) {
            (first.code, first.setting) = ("U4 - long term", "S1");
            *last = entry::Placement { id: last.id, code, setting, ..*first };
        }
        placements
    })
}

fn legal_statuses() -> impl Strategy<Value = Vec<entry::LegalStatus<&'static str>>> {
    let codes = ["V3", "V4", "V1", "v4", "V4 - short breaks", "C2", "V2", "S1 guardianship", "S1", "V4 alone"];
    let legal = (lasting(), select(codes.to_vec())).prop_map(|((start, end), code)| entry::LegalStatus {
        id: "",
        start,
        end,
        code,
    });
    records(3, legal, |record, id| record.id = id)
}

fn allocation() -> impl Strategy<Value = entry::Allocation<&'static str>> {
    let roles = ["Social Worker", "Allocated worker", "CW", "senior social-worker", "CWDSUP", "IRO", ""];
    let of = (
        lasting(),
        select(vec!["CYPDS", "cypds", "T7", "T8", ""]),
        select(roles.to_vec()),
        select(vec!["W1", "w1", "W2", ""]),
    );
    of.prop_map(|((start, end), team, role, worker)| entry::Allocation { id: "", start, end, worker, team, role })
}

/// Spells; those without a start have a team.
fn spell() -> impl Strategy<Value = entry::LeaverSpell<&'static str>> {
    let of = (lasting(), any::<bool>(), eligibility(), select(vec!["", "T7", "t7"]));
    of.prop_map(|((start, end), placed, eligibility, team)| entry::LeaverSpell {
        id: "",
        start: placed.then_some(start),
        end,
        eligibility,
        team: if placed { "" } else { team },
    })
}

fn status() -> impl Strategy<Value = entry::LeaverStatus<&'static str>> {
    let of = (
        option::weighted(0.8, first_day()),
        select(vec!["YES", "YES", "yes", "NO", "DIED", "died", "RHOM", "1 - seen", "YES - seen", "", ""]),
        select(vec!["1", "1) suitable", "suitable", "0", "2 - no", "Y", "?", ""]),
        select(vec!["F1", "P5", "f2 - full time", "F4", "G4", "g5. ill", "G4 or F1", "F9", ""]),
        option::of(date()),
        prop_oneof![3 => Just(""), 1 => eligibility()],
    );
    of.prop_map(|(recorded, in_touch, suitable, activity, contact, eligibility)| entry::LeaverStatus {
        recorded,
        in_touch,
        suitable,
        activity,
        contact,
        eligibility,
        ..Default::default()
    })
}

/// Random children, each without an identifier.
pub(crate) fn person() -> impl Strategy<Value = Case<&'static str>> {
    let referral =
        (lasting(), any::<bool>()).prop_map(|((start, end), nfa)| entry::Referral { id: "", start, end, nfa });
    let period = lasting().prop_map(|(start, end)| entry::PeriodOfCare { id: "", start, end });
    let assessment =
        (option::of(date()), option::of(date())).prop_map(|(start, end)| entry::Assessment { id: "", start, end });
    let in_need = (
        records(3, in_need_plan(), |record, id| record.id = id),
        records(4, referral, |record, id| record.id = id),
        records(3, assessment, |record, id| record.id = id),
        records(3, protection_plan(), |record, id| record.id = id),
    );
    let looked_after = (
        records(3, period, |record, id| record.id = id),
        legal_statuses(),
        placements(),
        records(3, allocation(), |record, id| record.id = id),
    );
    let leaver = (
        records(2, spell(), |record, id| record.id = id),
        records(4, status(), |record, id| record.id = id),
        pathway_plans(),
    );
    (born(), died(), in_need, looked_after, leaver, health_checks(), events()).prop_map(
        |(born, died, in_need, looked_after, leaver, health_checks, events)| {
            let (in_need_plans, referrals, assessments, protection_plans) = in_need;
            let (periods_of_care, legal_statuses, placements, allocations) = looked_after;
            let (leaver_spells, leaver_statuses, stated_pathway_plans) = leaver;
            let mut person = Case {
                born,
                died,
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
                health_checks,
                stated_pathway_plans,
                ..Default::default()
            };
            events.into_iter().for_each(|(kind, event)| person.events_mut(kind).push(event));
            person
        },
    )
}
