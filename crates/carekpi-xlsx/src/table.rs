//! The lines of text of a sheet, and its table.

use carekpi_report::is_like_formula;
use carekpi_report::workbook::{Cell, Column, ColumnKind, Highlight, Sheet};
use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ExcelDateTime, Formula, IgnoreError, Worksheet,
};

use crate::error::{MOST_ROWS, XlsxError};
use crate::formats::{ColumnFormats, header, heading, highlight, note};
use crate::heights::{header_lines, row_lines};
use crate::text::written;

/// The row of the header of a table. There is a blank row between the notes and the table.
pub(crate) fn header_row(sheet: &Sheet) -> u32 {
    match u32::try_from(sheet.notes.len()) {
        Ok(0) => 0,
        Ok(notes) => notes.saturating_add(1),
        Err(_) => MOST_ROWS,
    }
}

/// The last row of a table; the header if it has no rows.
pub(crate) fn last_row(sheet: &Sheet) -> u32 {
    header_row(sheet).saturating_add(u32::try_from(sheet.rows.len()).unwrap_or(MOST_ROWS))
}

pub(crate) fn write_notes(page: &mut Worksheet, notes: &[String]) -> Result<(), XlsxError> {
    for (row, text) in (0..).zip(notes) {
        let format = if row == 0 { heading() } else { note() };
        page.write_string_with_format(row, 0, written(text), &format)?;
    }
    Ok(())
}

pub(crate) fn write_table(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let (top, bottom) = (header_row(sheet), last_row(sheet));
    if bottom >= MOST_ROWS {
        return Err(XlsxError::TooManyRows { sheet: sheet.name.clone(), rows: sheet.rows.len() });
    }
    let below = top.saturating_add(1);
    for (at, column) in (0_u16..=u16::MAX).zip(&sheet.columns) {
        page.set_column_width(at, column.width)?;
        page.write_string_with_format(
            top,
            at,
            written(&column.title),
            &header(column.kind, follows_numbers(&sheet.columns, at)),
        )?;
        if !sheet.rows.is_empty() {
            // Identifiers of digits are texts, and no mistake.
            page.ignore_error_range(below, at, bottom, at, IgnoreError::NumberStoredAsText)?;
        }
    }
    page.set_row_height(top, height(header_lines(&sheet.columns)))?;
    let formats = column_formats(&sheet.columns);
    for (row, cells) in (below..).zip(&sheet.rows) {
        let lines = row_lines(sheet, cells);
        if lines > 1 {
            page.set_row_height(row, height(lines))?;
        }
        for ((at, cell), formats) in (0_u16..=u16::MAX).zip(cells).zip(&formats) {
            write_cell(page, (row, at), cell, formats)?;
        }
    }
    for rule in &sheet.highlights {
        add_highlight(page, (below, bottom.max(below)), rule)?;
    }
    let last_column = last_index(&sheet.columns);
    page.autofilter(top, 0, bottom, last_column)?;
    page.set_freeze_panes(below, sheet.fixed_columns)?;
    Ok(())
}

/// The height of this many lines, in points.
fn height(lines: u32) -> u32 {
    lines.saturating_mul(15).min(HIGHEST)
}

/// The greatest height of a row, in points.
const HIGHEST: u32 = 409;

/// Whether a column stands beside numbers or dates, which end where it begins.
fn follows_numbers(columns: &[Column], at: u16) -> bool {
    let before = at.checked_sub(1).and_then(|before| columns.get(usize::from(before)));
    before.is_some_and(|before| matches!(before.kind, ColumnKind::Number | ColumnKind::Date))
}

fn column_formats(columns: &[Column]) -> Vec<ColumnFormats> {
    let columns_with_places = (0_u16..=u16::MAX).zip(columns);
    columns_with_places.map(|(at, column)| ColumnFormats::of(column.kind, follows_numbers(columns, at))).collect()
}

fn last_index(columns: &[Column]) -> u16 {
    u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
}

fn write_cell(page: &mut Worksheet, at: (u32, u16), cell: &Cell, formats: &ColumnFormats) -> Result<(), XlsxError> {
    let (row, column) = at;
    match cell {
        Cell::Text(text) => {
            let format = if is_like_formula(text) { &formats.quoted } else { &formats.text };
            page.write_string_with_format(row, column, written(text), format)?;
        }
        Cell::Whole(number) => {
            page.write_number_with_format(row, column, *number as f64, &formats.whole)?;
        }
        Cell::Decimal(number) => {
            page.write_number_with_format(row, column, *number, &formats.decimal)?;
        }
        Cell::Percentage(number) => {
            page.write_number_with_format(row, column, hundredth(*number), &formats.percentage)?;
        }
        Cell::Change(number) => {
            page.write_number_with_format(row, column, *number, &formats.change)?;
        }
        Cell::Date(day) => match excel_date(*day) {
            Some(date) => {
                page.write_datetime_with_format(row, column, &date, &formats.date)?;
            }
            None => {
                page.write_string_with_format(row, column, day.to_string(), &formats.text)?;
            }
        },
        Cell::Blank => {}
    }
    Ok(())
}

/// The number nearest to a hundredth of another, as it is written: that of 89.2 is 0.892, and no neighbour of it.
fn hundredth(number: f64) -> f64 {
    format!("{number}e-2").parse().unwrap_or(number)
}

/// A date as spreadsheets count it; `None` if they get it wrong, which is before March 1900, or have no such date.
fn excel_date(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let is_right = (year, day.month()) >= (1900, 3);
    let date = ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    date.ok().filter(|_| is_right)
}

fn add_highlight(page: &mut Worksheet, (top, bottom): (u32, u32), rule: &Highlight) -> Result<(), XlsxError> {
    let column = u16::try_from(rule.column).unwrap_or(u16::MAX);
    // A text in quotation marks, which is doubled in it.
    let text = Formula::new(format!("=\"{}\"", written(&rule.text).replace('"', "\"\"")));
    let format = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo(text))
        .set_format(highlight(rule.tone));
    page.add_conditional_format(top, column, bottom, column, &format)?;
    Ok(())
}
