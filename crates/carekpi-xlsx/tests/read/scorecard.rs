//! Scorecards.

use std::collections::BTreeSet;

use carekpi::measure::Lapse;
use carekpi::{Definitions, Expectation, Expectations, GroupBy, WorkingCalendar};
use carekpi_report::workbook::Tone;
use carekpi_report::{DataQuality, Publication, ScorecardReport, ShownFigure};

use crate::{Book, SNAPSHOT, day, hostile, many, measured, protected};

#[test]
fn every_figure_and_every_child_overdue_is_there() {
    let caseload = many();
    let measurement = measured(&caseload);
    let scorecard = measurement.scorecard(SNAPSHOT).unwrap();
    let quality = DataQuality::of(&measurement, SNAPSHOT);
    let workers = measurement.case_workers(SNAPSHOT).unwrap();
    let mut book = Book::of(&ScorecardReport::from(&scorecard).quality(&quality).case_workers(&workers).workbook());
    assert_eq!(book.names(), ["Scorecard", "Overdue", "Findings", "Definitions", "Provenance"]);

    let table = book.table("Scorecard");
    assert_eq!(table.rows.len(), 23);
    for (row, result) in scorecard.indicators().iter().enumerate() {
        assert_eq!(table.text(row, "Identifier"), result.info.id);
        table.check(row, &ShownFigure::from(result.figure));
    }

    let table = book.table("Overdue");
    let listed: BTreeSet<_> = (0..table.rows.len())
        .map(|row| {
            let text = |title| table.text(row, title).to_owned();
            let dates = (table.date(row, "Date"), table.date(row, "Overdue from"));
            let worker = workers.of(table.text(row, "Child"));
            assert_eq!((table.text(row, "Team"), table.text(row, "Worker")), (worker.team, worker.worker));
            (text("Child"), text("Indicator"), text("Record"), text("Measured from"), dates)
        })
        .collect();
    assert_eq!(listed.len(), table.rows.len());
    let mut expected = BTreeSet::new();
    for result in scorecard.indicators() {
        for subject in &result.subjects {
            if let (Some(false), Lapse::On(from)) = (subject.outcome.met, subject.outcome.lapses) {
                let texts = [subject.child, &result.info.title, subject.record.unwrap_or("")].map(str::to_owned);
                let [child, title, record] = texts;
                let words = result.info.measured_from(subject.outcome.clause).to_owned();
                expected.insert((child, title, record, words, (subject.outcome.anchor, Some(from))));
            }
        }
    }
    assert!(expected.len() > 20, "{}", expected.len());
    assert_eq!(listed, expected);
    let days: Vec<_> = (0..table.rows.len()).map(|row| table.date(row, "Overdue from")).collect();
    assert!(days.is_sorted(), "the longest overdue come first");
}

#[test]
fn a_published_one_shows_protected_counts_and_names_no_child() {
    for publication in [Publication::Suppressed, Publication::Rounded] {
        check_published(publication);
    }
}

fn check_published(publication: Publication) {
    let caseload = many();
    let measurement = measured(&caseload);
    let breakdown = measurement.by(GroupBy::Team).scorecard(SNAPSHOT).unwrap();
    let quality = DataQuality::of(&measurement, SNAPSHOT);
    let mut book = Book::of(&ScorecardReport::from(&breakdown).quality(&quality).published(publication).workbook());
    assert_eq!(book.names(), ["Scorecard", "By team", "Definitions", "Provenance"]);
    let (whole, groups) = (book.table("Scorecard"), book.table("By team"));
    let mut row_of_group = 0;
    let mut hidden = 0;
    let series = breakdown.groups.iter().map(|(_, card)| card.figures()).collect::<Vec<_>>();
    for (row, table) in protected(publication, &breakdown.whole.figures(), &series, 0).into_iter().enumerate() {
        whole.check(row, &table.whole);
        for ((name, _), figure) in breakdown.groups.iter().zip(table.groups) {
            let name = if name.is_empty() { "not recorded" } else { name };
            assert_eq!(groups.text(row_of_group, "Team"), name);
            groups.check(row_of_group, &figure);
            hidden += usize::from(figure.numerator.is_hidden());
            row_of_group += 1;
        }
    }
    assert_eq!(groups.rows.len(), row_of_group);
    assert!(hidden > 10 || publication == Publication::Rounded, "{hidden}");
    let texts = book.texts();
    let named = breakdown.whole.indicators().iter().flat_map(|result| &result.subjects).map(|subject| subject.child);
    for child in named.collect::<BTreeSet<_>>() {
        assert!(!texts.iter().any(|text| text.contains(child)), "{child}");
    }
}

#[test]
fn expectations_and_earlier_figures_have_columns() {
    let caseload = many();
    let measurement = measured(&caseload);
    let scorecard = measurement.scorecard(SNAPSHOT).unwrap();
    let before = measurement.scorecard(day(2025, 12, 31)).unwrap();
    let earlier = measurement.earlier(SNAPSHOT).unwrap();
    let expectation = Expectation::with_target(100.5).floor(0.5).comparator("=England", 88.1);
    let expectations: Expectations = [("cp-visits".to_owned(), expectation)].into_iter().collect();
    let report = ScorecardReport::from(&scorecard).expectations(&expectations).earlier(&earlier);
    let report = report.compared_with(&before).council(Some("=Anyshire"));
    let workbook = report.workbook();
    let sheet = workbook.get("Scorecard").unwrap();
    let coloured = |title: &str, text: &str| {
        let rule = sheet.highlights.iter().find(|rule| rule.text == text && sheet.columns[rule.column].title == title);
        rule.map(|rule| rule.tone)
    };
    assert_eq!(coloured("Status", "≈ near target"), Some(Tone::Caution));
    for title in ["Since last month", "Since last year", "Since then"] {
        let words = ["▲ better", "▼ better", "▲ worse", "▼ worse", "▲ up", "same"];
        let (good, bad) = (Some(Tone::Good), Some(Tone::Bad));
        assert_eq!(words.map(|words| coloured(title, words)), [good, good, bad, bad, None, None], "{title}");
    }
    let mut book = Book::of(&workbook);
    let table = book.table("Scorecard");
    let row = scorecard.indicators().iter().position(|result| result.info.id == "cp-visits").unwrap();
    assert_eq!(table.text(row, "Status"), "≈ near target");
    for (title, number) in [("Target", 1.005), ("Floor", 0.005), ("=England", 0.881)] {
        assert_eq!(*table.cell(row, title), calamine::Data::Float(number), "{title}");
    }
    let month = earlier.month.as_ref().unwrap();
    for (row, result) in scorecard.indicators().iter().enumerate() {
        let then = ShownFigure::from(month.get(&result.info.id).unwrap().figures[0]);
        crate::check_value(table.cell(row, "Last month"), &then);
        let then = ShownFigure::from(before.indicators()[row].figure);
        crate::check_value(table.cell(row, "Value on 31/12/2025"), &then);
        let words = table.text(row, "Since last year");
        assert!(["▲ ", "▼ ", "same"].iter().any(|sign| words.starts_with(sign)), "{words}");
    }
    assert!(book.texts().contains(&"=Anyshire: Key performance indicators on 31 March 2026".to_owned()));
}

#[test]
fn settings_and_what_is_not_the_default_are_named() {
    let caseload = hostile();
    let calendar = WorkingCalendar::england_and_wales().with_closures([day(2026, 12, 29)]).unwrap();
    let measurement =
        Definitions::statutory().over(&caseload, &calendar).with_profile("statutory").with_mappings(["=ours.toml"]);
    let scorecard = measurement.scorecard(SNAPSHOT).unwrap();
    let mut book = Book::of(&ScorecardReport::from(&scorecard).workbook());
    let table = book.table("Definitions");
    let settings = &scorecard.provenance().settings;
    assert_eq!(table.rows.len(), settings.len());
    for (row, (name, setting)) in settings.iter().enumerate() {
        let shown = ["Setting", "Value", "Default", "Changed"].map(|title| table.text(row, title));
        let changed = if setting.is_changed() { "changed" } else { "" };
        assert_eq!(shown, [name.as_str(), setting.value.as_str(), setting.default.as_str(), changed]);
    }
    assert!(settings.values().any(carekpi::Setting::is_changed));
    let table = book.table("Provenance");
    let value = |item| {
        let row = (0..table.rows.len()).find(|row| table.text(*row, "Item") == item);
        row.unwrap_or_else(|| panic!("{item}"))
    };
    assert_eq!(table.text(value("Profile"), "Value"), "statutory");
    assert_eq!(table.text(value("Mapping"), "Value"), "=ours.toml");
    assert_eq!(table.text(value("Published"), "Value"), "no");
    assert_eq!(table.date(value("Snapshot date"), "Value"), Some(SNAPSHOT));
    assert_eq!(table.date(value("Closure day"), "Value"), Some(day(2026, 12, 29)));
}
