//! One set of facts: every subcommand says the same in every format, about a clean, a damaged and a published extract, with
//! expectations and with definitions that are not the default.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

use crate::{BUNDLED, copy, run, write};

const EXPECTATIONS: &str = "\
[cp-visits]
target = 95.0
floor = 80.0
[cp-visits.comparators]
\"England 2025\" = 88.1
[cla-three-placements]
target = 8
floor = 15
[cla-health]
target = 60
[leavers-in-touch]
target = 90
";

const OWN: &str = "\
name = \"Barset\"
working_week = [\"monday\", \"tuesday\", \"wednesday\", \"thursday\"]
from = 2015-01-01
to = 2030-12-31
[[holidays]]
date = 2026-03-23
name = \"Fair Monday\"
";

/// The closure days, as people read them, in JSON, and in a workbook.
const CLOSURES: &[&str] = &[
    "closure days: 2, 2026-03-23 to 2026-03-24",
    "\"closures\": [\n    \"2026-03-23\",\n    \"2026-03-24\"\n  ]",
    "Closure day 2026-03-23\nClosure day 2026-03-24",
];

/// The nation of the calendar, as people read it, in JSON, and in a workbook.
const SCOTLAND: &[&str] = &["calendar: Scotland", "\"calendar\": \"Scotland\"", "Calendar Scotland"];

/// The same of a calendar that was given.
const OWN_CALENDAR: &[&str] = &[
    "calendar: Barset, Mon Tue Wed Thu, 1 holiday, 2015-01-01 to 2030-12-31",
    "\"own_calendar\": {\n    \"name\": \"Barset\"",
    "Working week Mon, Tue, Wed, Thu",
];

/// What is asked of every subcommand.
struct Scene {
    name: &'static str,
    /// The folder, and options of all subcommands that measure.
    shared: Vec<String>,
    /// How it is published; blank if it is not.
    published: &'static str,
    /// What every output says, in one of these forms, or else stderr.
    notes: Vec<&'static [&'static str]>,
    /// Part of the line that says what is incomplete.
    incomplete: Option<&'static str>,
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn scenes(folder: &Path, damaged: &Path) -> Vec<Scene> {
    let closures = write(folder, "closures.txt", "2026-03-23\n2026-03-24\n");
    let scotland = write(folder, "scotland.toml", "nation = \"scotland\"\n");
    let own = write(folder, "own.toml", OWN);
    let definitions = write(folder, "ours.toml", "[looked-after.cla-health]\nage_limit = 5\n");
    let mapping = write(folder, "mapping.toml", "[values.ssd_person.pers_sex]\n\"Girl\" = \"F\"\n");
    std::fs::remove_file(damaged.join("local_core_groups.csv")).unwrap();
    let plans = std::fs::read_to_string(damaged.join("ssd_cp_plans.csv")).unwrap();
    std::fs::write(damaged.join("ssd_cp_plans.csv"), plans.replacen("P0", "X0", 1)).unwrap();
    let damaged = damaged.to_str().unwrap();
    let other =
        ["--profile", "statutory", "--definitions", &definitions, "--closures", &closures, "--mapping", &mapping];
    vec![
        Scene { name: "clean", shared: owned(&[BUNDLED]), published: "", notes: vec![], incomplete: None },
        Scene {
            name: "damaged",
            shared: [owned(&[damaged]), owned(&other)].concat(),
            published: "",
            notes: vec![
                &["profile: statutory", "\"profile\": \"statutory\"", "Profile statutory"],
                CLOSURES,
                &["mapping.toml"],
                &["looked-after.cla-health.age_limit"],
            ],
            incomplete: Some("missing table: local_core_groups"),
        },
        Scene {
            name: "published",
            shared: owned(&[BUNDLED, "--closures", &closures]),
            published: "--publish",
            notes: vec![CLOSURES, &["suppressed"]],
            incomplete: None,
        },
        Scene {
            name: "Scotland",
            shared: owned(&[BUNDLED, "--holidays", &scotland]),
            published: "",
            notes: vec![SCOTLAND],
            incomplete: None,
        },
        Scene {
            name: "own calendar",
            shared: owned(&[BUNDLED, "--holidays", &own]),
            published: "",
            notes: vec![OWN_CALENDAR],
            incomplete: None,
        },
        Scene {
            name: "rounded",
            shared: owned(&[BUNDLED]),
            published: "--publish=rounded",
            notes: vec![&["rounded"]],
            incomplete: None,
        },
    ]
}

/// The output of a subcommand, and what it says on stderr.
fn output(subcommand: &str, scene: &Scene, arguments: &[&str]) -> (Vec<u8>, String) {
    let shared: Vec<&str> = scene.shared.iter().map(String::as_str).collect();
    let output = run(subcommand, &[&shared[..], arguments].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{} {subcommand} {arguments:?}: {said}", scene.name);
    (output.stdout, said)
}

/// The text of an output as a person reads it: of a page without its tags, of a workbook the cells of its sheets.
fn as_read(format: &str, bytes: &[u8]) -> String {
    match format {
        "xlsx" => {
            let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
            let sheets = workbook.worksheets();
            let cells =
                sheets.iter().flat_map(|(_, sheet)| sheet.rows().map(|row| row.iter().map(cell).collect::<Vec<_>>()));
            cells.map(|row| row.join(" ")).collect::<Vec<_>>().join("\n")
        }
        "html" => {
            let page = String::from_utf8(bytes.to_vec()).unwrap();
            let body = page.split("<body>").nth(1).unwrap();
            let mut text = String::new();
            let mut in_tag = false;
            for letter in body.chars() {
                match letter {
                    '<' => in_tag = true,
                    '>' => {
                        in_tag = false;
                        text.push(' ');
                    }
                    letter if !in_tag => text.push(letter),
                    _ => {}
                }
            }
            let words: Vec<&str> = text.split_whitespace().collect();
            words.join(" ").replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'").replace(" ,", ",")
        }
        _ => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

fn cell(cell: &Data) -> String {
    match cell {
        Data::DateTime(date) => date.as_datetime().unwrap().date().to_string(),
        other => other.to_string(),
    }
}

/// Checks that an output, or else stderr, says whatever is not the default and what is incomplete.
fn check_notes(scene: &Scene, what: &str, text: &str, said: &str) {
    for note in &scene.notes {
        let is_said = note.iter().any(|form| text.contains(form) || said.contains(form));
        assert!(is_said, "{} {what} does not say {note:?}: {said}", scene.name);
    }
    match scene.incomplete {
        None => assert!(!said.contains("incomplete data"), "{} {what}: {said}", scene.name),
        Some(incomplete) => {
            assert!(said.contains("incomplete data") && said.contains(incomplete), "{} {what}: {said}", scene.name);
            if ["table", "html", "xlsx"].iter().any(|format| what.ends_with(format)) {
                assert!(text.contains(incomplete), "{} {what} does not say {incomplete:?}", scene.name);
            }
        }
    }
}

/// A value as people read it.
fn value_text(indicator: &Value) -> String {
    match (&indicator["value"], indicator["measure"].as_str()) {
        (Value::Null, _) => "n/a".to_owned(),
        (Value::String(hidden), _) => hidden.clone(),
        (value, Some("proportion")) => format!("{:.1}%", value.as_f64().unwrap()),
        (value, Some("rate")) => format!("{:.1}", value.as_f64().unwrap()),
        (value, _) => value.to_string(),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

const STATUS_WORDS: [(&str, &str); 3] =
    [("on-target", "on target"), ("near", "near target"), ("off-target", "off target")];

#[test]
fn a_scorecard_says_the_same_in_every_format() {
    let (folder, damaged) = (tempfile::tempdir().unwrap(), copy());
    let expectations = write(folder.path(), "expected.toml", EXPECTATIONS);
    for scene in scenes(folder.path(), damaged.path()) {
        let mut options = vec!["--snapshot", "2026-03-31", "--expectations", &expectations, "--name", "Barset"];
        options.extend(Some(scene.published).filter(|way| !way.is_empty()));
        let mut texts = BTreeMap::new();
        for format in ["json", "table", "csv", "html", "xlsx"] {
            let (bytes, said) = output("scorecard", &scene, &[&options[..], &["--format", format]].concat());
            let text = as_read(format, &bytes);
            check_notes(&scene, &format!("scorecard {format}"), &text, &said);
            texts.insert(format, text);
        }
        let facts: Value = serde_json::from_str(&texts["json"]).unwrap();
        assert_eq!(facts["indicators"].as_array().unwrap().len(), 23);
        for indicator in facts["indicators"].as_array().unwrap() {
            let (id, title) = (indicator["id"].as_str().unwrap(), indicator["title"].as_str().unwrap());
            let context = format!("{} {id}", scene.name);
            let value = value_text(indicator);
            let line = texts["table"].lines().find(|line| line.contains(title) && line.contains(&value));
            let line = line.unwrap_or_else(|| panic!("{context}: no {value} in\n{}", texts["table"]));
            let row = texts["csv"].lines().find(|line| line.contains(&format!(",{id},"))).unwrap();
            let cells: Vec<&str> = row.split(',').collect();
            let [numerator, denominator] = ["numerator", "denominator"].map(|part| plain(&indicator[part]));
            assert!(
                row.contains(&format!(",{numerator},{denominator},{},", plain(&indicator["undetermined"]))),
                "{row}"
            );
            // The page: the figure's row is the second place with its title, after the lists of what matters.
            let page = &texts["html"];
            let parts = if denominator.is_empty() { value.clone() } else { format!("{numerator} of {denominator}") };
            let of_page = page.match_indices(title).any(|(at, _)| {
                let near: String =
                    page.chars().skip(page.get(..at).unwrap().chars().count()).take(title.len() + 90).collect();
                near.contains(&value) && near.contains(&parts)
            });
            assert!(of_page, "{context}: {value} {parts} is not on the page");
            let sheet = texts["xlsx"].lines().find(|line| line.contains(title)).unwrap();
            assert!(sheet.contains(&numerator), "{context}: {sheet}");

            let status = indicator["status"].as_str();
            for (name, words) in STATUS_WORDS {
                assert_eq!(line.contains(words), status == Some(name), "{context}: {line}");
                assert_eq!(cells.contains(&name), status == Some(name), "{context}: {row}");
                assert_eq!(sheet.contains(words), status == Some(name), "{context}: {sheet}");
            }
        }
        for format in ["html", "xlsx", "table"] {
            assert!(texts[format].contains("Barset"), "{} {format}", scene.name);
        }
        if scene.published.is_empty() {
            let warnings = facts["findings"]["warnings"].to_string();
            let set_aside = facts["findings"]["errors"].to_string();
            for format in ["table", "html"] {
                let text = &texts[format];
                assert!(
                    text.contains(&format!("{set_aside} row")) && text.contains(" warning"),
                    "{}: {text}",
                    scene.name
                );
                assert!(text.contains(&warnings), "{} {format}", scene.name);
            }
        }
    }
}

#[test]
fn a_series_says_the_same_in_every_format() {
    let (folder, damaged) = (tempfile::tempdir().unwrap(), copy());
    let expectations = write(folder.path(), "expected.toml", EXPECTATIONS);
    for scene in scenes(folder.path(), damaged.path()) {
        let mut options = vec!["--from", "2025-12-31", "--to", "2026-03-31", "--expectations", &expectations];
        options.extend(Some(scene.published).filter(|way| !way.is_empty()));
        let mut texts = BTreeMap::new();
        for format in ["json", "csv", "html", "xlsx"] {
            let (bytes, said) = output("series", &scene, &[&options[..], &["--format", format]].concat());
            let text = as_read(format, &bytes);
            check_notes(&scene, &format!("series {format}"), &text, &said);
            texts.insert(format, text);
        }
        let facts: Value = serde_json::from_str(&texts["json"]).unwrap();
        let rows = facts.as_array().unwrap();
        assert_eq!(rows.len(), 4 * 23);
        for row in rows {
            let cells = ["date", "indicator", "numerator", "denominator", "undetermined"].map(|key| plain(&row[key]));
            let line = texts["csv"].lines().find(|line| line.starts_with(&cells.join(",")));
            let line = line.unwrap_or_else(|| panic!("{} {cells:?}", scene.name));
            let number = |value: &Value| value.as_f64().map(|number| number.to_string()).unwrap_or_default();
            let numbers = [&row["target"], &row["floor"], &row["comparators"]["England 2025"]].map(number);
            let [target, floor, england] = &numbers;
            let [polarity, status] = ["polarity", "status"].map(|key| plain(&row[key]));
            let end = format!(",{polarity},{target},{floor},{status},{england}");
            assert!(line.ends_with(&end), "{line} ends with {end}");
            let sheet = texts["xlsx"].lines().any(|line| {
                line.contains(&cells[0]) && line.contains(&cells[1]) && line.contains(&format!(" {} ", cells[2]))
            });
            assert!(sheet, "{} {cells:?} is not in the workbook", scene.name);
        }
    }
}

#[test]
fn a_worklist_says_the_same_in_every_format() {
    let (folder, damaged) = (tempfile::tempdir().unwrap(), copy());
    for scene in scenes(folder.path(), damaged.path()).into_iter().filter(|scene| scene.published.is_empty()) {
        let options = ["--snapshot", "2026-03-31", "--within", "7"];
        let mut texts = BTreeMap::new();
        for format in ["json", "table", "csv", "html", "xlsx"] {
            let (bytes, said) = output("worklist", &scene, &[&options[..], &["--format", format]].concat());
            let text = as_read(format, &bytes);
            check_notes(&scene, &format!("worklist {format}"), &text, &said);
            texts.insert(format, text);
        }
        let facts: Value = serde_json::from_str(&texts["json"]).unwrap();
        let tasks = facts.as_array().unwrap();
        assert_eq!(texts["csv"].lines().count(), tasks.len() + 1);
        let overdue = tasks.iter().filter(|task| task["days_left"].as_i64().unwrap() <= 0).count();
        assert!(texts["table"].contains(&format!("{overdue} overdue")), "{}", texts["table"]);
        assert!(texts["html"].contains(&format!("{overdue} overdue")), "{} {overdue}", scene.name);
        for format in ["table", "csv", "html", "xlsx"] {
            for task in tasks {
                let child = task["child"].as_str().unwrap();
                assert!(texts[format].contains(child), "{} {format} {child}", scene.name);
            }
        }
    }
}

#[test]
fn an_explanation_says_the_same_in_every_format() {
    let catalogue = carekpi::catalogue();
    let (folder, damaged) = (tempfile::tempdir().unwrap(), copy());
    for scene in scenes(folder.path(), damaged.path()).into_iter().filter(|scene| scene.published.is_empty()) {
        for child in ["P0001144", "P0000721", "P0001656"] {
            let options = ["--snapshot", "2026-03-31", "--child", child];
            let mut texts = BTreeMap::new();
            for format in ["json", "text", "html"] {
                let (bytes, said) = output("explain", &scene, &[&options[..], &["--format", format]].concat());
                let text = as_read(format, &bytes);
                check_notes(&scene, &format!("explain {format}"), &text, &said);
                texts.insert(format, text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            let facts: Value = serde_json::from_str(&texts["json"]).unwrap();
            for indicator in facts["indicators"].as_array().unwrap() {
                let id = indicator["indicator"].as_str().unwrap();
                let dates = [&indicator["since"], &indicator["from"]];
                for format in ["text", "html"] {
                    let info = catalogue.iter().find(|info| info.id == id).unwrap();
                    let is_named = [id, &info.title, info.subject()].iter().any(|name| texts[format].contains(name));
                    assert!(is_named, "{} {child} {format} {id}", scene.name);
                    for date in dates.into_iter().filter_map(Value::as_str) {
                        let date: chrono::NaiveDate = date.parse().unwrap();
                        let words = date.format("%-d %B %Y").to_string();
                        assert!(texts[format].contains(&words), "{} {child} {format} {id} {words}", scene.name);
                    }
                }
            }
        }
    }
}

#[test]
fn readings_name_what_is_not_the_default() {
    let (folder, damaged) = (tempfile::tempdir().unwrap(), copy());
    for scene in scenes(folder.path(), damaged.path()).into_iter().filter(|scene| scene.published.is_empty()) {
        let (bytes, said) = output("readings", &scene, &["--snapshot", "2026-03-31"]);
        check_notes(&scene, "readings", &as_read("text", &bytes), &said);
    }
}
