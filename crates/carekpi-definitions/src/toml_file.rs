//! Definitions files.

use std::ops::Range;

use carekpi_engine::Difference;
use toml::Value;

use crate::Definitions;
use crate::choices;
use crate::toml_check::first_type_error;
use crate::toml_words::in_words;

/// What is wrong with a file, and where.
pub(crate) type Fault = (Range<usize>, String);

/// The error for a text that is not a valid file of definitions, own indicators, expectations or a calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {text}{}{message}", if text.is_empty() { "" } else { ": " })]
#[non_exhaustive]
pub struct DefinitionsError {
    /// The line, from 1.
    pub line: usize,
    /// The text of the line.
    pub text: String,
    /// What is wrong with it, and what is valid there.
    pub message: String,
}

impl Definitions {
    /// Reads a definitions file. A setting that the file does not name has its default.
    ///
    /// # Errors
    ///
    /// A table, key, value or unit is unknown or of the wrong type. The error names it, its line, and what is valid there.
    ///
    /// ```
    /// use carekpi::Definitions;
    ///
    /// let error = Definitions::from_toml("[shared]\nend_day = \"exclusive\"\n").unwrap_err();
    /// assert_eq!(error.line, 2);
    /// assert!(error.to_string().contains("`excluded` or `included`"));
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, DefinitionsError> {
        let expected = toml::Table::try_from(Self::default()).unwrap_or_default();
        if let Some((span, message)) = first_type_error(text, &expected, &choices::all()) {
            return Err(error_at(text, Some(span), &message));
        }
        toml::from_str(text).map_err(|error| error_at(text, error.span(), error.message()))
    }

    /// The same, changed by a definitions file. A setting that the file does not name keeps its value.
    ///
    /// # Errors
    ///
    /// As [`from_toml`](Self::from_toml).
    ///
    /// ```
    /// use carekpi::Definitions;
    ///
    /// let ours = Definitions::statutory().with_overrides("[shared]\nend_day = \"included\"\n").unwrap();
    /// assert_eq!(ours.diff(&Definitions::statutory()).len(), 1);
    /// ```
    pub fn with_overrides(&self, text: &str) -> Result<Self, DefinitionsError> {
        Self::from_toml(text)?;
        let wrong = |error: toml::de::Error| DefinitionsError {
            line: 1,
            text: String::new(),
            message: in_words(error.message()),
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

    /// The same, with one setting changed. The setting must be one that is written as a text: a reading, by the name of its answer,
    /// or a limit, such as `5 working days`. For numbers and lists, change the field or use
    /// [`with_overrides`](Self::with_overrides).
    ///
    /// # Errors
    ///
    /// There is no such setting, or the value is not valid for it. The line in the error is always 1.
    ///
    /// ```
    /// use carekpi::Definitions;
    ///
    /// let included = Definitions::default().with_setting("shared.end_day", "included").unwrap();
    /// assert_eq!(included.diff(&Definitions::default()).len(), 1);
    /// assert!(included.with_setting("shared.end_day", "sometimes").is_err());
    /// assert!(included.with_setting("child-protection.cp-visits.within", "5 working days").is_ok());
    /// ```
    pub fn with_setting(&self, setting: &str, answer: &str) -> Result<Self, DefinitionsError> {
        let wrong = |message: String| DefinitionsError { line: 1, text: format!("{setting} = {answer:?}"), message };
        let mut tree = toml::Table::try_from(self).map_err(|error| wrong(error.to_string()))?;
        let mut tables = setting.split('.');
        let key = tables.next_back().unwrap_or_default();
        let mut table = &mut tree;
        for name in tables {
            let inner = table.get_mut(name).and_then(Value::as_table_mut);
            table = inner.ok_or_else(|| wrong(format!("unknown table `{name}`")))?;
        }
        table.insert(key.to_owned(), Value::String(answer.to_owned()));
        tree.try_into().map_err(|error: toml::de::Error| wrong(in_words(error.message())))
    }

    /// Every setting by name, with its value as written in a definitions file.
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

/// The error at a place of a file.
pub(crate) fn error_at(text: &str, span: Option<Range<usize>>, message: &str) -> DefinitionsError {
    let start = span.map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
    DefinitionsError {
        line,
        text: text.lines().nth(line.saturating_sub(1)).unwrap_or("").trim().to_owned(),
        message: in_words(message),
    }
}

/// Writes the leaves of one tree of tables into another.
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
