//! The forms that other programs read, character for character.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi::model::{Caseload, EventKind, RecordKind, RowCounts, SourceFinding, entry};
use carekpi::{Definitions, Measurement, Scorecard, Step, WorkingCalendar};
use carekpi_report::{DataQuality, ScorecardReport, SeriesReport, TableStyle, WorklistReport};
use chrono::NaiveDate;

fn measured<'c>(caseload: &'c Caseload, definitions: &Definitions) -> Measurement<'c> {
    definitions.over(caseload, &WorkingCalendar::england_and_wales())
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// One child with a plan since 12 January and a core group on 18 February. The identifier can be hostile.
fn caseload(id: &str) -> Caseload {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id, ..Default::default() });
    builder.protection_plan(child, entry::Plan::new("", day(1, 12)));
    builder.event(child, EventKind::CoreGroup, entry::Event::new("", day(2, 18)));
    builder.finish().unwrap()
}

fn scorecard(caseload: &Caseload) -> Scorecard<'_> {
    measured(caseload, &Definitions::default()).scorecard(day(3, 31)).unwrap()
}

#[test]
fn a_scorecard_as_json() {
    let caseload = caseload("<script>\"P1\"\n");
    let counts = RowCounts { read: 3, kept: 2, set_aside: 1 };
    let warning = SourceFinding { text: "doubtful".to_owned(), records: [].as_slice().into(), is_set_aside: false };
    let error = SourceFinding { is_set_aside: true, ..warning.clone() };
    let findings = [vec![warning; 4], vec![error]].concat();
    let quality = DataQuality::default().with_rows([("ssd_cp_plans", counts)]).with_findings(findings);
    let card = scorecard(&caseload);
    let json = ScorecardReport::from(&card).quality(&quality).subjects().json();
    let start = r#"{
  "snapshot": "2026-03-31",
  "period": {
    "start": "2025-04-01",
    "end": "2026-03-31"
  },
  "version": "VERSION",
  "indicators": [
    {
      "id": "cp-plans",
      "area": "child-protection",
      "title": "Children with a child protection plan",
      "measure": "count",
      "polarity": "neither",
      "numerator": 1,
      "denominator": null,
      "undetermined": 0,
      "value": 1,
      "subjects": [
        {
          "child": "<script>\"P1\"\n",
          "record": null,
          "met": true,
          "clause": "plan-open",
          "anchor": "2026-01-12",
          "lapses": null
        }
      ]
    },
    {
      "id": "cp-core-groups",
      "area": "child-protection",
      "title": "Core groups up to date",
      "measure": "proportion",
      "polarity": "higher",
      "numerator": 1,
      "denominator": 1,
      "undetermined": 0,
      "value": 100.0,
      "subjects": [
        {
          "child": "<script>\"P1\"\n",
          "record": null,
          "met": true,
          "clause": "since-last",
          "anchor": "2026-02-18",
          "lapses": "2026-04-01"
        }
      ]
    },
    {
      "id": "cp-rate",
      "area": "child-protection",
      "title": "Child protection plans per 10,000 under 18",
      "measure": "rate",
      "polarity": "neither",
      "numerator": 1,
      "denominator": null,
      "undetermined": 0,
      "value": null,
"#;
    let end = r#"  "rows": {
    "ssd_cp_plans": {
      "read": 3,
      "kept": 2,
      "set_aside": 1
    }
  },
  "findings": {
    "errors": 1,
    "warnings": 4
  }
}
"#;
    assert!(json.starts_with(&start.replace("VERSION", env!("CARGO_PKG_VERSION"))), "{json}");
    assert!(json.ends_with(end), "{json}");
    assert!(!ScorecardReport::from(&card).json().contains("subjects"));
}

#[test]
fn a_scorecard_as_csv_and_as_a_table() {
    let caseload = caseload("P1");
    let card = scorecard(&caseload);
    let csv = ScorecardReport::from(&card).csv();
    let mut lines = csv.lines();
    let header = "snapshot,indicator,area,title,measure,numerator,denominator,undetermined,value,polarity";
    assert_eq!(lines.next(), Some(header));
    let plans = "2026-03-31,cp-plans,child-protection,Children with a child protection plan,count,1,,0,1,neither";
    assert_eq!(lines.next(), Some(plans));
    assert_eq!(
        lines.nth(3),
        Some("2026-03-31,cp-visits,child-protection,Child protection visits up to date,proportion,0,1,0,0.0,higher")
    );
    assert_eq!(
        lines.next(),
        Some("2026-03-31,cin-reviews,children-in-need,Child in need reviews up to date,proportion,0,0,0,,higher")
    );
    let table = ScorecardReport::from(&card).table(TableStyle::default());
    assert!(table.starts_with(
        "Key performance indicators on 31 March 2026\nflows counted over 1 April 2025 to 31 March 2026\n"
    ));
    assert!(table.contains("n/a") && table.contains("100.0%") && table.lines().all(|line| line.len() <= 120));
}

#[test]
fn a_scorecard_as_html() {
    let caseload = caseload("<script>alert('1' & \"2\")</script>");
    let history = measured(&caseload, &Definitions::default()).series(day(1, 12), day(3, 31), Step::Month).unwrap();
    let measurement = measured(&caseload, &Definitions::default());
    let finding = SourceFinding {
        text: "ssd_cp_plans line 3: <b>".to_owned(),
        records: vec![RecordKind::ProtectionPlan].into(),
        is_set_aside: true,
    };
    let quality = DataQuality::of(&measurement.only(|info| info.id == "cp-plans"), day(3, 31)).with_findings([finding]);
    let page = |definitions: &Definitions| {
        let card = measured(&caseload, definitions).scorecard(day(3, 31)).unwrap();
        ScorecardReport::from(&card).quality(&quality).history(&history).html()
    };
    let html = page(&Definitions::default());
    assert!(html.contains("&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt;"));
    for outside in ["<script", "http:", "https:", "src=", "url(", "@import"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert_eq!(html.matches("<details").count(), 23);
    assert_eq!((html.matches("<section").count(), html.matches("</section>").count()), (8, 8));
    assert!(html.contains("<h3>Findings (1)</h3>\n<ul><li>ssd_cp_plans line 3: &lt;b&gt;</li></ul>"));
    assert!(html.contains("<polyline") && html.contains("still open on its own end date?</dt><dd>No: "));
    assert!(html.contains("default settings."));
    let statutory = page(&Definitions::statutory());
    assert!(statutory.contains("<li>non-default setting: looked-after.cla-health.age_limit = 5 (default 4)</li>"));
}

#[test]
fn a_series_as_csv_and_json() {
    let caseload = caseload("P1");
    let series = measured(&caseload, &Definitions::default()).series(day(1, 12), day(1, 31), Step::Week).unwrap();
    let csv = SeriesReport::from(&series).csv();
    let first = "date,indicator,numerator,denominator,undetermined,value\n\
                 2026-01-12,cp-plans,1,,0,1\n2026-01-12,cp-core-groups,1,1,0,100.0\n2026-01-12,cp-rate,1,,0,\n";
    assert!(csv.starts_with(first), "{csv}");
    assert_eq!(csv.lines().count(), 1 + 3 * 23);
    assert!(csv.contains("2026-01-26,cp-core-groups,0,1,0,0.0\n"));
    let json = SeriesReport::from(&series).json();
    assert!(json.starts_with(
        "[\n  {\n    \"date\": \"2026-01-12\",\n    \"indicator\": \"cp-plans\",\n    \"numerator\": 1,\n"
    ));
}

#[test]
fn a_worklist_in_three_forms() {
    let caseload = caseload("=cmd|' /c calc'!A1\u{1b}[2J");
    let worklist = measured(&caseload, &Definitions::default()).worklist(day(3, 31), 7).unwrap();
    let csv = WorklistReport::from(&worklist).csv();
    let expected = "days_left,overdue_from,child,record,indicator,area,met,clause,anchor,measured_from,team,worker\n\
                    -64,2026-01-26,'=cmd|' /c calc'!A1\u{fffd}[2J,,cp-visits,child-protection,false,no-event-yet,2026-01-12,the start of the plan,,\n\
                    1,2026-04-01,'=cmd|' /c calc'!A1\u{fffd}[2J,,cp-core-groups,child-protection,true,since-last,2026-02-18,the last core group or conference,,\n";
    assert_eq!(csv, expected);
    let table = WorklistReport::from(&worklist).table(TableStyle::default());
    assert!(table.ends_with("\n1 overdue, 1 fall due\n") && !table.contains('\u{1b}'), "{table}");
    let json = WorklistReport::from(&worklist).json();
    assert!(json.contains(
        "\"measured_from\": \"the start of the plan\",\n    \"overdue_from\": \"2026-01-26\",\n    \"days_left\": -64,\n    \"team\": null,\n"
    ));
}
