//! Findings, by cause.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use carekpi_model::RecordKind;

use crate::{Extract, Finding, FindingKind, Severity, Table};

/// How many places and identifiers a cause names.
const NAMED: usize = 3;

/// The findings of one kind about one column of a table; of one text if the finding is about that text.
///
/// It does not depend on the order of the rows, except for [`places`](Self::places).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cause {
    /// The table; `None` for files that are not tables.
    pub table: Option<Table>,
    /// The kind of the findings.
    pub kind: FindingKind,
    /// The column.
    pub column: Option<String>,
    /// How many findings there are.
    pub count: usize,
    /// The message of one of the findings: the first in the order of the messages.
    pub message: String,
    /// Whether all findings have this message.
    pub is_same_message: bool,
    /// The first three rows, in the order of the lines.
    pub places: Vec<Place>,
    /// The first three identifiers, in their own order.
    pub identifiers: Vec<String>,
    /// The kinds of record that may be wrong or missing because of it; none for [information](Severity::Information).
    pub records: Cow<'static, [RecordKind]>,
    /// A name in the extract that may be meant to be that of a missing table or column.
    pub near: Option<String>,
    /// The text that is neither yes nor no, for [that kind](FindingKind::CodeUnknown).
    pub value: Option<String>,
}

/// The place of a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Place {
    /// The line on which the row starts. For rows in memory, the number of the row, from 1.
    pub line: u64,
    /// The row's identifier.
    pub identifier: Option<String>,
}

impl Cause {
    /// How serious it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.kind.severity()
    }

    fn of(group: &Group<'_>) -> Option<Self> {
        let first = group.first?;
        let place =
            |(line, identifier): &(u64, Option<&str>)| Place { line: *line, identifier: identifier.map(str::to_owned) };
        Some(Self {
            table: first.table,
            kind: first.kind,
            column: first.column.clone(),
            count: group.count,
            message: first.message.clone(),
            is_same_message: !group.differs,
            places: group.places.iter().map(place).collect(),
            identifiers: group.identifiers.iter().map(|identifier| (*identifier).to_owned()).collect(),
            records: first.records(),
            near: first.near.clone(),
            value: first.value.clone(),
        })
    }
}

impl fmt::Display for Cause {
    /// Writes one line: the place, how many rows, the message, and the first lines with their identifiers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(table) = self.table {
            write!(f, "{table}")?;
            if let Some(column) = &self.column {
                write!(f, " {column}")?;
            }
            f.write_str(": ")?;
        }
        if !self.places.is_empty() {
            write!(f, "{} {}: ", self.count, if self.count == 1 { "row" } else { "rows" })?;
        }
        f.write_str(&self.message)?;
        for (number, place) in self.places.iter().enumerate() {
            let before = match (number, self.places.len()) {
                (0, 1) => "; line ",
                (0, _) => "; lines ",
                _ => ", ",
            };
            write!(f, "{before}{}", place.line)?;
            if let Some(identifier) = &place.identifier {
                write!(f, " ({identifier})")?;
            }
        }
        if self.count > self.places.len() && !self.places.is_empty() { f.write_str(", ...") } else { Ok(()) }
    }
}

/// The findings of one cause.
#[derive(Default)]
struct Group<'f> {
    /// The finding with the first message.
    first: Option<&'f Finding>,
    count: usize,
    differs: bool,
    places: Vec<(u64, Option<&'f str>)>,
    identifiers: Vec<&'f str>,
}

impl<'f> Group<'f> {
    fn add(&mut self, finding: &'f Finding) {
        self.count = self.count.saturating_add(1);
        self.differs |= self.first.is_some_and(|first| first.message != finding.message);
        if self.first.is_none_or(|first| finding.message < first.message) {
            self.first = Some(finding);
        }
        let identifier = finding.identifier.as_deref();
        if let Some(line) = finding.line {
            keep_first(&mut self.places, (line, identifier));
        }
        if let Some(identifier) = identifier
            && !self.identifiers.contains(&identifier)
        {
            keep_first(&mut self.identifiers, identifier);
        }
    }
}

/// Adds to the first few in their order.
fn keep_first<T: Ord>(sorted: &mut Vec<T>, item: T) {
    let at = sorted.partition_point(|other| *other <= item);
    if at < NAMED {
        sorted.insert(at, item);
        sorted.truncate(NAMED);
    }
}

/// Whether findings of this kind are told apart by the text that they are about. Their message names it and nothing else of the
/// row.
const fn is_by_text(kind: FindingKind) -> bool {
    matches!(kind, FindingKind::CodeUnknown | FindingKind::FileIgnored | FindingKind::ValueUnused)
}

impl Extract {
    /// The findings by cause: those of one kind about one column of a table are one, with the number of rows, and so are those
    /// about one text that is neither yes nor no. Sorted by table, kind and column.
    ///
    /// ```
    /// use carekpi_ssd::{Extract, FindingKind, Tables, rows};
    ///
    /// let mut tables = Tables::default();
    /// for (id, born) in [("P1", "31.3.26"), ("P2", "soon"), ("P3", "2020-01-06"), ("P4", "?"), ("P5", "?")] {
    ///     let person = rows::Person { pers_person_id: id.into(), pers_dob: born.into(), ..Default::default() };
    ///     tables.person.push(person);
    /// }
    /// let causes = Extract::from_rows(&tables).unwrap().causes();
    /// let dates = causes.iter().find(|cause| cause.kind == FindingKind::DateIgnored).unwrap();
    /// assert_eq!((dates.count, dates.identifiers.join(" ")), (4, "P1 P2 P4".to_owned()));
    /// assert_eq!(
    ///     dates.to_string(),
    ///     "ssd_person pers_dob: 4 rows: \"31.3.26\" is not a date; read as missing; lines 1 (P1), 2 (P2), 4 (P4), ..."
    /// );
    /// ```
    #[must_use]
    pub fn causes(&self) -> Vec<Cause> {
        let mut groups: BTreeMap<_, Group<'_>> = BTreeMap::new();
        for finding in &self.findings {
            let text = if is_by_text(finding.kind) { finding.message.as_str() } else { "" };
            groups.entry((finding.table, finding.kind, finding.column.as_deref(), text)).or_default().add(finding);
        }
        groups.values().filter_map(Cause::of).collect()
    }
}
