//! Worklists.

use carekpi_report::WorklistReport;

use crate::{Book, SNAPSHOT, hostile, many, measured};

#[test]
fn each_team_has_its_tasks() {
    let caseload = many();
    let worklist = measured(&caseload).worklist(SNAPSHOT, 14).unwrap();
    let mut book = Book::of(&WorklistReport::from(&worklist).workbook());
    let names = book.names();
    let [all, teams @ .., definitions, provenance] = &*names else { panic!("{names:?}") };
    assert_eq!([all, definitions, provenance], ["All", "Definitions", "Provenance"]);
    assert_eq!(teams.last().map(String::as_str), Some("No team"));
    let mut listed = 0;
    for name in teams {
        let table = book.table(name);
        let team = if name == "No team" { "" } else { name };
        let tasks: Vec<_> = worklist.tasks().iter().filter(|task| task.team == team).collect();
        assert_eq!(table.rows.len(), tasks.len(), "{name}");
        listed += tasks.len();
        for (row, task) in tasks.iter().enumerate() {
            assert_eq!(table.text(row, "Child"), task.child);
            assert_eq!(table.text(row, "Indicator"), task.info.title);
            assert_eq!(table.text(row, "Worker"), task.worker);
            assert_eq!(table.date(row, "Overdue from"), Some(task.overdue_from));
            assert_eq!(table.date(row, "Date"), task.outcome.anchor);
            assert_eq!(*table.cell(row, "Days left"), calamine::Data::Float(task.days_left as f64));
            assert_eq!(table.text(row, "Status"), if task.days_left <= 0 { "overdue" } else { "falls due" });
        }
    }
    assert_eq!(listed, worklist.tasks().len());
    assert_eq!(book.table("All").rows.len(), listed);
}

#[test]
fn hostile_names_are_only_text() {
    let caseload = hostile();
    let worklist = measured(&caseload).worklist(SNAPSHOT, 14).unwrap();
    let report = WorklistReport::from(&worklist).council(Some("=Anyshire")).only(Some("area =A"));
    let mut book = Book::of(&report.workbook());
    let texts = book.texts();
    for expected in ["=Anyshire: Worklist on 31 March 2026: =1+1", "Only area =A"] {
        assert!(texts.iter().any(|text| text == expected), "{expected}");
    }
    assert_eq!(book.names(), ["All", "=1+1", "No team", "Definitions", "Provenance"]);
    let table = book.table("=1+1");
    let row = ["Child", "Record", "Team", "Worker"].map(|title| table.text(0, title));
    assert_eq!(row, ["@x", "+1", "=1+1", "=W"]);
    assert_eq!(book.table("No team").text(0, "Child"), "-2+3");
}
