#![doc = include_str!("../README.md")]
//!
//! - The header of a table stays in view, and has a filter for each column.
//! - The same workbook always gives the same bytes. The file says that it was made on 1 January 2000, because nothing here reads a
//!   clock.
//!
//! The library that writes the files asks for the time, and throws it away. On `wasm32-unknown-unknown` only a browser knows it: a page
//! that uses this crate turns on the feature `wasm` of `rust_xlsxwriter`.

mod charts;
mod error;
mod formats;
mod heights;
mod print;
mod table;
mod text;

use carekpi_report::workbook::{Sheet, Workbook};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Worksheet};

use crate::charts::insert_charts;
use crate::print::set_up_print;
use crate::table::{write_notes, write_table};
use crate::text::written;

pub use error::XlsxError;

/// The bytes of an `.xlsx` file with this workbook.
///
/// Control characters are replaced, as in [`printable`](carekpi_report::printable). A text ends after 32,767 characters, the most
/// that a cell can hold. A date before 1 March 1900 is written as text.
///
/// ```
/// use carekpi_report::workbook::{Cell, Column, ColumnKind, Sheet, Workbook};
///
/// let mut workbook = Workbook::new("Teams");
/// workbook.push(Sheet {
///     name: "Teams".to_owned(),
///     columns: vec![Column::new("Team", 20, ColumnKind::Text), Column::new("Children", 10, ColumnKind::Number)],
///     rows: vec![vec![Cell::text("=1+1"), Cell::count(12)]],
///     ..Sheet::default()
/// });
/// let bytes = carekpi_xlsx::to_xlsx(&workbook).unwrap();
/// assert_eq!(bytes, carekpi_xlsx::to_xlsx(&workbook).unwrap());
/// ```
///
/// # Errors
///
/// A table has more rows than a sheet can hold, or the workbook is one that spreadsheets do not allow.
pub fn to_xlsx(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut file = rust_xlsxwriter::Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    file.set_properties(&DocProperties::new().set_title(written(&workbook.title)).set_creation_datetime(&made));
    for sheet in &workbook.sheets {
        write_sheet(file.add_worksheet(), sheet, workbook)?;
    }
    Ok(file.save_to_buffer()?)
}

fn write_sheet(page: &mut Worksheet, sheet: &Sheet, workbook: &Workbook) -> Result<(), XlsxError> {
    if written(&sheet.name) != sheet.name {
        return Err(XlsxError::NotAllowed(format!(
            "the name of sheet {} has characters that are not shown",
            sheet.name
        )));
    }
    page.set_name(&sheet.name)?;
    write_notes(page, &sheet.notes)?;
    if !sheet.columns.is_empty() {
        write_table(page, sheet)?;
    }
    insert_charts(page, sheet, workbook)?;
    set_up_print(page, sheet)
}
