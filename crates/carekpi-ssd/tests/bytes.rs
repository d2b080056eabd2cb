//! Files as other programs write them: names in any case, encodings, separators, lines before the header, near names.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_ssd::{Extract, FindingKind, ReadError, Table, Tables};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const PERSONS: &str = "pers_person_id,pers_dob\nP1,2015-06-01\n";

/// A plan file beside one of persons.
fn files(plans: &str) -> [(&'static str, Vec<u8>); 2] {
    [("ssd_person.csv", PERSONS.into()), ("ssd_cp_plans.csv", plans.into())]
}

fn read(plans: &str) -> Extract {
    Extract::from_files(files(plans)).unwrap()
}

fn error(plans: &str) -> ReadError {
    Extract::from_files(files(plans)).unwrap_err()
}

/// The starts of the plans of P1.
fn starts(extract: &Extract) -> Vec<String> {
    let child = extract.caseload.find("P1").unwrap();
    child.protection_plans().iter().map(|plan| plan.start.to_string()).collect()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn names_of_files_and_columns_are_read_in_any_case() {
    let extract = Extract::from_files([
        ("SSD_PERSON.csv", "PERS_PERSON_ID,Pers_Dob\nP1,2015-06-01\n"),
        ("ssd_cp_plans.CSV", "CPPL_CP_PLAN_ID,CPPL_PERSON_ID,cppl_cp_plan_START_DATE\nCP1,P1,2026-01-05\n"),
    ])
    .unwrap();
    assert_eq!(starts(&extract), ["2026-01-05"]);
    assert!(!extract.counts().contains_key(&FindingKind::ColumnIgnored));
    assert!(!extract.counts().contains_key(&FindingKind::FileIgnored));

    let twice = Extract::from_files([("ssd_person.csv", PERSONS), ("SSD_Person.csv", PERSONS)]).unwrap_err();
    assert!(matches!(twice, ReadError::TwoFiles { table: Table::Person, .. }), "{twice}");
    assert!(["SSD_Person.csv", "ssd_person.csv"].iter().all(|name| twice.to_string().contains(name)), "{twice}");

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("Ssd_Person.CSV"), PERSONS).unwrap();
    assert_eq!(Extract::read_dir(folder.path()).unwrap().caseload.len(), 1);
    assert_eq!(Tables::read_dir(folder.path()).unwrap().person.len(), 1);
}

#[test]
fn a_column_that_is_read_may_occur_once() {
    let twice =
        error("note,cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,CPPL_PERSON_ID\nx,CP1,P1,2026-01-05,P2\n");
    let ReadError::ColumnTwice { line: 1, column, again, .. } = &twice else { panic!("{twice}") };
    assert_eq!((column.as_str(), again.as_str()), ("cppl_person_id", "CPPL_PERSON_ID"));
    assert!(twice.to_string().starts_with("ssd_cp_plans.csv line 1, column cppl_person_id: "), "{twice}");
}

#[test]
fn the_other_name_of_a_column_is_read_where_ours_is_absent() {
    let plans = |text: &str| {
        let extract = Extract::from_files([("ssd_person.csv", PERSONS), ("ssd_cin_plans.csv", text)]).unwrap();
        let child = extract.caseload.find("P1").unwrap();
        let id = child.text(child.in_need_plans()[0].id).to_owned();
        (id, extract.counts().get(&FindingKind::ColumnIgnored).copied())
    };
    let theirs = plans("CIN_plan_id,cinp_person_id,cinp_cin_plan_start_date\nA,P1,2026-01-05\n");
    assert_eq!(theirs, ("A".to_owned(), None));
    let both = plans("cin_plan_id,cinp_cin_plan_id,cinp_person_id,cinp_cin_plan_start_date\nA,B,P1,2026-01-05\n");
    assert_eq!(both, ("B".to_owned(), Some(1)));
}

#[test]
fn near_names_are_asked_about() {
    let near = Extract::from_files([("ssd_persons.csv", PERSONS)]).unwrap_err();
    assert!(near.to_string().ends_with("did you mean ssd_persons.csv?"), "{near}");
    let extract = Extract::from_files([("ssd_person.csv", PERSONS), ("cp_plans.txt", "x\n")]).unwrap();
    let absent = |table| {
        extract.findings.iter().find(|finding| finding.table == Some(table)).map(|finding| finding.message.as_str())
    };
    assert_eq!(absent(Table::CpPlans), Some("the table is missing; read as empty; did you mean cp_plans.txt?"));
    assert_eq!(absent(Table::CinPlans), Some("the table is missing; read as empty"));

    let person = "clap_cla_placement_id,clap_persn_id,clap_cla_placement_start_date\n";
    let error = Extract::from_files([("ssd_person.csv", PERSONS), ("ssd_cla_placement.csv", person)]).unwrap_err();
    assert!(
        error.to_string().ends_with(
            "line 1: the columns clap_person_id and clap_cla_id are missing; one of them is needed to identify the person; \
             did you mean clap_persn_id?"
        ),
        "{error}"
    );
}

#[test]
fn a_file_without_a_header_shows_its_first_line() {
    let none = error("\nCP1,P1,2026-01-05\n");
    let ReadError::NoHeader { line: 2, first_line, .. } = &none else { panic!("{none}") };
    assert_eq!(first_line, "CP1,P1,2026-01-05");
    assert!(none.to_string().starts_with("ssd_cp_plans.csv line 2: "), "{none}");
    assert!(none.to_string().contains("CP1,P1,2026-01-05") && none.to_string().contains("cppl_cp_plan_id"), "{none}");
    let long = error(&format!("CP1,P1,2026-01-05,{}\n", "é".repeat(100)));
    assert!(matches!(&long, ReadError::NoHeader { first_line, .. } if first_line.chars().count() == 81), "{long}");
    for empty in ["", "\n\r\n", "sep=;\n", "#TYPE x"] {
        assert!(error(empty).to_string().contains("ssd_cp_plans.csv line 1: the file is empty"), "{empty:?}");
    }
}

#[test]
fn a_line_of_dashes_and_a_separator_too_many_are_errors() {
    let rule = error("cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\n---,---, ----\nCP1,P1,2026-01-05\n");
    assert!(
        rule.to_string().starts_with("ssd_cp_plans.csv line 2: a line of dashes follows the header; remove it"),
        "{rule}"
    );
    let extract = read("cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\nCP1,P1,2026-01-05\n---,---,---\n");
    assert_eq!(starts(&extract), ["2026-01-05"]);
    let delimiter = error("cppl_cp_plan_id;cppl_person_id;cppl_cp_plan_start_date\nCP1;P1;2026-01-05;\n");
    assert!(matches!(delimiter, ReadError::FieldCount { line: 2, expected: 3, found: 4, .. }), "{delimiter}");
}

#[test]
fn lines_before_the_header_are_passed_over() {
    for text in [
        "sep=;\ncppl_cp_plan_id;cppl_person_id;cppl_cp_plan_start_date\nCP1;P1;2026-01-05\nCP2;P1;soon\n",
        "Sep=:\r\ncppl_cp_plan_id:cppl_person_id:cppl_cp_plan_start_date\r\nCP1:P1:2026-01-05\r\nCP2:P1:soon\r\n",
        "#TYPE System.Data.DataRow\n\"cppl_cp_plan_id\"|\"cppl_person_id\"|\"cppl_cp_plan_start_date\"\n\"CP1\"|\"P1\"|\"05/01/2026 \
         00:00:00\"\nCP2|P1|soon\n",
    ] {
        let extract = read(text);
        assert_eq!(starts(&extract), ["2026-01-05"], "{text}");
        let unreadable = extract.findings.iter().find(|finding| finding.kind == FindingKind::DateUnreadable).unwrap();
        assert_eq!(unreadable.line, Some(4), "{text}");
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_named_with_the_line() {
    let mut files = files("cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\n");
    files[1].1.extend(b"CP1,P1,2026-01-05\n\"C\nP\xE9\",P1,2026-01-06\n");
    let extract = Extract::from_files(files).unwrap();
    let guessed: Vec<_> = extract.findings.iter().filter(|one| one.kind == FindingKind::EncodingGuessed).collect();
    assert_eq!(guessed.iter().map(|one| (one.table, one.line)).collect::<Vec<_>>(), [(Some(Table::CpPlans), Some(4))]);
    let child = extract.caseload.find("P1").unwrap();
    let ids: Vec<_> = child.protection_plans().iter().map(|plan| child.text(plan.id)).collect();
    assert_eq!(ids, ["CP1", "C\nPé"]);
    assert_eq!(extract.rows_of(Table::CpPlans).read, 2);
}

#[test]
fn broken_utf_16_is_an_error_with_file_and_line() {
    let mut bytes = utf16(PERSONS, u16::to_le_bytes);
    bytes.pop();
    let error = Extract::from_files([("ssd_person.csv", bytes)]).unwrap_err();
    assert!(error.to_string().starts_with("ssd_person.csv line 2: "), "{error}");
}

#[test]
fn dates_with_the_month_first_are_an_error() {
    let plans = |dates: [&str; 3]| {
        let rows = dates.map(|date| format!("CP,P1,{date}\n")).concat();
        format!("cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\n{rows}")
    };
    let wrong = error(&plans(["12/05/2026", "2026-01-05", "12/25/2026"]));
    assert!(
        wrong.to_string().starts_with("ssd_cp_plans.csv line 4, column cppl_cp_plan_start_date: \"12/25/2026\""),
        "{wrong}"
    );
    for dates in [["12/25/2026", "12/05/2026", "25/12/2026"], ["12/25/2026", "2026-12-05", ""]] {
        assert_eq!(read(&plans(dates)).rows_of(Table::CpPlans).read, 3);
    }
    let mut tables = Tables::default();
    for date in ["12/05/2026", "12/25/2026"] {
        tables.core_groups.push(carekpi_ssd::rows::CoreGroup { core_group_date: date.into(), ..Default::default() });
    }
    let wrong = Extract::from_rows(&tables).unwrap_err();
    assert!(wrong.to_string().starts_with("local_core_groups line 2, column core_group_date: "), "{wrong}");
}

/// A text as a field: with quotes if it needs them, or if they are wanted.
fn field(text: &str, separator: char, quoted: bool) -> String {
    if quoted || text.contains(['"', '\n', '\r', separator]) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16LittleEndian,
    Utf16BigEndian,
    Windows1252,
}

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8WithMark => format!("\u{feff}{text}").into_bytes(),
        Encoding::Utf16LittleEndian => utf16(text, u16::to_le_bytes),
        Encoding::Utf16BigEndian => utf16(text, u16::to_be_bytes),
        // The characters of these texts have one byte, which is their number.
        Encoding::Windows1252 => text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect(),
    }
}

proptest! {
    #[test]
    fn every_form_of_a_file_gives_the_same_rows(
        rows in vec(vec("[a-cé ;,|\t\"\n]{0,6}", 3), 0..6),
        separator in select(vec![',', ';', '\t', '|', ':']),
        encoding in select(vec![
            Encoding::Utf8, Encoding::Utf8WithMark, Encoding::Utf16LittleEndian, Encoding::Utf16BigEndian,
            Encoding::Windows1252,
        ]),
        ends in select(vec!["\n", "\r\n", "\r\n\r\n"]),
        preface in select(vec!["", "sep=", "#TYPE x"]),
        quoted in any::<bool>(),
        upper in any::<bool>(),
    ) {
        let write = |separator: char, ends: &str, quoted: bool, names: &str| {
            let mut text = names.split(' ').map(|name| field(name, separator, quoted)).collect::<Vec<_>>().join(&separator.to_string());
            for row in &rows {
                let fields: Vec<_> = row.iter().map(|cell| field(cell, separator, quoted)).collect();
                text += ends;
                // A line of nothing is no row.
                text += &fields.join(&separator.to_string());
            }
            text + ends
        };
        let names = "pers_person_id pers_sex pers_ethnicity";
        let plain = write(',', "\n", false, names);
        // Only the line can tell a separator of another kind.
        let preface = match (preface, separator) {
            ("sep=", _) | (_, ':') => format!("SEP={separator}{ends}"),
            ("", _) => String::new(),
            (kind, _) => format!("{kind}{ends}"),
        };
        let names = if upper { names.to_uppercase() } else { names.to_owned() };
        let other = encode(&format!("{preface}{}", write(separator, ends, quoted, &names)), encoding);
        let tables = |bytes: &[u8]| {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("ssd_person.csv"), bytes).unwrap();
            Tables::read_dir(folder.path()).unwrap()
        };
        prop_assert_eq!(tables(&other), tables(plain.as_bytes()));
    }
}

#[test]
fn a_file_that_is_no_text_is_named() {
    for (bytes, says) in [
        (utf16(PERSONS, u16::to_le_bytes).split_off(2), "not text: looks like UTF-16 without a byte order mark"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0".to_vec(), "the file is an Excel workbook or another archive, not CSV"),
        ([b"\xFF\xFE\0\0".to_vec(), b"p\0\0\0".to_vec()].concat(), "looks like UTF-32"),
    ] {
        let error = Extract::from_files([("ssd_person.csv", bytes)]).unwrap_err();
        assert_eq!(error.table(), Some(Table::Person));
        let said = error.to_string();
        assert!(said.starts_with("ssd_person.csv line 1: ") && said.contains(says), "{said}");
        assert!(!said.contains(char::is_control), "{said}");
    }
}

#[test]
fn the_footer_of_a_query_tool_is_named() {
    let header = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\n";
    for footer in
        ["(1 rows affected)", "(1,234 rows affected)", "1 row selected.", "1 record(s) selected.", "no rows selected"]
    {
        let error = error(&format!("{header}CP1,P1,2026-01-05\n\n{footer}\n")).to_string();
        assert_eq!(
            error,
            format!("ssd_cp_plans.csv line 4: \"{footer}\" is a footer of the query tool, not a row; remove it")
        );
    }
    let short = error(&format!("{header}CP1\n")).to_string();
    assert_eq!(short, "ssd_cp_plans.csv line 2: the row has 1 field, but the header has 3; see column cppl_person_id");
    // As many fields as the header has.
    let one = Extract::from_files([("ssd_person.csv", "pers_person_id\n(1 rows affected)\n")]).unwrap();
    assert_eq!(one.caseload.len(), 1);
}
