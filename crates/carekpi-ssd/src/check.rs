//! Checks a row before it becomes a record. Every table has the same checks, in the same order.

mod days;
mod plan;
mod usual;

use carekpi_dates::TimeOfDay;
use carekpi_model::{ChildKey, Seen, quoted};
use chrono::{Datelike, NaiveDate};

use crate::people::{Owner, People, Register};
use crate::repeats::{Repeat, Repeats, content};
use crate::rows::{Cells, columns};
use crate::spec::{Spec, position};
use crate::value::{DateCell, FIRST_OPEN_YEAR, TimeCell, parse_seen, read_date, read_time};
use crate::{Finding, FindingKind, Table};
pub(crate) use days::Days;
use plan::Plan;
pub(crate) use usual::UsualRow;

/// A row that passed the checks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Checked<'r> {
    /// The line on which the row starts.
    pub(crate) line: u64,
    pub(crate) values: Values<'r>,
    pub(crate) rare: RareValues,
}

/// The values of a row. Each is `None` if the table has no such column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Values<'r> {
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
    /// What the column that says yes or no says.
    pub(crate) flag: Seen,
}

/// Values that few tables have. They are kept apart so that [`Values`] are small, and those of a block stay in a near cache.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RareValues {
    /// The number that the table requires.
    pub(crate) number: Option<u64>,
    /// The times of day of the required date and of the end.
    pub(crate) times: [Option<TimeOfDay>; 2],
}

/// Why a row is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotKept {
    /// It is set aside, and a finding says why.
    SetAside,
    /// Its person can't be told before these are known.
    WaitsFor(Owner),
}

/// Checks the rows of one table.
#[derive(Debug)]
pub(crate) struct Checker<'d> {
    table: Table,
    identifier: Option<usize>,
    person: Option<usize>,
    via: Option<(usize, Owner)>,
    required_date: Option<usize>,
    is_event: bool,
    start: Option<usize>,
    end: Option<usize>,
    dates: [Option<usize>; 3],
    far_off: Option<usize>,
    number: Option<usize>,
    flag: Option<(usize, &'static str)>,
    times: [Option<usize>; 2],
    repeats: Repeats,
    plan: Plan,
    days: &'d mut Days,
    /// The numbers of the last person, and of the last plan, period or referral, that were found.
    last: (u32, u32),
}

impl<'d> Checker<'d> {
    /// A checker that has seen no row yet.
    pub(crate) fn new(table: Table, repeats: Repeats, days: &'d mut Days) -> Self {
        let spec = Spec::of(table);
        let at = |column: Option<&str>| column.map(|column| position(table, column));
        let mut dates = spec.dates.iter().copied();
        Self {
            table,
            identifier: at(spec.identifier),
            person: at(spec.person),
            via: spec.via.map(|via| (position(table, via.column), via.owner)),
            required_date: at(spec.required_date),
            is_event: spec.is_event,
            start: at(spec.start),
            end: at(spec.end),
            dates: [(); 3].map(|()| at(dates.next())),
            far_off: at(spec.far_off),
            number: at(spec.number),
            flag: spec.flag.map(|flag| (position(table, flag.column), flag.otherwise)),
            times: spec.times.map(at),
            repeats,
            plan: Plan::of(table),
            days,
            last: (0, 0),
        }
    }

    /// Forgets all rows.
    pub(crate) fn restart(&mut self) {
        self.repeats.clear();
    }

    /// Reserves memory for about this many rows in all.
    pub(crate) fn expect(&mut self, rows: usize) {
        self.repeats.reserve(rows);
    }

    /// Learns that the header lacks a column. If it is the person's, the rows wait for what gives their persons.
    pub(crate) fn lacks(&mut self, column: &str) -> Option<Owner> {
        let lacks_person = self.via.is_some() && self.person == Some(position(self.table, column));
        if lacks_person {
            self.person = None;
        }
        self.via.filter(|_| lacks_person).map(|(_, owner)| owner)
    }

    /// The identifiers of the kept rows.
    pub(crate) fn into_repeats(self) -> Repeats {
        self.repeats
    }

    /// Checks a row of clean cells and adds what it finds to `findings`.
    pub(crate) fn check<'r>(
        &mut self,
        line: u64,
        cells: &Cells<'r>,
        people: &People,
        findings: &mut Vec<Finding>,
    ) -> Result<Checked<'r>, NotKept> {
        let cell = |at: usize| -> &'r str { cells.get(at).copied().unwrap_or("") };
        let id = self.identifier.map_or("", cell);
        let mut row = Row { table: self.table, line, id, cells, findings };
        let child = self.person(&mut row, people)?;
        let mut values = Values { id, child, ..Values::default() };
        let mut rare = RareValues::default();
        values.required_date = self.required_date.map(|at| row.needed_date(at, self.is_event)).transpose()?;

        // What is odd about the start and the end is reported if the row is kept.
        let mut odd = [None; 2];
        if self.start == self.required_date {
            values.start = values.required_date;
        } else if let Some(at) = self.start {
            (values.start, odd[0]) = optional_date(cell(at));
        }
        if let Some(at) = self.end {
            (values.end, odd[1]) = optional_date(cell(at));
            if odd[1] == Some(FindingKind::DateIgnored) {
                let message = format!("{} is not a date; row set aside", quoted(cell(at)));
                return Err(row.set_aside(FindingKind::EndUnreadable, Some(at), message));
            }
            if is_far_off(values.end) {
                (values.end, odd[1]) = (None, Some(FindingKind::EndOpen));
            }
            if let (Some(start), Some(end)) = (values.start, values.end)
                && end < start
            {
                let message = format!("the end, {end}, is before the start, {start}; row set aside");
                return Err(row.set_aside(FindingKind::EndBeforeStart, Some(at), message));
            }
        }
        if let Some(at) = self.number {
            let digits = Some(cell(at)).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            rare.number = digits.and_then(|digits| digits.parse().ok());
            if rare.number.is_none() {
                let message = format!("{} is not a whole number; row set aside", quoted(cell(at)));
                return Err(row.set_aside(FindingKind::NumberUnreadable, Some(at), message));
            }
        }
        match self.repeats.check(id, || content(cells, columns(self.table).len(), |_| None)) {
            Repeat::New => {}
            Repeat::Exact => {
                let message = "an earlier row is the same; row set aside";
                return Err(row.set_aside(FindingKind::RepeatExact, self.identifier, message));
            }
            Repeat::Conflicting => {
                let message = "an earlier row with this identifier differs; row set aside";
                return Err(row.set_aside(FindingKind::RepeatConflicting, self.identifier, message));
            }
        }

        // The row is kept. The findings below are warnings.
        for (odd, at) in odd.into_iter().zip([self.start, self.end]) {
            row.warn(odd, at);
        }
        for (date, at) in values.dates.iter_mut().zip(self.dates) {
            let Some(at) = at else { continue };
            let mut odd;
            (*date, odd) = optional_date(cell(at));
            if self.far_off == Some(at) && is_far_off(*date) {
                (*date, odd) = (None, Some(FindingKind::EndOpen));
            }
            row.warn(odd, Some(at));
        }
        if let Some((at, otherwise)) = self.flag {
            values.flag = parse_seen(cell(at));
            if values.flag == Seen::Unknown && !cell(at).is_empty() {
                let message = format!("{} is neither yes nor no; read as {otherwise}", quoted(cell(at)));
                row.report(FindingKind::CodeUnknown, Some(at), message);
                if let Some(finding) = row.findings.last_mut() {
                    finding.value = Some(cell(at).to_owned());
                }
            }
        }
        let days = [(values.required_date, self.required_date), (values.end, self.end)];
        for ((time, at), (day, day_at)) in rare.times.iter_mut().zip(self.times).zip(days) {
            let Some(at) = at else { continue };
            let text = cell(at);
            let message = match read_time(text, day_at.map_or("", cell)) {
                TimeCell::Missing => continue,
                TimeCell::Time(read) if day.is_some() => {
                    *time = Some(read);
                    continue;
                }
                // What is odd about the day is reported already.
                TimeCell::Time(_) if day_at.is_some_and(|at| !cell(at).is_empty()) => continue,
                TimeCell::Time(_) => format!("{} is a time without a day; read as missing", quoted(text)),
                TimeCell::OtherDay => format!("{} is of another day; read as missing", quoted(text)),
                TimeCell::Unreadable => format!("{} is not a time of day; read as missing", quoted(text)),
            };
            row.report(FindingKind::DateIgnored, Some(at), message);
        }
        Ok(Checked { line, values, rare })
    }

    /// The person of a row: the one that it names, or else that of the plan, period or referral that it names.
    fn person(&mut self, row: &mut Row<'_, '_>, people: &People) -> Result<Option<ChildKey>, NotKept> {
        match (self.person, self.via) {
            (None, None) => Ok(None),
            // A row of `ssd_person` makes its person known.
            (Some(at), _) if self.table == Table::Person && !row.cell(at).is_empty() => Ok(None),
            (Some(at), _) if !row.cell(at).is_empty() => {
                row.person_of(at, &people.persons, &mut self.last.0, "a known person")
            }
            (_, Some((at, owner))) if !row.cell(at).is_empty() => {
                let register = people.of(owner).ok_or(NotKept::WaitsFor(owner))?;
                row.person_of(at, register, &mut self.last.1, owner.name())
            }
            (person, via) => {
                let at = person.or(via.map(|(at, _)| at));
                Err(row.set_aside(FindingKind::PersonMissing, at, "the person is missing; row set aside"))
            }
        }
    }
}

/// A row, and the findings about it.
struct Row<'r, 'f> {
    table: Table,
    line: u64,
    id: &'r str,
    cells: &'f Cells<'r>,
    findings: &'f mut Vec<Finding>,
}

impl<'r> Row<'r, '_> {
    fn cell(&self, at: usize) -> &'r str {
        self.cells.get(at).copied().unwrap_or("")
    }

    fn report(&mut self, kind: FindingKind, at: Option<usize>, message: impl Into<String>) {
        let mut finding = Finding::new(self.table, kind, message);
        finding.line = Some(self.line);
        finding.column = at.and_then(|at| columns(self.table).get(at)).map(|&column| column.to_owned());
        finding.identifier = (!self.id.is_empty()).then(|| self.id.to_owned());
        self.findings.push(finding);
    }

    fn set_aside(&mut self, kind: FindingKind, at: Option<usize>, message: impl Into<String>) -> NotKept {
        self.report(kind, at, message);
        NotKept::SetAside
    }

    /// The person of the identifier in one column. `last` is the number of the identifier that was found last.
    fn person_of(
        &mut self,
        at: usize,
        register: &Register,
        last: &mut u32,
        what: &str,
    ) -> Result<Option<ChildKey>, NotKept> {
        let named = self.cell(at);
        if let Some((number, child)) = register.find(named.as_bytes(), *last) {
            *last = number;
            return Ok(Some(child));
        }
        let likely = register.likely(named).map(|likely| format!("; did you mean {}?", quoted(&likely)));
        let message = format!("{} is not {what}; row set aside{}", quoted(named), likely.unwrap_or_default());
        Err(self.set_aside(FindingKind::PersonUnknown, Some(at), message))
    }

    /// Reports what is odd about a date of a kept row.
    #[inline]
    fn warn(&mut self, odd: Option<FindingKind>, at: Option<usize>) {
        if let Some(kind) = odd {
            self.odd_date(kind, at);
        }
    }

    fn odd_date(&mut self, kind: FindingKind, at: Option<usize>) {
        let text = quoted(at.map_or("", |at| self.cell(at)));
        match kind {
            FindingKind::DateIgnored => self.report(kind, at, format!("{text} is not a date; read as missing")),
            FindingKind::EndOpen => self.report(kind, at, "the date is in 2099 or later; read as none"),
            _ => self.report(kind, at, format!("{text} is before 1950; read as missing")),
        }
    }

    /// A date without which the row is set aside.
    fn needed_date(&mut self, at: usize, is_event: bool) -> Result<NaiveDate, NotKept> {
        let text = self.cell(at);
        let at = Some(at);
        match read_date(text) {
            DateCell::Date(date) => Ok(date),
            DateCell::Unreadable => {
                let message = format!("{} is not a date; row set aside", quoted(text));
                Err(self.set_aside(FindingKind::DateUnreadable, at, message))
            }
            DateCell::Missing if is_event => {
                let message = "there is no date, so it is treated as not held; row set aside";
                Err(self.set_aside(FindingKind::NotHeld, at, message))
            }
            DateCell::Placeholder if is_event => {
                let message =
                    format!("{} stands for no date, so it is treated as not held; row set aside", quoted(text));
                Err(self.set_aside(FindingKind::NotHeld, at, message))
            }
            DateCell::Missing => {
                Err(self.set_aside(FindingKind::DateMissing, at, "the date is missing; row set aside"))
            }
            DateCell::Placeholder => {
                let message = format!("{} is before 1950, and counts as missing; row set aside", quoted(text));
                Err(self.set_aside(FindingKind::DateMissing, at, message))
            }
        }
    }
}

/// A date that may be missing, and what is odd about it.
fn optional_date(text: &str) -> (Option<NaiveDate>, Option<FindingKind>) {
    match read_date(text) {
        DateCell::Date(date) => (Some(date), None),
        DateCell::Missing => (None, None),
        DateCell::Placeholder => (None, Some(FindingKind::DatePlaceholder)),
        DateCell::Unreadable => (None, Some(FindingKind::DateIgnored)),
    }
}

/// Whether an end means that there is no end yet.
fn is_far_off(date: Option<NaiveDate>) -> bool {
    date.is_some_and(|date| date.year() >= FIRST_OPEN_YEAR.cast_signed())
}
