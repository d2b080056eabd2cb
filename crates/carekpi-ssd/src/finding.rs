//! What there is to say of the data.

use std::fmt;

use carekpi_model::RecordKind;
use serde::{Deserialize, Serialize};

use crate::Table;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A row was set aside: it is in no figure.
    Error,
    /// A row was kept, though something about it is doubtful; or something is missing.
    Warning,
    /// Something was ignored that no figure needs.
    Information,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal weighs $severity:ident;)*) => {
        /// What kind of finding it is; shown by its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Code {
            $(
                $(#[doc = $doc])*
                #[serde(rename = $name)]
                $variant,
            )*
        }

        impl Code {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name, which is also how it is written to a file.
            ///
            /// ```
            /// use carekpi_ssd::Code;
            ///
            /// assert_eq!(Code::EndBeforeStart.name(), "end-before-start");
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// How much findings of this kind weigh.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }
        }
    };
}

codes! {
    /// A row without a person.
    PersonMissing = "person-missing" weighs Error;
    /// A row of a person who is not in `ssd_person`.
    PersonUnknown = "person-unknown" weighs Error;
    /// A row without a date that it needs.
    DateMissing = "date-missing" weighs Error;
    /// A row whose date can't be read.
    DateUnreadable = "date-unreadable" weighs Error;
    /// A row whose end date can't be read.
    EndUnreadable = "end-unreadable" weighs Error;
    /// A row that ends before it starts.
    EndBeforeStart = "end-before-start" weighs Error;
    /// A row that is the same as an earlier one.
    RepeatExact = "repeat-exact" weighs Error;
    /// A row with the identifier of an earlier one that says something else.
    RepeatConflicting = "repeat-conflicting" weighs Error;
    /// A row whose number can't be read.
    NumberUnreadable = "number-unreadable" weighs Error;
    /// A date that can't be read and is taken as missing.
    DateIgnored = "date-ignored" weighs Warning;
    /// A code that should be `Y` or `N` and is neither, taken as `N`.
    CodeUnknown = "code-unknown" weighs Warning;
    /// An end date in or after 2099, taken as no end.
    EndOpen = "end-open" weighs Warning;
    /// A table that is not there.
    TableAbsent = "table-absent" weighs Warning;
    /// A table that is not there and that no figure needs.
    TableSpare = "table-spare" weighs Information;
    /// A file that is no table.
    FileIgnored = "file-ignored" weighs Information;
    /// A column that no figure needs.
    ColumnIgnored = "column-ignored" weighs Information;
    /// Spells, statuses or pathway plans taken from `ssd_care_leavers`, which has no dates for them.
    LeaversUndated = "leavers-undated" weighs Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One thing to say of the data: where it is, and what.
///
/// It shows identifiers and dates, never names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// The table; `None` where it is about a file that is no table.
    pub table: Option<Table>,
    /// The line of the file on which the row starts (of rows in memory: the number of the row, from 1).
    pub line: Option<u64>,
    /// What kind of finding it is.
    pub code: Code,
    /// The column.
    pub column: Option<String>,
    /// The row's identifier.
    pub identifier: Option<String>,
    /// What was found, in words.
    pub message: String,
}

impl Finding {
    pub(crate) fn new(table: Table, code: Code, message: impl Into<String>) -> Self {
        Self { table: Some(table), line: None, code, column: None, identifier: None, message: message.into() }
    }

    pub(crate) fn of_file(code: Code, message: impl Into<String>) -> Self {
        Self { table: None, line: None, code, column: None, identifier: None, message: message.into() }
    }

    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The kinds of record that may be wrong or missing because of it; none for information.
    ///
    /// ```
    /// use carekpi_model::RecordKind;
    /// use carekpi_ssd::{Extract, Tables, rows};
    ///
    /// let mut tables = Tables::default();
    /// let (pers_person_id, pers_dob) = ("P1".into(), "not a date".into());
    /// tables.person.push(rows::Person { pers_person_id, pers_dob, ..Default::default() });
    /// let extract = Extract::from_rows(&tables).unwrap();
    /// assert_eq!(extract.findings[0].records(), [RecordKind::Birth]);
    /// ```
    #[must_use]
    pub fn records(&self) -> &'static [RecordKind] {
        match (self.table, self.severity()) {
            (Some(table), Severity::Error | Severity::Warning) => table.records(),
            _ => &[],
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
