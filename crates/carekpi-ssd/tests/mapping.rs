//! Extracts that are read with a mapping.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_ssd::{Extract, FindingKind, Mapping, ReadError, Tables, rows};

const PERSONS: &str = "pers_person_id,pers_dob\nP1,2015-06-01\n";

fn mapping(text: &str) -> Mapping {
    Mapping::from_toml(text, "m.toml").unwrap()
}

fn read(mapping: &Mapping, plans: &str) -> Result<Extract, ReadError> {
    Extract::reader().mapping(mapping).from_files([("ssd_person.csv", PERSONS), ("ssd_cp_plans.csv", plans)])
}

fn ends(extract: &Extract) -> Vec<Option<String>> {
    let child = extract.caseload.find("P1").unwrap();
    child.protection_plans().iter().map(|plan| plan.end.map(|end| end.to_string())).collect()
}

#[test]
fn their_column_goes_before_ours() {
    let mapping = mapping("[columns.ssd_cp_plans]\ncppl_cp_plan_end_date = \" Registration End \"\n");
    let header = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,REGISTRATION END\n";
    let plans = format!("{header}CP1,P1,2025-01-06,2025-02-03,2025-03-03\n");
    let extract = read(&mapping, &plans).unwrap();
    assert_eq!(ends(&extract), [Some("2025-03-03".to_owned())]);
    let ignored = extract.findings.iter().find(|finding| finding.kind == FindingKind::ColumnIgnored).unwrap();
    assert_eq!(ignored.column.as_deref(), Some("cppl_cp_plan_end_date"));

    let twice =
        read(&mapping, "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,registration end,REGISTRATION END\n");
    assert!(matches!(twice, Err(ReadError::ColumnTwice { .. })), "{twice:?}");
}

#[test]
fn a_required_column_may_be_mapped() {
    let mapping = mapping(
        "[columns.ssd_cp_plans]\ncppl_person_id = \"child\"\ncppl_cp_plan_id = \"plan\"\ncppl_cp_plan_start_date = \"from\"\n",
    );
    let extract = read(&mapping, "PLAN,CHILD,FROM\nCP1,P1,2025-01-06\n").unwrap();
    assert_eq!(ends(&extract), [None]);
}

#[test]
fn a_column_that_the_file_does_not_have_is_an_error_of_the_mapping() {
    let mapping = mapping("# ours\n[columns.ssd_cp_plans]\ncppl_cp_plan_end_date = \"registration_end\"\n");
    let error =
        read(&mapping, "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,end\nCP1,P1,2025-01-06,\n").unwrap_err();
    let ReadError::Mapping(wrong) = &error else { panic!("{error}") };
    assert_eq!(wrong.line, 3);
    assert_eq!(
        error.to_string(),
        "m.toml line 3: cppl_cp_plan_end_date = \"registration_end\": ssd_cp_plans.csv has no column \"registration_end\"; its \
         columns are cppl_cp_plan_id, cppl_person_id, cppl_cp_plan_start_date, end"
    );
    // Where the table is absent, nothing is missed.
    let alone = Extract::reader().mapping(&mapping).from_files([("ssd_person.csv", PERSONS)]);
    assert_eq!(alone.unwrap().caseload.len(), 1);
    // A later mapping that names another column is the one that is applied.
    let later = self::mapping("[columns.ssd_cp_plans]\ncppl_cp_plan_end_date = \"end\"\n");
    let reader = Extract::reader().mapping(&mapping).mapping(&later);
    let plans = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,end\nCP1,P1,2025-01-06,2025-02-03\n";
    let extract = reader.from_files([("ssd_person.csv", PERSONS), ("ssd_cp_plans.csv", plans)]).unwrap();
    assert_eq!(ends(&extract), [Some("2025-02-03".to_owned())]);
}

#[test]
fn values_are_mapped_before_anything_else() {
    let mapping = mapping(
        "[values.ssd_cp_plans.cppl_cp_plan_end_date]\n\"still open\" = \"NULL\"\n\"null\" = \"2025-02-03\"\n\
         [values.ssd_cp_plans.cppl_cp_plan_start_date]\n\"\" = \"6/1/2025\"\n\"12/25/2025\" = \"25/12/2025\"\n\
         [values.ssd_cp_plans.cppl_person_id]\nchild = \"P1\"\n",
    );
    let header = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\n";
    let plans = format!("{header}A, Child ,,Still Open\nB,P1,  ,NULL\nC,P1,12/25/2025,\nD,P1,12/05/2026,\n");
    let extract = read(&mapping, &plans).unwrap();
    assert_eq!(ends(&extract), [None, Some("2025-02-03".to_owned()), None, None]);
    assert_eq!(extract.rows_of(carekpi_ssd::Table::CpPlans).kept, 4);
}

#[test]
fn a_column_that_the_file_lacks_has_its_blanks_mapped() {
    let mapping = mapping("[values.ssd_cp_plans.cppl_cp_plan_end_date]\n\"\" = \"2025-02-03\"\n");
    let plans = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\nA,P1,2025-01-06\n\"B\",P1,6/1/2025\n";
    let extract = read(&mapping, plans).unwrap();
    assert_eq!(ends(&extract), [(); 2].map(|()| Some("2025-02-03".to_owned())));
    assert!(extract.findings.iter().all(|finding| finding.kind != FindingKind::ValueUnused));
}

#[test]
fn rows_in_memory_have_their_values_mapped() {
    let mapping = mapping("[columns.ssd_person]\npers_dob = \"born\"\n[values.ssd_person.pers_sex]\nGirl = \"F\"\n");
    let mut tables = Tables::default();
    for (id, sex) in [("P1", "GIRL"), ("P2", "girls")] {
        tables.person.push(rows::Person { pers_person_id: id.into(), pers_sex: sex.into(), ..Default::default() });
    }
    let extract = Extract::reader().mapping(&mapping).from_rows(&tables).unwrap();
    assert_eq!(["P1", "P2"].map(|id| extract.caseload.find(id).unwrap().sex()), ["F", "girls"]);
}

#[test]
fn one_column_of_theirs_for_two_of_ours_is_a_finding_with_its_line() {
    let shared = |text: &str| -> Vec<String> {
        let extract = read(
            &mapping(text),
            "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,from\nCP1,P1,2025-01-06,,2025-01-06\n",
        );
        let shared = extract.unwrap().findings;
        shared.iter().filter(|one| one.kind == FindingKind::ColumnShared).map(ToString::to_string).collect()
    };
    assert_eq!(
        shared("[columns.ssd_cp_plans]\ncppl_cp_plan_end_date = \"cppl_cp_plan_start_date\"\n"),
        [
            "ssd_cp_plans cppl_cp_plan_end_date: m.toml line 2: the mapping reads it from the same column of the file as \
          cppl_cp_plan_start_date, \"cppl_cp_plan_start_date\""
        ]
    );
    let both = shared("[columns.ssd_cp_plans]\ncppl_cp_plan_start_date = \"from\"\ncppl_cp_plan_end_date = \"FROM\"\n");
    assert!(
        both.len() == 1 && both[0].contains("m.toml line 3") && both[0].contains("as cppl_cp_plan_start_date"),
        "{both:?}"
    );
    assert_eq!(shared("[columns.ssd_cp_plans]\ncppl_cp_plan_start_date = \"from\"\n"), [""; 0]);
}

#[test]
fn a_value_that_no_row_has_is_information() {
    let mapping =
        mapping("[values.ssd_cp_plans.cppl_cp_plan_ola]\n\"Ja\" = \"Y\"\n\"Nein \" = \"N\"\n\"jein\" = \"\"\n");
    let unused = |extract: &Extract| -> Vec<String> {
        let unused = extract.causes().into_iter().filter(|cause| cause.kind == FindingKind::ValueUnused);
        unused.map(|cause| cause.to_string()).collect()
    };
    let header = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_ola\n";
    let extract = read(&mapping, &format!("{header}CP1,P1,2025-01-06,JEIN\n")).unwrap();
    let expected = ["Ja", "Nein "]
        .map(|value| format!("ssd_cp_plans cppl_cp_plan_ola: no row has \"{value}\", which the mapping names"));
    assert_eq!(unused(&extract), expected);
    assert_eq!(FindingKind::ValueUnused.severity(), carekpi_ssd::Severity::Information);
    // So it is for rows in memory.
    let mut tables = Tables::default();
    tables.person.push(rows::Person { pers_person_id: "P1".into(), ..Default::default() });
    tables.cp_plans.push(rows::CpPlan { cppl_cp_plan_ola: "jein".into(), ..Default::default() });
    assert_eq!(unused(&Extract::reader().mapping(&mapping).from_rows(&tables).unwrap()), expected);
}
