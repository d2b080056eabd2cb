//! Which columns of a table tell whether a row is usual.

use crate::Table;
use crate::date_order::has_dates;
use crate::rows::columns;
use crate::spec::Spec;

/// What tells usual rows from others quickly. It may leave any row to the checks, but takes none that they would change.
#[derive(Debug)]
pub(super) struct Plan {
    /// Whether any row of the table can be usual.
    pub(super) has_usual: bool,
    /// Whether the start is the required date.
    pub(super) starts_then: bool,
    /// The columns that may hold dates, which are not read.
    pub(super) unread_dates: Vec<usize>,
}

impl Plan {
    /// The plan of a table.
    pub(super) fn of(table: Table) -> Self {
        let Spec { identifier, person, required_date, start, end, dates, flag, times, .. } = Spec::of(table);
        let named = [identifier, person, flag.map(|flag| flag.column), required_date, start, end];
        let is_checked = |column: &str| named.contains(&Some(column)) || dates.contains(&column);
        let columns = (0..).zip(columns(table));
        let unread_dates = columns.filter(|(_, column)| has_dates(column) && !is_checked(column));
        Self {
            has_usual: table != Table::Population && times.iter().all(Option::is_none),
            starts_then: start == required_date,
            unread_dates: unread_dates.map(|(at, _)| at).collect(),
        }
    }
}
