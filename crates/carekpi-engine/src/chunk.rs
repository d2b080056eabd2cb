//! A chunk of children that are stored together, and which of them an indicator can count.

use std::ops::Range;

use carekpi_dates::{DateRange, EndDay, Period};
use carekpi_model::{Caseload, Child};
use carekpi_rules::{Candidates, Rule};
use chrono::NaiveDate;

/// How many members are compared with the dates before those that may count are added.
const BLOCK: usize = 64;

/// A chunk of the children of a caseload, stored together, and the dates on which they are measured.
#[derive(Clone)]
pub(crate) struct Chunk<'c> {
    caseload: &'c Caseload,
    positions: Range<usize>,
    /// The days from the first date to the last.
    days: DateRange,
    period: Period,
    end_day: EndDay,
    /// The candidates of the previous indicator, reused while the cohort stays the same.
    candidates: Vec<(Child<'c>, DateRange)>,
    cohort: Option<Candidates<'static>>,
}

impl<'c> Chunk<'c> {
    /// All children of a caseload, measured on dates in `days`.
    pub(crate) const fn all(caseload: &'c Caseload, days: DateRange, period: Period, end_day: EndDay) -> Self {
        Self { caseload, positions: 0..caseload.len(), days, period, end_day, candidates: Vec::new(), cohort: None }
    }

    /// The number of children.
    pub(crate) const fn len(&self) -> usize {
        self.positions.end.saturating_sub(self.positions.start)
    }

    /// The largest cohort of the rules, in order of position; `None` if one of them has other candidates than a cohort, or if there
    /// are no rules.
    pub(crate) fn largest_cohort(&self, rules: &[Box<dyn Rule>]) -> Option<&'c [(u32, DateRange)]> {
        let cohorts: Option<Vec<_>> = rules
            .iter()
            .map(|rule| match rule.candidates() {
                Candidates::Cohort(cohort) | Candidates::InPeriod(cohort) => Some(self.caseload.cohort(cohort)),
                Candidates::All | Candidates::Listed(_) => None,
            })
            .collect();
        cohorts?.into_iter().max_by_key(|cohort| cohort.len())
    }

    /// Changes to the children at `positions`.
    pub(crate) fn set_range(&mut self, positions: Range<usize>) {
        (self.positions, self.cohort) = (positions, None);
    }

    /// The candidates of a rule, in order, each with the days on which it can be a member.
    pub(crate) fn candidates_of(&mut self, rule: &dyn Rule) -> &[(Child<'c>, DateRange)] {
        let caseload = self.caseload;
        let candidates = rule.candidates();
        let cohort = match candidates {
            Candidates::All => Some(Candidates::All),
            Candidates::Cohort(cohort) => Some(Candidates::Cohort(cohort)),
            Candidates::InPeriod(cohort) => Some(Candidates::InPeriod(cohort)),
            Candidates::Listed(_) => None,
        };
        // The indicators of an area come one after another, and most are about the same children.
        if cohort.is_none() || cohort != self.cohort {
            self.cohort = cohort;
            self.candidates.clear();
            match candidates {
                Candidates::All => {
                    let all = self.positions.clone().filter_map(|position| caseload.child(position));
                    self.candidates.extend(all.map(|child| (child, DateRange::from(NaiveDate::MIN))));
                }
                Candidates::Cohort(cohort) => self.add_open(caseload.cohort(cohort)),
                Candidates::InPeriod(cohort) => self.add_in_period(caseload.cohort(cohort)),
                Candidates::Listed(listed) => {
                    let measured = self.days;
                    self.add(listed, measured, |days| days.overlaps(measured).then_some(days));
                }
            }
        }
        &self.candidates
    }

    /// Adds the `members` with a record that can be open.
    fn add_open(&mut self, members: &[(u32, DateRange)]) {
        let (measured, end_day) = (self.days, self.end_day);
        self.add(members, measured, |days| {
            // By default a record is not open on its end date, so that day need not be judged.
            let last = days.end().pred_opt().filter(|_| days.end() < NaiveDate::MAX);
            let open = DateRange::half_open(days.start(), last.map_or(NaiveDate::MAX, |last| end_day.closes(last)));
            open.overlaps(measured).then_some(open)
        });
    }

    /// Adds the `members` with a day that can be in the period.
    fn add_in_period(&mut self, members: &[(u32, DateRange)]) {
        let counted = DateRange::half_open(self.period.first_day(self.days.start()), self.days.end());
        self.add(members, counted, |days| days.overlaps(counted).then(|| DateRange::from(days.start())));
    }

    /// Adds the `members` of this chunk who have a day in `counted`. `can_count` gives the days on which one can be counted; whoever
    /// has none is left out.
    fn add(
        &mut self,
        members: &[(u32, DateRange)],
        counted: DateRange,
        can_count: impl Fn(DateRange) -> Option<DateRange>,
    ) {
        let before = |end: usize| members.partition_point(|(position, _)| to_usize(*position) < end);
        let these = members.get(before(self.positions.start)..before(self.positions.end)).unwrap_or(&[]);
        // A branch on whether a member has such a day is hard to predict, so their places are collected without one.
        let mut places = [0_usize; BLOCK];
        for block in these.chunks(BLOCK) {
            let mut found = 0_usize;
            for (place, (_, days)) in block.iter().enumerate() {
                if let Some(room) = places.get_mut(found) {
                    *room = place;
                }
                let has_day = (days.start() < counted.end()) & (counted.start() < days.end());
                found = found.wrapping_add(usize::from(has_day));
            }
            let found = places.get(..found).unwrap_or(&[]).iter().filter_map(|place| block.get(*place));
            self.candidates.extend(found.filter_map(|(position, days)| {
                let days = can_count(*days)?;
                Some((self.caseload.child(to_usize(*position))?, days))
            }));
        }
    }
}

pub(crate) fn to_usize(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
