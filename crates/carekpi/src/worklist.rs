//! Who is overdue, who falls due next, and by when.

use carekpi_dates::{AsOf, DateRange, OutsideCalendar, Period, WorkingCalendar};
use carekpi_measure::{About, Clause, Outcome, Verdict, foresee};
use carekpi_model::{CaseWorkers, Caseload, Child, Id};
use chrono::{Days, NaiveDate};

use crate::few::Few;
use crate::{BoxedIndicator, Definitions, indicators};

/// Something that is overdue, or falls due soon.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Task<'c> {
    /// The indicator.
    pub about: About,
    /// The child's identifier.
    pub child: &'c str,
    /// The identifier of the record that the rule was applied to; `None` where it is blank.
    pub record: Option<&'c str>,
    /// How the record stands on the snapshot date.
    pub outcome: Outcome,
    /// The first day on which it is overdue, if nothing is done: past or to come. Birthdays are foreseen; what is dated after
    /// the snapshot date is not looked at. The first day of the calendar where it has been since before that, nobody can tell from
    /// when on.
    pub overdue_from: NaiveDate,
    /// Days from the snapshot date to that day: 0 or less is overdue.
    pub days_left: i64,
    /// The team of the child's case worker on the snapshot date, by name where its number has one; blank without any.
    pub team: &'c str,
    /// The child's case worker on the snapshot date; blank without one.
    pub worker: &'c str,
}

impl Task<'_> {
    /// What the limit is measured from, in words; blank where [`About::clauses`] does not list the clause.
    #[must_use]
    pub fn measured_from(&self) -> &'static str {
        let clause = self.about.clauses.iter().find(|(clause, _)| Some(*clause) == self.outcome.clause);
        clause.map_or("", |(_, words)| words)
    }
}

/// Every task of a caseload on one date: what is overdue, and what falls due within so many calendar days, the last one
/// included; the most urgent first, then by child and indicator. There is one for each record that an indicator counts on the
/// snapshot date, if its clause lapses; none for indicators of which no clause does, and for what is undetermined.
///
/// # Errors
///
/// The snapshot date, or the last of the days looked at, is outside the calendar.
///
/// ```
/// use carekpi::model::{Caseload, EventKind, entry};
/// use carekpi::{Definitions, WorkingCalendar, worklist};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan { id: "CP1", start: day(1, 12), ..Default::default() });
/// builder.event(child, EventKind::CoreGroup, entry::Event { date: day(2, 18), ..Default::default() });
/// let caseload = builder.finish().unwrap();
///
/// let calendar = WorkingCalendar::england_and_wales();
/// let tasks = worklist(&caseload, &Definitions::default(), &calendar, day(3, 31), 14).unwrap();
/// let due: Vec<_> = tasks.iter().map(|task| (task.about.id, task.days_left)).collect();
/// assert_eq!(due, [("cp-visits", -64), ("cp-core-groups", 1), ("cp-reviews", 13)]);
/// ```
pub fn worklist<'c>(
    caseload: &'c Caseload,
    definitions: &Definitions,
    calendar: &WorkingCalendar,
    snapshot: NaiveDate,
    within: u32,
) -> Result<Vec<Task<'c>>, OutsideCalendar> {
    worklist_of(&indicators(definitions, caseload), caseload, definitions, calendar, snapshot, within)
}

/// As [`worklist()`], with indicators of the caller's choice.
///
/// # Errors
///
/// The snapshot date, or the last of the days looked at, is outside the calendar.
pub fn worklist_of<'c>(
    indicators: &[BoxedIndicator],
    caseload: &'c Caseload,
    definitions: &Definitions,
    calendar: &WorkingCalendar,
    snapshot: NaiveDate,
    within: u32,
) -> Result<Vec<Task<'c>>, OutsideCalendar> {
    let last = snapshot.checked_add_days(Days::new(within.into())).unwrap_or(NaiveDate::MAX);
    calendar.between(snapshot, last)?;
    let conventions = definitions.shared.conventions(calendar.clone());
    let days = DateRange::closed(snapshot, last);
    let today = DateRange::closed(snapshot, snapshot);
    let as_of = AsOf::new(snapshot, Period::YearToDate, &conventions);
    let case_workers = CaseWorkers::new(caseload, &definitions.allocations);
    let mut few = Few::all(caseload, today, Period::YearToDate, conventions.end_day);
    let mut tasks = Vec::new();
    for indicator in indicators {
        let about = *indicator.about();
        for (child, _) in few.whom(indicator) {
            let mut courses = Vec::new();
            foresee(indicator.as_ref(), *child, days, Period::YearToDate, &conventions, |stretch| {
                if let Verdict::Member { record, outcome } = stretch.verdict {
                    Course::follow(&mut courses, snapshot, stretch.from, record, outcome);
                }
            });
            for mut task in courses.iter().filter_map(|course| course.task(about, *child, snapshot)) {
                if let Some(allocation) = child.on(&as_of).case_worker(&case_workers) {
                    (task.team, task.worker) = (caseload.team_name(allocation.team), caseload.word(allocation.worker));
                }
                tasks.push(task);
            }
        }
    }
    // A stable sort: for one child on one day the indicators stay in their order.
    tasks.sort_by_key(|task| (task.days_left, task.child));
    Ok(tasks)
}

/// Of these nobody can tell when they lapsed if they are measured in working days from before the calendar: when it begins, they
/// are long overdue.
const LAPSING: [Clause; 3] = [Clause::NO_EVENT_YET, Clause::SINCE_FIRST, Clause::SINCE_LAST];

fn calendar_begins() -> NaiveDate {
    WorkingCalendar::days_covered().start()
}

/// What becomes of a record from the snapshot date on, in one indicator.
struct Course {
    record: Id,
    /// How it stands on the snapshot date.
    outcome: Outcome,
    /// The last day on which something was said of it.
    last: NaiveDate,
    /// The first later day on which it is not met.
    unmet_from: Option<NaiveDate>,
}

impl Course {
    /// Goes on with what is said of a record from a day on. Those that only count later are left out.
    fn follow(courses: &mut Vec<Self>, snapshot: NaiveDate, from: NaiveDate, record: Id, outcome: Outcome) {
        if from == snapshot {
            return courses.push(Self { record, outcome, last: from, unmet_from: None });
        }
        // Of several records without an identifier, each is said something of in turn.
        if let Some(course) = courses.iter_mut().find(|course| course.record == record && course.last < from) {
            course.last = from;
            if outcome.met == Some(false) {
                course.unmet_from.get_or_insert(from);
            }
        }
    }

    fn task<'c>(&self, about: About, child: Child<'c>, snapshot: NaiveDate) -> Option<Task<'c>> {
        let overdue_from = match self.outcome {
            Outcome { met: Some(true), lapses: Some(_), .. } => self.unmet_from?,
            Outcome { met: Some(false), lapses: Some(lapses), .. } => lapses.min(snapshot),
            Outcome { met: Some(false), clause: Some(clause), anchor: Some(anchor), .. }
                if anchor < calendar_begins() && LAPSING.contains(&clause) =>
            {
                calendar_begins()
            }
            _ => return None,
        };
        let record = child.text(self.record);
        Some(Task {
            about,
            child: child.id(),
            record: (!record.is_empty()).then_some(record),
            outcome: self.outcome,
            overdue_from,
            days_left: overdue_from.signed_duration_since(snapshot).num_days(),
            team: "",
            worker: "",
        })
    }
}
