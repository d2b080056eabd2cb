//! Events that count by what their texts say: health checks, and pathway plans of care leavers' rows.

use carekpi_dates::EventDays;
use chrono::NaiveDate;

use crate::event::{Event, EventColumns};
use crate::matching::{has_words_of, is_listed};
use crate::table::{Places, Table};
use crate::{Caseload, ChildAsOf, Code, EventKind, Id, Seen};

/// Which health checks count, and as what: the table `[health]` of a definitions file.
///
/// A check whose type matches both lists is both.
///
/// ```
/// use carekpi_model::HealthCheckSettings;
///
/// assert!(HealthCheckSettings::default().dental_check_types.contains(&"dentist".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct HealthCheckSettings {
    /// The types of dental checks, by [words](crate::has_words_of).
    pub dental_check_types: Vec<String>,
    /// The types of health assessments, by [words](crate::has_words_of).
    pub health_assessment_types: Vec<String>,
    /// The statuses of checks that took place, whole and without regard to case. A check without a status took place.
    pub completed_statuses: Vec<String>,
}

impl Default for HealthCheckSettings {
    fn default() -> Self {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Self {
            dental_check_types: owned(&["dental", "dentist", "teeth"]),
            health_assessment_types: owned(&["health assessment", "health assessments", "IHA", "RHA", "medical"]),
            completed_statuses: owned(&["completed", "complete", "attended", "held"]),
        }
    }
}

impl HealthCheckSettings {
    /// Whether a check with this status took place. Without one, it did.
    ///
    /// ```
    /// use carekpi_model::HealthCheckSettings;
    ///
    /// let health = HealthCheckSettings::default();
    /// assert!(health.is_completed("Attended") && health.is_completed("") && !health.is_completed("Refused"));
    /// ```
    #[must_use]
    pub fn is_completed(&self, status: &str) -> bool {
        status.is_empty() || is_listed(status, &self.completed_statuses)
    }

    /// The words of the types that count as `kind`, a dental check or a health assessment; none for another kind.
    #[must_use]
    pub fn types(&self, kind: EventKind) -> &[String] {
        match kind {
            EventKind::DentalCheck => &self.dental_check_types,
            EventKind::HealthAssessment => &self.health_assessment_types,
            _ => &[],
        }
    }
}

/// The events of one kind that count by given lists of words, of all children. [`Caseload::health_checks`] and
/// [`Caseload::pathway_plans`] make it, [`ChildAsOf::counted`] reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CountedEvents {
    kind: EventKind,
    /// Where they are; `None` if they are the events of the kind, and no others.
    derived: Option<usize>,
}

impl CountedEvents {
    /// The events of the kind, and no others.
    #[must_use]
    pub const fn of(kind: EventKind) -> Self {
        Self { kind, derived: None }
    }
}

/// The events of one kind by given lists.
#[derive(Clone, Debug)]
pub(crate) struct Derived {
    kind: EventKind,
    lists: [Vec<String>; 2],
    columns: EventColumns,
}

impl Caseload {
    /// The dental checks or health assessments, by these settings: the events of the kind, and the health checks whose type and
    /// status say so. They are found once for each caseload, kind and settings.
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
    /// use carekpi_model::{Caseload, EventKind, HealthCheckSettings, entry};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.health_check(child, entry::HealthCheck { id: "H1", date: day(2, 3), kind: "Dentist", status: "Attended" });
    /// builder.health_check(child, entry::HealthCheck { id: "H2", date: day(3, 3), kind: "Dentist", status: "Refused" });
    /// let caseload = builder.finish().unwrap();
    /// let dental = caseload.health_checks(EventKind::DentalCheck, &HealthCheckSettings::default());
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let as_of = AsOf::new(day(3, 31), Period::YearToDate, &conventions);
    /// let child = caseload.find("P1").unwrap().as_of(&as_of);
    /// assert_eq!(child.counted(dental).latest(&as_of), Some(day(2, 3)));
    /// ```
    #[must_use]
    pub fn health_checks(&self, kind: EventKind, health: &HealthCheckSettings) -> CountedEvents {
        let types = health.types(kind);
        let kinds = self.codes_in(&self.health_checks, |check| check.kind, |text| has_words_of(text, types));
        let completed = self.codes_in(&self.health_checks, |check| check.status, |text| health.is_completed(text));
        self.counted(kind, &self.health_checks, [types, &health.completed_statuses], |check| {
            let took_place = check.status.is_blank() || completed.contains(check.status);
            (took_place && kinds.contains(check.kind)).then_some((check.date, check.id))
        })
    }

    /// The pathway plans and their reviews: the events of the kind, and those stated beside an eligibility that is not one of
    /// `not_eligible`.
    ///
    /// ```
    /// use carekpi_model::{Caseload, CountedEvents, EventKind};
    ///
    /// let plans = Caseload::default().pathway_plans(&["No Current Eligibility".to_owned()]);
    /// assert_eq!(plans, CountedEvents::of(EventKind::PathwayPlan));
    /// ```
    #[must_use]
    pub fn pathway_plans(&self, not_eligible: &[String]) -> CountedEvents {
        let table = &self.stated_pathway_plans;
        let excluded = self.codes_in(table, |plan| plan.eligibility, |text| is_listed(text, not_eligible));
        self.counted(EventKind::PathwayPlan, table, [not_eligible, &[]], |plan| {
            (!excluded.contains(plan.eligibility)).then_some((plan.date, plan.id))
        })
    }

    /// The codes among those that `of` gives for the records of a table whose text is wanted.
    pub(crate) fn codes_in<R: Copy>(
        &self,
        table: &Table<R>,
        of: impl Fn(&R) -> Code,
        is_wanted: impl Fn(&str) -> bool,
    ) -> crate::CodeSet {
        let all = self.set_of(table.records().iter().map(of));
        all.iter().filter(|code| is_wanted(self.code_text(*code))).collect()
    }

    /// The events of the kind, and the records of a table that `event` makes one of.
    fn counted<R: Copy>(
        &self,
        kind: EventKind,
        table: &Table<R>,
        lists: [&[String]; 2],
        event: impl Fn(&R) -> Option<(NaiveDate, Id)>,
    ) -> CountedEvents {
        if table.is_empty() {
            return CountedEvents::of(kind);
        }
        let is_wanted = |derived: &Derived| {
            derived.kind == kind && derived.lists.iter().zip(lists).all(|(one, other)| one == other)
        };
        let index = self.derived.find_or_add(is_wanted, || {
            let coded = table.iter().filter_map(|(child, record)| {
                let (date, id) = event(record)?;
                Some((child, Event { date, seen: Seen::Unknown, id }))
            });
            let plain = self.events.get(kind as usize).into_iter().flat_map(EventColumns::iter);
            let entries: Vec<(u32, Event)> = coded.chain(plain).collect();
            let places = Places::of(&entries, self.len());
            let columns = EventColumns::of_entries(&entries, places, |one, other| {
                one.date.cmp(&other.date).then_with(|| self.text(one.id).cmp(self.text(other.id)))
            });
            Derived { kind, lists: lists.map(<[String]>::to_vec), columns }
        });
        CountedEvents { kind, derived: Some(index) }
    }
}

impl<'a> ChildAsOf<'a, '_> {
    /// The days of the events that count by lists of words: see [`Caseload::health_checks`] and [`Caseload::pathway_plans`]. They
    /// must be of the child's caseload; of another one, none are found.
    #[inline]
    #[must_use]
    pub fn counted(&self, events: CountedEvents) -> EventDays<'a> {
        let child = self.child();
        match events.derived {
            None => child.events(events.kind).days(),
            Some(index) => {
                let derived = child.caseload().derived.get(index);
                derived.map(|derived| derived.columns.of(child.storage_index()).days()).unwrap_or_default()
            }
        }
    }
}
