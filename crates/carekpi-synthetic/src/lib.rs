#![doc = include_str!("../README.md")]

mod life;
mod own;
mod random;
mod rhythm;

use carekpi_model::{Caseload, CaseloadBuilder, OwnKind, PopulationEstimate};
use chrono::{Datelike, Months, NaiveDate};

use crate::life::{Member, family};
pub use crate::own::OwnRhythm;
use crate::random::Random;

/// The description of a synthetic caseload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synthetic {
    children: u32,
    seed: u64,
    to: NaiveDate,
    years: u32,
    own: Vec<(OwnKind, OwnRhythm)>,
}

impl Synthetic {
    /// A number of children, with six years of records up to `to`.
    #[must_use]
    pub const fn new(children: u32, seed: u64, to: NaiveDate) -> Self {
        Self { children, seed, to, years: 6, own: Vec::new() }
    }

    /// Changes the number of years of records.
    #[must_use]
    pub fn years(self, years: u32) -> Self {
        Self { years, ..self }
    }

    /// Adds records of a kind of your own. The other records stay the same. Call it twice to give a kind events and spells. A
    /// caseload has up to 64 such kinds; further ones are left out.
    #[must_use]
    pub fn with_own(mut self, kind: OwnKind, rhythm: OwnRhythm) -> Self {
        self.own.push((kind, rhythm));
        self
    }

    /// Generates the caseload.
    #[must_use]
    pub fn caseload(self) -> Caseload {
        self.part(0, self.children)
    }

    /// Generates the caseload in parts of about `children` children, so that a large caseload need not be in memory as a whole.
    /// The first part has the population estimates and the teams.
    pub fn parts(self, children: u32) -> impl Iterator<Item = Caseload> {
        let size = children.max(1).next_multiple_of(FAMILY);
        (0..self.children)
            .step_by(usize::try_from(size).unwrap_or(usize::MAX))
            .map(move |first| self.part(first, first.saturating_add(size).min(self.children)))
    }

    /// The children numbered from `first` to before `end`.
    fn part(&self, first: u32, end: u32) -> Caseload {
        let mut builder = Caseload::builder();
        if first == 0 {
            for estimate in self.population() {
                builder.population(estimate);
            }
            for (number, name) in life::TEAMS {
                builder.team(number, name);
            }
        }
        let from = self.to.checked_sub_months(Months::new(self.years.saturating_mul(12))).unwrap_or(self.to);
        for number in (first..end).step_by(usize::try_from(FAMILY).unwrap_or(1)) {
            let mut random = Random::new(self.seed, number);
            let members = number..number.saturating_add(FAMILY).min(end);
            for member in family(&mut builder, &mut random, members, from, self.to) {
                self.add_own(&mut builder, &member, from);
            }
        }
        // Can't fail: no two children have the same number.
        builder.finish().unwrap_or_default()
    }

    /// Adds the records of your own kinds, each from numbers of its own, so that no other record depends on them.
    fn add_own(&self, builder: &mut CaseloadBuilder, member: &Member, from: NaiveDate) {
        for (place, (kind, rhythm)) in (1_u64..).zip(&self.own) {
            if builder.own_kind(kind.name()).is_ok() {
                let mut random = Random::new(self.seed.rotate_left(32).wrapping_add(place), member.number);
                let ids = format!("{kind}-{:07}-{place}", member.number);
                rhythm.add(builder, &mut random, (*kind, &ids), member, (from, self.to));
            }
        }
    }

    /// An estimate for the middle of each year, published in July of the next year. Every fourth is revised in November.
    fn population(&self) -> impl Iterator<Item = PopulationEstimate> + use<> {
        let last = self.to.year();
        let first = last.saturating_sub(i32::try_from(self.years).unwrap_or(0)).saturating_sub(2);
        let base = u64::from(self.children).saturating_mul(5);
        (0_u64..)
            .zip(first..=last)
            .flat_map(move |(step, year)| {
                let reference = NaiveDate::from_ymd_opt(year, 6, 30);
                let estimate = move |published: Option<NaiveDate>, population| {
                    published.map(|published| PopulationEstimate { reference, published, population })
                };
                let population = base.saturating_add(step.saturating_mul(12));
                let next = year.saturating_add(1);
                let revised = (year % 4 == 0).then(|| NaiveDate::from_ymd_opt(next, 11, 20)).flatten();
                [
                    estimate(NaiveDate::from_ymd_opt(next, 7, 15), population),
                    estimate(revised, population.saturating_sub(9)),
                ]
            })
            .flatten()
    }
}

/// The number of children that are generated together, as one family or two.
const FAMILY: u32 = 3;
