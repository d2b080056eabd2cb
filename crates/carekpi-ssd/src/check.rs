//! Checking a row before the domain sees it: the same checks, in the same order, for every table.

use std::collections::HashMap;

use carekpi_model::ChildKey;
use chrono::{Datelike, NaiveDate};
use foldhash::fast::FixedState;

use crate::names::Names;
use crate::repeats::{Repeat, Repeats};
use crate::rows::{Cells, columns};
use crate::spec::{Spec, position};
use crate::value::parse_date;
use crate::{Code, Finding, Table};

/// Who the rows are about.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// The identifiers of persons.
    pub(crate) names: Names,
    /// The persons, in the order of their identifiers' numbers.
    pub(crate) keys: Vec<ChildKey>,
    /// Persons by the identifier of a period of care; `None` where two persons have it.
    pub(crate) by_period: HashMap<Box<str>, Option<ChildKey>, FixedState>,
}

impl People {
    /// The number of a person, and the person. The last one that was found is looked at first, with a few that come after:
    /// most tables have people in the order of the table of people.
    fn find(&self, identifier: &str, last: u32) -> Option<(u32, ChildKey)> {
        let nearby = (last..=last.saturating_add(4)).find(|number| self.names.get(*number) == Some(identifier));
        let number = nearby.or_else(|| self.names.find(identifier))?;
        Some((number, *self.keys.get(usize::try_from(number).ok()?)?))
    }
}

/// What the checks of a row found out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Checked {
    /// Whom it is about.
    pub(crate) child: Option<ChildKey>,
    /// The date that it needs, or its start.
    pub(crate) start: Option<NaiveDate>,
    /// Its end; `None` while it is open.
    pub(crate) end: Option<NaiveDate>,
    /// Its further dates.
    pub(crate) dates: [Option<NaiveDate>; 3],
    /// Its number.
    pub(crate) number: u64,
}

/// Checks the rows of one table.
#[derive(Debug)]
pub(crate) struct Checker {
    table: Table,
    identifier: Option<usize>,
    person: Option<usize>,
    period: Option<usize>,
    needs: Option<usize>,
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
    /// Checks the rows of a table.
    pub(crate) fn new(table: Table, repeats: Repeats) -> Self {
        let spec = Spec::of(table);
        let at = |column: Option<&str>| column.map(|column| position(table, column));
        let mut dates = spec.dates.iter().copied();
        Self {
            table,
            identifier: at(spec.identifier),
            person: at(spec.person),
            period: at(spec.period),
            needs: at(spec.needs),
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

    /// The identifiers of the rows that were kept.
    pub(crate) fn into_repeats(self) -> Repeats {
        self.repeats
    }

    /// Checks a row of clean cells, and says in `findings` what is wrong with it. `None` if it must be set aside.
    pub(crate) fn check(
        &mut self,
        line: u64,
        cells: &Cells<'_>,
        people: &People,
        findings: &mut Vec<Finding>,
    ) -> Option<Checked> {
        let cell = |at: usize| cells.get(at).copied().unwrap_or("");
        let identifier = self.identifier.map_or("", cell);
        let mut say = |code: Code, at: Option<usize>, message: String| {
            let mut finding = Finding::new(self.table, code, message);
            finding.line = Some(line);
            finding.column = at.and_then(|at| columns(self.table).get(at)).map(|&column| column.to_owned());
            finding.identifier = (!identifier.is_empty()).then(|| identifier.to_owned());
            findings.push(finding);
        };

        let mut checked = Checked::default();
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
                say(Code::PersonMissing, Some(at), "whom the row is about is missing: it is set aside".to_owned());
                return None;
            }
            // A row of the persons themselves is what makes a person known.
            if known.is_none() && self.table != Table::Person {
                let what = if self.period == Some(at) { "one known person's period of care" } else { "a known person" };
                say(Code::PersonUnknown, Some(at), format!("{text:?} is not {what}: the row is set aside"));
                return None;
            }
        }

        if let Some(at) = self.needs {
            match parse_date(cell(at)) {
                Some(date) => checked.start = Some(date),
                None if cell(at).is_empty() => {
                    say(Code::DateMissing, Some(at), "the date is missing: the row is set aside".to_owned());
                    return None;
                }
                None => {
                    let message = format!("{:?} is no date: the row is set aside", cell(at));
                    say(Code::DateUnreadable, Some(at), message);
                    return None;
                }
            }
        }
        let mut ignored = [None; 4];
        if let Some(at) = self.start.filter(|at| Some(*at) != self.needs) {
            checked.start = parse_date(cell(at));
            if checked.start.is_none() && !cell(at).is_empty() {
                ignored[0] = Some(at);
            }
        }
        let mut open_end = false;
        if let Some(at) = self.end.filter(|at| !cell(*at).is_empty()) {
            let Some(end) = parse_date(cell(at)) else {
                let message = format!("{:?} is no date: the row is set aside", cell(at));
                say(Code::EndUnreadable, Some(at), message);
                return None;
            };
            open_end = end.year() >= FIRST_OPEN_YEAR;
            checked.end = (!open_end).then_some(end);
            if let (Some(start), Some(end)) = (checked.start, checked.end)
                && end < start
            {
                let message = format!("the end, {end}, is before the start, {start}: the row is set aside");
                say(Code::EndBeforeStart, Some(at), message);
                return None;
            }
        }
        if let Some(at) = self.number {
            match cell(at).parse() {
                Ok(number) if cell(at).bytes().all(|byte| byte.is_ascii_digit()) => checked.number = number,
                _ => {
                    let message = format!("{:?} is no whole number: the row is set aside", cell(at));
                    say(Code::NumberUnreadable, Some(at), message);
                    return None;
                }
            }
        }
        match self.repeats.check(identifier, cells.get(..columns(self.table).len()).unwrap_or(cells)) {
            Repeat::New => {}
            Repeat::Exact => {
                let message = "the row repeats an earlier one: it is set aside".to_owned();
                say(Code::RepeatExact, self.identifier, message);
                return None;
            }
            Repeat::Conflicting => {
                let message = "an earlier row has this identifier and says something else: this one is set aside";
                say(Code::RepeatConflicting, self.identifier, message.to_owned());
                return None;
            }
        }

        // The row is kept; what follows is only worth saying.
        for ((date, at), ignored) in checked.dates.iter_mut().zip(self.dates).zip(ignored.iter_mut().skip(1)) {
            *date = at.and_then(|at| parse_date(cell(at)));
            if date.is_none() && at.is_some_and(|at| !cell(at).is_empty()) {
                *ignored = at;
            }
        }
        for at in ignored.into_iter().flatten() {
            say(Code::DateIgnored, Some(at), format!("{:?} is no date: it is taken as missing", cell(at)));
        }
        if let Some(at) = self.yes_or_no.filter(|at| !matches!(cell(*at), "" | "Y" | "N")) {
            say(Code::CodeUnknown, Some(at), format!("{:?} is neither Y nor N: it is taken as N", cell(at)));
        }
        if open_end {
            say(Code::EndOpen, self.end, "an end in or after 2099 is taken as no end".to_owned());
        }
        Some(checked)
    }
}

/// An end date in this year or a later one means that there is none yet.
const FIRST_OPEN_YEAR: i32 = 2099;
