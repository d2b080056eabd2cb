//! Definitions: every limit and every reading.

use carekpi_assessments::Assessments;
use carekpi_care_leavers::CareLeavers;
use carekpi_child_protection::ChildProtection;
use carekpi_children_in_need::ChildrenInNeed;
use carekpi_cypds::Cypds;
use carekpi_dates::Span;
use carekpi_looked_after::{AdoptivePlacement, LookedAfter, TemporaryPlacements};
use carekpi_model::{Allocations, Shared};

/// Every limit and every reading of the 23 indicators: one table for what all share, one for each service area, one for
/// each indicator inside its area. The default is that of the definitions document, read as `READINGS.md` says.
///
/// ```
/// use carekpi::Definitions;
///
/// let definitions = Definitions::from_toml(r#"
///     [shared]
///     end_day = "included"
///     [child-protection.cp-visits]
///     within = "5 working days"
/// "#).unwrap();
/// let differences = definitions.diff(&Definitions::default());
/// assert_eq!(differences[0].to_string(), r#"child-protection.cp-visits.within = "5 working days", not "10 working days""#);
/// assert_eq!(differences[1].setting, "shared.end_day");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields, rename_all = "kebab-case")
)]
#[non_exhaustive]
pub struct Definitions {
    /// What every indicator shares.
    pub shared: Shared,
    /// Child protection.
    pub child_protection: ChildProtection,
    /// Children in need.
    pub children_in_need: ChildrenInNeed,
    /// Children looked after.
    pub looked_after: LookedAfter,
    /// Care leavers.
    pub care_leavers: CareLeavers,
    /// The disability service.
    pub cypds: Cypds,
    /// Assessments.
    pub assessments: Assessments,
    /// Which allocations are a case worker's.
    pub allocations: Allocations,
}

impl Definitions {
    /// The limits of statute and statutory guidance where they differ from those of the definitions document: the first
    /// core group within 10 working days, and health assessments every 6 months up to the fifth birthday.
    ///
    /// ```
    /// use carekpi::Definitions;
    ///
    /// assert_eq!(Definitions::statutory().looked_after.cla_health.age_limit, 5);
    /// ```
    #[must_use]
    pub fn statutory() -> Self {
        let mut definitions = Self::default();
        definitions.child_protection.cp_core_groups.first_within = Span::working_days(10);
        definitions.looked_after.cla_health.age_limit = 5;
        definitions
    }

    /// The wording of the national figures for the two placement indicators: of three placements every child looked after
    /// is in the denominator and temporary placements do not count; a placement for adoption goes on from the one before.
    ///
    /// ```
    /// use carekpi::Definitions;
    ///
    /// assert_eq!(Definitions::national_returns().diff(&Definitions::default()).len(), 3);
    /// ```
    #[must_use]
    pub fn national_returns() -> Self {
        let mut definitions = Self::default();
        let care = &mut definitions.looked_after;
        care.cla_three_placements.looked_after_for = Span::months(0);
        care.cla_three_placements.temporary_placements = TemporaryPlacements::Ignored;
        care.cla_same_placement.adoptive_placement = AdoptivePlacement::Joined;
        definitions
    }
}

/// A named set of definitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// The definitions document's own.
    #[default]
    Default,
    /// [`Definitions::statutory`].
    Statutory,
    /// [`Definitions::national_returns`].
    NationalReturns,
}

impl Profile {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Default, Self::Statutory, Self::NationalReturns];

    /// Its name, such as `national-returns`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Statutory => "statutory",
            Self::NationalReturns => "national-returns",
        }
    }

    /// Its definitions.
    ///
    /// ```
    /// use carekpi::{Definitions, Profile};
    ///
    /// assert_eq!(Profile::Default.definitions(), Definitions::default());
    /// assert_eq!(Profile::Statutory.definitions(), Definitions::statutory());
    /// ```
    #[must_use]
    pub fn definitions(self) -> Definitions {
        match self {
            Self::Default => Definitions::default(),
            Self::Statutory => Definitions::statutory(),
            Self::NationalReturns => Definitions::national_returns(),
        }
    }
}

#[cfg(feature = "toml")]
pub use toml_file::{DefinitionsError, Difference};

#[cfg(feature = "toml")]
mod toml_file {
    use std::fmt;
    use std::ops::Range;

    use toml::Value;

    use super::Definitions;
    use crate::shape::first_wrong;

    /// Why a text is no definitions file.
    #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
    #[error("line {line}: {text}: {message}")]
    #[non_exhaustive]
    pub struct DefinitionsError {
        /// The line, from 1.
        pub line: usize,
        /// What the line says.
        pub text: String,
        /// What is wrong with it, and what is valid there.
        pub message: String,
    }

    /// A setting that two definitions have differently.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Difference {
        /// The setting: table and key, as in a definitions file.
        pub setting: String,
        /// The one's value, as a definitions file writes it.
        pub value: String,
        /// The other's.
        pub other: String,
    }

    impl fmt::Display for Difference {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{} = {}, not {}", self.setting, self.value, self.other)
        }
    }

    impl Definitions {
        /// Reads a definitions file. What it leaves out has its default.
        ///
        /// # Errors
        ///
        /// A table, key, value or unit is unknown, or of another kind than it must be: the error names it, its line, and what is
        /// valid there.
        ///
        /// ```
        /// use carekpi::Definitions;
        ///
        /// let error = Definitions::from_toml("[shared]\nend_day = \"exclusive\"\n").unwrap_err();
        /// assert_eq!(error.line, 2);
        /// assert!(error.to_string().contains("`excluded` or `included`"));
        /// ```
        pub fn from_toml(text: &str) -> Result<Self, DefinitionsError> {
            let wrong = |span: Option<Range<usize>>, message: &str| {
                let start = span.map_or(0, |span| span.start);
                let before = text.get(..start).unwrap_or(text);
                let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
                DefinitionsError {
                    line,
                    text: text.lines().nth(line.saturating_sub(1)).unwrap_or("").trim().to_owned(),
                    message: message.replace('\n', " "),
                }
            };
            if let Some((span, message)) = first_wrong(text) {
                return Err(wrong(Some(span), &message));
            }
            toml::from_str(text).map_err(|error| wrong(error.span(), error.message()))
        }

        /// The same, with what a definitions file says. What the file leaves out stays as it is here.
        ///
        /// # Errors
        ///
        /// As [`from_toml`](Self::from_toml).
        ///
        /// ```
        /// use carekpi::Definitions;
        ///
        /// let ours = Definitions::statutory().changed_by("[shared]\nend_day = \"included\"\n").unwrap();
        /// assert_eq!(ours.diff(&Definitions::statutory()).len(), 1);
        /// ```
        pub fn changed_by(&self, text: &str) -> Result<Self, DefinitionsError> {
            Self::from_toml(text)?;
            let wrong = |error: toml::de::Error| DefinitionsError {
                line: 1,
                text: String::new(),
                message: error.message().to_owned(),
            };
            let changes: toml::Table = toml::from_str(text).map_err(wrong)?;
            let mut tree = toml::Table::try_from(self).unwrap_or_default();
            change(&mut tree, changes);
            tree.try_into().map_err(wrong)
        }

        /// Every setting with its value, as a definitions file.
        ///
        /// ```
        /// use carekpi::Definitions;
        ///
        /// let mut definitions = Definitions::default();
        /// definitions.looked_after.cla_health.age_limit = 5;
        /// let file = definitions.to_toml();
        /// assert!(file.contains("[looked-after.cla-health]\nage_limit = 5\n"));
        /// assert_eq!(Definitions::from_toml(&file).unwrap(), definitions);
        ///
        /// let differences = definitions.diff(&Definitions::default());
        /// assert_eq!(differences.len(), 1);
        /// assert!(differences[0].to_string().starts_with("looked-after.cla-health.age_limit"));
        /// ```
        #[must_use]
        pub fn to_toml(&self) -> String {
            toml::to_string(self).unwrap_or_default()
        }

        /// The same with one setting changed that is written as a text: a reading, by the name of its answer, or a limit, such as
        /// `5 working days`. Numbers and lists are changed by field, or with [`changed_by`](Self::changed_by).
        ///
        /// # Errors
        ///
        /// There is no such setting, or it can't have that value. The line that the error names is always 1.
        ///
        /// ```
        /// use carekpi::Definitions;
        ///
        /// let included = Definitions::default().with("shared.end_day", "included").unwrap();
        /// assert_eq!(included.diff(&Definitions::default()).len(), 1);
        /// assert!(included.with("shared.end_day", "sometimes").is_err());
        /// assert!(included.with("child-protection.cp-visits.within", "5 working days").is_ok());
        /// ```
        pub fn with(&self, setting: &str, answer: &str) -> Result<Self, DefinitionsError> {
            let wrong =
                |message: String| DefinitionsError { line: 1, text: format!("{setting} = {answer:?}"), message };
            let mut tree = toml::Table::try_from(self).map_err(|error| wrong(error.to_string()))?;
            let mut tables = setting.split('.');
            let key = tables.next_back().unwrap_or_default();
            let mut table = &mut tree;
            for name in tables {
                let inner = table.get_mut(name).and_then(Value::as_table_mut);
                table = inner.ok_or_else(|| wrong(format!("there is no table {name:?}")))?;
            }
            table.insert(key.to_owned(), Value::String(answer.to_owned()));
            tree.try_into().map_err(|error: toml::de::Error| wrong(error.message().to_owned()))
        }

        /// Every setting by name, with its value as a definitions file writes it.
        ///
        /// ```
        /// let settings = carekpi::Definitions::default().settings();
        /// assert!(settings.contains(&("shared.end_day".to_owned(), "\"excluded\"".to_owned())));
        /// ```
        #[must_use]
        pub fn settings(&self) -> Vec<(String, String)> {
            let mut leaves = Vec::new();
            if let Ok(table) = toml::Table::try_from(self) {
                collect(&Value::Table(table), "", &mut leaves);
            }
            leaves.sort();
            leaves
        }

        /// The settings that differ from those of `other`, by name.
        #[must_use]
        pub fn diff(&self, other: &Self) -> Vec<Difference> {
            self.settings()
                .into_iter()
                .zip(other.settings())
                .filter(|((_, value), (_, other))| value != other)
                .map(|((setting, value), (_, other))| Difference { setting, value, other })
                .collect()
        }
    }

    /// Puts the leaves of one tree of tables into another.
    fn change(tree: &mut toml::Table, changes: toml::Table) {
        for (key, value) in changes {
            match (tree.get_mut(&key), value) {
                (Some(Value::Table(inner)), Value::Table(changes)) => change(inner, changes),
                (_, value) => {
                    tree.insert(key, value);
                }
            }
        }
    }

    /// The leaves of a tree of tables, each with its path.
    fn collect(value: &Value, path: &str, leaves: &mut Vec<(String, String)>) {
        match value {
            Value::Table(table) => {
                for (key, value) in table {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    collect(value, &path, leaves);
                }
            }
            leaf => leaves.push((path.to_owned(), leaf.to_string())),
        }
    }
}
