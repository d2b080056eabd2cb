//! `check`: what an extract lacks, and which figures that can make wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, thread};

use serde_json::Value;
use tempfile::TempDir;

use crate::{BUNDLED, copy_of, failure, run, text, write};

/// Small extracts, rich in what each column can change: one with dated care leavers, one without.
const DATED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check/dated-leavers");
const UNDATED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check/undated-leavers");

/// Columns that may be missing without a word: some systems write none, and what they are read as is information.
const TAKEN_FOR_GRANTED: [&str; 1] = ["cppl_cp_plan_ola"];

/// Columns and figures: a column with its table, and an indicator.
type Pairs = BTreeSet<(String, String)>;

fn json(output: &[u8]) -> Value {
    serde_json::from_slice(output).unwrap()
}

fn check(folder: &Path) -> Value {
    json(&run("check", &[folder.to_str().unwrap(), "--format", "json"]).stdout)
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// A copy of a table's file without one column.
fn cut(file: &Path, column: usize) -> Vec<u8> {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_path(file).unwrap();
    let mut cut = csv::Writer::from_writer(Vec::new());
    for row in rows.records() {
        let row = row.unwrap();
        let kept = row.iter().enumerate().filter(|(at, _)| *at != column).map(|(_, cell)| cell);
        cut.write_record(kept).unwrap();
    }
    cut.into_inner().unwrap()
}

/// A scorecard's figures on two dates, with their members: which child meets a figure by which clause, since when and until when.
/// Which of two records that are alike a child is counted by is no part of a figure.
fn figures(folder: &Path, dates: [&str; 2]) -> BTreeMap<String, Vec<Value>> {
    let mut figures: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for date in dates {
        let output =
            run("scorecard", &[folder.to_str().unwrap(), "--snapshot", date, "--format", "json", "--subjects"]);
        let mut scorecard: Value = serde_json::from_str(&text(&output)).unwrap();
        for indicator in scorecard["indicators"].as_array_mut().unwrap() {
            let subjects = indicator["subjects"].as_array_mut().unwrap();
            subjects.iter_mut().for_each(|subject| drop(subject.as_object_mut().unwrap().remove("record")));
            let figure =
                ["numerator", "denominator", "undetermined", "value", "subjects"].map(|key| indicator[key].clone());
            figures.entry(indicator["id"].as_str().unwrap().to_owned()).or_default().push(figure.to_vec().into());
        }
    }
    figures
}

/// What the check names for each column that is taken away, and what differs.
#[derive(Default)]
struct Seen {
    named: Pairs,
    different: Pairs,
}

/// Takes each column of each table away, one at a time.
fn seen_without_each_column(source: &str, dates: [&str; 2]) -> Seen {
    let before = figures(Path::new(source), dates);
    let mut files: Vec<PathBuf> = fs::read_dir(source).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let parts: Vec<&[PathBuf]> = files.chunks(files.len().div_ceil(4)).collect();
    let mut all = Seen::default();
    thread::scope(|scope| {
        let before = &before;
        let threads = parts.into_iter().map(|files| {
            scope.spawn(move || {
                let folder = copy_of(source);
                let mut seen = Seen::default();
                files.iter().for_each(|file| without_each_column_of(file, &folder, (before, dates), &mut seen));
                seen
            })
        });
        for seen in threads.collect::<Vec<_>>().into_iter().map(|thread| thread.join().unwrap()) {
            all.named.extend(seen.named);
            all.different.extend(seen.different);
        }
    });
    all
}

fn without_each_column_of(
    source: &Path,
    folder: &TempDir,
    (before, dates): (&BTreeMap<String, Vec<Value>>, [&str; 2]),
    seen: &mut Seen,
) {
    let table = source.file_stem().unwrap().to_str().unwrap();
    let file = folder.path().join(source.file_name().unwrap());
    let header = csv::Reader::from_path(source).unwrap().headers().unwrap().clone();
    for (at, column) in header.iter().enumerate() {
        fs::write(&file, cut(source, at)).unwrap();
        let output = run("check", &[folder.path().to_str().unwrap(), "--format", "json"]);
        if output.status.code() == Some(1) {
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.contains("ssd_person.csv line 1: the column pers_person_id is missing"), "{said}");
        }
        let check = json(&output.stdout);
        let faults = check["faults"].as_array().unwrap();
        if let [fault] = faults.as_slice() {
            let message = fault["message"].as_str().unwrap();
            assert!(message.contains(file.to_str().unwrap()) && message.contains(column), "{message}");
            let [subcommand, date] = ["scorecard", "--snapshot"];
            failure(subcommand, &[folder.path().to_str().unwrap(), date, dates[0]], 1);
            continue;
        }
        assert!(faults.is_empty(), "{table} {column}");
        let tables = check["tables"].as_array().unwrap();
        let of_table = tables.iter().find(|found| found["table"] == table).unwrap();
        let missing = of_table["missing_columns"].as_array().unwrap();
        let missing = missing.iter().find(|missing| missing["column"] == column).unwrap();
        let pair = |indicator: String| (format!("{table} {column}"), indicator);
        seen.named.extend(texts(&missing["indicators"]).into_iter().map(pair));
        let after = figures(folder.path(), dates);
        let different = before.keys().filter(|indicator| before[*indicator] != after[*indicator]);
        if !TAKEN_FOR_GRANTED.contains(&column) {
            seen.different.extend(different.cloned().map(pair));
        }
    }
    fs::copy(source, file).unwrap();
}

#[test]
fn every_figure_that_differs_without_a_column_is_named() {
    let seen = seen_without_each_column(BUNDLED, ["2026-03-31", "2025-02-15"]);
    let unnamed: Vec<_> = seen.different.difference(&seen.named).collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
    assert!(seen.different.len() > 50);
}

#[test]
fn every_figure_that_is_named_differs_in_some_extract() {
    let [dated, undated] =
        [DATED, UNDATED].map(|folder| seen_without_each_column(folder, ["2026-03-31", "2025-09-30"]));
    for seen in [&dated, &undated] {
        let unnamed: Vec<_> = seen.different.difference(&seen.named).collect();
        assert!(unnamed.is_empty(), "{unnamed:?}");
    }
    let different = &dated.different | &undated.different;
    let unmoved: Vec<_> = (&dated.named | &undated.named).difference(&different).cloned().collect();
    assert!(unmoved.is_empty(), "{unmoved:?}");
    // In touch or not, the latest status may say that the person died, which ends everything but assessments.
    let ends = different.iter().filter(|(column, _)| column == "local_care_leaver_statuses in_touch");
    assert_eq!(ends.count(), 22);
}

#[test]
fn whether_a_child_was_seen_matters_where_only_such_visits_count() {
    let folder = copy_of(DATED);
    let mut named = BTreeSet::new();
    for (table, column) in
        [("ssd_cp_visits", 4), ("ssd_cin_visits", 4), ("ssd_cla_visits", 4), ("local_care_leaver_visits", 3)]
    {
        let file = Path::new(DATED).join(format!("{table}.csv"));
        fs::write(folder.path().join(file.file_name().unwrap()), cut(&file, column)).unwrap();
    }
    let settings = write(folder.path(), "settings.toml", "[shared]\nvisits_counted = \"child_seen\"\n");
    for definitions in [&[][..], &["--definitions", &settings]] {
        let arguments = [&[folder.path().to_str().unwrap(), "--format", "json"], definitions].concat();
        let check = json(&run("check", &arguments).stdout);
        let missing =
            check["tables"].as_array().unwrap().iter().flat_map(|table| table["missing_columns"].as_array().unwrap());
        named = missing.flat_map(|missing| texts(&missing["indicators"])).collect();
        assert_eq!(named.is_empty(), definitions.is_empty(), "{named:?}");
    }
    let visits = ["cin-visits", "cla-visits", "cp-visits", "cypds-visits", "leavers-visits"];
    assert_eq!(named, visits.map(str::to_owned).into());
}

#[test]
fn three_faults_are_reported_at_once() {
    let folder = copy_of(BUNDLED);
    write(folder.path(), "ssd_cp_plans.csv", "cppl_cp_plan_id,cppl_person_id\n");
    write(folder.path(), "ssd_cla_visits.csv", "clav_cla_visit_id,clav_person_id,clav_cla_visit_date\nV1,P0000004\n");
    write(
        folder.path(),
        "local_population.csv",
        "area,published_date,population_0_17\nA,2025-01-06,1\nB,2025-01-06,1\n",
    );
    let output = run("check", &[folder.path().to_str().unwrap()]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3));
    let faults = said.split("\n\n").next().unwrap();
    for place in ["ssd_cp_plans.csv line 1", "ssd_cla_visits.csv line 2", "local_population.csv"] {
        assert!(faults.contains(place), "{faults}");
    }
    for (indicator, is_right) in [("cp-plans", false), ("cla-visits", false), ("cp-rate", false), ("cin-visits", true)]
    {
        let line = said.lines().find(|line| line.trim_start().starts_with(indicator)).unwrap();
        assert_eq!(line.ends_with("no problem found"), is_right, "{line}");
    }
}

#[test]
fn each_exit_code() {
    let code = |arguments: &[&str]| run("check", arguments).status.code();
    let whole = copy_of(BUNDLED);
    let folder = whole.path().to_str().unwrap();
    assert_eq!(code(&[folder]), Some(0));
    // A column that no figure needs.
    let person = Path::new(BUNDLED).join("ssd_person.csv");
    let header = csv::Reader::from_path(&person).unwrap().headers().unwrap().clone();
    let place = |column: &str| header.iter().position(|name| name == column).unwrap();
    fs::write(whole.path().join("ssd_person.csv"), cut(&person, place("pers_sex"))).unwrap();
    assert_eq!(code(&[folder]), Some(0));
    fs::write(whole.path().join("ssd_person.csv"), cut(&person, place("pers_dob"))).unwrap();
    assert_eq!(code(&[folder]), Some(3));
    let empty = tempfile::tempdir().unwrap();
    assert!(failure("check", &[empty.path().to_str().unwrap()], 1).contains("ssd_person.csv is missing"));
    assert!(failure("check", &["/no/such/folder"], 1).contains("/no/such/folder"));
    assert_eq!(code(&[folder, "--format", "csv"]), Some(2));
    let mapping = write(whole.path(), "mapping.toml", "[columns.ssd_persons]\n");
    assert!(failure("check", &[BUNDLED, "--mapping", &mapping], 2).contains("ssd_persons"));
}

#[test]
fn a_faulty_person_table_hides_no_fault_of_another() {
    let folder = copy_of(BUNDLED);
    write(folder.path(), "ssd_cp_plans.csv", "cppl_cp_plan_id,cppl_person_id\n");
    let persons = folder.path().join("ssd_person.csv");
    for damage in ["id\nP1\n", "pers_person_id,pers_dob\nP1\n", ""] {
        fs::write(&persons, damage).unwrap();
        let output = run("check", &[folder.path().to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1));
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(error.contains("ssd_person.csv line "), "{error}");
        let said = String::from_utf8(output.stdout).unwrap();
        let faults = said.split("\n\n").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        for fault in ["ssd_person.csv line ", "ssd_cp_plans.csv line 1: the column cppl_cp_plan_start_date is missing"]
        {
            assert!(faults.contains(fault), "{said}");
        }
        // The rows are not to blame.
        assert!(!said.contains("set aside") && !said.contains("known person"), "{said}");
        assert!(said.ends_with("\nno problem found for 0 of 23 indicators\n"), "{said}");
    }
    fs::remove_file(persons).unwrap();
    let output = run("check", &[folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("ssd_cp_plans.csv line 1"));
    assert!(String::from_utf8(output.stderr).unwrap().contains("ssd_person.csv is missing"));
}

#[test]
fn a_mapping_that_exists_is_replaced_only_if_forced() {
    let folder = tempfile::tempdir().unwrap();
    let mapping = write(folder.path(), "mapping.toml", "# ours\n");
    let said = failure("check", &["--write-mapping", &mapping], 2);
    assert!(said.ends_with("mapping.toml exists already; name a new file, or give --force to replace it\n"), "{said}");
    assert_eq!(fs::read_to_string(&mapping).unwrap(), "# ours\n");
    assert_eq!(run("check", &["--write-mapping", &mapping, "--force"]).status.code(), Some(0));
    assert!(fs::read_to_string(&mapping).unwrap().starts_with("# What the extract calls"));
    assert!(failure("check", &["--force"], 2).contains("--write-mapping"));
}

#[test]
fn a_mapping_has_the_near_columns_of_a_faulty_table() {
    let folder = copy_of(BUNDLED);
    let header = "cp_plan_id,cppl_personid,start_date,cppl_cp_plan_enddate,ola\n";
    write(folder.path(), "ssd_cp_plans.csv", header);
    write(folder.path(), "ssd_person.csv", "pers_personid,pers-dob,sex\nP1,2015-06-01,F\n");
    // Not UTF-8, and with fewer fields than the header.
    let visits = b"cppv_cp_visitid,cppv_person_id,cppv_cp_visit_date,caf\xe9\nV1\n";
    fs::write(folder.path().join("ssd_cp_visits.csv"), visits).unwrap();
    let mapping = folder.path().join("mapping.toml");
    let arguments = [folder.path().to_str().unwrap(), "--write-mapping", mapping.to_str().unwrap()];
    assert_eq!(run("check", &arguments).status.code(), Some(1));
    let draft = fs::read_to_string(&mapping).unwrap();
    let lines: Vec<&str> = draft.lines().skip(1).filter(|line| !line.is_empty()).collect();
    let expected = [
        "[columns.ssd_person]",
        "# pers_person_id = \"pers_personid\"",
        "# pers_dob = \"pers-dob\"",
        "[columns.ssd_cp_plans]",
        "# cppl_cp_plan_id = \"cp_plan_id\"",
        "# cppl_person_id = \"cppl_personid\"",
        "# cppl_cp_plan_end_date = \"cppl_cp_plan_enddate\"",
        "[columns.ssd_cp_visits]",
        "# cppv_cp_visit_id = \"cppv_cp_visitid\"",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn the_text_fits_a_screen() {
    for folder in [BUNDLED, DATED, UNDATED] {
        let said = String::from_utf8(run("check", &[folder]).stdout).unwrap();
        let wide: Vec<&str> = said.lines().filter(|line| line.chars().count() > 120).collect();
        assert!(wide.is_empty(), "{wide:?}");
        assert!(said.lines().all(|line| !line.ends_with(' ')), "{said}");
    }
}

#[test]
fn a_mapping_has_a_line_for_each_near_column_and_unknown_value() {
    let folder = copy_of(UNDATED);
    let rename = |table: &str, from: &str, to: &str| {
        let content = fs::read_to_string(Path::new(UNDATED).join(table)).unwrap();
        write(folder.path(), table, &content.replacen(from, to, 1));
    };
    rename("ssd_cp_plans.csv", "cppl_cp_plan_end_date", "cppl_cp_plan_enddate");
    rename("ssd_person.csv", "pers_death_date", "\"pers_death\"\"date\"");
    let odd = ["say \"aah\"", r"back\slash", "bell\u{7}", "two\nlines", "Refused", "dèlete\u{7f}"];
    let mut checks = csv::Writer::from_path(folder.path().join("ssd_cla_health.csv")).unwrap();
    checks
        .write_record([
            "clah_health_check_id",
            "clah_person_id",
            "clah_health_check_type",
            "clah_health_check_date",
            "clah_health_check_status",
        ])
        .unwrap();
    for (id, status) in odd.iter().chain(&["REFUSED"]).enumerate() {
        checks.write_record([&format!("H{id}"), "P7", "Dental check", "2026-01-12", status]).unwrap();
    }
    checks.flush().unwrap();
    let visits =
        "cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date,cinv_cin_visit_seen\nV1,P7,2026-01-12,per\\haps\n";
    write(folder.path(), "ssd_cin_visits.csv", visits);

    let mapping = folder.path().join("mapping.toml");
    let arguments = [folder.path().to_str().unwrap(), "--write-mapping", mapping.to_str().unwrap()];
    assert_eq!(run("check", &arguments).status.code(), Some(3));
    let draft = fs::read_to_string(&mapping).unwrap();
    let check = check(folder.path());
    let mut filled = String::new();
    for line in draft.lines().skip(1) {
        filled += &(line.strip_prefix("# ").unwrap_or(line).to_owned() + "\n");
    }
    // As it is written, and filled in, but not in between.
    let read = |text: &str| carekpi_ssd::Mapping::from_toml(text, "mapping.toml");
    let error = read(&filled).unwrap_err().to_string();
    assert!(error.contains("= \"?\"   # ") && error.contains("not filled in"), "{error}");
    filled = filled.replace("= \"?\"", "= \"x\"");
    for text in [&draft, &filled] {
        read(text).unwrap();
    }
    for ours_and_theirs in
        ["cppl_cp_plan_end_date = \"cppl_cp_plan_enddate\"", r#"pers_death_date = "pers_death\"date""#]
    {
        assert!(filled.contains(ours_and_theirs), "{filled}");
    }
    let values = check["values"].as_array().unwrap();
    let statuses =
        values.iter().filter(|found| texts(&found["columns"]) == ["ssd_cla_health clah_health_check_status"]);
    let statuses: BTreeSet<String> = statuses.flat_map(|found| texts(&found["values"])).collect();
    assert!(odd.iter().all(|status| *status == "Refused" || statuses.contains(*status)), "{statuses:?}");
    let written: toml::Table = filled.parse().unwrap();
    let column = |table: &str, column: &str| written["values"][table][column].as_table().unwrap().clone();
    let lines: BTreeSet<String> = column("ssd_cla_health", "clah_health_check_status").keys().cloned().collect();
    let lower = |texts: &BTreeSet<String>| texts.iter().map(|text| text.to_lowercase()).collect::<BTreeSet<_>>();
    assert_eq!(lower(&lines), lower(&statuses));
    // A mapping knows a value in any case.
    assert_eq!(lines.len() + 1, statuses.len());
    assert!(column("ssd_cin_visits", "cinv_cin_visit_seen").contains_key("per\\haps"), "{filled}");
}

#[test]
fn values_that_contradict_each_other_have_a_heading_of_their_own() {
    let case = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/statuses-that-contradict");
    let folder = copy_of(case);
    let mapping = folder.path().join("mapping.toml");
    let output = run("check", &[folder.path().to_str().unwrap(), "--write-mapping", mapping.to_str().unwrap()]);
    let said = String::from_utf8(output.stdout).unwrap();
    let sections: Vec<&str> = said.split("\n\n").collect();
    let of = |title: &str| sections.iter().find(|section| section.starts_with(title)).copied().unwrap_or_default();
    let contradict = of("Values that contradict each other").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(contradict.contains("recorded for one person on the same day, but different"), "{said}");
    assert!(!of("Values that are in no list").contains("same day"), "{said}");
    // There is nothing to map.
    assert!(!fs::read_to_string(mapping).unwrap().contains("F2"));
}

#[test]
fn rows_that_were_not_held_are_named_in_the_footer() {
    let folder = copy_of(BUNDLED);
    let rows = "core_group_id,person_id,core_group_date\nG1,P0000004,\nG2,P0000004,\nG3,P0000004,soon\n";
    write(folder.path(), "local_core_groups.csv", rows);
    let output = run("scorecard", &[folder.path().to_str().unwrap(), "--snapshot", "2026-03-31", "--format", "table"]);
    let (table, said) = (text(&output), String::from_utf8(output.stderr).unwrap());
    assert!(table.contains("\n3 rows set aside (2 of them not held), 3 warnings, 1 note\n"), "{table}");
    assert!(said.starts_with("incomplete data: 3 rows set aside (2 of them not held); "), "{said}");
    let output = run("scorecard", &[folder.path().to_str().unwrap(), "--snapshot", "2026-03-31", "--format", "json"]);
    let counts = &json(&output.stdout)["findings"];
    assert_eq!((counts["errors"].as_u64(), counts["warnings"].as_u64()), (Some(1), Some(6)));
}

#[test]
fn check_and_findings_say_the_same_of_a_column_that_another_stands_for() {
    let folder = copy_of(BUNDLED);
    let visits = Path::new(BUNDLED).join("ssd_cp_visits.csv");
    let header = csv::Reader::from_path(&visits).unwrap().headers().unwrap().clone();
    let place = header.iter().position(|name| name == "cppv_cp_plan_id").unwrap();
    fs::write(folder.path().join("ssd_cp_visits.csv"), cut(&visits, place)).unwrap();
    let arguments = [folder.path().to_str().unwrap(), "--snapshot", "2026-03-31", "--findings"];
    let output = run("scorecard", &arguments);
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    let words = "cppv_person_id identifies the person";
    assert!(said.contains(&format!("ssd_cp_visits cppv_cp_plan_id: the column is missing; {words}\n")), "{said}");
    // No figure depends on it.
    assert!(text(&output).ends_with("\n0 rows set aside, 3 warnings, 2 notes\n"));
    assert!(text(&run("check", &arguments[..1])).contains(&format!("missing; {words}\n")));
}
