//! Each fault of case records is reported with its path, and nothing else is.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on should stop")]

#[path = "support/worlds.rs"]
mod worlds;

use std::collections::BTreeMap;

use carekpi_json::{CaseRecords, JsonErrors, read_lines};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};
use worlds::worlds;

/// Where a fault can be planted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Estimate,
    Team,
    Child(usize),
    Record(usize, String, usize),
}

fn targets(document: &Value) -> Vec<Target> {
    let mut targets = vec![Target::Estimate, Target::Team];
    for (number, child) in document["children"].as_array().unwrap().iter().enumerate() {
        targets.push(Target::Child(number));
        for (list, records) in child.as_object().unwrap() {
            let records = records.as_array().into_iter().flatten().filter(|record| record.is_object());
            targets.extend((0..records.count()).map(|index| Target::Record(number, list.clone(), index)));
        }
    }
    targets
}

/// The mark of a field that is given twice: the field is written without it.
const AGAIN: &str = "again ";

/// Plants one of several faults, and gives the path of what is then wrong.
fn plant(document: &mut Value, target: &Target, fault: usize) -> String {
    match target {
        Target::Estimate => {
            let wrong = [json!(-1), json!(2.5), json!("52000"), Value::Null];
            document["population"][0]["population"] = wrong[fault % 4].clone();
            "population[0].population".to_owned()
        }
        Target::Team => {
            document["teams"][0]["number"] = [json!(" "), json!(7), json!([]), json!(false)][fault % 4].clone();
            "teams[0].number".to_owned()
        }
        Target::Child(number) => in_child(document, *number, fault),
        Target::Record(number, list, index) => in_record(document, *number, (list, *index), fault),
    }
}

fn in_child(document: &mut Value, number: usize, fault: usize) -> String {
    let children = document["children"].as_array_mut().unwrap();
    let after = children.len();
    let child = children[number].as_object_mut().unwrap();
    let field = match fault % 7 {
        0 => set(child, "born", json!("31.3.26")),
        1 => set(child, "died", json!(20_260_331)),
        2 => set(child, "visits", json!([{ "date": "today" }])),
        3 => set(child, "id", json!("\t ")),
        4 => remove(child, "id"),
        5 => {
            set(child, "disabilities", json!(["NONE", 17]));
            "disabilities[1]"
        }
        _ => {
            let again = json!({ "id": child["id"] });
            children.push(again);
            return format!("children[{after}].id");
        }
    };
    format!("children[{number}].{field}")
}

fn in_record(document: &mut Value, number: usize, (list, index): (&str, usize), fault: usize) -> String {
    let records = document["children"][number][list].as_array_mut().unwrap();
    let after = records.len();
    let record = records[index].as_object_mut().unwrap();
    let has_date = record.contains_key("date");
    let is_span = !has_date && list != "leaver_statuses";
    let date = if has_date { "date" } else { "start" };
    let needs_date = has_date || (is_span && !matches!(list, "assessments" | "leaver_spells"));
    set(record, "id", json!(format!(" \"{index}\u{e9}")));
    let field = match fault % 9 {
        0 if needs_date => remove(record, date),
        1 if is_span => {
            set(record, "start", json!("2026-03-02"));
            set(record, "end", json!("2026-03-01"))
        }
        2 if has_date => set(record, "seen", json!("Y")),
        3 if has_date || is_span => set(record, date, json!("2026-02-30")),
        4 => set(record, "id", json!(17)),
        5 => {
            record.insert(format!("{AGAIN}id"), json!("X"));
            "id"
        }
        6 => {
            let again = records[index].clone();
            records.push(again);
            return format!("children[{number}].{list}[{after}].id");
        }
        7 => {
            records[index] = json!(["X", "2026-03-02"]);
            return format!("children[{number}].{list}[{index}]");
        }
        _ => set(record, "ended", json!({ "id": 17 })),
    };
    format!("children[{number}].{list}[{index}].{field}")
}

fn set(object: &mut Map<String, Value>, field: &'static str, value: Value) -> &'static str {
    object.insert(field.to_owned(), value);
    field
}

fn remove(object: &mut Map<String, Value>, field: &'static str) -> &'static str {
    assert!(object.remove(field).is_some());
    field
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort();
    all
}

/// The location of each fault. If one has a line and a column, they are those of a value of the field that its path ends with.
fn found(text: &str, errors: Option<JsonErrors>) -> Vec<(Option<u64>, String)> {
    let errors = errors.as_ref().map_or(&[][..], JsonErrors::errors);
    for error in errors {
        let location = &error.location;
        let (Some(line), Some(column)) = (location.line, location.column) else { continue };
        let line = text.lines().nth(usize::try_from(line).unwrap() - 1).unwrap();
        let before: String = line.chars().take(usize::try_from(column).unwrap() - 1).collect();
        let field = location.path.rsplit('.').next().unwrap();
        let name = format!("\"{field}\":");
        assert!(
            before.trim_end().ends_with(&name) || field.ends_with(']') || error.to_string().contains("is missing"),
            "{error} is not at {before}"
        );
    }
    sorted(errors.iter().map(|error| (error.location.line, error.location.path.clone())).collect())
}

proptest! {
    #[test]
    fn each_fault_is_reported_and_nothing_else(world in worlds(), planted in vec((any::<Index>(), 0..63_usize), 0..24)) {
        let mut document = serde_json::to_value(CaseRecords::from(&world.caseload())).unwrap();
        document["population"] = json!([{ "published": "2025-07-30", "population": 52000 }]);
        document["teams"] = json!([{ "number": "T7", "name": "North" }]);
        let targets = targets(&document);
        let planted: BTreeMap<Target, usize> =
            planted.iter().map(|(at, fault)| (targets[at.index(targets.len())].clone(), *fault)).collect();
        let paths: Vec<String> = planted.iter().map(|(target, fault)| plant(&mut document, target, *fault)).collect();

        let text = serde_json::to_string_pretty(&document).unwrap().replace(AGAIN, "");
        let errors = CaseRecords::from_json(&text).and_then(|records| records.caseload()).err();
        let reported = found(&text, errors).into_iter().map(|(_, path)| path).collect();
        prop_assert_eq!(sorted::<String>(reported), sorted(paths.clone()));

        let lines = ["population", "team", "child"].into_iter().zip(["population", "teams", "children"]);
        let lines: Vec<(&str, String, &Value)> = lines
            .flat_map(|(kind, list)| {
                let items = document[list].as_array().unwrap().iter().enumerate();
                items.map(move |(index, item)| (kind, format!("{list}[{index}]"), item))
            })
            .collect();
        let text: String = lines.iter().map(|(kind, _, item)| format!("{}\n", json!({ *kind: item }))).collect();
        let text = text.replace(AGAIN, "");
        let expected = paths.iter().map(|path| {
            let line = lines.iter().position(|(_, prefix, _)| path.starts_with(prefix)).unwrap();
            let (kind, prefix, _) = &lines[line];
            (Some(line as u64 + 1), path.replace(prefix, kind))
        });
        prop_assert_eq!(found(&text, read_lines(text.as_bytes()).err()), sorted(expected.collect()));
    }
}

#[test]
fn faults_beyond_a_hundred_are_counted() {
    for (faults, kept, more) in [(99, 99, 0), (100, 100, 0), (101, 100, 1), (250, 100, 150)] {
        let child = |number: usize| format!(r#"{{"id": "P{number}", "born": "31.3.26"}}"#);
        let document = format!("{{\"children\": [{}]}}", (0..faults).map(child).collect::<Vec<_>>().join(",\n"));
        let lines: String = (0..faults).map(|number| format!("{{\"child\": {}}}\n", child(number))).collect();
        let blank = format!("{{\"children\": [{}]}}", vec![r#"{"id": ""}"#; faults].join(","));
        for errors in [
            CaseRecords::from_json(&document).unwrap_err(),
            read_lines(lines.as_bytes()).unwrap_err(),
            CaseRecords::from_json(&blank).unwrap().caseload().unwrap_err(),
        ] {
            assert_eq!((errors.errors().len(), errors.more()), (kept, more));
            let said = errors.to_string();
            assert_eq!(said.lines().count(), kept + usize::from(more > 0));
            assert_eq!(said.ends_with(&format!("\nand {more} more")), more > 0);
        }
    }
}

#[test]
fn faults_of_several_kinds_are_reported_together() {
    let json = r#"{
  "children": [
    {"id": "P1", "placements": [{"id": "PL1", "start": "2026-03-02", "end": "2026-03-01"}]},
    {"id": "P1", "born": "31.3.26", "name": "Ada"},
    {"id": " ", "dental_checks": [{"id": "D1", "date": "2026-03-02"}, {"id": "D1 "}]}
  ]
}"#;
    let errors = CaseRecords::from_json(json).unwrap_err();
    let said: Vec<String> = errors.errors().iter().map(ToString::to_string).collect();
    let fields = said[3].split_once("; ").unwrap().1;
    assert_eq!(
        said,
        [
            "line 3, column 77: children[0].placements[0].end: the end, 2026-03-01, is before the start, 2026-03-02",
            "line 4, column 12: children[1].id: `P1` is already the identifier of children[0]",
            "line 4, column 26: children[1].born: `31.3.26` is not a date; expected YYYY-MM-DD",
            &format!("line 4, column 45: children[1].name: there is no such field; {fields}"),
            "line 5, column 12: children[2].id: the identifier is blank",
            "line 5, column 71: children[2].dental_checks[1].date: is missing; expected a date, YYYY-MM-DD",
            "line 5, column 78: children[2].dental_checks[1].id: `D1` is already the identifier of children[2].dental_checks[0]",
        ]
    );
    // A value that has no field is never shown; it may be a name.
    assert!(!errors.to_string().contains("Ada"));
}
