//! Groups, another date, other definitions and hostile names, in every form.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi::model::{Caseload, entry};
use carekpi::{Breakdown, Definitions, GroupBy, Measurement, Period, Scorecard, Step, WorkingCalendar};
use carekpi_report::{ScorecardReport, SeriesReport, TableStyle, WorklistReport};
use chrono::NaiveDate;
use serde_json::Value;

const HOSTILE: [&str; 4] = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "a,\"b\"\nc", "@SUM(1)\u{1b}[2J"];

fn measured<'c>(caseload: &'c Caseload, definitions: &Definitions) -> Measurement<'c> {
    definitions.over(caseload, &WorkingCalendar::england_and_wales())
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// A child with a plan in each of the teams of these names, and one in no team. The plans begin a week apart.
fn caseload(teams: &[&str]) -> Caseload {
    let mut builder = Caseload::builder();
    for (number, team) in teams.iter().chain([&""]).enumerate() {
        let id = format!("{team}{number}");
        let child = builder.child(entry::Child { id: &id, sex: team, ..Default::default() });
        let start = day(1, 5) + chrono::Days::new(7 * u64::try_from(number).unwrap());
        builder.protection_plan(child, entry::Plan::new(team, start));
        builder.allocation(child, entry::Allocation { team, worker: team, ..entry::Allocation::new("", start) });
    }
    builder.finish().unwrap()
}

fn by(caseload: &Caseload, by: GroupBy) -> Breakdown<Scorecard<'_>> {
    measured(caseload, &Definitions::default()).by(by).scorecard(day(3, 31)).unwrap()
}

#[test]
fn groups_in_every_form() {
    let caseload = caseload(&["South", "North", "North"]);
    let breakdown = by(&caseload, GroupBy::Team);
    let report = ScorecardReport::from(&breakdown);
    let csv = report.csv();
    let rows: Vec<&str> =
        csv.lines().take(5).map(|line| line.split_once("protection plan,").unwrap_or((line, "")).1).collect();
    assert_eq!(
        rows[1..],
        ["count,,,4,,0,4,neither", "count,team,North,2,,0,2,", "count,team,South,1,,0,1,", "count,team,,1,,0,1,"]
    );
    let json: Value = serde_json::from_str(&report.json()).unwrap();
    assert_eq!(json["by"], "team");
    assert_eq!(json["indicators"][0]["groups"][0]["group"], "North");
    assert_eq!(json["indicators"][0]["groups"][2]["group"], Value::Null);
    assert_eq!(json["indicators"][2]["groups"][0]["value"], Value::Null);
    let table = report.table(TableStyle::default());
    assert!(
        table.contains("\nby team\n") && table.contains("\n       North ") && table.contains("not recorded"),
        "{table}"
    );
    assert!(report.html().contains("<tr class=\"group\"><th scope=\"row\">North</th><td class=\"number\">2</td>"));
}

#[test]
fn hostile_names_are_only_text() {
    let caseload = caseload(&HOSTILE);
    let measurement = measured(&caseload, &Definitions::default());
    let series = measurement.by(GroupBy::Team).series(day(1, 1), day(3, 31), Step::Month).unwrap();
    let worklist = measurement.worklist(day(3, 31), 14).unwrap();
    for which in GroupBy::ALL {
        let breakdown = by(&caseload, which);
        let report = ScorecardReport::from(&breakdown).subjects();
        for csv in [report.csv(), SeriesReport::from(&series).csv(), WorklistReport::from(&worklist).csv()] {
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            for record in reader.records() {
                for cell in &record.unwrap() {
                    let number = cell.parse::<i64>().is_ok();
                    assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
                }
            }
        }
        for html in [report.html(), SeriesReport::from(&series).html()] {
            assert!(!html.contains("<script"));
        }
        for table in [report.table(TableStyle::default()), WorklistReport::from(&worklist).table(TableStyle::default())]
        {
            assert!(!table.contains('\u{1b}'));
        }
        let json: Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!(json["indicators"][0]["subjects"].as_array().unwrap().len(), 5);
    }
}

#[test]
fn another_date_in_every_form() {
    let caseload = caseload(&["South", "North"]);
    let on = |date| measured(&caseload, &Definitions::default()).scorecard(date).unwrap();
    let (now, before) = (on(day(3, 31)), on(day(1, 12)));
    let report = ScorecardReport::from(&now).compared_with(&before);
    let csv = report.csv();
    let visits = csv.lines().find(|line| line.contains(",cp-visits,")).unwrap();
    assert!(visits.ends_with(",0,3,0,0.0,2026-01-12,2,2,0,100.0,-100.0,worse,1,0,0,2,0,higher"), "{visits}");
    let json: Value = serde_json::from_str(&report.json()).unwrap();
    assert_eq!(json["compared_with"]["snapshot"], "2026-01-12");
    assert_eq!(json["indicators"][4]["compared"]["became_overdue"], 2);
    assert_eq!(json["indicators"][0]["compared"]["entered"], 1);
    assert_eq!(
        (&json["indicators"][4]["change"], &json["indicators"][4]["direction"]),
        (&(-100.0).into(), &"worse".into())
    );
    assert_eq!((&json["indicators"][0]["change"], &json["indicators"][0]["direction"]), (&1.into(), &"up".into()));
    let table = report.table(TableStyle::default());
    let line = table.lines().find(|line| line.contains("protection visits")).unwrap();
    assert!(line.split_whitespace().rev().take(7).eq(["2", "1", "worse", "-100.0", "100.0%", "0/3", "0.0%"]), "{line}");
    assert!(table.lines().all(|line| line.len() <= 120));
    let html = report.html();
    assert!(html.contains("<th scope=\"col\" class=\"number wide date-column\">12 Jan 2026</th>"));
    let travel = "<span class=\"travel worse\"><i aria-hidden=\"true\">\u{25bc}</i> 100.0 worse</span>";
    assert!(html.contains(&format!("100.0%<span class=\"line\">{travel}</span>")));
    assert!(html.contains("12 January 2026</th><td class=\"number\">100.0% (2 of 2)</td>"));
    assert!(html.contains("<p>Since 12 January 2026: 1 is new, 2 became overdue.</p>"));
    assert!(html.contains("Compared with 12 January 2026;"));
}

#[test]
fn figures_that_are_compared_and_not_made_alike_are_named() {
    let caseload = caseload(&["North"]);
    let before = measured(&caseload, &Definitions::default()).scorecard(day(1, 12)).unwrap();
    let now = measured(&caseload, &Definitions::statutory()).scorecard(day(3, 31)).unwrap();
    let report = ScorecardReport::from(&now).compared_with(&before);
    let unlike = "child-protection.cp-core-groups.first_within";
    let json: Value = serde_json::from_str(&report.json()).unwrap();
    assert!(json["compared_with"]["unlike"].as_str().unwrap().contains(unlike), "{json}");
    assert!(
        report.table(TableStyle::default()).contains(&format!("not measured alike: the settings differ: {unlike}"))
    );
    assert!(report.html().contains(&format!("not measured alike: the settings differ: {unlike}")));
    let json: Value = serde_json::from_str(&ScorecardReport::from(&now).compared_with(&now).json()).unwrap();
    assert_eq!(json["compared_with"]["unlike"], Value::Null);
}

#[test]
fn definitions_that_are_not_the_default_are_named() {
    let caseload = caseload(&["North"]);
    let definitions = Definitions::statutory();
    let card = measured(&caseload, &definitions).scorecard(day(3, 31)).unwrap();
    let report = ScorecardReport::from(&card);
    assert!(
        report
            .table(TableStyle::default())
            .contains("non-default setting: looked-after.cla-health.age_limit = 5 (default 4)\n")
    );
    let json: Value = serde_json::from_str(&report.json()).unwrap();
    assert_eq!(json["definitions"][1]["setting"], "looked-after.cla-health.age_limit");
    let series = measured(&caseload, &definitions).series(day(1, 1), day(3, 31), Step::Month).unwrap();
    assert!(
        SeriesReport::from(&series)
            .html()
            .contains("<li>non-default setting: looked-after.cla-health.age_limit = 5 (default 4)</li>")
    );
}

#[test]
fn a_terminal_gets_colours_and_nothing_else_does() {
    let caseload = caseload(&["North"]);
    let breakdown = by(&caseload, GroupBy::Sex);
    let report = ScorecardReport::from(&breakdown);
    let (plain, coloured) = (report.table(TableStyle::default()), report.table(TableStyle::default().coloured(true)));
    assert!(!plain.contains('\u{1b}') && coloured.contains("\u{1b}[1m"));
    let mut stripped = coloured;
    for code in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[33m"] {
        stripped = stripped.replace(code, "");
    }
    assert_eq!(stripped, plain);
}

#[test]
fn a_page_of_charts() {
    let caseload = caseload(&["South", "North"]);
    let measurement = measured(&caseload, &Definitions::default());
    let series = measurement.by(GroupBy::Team).series(day(1, 1), day(3, 31), Step::Week).unwrap();
    let html = SeriesReport::from(&series).html();
    assert_eq!((html.matches("<figure").count(), html.matches("<svg").count()), (23, 23));
    assert_eq!((html.matches("<section>").count(), html.matches("</section>").count()), (6, 6));
    for outside in ["<script", "http:", "https:", "src=", "url(", "@import"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("<span class=\"line1\"><i></i>North</span>"));
    let empty = measurement.series(day(1, 2), day(1, 1), Step::Day).unwrap();
    assert!(SeriesReport::from(&empty).html().contains("no dates"));
}

/// The part of a page about one indicator.
fn part<'p>(page: &'p str, id: &str) -> &'p str {
    page.split(&format!("<tbody id=\"{id}\">")).nth(1).unwrap().split("</tbody>").next().unwrap()
}

#[test]
fn figures_that_are_not_alike_have_no_direction() {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
    for (id, month) in [("A1", 1), ("A2", 2), ("A3", 3)] {
        builder.assessment(child, entry::Assessment { id, start: None, end: Some(day(month, 9)) });
    }
    let caseload = builder.finish().unwrap();
    let year = measured(&caseload, &Definitions::default());
    let earlier = year.earlier(day(3, 31)).unwrap();
    let history = year.series(day(1, 31), day(3, 31), Step::Month).unwrap();
    let of_year = year.scorecard(day(3, 31)).unwrap();
    let page = ScorecardReport::from(&of_year).earlier(&earlier).history(&history).beginning(&year).html();
    assert!(part(&page, "assessments-completed").contains("1 up"));
    assert!(part(&page, "cp-plans").contains("same"));
    // A year before, nothing had been recorded.
    assert!(!part(&page, "cp-plans").contains(" up"));

    let march = Period::Fixed { first: day(3, 1), last: day(3, 31) };
    let of_march = measured(&caseload, &Definitions::default()).within(march).scorecard(day(3, 31)).unwrap();
    let page = ScorecardReport::from(&of_march).earlier(&earlier).history(&history).html();
    assert!(!part(&page, "assessments-completed").contains("travel"));
    assert!(part(&page, "cp-plans").contains("travel"));

    let before = year.scorecard(day(1, 5)).unwrap();
    let page = ScorecardReport::from(&before).beginning(&year).html();
    assert!(part(&page, "cp-plans").contains("before the records begin"));
    assert!(page.contains("before the records begin</li>"));
}
