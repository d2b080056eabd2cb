//! Case records and caseloads agree, and no input does harm.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

#[path = "support/plain.rs"]
mod plain;
#[path = "support/worlds.rs"]
mod worlds;

use carekpi_json::{CaseRecords, JsonErrorKind, JsonErrors, read_lines, write_lines};
use carekpi_model::entry::{Event, Spell};
use carekpi_model::{Caseload, OwnKind, Seen};
use carekpi_testkit::schema_violation;
use plain::plain;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use worlds::worlds;

/// A record of one of three kinds of one's own: of which child, of which kind, from which day, for how long if it lasts.
type Own = (Index, u8, u16, Option<u8>);

/// The records of a world, and some of one's own kinds.
fn with_own(world: &carekpi_testkit::World, own: &[Own]) -> CaseRecords {
    let mut records = CaseRecords::from(&world.caseload());
    for (number, (child, kind, start, lasts)) in own.iter().enumerate() {
        if records.children.is_empty() {
            continue;
        }
        let name = ["missing-episode", "b", "section-47-enquiry"].into_iter().cycle().nth(usize::from(*kind)).unwrap();
        let child = child.index(records.children.len());
        let other = &mut records.children.get_mut(child).unwrap().other;
        let of_kind = other.entry(OwnKind::new(name).unwrap()).or_default();
        let seen = if number % 2 == 0 { Seen::Unknown } else { Seen::Yes };
        let start = carekpi_testkit::day(2025, 1, 1) + chrono::Days::new(u64::from(*start));
        let id = format!("O{number}");
        match lasts {
            None => of_kind.events.push(Event { seen, ..Event::new(id, start) }),
            Some(days) => {
                let end = Some(start + chrono::Days::new(u64::from(*days))).filter(|_| number % 3 > 0);
                of_kind.spells.push(Spell { end, ..Spell::new(id, start) });
            }
        }
    }
    records
}

fn lines(caseload: &Caseload) -> Vec<u8> {
    let mut lines = Vec::new();
    write_lines(caseload, &mut lines).unwrap();
    lines
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_it_was(world in worlds()) {
        let caseload = world.caseload();
        let records = CaseRecords::from(&caseload);
        let json = records.to_json();
        let read = CaseRecords::from_json(&json).unwrap();
        prop_assert_eq!(&read, &records);
        prop_assert_eq!(plain(&read.caseload().unwrap()), plain(&caseload));
        prop_assert_eq!(plain(&read_lines(&lines(&caseload)[..]).unwrap()), plain(&caseload));
        prop_assert_eq!(schema_violation(&carekpi_json::schema(), &serde_json::from_str(&json).unwrap()), None);
        for line in lines(&caseload).split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            prop_assert_eq!(schema_violation(&carekpi_json::line_schema(), &serde_json::from_slice(line).unwrap()), None);
        }
    }

    #[test]
    fn records_of_ones_own_kinds_are_read_as_they_were_in_any_order(
        world in worlds(),
        own in vec(any::<Own>().prop_map(|(child, kind, start, lasts)| (child, kind, start % 900, lasts)), 1..12),
    ) {
        let records = with_own(&world, &own);
        let caseload = records.caseload().unwrap();
        let json = CaseRecords::from(&caseload).to_json();
        prop_assert_eq!(schema_violation(&carekpi_json::schema(), &serde_json::from_str(&json).unwrap()), None);
        let read = CaseRecords::from_json(&json).unwrap().caseload().unwrap();
        prop_assert_eq!(plain(&read), plain(&caseload));
        prop_assert_eq!(plain(&read_lines(&lines(&caseload)[..]).unwrap()), plain(&caseload));
        let mut packed = Vec::new();
        caseload.pack(&mut packed).unwrap();
        let unpacked = Caseload::unpack(&mut packed.as_slice()).unwrap();
        prop_assert_eq!(CaseRecords::from(&unpacked).to_json(), json.clone());
        let mut turned = records;
        for of_kind in turned.children.iter_mut().flat_map(|child| child.other.values_mut()) {
            of_kind.events.reverse();
            of_kind.spells.reverse();
        }
        prop_assert_eq!(CaseRecords::from(&turned.caseload().unwrap()).to_json(), json);
    }

    #[test]
    fn the_order_of_records_changes_nothing(world in worlds()) {
        let mut records = CaseRecords::from(&world.caseload());
        let in_order = records.caseload().unwrap();
        records.children.reverse();
        records.population.reverse();
        for child in &mut records.children {
            child.placements.reverse();
            child.leaver_statuses.reverse();
            child.protection_visits.reverse();
        }
        prop_assert_eq!(plain(&records.caseload().unwrap()), plain(&in_order));
    }

    #[test]
    fn damaged_text_does_no_harm(
        world in worlds(),
        damage in vec((any::<Index>(), select(b"\"{}[],:0-9e\\\n\x00\xffnt".to_vec()), 0..3_u8), 1..6),
    ) {
        let caseload = world.caseload();
        for mut json in [CaseRecords::from(&caseload).to_json().into_bytes(), lines(&caseload)] {
            for (at, byte, how) in &damage {
                let at = at.index(json.len());
                match how {
                    0 => json[at] = *byte,
                    1 => json.insert(at, *byte),
                    _ => json.truncate(at + 1),
                }
            }
            no_harm(&json);
        }
    }

    #[test]
    fn misplaced_values_do_no_harm_and_are_what_the_schema_refuses(
        world in worlds(),
        swaps in vec((any::<Index>(), value()), 1..4),
    ) {
        let mut json = serde_json::to_value(CaseRecords::from(&world.caseload())).unwrap();
        for (at, value) in swaps {
            let mut places = Vec::new();
            pointers(&json, String::new(), &mut places);
            *json.pointer_mut(&places[at.index(places.len())]).unwrap() = value;
        }
        no_harm(json.to_string().as_bytes());
        let fits = schema_violation(&carekpi_json::schema(), &json);
        match CaseRecords::from_json(&json.to_string()) {
            Ok(_) => prop_assert!(fits.is_none() || fits.as_ref().unwrap().ends_with("pattern"), "{:?}", fits),
            Err(error) => prop_assert!(fits.is_some(), "{}", error),
        }
    }

    #[test]
    fn any_json_does_no_harm(value in value()) {
        no_harm(value.to_string().as_bytes());
        no_harm(json!({ "children": [value.clone()] }).to_string().as_bytes());
        no_harm(json!({ "child": { "id": "P1", "placements": [value] } }).to_string().as_bytes());
    }
}

/// Reads a text in every way. If it can be read, writing and reading it again must give the same. If it can't, the error must be
/// one readable line.
fn no_harm(json: &[u8]) {
    let said = |errors: JsonErrors| {
        assert_eq!(
            errors.to_string().lines().count(),
            errors.errors().len() + usize::from(errors.more() > 0),
            "{errors}"
        );
        errors.errors().iter().for_each(|error| is_in_our_words(&error.to_string()));
    };
    match CaseRecords::from_reader(json) {
        Ok(records) => match records.caseload() {
            Ok(caseload) => {
                let again = CaseRecords::from_json(&CaseRecords::from(&caseload).to_json()).unwrap();
                assert_eq!(plain(&again.caseload().unwrap()), plain(&caseload));
            }
            Err(error) => said(error),
        },
        Err(error) => said(error),
    }
    match read_lines(json) {
        Ok(caseload) => assert_eq!(plain(&read_lines(&lines(&caseload)[..]).unwrap()), plain(&caseload)),
        Err(error) => said(error),
    }
}

/// One line of a fair length, without the words of the library that reads JSON.
fn is_in_our_words(said: &str) {
    assert!(said.lines().count() == 1 && said.chars().count() < 1500, "{said}");
    for word in [
        "invalid",
        "struct",
        "sequence",
        "map,",
        "at line",
        "missing field",
        "unknown field",
        "variant",
        "duplicate",
        "EOF",
        "trailing",
        "recursion",
        "ident",
        "i64",
        "u64",
        "shape of the schema",
    ] {
        assert!(!said.replace("identifier", "").contains(word), "{said}");
    }
}

/// Any JSON, with some of our own field names in it.
fn value() -> impl Strategy<Value = Value> {
    let words = select(vec!["", " ", "P1", "2026-02-30", "2026-03-31", "9999-12-31", "id", "start", "end", "\u{7}\n"]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words.prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
    ];
    let key = select(vec!["children", "id", "start", "end", "date", "seen", "placements", "child", "code", "name"]);
    leaf.prop_recursive(4, 32, 5, move |inside| {
        prop_oneof![
            vec(inside.clone(), 0..5).prop_map(Value::from),
            vec((key.clone(), inside), 0..5)
                .prop_map(|fields| fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

/// The path of every value inside, and of the value itself.
fn pointers(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| pointers(item, format!("{place}/{at}"), places));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| pointers(value, format!("{place}/{key}"), places))
        }
        _ => {}
    }
    places.push(place);
}

#[test]
fn hostile_texts_are_refused() {
    let deep = "[".repeat(1_000_000);
    let long = format!(r#"{{"children": [{{"id": "P1", "born": "{}"}}]}}"#, "x".repeat(1_000_000));
    let key = format!(r#"{{"children": [{{"{}": 1}}]}}"#, "y".repeat(1_000_000));
    let number = format!(
        r#"{{"children": [], "population": [{{"published": "2026-01-01", "population": 1{}}}]}}"#,
        "0".repeat(400)
    );
    let nested = format!(r#"{{"children": {deep}"#);
    for hostile in
        [deep.as_str(), &nested, &long, &key, &number, "", "\u{feff}", "null", "{}", "[]", "{\"children\": []}}"]
    {
        let error = CaseRecords::from_json(hostile).unwrap_err();
        assert!(matches!(error.errors()[0].kind, JsonErrorKind::Shape(_) | JsonErrorKind::Syntax(_)), "{error}");
        no_harm(hostile.as_bytes());
    }
}
