//! What is written is read back, by a library that others wrote.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a test that can't go on should stop"
)]

mod cells;
mod scorecard;
mod series;
mod worklist;

use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use carekpi::measure::Value;
use carekpi::model::{Caseload, entry};
use carekpi::{Definitions, Measurement, Series, WorkingCalendar};
use carekpi_report::workbook::Workbook;
use carekpi_report::{Count, FigureTable, Publication, ShownFigure, ShownTable, ShownValue};
use carekpi_synthetic::Synthetic;
use carekpi_xlsx::to_xlsx;
use chrono::NaiveDate;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

const SNAPSHOT: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();

fn many() -> Caseload {
    Synthetic::new(800, 7, SNAPSHOT).caseload()
}

fn measured(caseload: &Caseload) -> Measurement<'_> {
    Definitions::default().over(caseload, &WorkingCalendar::england_and_wales())
}

/// Two children whose names a spreadsheet would take for formulas, one of them in a team of that kind, and one in no team.
fn hostile() -> Caseload {
    let mut builder = Caseload::builder();
    for (id, team) in [("@x", "=1+1"), ("-2+3", "")] {
        let child = builder.child(entry::Child { id, ..Default::default() });
        builder.protection_plan(child, entry::Plan::new("+1", day(2026, 1, 12)));
        let allocation = entry::Allocation { team, worker: "=W", ..entry::Allocation::new("", day(2026, 1, 12)) };
        builder.allocation(child, allocation);
    }
    builder.finish().unwrap()
}

/// A file, read.
struct Book(Xlsx<Cursor<Vec<u8>>>);

impl Book {
    fn of(workbook: &Workbook) -> Self {
        let bytes = to_xlsx(workbook).unwrap();
        assert_eq!(bytes, to_xlsx(workbook).unwrap());
        let mut book = Self(Xlsx::new(Cursor::new(bytes)).unwrap());
        for name in book.names() {
            assert!(book.0.worksheet_formula(&name).unwrap().is_empty(), "{name} has a formula");
        }
        assert!(book.0.vba_project().unwrap().is_none());
        book
    }

    fn names(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    /// The table of a sheet: below the notes and a blank row.
    fn table(&mut self, name: &str) -> Table {
        let range = self.0.worksheet_range(name).unwrap();
        let mut rows = range.rows().map(<[Data]>::to_vec);
        rows.find(|row| row.iter().all(Data::is_empty)).unwrap();
        let header = rows.next().unwrap().iter().map(|cell| cell.get_string().unwrap_or_default().to_owned()).collect();
        Table { header, rows: rows.collect() }
    }

    /// Every text of every sheet.
    fn texts(&mut self) -> Vec<String> {
        let sheets = self.0.worksheets();
        let cells = sheets.iter().flat_map(|(_, range)| range.used_cells());
        cells.filter_map(|(_, _, cell)| Some(cell.get_string()?.to_owned())).collect()
    }
}

struct Table {
    header: Vec<String>,
    rows: Vec<Vec<Data>>,
}

impl Table {
    fn column(&self, title: &str) -> usize {
        let at = self.header.iter().position(|column| column == title);
        at.unwrap_or_else(|| panic!("no column {title} in {:?}", self.header))
    }

    fn cell(&self, row: usize, title: &str) -> &Data {
        &self.rows[row][self.column(title)]
    }

    fn text(&self, row: usize, title: &str) -> &str {
        self.cell(row, title).get_string().unwrap_or_default()
    }

    fn date(&self, row: usize, title: &str) -> Option<NaiveDate> {
        match self.cell(row, title) {
            Data::DateTime(date) => Some(date.as_datetime().unwrap().date()),
            Data::Empty => None,
            cell => panic!("{cell:?} is no date"),
        }
    }

    /// Checks that a row shows a figure.
    fn check(&self, row: usize, figure: &ShownFigure) {
        let count = |title, count| match (self.cell(row, title), count) {
            (Data::Empty, None) => {}
            (Data::String(text), Some(Count::Hidden)) => assert_eq!(text, "c"),
            (cell, Some(Count::Exact(count))) => assert_eq!(*cell, Data::Float(count as f64), "{title} in row {row}"),
            (cell, count) => panic!("{cell:?} is not {count:?}"),
        };
        count("Numerator", Some(figure.numerator));
        count("Denominator", figure.denominator);
        count("Undetermined", Some(figure.undetermined));
        check_value(self.cell(row, "Value"), figure);
    }
}

/// Checks that a cell shows the value of a figure: 82.0% is 0.82.
fn check_value(cell: &Data, figure: &ShownFigure) {
    let is_percentage = figure.kind == carekpi::measure::FigureKind::Proportion;
    match (figure.value, cell) {
        (ShownValue::Exact(Value::Tenths(tenths)), cell) if is_percentage => {
            assert_eq!(*cell, Data::Float(tenths as f64 / 1000.0));
        }
        (ShownValue::Exact(value), cell) => assert_eq!(*cell, Data::Float(value.number())),
        (ShownValue::None, cell) => assert!(cell.is_empty(), "{cell:?}"),
        (ShownValue::Hidden, cell) => assert_eq!(cell.get_string(), Some("c")),
    }
}

/// The figures of a date as they may be published: the indicators of an area are a family.
fn protected(publication: Publication, whole: &Series, groups: &[Series], at: usize) -> Vec<ShownTable> {
    let figure = |series: &Series, place: usize| series.indicators()[place].figures[at];
    let places: Vec<usize> = (0..whole.indicators().len()).collect();
    let area = |place: &usize| whole.indicators()[*place].area.clone();
    let families = places.chunk_by(|one, next| area(one) == area(next)).map(|family| {
        let table = |place: &usize| FigureTable {
            whole: figure(whole, *place),
            groups: groups.iter().map(|group| figure(group, *place)).collect(),
        };
        publication.protect(&family.iter().map(table).collect::<Vec<_>>())
    });
    families.flatten().collect()
}
