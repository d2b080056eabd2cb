//! Generates the records of a family.

use std::ops::Range;

use carekpi_model::{CaseloadBuilder, ChildKey, EventKind, Seen, entry};
use chrono::{Days, Months, NaiveDate};

use crate::random::Random;
use crate::rhythm::{Rhythm, office_day};

/// The teams, by number and name.
pub(crate) const TEAMS: [(&str, &str); 4] = [("T1", "Duty"), ("T2", "Safeguarding"), ("T3", "Care"), ("T4", "CYPDS")];

/// A child whose records were generated.
pub(crate) struct Member {
    pub(crate) number: u32,
    pub(crate) child: ChildKey,
    pub(crate) born: NaiveDate,
}

/// Adds the children numbered `members`, with their records from `from` to `to`.
pub(crate) fn family(
    builder: &mut CaseloadBuilder,
    random: &mut Random,
    members: Range<u32>,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<Member> {
    let siblings = random.percent(40);
    let registered = random.percent(22).then(|| span(random, from, to, 120, 540));
    let mut added = Vec::new();
    for number in members {
        let together = siblings || registered.is_none();
        let plan = if together { registered } else { random.percent(22).then(|| span(random, from, to, 120, 540)) };
        let mut life = Life::new(builder, random, number, from, to);
        life.generate(plan);
        added.push(Member { number, child: life.child, born: life.born });
    }
    added
}

/// A start on a random day, and an end a random number of days later; open if the end is after `to`.
fn span(
    random: &mut Random,
    from: NaiveDate,
    to: NaiveDate,
    shortest: u32,
    longest: u32,
) -> (NaiveDate, Option<NaiveDate>) {
    let days = u32::try_from(to.signed_duration_since(from).num_days()).unwrap_or(0);
    let start = office_day(after(from, random.below(days)));
    let end = office_day(after(start, random.between(shortest, longest)));
    (start, (end <= to).then_some(end))
}

fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(day)
}

/// A child whose records are being generated.
struct Life<'b> {
    builder: &'b mut CaseloadBuilder,
    random: &'b mut Random,
    child: ChildKey,
    number: u32,
    records: u32,
    born: NaiveDate,
    from: NaiveDate,
    to: NaiveDate,
}

impl<'b> Life<'b> {
    fn new(
        builder: &'b mut CaseloadBuilder,
        random: &'b mut Random,
        number: u32,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Self {
        let age = random.below(24 * 365);
        let born = to.checked_sub_days(Days::new(age.into())).unwrap_or(to);
        let child = builder.child(entry::Child {
            id: &format!("P{number:07}"),
            born: (!random.percent(1)).then_some(born),
            expected: None,
            died: None,
            sex: random.one_of(&["F", "M"]),
            gender: "",
            ethnicity: random.one_of(&["WBRI", "WBRI", "WBRI", "WOTH", "MWBC", "AIND", "APKN", "BCRB", "BAFR", "OOTH"]),
        });
        Self { builder, random, child, number, records: 0, born, from, to }
    }

    /// Adds all records. A child protection plan has the dates of `registered`.
    fn generate(&mut self, registered: Option<(NaiveDate, Option<NaiveDate>)>) {
        self.referrals();
        if self.random.percent(30) {
            self.in_need();
        }
        if let Some(plan) = registered.filter(|(start, _)| self.born <= *start && *start < self.birthday(17)) {
            self.protected(plan);
        }
        if self.random.percent(6) {
            self.looked_after();
        }
        if self.random.percent(4) {
            self.disability_service();
        }
    }

    /// A new identifier.
    fn id(&mut self, prefix: &str) -> String {
        self.records = self.records.saturating_add(1);
        format!("{prefix}{:07}-{}", self.number, self.records)
    }

    /// The birthday on which the child reaches an age.
    fn birthday(&self, age: u32) -> NaiveDate {
        self.born.checked_add_months(Months::new(age.saturating_mul(12))).unwrap_or(self.to)
    }

    /// A start and an end within childhood.
    fn span(&mut self, shortest: u32, longest: u32) -> (NaiveDate, Option<NaiveDate>) {
        let adult = self.birthday(18);
        let last = self.to.min(adult);
        let (start, end) = span(self.random, self.from.max(self.born).min(last), last, shortest, longest);
        (start.min(last), end.or((adult <= self.to).then_some(adult)))
    }

    fn events(&mut self, kind: EventKind, prefix: &str, rhythm: Rhythm, start: NaiveDate, end: Option<NaiveDate>) {
        let visit = matches!(
            kind,
            EventKind::ProtectionVisit
                | EventKind::ChildInNeedVisit
                | EventKind::LookedAfterVisit
                | EventKind::LeaverVisit
        );
        for date in rhythm.days(self.random, start, end.unwrap_or(self.to)) {
            let seen = match visit {
                true if self.random.percent(90) => Seen::Yes,
                true if self.random.percent(80) => Seen::No,
                _ => Seen::Unknown,
            };
            let id = self.id(prefix);
            self.builder.event(self.child, kind, entry::Event { id: &id, date, seen });
        }
    }

    fn referrals(&mut self) {
        for _ in 0..self.random.between(1, 2) {
            let (start, end) = self.span(20, 700);
            self.referral(start, end);
        }
    }

    fn referral(&mut self, start: NaiveDate, end: Option<NaiveDate>) {
        let nfa = self.random.percent(15);
        let id = self.id("R");
        self.builder.referral(self.child, entry::Referral { id: &id, start, end, nfa });
        let assessed = after(start, self.random.between(15, 85));
        let id = self.id("A");
        let done = (assessed <= self.to).then_some(assessed);
        self.builder.assessment(self.child, entry::Assessment { id: &id, start: Some(start), end: done });
        self.allocated("T1", start, end);
    }

    fn allocated(&mut self, team: &str, start: NaiveDate, end: Option<NaiveDate>) {
        let mut start = start;
        loop {
            let change = after(start, self.random.between(150, 900));
            let last = change > end.unwrap_or(self.to);
            let id = self.id("I");
            let worker = format!("W{:03}", self.random.below(400));
            let end = if last { end } else { Some(change) };
            let role = if self.random.percent(95) { "Allocated social worker" } else { "Family support worker" };
            let allocation = entry::Allocation { id: &*id, start, end, worker: &worker, team, role };
            self.builder.allocation(self.child, allocation);
            if last {
                return;
            }
            start = change;
        }
    }

    fn in_need(&mut self) {
        let (start, end) = self.span(60, 500);
        let earlier = start.checked_sub_days(Days::new(self.random.between(1, 45).into())).unwrap_or(start);
        let referred = earlier.max(self.born.min(start));
        self.referral(referred, end);
        let id = self.id("N");
        self.builder.in_need_plan(self.child, entry::Plan { end, team: "T1", ..entry::Plan::new(&id, start) });
        self.events(EventKind::ChildInNeedVisit, "NV", Rhythm { first: 10, then: 19, late: 30 }, start, end);
        self.events(EventKind::ChildInNeedReview, "NR", Rhythm { first: 80, then: 165, late: 30 }, start, end);
    }

    fn protected(&mut self, (start, end): (NaiveDate, Option<NaiveDate>)) {
        let id = self.id("CP");
        self.builder.protection_plan(self.child, entry::Plan { end, team: "T2", ..entry::Plan::new(&id, start) });
        self.events(EventKind::CoreGroup, "G", Rhythm { first: 9, then: 38, late: 30 }, start, end);
        self.events(EventKind::ReviewConference, "RC", Rhythm { first: 86, then: 175, late: 18 }, start, end);
        self.events(EventKind::ProtectionVisit, "PV", Rhythm { first: 7, then: 13, late: 26 }, start, end);
        self.allocated("T2", start, end);
    }

    fn looked_after(&mut self) {
        let (start, end) = self.span(30, 2600);
        let short_breaks = self.random.percent(8);
        let id = self.id("C");
        self.builder.period_of_care(self.child, entry::PeriodOfCare { id: &id, start, end });
        let code = if short_breaks { "V4" } else { self.random.one_of(&["C1", "C2", "V2"]) };
        let id = self.id("LS");
        self.builder.legal_status(self.child, entry::LegalStatus { id: &id, start, end, code });
        self.placements(start, end);
        self.events(EventKind::LookedAfterReview, "LR", Rhythm { first: 26, then: 160, late: 18 }, start, end);
        self.events(EventKind::HealthAssessment, "H", Rhythm { first: 24, then: 260, late: 26 }, start, end);
        self.events(EventKind::DentalCheck, "D", Rhythm { first: 150, then: 300, late: 30 }, start, end);
        self.events(EventKind::Supervision, "S", Rhythm { first: 40, then: 52, late: 30 }, start, end);
        self.allocated("T3", start, end);
        if let Some(left) = end.filter(|end| *end >= self.birthday(16) && !short_breaks) {
            self.leaves_care(left);
        }
    }

    fn placements(&mut self, start: NaiveDate, end: Option<NaiveDate>) {
        let mut start = start;
        let mut settings = vec![format!("SC{:05}", self.random.below(20_000))];
        loop {
            let stays =
                if self.random.percent(35) { self.random.between(10, 150) } else { self.random.between(150, 2000) };
            let change = office_day(after(start, stays));
            let last = change > end.unwrap_or(self.to);
            let end = if last { end } else { Some(change) };
            let back = settings.len() > 1 && self.random.percent(15);
            let setting = match settings.first() {
                Some(first) if back => first.clone(),
                _ => format!("SC{:05}", self.random.below(20_000)),
            };
            let code = self.random.one_of(&["U1", "U4", "U4", "U6", "K2", "H5", "P1", "A3", "T3"]);
            let id = self.id("PL");
            self.builder.placement(self.child, entry::Placement { id: &id, start, end, code, setting: &setting });
            self.events(EventKind::LookedAfterVisit, "LV", Rhythm { first: 6, then: 38, late: 26 }, start, end);
            if self.random.percent(80) {
                let id = self.id("M");
                let date = office_day(after(start, self.random.below(4)));
                if date <= self.to {
                    let meeting = entry::Event::new(&*id, date);
                    self.builder.event(self.child, EventKind::PlacementChangeMeeting, meeting);
                }
            }
            settings.push(setting);
            if last {
                return;
            }
            start = change;
        }
    }

    fn leaves_care(&mut self, start: NaiveDate) {
        let last = self.birthday(25);
        let end = (last <= self.to).then_some(last);
        let id = self.id("L");
        let spell = entry::LeaverSpell { id: &*id, start: Some(start), end, eligibility: "Former relevant", team: "" };
        self.builder.leaver_spell(self.child, spell);
        self.events(EventKind::PathwayPlan, "PP", Rhythm { first: 80, then: 170, late: 30 }, start, end);
        self.events(EventKind::LeaverVisit, "EV", Rhythm { first: 50, then: 56, late: 30 }, start, end);
        for recorded in (Rhythm { first: 20, then: 110, late: 10 }).days(self.random, start, end.unwrap_or(self.to)) {
            let id = self.id("ST");
            let contact = recorded.checked_sub_days(Days::new(self.random.below(70).into()));
            let status = entry::LeaverStatus {
                id: &*id,
                recorded: Some(recorded),
                in_touch: self.random.one_of(&["YES", "YES", "YES", "YES", "YES", "YES", "YES", "NO", "NREQ", ""]),
                accommodation: self.random.one_of(&["B", "C", "R", "T", "U", "V", "Y"]),
                suitable: self.random.one_of(&["1", "1", "1", "1", "1", "1", "1", "0", "0", ""]),
                activity: self.random.one_of(&["F1", "F2", "F4", "F5", "P2", "P5", "G4", "G5", "G6", ""]),
                contact,
                eligibility: "",
            };
            self.builder.leaver_status(self.child, status);
        }
    }

    fn disability_service(&mut self) {
        self.builder.disability(self.child, "LD");
        let (start, end) = self.span(300, 2000);
        self.allocated("T4", start, end);
        self.events(EventKind::ChildInNeedVisit, "DV", Rhythm { first: 10, then: 19, late: 30 }, start, end);
        self.events(EventKind::Supervision, "DS", Rhythm { first: 40, then: 52, late: 30 }, start, end);
    }
}
