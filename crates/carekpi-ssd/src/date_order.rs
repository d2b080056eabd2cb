//! Finds columns in which dates are written with the month first. Their dates would be misread where both numbers could be a
//! month.

use chrono::NaiveDate;

use crate::Table;
use crate::rows::{Cells, columns};
use crate::value::{SlashDate, clean, parse_date};

/// A date with the month first, in a column whose other dates allow that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MonthFirst {
    /// The line of its row.
    pub(crate) line: u64,
    pub(crate) column: &'static str,
    pub(crate) text: String,
}

/// What the dates of a table's columns say about their order.
#[derive(Debug)]
pub(crate) struct DateOrder {
    columns: Vec<ColumnOrder>,
    /// Their places among the columns that are read.
    places: Vec<usize>,
}

#[derive(Debug)]
struct ColumnOrder {
    column: &'static str,
    /// The first date that can only be month first: its line and text.
    month_first: Option<(u64, String)>,
    either: bool,
    day_first: bool,
}

/// Whether a column that is read holds dates.
pub(crate) fn has_dates(column: &str) -> bool {
    column.ends_with("_date")
        || column.ends_with("_dob")
        || matches!(column, "cppr_cp_review_due" | "clea_care_leaver_latest_contact")
        // Of records of your own kinds.
        || matches!(column, "date" | "start" | "end")
}

/// What dates that were read say about their order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SeenOrder {
    /// Whether one could have the month first.
    pub(crate) either: bool,
    /// Whether one can only have the day first.
    pub(crate) day_first: bool,
}

impl SeenOrder {
    /// Sees a date on this day of its month, written with slashes.
    pub(crate) const fn see_day(&mut self, day: u32) {
        let either = day <= 12;
        self.either |= either;
        self.day_first |= !either;
    }
}

/// Whether a cell may be a date whose order must be looked at. Most dates are ISO dates, or missing.
#[inline]
pub(crate) fn may_have_order(cell: &str) -> bool {
    !cell.is_empty() && cell.as_bytes().get(4) != Some(&b'-')
}

impl DateOrder {
    /// Of a table of which no row was seen.
    pub(crate) fn new(table: Table) -> Self {
        let dates = || columns(table).iter().enumerate().filter(|(_, column)| has_dates(column));
        let order = |(_, column): (usize, &&'static str)| ColumnOrder {
            column,
            month_first: None,
            either: false,
            day_first: false,
        };
        Self { columns: dates().map(order).collect(), places: dates().map(|(at, _)| at).collect() }
    }

    /// Whether it looks at a column.
    pub(crate) fn looks_at(&self, at: usize) -> bool {
        self.places.contains(&at)
    }

    /// Looks at the dates of a row.
    #[inline]
    pub(crate) fn look(&mut self, line: u64, cells: &Cells<'_>) {
        let cell = |at: &usize| cells.get(*at).copied().unwrap_or("");
        if self.places.iter().any(|at| may_have_order(cell(at))) {
            for (column, at) in self.columns.iter_mut().zip(&self.places) {
                column.look(line, clean(cell(at)));
            }
        }
    }

    /// Adds what dates of a column that were read say.
    pub(crate) fn add(&mut self, at: usize, seen: SeenOrder) {
        let columns = self.columns.iter_mut().zip(&self.places);
        for (column, _) in columns.filter(|(_, place)| **place == at) {
            column.either |= seen.either;
            column.day_first |= seen.day_first;
        }
    }

    /// Whether a date was seen that can only have the month first.
    pub(crate) fn saw_month_first(&self) -> bool {
        self.columns.iter().any(|order| order.month_first.is_some())
    }

    /// The first column in which dates have the month first.
    pub(crate) fn month_first(&self) -> Option<MonthFirst> {
        self.columns.iter().find_map(|order| {
            let (line, text) = order.month_first.clone().filter(|_| order.either && !order.day_first)?;
            Some(MonthFirst { line, column: order.column, text })
        })
    }
}

impl ColumnOrder {
    fn look(&mut self, line: u64, text: &str) {
        let Some(SlashDate { first, second, year, time }) = SlashDate::of(text.as_bytes()) else { return };
        if !matches!(time, [] | [b' ' | b'T', ..]) {
            return;
        }
        let is_date =
            |month, day| i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day)).is_some();
        match (is_date(second, first), is_date(first, second)) {
            // A date that is not read can't be misread.
            (true, true) => self.either |= parse_date(text).is_some(),
            (true, false) => self.day_first = true,
            (false, true) => {
                self.month_first.get_or_insert_with(|| (line, text.to_owned()));
            }
            (false, false) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::NO_CELLS;
    use crate::spec::Spec;

    /// The text and line of the date that is reported for a column of these dates.
    fn month_first(dates: &[&'static str]) -> Option<(u64, String)> {
        let mut order = DateOrder::new(Table::CoreGroups);
        for (line, date) in (2..).zip(dates) {
            let mut cells = NO_CELLS;
            cells[2] = date;
            order.look(line, &cells);
        }
        order.month_first().map(|found| (found.line, found.text))
    }

    #[test]
    fn a_column_is_month_first_if_nothing_says_otherwise() {
        let found = |line, text: &str| Some((line, text.to_owned()));
        assert_eq!(month_first(&["12/25/2026", "12/05/2026"]), found(2, "12/25/2026"));
        assert_eq!(month_first(&["", "1/2/2026", " 3/31/2026 0:00 ", "4/30/2026"]), found(4, "3/31/2026 0:00"));
        assert_eq!(month_first(&["1/2/2026", "3/31/2026 12:00:00 AM"]), found(3, "3/31/2026 12:00:00 AM"));
        // A date that can only be day first, none that could be misread, none that is month first.
        assert_eq!(month_first(&["12/25/2026", "12/05/2026", "25/12/2026"]), None);
        assert_eq!(month_first(&["12/25/2026", "2026-12-05", "32/32/2026", "soon"]), None);
        assert_eq!(month_first(&["1/25/2026 12:00:00 AM", "1/5/2026 12:00:00 AM"]), None);
        assert_eq!(month_first(&["12/05/2026", "13/13/2026", "12/25/26", "12/25/20261"]), None);
    }

    #[test]
    fn columns_are_looked_at_one_by_one() {
        let mut order = DateOrder::new(Table::CpPlans);
        let mut cells = NO_CELLS;
        (cells[2], cells[3]) = ("12/25/2026", "12/05/2026");
        order.look(2, &cells);
        assert_eq!(order.month_first(), None);
    }

    #[test]
    fn every_checked_date_is_looked_at() {
        for table in Table::ALL {
            let Spec { required_date, start, end, dates, .. } = Spec::of(*table);
            let checked: Vec<_> =
                [required_date, start, end].into_iter().flatten().chain(dates.iter().copied()).collect();
            assert!(checked.into_iter().all(has_dates), "{table}");
        }
        assert!(!["invo_professional_id", "population_0_17", "clea_table_id"].into_iter().any(has_dates));
    }
}
