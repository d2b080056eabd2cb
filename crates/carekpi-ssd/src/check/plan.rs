//! Which columns of a table tell whether a row is usual.

use crate::Table;
use crate::rows::columns;
use crate::spec::Spec;

/// What tells usual rows from others quickly. It may leave any row to the checks, but takes none that they would change.
#[derive(Debug)]
pub(super) struct Plan {
    /// Whether any row of the table can be usual.
    pub(super) has_usual: bool,
    /// Whether the start is the required date.
    pub(super) starts_then: bool,
    /// The columns whose texts are taken as they are.
    pub(super) texts: Vec<usize>,
}

impl Plan {
    /// The plan of a table.
    pub(super) fn of(table: Table) -> Self {
        let Spec { identifier, person, required_date, start, end, dates, flag, times, .. } = Spec::of(table);
        let named = [identifier, person, flag.map(|flag| flag.column), required_date, start, end];
        let is_checked = |column: &str| named.contains(&Some(column)) || dates.contains(&column);
        Self {
            has_usual: table != Table::Population && times.iter().all(Option::is_none),
            starts_then: start == required_date,
            texts: (0..).zip(columns(table)).filter(|(_, column)| !is_checked(column)).map(|(at, _)| at).collect(),
        }
    }
}
