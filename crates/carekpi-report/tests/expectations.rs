//! Every combination of polarity, target, floor and value, in the forms of a scorecard and of a series.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi::measure::{Answer, Clause, FigureKind, Outcome};
use carekpi::model::{Caseload, ChildAsOf, RecordKind, entry};
use carekpi::rules::{Area, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};
use carekpi::{Definitions, Expectation, Expectations, Measurement, Status, Step, WorkingCalendar};
use carekpi_report::{ScorecardReport, SeriesReport, TableStyle};
use chrono::NaiveDate;
use serde_json::Value;

/// Of ten children, this many meet the rule; `None`: nobody is counted, so that there is no value.
struct OfTen {
    info: IndicatorInfo,
    met: Option<u32>,
}

impl Rule for OfTen {
    fn info(&self) -> &IndicatorInfo {
        &self.info
    }

    fn reads(&self) -> &[RecordKind] {
        &[]
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let met = self.met.ok_or(NotCounted::Other("nobody"))?;
        let number: u32 = child.child().id().trim_start_matches('P').parse().unwrap();
        let outcome = Outcome::decided(number < met, Clause::new("of-ten"), None);
        Ok(Counted::by(child.child().protection_plans().first().unwrap().id, Answer::Decided(outcome)))
    }
}

const POLARITIES: [Polarity; 3] = [Polarity::Higher, Polarity::Lower, Polarity::Neither];
const TARGETS: [(Option<f64>, Option<f64>); 4] =
    [(None, None), (Some(80.0), None), (Some(80.0), Some(60.0)), (Some(40.0), Some(60.0))];
const VALUES: [Option<u32>; 8] = [None, Some(0), Some(4), Some(5), Some(6), Some(7), Some(8), Some(10)];

/// The statuses of the values in order, by the contract; `-` for none, and blank where the expectation is refused.
const EXPECTED: [[&str; 4]; 3] = [
    // No target; 80; 80 with floor 60; 40 with floor 60.
    ["--------", "-xxxxxoo", "-xxxnnoo", ""],
    ["--------", "-oooooox", "", "-oonnxxx"],
    ["--------", "", "", ""],
];

fn caseload() -> Caseload {
    let mut builder = Caseload::builder();
    for number in 0..10 {
        let id = format!("P{number}");
        let child = builder.child(entry::Child { id: &id, ..Default::default() });
        builder.protection_plan(child, entry::Plan::new(&id, NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()));
    }
    builder.finish().unwrap()
}

fn status_of(letter: char) -> Option<Status> {
    match letter {
        'o' => Some(Status::OnTarget),
        'n' => Some(Status::Near),
        'x' => Some(Status::OffTarget),
        _ => None,
    }
}

fn measured(caseload: &Caseload, polarity: Polarity, met: Option<u32>) -> Measurement<'_> {
    let info = indicator_info! {
        id: "of-ten",
        area: Area::named("ours", "Ours"),
        title: "Of ten",
        up_to_date: None,
        kind: FigureKind::Proportion,
        unit: Unit::Child,
        polarity: polarity,
        numerator: "some",
        denominator: "ten children",
        clauses: [],
        settings: [],
        source: "a test",
    };
    let rule: Box<dyn Rule> = Box::new(OfTen { info, met });
    let measurement = Definitions::default().over(caseload, &WorkingCalendar::england_and_wales());
    measurement.only(|_| false).with_indicators([rule]).unwrap()
}

#[test]
fn every_combination_has_its_status_in_every_form() {
    let caseload = caseload();
    let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let mut seen = 0;
    for (polarity, of_polarity) in POLARITIES.into_iter().zip(EXPECTED) {
        for ((target, floor), letters) in TARGETS.into_iter().zip(of_polarity) {
            let mut expectation = Expectation::default().comparator("England", 77.7);
            (expectation.target, expectation.floor) = (target, floor);
            assert_eq!(expectation.check(polarity).is_err(), letters.is_empty(), "{polarity} {target:?} {floor:?}");
            let expectations: Expectations = [("of-ten".to_owned(), expectation)].into_iter().collect();
            for (met, letter) in VALUES.into_iter().zip(letters.chars()) {
                let status = status_of(letter);
                let measurement = measured(&caseload, polarity, met);
                let scorecard = measurement.scorecard(on).unwrap();
                let report = ScorecardReport::from(&scorecard).expectations(&expectations);
                let context = format!("{polarity} {target:?} {floor:?} {met:?}");

                let json: Value = serde_json::from_str(&report.json()).unwrap();
                let of_json = &json["indicators"][0];
                assert_eq!(of_json["status"].as_str(), status.map(Status::name), "{context}");
                assert_eq!(of_json["target"].as_f64(), target, "{context}");
                assert_eq!(of_json["floor"].as_f64(), floor, "{context}");
                assert_eq!(of_json["comparators"]["England"].as_f64(), Some(77.7), "{context}");
                assert_eq!(of_json["polarity"].as_str(), Some(polarity.name()), "{context}");

                let csv = report.csv();
                let cells: Vec<&str> = csv.lines().nth(1).unwrap().split(',').collect();
                assert_eq!(cells[cells.len() - 2], status.map_or("", Status::name), "{context}");

                let words = status.map(|status| status.to_string());
                let table = report.table(TableStyle::default());
                let page = report.html();
                let row = page.split("<tr class=\"figure\">").nth(1).unwrap().split("</tr>").next().unwrap();
                for other in [Status::OnTarget, Status::Near, Status::OffTarget] {
                    let is_it = words == Some(other.to_string());
                    assert_eq!(table.contains(&other.to_string()), is_it, "{context}: {table}");
                    assert_eq!(row.contains(&other.to_string()), is_it, "{context}: {row}");
                }

                let series = measurement.series(on, on, Step::Month).unwrap();
                let of_series = SeriesReport::from(&series).expectations(&expectations);
                let csv = of_series.csv();
                assert!(csv.lines().next().unwrap().ends_with(",polarity,target,floor,status,comparator: England"));
                let end = format!(",{},77.7", status.map_or("", Status::name));
                assert!(csv.trim_end().ends_with(&end), "{context}: {csv}");
                let json: Value = serde_json::from_str(&of_series.json()).unwrap();
                for name in ["polarity", "target", "floor", "status", "comparators"] {
                    assert_eq!(json[0][name], of_json[name], "{context}: {name}");
                }

                let better = match polarity {
                    Polarity::Higher => Some("A higher value is better."),
                    Polarity::Lower => Some("A lower value is better."),
                    _ => None,
                };
                let of_series = of_series.html();
                assert!(of_series.contains("England: 77.7%"), "{context}");
                assert!(table.contains("      England: 77.7%\n"), "{context}: {table}");
                for sentence in ["A higher value is better.", "A lower value is better."] {
                    assert_eq!(page.contains(sentence), better == Some(sentence), "{context}");
                    assert_eq!(of_series.contains(sentence), better == Some(sentence), "{context}");
                }
                for workbook in [report.workbook(), SeriesReport::from(&series).expectations(&expectations).workbook()]
                {
                    let has_it = |title: &str| {
                        workbook.sheets.iter().any(|sheet| sheet.columns.iter().any(|column| column.title == title))
                    };
                    assert!(has_it("England") && has_it("Better"), "{context}");
                }
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 8 * 7);
}
