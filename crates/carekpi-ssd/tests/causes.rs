//! Findings by cause, columns that are missing, and areas.

use carekpi_model::{EventKind, RecordKind};
use carekpi_ssd::{Cause, Extract, FindingKind, ReadError, Severity, Table};

fn read(files: &[(&str, &str)]) -> Result<Extract, ReadError> {
    let person = ("ssd_person", "pers_person_id,pers_dob\nP1,2015-06-01\nP2,2015-06-01\n");
    let has_persons = files.iter().any(|(name, _)| *name == "ssd_person");
    let files = (!has_persons).then_some(&person).into_iter().chain(files);
    Extract::from_files(files.map(|(name, text)| (format!("{name}.csv"), *text)))
}

/// The causes about rows of a table.
fn about_rows(extract: &Extract, table: Table) -> Vec<Cause> {
    extract.causes().into_iter().filter(|cause| cause.table == Some(table) && !cause.places.is_empty()).collect()
}

#[test]
fn a_cause_is_one_kind_of_one_column_and_of_one_text_for_flags() {
    let header = "cppv_cp_visit_id,cppv_person_id,cppv_cp_visit_date,cppv_cp_visit_seen\n";
    let rows = "V1,P1,2026-01-05,U\nV2,P1,2026-01-06,u\nV3,P8,2026-01-07,Y\nV4,P9,2026-01-08,Y\nV5,P1,2026-01-09,U\n\
                V6,P7,2026-01-12,\nV7,P9,2026-01-13,\nV8,P1,soon,\n,P1,later,\n";
    let extract = read(&[("ssd_cp_visits", &format!("{header}{rows}"))]).unwrap();
    let causes = about_rows(&extract, Table::CpVisits);
    let summary = |cause: &Cause| {
        let lines: Vec<u64> = cause.places.iter().map(|place| place.line).collect();
        (cause.kind, cause.column.clone().unwrap(), cause.count, lines, cause.identifiers.join(" "))
    };
    let expected = [
        (FindingKind::PersonUnknown, "cppv_person_id", 4, vec![4, 5, 7], "V3 V4 V6"),
        (FindingKind::DateUnreadable, "cppv_cp_visit_date", 2, vec![9, 10], "V8"),
        (FindingKind::CodeUnknown, "cppv_cp_visit_seen", 2, vec![2, 6], "V1 V5"),
        (FindingKind::CodeUnknown, "cppv_cp_visit_seen", 1, vec![3], "V2"),
    ];
    let expected = expected.map(|(kind, column, count, lines, identifiers)| {
        (kind, column.to_owned(), count, lines, identifiers.to_owned())
    });
    assert_eq!(causes.iter().map(summary).collect::<Vec<_>>(), expected);
    let visits = RecordKind::Event(EventKind::ProtectionVisit);
    let seen = RecordKind::VisitSeen(EventKind::ProtectionVisit);
    assert!(causes.iter().all(|cause| match cause.kind {
        FindingKind::CodeUnknown => *cause.records == [seen],
        _ => cause.records.contains(&visits),
    }));
    let messages: Vec<(&str, bool)> =
        causes.iter().map(|cause| (cause.message.as_str(), cause.is_same_message)).collect();
    assert_eq!(
        messages,
        [
            ("\"P7\" is not a known person; row set aside", false),
            ("\"later\" is not a date; row set aside", false),
            ("\"U\" is neither yes nor no; read as unknown", true),
            ("\"u\" is neither yes nor no; read as unknown", true),
        ]
    );
    assert_eq!(causes.iter().map(|cause| cause.count).sum::<usize>(), 9);
    assert_eq!(
        causes[0].to_string(),
        "ssd_cp_visits cppv_person_id: 4 rows: \"P7\" is not a known person; row set aside; lines 4 (V3), 5 (V4), 7 (V6), ..."
    );
}

#[test]
fn causes_do_not_depend_on_the_order_of_the_rows() {
    let rows = [
        "V1,P1,2026-01-05,U",
        "V2,P8,2026-01-05,",
        "V3,P9,2026-01-05,",
        "V4,P1,,",
        "V5,P7,2026-01-05,",
        "V6,P6,2026-01-05,",
    ];
    let header = "cppv_cp_visit_id,cppv_person_id,cppv_cp_visit_date,cppv_cp_visit_seen";
    let causes = |rows: &[&str]| -> Vec<Cause> {
        let extract = read(&[("ssd_cp_visits", &format!("{header}\n{}\n", rows.join("\n")))]).unwrap();
        let mut causes = extract.causes();
        causes.iter_mut().for_each(|cause| cause.places.clear());
        causes
    };
    let expected = causes(&rows);
    for turn in 0..rows.len() {
        let mut turned = rows;
        turned.rotate_left(turn);
        assert_eq!(causes(&turned), expected);
        turned.reverse();
        assert_eq!(causes(&turned), expected);
    }
}

#[test]
fn a_column_that_is_missing_is_one_finding() {
    let files = [
        (
            "ssd_cp_plans",
            "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\nCP1,P1,2026-01-05\nCP2,P1,2026-01-06\n",
        ),
        ("ssd_cp_visits", "cppv_cp_visit_id,cppv_cp_plan_id,cppv_cp_visit_date\nV1,CP1,2026-01-05\n"),
    ];
    let extract = read(&files).unwrap();
    let absent = |table: Table| -> Vec<(FindingKind, Severity, &str, Vec<RecordKind>)> {
        let columns = extract.findings.iter().filter(|finding| finding.table == Some(table) && finding.line.is_none());
        columns
            .map(|finding| {
                (finding.kind, finding.severity(), finding.column.as_deref().unwrap(), finding.records().into())
            })
            .collect()
    };
    let (warning, information) =
        ((FindingKind::ColumnAbsent, Severity::Warning), (FindingKind::ColumnSpare, Severity::Information));
    assert_eq!(
        absent(Table::CpPlans),
        [
            (warning.0, warning.1, "cppl_cp_plan_end_date", vec![RecordKind::ProtectionPlan]),
            (information.0, information.1, "cppl_cp_plan_ola", vec![]),
        ]
    );
    assert_eq!(
        absent(Table::CpVisits),
        [
            (information.0, information.1, "cppv_person_id", vec![]),
            (warning.0, warning.1, "cppv_cp_visit_seen", vec![RecordKind::VisitSeen(EventKind::ProtectionVisit)]),
        ]
    );
    let ola = extract.findings.iter().find(|finding| finding.column.as_deref() == Some("cppl_cp_plan_ola")).unwrap();
    assert_eq!(ola.message, "the column is missing; every plan is read as this authority's");
}

#[test]
fn a_column_with_nearly_the_name_is_asked_about() {
    let plans = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_enddate\nCP1,P1,2026-01-05,\n";
    let extract = read(&[("ssd_cp_plans", plans)]).unwrap();
    let end = extract.findings.iter().find(|finding| finding.column.as_deref() == Some("cppl_cp_plan_end_date"));
    assert_eq!(end.unwrap().message, "the column is missing; read as blank; did you mean cppl_cp_plan_enddate?");
}

#[test]
fn columns_of_care_leavers_that_other_tables_replace() {
    let leavers = "clea_table_id,clea_person_id,clea_care_leaver_eligibility\nL1,P1,Eligible\n";
    let spare = |others: &[(&str, &str)]| {
        let files: Vec<_> = others.iter().copied().chain([("ssd_care_leavers", leavers)]).collect();
        let extract = read(&files).unwrap();
        let of = |kind| extract.findings.iter().filter(move |finding| finding.kind == kind);
        let of_leavers = |kind| of(kind).filter(|finding| finding.table == Some(Table::CareLeavers)).count();
        (of_leavers(FindingKind::ColumnAbsent), of_leavers(FindingKind::ColumnSpare))
    };
    assert_eq!(spare(&[]), (5, 2));
    let statuses = ("local_care_leaver_statuses", "status_id,person_id,recorded_date\n");
    assert_eq!(spare(&[statuses]), (1, 6));
    let plans = ("local_pathway_plans", "pathway_plan_id,person_id,pathway_plan_date\n");
    assert_eq!(spare(&[statuses, plans]), (0, 7));
}

#[test]
fn one_area_is_expected() {
    let population = |rows: &str| {
        read(&[("local_population", &format!("area,reference_date,published_date,population_0_17\n{rows}"))])
    };
    // In any case; blank is none.
    let extract = population(
        "Érewhon,,2025-07-30,52000\n,,2024-07-30,51000\nÉREWHON ,,2023-07-30,50000\nNULL,,2022-07-30,50000\n",
    );
    assert_eq!(extract.unwrap().rows_of(Table::Population).kept, 4);
    // A row that is set aside counts too.
    let error =
        population(",,2021-07-30,1\nNorth,,2025-07-30,52000\nnorth,,2024-07-30,1\nSouth,,soon,1\nEast,,2024-07-30,1\n");
    let error = error.unwrap_err().to_string();
    assert_eq!(
        error,
        "local_population.csv: the areas differ: \"North\" on line 3, \"South\" on line 5; expected one area"
    );
}

#[test]
fn placeholders_are_missing_in_every_column() {
    let extract = read(&[
        (
            "ssd_person",
            "pers_person_id,pers_dob,pers_expected_dob,pers_death_date\nP1,1949-12-31,1900-01-01,1900-01-01\n\
             P2,1950-01-01,,9999-12-31\n",
        ),
        (
            "ssd_cin_assessments",
            "cina_assessment_id,cina_person_id,cina_assessment_start_date,cina_assessment_auth_date\n\
             A1,P1,1900-01-01,1899-12-31\n",
        ),
        (
            "ssd_cla_episodes",
            "clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,\
             clae_entered_care_date\nE1,P1,K1,2026-01-05,1900-01-01,1900-01-01\n",
        ),
        ("local_core_groups", "core_group_id,person_id,core_group_date\nG1,P1,1900-01-01\nG2,P9,1900-01-01\n"),
        ("local_care_leaver_spells", "spell_id,person_id,start_date\nS1,P1,1900-01-01\n"),
        (
            "local_population",
            "reference_date,published_date,population_0_17\n1900-01-01,2025-07-30,52000\n2024-06-30,1900-01-01,1\n",
        ),
    ])
    .unwrap();
    let child = |id| extract.caseload.find(id).unwrap();
    assert_eq!((child("P1").born(), child("P1").expected(), child("P1").died()), (None, None, None));
    assert_eq!((child("P2").born().unwrap().to_string(), child("P2").died()), ("1950-01-01".to_owned(), None));
    let assessment = child("P1").assessments()[0];
    assert_eq!((assessment.start, assessment.end), (None, None));
    let period = child("P1").periods_of_care()[0];
    assert_eq!((period.start.to_string(), period.end), ("2026-01-05".to_owned(), None));
    let kinds = |table| -> Vec<(u64, FindingKind)> {
        let of_table = extract.findings.iter().filter(|finding| finding.table == Some(table));
        of_table.filter_map(|finding| Some((finding.line?, finding.kind))).collect()
    };
    let placeholder = FindingKind::DatePlaceholder;
    assert_eq!(kinds(Table::Person), [(2, placeholder), (2, placeholder), (2, placeholder), (3, FindingKind::EndOpen)]);
    assert_eq!(kinds(Table::CinAssessments), [(2, placeholder), (2, placeholder)]);
    assert_eq!(kinds(Table::ClaEpisodes), [(2, placeholder), (2, placeholder)]);
    // One finding for what has not been held; and the person comes first.
    assert_eq!(kinds(Table::CoreGroups), [(2, FindingKind::NotHeld), (3, FindingKind::PersonUnknown)]);
    // And one for a date without which the row is set aside. Each names the value.
    assert_eq!(kinds(Table::CareLeaverSpells), [(2, FindingKind::DateMissing)]);
    assert_eq!(kinds(Table::Population), [(2, placeholder), (3, FindingKind::DateMissing)]);
    let set_aside = [FindingKind::DateMissing, FindingKind::NotHeld];
    for finding in extract.findings.iter().filter(|finding| set_aside.contains(&finding.kind)) {
        assert!(finding.message.starts_with("\"1"), "{finding}");
    }
}

#[test]
fn populations_that_make_no_rate_or_two() {
    let header = "reference_date,published_date,population_0_17\n";
    let found = |rows: &str| -> Vec<String> {
        let extract = read(&[("local_population", &format!("{header}{rows}"))]).unwrap();
        let of_table = extract.causes().into_iter().filter(|cause| cause.table == Some(Table::Population));
        of_table.filter(|cause| cause.column.as_deref() != Some("area")).map(|cause| cause.to_string()).collect()
    };
    let place = "local_population population_0_17: 1 row: ";
    let conflict =
        "the estimates for 2024-06-30 published on 2025-07-30 differ: 51000, 52000; the greatest, 52000, is used";
    assert_eq!(
        found("2024-06-30,2025-07-30,52000\n2024-06-30,2025-07-30,51000\n2024-06-30,2025-07-30,52000\n"),
        [format!("{place}{conflict}; line 4")]
    );
    assert_eq!(
        found(",2025-07-30,0\n,2025-07-30,00\n"),
        [format!("{place}the population is 0; there is no rate; line 3")]
    );
    // The same number twice, another edition, a row that is set aside.
    assert_eq!(
        found("2024-06-30,2025-07-30,52000\n2024-06-30,2025-07-30,52000\n2024-06-30,2025-11-30,51000\n"),
        [""; 0]
    );
    assert_eq!(found("2024-06-30,2025-07-30,52000\n2024-06-30,2025-07-30,none\n").len(), 1);
}
