//! Findings about the data of an extract.

use std::borrow::Cow;
use std::fmt;

use carekpi_model::RecordKind;
use serde::{Deserialize, Serialize};

use crate::Table;
use crate::bearing::records_of;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A row was set aside. It is in no figure.
    Error,
    /// A row was kept, but something in it is doubtful; or a row is about something that has not been held; or a table or a
    /// column is missing.
    Warning,
    /// Something was ignored that no record needs.
    Information,
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal is $severity:ident;)*) => {
        /// The kind of a finding. It is displayed by its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum FindingKind {
            $(
                $(#[doc = $doc])*
                #[serde(rename = $name)]
                $variant,
            )*
        }

        impl FindingKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name of the kind. Files use the same name.
            ///
            /// ```
            /// use carekpi_ssd::FindingKind;
            ///
            /// assert_eq!(FindingKind::EndBeforeStart.name(), "end-before-start");
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// How serious findings of this kind are.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }
        }
    };
}

kinds! {
    /// The person of a row is missing.
    PersonMissing = "person-missing" is Error;
    /// The person of a row is not in `ssd_person`.
    PersonUnknown = "person-unknown" is Error;
    /// A required date is missing.
    DateMissing = "date-missing" is Error;
    /// A required date is unreadable.
    DateUnreadable = "date-unreadable" is Error;
    /// An end date is unreadable.
    EndUnreadable = "end-unreadable" is Error;
    /// The end is before the start.
    EndBeforeStart = "end-before-start" is Error;
    /// An earlier row is the same.
    RepeatExact = "repeat-exact" is Error;
    /// An earlier row has the same identifier and differs.
    RepeatConflicting = "repeat-conflicting" is Error;
    /// A required number is unreadable.
    NumberUnreadable = "number-unreadable" is Error;
    /// A visit, review, check, meeting or plan has no date: it has not been held. The row is set aside.
    NotHeld = "not-held" is Warning;
    /// An optional date is unreadable. It is read as missing.
    DateIgnored = "date-ignored" is Warning;
    /// A date is before 1950, and stands for one that is not known. It is read as missing.
    DatePlaceholder = "date-placeholder" is Warning;
    /// A text is neither yes nor no. It is read as unknown or as no.
    CodeUnknown = "code-unknown" is Warning;
    /// An end or a death is in 2099 or later. It is read as none.
    EndOpen = "end-open" is Warning;
    /// An episode of care has no end, and the person has a later one. It is read as ended when that one begins.
    EpisodeLeftOpen = "episode-left-open" is Warning;
    /// Population estimates with the same dates differ. The greatest is used.
    PopulationConflicting = "population-conflicting" is Warning;
    /// A population is 0, so that there is no rate.
    PopulationZero = "population-zero" is Warning;
    /// A mapping names one column of the file for two that are read, or one that is read for itself.
    ColumnShared = "column-shared" is Warning;
    /// A mapping names a value that no row has.
    ValueUnused = "value-unused" is Information;
    /// A table is missing.
    TableAbsent = "table-absent" is Warning;
    /// A table is missing that has no [kind of record](Table::records), or that other tables replace.
    TableSpare = "table-spare" is Information;
    /// A column is missing. It is read as blank.
    ColumnAbsent = "column-absent" is Warning;
    /// A column is missing, and no figure is in doubt without it.
    ColumnSpare = "column-spare" is Information;
    /// A file is not a table.
    FileIgnored = "file-ignored" is Information;
    /// A column is not read.
    ColumnIgnored = "column-ignored" is Information;
    /// Spells, statuses or pathway plans come from `ssd_care_leavers`, which has no dates for them.
    LeaversUndated = "leavers-undated" is Warning;
    /// A file is neither UTF-8 nor UTF-16. It is read as Windows-1252.
    EncodingGuessed = "encoding-guessed" is Information;
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One finding about the data, and its place.
///
/// It contains identifiers and dates, never names of people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// The table; `None` for a file that is not a table.
    pub table: Option<Table>,
    /// The line on which the row starts. For rows in memory, the number of the row, from 1.
    pub line: Option<u64>,
    /// The kind of the finding. Files call it `code`.
    #[serde(rename = "code")]
    pub kind: FindingKind,
    /// The column.
    pub column: Option<String>,
    /// The row's identifier.
    pub identifier: Option<String>,
    /// What was found, and what was done about it.
    pub message: String,
    /// A name in the extract that may be meant to be that of a missing table or column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near: Option<String>,
    /// The text that is neither yes nor no, for [that kind](FindingKind::CodeUnknown). It is not written: the message says it.
    #[serde(skip)]
    pub value: Option<String>,
    /// The file of a table of a kind of your own, if the table is missing. It is not written: the message says it.
    #[serde(skip)]
    pub file: Option<String>,
}

impl Finding {
    pub(crate) fn new(table: Table, kind: FindingKind, message: impl Into<String>) -> Self {
        Self { table: Some(table), ..Self::of_file(kind, message) }
    }

    /// A finding about a file that is not a table.
    pub(crate) fn of_file(kind: FindingKind, message: impl Into<String>) -> Self {
        Self {
            table: None,
            line: None,
            kind,
            column: None,
            identifier: None,
            message: message.into(),
            near: None,
            value: None,
            file: None,
        }
    }

    /// How serious it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.kind.severity()
    }

    /// The kinds of record that may be wrong or missing because of it; none for [information](Severity::Information).
    ///
    /// ```
    /// use carekpi_model::RecordKind;
    /// use carekpi_ssd::{Extract, Tables, rows};
    ///
    /// let mut tables = Tables::default();
    /// let (pers_person_id, pers_dob) = ("P1".into(), "not a date".into());
    /// tables.person.push(rows::Person { pers_person_id, pers_dob, ..Default::default() });
    /// let extract = Extract::from_rows(&tables).unwrap();
    /// assert_eq!(*extract.findings[0].records(), [RecordKind::Birth]);
    /// ```
    #[must_use]
    pub fn records(&self) -> Cow<'static, [RecordKind]> {
        match (self.table, self.severity(), self.column.as_deref()) {
            (Some(table), Severity::Warning, Some(column)) => records_of(table, column),
            (Some(table), Severity::Error | Severity::Warning, _) => table.records(),
            _ => Cow::Borrowed(&[]),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(table) = self.table {
            write!(f, "{table}")?;
            if let Some(line) = self.line {
                write!(f, " line {line}")?;
            }
            if let Some(column) = &self.column {
                write!(f, " {column}")?;
            }
            if let Some(identifier) = &self.identifier {
                write!(f, " ({identifier})")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}
