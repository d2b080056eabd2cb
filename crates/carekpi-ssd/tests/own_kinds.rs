//! Tables of one's own kinds of record are read like the others.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_model::{OwnKind, RecordKind, RowCounts, Seen};
use carekpi_ssd::{Extract, ExtractReader, FindingKind, Mapping, ReadError, Table};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const MAPPING: &str = r#"
    [records.missing-episode]
    table = "local_missing"
    id = "Missing ID"
    person = "person"
    start = "went"
    end = "returned"

    [records.return-interview]
    table = "local_interviews"
    id = "interview_id"
    person = "person"
    date = "held on"
    seen = "seen"
"#;

const PERSONS: (&str, &str) = ("ssd_person.csv", "pers_person_id,pers_dob\nP1,2015-06-01\nP2,2016-06-01\n");

fn reader(mapping: &str) -> ExtractReader {
    Extract::reader().mapping(&Mapping::from_toml(mapping, "ours.toml").unwrap())
}

fn kind(name: &str) -> OwnKind {
    OwnKind::new(name).unwrap()
}

#[test]
fn rows_are_kept_or_set_aside_with_the_findings_of_any_table() {
    let missing = "missing id,Person,went,returned,where\n\
                   M1,P1,12/01/2026,14/01/2026,x\n\
                   M1,P1,12/01/2026,14/01/2026,x\n\
                   M1,P1,2026-01-12,2026-01-15,x\n\
                   M2,P9,2026-01-12,,x\n\
                   M3,P2,,,x\n\
                   M4,P2,2026-01-12,2026-01-11,x\n\
                   M5,P2,2026-01-12,soon,x\n\
                   M6,,2026-01-12,,x\n\
                   M7,P2,2026-02-02,2099-12-31,x\n";
    let interviews = "interview_id,person,held on,seen\nI1,P1,2026-01-15,Y\nI2,P2,,N\nI3,P2,2026-02-05,maybe\n";
    let files = [PERSONS, ("LOCAL_missing.csv", missing), ("local_interviews.csv", interviews)];
    let extract = reader(MAPPING).from_files(files).unwrap();
    let spells = Table::OwnSpells(kind("missing-episode"));
    let events = Table::OwnEvents(kind("return-interview"));
    assert_eq!(extract.rows_of(spells), RowCounts { read: 9, kept: 2, set_aside: 7 });
    assert_eq!(extract.rows_of(events), RowCounts { read: 3, kept: 2, set_aside: 1 });
    assert!(extract.row_counts().any(|(name, rows)| name == "missing-episode" && rows.read == 9));

    let found = |table| {
        let found = extract.findings.iter().filter(move |finding| finding.table == Some(table));
        found.map(|finding| (finding.line, finding.kind, finding.column.as_deref())).collect::<Vec<_>>()
    };
    assert_eq!(
        found(spells),
        [
            (None, FindingKind::ColumnIgnored, Some("where")),
            (Some(3), FindingKind::RepeatExact, Some("id")),
            (Some(4), FindingKind::RepeatConflicting, Some("id")),
            (Some(5), FindingKind::PersonUnknown, Some("person")),
            (Some(6), FindingKind::DateMissing, Some("start")),
            (Some(7), FindingKind::EndBeforeStart, Some("end")),
            (Some(8), FindingKind::EndUnreadable, Some("end")),
            (Some(9), FindingKind::PersonMissing, Some("person")),
            (Some(10), FindingKind::EndOpen, Some("end")),
        ]
    );
    assert_eq!(
        found(events),
        [(Some(3), FindingKind::NotHeld, Some("date")), (Some(4), FindingKind::CodeUnknown, Some("seen"))]
    );
    let open = extract.findings.iter().find(|finding| finding.kind == FindingKind::EndOpen).unwrap();
    assert_eq!(open.to_string(), "missing-episode line 10 end (M7): the date is in 2099 or later; read as none");
    assert_eq!(*open.records(), [RecordKind::Own(kind("missing-episode"))]);

    let caseload = &extract.caseload;
    let [one, two] = ["P1", "P2"].map(|id| caseload.find(id).unwrap());
    let spells = one.spells(kind("missing-episode"));
    assert_eq!(spells.iter().map(|of| (caseload.text(of.id), of.end.is_some())).collect::<Vec<_>>(), [("M1", true)]);
    assert!(two.spells(kind("missing-episode")).iter().all(|of| of.end.is_none()));
    assert!(one.events(kind("return-interview")).iter().map(|(_, seen, _)| seen).eq([Seen::Yes]));

    let mut bytes = Vec::new();
    extract.pack(&mut bytes).unwrap();
    let unpacked = Extract::unpack(&mut bytes.as_slice()).unwrap();
    // The text that is neither yes nor no is not written.
    let written = |extract: &Extract| extract.findings.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!((written(&unpacked), unpacked.rows), (written(&extract), extract.rows.clone()));
    assert_eq!(unpacked.caseload.find("P1").unwrap().spells(kind("missing-episode")), spells);
}

#[test]
fn two_kinds_may_be_in_one_file_and_a_column_that_is_not_named_is_not_read() {
    let mapping = r#"
        [records.missing-episode]
        table = "missing"
        id = "id"
        person = "person"
        start = "start"
        [records.return-interview]
        table = "missing"
        id = "id"
        person = "person"
        date = "interviewed"
    "#;
    let text =
        "id,person,start,end,interviewed\nM1,P1,2026-01-12,2026-01-14,2026-01-15\nM2,P1,2026-02-12,2026-02-14,\n";
    let extract = reader(mapping).from_files([PERSONS, ("missing.csv", text)]).unwrap();
    let child = extract.caseload.find("P1").unwrap();
    assert!(child.spells(kind("missing-episode")).iter().map(|spell| spell.end).eq([None, None]));
    assert_eq!(child.events(kind("return-interview")).len(), 1);
    let not_read = extract.findings.iter().filter(|finding| finding.kind == FindingKind::ColumnIgnored);
    let not_read: Vec<_> = not_read.filter_map(|finding| finding.column.as_deref()).collect();
    assert_eq!(not_read, ["end", "end"]); // no column of the other kind
}

#[test]
fn a_missing_file_is_a_finding_and_a_missing_column_an_error() {
    let files = [PERSONS, ("local_interview.csv", "interview_id,person,held on,seen\n")];
    let extract = reader(MAPPING).from_files(files).unwrap();
    assert!(extract.caseload.own_kinds().map(|kind| kind.to_string()).eq(["missing-episode", "return-interview"]));
    let absent = extract.findings.iter().filter(|finding| finding.table.is_some_and(|of| !Table::ALL.contains(&of)));
    assert_eq!(
        absent.map(ToString::to_string).collect::<Vec<_>>(),
        [
            "return-interview: local_interviews.csv is missing; read as empty; did you mean local_interview.csv?",
            "missing-episode: local_missing.csv is missing; read as empty",
        ]
    );
    let files = extract.findings.iter().filter_map(|finding| finding.file.as_deref());
    assert_eq!(files.collect::<Vec<_>>(), ["local_interviews.csv", "local_missing.csv"]);
    let wrong = [PERSONS, ("local_missing.csv", "missing id,person,went\n")];
    let error = reader(MAPPING).from_files(wrong).unwrap_err();
    assert_eq!(
        error.to_string(),
        "ours.toml line 7: end = \"returned\": local_missing.csv has no column \"returned\"; its columns are missing id, person, went"
    );
    let twice = [PERSONS, ("local_missing.csv", "missing id,person,went,returned\n\"M1,P1\n")];
    let survey = reader(MAPPING).survey_files(twice).unwrap();
    assert!(matches!(&*survey.faults, [(Table::OwnSpells(_), ReadError::Quotes { .. })]));
}

#[test]
fn a_file_with_two_kinds_that_cannot_be_read_is_a_fault_of_both() {
    let mapping = MAPPING.replace("local_interviews", "local_missing");
    let files =
        [PERSONS, ("local_missing.csv", "missing id,person,went,returned,interview_id,held on,seen\n\"M1,P1\n")];
    let survey = reader(&mapping).survey_files(files).unwrap();
    let tables: Vec<Table> = survey.faults.iter().map(|(table, _)| *table).collect();
    assert_eq!(tables, [Table::OwnEvents(kind("return-interview")), Table::OwnSpells(kind("missing-episode"))]);
}

#[test]
fn an_open_end_with_a_time_is_reported_once() {
    let mapping = r#"
        [records.missing-episode]
        table = "missing"
        id = "id"
        person = "person"
        start = "went"
        end = "returned"
        end_time = "returned"
    "#;
    let missing = "id,person,went,returned\nM1,P1,2026-01-12,9999-12-31 23:59:59\n";
    let extract = reader(mapping).from_files([PERSONS, ("missing.csv", missing)]).unwrap();
    let child = extract.caseload.find("P1").unwrap();
    assert_eq!(child.spells(kind("missing-episode"))[0].ended(), None);
    let found: Vec<String> =
        extract.findings.iter().filter(|finding| finding.line.is_some()).map(ToString::to_string).collect();
    assert_eq!(found, ["missing-episode line 2 end (M1): the date is in 2099 or later; read as none"]);
}

#[test]
fn times_of_day_are_in_the_column_of_the_day_or_in_one_of_their_own() {
    let mapping = r#"
        [records.missing-episode]
        table = "missing"
        id = "id"
        person = "person"
        start = "went"
        start_time = "went"
        end = "returned"
        end_time = "returned at"
        [records.return-interview]
        table = "interviews"
        id = "id"
        person = "person"
        date = "held"
    "#;
    let missing = "id,person,went,returned,returned at\n\
                   M1,P1,12/01/2026 22:40,2026-01-14,6:05\n\
                   M2,P1,2026-01-20 00:00:00,2026-01-21 09:00,00:00:00\n\
                   M3,P1,2026-02-02T21:30:59.000,,\n\
                   M4,P1,2026-02-03 21:30Z,2026-02-04,half past six\n\
                   M5,P1,2026-02-05,2026-02-06,2026-02-07 08:00\n\
                   M6,P1,2026-02-08,2026-02-09,1900-01-01 00:00:00\n\
                   M7,P1,2026-02-10,,08:00\n";
    let interviews = "id,person,held\nI1,P1,2026-01-15 10:30\n";
    let extract =
        reader(mapping).from_files([PERSONS, ("missing.csv", missing), ("interviews.csv", interviews)]).unwrap();
    let child = extract.caseload.find("P1").unwrap();
    let texts = |of: &carekpi_model::Spell| (of.began().to_string(), of.ended().map(|at| at.to_string()));
    let spells: Vec<_> = child.spells(kind("missing-episode")).iter().map(texts).collect();
    let expected = [
        ("2026-01-12 22:40", Some("2026-01-14 06:05")),
        // Midnight counts as missing after a day, but not in a column of its own.
        ("2026-01-20", Some("2026-01-21 00:00")),
        ("2026-02-02 21:30", None),
        ("2026-02-03", Some("2026-02-04")),
        ("2026-02-05", Some("2026-02-06")),
        ("2026-02-08", Some("2026-02-09 00:00")),
        ("2026-02-10", None),
    ];
    assert_eq!(spells, expected.map(|(began, ended)| (began.to_owned(), ended.map(str::to_owned))));
    // No column with times is named.
    let interviews = child.events(kind("return-interview"));
    assert!(interviews.moments().map(|at| at.to_string()).eq(["2026-01-15"]));
    let found = extract.findings.iter().filter(|finding| finding.line.is_some());
    assert_eq!(
        found.map(ToString::to_string).collect::<Vec<_>>(),
        [
            "missing-episode line 5 start_time (M4): \"2026-02-03 21:30Z\" is not a time of day; read as missing",
            "missing-episode line 5 end_time (M4): \"half past six\" is not a time of day; read as missing",
            "missing-episode line 6 end_time (M5): \"2026-02-07 08:00\" is of another day; read as missing",
            "missing-episode line 8 end_time (M7): \"08:00\" is a time without a day; read as missing",
        ]
    );
}

proptest! {
    #[test]
    fn every_row_is_kept_or_set_aside_and_the_order_of_rows_changes_nothing(
        rows in vec((text(), text(), text()), 0..12),
        again in vec(any::<Index>(), 0..3),
        turn in any::<Index>(),
    ) {
        // Of rows with one identifier that differ, the first is kept. These are the same.
        let mut rows: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(number, (person, one, other))| format!("M{number},{person},{one},{other}\n"))
            .collect();
        if !rows.is_empty() {
            let again: Vec<String> = again.iter().map(|at| at.get(&rows).clone()).collect();
            rows.extend(again);
        }
        let read = |rows: &[String]| {
            let missing = format!("missing id,person,went,returned\n{}", rows.concat());
            let interviews = format!("interview_id,person,held on,seen\n{}", rows.concat());
            let files = [PERSONS, ("local_missing.csv", &*missing), ("local_interviews.csv", &*interviews)];
            reader(MAPPING).from_files(files).unwrap()
        };
        let extract = read(&rows);
        let mut set_aside = 0;
        for table in [Table::OwnSpells(kind("missing-episode")), Table::OwnEvents(kind("return-interview"))] {
            let counts = extract.rows_of(table);
            prop_assert_eq!(counts.read, u64::try_from(rows.len()).unwrap());
            prop_assert_eq!(counts.read, counts.kept + counts.set_aside);
            set_aside += counts.set_aside;
        }
        let found = extract.counts();
        let not_held = found.get(&FindingKind::NotHeld).copied().unwrap_or(0);
        let errors = extract.count(carekpi_ssd::Severity::Error) + not_held;
        prop_assert_eq!(u64::try_from(errors).unwrap(), set_aside);

        let mut turned = rows;
        let len = turned.len().max(1);
        turned.rotate_left(turn.index(len));
        turned.reverse();
        let other = read(&turned);
        prop_assert_eq!(other.counts(), found);
        for child in extract.caseload.children() {
            let other = other.caseload.find(child.id()).unwrap();
            let events = |child: carekpi_model::Child<'_>| child.events(kind("return-interview")).iter().map(|(date, seen, id)| {
                (date, seen, child.text(id).to_owned())
            }).collect::<Vec<_>>();
            prop_assert_eq!(events(child), events(other));
            let spells = |child: carekpi_model::Child<'_>| child.spells(kind("missing-episode")).iter().map(|spell| {
                (spell.start, spell.end, child.text(spell.id).to_owned())
            }).collect::<Vec<_>>();
            prop_assert_eq!(spells(child), spells(other));
        }
    }
}

/// A cell: a person, a day in some form, an answer, or nothing of sense.
fn text() -> impl Strategy<Value = &'static str> {
    select(vec![
        "P1",
        "P1",
        "P2",
        "P9",
        "",
        "2026-01-12",
        "2026-01-14",
        "13/01/2026",
        "14/01/2026 10:30",
        "soon",
        "Y",
        "N",
        "9999-12-31",
    ])
}
