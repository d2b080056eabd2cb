//! Cells and sheets of every kind.

use std::thread::sleep;
use std::time::Duration;

use calamine::Data;
use carekpi_report::workbook::{Cell, Column, ColumnKind, Highlight, LineChart, Sheet, Tone, Workbook};
use carekpi_xlsx::{XlsxError, to_xlsx};

use crate::{Book, day};

fn workbook(cells: Vec<Cell>) -> Workbook {
    let mut workbook = Workbook::new("=Cells");
    workbook.push(Sheet {
        name: "=Cells".to_owned(),
        notes: vec!["=Notes".to_owned()],
        columns: vec![Column::new("=A", 20, ColumnKind::Text)],
        rows: cells.into_iter().map(|cell| vec![cell]).collect(),
        highlights: vec![Highlight { column: 0, text: "=\"1\"".to_owned(), tone: Tone::Bad }],
        ..Sheet::default()
    });
    workbook
}

#[test]
fn cells_are_what_they_are() {
    let long = "é".repeat(40_000);
    let texts = ["=1+1", "@x", "+44", "-", "007", "1e3", "31/03/2026", "TRUE", "{=A1}", "_x0041_", "\u{1b}[2J", &long];
    let mut cells: Vec<Cell> = texts.into_iter().map(Cell::text).collect();
    cells.extend([
        Cell::Whole(-12),
        Cell::Decimal(9.6),
        Cell::Percentage(89.2),
        Cell::Change(-2.5),
        Cell::Date(day(2026, 3, 31)),
        Cell::Date(day(1900, 3, 1)),
        Cell::Date(day(1900, 2, 28)),
        Cell::Date(day(10_000, 1, 1)),
        Cell::Blank,
        Cell::text("end"),
    ]);
    let table = Book::of(&workbook(cells)).table("=Cells");
    assert_eq!(table.header, ["=A"]);
    for (row, text) in texts.iter().enumerate().take(10) {
        assert_eq!(*table.cell(row, "=A"), Data::String((*text).to_owned()));
    }
    assert_eq!(table.text(10, "=A"), "\u{fffd}[2J");
    assert_eq!(table.text(11, "=A").chars().count(), 32_767);
    let numbers: Vec<&Data> = (12..16).map(|row| table.cell(row, "=A")).collect();
    assert_eq!(numbers, [-12.0, 9.6, 0.892, -2.5].map(Data::Float).iter().collect::<Vec<_>>());
    assert_eq!(table.date(16, "=A"), Some(day(2026, 3, 31)));
    assert_eq!(table.date(17, "=A"), Some(day(1900, 3, 1)));
    assert_eq!((table.text(18, "=A"), table.text(19, "=A")), ("1900-02-28", "+10000-01-01"));
    assert_eq!((table.cell(20, "=A"), table.text(21, "=A")), (&Data::Empty, "end"));
}

#[test]
fn the_bytes_do_not_depend_on_the_time() {
    let workbook = workbook(vec![Cell::text("one")]);
    let bytes = to_xlsx(&workbook).unwrap();
    // A file in an archive has a time of two seconds.
    sleep(Duration::from_millis(2100));
    assert_eq!(to_xlsx(&workbook).unwrap(), bytes);
}

#[test]
fn what_a_spreadsheet_can_not_hold_is_refused() {
    let error = to_xlsx(&workbook(vec![Cell::Blank; 1 << 20])).unwrap_err();
    assert_eq!(error, XlsxError::TooManyRows { sheet: "=Cells".to_owned(), rows: 1 << 20 });
    assert!(error.to_string().starts_with("sheet =Cells: 1048576 rows are too many"));

    let named = |name: &str| Sheet { name: name.to_owned(), ..Sheet::default() };
    let twice = Workbook { title: String::new(), sheets: vec![named("A"), named("a")] };
    let of_nothing = LineChart { sheet: "B".to_owned(), dates: 0, values: 1 };
    let wrong_chart = Sheet { charts: vec![of_nothing], ..named("A") };
    for sheets in [twice.sheets, vec![named("a/b")], vec![wrong_chart]] {
        let refused = to_xlsx(&Workbook { title: String::new(), sheets });
        assert!(matches!(refused, Err(XlsxError::NotAllowed(_))), "{refused:?}");
    }
}

#[test]
fn an_empty_workbook_and_an_empty_table_can_be_opened() {
    let mut book = Book::of(&workbook(Vec::new()));
    assert!(book.table("=Cells").rows.is_empty());
    Book::of(&Workbook::default());
}
