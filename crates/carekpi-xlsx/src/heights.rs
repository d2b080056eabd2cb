//! How high rows are: spreadsheets do not all find it out when they read a file.

use carekpi_report::workbook::{Cell, Column, ColumnKind, Sheet};

/// The number of lines of the header of a table.
pub(crate) fn header_lines(columns: &[Column]) -> u32 {
    let room = |column: &Column| match column.kind {
        ColumnKind::Text | ColumnKind::Paragraph => 1,
        // The button of the filter.
        ColumnKind::Number | ColumnKind::Date => 3,
    };
    let width = |column: &Column| usize::from(column.width.saturating_sub(room(column)));
    columns.iter().map(|column| lines(&column.title, width(column))).max().unwrap_or(1)
}

/// The number of lines of a row.
pub(crate) fn row_lines(sheet: &Sheet, cells: &[Cell]) -> u32 {
    let wrapped = sheet.columns.iter().zip(cells).filter(|(column, _)| column.kind == ColumnKind::Paragraph);
    let lines = wrapped.map(|(column, cell)| match cell {
        // Widths are counted in digits, and most letters are narrower.
        Cell::Text(text) => lines(text, usize::from(column.width.saturating_add(column.width / 8))),
        _ => 1,
    });
    lines.max().unwrap_or(1)
}

/// The number of lines that a text takes if it is broken at spaces. A word that is too long is broken too.
fn lines(text: &str, width: usize) -> u32 {
    let width = width.max(1);
    let (mut lines, mut used) = (1_u32, 0_usize);
    for word in text.split(' ') {
        let length = word.chars().count();
        let with_space = used.saturating_add(length).saturating_add(usize::from(used > 0));
        if with_space <= width {
            used = with_space;
            continue;
        }
        let broken = length.div_ceil(width);
        let more = broken.saturating_sub(usize::from(used == 0));
        lines = lines.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        used = length.saturating_sub(broken.saturating_sub(1).saturating_mul(width));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_are_broken_at_spaces() {
        for (text, width, expected) in [
            ("", 5, 1),
            ("one", 5, 1),
            ("one two", 7, 1),
            ("one two", 6, 2),
            ("one two three", 7, 2),
            ("abcdefghij", 5, 2),
            ("a abcdefghij b", 5, 4),
            ("a abcdefghi b", 6, 3),
        ] {
            assert_eq!(lines(text, width), expected, "{text} in {width}");
        }
    }
}
