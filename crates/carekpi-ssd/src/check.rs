//! Checks a row before it becomes a record. Every table has the same checks, in the same order.

use std::collections::HashMap;

use carekpi_model::ChildKey;
use chrono::{Datelike, NaiveDate};
use foldhash::fast::FixedState;

use crate::names::Names;
use crate::repeats::{Repeat, Repeats};
use crate::rows::{Cells, columns};
use crate::spec::{Spec, position};
use crate::value::parse_date;
use crate::{Finding, FindingKind, Table};

/// The persons that rows can name.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// The identifiers of the persons.
    pub(crate) names: Names,
    /// The persons, in the order of their identifiers' numbers.
    pub(crate) keys: Vec<ChildKey>,
    /// The person of each period of care, by its identifier; `None` if two persons have it.
    pub(crate) by_period: HashMap<Box<str>, Option<ChildKey>, FixedState>,
}

impl People {
    /// Finds a person, with the identifier's number. The numbers from `last` on are tried first, because most tables list
    /// persons in the order of `ssd_person`.
    fn find(&self, identifier: &str, last: u32) -> Option<(u32, ChildKey)> {
        let nearby = (last..=last.saturating_add(4)).find(|number| self.names.get(*number) == Some(identifier));
        let number = nearby.or_else(|| self.names.find(identifier))?;
        Some((number, *self.keys.get(usize::try_from(number).ok()?)?))
    }
}

/// The values of a row that passed the checks. Each is `None` if the table has no such column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Checked<'r> {
    /// The row's identifier; may be blank.
    pub(crate) id: &'r str,
    /// The person.
    pub(crate) child: Option<ChildKey>,
    /// The date that the table requires.
    pub(crate) required_date: Option<NaiveDate>,
    /// The start, if there is one.
    pub(crate) start: Option<NaiveDate>,
    /// The end; `None` while it is open.
    pub(crate) end: Option<NaiveDate>,
    /// The other dates.
    pub(crate) dates: [Option<NaiveDate>; 3],
    /// The number that the table requires.
    pub(crate) number: Option<u64>,
}

/// Checks the rows of one table.
#[derive(Debug)]
pub(crate) struct Checker {
    table: Table,
    identifier: Option<usize>,
    person: Option<usize>,
    period: Option<usize>,
    required_date: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    dates: [Option<usize>; 3],
    number: Option<usize>,
    yes_or_no: Option<usize>,
    repeats: Repeats,
    /// The number of the last person that was found.
    last: u32,
}

impl Checker {
    /// A checker that has seen no row yet.
    pub(crate) fn new(table: Table, repeats: Repeats) -> Self {
        let spec = Spec::of(table);
        let at = |column: Option<&str>| column.map(|column| position(table, column));
        let mut dates = spec.dates.iter().copied();
        Self {
            table,
            identifier: at(spec.identifier),
            person: at(spec.person),
            period: at(spec.period),
            required_date: at(spec.required_date),
            start: at(spec.start),
            end: at(spec.end),
            dates: [(); 3].map(|()| at(dates.next())),
            number: at(spec.number),
            yes_or_no: at(spec.yes_or_no),
            repeats,
            last: 0,
        }
    }

    /// Forgets all rows.
    pub(crate) fn restart(&mut self) {
        self.repeats.clear();
    }

    /// The identifiers of the kept rows.
    pub(crate) fn into_repeats(self) -> Repeats {
        self.repeats
    }

    /// Checks a row of clean cells and adds what it finds to `findings`. `None` if the row must be set aside.
    pub(crate) fn check<'r>(
        &mut self,
        line: u64,
        cells: &Cells<'r>,
        people: &People,
        findings: &mut Vec<Finding>,
    ) -> Option<Checked<'r>> {
        let cell = |at: usize| -> &'r str { cells.get(at).copied().unwrap_or("") };
        let id = self.identifier.map_or("", cell);
        let mut report = |kind: FindingKind, at: Option<usize>, message: String| {
            let mut finding = Finding::new(self.table, kind, message);
            finding.line = Some(line);
            finding.column = at.and_then(|at| columns(self.table).get(at)).map(|&column| column.to_owned());
            finding.identifier = (!id.is_empty()).then(|| id.to_owned());
            findings.push(finding);
        };

        let mut checked = Checked { id, ..Checked::default() };
        if self.person.is_some() || self.period.is_some() {
            let (at, text, known) = match (self.person, self.period) {
                (Some(person), _) if !cell(person).is_empty() => {
                    let found = people.find(cell(person), self.last);
                    self.last = found.map_or(self.last, |(number, _)| number);
                    (person, cell(person), found.map(|(_, child)| child))
                }
                (_, Some(period)) => (period, cell(period), people.by_period.get(cell(period)).copied().flatten()),
                (person, None) => (person.unwrap_or(0), "", None),
            };
            checked.child = known;
            if text.is_empty() {
                report(FindingKind::PersonMissing, Some(at), "the person is missing; row set aside".to_owned());
                return None;
            }
            // A row of `ssd_person` makes its person known.
            if known.is_none() && self.table != Table::Person {
                let what =
                    if self.period == Some(at) { "a period of care of one known person" } else { "a known person" };
                report(FindingKind::PersonUnknown, Some(at), format!("{text:?} is not {what}; row set aside"));
                return None;
            }
        }

        if let Some(at) = self.required_date {
            checked.required_date = parse_date(cell(at));
            if checked.required_date.is_none() {
                if cell(at).is_empty() {
                    report(FindingKind::DateMissing, Some(at), "the date is missing; row set aside".to_owned());
                } else {
                    let message = format!("{:?} is not a date; row set aside", cell(at));
                    report(FindingKind::DateUnreadable, Some(at), message);
                }
                return None;
            }
        }
        let mut ignored = [None; 4];
        if self.start == self.required_date {
            checked.start = checked.required_date;
        } else if let Some(at) = self.start {
            checked.start = parse_date(cell(at));
            if checked.start.is_none() && !cell(at).is_empty() {
                ignored[0] = Some(at);
            }
        }
        let mut open_end = false;
        if let Some(at) = self.end.filter(|at| !cell(*at).is_empty()) {
            let Some(end) = parse_date(cell(at)) else {
                let message = format!("{:?} is not a date; row set aside", cell(at));
                report(FindingKind::EndUnreadable, Some(at), message);
                return None;
            };
            open_end = end.year() >= FIRST_OPEN_YEAR;
            checked.end = (!open_end).then_some(end);
            if let (Some(start), Some(end)) = (checked.start, checked.end)
                && end < start
            {
                let message = format!("the end, {end}, is before the start, {start}; row set aside");
                report(FindingKind::EndBeforeStart, Some(at), message);
                return None;
            }
        }
        if let Some(at) = self.number {
            let digits = Some(cell(at)).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            checked.number = digits.and_then(|digits| digits.parse().ok());
            if checked.number.is_none() {
                let message = format!("{:?} is not a whole number; row set aside", cell(at));
                report(FindingKind::NumberUnreadable, Some(at), message);
                return None;
            }
        }
        match self.repeats.check(id, cells.get(..columns(self.table).len()).unwrap_or(cells)) {
            Repeat::New => {}
            Repeat::Exact => {
                let message = "an earlier row is the same; row set aside".to_owned();
                report(FindingKind::RepeatExact, self.identifier, message);
                return None;
            }
            Repeat::Conflicting => {
                let message = "an earlier row with this identifier differs; row set aside".to_owned();
                report(FindingKind::RepeatConflicting, self.identifier, message);
                return None;
            }
        }

        // The row is kept. The findings below are warnings.
        for ((date, at), ignored) in checked.dates.iter_mut().zip(self.dates).zip(ignored.iter_mut().skip(1)) {
            *date = at.and_then(|at| parse_date(cell(at)));
            if date.is_none() && at.is_some_and(|at| !cell(at).is_empty()) {
                *ignored = at;
            }
        }
        for at in ignored.into_iter().flatten() {
            report(FindingKind::DateIgnored, Some(at), format!("{:?} is not a date; read as missing", cell(at)));
        }
        if let Some(at) = self.yes_or_no.filter(|at| !matches!(cell(*at), "" | "Y" | "N")) {
            report(FindingKind::CodeUnknown, Some(at), format!("{:?} is neither Y nor N; read as N", cell(at)));
        }
        if open_end {
            report(FindingKind::EndOpen, self.end, "the end is in 2099 or later; read as no end".to_owned());
        }
        Some(checked)
    }
}

/// An end in this year or later means that there is no end yet.
const FIRST_OPEN_YEAR: i32 = 2099;
