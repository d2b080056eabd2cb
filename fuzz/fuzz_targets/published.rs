//! Small figures of groups, published both ways. No count from 1 to 5 is printed. The counts that are printed are right, or the
//! nearest multiple of 5.
#![no_main]

use arbitrary::{Arbitrary, Unstructured};
use carekpi::{Breakdown, Series};
use carekpi_report::{Publication, SeriesReport};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

/// The groups on two dates: members, those who meet the rule, undetermined.
type Input = Vec<[(u8, u8, u8); 2]>;

/// The indicators: their kinds of figure.
const KINDS: [&str; 3] = ["count", "proportion", "rate"];

/// What the groups have of an indicator on a date.
fn counts(kind: &str, (members, met, undetermined): (u8, u8, u8)) -> [u64; 3] {
    let members = u64::from(members % 24);
    let met = if kind == "proportion" { u64::from(met) % (members + 1) } else { members };
    [met, members, u64::from(undetermined) % (members - if kind == "proportion" { met } else { 0 } + 1)]
}

/// A series of these figures. Only that of all children has a population.
fn series(figures: impl Fn(&str, usize) -> [u64; 3], population: Option<u64>) -> Series {
    let indicators: Vec<Value> = KINDS
        .iter()
        .map(|kind| {
            let [one, other] = [0, 1].map(|at| figures(kind, at));
            let denominator = |[_, members, _]: [u64; 3]| match *kind {
                "proportion" => Some(members),
                "rate" => population,
                _ => None,
            };
            json!({
                "id": format!("a-{kind}"), "area": "a", "area_title": "A", "title": kind, "polarity": "higher",
                "measure": kind, "numerator": [one[0], other[0]], "undetermined": [one[2], other[2]],
                "denominator": [denominator(one), denominator(other)],
            })
        })
        .collect();
    let provenance = json!({
        "version": "0", "calendar": "", "closures": [], "profile": "default", "mappings": [], "settings": {}
    });
    let written = json!({
        "format": 1, "provenance": provenance, "parts": [], "without": [], "period": "year-to-date",
        "dates": ["2026-01-31", "2026-03-31"], "indicators": indicators,
    });
    serde_json::from_value(written).expect("a series")
}

/// A count as it is published: hidden, blank, rounded, or right and not from 1 to 5.
fn check(printed: &Value, is: Option<u64>, way: Publication) {
    match (printed, way) {
        (Value::String(text), _) => assert_eq!(text, "c"),
        (Value::Null, _) => assert_eq!(is, None),
        (printed, Publication::Rounded) => assert_eq!(printed.as_u64(), is.map(|count| (count + 2) / 5 * 5)),
        (printed, Publication::Suppressed) => {
            assert_eq!(printed.as_u64(), is);
            assert!(!is.is_some_and(|count| (1..=5).contains(&count)), "{printed} is printed");
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut input) = Input::arbitrary_take_rest(Unstructured::new(bytes)) else { return };
    input.truncate(8);
    let of_group = |group: usize, kind: &str, at: usize| counts(kind, input[group][at]);
    let of_all = |kind: &str, at: usize| {
        (0..input.len()).fold([0; 3], |sum, group| {
            let more = of_group(group, kind, at);
            [0, 1, 2].map(|part| sum[part] + more[part])
        })
    };
    let whole = series(of_all, Some(9_000));
    let groups = (0..input.len())
        .map(|group| (format!("G{group}"), series(|kind, at| of_group(group, kind, at), None)))
        .collect();
    let breakdown = Breakdown { by: "team".to_owned(), whole, groups };
    for way in [Publication::Suppressed, Publication::Rounded] {
        check_all(&breakdown, way, &of_group, &of_all);
    }
});

/// Checks every row of a published series.
fn check_all(
    breakdown: &Breakdown<Series>,
    way: Publication,
    of_group: &dyn Fn(usize, &str, usize) -> [u64; 3],
    of_all: &dyn Fn(&str, usize) -> [u64; 3],
) {
    let report = SeriesReport::from(breakdown).published(way).expect("two months apart");
    drop((report.csv(), report.html(), report.workbook()));

    let rows: Vec<Value> = serde_json::from_str(&report.json()).expect("JSON");
    let mut seen = 0;
    for row in &rows {
        let kind = row["indicator"].as_str().and_then(|id| id.strip_prefix("a-")).expect("an indicator");
        let at = usize::from(row["date"] != "2026-01-31");
        let group = row["group"]
            .as_str()
            .and_then(|name| name.strip_prefix('G'))
            .map(|number| number.parse().expect("a number"));
        let is = group.map_or_else(|| of_all(kind, at), |group| of_group(group, kind, at));
        check(&row["numerator"], Some(is[0]), way);
        check(&row["undetermined"], Some(is[2]), way);
        match kind {
            "proportion" => check(&row["denominator"], Some(is[1]), way),
            // A population is public.
            "rate" => check(&row["denominator"], group.is_none().then_some(9_000), way),
            _ => check(&row["denominator"], None, way),
        }
        if row["numerator"] == "c" || row["denominator"] == "c" {
            assert!(!row["value"].is_number(), "{row}");
        }
        // Those who do not meet the rule can be worked out.
        let counts = (row["numerator"].as_u64(), row["denominator"].as_u64());
        if let ((Some(met), Some(members)), "proportion", Publication::Suppressed) = (counts, kind, way) {
            assert!(!(1..=5).contains(&(members - met)), "{row}");
        }
        seen += 1;
    }
    assert_eq!(seen, 2 * KINDS.len() * (1 + breakdown.groups.len()));
}
