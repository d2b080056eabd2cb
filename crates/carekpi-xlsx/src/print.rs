//! How sheets are printed: on A4 paper, landscape.

use carekpi_report::workbook::Sheet;
use rust_xlsxwriter::Worksheet;

use crate::charts::{ROWS, rows_of_charts};
use crate::error::XlsxError;
use crate::table::header_row;

const A4: u8 = 9;
/// The widest table that can be read if it is printed on one page, in characters.
const WIDEST: u32 = 230;
/// The size at which wider tables are printed, in per cent.
const SMALL: u16 = 70;
/// The size at which three charts fit beside each other on a page, and three below each other.
const OF_CHARTS: u16 = 56;

pub(crate) fn set_up_print(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    page.set_paper_size(A4).set_landscape();
    if sheet.columns.is_empty() {
        page.set_print_scale(OF_CHARTS);
        let top = header_row(sheet);
        let breaks: Vec<u32> =
            (3..rows_of_charts(sheet)).step_by(3).map(|row| top.saturating_add(row.saturating_mul(ROWS))).collect();
        page.set_page_breaks(&breaks)?;
        return Ok(());
    }
    page.set_repeat_rows(header_row(sheet), header_row(sheet))?;
    let width = sheet.columns.iter().fold(0_u32, |sum, column| sum.saturating_add(column.width.into()));
    if width <= WIDEST {
        page.set_print_fit_to_pages(1, 0);
    } else {
        page.set_print_scale(SMALL);
        if let Some(last) = sheet.fixed_columns.checked_sub(1) {
            page.set_repeat_columns(0, last)?;
        }
    }
    Ok(())
}
