//! Checks of the population estimates as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::NaiveDate;

use crate::check::{Checked, Values};
use crate::{Finding, FindingKind, ReadError, Table};

/// The dates of an estimate: the reference date and the day of publication.
type Dates = (Option<NaiveDate>, Option<NaiveDate>);

/// What the rows of the population estimates say together.
#[derive(Debug, Default)]
pub(crate) struct Estimates {
    /// The area, with its line, and one that differs.
    areas: [Option<(String, u64)>; 2],
    /// The numbers of the estimates with the same dates, and the line of the last.
    numbers: BTreeMap<Dates, (BTreeSet<u64>, u64)>,
}

impl Estimates {
    /// Notes the area of a row.
    pub(crate) fn add_area(&mut self, area: &str, line: u64) {
        match &mut self.areas {
            _ if area.is_empty() => {}
            [first @ None, _] => *first = Some((area.to_owned(), line)),
            [Some((first, _)), other @ None] if first.to_lowercase() != area.to_lowercase() => {
                *other = Some((area.to_owned(), line));
            }
            _ => {}
        }
    }

    /// Notes the number of a row that is kept.
    pub(crate) fn add(&mut self, Checked { line, values, rare }: &Checked<'_>) {
        let Values { dates: [reference, ..], required_date, .. } = values;
        let (numbers, last) = self.numbers.entry((*reference, *required_date)).or_default();
        numbers.extend(rare.number);
        *last = *line;
    }

    /// The findings about the estimates.
    ///
    /// # Errors
    ///
    /// They are of more than one area.
    pub(crate) fn findings(self, path: impl FnOnce() -> PathBuf) -> Result<Vec<Finding>, ReadError> {
        if let [Some((one, line)), Some((other, other_line))] = self.areas {
            return Err(ReadError::TwoAreas { file: path(), one, line, other, other_line });
        }
        let found = |(dates, (numbers, line)): (&Dates, &(BTreeSet<u64>, u64))| {
            let (kind, message) = match numbers.last()? {
                0 => (FindingKind::PopulationZero, "the population is 0; there is no rate".to_owned()),
                greatest if numbers.len() > 1 => {
                    (FindingKind::PopulationConflicting, conflict(*dates, numbers, *greatest))
                }
                _ => return None,
            };
            let mut finding = Finding::new(Table::Population, kind, message);
            finding.line = Some(*line);
            finding.column = Some("population_0_17".to_owned());
            Some(finding)
        };
        Ok(self.numbers.iter().filter_map(found).collect())
    }
}

fn conflict((reference, published): Dates, numbers: &BTreeSet<u64>, greatest: u64) -> String {
    let day = |what: &str, day: Option<NaiveDate>| day.map_or_else(String::new, |day| format!(" {what} {day}"));
    let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
    format!(
        "the estimates{}{} differ: {}; the greatest, {greatest}, is used",
        day("for", reference),
        day("published on", published),
        numbers.join(", ")
    )
}
