//! Line charts.

use carekpi_report::workbook::{Cell, LineChart, Sheet, Workbook};
use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFont, ChartFormat, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill, Color,
    Worksheet,
};

use crate::error::XlsxError;
use crate::table::{header_row, last_row};

/// The number of charts beside each other.
const ACROSS: usize = 3;
/// The size of a chart, in columns and rows of the usual size, with a margin.
const COLUMNS: usize = 7;
pub(crate) const ROWS: u32 = 14;
/// The same without the margin, in pixels: a column has 64 and a row has 20.
const WIDTH: u32 = 436;
const HEIGHT: u32 = 270;

/// Adds the charts of a sheet below its table.
pub(crate) fn insert_charts(page: &mut Worksheet, sheet: &Sheet, workbook: &Workbook) -> Result<(), XlsxError> {
    let top = if sheet.columns.is_empty() { header_row(sheet) } else { last_row(sheet).saturating_add(2) };
    for (number, of) in sheet.charts.iter().enumerate() {
        let row = u32::try_from(number / ACROSS).unwrap_or(u32::MAX).saturating_mul(ROWS);
        let column = u16::try_from((number % ACROSS).saturating_mul(COLUMNS)).unwrap_or(u16::MAX);
        page.insert_chart_with_offset(top.saturating_add(row), column, &chart(of, workbook)?, 0, 5)?;
    }
    Ok(())
}

/// The number of rows of charts of a sheet.
pub(crate) fn rows_of_charts(sheet: &Sheet) -> u32 {
    u32::try_from(sheet.charts.len().div_ceil(ACROSS)).unwrap_or(u32::MAX)
}

fn chart(of: &LineChart, workbook: &Workbook) -> Result<Chart, XlsxError> {
    let (Some(sheet), Ok(dates), Ok(values)) =
        (workbook.get(&of.sheet), u16::try_from(of.dates), u16::try_from(of.values))
    else {
        return Err(XlsxError::NotAllowed(format!("there is a chart of column {} of sheet {}", of.values, of.sheet)));
    };
    let (header, last) = (header_row(sheet), last_row(sheet));
    let first = header.saturating_add(1).min(last);
    let name = sheet.name.as_str();
    let blue = Color::RGB(0x1F_5F_A8);
    let mut chart = Chart::new_line();
    let mut line = ChartLine::new();
    line.set_color(blue).set_width(2);
    let mut marker = ChartMarker::new();
    marker.set_type(ChartMarkerType::Circle).set_size(4);
    marker.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(blue)).set_no_border());
    chart
        .add_series()
        .set_name((name, header, values))
        .set_categories((name, first, dates, last, dates))
        .set_values((name, first, values, last, values))
        .set_format(&mut line)
        .set_marker(&marker);
    let mut font = ChartFont::new();
    font.set_bold().set_size(10);
    chart.title().set_name((name, header, values)).set_font(&font);
    chart.legend().set_hidden();
    let mut small = ChartFont::new();
    small.set_size(8);
    chart.x_axis().set_date_axis(true).set_num_format("mmm yy").set_font(&small);
    let mut grid = ChartLine::new();
    grid.set_color(Color::RGB(0xD9_D9_D9)).set_width(0.75);
    chart.y_axis().set_min(0).set_font(&small).set_major_gridlines_line(&grid);
    let cells = sheet.rows.iter().filter_map(|row| row.get(of.values));
    let percentages = cells.filter_map(|cell| if let Cell::Percentage(number) = cell { Some(*number) } else { None });
    let highest = percentages.reduce(f64::max);
    if highest.is_some() {
        chart.y_axis().set_num_format("0%");
    }
    // Low percentages have an axis of their own, or nothing would be seen.
    if highest.is_some_and(|highest| highest > 50.0) {
        chart.y_axis().set_max(1).set_major_unit(0.2);
    }
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    chart.set_width(WIDTH).set_height(HEIGHT);
    Ok(chart)
}
