//! A table may come in several parts, each with its header.

use std::fs;

use carekpi_ssd::{Extract, Finding, FindingKind, ReadError, Tables};

const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data");

/// The parts of a table of this many lines, each with the header. Every second part has the columns in reverse, and no line
/// break at its end. Some rows are damaged.
fn parts(text: &str, lines: usize) -> Vec<String> {
    let mut rows = text.lines();
    let header = rows.next().unwrap_or("");
    let damage = |(number, row): (usize, &str)| match number % 50 {
        7 => row.replacen("202", "soon", 1),
        _ => row.to_owned(),
    };
    let rows: Vec<String> = rows.enumerate().map(damage).collect();
    let mut parts = Vec::new();
    for (number, rows) in rows.chunks(lines.max(1)).enumerate() {
        let lines = std::iter::once(header).chain(rows.iter().map(String::as_str));
        parts.push(if number % 2 == 0 {
            lines.map(|line| format!("{line}\r\n")).collect()
        } else {
            let reversed = |line: &str| line.split(',').rev().collect::<Vec<_>>().join(",");
            lines.map(reversed).collect::<Vec<_>>().join("\n")
        });
    }
    parts
}

fn without_lines(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.iter_mut().for_each(|finding| finding.line = None);
    findings
}

#[test]
fn the_parts_of_a_table_give_what_the_whole_table_gives() {
    let mut files = Vec::new();
    for entry in fs::read_dir(BUNDLED).unwrap() {
        let entry = entry.unwrap();
        files.push((entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()));
    }
    let whole = |text: &str| parts(text, usize::MAX);
    let expected = Extract::from_parts(files.iter().map(|(name, text)| (name.as_str(), whole(text)))).unwrap();
    assert!(expected.counts()[&FindingKind::DateUnreadable] > 100, "{:?}", expected.counts());
    for lines in [1000, 333] {
        let extract =
            Extract::from_parts(files.iter().map(|(name, text)| (name.as_str(), parts(text, lines)))).unwrap();
        assert_eq!(extract.rows, expected.rows);
        assert_eq!(Tables::from(&extract.caseload), Tables::from(&expected.caseload));
        assert_eq!(without_lines(extract.findings), without_lines(expected.findings.clone()));
    }
}

const PERSONS: [&str; 1] = ["pers_person_id\nP1\nP2\n"];

fn read(visits: &[&[u8]]) -> Result<Extract, ReadError> {
    let persons: Vec<&[u8]> = PERSONS.iter().map(|part| part.as_bytes()).collect();
    Extract::from_parts([("ssd_person.csv", persons), ("local_supervisions.csv", visits.to_vec())])
}

#[test]
fn lines_are_counted_on_from_part_to_part() {
    for first in [
        "supervision_id,person_id,supervision_date\nS1,P1,soon\n",
        "supervision_id,person_id,supervision_date\nS1,P1,soon",
    ] {
        let second = "supervision_id,person_id,supervision_date\r\n\r\nS2,P2,later\r\nS1,P1,2026-01-20";
        let third = "supervision_id,person_id,supervision_date\n\"S2\",P2,2026-01-20\nS1,P9,2026-01-21\n";
        let extract = read(&[first.as_bytes(), second.as_bytes(), third.as_bytes()]).unwrap();
        let found: Vec<_> = extract.findings.iter().filter_map(|finding| Some((finding.line?, finding.kind))).collect();
        assert_eq!(
            found,
            [(2, FindingKind::DateUnreadable), (5, FindingKind::DateUnreadable), (9, FindingKind::PersonUnknown)]
        );
        assert_eq!(extract.rows_of(carekpi_ssd::Table::Supervisions).kept, 2);
    }
}

#[test]
fn every_part_has_its_own_encoding() {
    let utf8 = "supervision_id,person_id,supervision_date\nSé,P1,2026-01-20\n".as_bytes();
    let windows = b"supervision_id,person_id,supervision_date\nS\xE8,P1,2026-01-20\nS\xE9,P2,2026-01-20\n";
    let extract = read(&[utf8, windows]).unwrap();
    let guessed: Vec<_> = extract
        .findings
        .iter()
        .filter(|finding| finding.kind == FindingKind::EncodingGuessed)
        .map(|one| one.line)
        .collect();
    assert_eq!(guessed, [Some(4)]);
    let twice = extract.findings.iter().find(|finding| finding.kind == FindingKind::RepeatConflicting).unwrap();
    assert_eq!((twice.line, twice.identifier.as_deref()), (Some(5), Some("Sé")));
}

#[test]
fn parts_have_the_same_columns() {
    let first = b"supervision_id,person_id,supervision_date\n";
    let error = read(&[first, b"person_id,supervision_date\n"]).unwrap_err().to_string();
    assert!(error.contains("supervision_id"), "{error}");
    let persons = |parts: [&'static str; 2]| Extract::from_parts([("ssd_person.csv", parts)]).unwrap_err().to_string();
    assert_eq!(
        persons(["pers_person_id,pers_dob\nP1,\n", "pers_person_id\nP2\n"]),
        "ssd_person.csv line 3: the part lacks the column pers_dob, unlike the first part"
    );
    assert_eq!(
        persons(["pers_person_id\nP1\n", "\npers_person_id,pers_dob\nP2,\n"]),
        "ssd_person.csv line 4: the part has the column pers_dob, unlike the first part"
    );
    let nothing: [(&str, [&str; 0]); 1] = [("ssd_person.csv", [])];
    assert!(Extract::from_parts(nothing).is_ok_and(|extract| extract.caseload.is_empty()));
}
