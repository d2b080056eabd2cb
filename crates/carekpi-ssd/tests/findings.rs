//! Findings are counted by kind, and can be written and read back.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_ssd::{Extract, Finding, FindingKind, Severity, Table, Tables, rows};

/// Three persons, one of them repeated, and plans of which most are wrong.
fn extract() -> Extract {
    let mut tables = Tables::default();
    for id in ["P1", "P2", "P2"] {
        tables.person.push(rows::Person {
            pers_person_id: id.into(),
            pers_dob: "1.1.2015".into(),
            ..Default::default()
        });
    }
    for (id, person, start, end) in [
        ("CP1", "P1", "2025-01-06", "9999-12-31"),
        ("CP2", "P9", "2025-01-06", ""),
        ("CP3", "", "2025-01-06", ""),
        ("CP4", "P1", "", ""),
        ("CP5", "P2", "2025-01-06", "2025-01-05"),
        ("CP6", "P2", "2025-01-06", "2025-01-05"),
    ] {
        tables.cp_plans.push(rows::CpPlan {
            cppl_cp_plan_id: id.into(),
            cppl_person_id: person.into(),
            cppl_cp_plan_start_date: start.into(),
            cppl_cp_plan_end_date: end.into(),
            ..Default::default()
        });
    }
    Extract::from_rows(&tables).unwrap()
}

#[test]
fn counts_add_up() {
    let extract = extract();
    let counts = extract.counts();
    assert_eq!(counts[&FindingKind::EndBeforeStart], 2);
    assert_eq!(counts[&FindingKind::DateIgnored], 2);
    assert_eq!(counts.get(&FindingKind::FileIgnored), None);
    assert_eq!(counts.values().sum::<usize>(), extract.findings.len());
    for severity in [Severity::Error, Severity::Warning, Severity::Information] {
        let of_severity = counts.iter().filter(|(code, _)| code.severity() == severity);
        assert_eq!(of_severity.map(|(_, count)| count).sum::<usize>(), extract.count(severity));
    }
    let set_aside: u64 = extract.rows.values().map(|account| account.set_aside).sum();
    assert_eq!(set_aside, 6);
    assert_eq!(extract.count(Severity::Error), 6);
}

#[test]
fn names_are_those_of_the_wire() {
    for code in FindingKind::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.name());
        assert_eq!(code.to_string(), code.name());
        let in_kebab_case: String =
            format!("{code:?}").chars().flat_map(|c| [c.is_uppercase().then_some('-'), Some(c)]).flatten().collect();
        assert_eq!(code.name(), in_kebab_case.trim_start_matches('-').to_lowercase());
    }
    assert!(FindingKind::ALL.is_sorted());
    assert_eq!(format!("[{:>12}]", FindingKind::EndOpen), "[    end-open]");
}

#[test]
fn findings_are_written_and_read_back() {
    let extract = extract();
    let written = serde_json::to_string(&extract.findings).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Finding>>(&written).unwrap(), extract.findings);

    let ends = extract.findings.iter().find(|finding| finding.kind == FindingKind::EndBeforeStart).unwrap();
    assert_eq!(
        serde_json::to_value(ends).unwrap(),
        serde_json::json!({
            "table": "ssd_cp_plans",
            "line": 5,
            "code": "end-before-start",
            "column": "cppl_cp_plan_end_date",
            "identifier": "CP5",
            "message": "the end, 2025-01-05, is before the start, 2025-01-06; row set aside",
        })
    );
    let absent = extract.findings.iter().find(|finding| finding.table == Some(Table::CpVisits)).unwrap();
    assert_eq!(serde_json::to_value(absent).unwrap()["line"], serde_json::Value::Null);
}
