//! Series.

use carekpi::{Expectation, Expectations, GroupBy, Step};
use carekpi_report::workbook::Cell;
use carekpi_report::{Publication, SeriesReport, ShownFigure};

use crate::{Book, SNAPSHOT, check_value, day, many, measured, protected};

#[test]
fn every_date_and_figure_is_there() {
    let caseload = many();
    let measurement = measured(&caseload);
    let series = measurement.series(day(2025, 3, 31), SNAPSHOT, Step::Month).unwrap();
    let expectations: Expectations = [("cp-visits".to_owned(), Expectation::with_target(101.0))].into_iter().collect();
    let workbook = SeriesReport::from(&series).expectations(&expectations).workbook();
    let charts = &workbook.get("Charts").unwrap().charts;
    assert!(charts.iter().map(|chart| chart.values).eq(1..=23) && charts.iter().all(|chart| chart.sheet == "Series"));
    let mut book = Book::of(&workbook);
    assert_eq!(book.names(), ["Series", "Charts", "Data", "Definitions", "Provenance"]);
    let (wide, long) = (book.table("Series"), book.table("Data"));
    assert_eq!(wide.header[1], "Children with a child protection plan");
    assert_eq!((wide.rows.len(), long.rows.len()), (13, 13 * 23));
    for (at, date) in series.dates().iter().enumerate() {
        assert_eq!(wide.date(at, "Date"), Some(*date));
        for (place, indicator) in series.indicators().iter().enumerate() {
            let figure = ShownFigure::from(indicator.figures[at]);
            check_value(&wide.rows[at][place + 1], &figure);
            let row = at * 23 + place;
            assert_eq!((long.date(row, "Date"), long.text(row, "Identifier")), (Some(*date), indicator.id.as_ref()));
            long.check(row, &figure);
            let expected = if indicator.id == "cp-visits" { "✗ off target" } else { "" };
            assert_eq!(long.text(row, "Status"), expected);
        }
    }
}

#[test]
fn charts_show_no_hidden_value_and_none_before_the_records_begin() {
    let caseload = many();
    let measurement = measured(&caseload);
    let series = measurement.by(GroupBy::Team).series(day(2018, 3, 31), SNAPSHOT, Step::Year).unwrap();
    let report = SeriesReport::from(&series).beginning(&measurement).published(Publication::Suppressed).unwrap();
    let workbook = report.workbook();
    assert!(workbook.get("Charts").unwrap().charts.iter().all(|chart| chart.sheet == "Chart data"));
    let (table, drawn) = (workbook.get("Series").unwrap(), workbook.get("Chart data").unwrap());
    let (mut hidden, mut early) = (0, 0);
    for (row, drawn) in table.rows.iter().zip(&drawn.rows) {
        let Cell::Date(date) = row[0] else { panic!("{row:?}") };
        for ((place, cell), drawn) in row.iter().enumerate().zip(drawn).skip(1) {
            let begin = measurement.records_begin(&series.whole.indicators()[place - 1].id);
            let is_early = begin.is_some_and(|begin| date < begin);
            let is_hidden = *cell == Cell::text("c");
            let expected = if is_early || is_hidden { &Cell::Blank } else { cell };
            assert_eq!(drawn, expected);
            hidden += usize::from(is_hidden);
            early += usize::from(is_early);
        }
    }
    assert!(hidden > 10 && early > 10, "{hidden} {early}");

    let mut book = Book::of(&workbook);
    let long = book.table("Data");
    let mut row = 0;
    for (at, _) in series.whole.dates().iter().enumerate() {
        let of_groups: Vec<_> = series.groups.iter().map(|(_, group)| group.clone()).collect();
        for table in protected(Publication::Suppressed, &series.whole, &of_groups, at) {
            for (name, figure) in [("all children", table.whole)]
                .into_iter()
                .chain(series.groups.iter().map(|(name, _)| name.as_str()).zip(table.groups))
            {
                assert_eq!(long.text(row, "Team"), if name.is_empty() { "not recorded" } else { name });
                long.check(row, &figure);
                row += 1;
            }
        }
    }
    assert_eq!(long.rows.len(), row);
}
