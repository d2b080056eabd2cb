//! Tables fit the terminal, and no number is broken.

use carekpi::{Definitions, Expectation, Expectations, GroupBy, WorkingCalendar};
use carekpi_report::{Publication, ScorecardReport, TableStyle};
use carekpi_synthetic::Synthetic;
use chrono::NaiveDate;

const WIDTHS: [usize; 7] = [40, 60, 80, 100, 119, 120, 200];

/// The words of a text, without their places.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Every value, and every pair of counts, stands unbroken in every table.
#[test]
fn a_scorecard_fits_every_width() {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let on = day(2026, 3, 31);
    let caseload = Synthetic::new(2_000, 7, on).years(6).caseload();
    let calendar = WorkingCalendar::england_and_wales();
    let measurement = Definitions::statutory().over(&caseload, &calendar);
    let (now, before) = (measurement.scorecard(on).unwrap(), measurement.scorecard(day(2025, 12, 31)).unwrap());
    let (by_team, by_ethnicity) = (
        measurement.by(GroupBy::Team).scorecard(on).unwrap(),
        measurement.by(GroupBy::Ethnicity).scorecard(on).unwrap(),
    );
    let expectations: Expectations =
        ["cp-visits", "cla-reviews"].map(|id| (id.to_owned(), Expectation::with_target(95.0))).into_iter().collect();
    let plain = ScorecardReport::from(&now);
    let reports = [
        plain.clone(),
        plain.clone().compared_with(&before),
        plain.clone().expectations(&expectations),
        plain.compared_with(&before).expectations(&expectations),
        ScorecardReport::from(&by_team),
        ScorecardReport::from(&by_team).compared_with(&before).expectations(&expectations),
        ScorecardReport::from(&by_ethnicity).published(Publication::Suppressed),
    ];
    for (number, report) in reports.iter().enumerate() {
        let report = report.clone().incomplete(Some("3 rows set aside; missing tables: ssd_cp_visits, ssd_cla_visits"));
        let widest = report.table(TableStyle::new(1_000));
        let numbers = |table: &str| {
            let mut numbers: Vec<String> = words(table)
                .into_iter()
                .filter(|word| word.ends_with('%') || word.contains('/') || word.starts_with(['+', '-']))
                .map(str::to_owned)
                .collect();
            numbers.sort();
            numbers
        };
        for width in WIDTHS {
            let table = report.table(TableStyle::new(width));
            assert!(table.lines().all(|line| line.chars().count() <= width), "{number} at {width}\n{table}");
            assert!(table.lines().all(|line| line == line.trim_end()), "{number} at {width}\n{table}");
            assert_eq!(numbers(&table), numbers(&widest), "{number} at {width}\n{table}");
            // Colours change nothing else.
            let mut stripped = report.table(TableStyle::new(width).coloured(true));
            for code in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[33m"] {
                stripped = stripped.replace(code, "");
            }
            assert_eq!(stripped, table, "{number} at {width}");
        }
    }
}

#[test]
fn identifiers_go_first_then_titles_are_shortened() {
    let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let caseload = Synthetic::new(500, 7, on).caseload();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let scorecard = measurement.scorecard(on).unwrap();
    let table = |width| ScorecardReport::from(&scorecard).table(TableStyle::new(width));
    let has = |width, text: &str| table(width).contains(text);
    assert!(has(120, " cp-reviews ") && has(120, "Child protection reviews up to date "));
    assert!(!has(100, " cp-reviews ") && has(100, "Child protection reviews up to date "));
    assert!(!has(80, "up to date") && has(80, "   Child protection reviews "));
    // Few titles are too long even then.
    assert!(table(80).lines().count() <= table(120).lines().count() + 5, "{}", table(80));
    assert!(has(60, "\n   Child protection "), "{}", table(60));
    assert!(has(40, "\n   Child protection reviews up to date\n"), "{}", table(40));
    // A width of 0 is one that nobody knows.
    assert_eq!(table(0), table(40));
}
