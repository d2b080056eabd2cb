//! Figures as cells.

use carekpi_measure::{FigureKind, Value};

use crate::display::{Count, HIDDEN, ShownFigure, ShownValue};
use crate::labels::capitalised;
use crate::workbook::{Cell, Column, ColumnKind};

/// The columns of the counts of a figure.
pub(crate) fn count_columns() -> [Column; 3] {
    ["Numerator", "Denominator", "Undetermined"].map(number_column)
}

/// A column of numbers. It is wide enough for each word of its title, beside the button of a filter.
pub(crate) fn number_column(title: impl Into<String>) -> Column {
    let title = title.into();
    let longest = title.split(' ').map(|word| word.chars().count()).max().unwrap_or_default();
    let width = u16::try_from(longest.saturating_add(5)).unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
    Column::new(title, width, ColumnKind::Number)
}

/// The least and the greatest width of a column of numbers.
const NARROWEST: u16 = 12;
const WIDEST: u16 = 24;

/// The counts of a figure.
pub(crate) fn count_cells(figure: &ShownFigure) -> [Cell; 3] {
    [count_cell(figure.numerator), figure.denominator.map_or(Cell::Blank, count_cell), count_cell(figure.undetermined)]
}

/// The value of a figure: a percentage, a whole number, or a number with one decimal place.
pub(crate) fn value_cell(figure: &ShownFigure) -> Cell {
    match (figure.value, figure.kind) {
        (ShownValue::Exact(Value::Whole(count)), _) => Cell::count(count),
        (ShownValue::Exact(value), kind) => number_cell(value.number(), kind),
        (ShownValue::None, _) => Cell::Blank,
        (ShownValue::Hidden, _) => Cell::text(HIDDEN),
    }
}

/// A number that figures of this kind are compared with.
pub(crate) fn number_cell(number: f64, kind: FigureKind) -> Cell {
    match kind {
        FigureKind::Proportion => Cell::Percentage(number),
        FigureKind::Count | FigureKind::Rate => Cell::Decimal(number),
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
    capitalised(&by.replace('-', " "))
}
