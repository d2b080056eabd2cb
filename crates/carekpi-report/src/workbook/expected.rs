//! What is expected of figures, and where they are going, as cells.

use carekpi_engine::{Direction, Expectation, Expectations, Status};
use carekpi_measure::FigureKind;
use carekpi_rules::Polarity;

use crate::labels::status_sign;
use crate::workbook::figures::{number_cell, number_column};
use crate::workbook::{Cell, Column, ColumnKind, Highlight, Tone};

/// The title of a column of statuses.
pub(crate) const STATUS: &str = "Status";
/// The title of a column of targets.
pub(crate) const TARGET: &str = "Target";
/// The titles of columns of directions: since a date that is compared with, a month before, and a year before.
pub(crate) const SINCE_THEN: &str = "Since then";
pub(crate) const SINCE_MONTH: &str = "Since last month";
pub(crate) const SINCE_YEAR: &str = "Since last year";

/// A column of statuses or directions.
pub(crate) fn word_column(title: &str) -> Column {
    Column::new(title, 14, ColumnKind::Text)
}

/// The column that says which values are better.
pub(crate) fn polarity_column() -> Column {
    Column::new("Better", 9, ColumnKind::Text)
}

/// Which values are better; blank if neither is.
pub(crate) fn polarity_cell(polarity: Polarity) -> Cell {
    Cell::text(if polarity == Polarity::Neither { "" } else { polarity.name() })
}

/// The columns of an expectation: target, floor, and one for each comparator.
pub(crate) fn expectation_columns(expectations: &Expectations) -> Vec<Column> {
    [TARGET, "Floor"].into_iter().chain(expectations.comparators()).map(number_column).collect()
}

/// The cells of an expectation.
pub(crate) fn expectation_cells(of: &Expectation, expectations: &Expectations, kind: FigureKind) -> Vec<Cell> {
    let of_others = expectations.comparators().into_iter().map(|name| of.comparators.get(name).copied());
    [of.target, of.floor].into_iter().chain(of_others).map(|number| expected_cell(number, kind)).collect()
}

/// A target, a floor or a comparator; blank if there is none.
pub(crate) fn expected_cell(number: Option<f64>, kind: FigureKind) -> Cell {
    number.map_or(Cell::Blank, |number| number_cell(number, kind))
}

/// A status, in words and with a sign.
pub(crate) fn status_cell(status: Option<Status>) -> Cell {
    Cell::text(status.map(status_text).unwrap_or_default())
}

fn status_text(status: Status) -> String {
    format!("{} {status}", status_sign(status))
}

/// A direction, in words. The sign says whether the value rose or fell.
pub(crate) fn direction_cell(direction: Option<Direction>, polarity: Polarity) -> Cell {
    Cell::text(direction.map(|direction| direction_text(direction, polarity)).unwrap_or_default())
}

fn direction_text(direction: Direction, polarity: Polarity) -> String {
    let sign = match (direction, polarity) {
        (Direction::Same, _) => return direction.to_string(),
        (Direction::Up, _) | (Direction::Worse, Polarity::Lower) => '▲',
        (Direction::Down, _) | (Direction::Better, Polarity::Lower) => '▼',
        (Direction::Better, _) => '▲',
        (Direction::Worse, _) => '▼',
    };
    format!("{sign} {direction}")
}

/// The rules that colour the columns of statuses and directions.
pub(crate) fn highlights(columns: &[Column]) -> Vec<Highlight> {
    let statuses = [(Status::OnTarget, Tone::Good), (Status::Near, Tone::Caution), (Status::OffTarget, Tone::Bad)];
    let statuses = statuses.map(|(status, tone)| (status_text(status), tone));
    let better_and_worse = [Polarity::Higher, Polarity::Lower].into_iter().flat_map(|polarity| {
        [(Direction::Better, Tone::Good), (Direction::Worse, Tone::Bad)]
            .map(|(direction, tone)| (direction_text(direction, polarity), tone))
    });
    let directions: Vec<(String, Tone)> = better_and_worse.collect();
    let mut rules = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let words: &[(String, Tone)] = match column.title.as_str() {
            STATUS => &statuses,
            SINCE_THEN | SINCE_MONTH | SINCE_YEAR => &directions,
            _ => &[],
        };
        rules.extend(words.iter().map(|(text, tone)| Highlight { column: at, text: text.clone(), tone: *tone }));
    }
    rules
}
