//! A mapping for the analyst to fill in.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use carekpi_ssd::NearColumn;

use crate::check::Check;

impl Check {
    /// A mapping file (TOML) for [`Mapping`](carekpi_ssd::Mapping): a commented line for each missing column that another is near
    /// to, and for each unknown value.
    #[must_use]
    pub fn mapping_draft(&self) -> String {
        let mut text = String::from(
            "# What the extract calls its columns and values. Remove the # from each line that is right, and put the value that is read \
             in place of a \"?\".\n",
        );
        for of_table in self.near_columns.chunk_by(|one, next| one.table == next.table) {
            for (number, NearColumn { table, column, near, .. }) in of_table.iter().enumerate() {
                if number == 0 {
                    let _ = writeln!(text, "\n[columns.{table}]");
                }
                let _ = writeln!(text, "# {column} = {}", quoted(near));
            }
        }
        let mut values: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for found in self.values.iter().filter(|found| !found.is_contradiction) {
            for column in &found.columns {
                let lines = values.entry(column.replace(' ', ".")).or_default();
                for value in &found.values {
                    // A mapping knows a value in any case.
                    lines
                        .entry(value.to_lowercase())
                        .or_insert_with(|| format!("# {} = \"?\"   # {}", quoted(value), found.taken_as));
                }
            }
        }
        for (column, lines) in values {
            let _ = writeln!(text, "\n[values.{column}]");
            lines.values().for_each(|line| text.push_str(&format!("{line}\n")));
        }
        text
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}
