//! One child explained: which figures count it and why, and why the others do not.

use std::collections::HashMap;
use std::sync::Arc;

use carekpi_dates::{DateRange, OutsideCalendar};
use carekpi_measure::{Answer, Outcome, Stretch, Verdict};
use carekpi_model::{Child, ChildAsOf, Id};
use carekpi_rules::{Counted, Evidence, IndicatorInfo, NotCounted, Rule, Unit, WhyNot};
use chrono::{Days, NaiveDate};

use crate::scorecard::identifier;
use crate::{Measurement, Provenance};

/// The number of days ahead to look for changes.
const AHEAD: Days = Days::new(366);

/// Why a child can't be explained.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// The caseload has no such child.
    #[error("there is no child with the identifier {id:?}")]
    UnknownChild {
        /// The identifier.
        id: String,
    },
    /// The date is outside the calendar.
    #[error(transparent)]
    OutsideCalendar(#[from] OutsideCalendar),
}

/// One child on one date, in every indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation<'c> {
    /// The provenance of the explanation.
    pub provenance: Arc<Provenance>,
    /// The child's identifier.
    pub child: &'c str,
    /// The snapshot date.
    pub snapshot: NaiveDate,
    /// The last day of the calendar, if it is within a year ahead. What changes after it is not known.
    pub calendar_ends: Option<NaiveDate>,
    /// Every indicator, in the order of the measurement.
    pub indicators: Vec<ExplainedIndicator<'c>>,
}

/// One child in one indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExplainedIndicator<'c> {
    /// The description of the indicator.
    pub info: IndicatorInfo,
    /// The records that are counted.
    pub records: Vec<ExplainedRecord<'c>>,
    /// Why no record is counted; `None` if one is.
    pub not_counted: Option<NotCountedReason>,
    /// The first later day on which the child's state changes, and the new state, if nothing more is recorded. `None` if there is
    /// no change within a year, or before the calendar ends, and for records of a period, because every one eventually drops out of
    /// the period.
    pub next: Option<(NaiveDate, State)>,
}

/// A record that is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExplainedRecord<'c> {
    /// Its identifier; `None` if it is blank.
    pub record: Option<&'c str>,
    /// Whether it meets the rule, and why.
    pub outcome: Outcome,
    /// What the outcome rests on besides the day that its clause is measured from.
    pub evidence: Vec<Evidence<'c>>,
    /// The first later day on which its state changes, and the new state, if nothing more is recorded. `None` if there is no change
    /// within a year.
    pub next: Option<(NaiveDate, State)>,
}

/// Why an indicator does not count a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotCountedReason {
    /// The first condition of the rule that the child does not meet.
    pub why: NotCounted,
    /// The name of the reason, such as `not-long-enough`.
    pub reason: &'static str,
    /// The date that the reason is measured from: see [`WhyNot::since`].
    pub since: Option<NaiveDate>,
    /// The day on which the next record begins that would make the child counted, if one is recorded that begins after the snapshot
    /// date. It is for words only.
    pub next_start: Option<NaiveDate>,
    /// The first day on which the child would be counted if it only grew older and nothing more were recorded; `None` if there is
    /// no such day.
    pub from: Option<NaiveDate>,
}

/// The state of a record, or of a child, in an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It is counted: whether it meets the rule, or `None` if that is undetermined.
    Counted(Option<bool>),
    /// It is unknown whether it is counted.
    Undecidable,
    /// It is not counted.
    NotCounted,
}

impl<'c> Explanation<'c> {
    /// One indicator; `None` if it was not measured.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&ExplainedIndicator<'c>> {
        self.indicators.iter().find(|of| of.info.id == id)
    }
}

impl State {
    const fn of(verdict: Verdict<Id>) -> Self {
        match verdict {
            Verdict::Undecidable => Self::Undecidable,
            Verdict::Member { outcome, .. } => Self::Counted(outcome.met),
        }
    }
}

impl<'c> Measurement<'c> {
    /// Explains one child on one date, in every indicator: counted and why, or not counted and why not.
    ///
    /// # Errors
    ///
    /// The caseload has no such child, or the date is outside the calendar.
    ///
    /// ```
    /// use carekpi::model::{Caseload, entry};
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", born: Some(day(2015, 6, 1)), ..Default::default() });
    /// builder.period_of_care(child, entry::PeriodOfCare::new("C1", day(2025, 1, 12)));
    /// let caseload = builder.finish().unwrap();
    ///
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let explanation = measurement.explain(day(2026, 3, 31), "P1").unwrap();
    /// let placement = explanation.get("cla-same-placement").unwrap();
    /// let why_not = placement.not_counted.unwrap();
    /// assert_eq!((why_not.reason, why_not.since), ("not-long-enough", Some(day(2025, 1, 12))));
    /// assert_eq!(why_not.from, Some(day(2027, 7, 12)));
    /// ```
    pub fn explain(&self, on: NaiveDate, child: &str) -> Result<Explanation<'c>, ExplainError> {
        self.check(on)?;
        let unknown = || ExplainError::UnknownChild { id: child.to_owned() };
        let child = self.caseload().find(child).ok_or_else(unknown)?;
        let calendar_ends = self.context().conventions().calendar.days_covered().end().pred_opt();
        Ok(Explanation {
            calendar_ends: calendar_ends.filter(|last| on.checked_add_days(AHEAD).is_none_or(|end| *last < end)),
            provenance: self.shared_provenance(),
            child: child.id(),
            snapshot: on,
            indicators: self.rules().iter().map(|rule| self.explain_indicator(rule.as_ref(), child, on)).collect(),
        })
    }

    fn explain_indicator(&self, rule: &dyn Rule, child: Child<'c>, on: NaiveDate) -> ExplainedIndicator<'c> {
        let outlook = Outlook::new(self, rule, child, on);
        let info = rule.info().clone();
        let as_of = self.as_of(on);
        let mut before = HashMap::new();
        let records: Vec<ExplainedRecord<'c>> = outlook
            .now
            .iter()
            .filter_map(|verdict| match *verdict {
                Verdict::Member { record, outcome } => Some(ExplainedRecord {
                    record: identifier(child, record),
                    outcome,
                    evidence: rule.evidence(child.as_of(&as_of), record, &outcome),
                    next: outlook.next_of(next_key(&mut before, record)),
                }),
                Verdict::Undecidable => None,
            })
            .collect();
        let not_counted = if records.is_empty() { Some(self.why_not(rule, child, on)) } else { None };
        let has_change = info.unit.is_person() || !is_of_period(rule, child.as_of(&as_of));
        let next = if has_change { outlook.next_change() } else { None };
        ExplainedIndicator { info, records, not_counted, next }
    }

    fn why_not(&self, rule: &dyn Rule, child: Child<'c>, on: NaiveDate) -> NotCountedReason {
        let as_of = self.as_of(on);
        let as_it_is = child.as_of(&as_of);
        // The last event that would count in another period.
        let mut last = None;
        let judged = rule.judge_each(as_it_is, &mut |Counted { answer, .. }| {
            if let Answer::InPeriod(day, _) = answer {
                last = last.max(Some(day).filter(|day| as_of.happened(*day)));
            }
        });
        let why = judged.err().unwrap_or(NotCounted::OutsidePeriod);
        let WhyNot { reason, since, .. } = why.why(as_it_is);
        let (since, next_start) = (since.or(last), why.next_start(as_it_is));
        NotCountedReason { why, reason, since, next_start, from: self.counted_from(rule, child, on) }
    }

    /// The first day on which a rule would count a child that only grows older, with nothing more recorded.
    fn counted_from(&self, rule: &dyn Rule, child: Child<'c>, on: NaiveDate) -> Option<NaiveDate> {
        let days = DateRange::half_open(on, self.context().conventions().calendar.days_covered().end());
        let mut from = None;
        self.forecast(days).stretches(
            |as_of, each| rule.judge_for_kernel(child, as_of, each),
            |stretch| {
                if matches!(stretch.verdict, Verdict::Member { .. }) {
                    from.get_or_insert(stretch.from);
                }
            },
        );
        from
    }
}

/// Whether a rule that may be about other than people counts records of a period. One that counts nothing of a child says nothing.
fn is_of_period(rule: &dyn Rule, child: ChildAsOf<'_, '_>) -> bool {
    if !matches!(rule.info().unit, Unit::Other(_)) {
        return true;
    }
    let mut is_of_period = false;
    let judged = rule.judge_each(child, &mut |counted| is_of_period |= matches!(counted.answer, Answer::InPeriod(..)));
    is_of_period || judged.is_err()
}

/// A record among those of a child: its identifier, and how many with the same one are judged before it. Blank ones are the same.
type RecordKey = (Id, usize);

/// The verdicts of a rule on a child from the snapshot date, if nothing more is recorded.
struct Outlook {
    /// The verdicts on the snapshot date, one for each record that counts.
    now: Vec<Verdict<Id>>,
    /// How the state of each of these records changes, and of the child.
    records: HashMap<RecordKey, Course>,
    child: Course,
    /// The day after the last day covered.
    end: NaiveDate,
}

impl Outlook {
    fn new(measurement: &Measurement<'_>, rule: &dyn Rule, child: Child<'_>, snapshot: NaiveDate) -> Self {
        let end = snapshot.checked_add_days(AHEAD).unwrap_or(NaiveDate::MAX);
        let end = end.min(measurement.context().conventions().calendar.days_covered().end());
        let (mut now, mut records, mut of_child) = (Vec::new(), HashMap::new(), None);
        let (mut day, mut before) = (snapshot, HashMap::new());
        measurement.forecast(DateRange::half_open(snapshot, end)).stretches(
            |as_of, each| rule.judge_for_kernel(child, as_of, each),
            |stretch| {
                let is_now = stretch.from == snapshot;
                if is_now {
                    now.push(stretch.verdict);
                }
                of_child.get_or_insert_with(|| Course::begin(&stretch, snapshot)).follow(&stretch);
                if stretch.from != day {
                    day = stretch.from;
                    before.clear();
                }
                if let Verdict::Member { record, .. } = stretch.verdict {
                    let key = next_key(&mut before, record);
                    if is_now {
                        records.entry(key).or_insert_with(|| Course::begin(&stretch, snapshot));
                    } else if let Some(course) = records.get_mut(&key) {
                        course.follow(&stretch);
                    }
                }
            },
        );
        let never = Course { from: snapshot, until: end, state: State::NotCounted, next: None };
        Self { now, records, child: of_child.unwrap_or(never), end }
    }

    /// The next change of a record.
    fn next_of(&self, record: RecordKey) -> Option<(NaiveDate, State)> {
        self.records.get(&record)?.next(self.end)
    }

    /// The next change of the child.
    fn next_change(&self) -> Option<(NaiveDate, State)> {
        self.child.next(self.end)
    }
}

/// The key of a record that is judged after those that were counted.
fn next_key(before: &mut HashMap<Id, usize>, record: Id) -> RecordKey {
    let count = before.entry(record).or_insert(0);
    let key = (record, *count);
    *count = count.saturating_add(1);
    key
}

/// The state of a record or of a child from the snapshot date through its first change.
struct Course {
    /// The first day of the last stretch that was followed.
    from: NaiveDate,
    /// The day until which the state holds.
    until: NaiveDate,
    state: State,
    next: Option<(NaiveDate, State)>,
}

impl Course {
    /// From the snapshot date, with the first stretch. Until that begins, nothing is counted.
    fn begin(first: &Stretch<Id>, snapshot: NaiveDate) -> Self {
        if first.from > snapshot {
            return Self { from: snapshot, until: first.from, state: State::NotCounted, next: None };
        }
        Self { from: first.from, until: first.until, state: State::of(first.verdict), next: None }
    }

    /// Follows the next stretch. Of several that begin on one day, the first counts.
    fn follow(&mut self, stretch: &Stretch<Id>) {
        if self.next.is_some() || stretch.from == self.from {
            return;
        }
        let state = State::of(stretch.verdict);
        if stretch.from > self.until {
            self.next = Some((self.until, State::NotCounted));
        } else if state != self.state {
            self.next = Some((stretch.from, state));
        }
        (self.from, self.until) = (stretch.from, stretch.until);
    }

    /// The first later day before `end` on which the state is another, and that state.
    fn next(&self, end: NaiveDate) -> Option<(NaiveDate, State)> {
        let ends = (self.until, State::NotCounted);
        self.next.or(Some(ends).filter(|(_, state)| *state != self.state)).filter(|(day, _)| *day < end)
    }
}
