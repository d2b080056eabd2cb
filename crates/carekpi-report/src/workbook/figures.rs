//! Figures as cells.

use carekpi_measure::FigureKind;

use crate::display::{Count, HIDDEN, ShownFigure, ShownValue};
use crate::workbook::{Cell, Column, ColumnKind};

/// The note of a published workbook.
pub(crate) const PUBLISHED: &str = "c: suppressed, to protect individuals";

/// The columns of a figure.
pub(crate) fn figure_columns() -> Vec<Column> {
    ["Value", "Numerator", "Denominator", "Undetermined"].map(number_column).into()
}

/// A column of numbers.
pub(crate) fn number_column(title: impl Into<String>) -> Column {
    Column::new(title, 14, ColumnKind::Number)
}

/// The cells of a figure.
pub(crate) fn figure_cells(figure: &ShownFigure) -> Vec<Cell> {
    vec![
        value_cell(figure),
        count_cell(figure.numerator),
        figure.denominator.map_or(Cell::Blank, count_cell),
        count_cell(figure.undetermined),
    ]
}

/// The value of a figure: a percentage, a whole number, or a number with one decimal place.
pub(crate) fn value_cell(figure: &ShownFigure) -> Cell {
    match (figure.value, figure.kind) {
        (ShownValue::Exact(value), FigureKind::Proportion) => Cell::percentage(value),
        (ShownValue::Exact(value), FigureKind::Count | FigureKind::Rate) => Cell::number(value),
        (ShownValue::None, _) => Cell::Blank,
        (ShownValue::Hidden, _) => Cell::text(HIDDEN),
    }
}

fn count_cell(count: Count) -> Cell {
    match count {
        Count::Exact(count) => Cell::count(count),
        Count::Hidden => Cell::text(HIDDEN),
    }
}

/// The name of a group; `None` is all children.
pub(crate) fn group_cell(group: Option<&str>) -> Cell {
    Cell::text(match group {
        None => "all children",
        Some("") => "not recorded",
        Some(group) => group,
    })
}

/// The name of a grouping as a title: `age-band` is "Age band".
pub(crate) fn grouping_title(by: &str) -> String {
    let mut letters = by.chars().map(|letter| if letter == '-' { ' ' } else { letter });
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>());
    first.into_iter().chain(letters.map(String::from)).collect()
}
