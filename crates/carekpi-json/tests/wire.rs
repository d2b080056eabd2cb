//! The forms that other programs write and read, character for character, and the errors for wrong ones.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on should stop")]

#[path = "support/plain.rs"]
mod plain;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use carekpi_json::{CaseRecords, JsonErrorKind, JsonErrors, Team, line_schema, read_lines, schema, write_lines};
use carekpi_model::entry::{Case, Event, Plan};
use carekpi_testkit::schema_violation;
use plain::plain;
use serde_json::Value;

/// Compares a text with a file beside the tests; with `UPDATE` set, writes the file.
fn is_as_kept(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, text).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap() == text, "{name} is not current; to write it anew, set UPDATE=1");
}

const EVERY_FIELD: &str = include_str!("data/every_field.json");

#[test]
fn every_field_is_read_and_written() {
    let records = CaseRecords::from_json(EVERY_FIELD).unwrap();
    assert_eq!(records.to_json(), EVERY_FIELD);
    let mut written = Vec::new();
    records.write(&mut written).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), EVERY_FIELD);

    let caseload = records.caseload().unwrap();
    is_as_kept("every_field.txt", &(plain(&caseload).join("\n") + "\n"));
    assert_eq!(CaseRecords::from(&caseload).to_json(), EVERY_FIELD);

    let mut lines = Vec::new();
    write_lines(&caseload, &mut lines).unwrap();
    assert_eq!(plain(&read_lines(&lines[..]).unwrap()), plain(&caseload));
    is_as_kept("every_field.jsonl", &String::from_utf8(lines).unwrap());
}

/// The fields that a schema names, each with its definition.
fn fields_of(schema: &Value) -> BTreeSet<String> {
    let definitions = schema["$defs"].as_object().unwrap().iter().map(|(name, of)| (name.as_str(), of));
    let choices = schema["oneOf"].as_array().into_iter().flatten().map(|of| ("", of));
    let objects = definitions.chain(choices).chain([("", schema)]);
    let names = |(of, object): (&str, &Value)| {
        let names = object["properties"].as_object().into_iter().flat_map(|fields| fields.keys());
        names.map(|name| format!("{of}.{name}")).collect::<Vec<_>>()
    };
    objects.flat_map(names).collect()
}

/// Adds the fields of a value to `found`, each with its definition in the schema.
fn find_fields(root: &Value, schema: &Value, value: &Value, found: &mut BTreeSet<String>) {
    let name = schema["$ref"].as_str().map_or("", |name| name.strip_prefix("#/$defs/").unwrap());
    let of = if name.is_empty() { schema } else { root["$defs"].get(name).unwrap() };
    value.as_array().into_iter().flatten().for_each(|item| find_fields(root, &of["items"], item, found));
    for (field, value) in value.as_object().into_iter().flatten() {
        let mut choices = of["oneOf"].as_array().into_iter().flatten().chain([of]);
        if let Some(inside) = choices.find_map(|of| of["properties"].get(field)) {
            found.insert(format!("{name}.{field}"));
            find_fields(root, inside, value, found);
        } else {
            // A kind of one's own.
            find_fields(root, &of["additionalProperties"], value, found);
        }
    }
}

#[test]
fn the_schemas_name_every_field_and_no_other() {
    let documents = [serde_json::from_str(EVERY_FIELD).unwrap()];
    let lines: Vec<Value> =
        include_str!("data/every_field.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (schema, written) in [(schema(), &documents[..]), (line_schema(), &lines)] {
        let mut found = BTreeSet::new();
        for value in written {
            assert_eq!(schema_violation(&schema, value), None);
            find_fields(&schema, &schema, value, &mut found);
        }
        assert_eq!(found, fields_of(&schema));
    }
    assert_eq!(schema()["$defs"], line_schema()["$defs"]);
}

#[test]
fn nulls_blanks_and_white_space_are_nothing() {
    let json = r#"{"children": [{
        "id": " P1\t", "born": null, "sex": null, "gender": " ", "ethnicity": " WBRI ",
        "placements": [{"id": "", "start": "2026-03-02", "end": null, "code": " U4 "}, {"id": " ", "start": "2026-03-02"}],
        "core_groups": [], "protection_visits": [{"date": "2026-03-02", "seen": null}]
    }]}"#;
    let caseload = CaseRecords::from_json(json).unwrap().caseload().unwrap();
    let child = caseload.find("P1").unwrap();
    assert_eq!((child.gender(), child.ethnicity(), child.born()), ("", "WBRI", None));
    assert_eq!(caseload.code_text(child.placements()[1].code), "U4");
    assert!(child.placements().iter().all(|placement| placement.id.is_blank()));
}

/// The fault of a text that has one.
fn only(errors: JsonErrors) -> String {
    assert_eq!((errors.errors().len(), errors.more()), (1, 0), "{errors}");
    assert_eq!(errors.to_string(), errors.errors()[0].to_string());
    errors.to_string()
}

#[test]
fn records_of_the_wrong_shape_are_refused_with_their_path() {
    let said = |child: &str| {
        let document = format!("{{\"children\": [{{\"id\":\"P0\"}},\n{child}]}}");
        let said = only(CaseRecords::from_json(&document).unwrap_err());
        // Of two fields with the same name, another parser accepts one.
        let refused =
            serde_json::from_str(&document).map_or(true, |value| schema_violation(&schema(), &value).is_some());
        assert!(refused || said.contains("given twice"), "the schema takes {document}");
        said
    };
    for (child, says) in [
        (r#"{"born": "2015-06-01"}"#, "1: children[1].id: is missing; expected a text"),
        (r#"{"id": 17}"#, "8: children[1].id: `17` is a number; expected a text"),
        (r#"{"id": "P1", "sex": true}"#, "21: children[1].sex: `true` is a boolean; expected a text"),
        (
            r#"{"id": "P1", "name": "x"}"#,
            "22: children[1].name: there is no such field; expected one of `allocations`, `assessments`, `born`, ",
        ),
        (
            r#"{"id": "P1", "dental_check": []}"#,
            "30: children[1].dental_check: there is no such field; did you mean `dental_checks`?",
        ),
        (r#"{"id": "P1", "x": []}"#, "19: children[1].x: there is no such field; expected one of `allocations`"),
        (r#"{"id": "P1", "born": 2015}"#, "22: children[1].born: `2015` is a number; expected a date, YYYY-MM-DD"),
        (
            r#"{"id": "P1", "protection_plans": [{"id": "CP1"}]}"#,
            "35: children[1].protection_plans[0].start: is missing; expected a date, YYYY-MM-DD",
        ),
        (
            r#"{"id": "P1", "protection_plans": [{"start": null}]}"#,
            "45: children[1].protection_plans[0].start: `null` is no value; expected a date, YYYY-MM-DD",
        ),
        (
            r#"{"id": "Pé", "protection_plans": [{"start": "2026-1-12"}]}"#,
            "45: children[1].protection_plans[0].start: `2026-1-12` is not a date; expected YYYY-MM-DD",
        ),
        (r#"{"id": "P1", "placements": {}}"#, "28: children[1].placements: this is an object; expected a list"),
        (r#"{"id": "P1", "placements": null}"#, "28: children[1].placements: `null` is no value; expected a list"),
        (
            r#"{"id": "P1", "leaver_visits": [{"date": "2026-01-12", "seen": "Y"}]}"#,
            "63: children[1].leaver_visits[0].seen: `Y` is a text; expected true or false",
        ),
        (r#"{"id": "P1", "other": []}"#, "23: children[1].other: this is a list; expected an object"),
        (
            r#"{"id": "P1", "other": {"Missing": {}}}"#,
            "35: children[1].other.Missing: there is no such field; \"Missing\" is not a name of a kind of record; \
             expected 1 to 32 lower-case letters, digits and hyphens, a letter first",
        ),
        (
            r#"{"id": "P1", "other": {"missing": {}, "missing": {}}}"#,
            "50: children[1].other.missing: the field is given twice; expected it once",
        ),
        (
            r#"{"id": "P1", "other": {"missing": {"visits": []}}}"#,
            "46: children[1].other.missing.visits: there is no such field; expected one of `events`, `spells`",
        ),
        (
            r#"{"id": "P1", "other": {"missing": {"spells": [{"id": "M1"}]}}}"#,
            "47: children[1].other.missing.spells[0].start: is missing; expected a date, YYYY-MM-DD",
        ),
        (
            r#"{"id": "P1", "other": {"missing": {"events": [{"date": "2026-1-2"}]}}}"#,
            "56: children[1].other.missing.events[0].date: `2026-1-2` is not a date; expected YYYY-MM-DD",
        ),
        (r#"{"id": "P1", "id": "P2"}"#, "20: children[1].id: the field is given twice; expected it once"),
        (
            r#"{"id": "P1", "sex": "\ud800"}"#,
            "21: children[1].sex: `\"\\ud800\"` has an escape that is no character; expected a text",
        ),
        // Values without field names are not a record.
        (r#"["P1", null, null]"#, "1: children[1]: this is a list; expected an object"),
        (
            r#"{"id": "P1", "leaver_visits": [["V1", "2026-03-01", true]]}"#,
            "32: children[1].leaver_visits[0]: this is a list; expected an object",
        ),
    ] {
        let said = said(child);
        assert!(said.starts_with(&format!("line 2, column {says}")), "{said}");
    }
    let negative = r#"{"children": [], "population": [{"published": "2026-01-12", "population": -1}]}"#;
    assert!(schema_violation(&schema(), &serde_json::from_str(negative).unwrap()).is_some());
    assert_eq!(
        only(CaseRecords::from_json(negative).unwrap_err()),
        "line 1, column 75: population[0].population: `-1` is not a whole number from 0 to 18446744073709551615"
    );
}

#[test]
fn a_text_that_is_not_json_is_refused_with_its_position() {
    for (json, says) in [
        ("", "line 1, column 1: the text ends before the JSON is complete; expected the rest of it"),
        ("{", "line 1, column 2: the text ends before the JSON is complete; expected the rest of it"),
        (
            "{\"children\": [\n  \n",
            "line 1, column 15: the text ends before the JSON is complete; expected the rest of it",
        ),
        ("}", "line 1, column 1: `}` can't stand here; expected a value"),
        ("{\"children\": [}", "line 1, column 15: `}` can't stand here; expected a value"),
        (
            "{\"children\": [\n{'id'}]}",
            "line 2, column 2: `'` can't stand here; expected a field name in quotation marks, or `}`",
        ),
        (
            "{\"children\": [\n{\"id\": \"P1\",}]}",
            "line 2, column 13: `}` can't stand here; expected another field or value after the comma",
        ),
        (
            "{\"children\": [\n{\"id\": \"Pé\" \"sex\": \"F\"}]}",
            "line 2, column 13: `\"` can't stand here; expected `,`, `:` or a closing bracket",
        ),
        (
            "{\"children\": nil}",
            "line 1, column 15: `i` can't stand here; expected `true`, `false`, `null`, a number or a text in quotation marks",
        ),
        (
            "{\"children\": [\"a\\x\"]}",
            "line 1, column 18: `x` can't stand here; expected an escape such as `\\n`, `\\\"` or `\\u00e9`",
        ),
        (
            "{\"children\": [\"a\nb\"]}",
            "line 1, column 17: a text contains a line end or another control character; expected an escape such as `\\n`",
        ),
        ("{\"children\": []}\n\n {}", "line 3, column 2: `{` can't stand here; expected nothing after the JSON"),
    ] {
        let error = CaseRecords::from_json(json).unwrap_err();
        assert!(matches!(error.errors()[0].kind, JsonErrorKind::Syntax(_)), "{error}");
        assert_eq!(only(error), says);
    }
    let latin = CaseRecords::from_reader(&b"{\"children\": [\n \"\xe9\"]}"[..]).unwrap_err();
    assert_eq!(only(latin), "line 2, column 3: a byte is not part of a character; expected UTF-8");
}

#[test]
fn records_that_contradict_each_other_are_refused_with_their_path() {
    let said = |change: &dyn Fn(&mut Case<String>)| {
        let mut children = ["P1", "P2", "P3"].map(|id| Case { id: id.to_owned(), ..Default::default() }).to_vec();
        change(&mut children[2]);
        let errors = CaseRecords { children, ..Default::default() }.caseload().unwrap_err();
        assert_eq!((errors.errors().len(), errors.more()), (1, 0), "{errors}");
        errors
    };
    let day = |text: &str| text.parse().unwrap();

    let error = said(&|child| child.id = " ".to_owned());
    assert_eq!(error.to_string(), "children[2].id: the identifier is blank");
    let error = said(&|child| child.id = "P1 ".to_owned());
    assert_eq!(error.to_string(), "children[2].id: `P1` is already the identifier of children[0]");
    let JsonErrorKind::Repeated { first, .. } = &error.errors()[0].kind else { panic!("{error}") };
    assert_eq!(first.path, "children[0]");
    let error = said(&|child| {
        let plan = Plan { end: Some(day("2026-01-12")), ..Plan::new(String::new(), day("2026-01-12")) };
        child.in_need_plans = vec![plan.clone(), Plan { end: Some(day("2026-01-11")), ..plan }];
    });
    assert_eq!(
        error.to_string(),
        "children[2].in_need_plans[1].end: the end, 2026-01-11, is before the start, 2026-01-12"
    );
    let error = said(&|child| {
        let event = |id: &str| Event::new(id.to_owned(), day("2026-01-12"));
        child.dental_checks = vec![event("D1"), event("D2"), event("D1")];
    });
    assert_eq!(
        error.to_string(),
        "children[2].dental_checks[2].id: `D1` is already the identifier of children[2].dental_checks[0]"
    );
    let teams = vec![Team::default()];
    let error = CaseRecords { teams, ..Default::default() }.caseload().unwrap_err();
    assert_eq!(error.to_string(), "teams[0].number: the identifier is blank");
}

#[test]
fn every_list_is_looked_at() {
    let spans = [
        "referrals",
        "assessments",
        "in_need_plans",
        "protection_plans",
        "periods_of_care",
        "legal_statuses",
        "placements",
        "allocations",
        "leaver_spells",
    ];
    let events: serde_json::Value = serde_json::from_str(EVERY_FIELD).unwrap();
    let lists: Vec<&String> = events["children"][0]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, list)| list[0].is_object())
        .map(|(name, _)| name)
        .collect();
    assert_eq!(lists.len(), 25);
    for list in lists {
        let mut twice: serde_json::Value = serde_json::from_str(EVERY_FIELD).unwrap();
        let records = twice["children"][0][list].as_array_mut().unwrap();
        records.push(records[0].clone());
        let again = records.len() - 1;
        let error = CaseRecords::from_json(&twice.to_string()).unwrap().caseload().unwrap_err();
        assert_eq!(error.errors()[0].location.path, format!("children[0].{list}[{again}].id"));
    }
    for list in spans {
        let mut late: serde_json::Value = serde_json::from_str(EVERY_FIELD).unwrap();
        late["children"][0][list][0]["end"] = "1999-01-01".into();
        let error = CaseRecords::from_json(&late.to_string()).unwrap().caseload().unwrap_err();
        assert_eq!(error.errors()[0].location.path, format!("children[0].{list}[0].end"));
    }
}

#[test]
fn records_of_ones_own_kinds_are_looked_at() {
    let said = |other: &str| {
        let document = format!("{{\"children\": [{{\"id\": \"P1\", \"other\": {other}}}]}}");
        CaseRecords::from_json(&document).unwrap().caseload().unwrap_err().to_string()
    };
    assert_eq!(
        said(r#"{"missing": {"spells": [{"start": "2026-03-02", "end": "2026-03-01"}]}}"#),
        "children[0].other.missing.spells[0].end: the end, 2026-03-01, is before the start, 2026-03-02"
    );
    let twice = r#"[{"id": "M1", "date": "2026-03-02"}, {"id": "M1", "date": "2026-03-03"}]"#;
    assert_eq!(
        said(&format!("{{\"missing\": {{\"events\": {twice}}}}}")),
        "children[0].other.missing.events[1].id: `M1` is already the identifier of children[0].other.missing.events[0]"
    );
    let kinds: Vec<String> =
        (0..65).map(|number| format!("\"kind-{number}\": {{\"events\": [{{\"date\": \"2026-03-02\"}}]}}")).collect();
    assert_eq!(said(&format!("{{{}}}", kinds.join(", "))), "there are 64 kinds of record already; expected no more");
}

#[test]
fn lines_are_refused_with_their_number() {
    let good = "\u{feff}{\"child\": {\"id\": \"P1\"}}\r\n\n  \n";
    assert_eq!(read_lines(good.as_bytes()).unwrap().len(), 1);
    for (line, says) in [
        (
            r#"{"child": {"id": "P2", "placements": [{"start": "2026-02-30"}]}}"#,
            "line 4, column 49: child.placements[0].start: `2026-02-30` is not a date; expected YYYY-MM-DD",
        ),
        (
            r#"{"child": {"id": "P2", "placements": [{"start": "2026-03-02", "end": "2026-03-01"}]}}"#,
            "line 4: child.placements[0].end: the end, 2026-03-01, is before the start, 2026-03-02",
        ),
        (r#"{"child": {"id": "P1"}}"#, "line 4: child.id: `P1` is already the identifier of line 1: child"),
        (r#"{"team": {"number": "", "name": "North"}}"#, "line 4: team.number: the identifier is blank"),
        (
            r#"{"id": "P2"}"#,
            "line 4, column 8: id: there is no such field; expected one of `population`, `team`, `child`",
        ),
        ("{}", "line 4, column 1: there is no field; expected exactly one of `population`, `team`, `child`"),
        ("\"child\"", "line 4, column 1: `child` is a text; expected an object"),
        (
            r#"{"child": {"id": "P2"}, "team": {"number": "T7", "name": "x"}}"#,
            "line 4, column 1: there are several fields; expected exactly one of",
        ),
        (r#"{"child": {"id": "P2"}} {}"#, "line 4, column 25: `{` can't stand here; expected nothing after the JSON"),
        ("{", "line 4, column 2: the text ends before the JSON is complete"),
    ] {
        let error = read_lines(format!("{good}{line}").as_bytes()).unwrap_err();
        assert!(error.to_string().starts_with(says), "{error}");
        assert_eq!((error.errors().len(), error.more()), (1, 0), "{error}");
        // The schema too refuses the wrong shape, and a blank identifier.
        if let Ok(line) = serde_json::from_str(line) {
            let refused = matches!(error.errors()[0].kind, JsonErrorKind::Shape(_) | JsonErrorKind::NoIdentifier);
            assert_eq!(schema_violation(&line_schema(), &line).is_some(), refused, "{line}");
        }
    }

    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the line is down"))
        }
    }
    assert_eq!(read_lines(std::io::BufReader::new(Broken)).unwrap_err().to_string(), "line 1: the line is down");
    assert_eq!(CaseRecords::from_reader(Broken).unwrap_err().to_string(), "the line is down");
}
