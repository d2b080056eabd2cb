//! Published reports in each format.

use carekpi::model::{Caseload, EventKind, entry};
use carekpi::{Definitions, GroupBy, Measurement, Step, WorkingCalendar};
use carekpi_report::{Publication, ScorecardReport, SeriesReport, TableStyle};
use chrono::NaiveDate;
use serde_json::Value;

fn measured<'c>(caseload: &'c Caseload, definitions: &Definitions) -> Measurement<'c> {
    definitions.over(caseload, &WorkingCalendar::england_and_wales())
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// Children with a plan: for each team, how many there are and how many of them have been visited.
fn caseload(teams: &[(&str, u32, u32)]) -> Caseload {
    let mut builder = Caseload::builder();
    for (team, children, visited) in teams {
        for number in 0..*children {
            let id = format!("{team}-child-{number}");
            let child = builder.child(entry::Child { id: &id, sex: "F", ..Default::default() });
            builder.protection_plan(child, entry::Plan::new(&id, day(1, 12)));
            builder.allocation(child, entry::Allocation { team, ..entry::Allocation::new("", day(1, 12)) });
            if number < *visited {
                let visit = entry::Event::new("", day(3, 30));
                builder.event(child, EventKind::ProtectionVisit, visit);
            }
        }
    }
    builder.finish().unwrap()
}

#[test]
fn published_figures_name_no_child_and_no_small_count() {
    let caseload = caseload(&[("East", 40, 37), ("North", 30, 20), ("South", 60, 50), ("West", 3, 1)]);
    let measurement = measured(&caseload, &Definitions::default());
    let on = |date| measurement.scorecard(date).unwrap();
    let cards = measurement.by(GroupBy::Team).scorecard(day(3, 31)).unwrap();
    let before = on(day(3, 1));
    let history = measurement.series(day(1, 31), day(3, 31), Step::Month).unwrap();
    // Anything else that is asked for is left out.
    let report = ScorecardReport::from(&cards)
        .subjects()
        .compared_with(&before)
        .history(&history)
        .published(Publication::Suppressed);
    for text in [report.table(TableStyle::default()), report.json(), report.csv(), report.html()] {
        assert!(!text.contains("-child-") && !text.contains("set_aside") && !text.contains("verdue ("), "{text}");
    }
    let csv = report.csv();
    let visits: Vec<&str> = csv.lines().filter(|line| line.contains(",cp-visits,")).collect();
    // The polarity comes last, of all children only.
    let cells = |line: &str| line.split("proportion,").nth(1).unwrap().rsplit_once(',').unwrap().0.to_owned();
    let shown: Vec<String> = visits.iter().map(|line| cells(line)).collect();
    assert_eq!(
        shown,
        [",,108,133,0,81.2", "team,East,c,40,0,c", "team,North,c,c,0,c", "team,South,c,60,0,c", "team,West,c,c,0,c"]
    );
    let json: Value = serde_json::from_str(&report.json()).unwrap();
    assert_eq!(json["published"], "suppressed");
    assert_eq!(json["indicators"][4]["groups"][0]["numerator"], "c");
    assert_eq!(json["indicators"][4]["groups"][0]["denominator"], 40);
    assert!(json.get("rows").is_none() && json.get("findings").is_none() && json.get("compared_with").is_none());
    assert!(report.table(TableStyle::default()).contains("are suppressed and shown as c.\n"));
}

#[test]
fn a_published_series_is_monthly_at_most() {
    let caseload = caseload(&[("East", 3, 1)]);
    let measurement = measured(&caseload, &Definitions::default());
    let series = |step| measurement.series(day(1, 31), day(6, 30), step).unwrap();
    for step in [Step::Day, Step::Week] {
        let refused = SeriesReport::from(&series(step)).published(Publication::Suppressed).map(|_| ()).unwrap_err();
        assert!(refused.to_string().contains("less than a month apart"));
    }
    let monthly = series(Step::Month);
    let csv = SeriesReport::from(&monthly).published(Publication::Suppressed).unwrap().csv();
    assert!(csv.contains("2026-03-31,cp-visits,c,c,0,c\n") && !csv.contains(",3,"), "{csv}");
    assert!(!SeriesReport::from(&monthly).published(Publication::Suppressed).unwrap().html().contains("3 of 3"));
}

#[test]
fn a_rounded_report_shows_rounded_counts_only() {
    let caseload = caseload(&[("East", 41, 37), ("North", 33, 23), ("South", 62, 51), ("West", 3, 1)]);
    let measurement = measured(&caseload, &Definitions::default());
    let cards = measurement.by(GroupBy::Team).scorecard(day(3, 31)).unwrap();
    let history = measurement.series(day(1, 31), day(3, 31), Step::Month).unwrap();
    let earlier = measurement.earlier(day(3, 31)).unwrap();
    let report = ScorecardReport::from(&cards).history(&history).earlier(&earlier).published(Publication::Rounded);
    let csv = report.csv();
    // 112 of 139 were visited.
    for row in [
        "proportion,,,110,140,0,78.6,",
        "team,East,35,40,0,87.5,",
        "team,North,25,35,0,71.4,",
        "team,South,50,60,0,83.3,",
        "team,West,0,5,0,0.0,",
    ] {
        assert!(csv.lines().any(|line| line.contains(",cp-visits,") && line.contains(row)), "{row}: {csv}");
    }
    let json: Value = serde_json::from_str(&report.json()).unwrap();
    assert_eq!((&json["published"], &json["indicators"][0]["value"]), (&"rounded".into(), &140.into()));
    for text in [report.table(TableStyle::default()), report.json(), report.html(), format!("{:?}", report.workbook())]
    {
        assert!(text.contains("rounded to the nearest 5") || text.contains("rounded to the\nnearest 5"), "{text}");
        for count in ["139", "112", "41 ", "33 ", "80.6", "90.2"] {
            assert!(!text.contains(count) || text.contains("viewBox"), "{count}: {text}");
        }
    }
    // Pages draw what is listed: no true count and no true percentage.
    let page = report.html();
    for count in ["of 139", "112 of", "of 41", "80.6", "90.2", "139<"] {
        assert!(!page.contains(count), "{count}");
    }
}

/// Years that overlap are not shown: what happened in a month stays in twelve of them.
#[test]
fn a_published_series_shows_years_that_do_not_overlap() {
    let caseload = caseload(&[("East", 30, 20)]);
    let measurement = measured(&caseload, &Definitions::default());
    let series = measurement.series(NaiveDate::from_ymd_opt(2025, 3, 31).unwrap(), day(3, 31), Step::Month).unwrap();
    let csv = SeriesReport::from(&series).published(Publication::Rounded).unwrap().csv();
    let shown = csv.lines().filter(|line| line.contains(",assessments-completed,") && !line.contains(",c,"));
    let dates: Vec<&str> = shown.filter_map(|line| line.split(',').next()).collect();
    assert_eq!(dates, ["2025-03-31", "2026-03-31"]);
    assert!(csv.contains("2026-02-28,cp-visits,0,30,0,0.0\n"), "{csv}");
}
