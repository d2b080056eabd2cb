//! Who is overdue, who falls due next, and by when.

use std::collections::HashMap;
use std::sync::Arc;

use carekpi_dates::{DateRange, OutsideCalendar, TimeOfDay};
use carekpi_measure::{Lapse, Outcome, Timeline, Verdict};
use carekpi_model::{Child, Id};
use carekpi_rules::{IndicatorInfo, Rule};
use chrono::{Days, NaiveDate};

use crate::case_workers::CaseWorker;
use crate::measurement::Measurement;
use crate::provenance::Provenance;
use crate::scorecard::identifier;

/// Something that is overdue, or falls due soon.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Task<'c> {
    /// The indicator.
    pub info: Arc<IndicatorInfo>,
    /// The child's identifier.
    pub child: &'c str,
    /// The identifier of the record that was judged; `None` if it is blank.
    pub record: Option<&'c str>,
    /// The outcome on the snapshot date.
    pub outcome: Outcome,
    /// The first day on which it is or will be overdue, if nothing is done. Birthdays are taken into account; records dated after
    /// the snapshot date are not. If it was overdue before the calendar begins, this is the calendar's first day.
    pub overdue_from: NaiveDate,
    /// The days from the snapshot date to that day. It is overdue if this is 0 or less.
    pub days_left: i64,
    /// The team of the child's case worker on the snapshot date: its name, or its number if it has no name; blank if there is none.
    pub team: &'c str,
    /// The child's case worker on the snapshot date; blank if there is none.
    pub worker: &'c str,
}

impl Task<'_> {
    /// What the limit is measured from, in words; blank if [`IndicatorInfo::clauses`] does not list the clause.
    #[must_use]
    pub fn measured_from(&self) -> &str {
        self.info.measured_from(self.outcome.clause)
    }

    /// The last minute in time on the day from which it is overdue, if its limit is of hours between times of day.
    #[must_use]
    pub fn due_time(&self) -> Option<TimeOfDay> {
        self.outcome.lapses_at.filter(|_| self.outcome.lapses == Lapse::On(self.overdue_from))
    }
}

/// The tasks of one date, the most urgent first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worklist<'c> {
    provenance: Arc<Provenance>,
    snapshot: NaiveDate,
    within: u32,
    tasks: Vec<Task<'c>>,
}

impl<'c> Worklist<'c> {
    /// The provenance of the worklist.
    #[must_use]
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// The snapshot date.
    #[must_use]
    pub const fn snapshot(&self) -> NaiveDate {
        self.snapshot
    }

    /// The number of days ahead that it covers.
    #[must_use]
    pub const fn within(&self) -> u32 {
        self.within
    }

    /// The tasks, in order of days left, then of child, then of indicator.
    #[must_use]
    pub fn tasks(&self) -> &[Task<'c>] {
        &self.tasks
    }

    /// Keeps only the tasks for which `keep` is true, such as the tasks of a team.
    pub fn retain(&mut self, keep: impl FnMut(&Task<'c>) -> bool) {
        self.tasks.retain(keep);
    }
}

impl<'c> Measurement<'c> {
    /// Every task on one date: what is overdue, and what falls due within this number of calendar days, the last day included.
    /// The most urgent come first, then by child and indicator.
    ///
    /// There is one task for each record that an indicator counts on the snapshot date, if its clause lapses. There is none for a
    /// record that is undetermined.
    ///
    /// # Errors
    ///
    /// The date, or the last of the days ahead, is outside the calendar.
    ///
    /// ```
    /// use carekpi::model::{Caseload, EventKind, entry};
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
    /// builder.event(child, EventKind::CoreGroup, entry::Event::new("", day(2, 18)));
    /// let caseload = builder.finish().unwrap();
    ///
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let mut worklist = measurement.worklist(day(3, 31), 14).unwrap();
    /// let due: Vec<_> = worklist.tasks().iter().map(|task| (&*task.info.id, task.days_left)).collect();
    /// assert_eq!(due, [("cp-visits", -64), ("cp-core-groups", 1), ("cp-reviews", 13)]);
    /// worklist.retain(|task| task.days_left <= 0);
    /// assert_eq!(worklist.tasks().len(), 1);
    /// ```
    pub fn worklist(&self, on: NaiveDate, within: u32) -> Result<Worklist<'c>, OutsideCalendar> {
        let last = on.checked_add_days(Days::new(within.into())).unwrap_or(NaiveDate::MAX);
        self.context().conventions().calendar.between(on, last)?;
        let timeline = self.forecast(DateRange::closed(on, last));
        let forecast = (on, timeline);
        let mut all = self.chunk(DateRange::closed(on, on));
        let mut tasks = Vec::new();
        for rule in self.rules() {
            let rule = rule.as_ref();
            let info = Arc::new(rule.info().clone());
            for (child, _) in all.candidates_of(rule) {
                self.add_tasks((rule, &info), *child, &forecast, &mut tasks);
            }
        }
        // The sort is stable: for one child on one day, the indicators keep their order.
        tasks.sort_by_cached_key(|task| (task.days_left, task.child));
        Ok(Worklist { provenance: self.shared_provenance(), snapshot: on, within, tasks })
    }

    /// Adds the tasks for one child on the snapshot date.
    fn add_tasks(
        &self,
        (rule, info): (&dyn Rule, &Arc<IndicatorInfo>),
        child: Child<'c>,
        (on, timeline): &(NaiveDate, Timeline<'_>),
        tasks: &mut Vec<Task<'c>>,
    ) {
        let mut forecasts = Forecasts::default();
        timeline.stretches(
            |as_of, each| rule.judge_for_kernel(child, as_of, each),
            |stretch| {
                if let Verdict::Member { record, outcome } = stretch.verdict {
                    forecasts.follow((*on, stretch.from), record, outcome);
                }
            },
        );
        let mut case_worker = None;
        let covered = self.context().conventions().calendar.days_covered();
        for forecast in forecasts.all {
            if let Some(overdue_from) = forecast.overdue_from(*on, covered) {
                let CaseWorker { team, worker } = *case_worker.get_or_insert_with(|| self.case_worker(child, *on));
                tasks.push(Task {
                    info: Arc::clone(info),
                    child: child.id(),
                    record: identifier(child, forecast.record),
                    outcome: forecast.outcome,
                    overdue_from,
                    days_left: overdue_from.signed_duration_since(*on).num_days(),
                    team,
                    worker,
                });
            }
        }
    }
}

/// A record in one indicator, from the snapshot date.
struct Forecast {
    record: Id,
    /// The outcome on the snapshot date.
    outcome: Outcome,
    /// The first later day on which it is not met.
    unmet_from: Option<NaiveDate>,
}

/// The records of a child in one indicator that count on the snapshot date.
#[derive(Default)]
struct Forecasts {
    all: Vec<Forecast>,
    by_record: HashMap<Id, Places>,
}

/// The places of the forecasts of a record. Several have one identifier if it is blank.
struct Places {
    all: Vec<usize>,
    /// The first day of the stretch that was added last, and how many places it has had.
    from: NaiveDate,
    had: usize,
}

impl Forecasts {
    /// Adds a stretch of a record that begins on the day `from`. A record that counts only after the snapshot date is left out.
    fn follow(&mut self, (snapshot, from): (NaiveDate, NaiveDate), record: Id, outcome: Outcome) {
        if from == snapshot {
            let places = self.by_record.entry(record).or_insert(Places { all: Vec::new(), from, had: 0 });
            places.all.push(self.all.len());
            self.all.push(Forecast { record, outcome, unmet_from: None });
            return;
        }
        let Some(places) = self.by_record.get_mut(&record) else { return };
        if places.from < from {
            (places.from, places.had) = (from, 0);
        }
        // Records with the same identifier come in the same order in each stretch.
        let place = places.all.get(places.had).copied();
        places.had = places.had.saturating_add(1);
        if let Some(known) = place.and_then(|place| self.all.get_mut(place))
            && outcome.met == Some(false)
        {
            known.unmet_from.get_or_insert(from);
        }
    }
}

impl Forecast {
    /// The first day on which it is overdue; `None` if that is not by the last of the days ahead.
    fn overdue_from(&self, snapshot: NaiveDate, calendar: DateRange) -> Option<NaiveDate> {
        match (self.outcome.met, self.outcome.lapses) {
            (Some(true), Lapse::On(_)) => self.unmet_from,
            (Some(false), Lapse::On(lapses)) => Some(lapses.min(snapshot)),
            (Some(false), Lapse::BeforeCalendar) => Some(calendar.start()),
            _ => None,
        }
    }
}
