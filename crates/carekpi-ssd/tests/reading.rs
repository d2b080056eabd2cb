//! Reading a folder: forms of values, rows that are set aside, findings, errors.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::fs;

use carekpi_model::{EventKind, RecordKind, Seen};
use carekpi_ssd::{Extract, FindingKind, ReadError, Severity, Table, Tables, rows};
use tempfile::TempDir;

/// A folder with these files, and persons P1 and P2 unless `ssd_person` is one of the files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let persons = "pers_person_id,pers_dob\nP1,2015-06-01\nP2,\n";
    fs::write(folder.path().join("ssd_person.csv"), persons).unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(format!("{name}.csv")), content).unwrap();
    }
    folder
}

fn read(files: &[(&str, &str)]) -> Extract {
    Extract::read_dir(folder(files).path()).unwrap()
}

/// The kinds of the findings about a table, with their lines.
fn kinds(extract: &Extract, table: Table) -> Vec<(u64, FindingKind)> {
    let of_table = extract.findings.iter().filter(|finding| finding.table == Some(table));
    of_table.filter_map(|finding| Some((finding.line?, finding.kind))).collect()
}

const PLANS: &str = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\n";

#[test]
fn every_form_of_a_value() {
    let rows = "\u{feff}cppl_cp_plan_end_date, cppl_person_id ,extra,cppl_cp_plan_id,cppl_cp_plan_start_date\r\n\
                NULL,P1,x,CP1,2025-01-06\r\n\
                ,P1,x,CP2,2025-01-06 00:00:00\r\n\
                9999-12-31,P1,x,CP3,06/01/2025\r\n\
                \" 2025-03-03T09:30:00.123 \",  P1  ,\"x,\ny\",\"CP\"\"4\",06/01/2025 09:30\r\n\
                \r\n\
                2098-12-31,P1,x,,2025-01-07\r\n";
    let extract = read(&[("ssd_cp_plans", rows)]);
    let child = extract.caseload.find("P1").unwrap();
    let plans: Vec<(&str, String, Option<String>)> = child
        .protection_plans()
        .iter()
        .map(|plan| (child.text(plan.id), plan.start.to_string(), plan.end.map(|end| end.to_string())))
        .collect();
    let start = || "2025-01-06".to_owned();
    assert_eq!(
        plans,
        [
            ("CP\"4", start(), Some("2025-03-03".to_owned())),
            ("CP1", start(), None),
            ("CP2", start(), None),
            ("CP3", start(), None),
            ("", "2025-01-07".to_owned(), Some("2098-12-31".to_owned())),
        ]
    );
    assert_eq!(kinds(&extract, Table::CpPlans), [(4, FindingKind::EndOpen)]);
    let account = extract.rows_of(Table::CpPlans);
    assert_eq!((account.read, account.kept, account.set_aside), (5, 5, 0));
    assert_eq!(extract.findings.iter().filter(|finding| finding.kind == FindingKind::ColumnIgnored).count(), 1);
}

#[test]
fn windows_1252_is_read_where_utf_8_is_not() {
    let folder = folder(&[]);
    fs::write(folder.path().join("ssd_person.csv"), b"pers_person_id,pers_ethnicity\nP\xE9,W\x80\n").unwrap();
    let extract = Extract::read_dir(folder.path()).unwrap();
    assert_eq!(extract.caseload.find("Pé").unwrap().ethnicity(), "W€");
}

#[test]
fn the_checks_in_their_order() {
    let rows = [
        ",2025-01-06,,",                   // 2: no person
        "NULL,nonsense,nonsense,CP0",      // 3: no person comes first
        "P9,nonsense,,CP0",                // 4: unknown person before the date
        "P1,,nonsense,CP0",                // 5: no date before the end
        "P1,2025-02-30,nonsense,CP0",      // 6: unreadable date
        "P1,2025-01-06,soon,CP0",          // 7: unreadable end
        "P1,2025-01-06,2025-01-05,CP0",    // 8: ends before it starts
        "P1,2025-01-06,2025-01-06,CP0",    // 9: kept
        "P1,2025-01-06,2025-01-06,CP0",    // 10: the same again
        "P2,2025-01-06,2025-01-06,CP0",    // 11: differs
        "P1,2025-01-06,2025-01-05,CP0",    // 12: its end is wrong before it repeats anything
        "P1,2025-01-06,,",                 // 13: a blank identifier
        "P1,2025-01-06,,NULL",             // 14: repeats nothing
        " P1 ,2025-01-06,2025-01-06, cp0", // 15: another identifier
    ];
    let header = "cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_id\n";
    let extract = read(&[("ssd_cp_plans", &format!("{header}{}\n", rows.join("\n")))]);
    assert_eq!(
        kinds(&extract, Table::CpPlans),
        [
            (2, FindingKind::PersonMissing),
            (3, FindingKind::PersonMissing),
            (4, FindingKind::PersonUnknown),
            (5, FindingKind::DateMissing),
            (6, FindingKind::DateUnreadable),
            (7, FindingKind::EndUnreadable),
            (8, FindingKind::EndBeforeStart),
            (10, FindingKind::RepeatExact),
            (11, FindingKind::RepeatConflicting),
            (12, FindingKind::EndBeforeStart),
        ]
    );
    let account = extract.rows_of(Table::CpPlans);
    assert_eq!((account.read, account.kept, account.set_aside), (14, 4, 10));
    assert_eq!(extract.count(Severity::Error), 10);
    let finding = extract.findings.iter().find(|finding| finding.kind == FindingKind::EndBeforeStart).unwrap();
    assert_eq!(
        finding.to_string(),
        "ssd_cp_plans line 8 cppl_cp_plan_end_date (CP0): the end, 2025-01-05, is before the start, 2025-01-06; row set aside"
    );
    assert_eq!(*finding.records(), [RecordKind::ProtectionPlan]);
}

#[test]
fn dates_that_may_be_unreadable_are_then_missing() {
    let extract = read(&[
        ("ssd_person", "pers_person_id,pers_dob,pers_death_date\nP1,1.6.2015,never\nP1,2015-06-01,\n,2015-06-01,\n"),
        (
            "ssd_cin_assessments",
            "cina_assessment_id,cina_person_id,cina_assessment_start_date,cina_assessment_auth_date\n\
          A1,P1,soon,2025-01-06\nA2,P1,2025-01-06,soon\nA3,P1,2025-01-06,2025-01-05\nA4,P1,,\n",
        ),
        (
            "ssd_cla_episodes",
            "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_entered_care_date\n\
          E1,P1,2025-01-06,soon\n",
        ),
        (
            "local_population",
            "published_date,population_0_17,reference_date\n2025-07-30,52000,soon\n\
          2025-07-30,52 000,\n,52000,\n2025-07-30,-1,\nsoon,52000,\n2025-07-30,+5,\n",
        ),
    ]);
    assert_eq!(
        kinds(&extract, Table::Person),
        [
            (2, FindingKind::DateIgnored),
            (2, FindingKind::DateIgnored),
            (3, FindingKind::RepeatConflicting),
            (4, FindingKind::PersonMissing)
        ]
    );
    assert_eq!(extract.caseload.find("P1").unwrap().born(), None);
    assert_eq!(
        kinds(&extract, Table::CinAssessments),
        [(2, FindingKind::DateIgnored), (3, FindingKind::EndUnreadable), (4, FindingKind::EndBeforeStart)]
    );
    assert_eq!(extract.caseload.find("P1").unwrap().assessments().len(), 2);
    assert_eq!(kinds(&extract, Table::ClaEpisodes), [(2, FindingKind::DateIgnored)]);
    assert_eq!(extract.caseload.find("P1").unwrap().periods_of_care().len(), 1);
    assert_eq!(
        kinds(&extract, Table::Population),
        [
            (2, FindingKind::DateIgnored),
            (3, FindingKind::NumberUnreadable),
            (4, FindingKind::DateMissing),
            (5, FindingKind::NumberUnreadable),
            (6, FindingKind::DateUnreadable),
            (7, FindingKind::NumberUnreadable),
        ]
    );
    assert_eq!(extract.caseload.population().estimates().len(), 1);
}

#[test]
fn persons_by_period_of_care() {
    let episodes = "clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_episode_start_date\n\
                    E1,P1,C1,2025-01-06\nE2,P2,C2,2025-01-06\nE3,P1,C3,2025-02-03\nE4,P2,C3,2025-02-03\n";
    let extract = read(&[
        ("ssd_cla_episodes", episodes),
        (
            "ssd_cla_placement",
            "clap_cla_placement_id,clap_cla_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type\n\
          PL1,C1,,2025-01-06,U4\nPL2,C1,P2,2025-01-06,U4\nPL3,C9,,2025-01-06,U4\nPL4,,,2025-01-06,U4\nPL5,C1,P9,2025-01-06,U4\n",
        ),
        (
            "ssd_cla_reviews",
            "clar_cla_review_id,clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\n\
          V1,C1,2025-02-03,N\nV2,C1,2025-02-10,Y\nV3,C3,2025-02-10,\nV4,,2025-02-10,\nV5,C2,2025-02-10,maybe\n",
        ),
    ]);
    let child = |id| extract.caseload.find(id).unwrap();
    let placements = |id| child(id).placements().iter().map(|one| child(id).text(one.id)).collect::<Vec<_>>();
    assert_eq!(placements("P1"), ["PL1"]);
    assert_eq!(placements("P2"), ["PL2"]);
    assert_eq!(
        kinds(&extract, Table::ClaPlacement),
        [(4, FindingKind::PersonUnknown), (5, FindingKind::PersonMissing), (6, FindingKind::PersonUnknown)]
    );
    assert_eq!(
        kinds(&extract, Table::ClaReviews),
        [(4, FindingKind::PersonUnknown), (5, FindingKind::PersonMissing), (6, FindingKind::CodeUnknown)]
    );
    assert_eq!(child("P1").events(EventKind::LookedAfterReview).len(), 1);
    assert_eq!(child("P2").events(EventKind::LookedAfterReview).len(), 1);
    // A cancelled review is a kept row that counts for nothing.
    assert_eq!(extract.rows_of(Table::ClaReviews).kept, 3);
    // Two persons never share a period.
    assert_eq!((child("P1").periods_of_care().len(), child("P2").periods_of_care().len()), (2, 2));
    assert!(
        read(&[(
            "ssd_cla_placement",
            "clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date\nPL1,P1,2025-01-06\n"
        )])
        .caseload
        .find("P1")
        .unwrap()
        .placements()
        .len()
            == 1
    );
}

#[test]
fn rows_become_records() {
    let extract = read(&[
        (
            "ssd_cla_health",
            "clah_health_check_id,clah_person_id,clah_health_check_type,clah_health_check_date,clah_health_check_status\n\
          H1,P1,Initial HEALTH ASSESSMENT,2025-01-06,\nH2,P1,Dental Check,2025-01-07,COMPLETED\nH3,P1,dental,2025-01-08,Refused\n\
          H4,P1,Immunisation,2025-01-09,Completed\n",
        ),
        (
            "ssd_cp_visits",
            "cppv_cp_visit_id,cppv_person_id,cppv_cp_visit_date,cppv_cp_visit_seen\n\
          V1,P1,2025-01-06,TRUE\nV2,P1,2025-01-07,no\nV3,P1,2025-01-08,?\n",
        ),
        (
            "ssd_cin_episodes",
            "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa,cine_close_date\n\
          R1,P1,2025-01-06,Y,\nR2,P1,2025-01-07,N,2025-02-03\n",
        ),
        (
            "ssd_involvements",
            "invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,\
          invo_involvement_start_date,invo_involvement_end_date,invo_person_id\nI1,W1,Social Worker,T7,2025-01-06,,P1\n",
        ),
        ("ssd_department", "dept_team_id,dept_team_name\nT7,CYPDS\nT7,Other\n"),
        ("ssd_disability", "disa_person_id,disa_disability_code\nP1,LD\nP1,LD\nP9,LD\n"),
    ]);
    let child = extract.caseload.find("P1").unwrap();
    let dates = |kind| child.events(kind).dates().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert!(dates(EventKind::HealthAssessment).is_empty() && dates(EventKind::DentalCheck).is_empty());
    let checks = child
        .health_checks()
        .iter()
        .map(|check| [check.kind, check.status].map(|code| extract.caseload.code_text(code)));
    let expected = [
        ["Initial HEALTH ASSESSMENT", ""],
        ["Dental Check", "COMPLETED"],
        ["dental", "Refused"],
        ["Immunisation", "Completed"],
    ];
    assert!(checks.eq(expected));
    assert_eq!(extract.rows_of(Table::ClaHealth).kept, 4);
    let seen: Vec<Seen> = child.events(EventKind::ProtectionVisit).iter().map(|(_, seen, _)| seen).collect();
    assert_eq!(seen, [Seen::Yes, Seen::No, Seen::Unknown]);
    let nfa: Vec<bool> = child.referrals().iter().map(|referral| referral.nfa).collect();
    assert_eq!(nfa, [true, false]);
    assert!(extract.caseload.teams_named(&["CYPDS".to_owned()]).contains(child.allocations()[0].team));
    assert!(!extract.caseload.teams_named(&["Other".to_owned()]).contains(child.allocations()[0].team));
    assert_eq!(kinds(&extract, Table::Department), [(3, FindingKind::RepeatConflicting)]);
    assert_eq!((child.disabilities().len(), extract.rows_of(Table::Disability).set_aside), (2, 1));
}

#[test]
fn care_leavers_without_and_with_the_supplement() {
    let leavers = "clea_table_id,clea_person_id,clea_care_leaver_in_touch,clea_care_leaver_latest_contact,\
                   clea_care_leaver_accom_suitable,clea_care_leaver_activity,clea_pathway_plan_review_date\n\
                   L1,P1,YES,2025-01-06,1,F1,2025-02-03\nL2,P2,NO,,0,G4,\n";
    let extract = read(&[("ssd_care_leavers", leavers)]);
    let child = |id| extract.caseload.find(id).unwrap();
    assert_eq!(child("P1").leaver_spells()[0].start, None);
    assert_eq!(child("P1").leaver_statuses()[0].recorded.unwrap().to_string(), "2025-01-06");
    assert_eq!(child("P1").leaver_statuses()[0].contact, child("P1").leaver_statuses()[0].recorded);
    assert_eq!(child("P2").leaver_statuses()[0].recorded, None);
    assert_eq!(child("P1").stated_pathway_plans().len(), 1);
    assert_eq!(child("P2").stated_pathway_plans().len(), 0);
    assert_eq!(extract.findings.iter().filter(|finding| finding.kind == FindingKind::LeaversUndated).count(), 1);

    let extract = read(&[
        ("ssd_care_leavers", leavers),
        ("local_care_leaver_spells", "spell_id,person_id,start_date\n"),
        ("local_care_leaver_statuses", "status_id,person_id,recorded_date\n"),
        ("local_pathway_plans", "pathway_plan_id,person_id,pathway_plan_date\n"),
    ]);
    let child = extract.caseload.find("P1").unwrap();
    assert!(child.leaver_spells().is_empty() && child.leaver_statuses().is_empty());
    assert!(child.stated_pathway_plans().is_empty() && child.events(EventKind::PathwayPlan).is_empty());
    assert_eq!(extract.rows_of(Table::CareLeavers).kept, 2);
    assert!(extract.findings.iter().all(|finding| finding.kind != FindingKind::LeaversUndated));
}

#[test]
fn rows_in_memory_without_the_supplement_have_care_leavers_too() {
    let mut tables = Tables::default();
    assert!(tables.is_empty());
    tables.person.push(rows::Person {
        pers_person_id: "P1".into(),
        pers_dob: "2005-06-01".into(),
        ..Default::default()
    });
    tables.care_leavers.push(rows::CareLeaver {
        clea_table_id: "L1".into(),
        clea_person_id: "P1".into(),
        clea_care_leaver_in_touch: "YES".into(),
        ..Default::default()
    });
    assert_eq!((tables.len(Table::CareLeavers), tables.len(Table::CpPlans), tables.is_empty()), (1, 0, false));
    let spells = |extract: &Extract| extract.caseload.find("P1").unwrap().leaver_spells().len();
    assert_eq!(spells(&Extract::from_rows(&tables).unwrap()), 1);
    // Where the table of spells is there and empty, there are none.
    assert_eq!(spells(&Extract::from_tables(&tables, Table::ALL.iter().copied()).unwrap()), 0);
    let nobody = Extract::from_rows(&Tables::default()).unwrap();
    assert!(nobody.caseload.is_empty() && nobody.findings.iter().all(|finding| finding.table != Some(Table::Person)));
}

#[test]
fn absent_tables_and_other_files_are_named() {
    let extract = read(&[("notes", "anything\n")]);
    let of = |code| extract.findings.iter().filter(move |finding| finding.kind == code);
    assert_eq!(of(FindingKind::TableAbsent).count() + of(FindingKind::TableSpare).count(), Table::ALL.len() - 1);
    let spare: Vec<_> = of(FindingKind::TableSpare).map(|finding| (finding.table, finding.records())).collect();
    assert_eq!(spare, [(Some(Table::Disability), Vec::new().into())]);
    let plans = extract.findings.iter().find(|finding| finding.table == Some(Table::CpPlans)).unwrap();
    assert_eq!(plans.message, "the table is missing; read as empty");
    assert_eq!((plans.records(), plans.severity()), (vec![RecordKind::ProtectionPlan].into(), Severity::Warning));
    let others = of(FindingKind::TableSpare).count() + of(FindingKind::FileIgnored).count();
    assert_eq!(others, 2);
    assert_eq!(extract.count(Severity::Information), others + of(FindingKind::ColumnSpare).count());
    assert!(extract.findings.last().unwrap().message.contains("notes.csv"));
    assert_eq!(extract.rows.len(), Table::ALL.len());
    assert_eq!(extract.rows.values().map(|account| account.read).sum::<u64>(), 2);
}

#[test]
fn errors_name_the_place() {
    assert!(matches!(Extract::read_dir("/no/such/folder"), Err(ReadError::NoFolder { .. })));
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(Extract::read_dir(empty.path()), Err(ReadError::NoPersons { .. })));
    let error = |content: &str| Extract::read_dir(folder(&[("ssd_cp_plans", content)]).path()).unwrap_err();
    assert!(matches!(error(""), ReadError::NoHeader { .. }));
    assert!(matches!(error("\n\n"), ReadError::NoHeader { .. }));
    let missing = error("\ncppl_cp_plan_id,cppl_cp_plan_start_date\n");
    assert!(matches!(missing, ReadError::NoColumn { line: 2, column: "cppl_person_id", .. }), "{missing}");
    let columns = error("cppl_cp_plan_id,cppl_persn_id,cppl_cp_plan_start_date\n");
    assert!(
        columns.to_string().ends_with("the column cppl_person_id is missing; did you mean cppl_persn_id?"),
        "{columns}"
    );
    let fields = error(&format!("{PLANS}CP1,P1,2025-01-06,\n\n\"C\nP2\",P1,2025-01-06,\nCP3,P1,2025-01-06\n"));
    let ReadError::FieldCount { line: 6, expected: 4, found: 3, column, .. } = &fields else { panic!("{fields}") };
    assert_eq!(column, "cppl_cp_plan_end_date");
    let fields = error(&format!("{PLANS}CP1,P1,2025-01-06,,\n"));
    assert!(matches!(fields, ReadError::FieldCount { line: 2, found: 5, .. }), "{fields}");
    assert!(fields.to_string().contains("ssd_cp_plans.csv line 2"), "{fields}");

    // Where a field ends can't be told: no row is lost in one that goes on to the end of the file.
    let quotes = error(&format!("{PLANS}CP1,P1,2025-01-06,\nCP2,P1,\"2025-01-06,\nCP3,P1,2025-01-06,\n"));
    let ReadError::Quotes { line: 3, column, .. } = &quotes else { panic!("{quotes}") };
    assert_eq!(column, "cppl_cp_plan_start_date");
    let quotes = error(&format!("{PLANS}\"CP\"1,P1,2025-01-06,\n"));
    assert!(matches!(quotes, ReadError::Quotes { line: 2, .. }), "{quotes}");
    assert!(
        quotes.to_string().ends_with("ssd_cp_plans.csv line 2, column cppl_cp_plan_id: text follows the closing quote"),
        "{quotes}"
    );
    let header = error("cppl_cp_plan_id,\"cppl_person_id\n");
    assert!(header.to_string().contains("line 1, column 2: "), "{header}");
}

#[test]
fn a_flag_that_is_neither_yes_nor_no_is_named() {
    let referrals = "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa\n";
    let rows = "R1,P1,2025-01-06,Y\nR2,P1,2025-01-07,N\nR3,P1,2025-01-08,\nR4,P1,2025-01-09,true\nR5,P1,2025-01-10,U\n";
    let extract = read(&[("ssd_cin_episodes", &format!("{referrals}{rows}"))]);
    assert_eq!(kinds(&extract, Table::CinEpisodes), [(6, FindingKind::CodeUnknown)]);
    let nfa: Vec<bool> = extract.caseload.find("P1").unwrap().referrals().iter().map(|one| one.nfa).collect();
    assert_eq!(nfa, [true, false, false, true, false]);
}

#[test]
fn columns_that_are_not_read_are_named_once() {
    let header = "cppl_cp_plan_id,cppl_person_id,Note,cppl_cp_plan_start_date,NOTE,,\n";
    let extract = read(&[("ssd_cp_plans", &format!("{header}CP1,P1,x,2025-01-06,y,,\n"))]);
    let ignored = extract.findings.iter().filter(|finding| finding.kind == FindingKind::ColumnIgnored);
    let ignored: Vec<_> = ignored.map(|finding| (finding.column.as_deref(), finding.message.as_str())).collect();
    let nameless = "column 6 has no name; it is not read";
    assert_eq!(ignored, [(Some("Note"), "the column is not read"), (None, nameless)]);
}

#[test]
fn a_row_with_other_fields_than_the_header_is_an_error() {
    for (row, expected) in [
        ("CP1,P1,2025-01-06", "the row has 3 fields, but the header has 4; see column cppl_cp_plan_end_date"),
        ("CP1,P1,2025-01-06,,", "the row has 5 fields, but the header has 4; see column cppl_cp_plan_end_date"),
    ] {
        let error = Extract::read_dir(folder(&[("ssd_cp_plans", &format!("{PLANS}{row}\n"))]).path()).unwrap_err();
        assert!(error.to_string().ends_with(expected), "{error}");
    }
}
