//! Which columns of a table tell whether a row is usual.

use crate::Table;
use crate::rows::columns;
use crate::spec::{Spec, position};

/// What tells usual rows from others quickly. It may leave any row to the checks, but takes none that they would change.
#[derive(Debug)]
pub(super) struct Plan {
    /// Whether any row of the table can be usual.
    pub(super) has_usual: bool,
    /// The columns of dates, each with its place in [`Dates`].
    pub(super) dates: Vec<(usize, usize)>,
    /// Whether the start is the required date.
    pub(super) starts_then: bool,
    /// The columns whose texts are taken as they are.
    pub(super) texts: Vec<usize>,
}

/// The required date, the start, the end, and the other dates.
pub(super) type Dates<T> = [Option<T>; 6];

impl Plan {
    /// The plan of a table.
    pub(super) fn of(table: Table) -> Self {
        let Spec { identifier, person, required_date, start, end, dates, flag, .. } = Spec::of(table);
        let starts_then = start == required_date;
        let at = |column: Option<&str>| column.map(|column| position(table, column));
        let mut others = dates.iter().copied();
        let [first, second, third] = [(); 3].map(|()| at(others.next()));
        let dates: Dates<usize> =
            [at(required_date), at(start.filter(|_| !starts_then)), at(end), first, second, third];
        let named = [at(identifier), at(person), at(flag.map(|flag| flag.column))];
        let checked: Vec<usize> = named.into_iter().chain(dates).flatten().collect();
        Self {
            has_usual: table != Table::Population,
            dates: dates.into_iter().zip(0..).filter_map(|(at, place)| Some((at?, place))).collect(),
            starts_then,
            texts: (0..columns(table).len()).filter(|at| !checked.contains(at)).collect(),
        }
    }
}
