//! Damaged extracts. Reading never panics, accounts for every row, and reads undamaged rows as before.

use std::fs;

use carekpi_ssd::{Extract, FindingKind, Severity, Table, Tables, rows, write_dir};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Twelve children, each with a plan, a visit and a core group.
fn good() -> Tables<'static> {
    let mut tables = Tables::default();
    for number in 0..12 {
        let (person, text) = (format!("P{number:02}"), |prefix: &str| format!("{prefix}{number}"));
        tables.person.push(rows::Person {
            pers_person_id: person.clone().into(),
            pers_dob: "2015-06-01".into(),
            ..Default::default()
        });
        tables.cp_plans.push(rows::CpPlan {
            cppl_cp_plan_id: text("CP").into(),
            cppl_person_id: person.clone().into(),
            cppl_cp_plan_start_date: "2026-01-05".into(),
            ..Default::default()
        });
        tables.cp_visits.push(rows::CpVisit {
            cppv_cp_visit_id: text("V").into(),
            cppv_person_id: person.clone().into(),
            cppv_cp_visit_date: "2026-03-23".into(),
            cppv_cp_visit_seen: "Y".into(),
            ..Default::default()
        });
        tables.core_groups.push(rows::CoreGroup {
            core_group_id: text("G").into(),
            person_id: person.into(),
            core_group_date: "2026-02-18".into(),
        });
    }
    tables
}

/// The records of one child, as text.
fn child(extract: &Extract, id: &str) -> String {
    let Some(child) = extract.caseload.find(id) else { return "nobody".to_owned() };
    let plans: Vec<_> =
        child.protection_plans().iter().map(|plan| (child.text(plan.id), plan.start, plan.end)).collect();
    let events: Vec<_> = carekpi_model::EventKind::ALL
        .iter()
        .flat_map(|kind| {
            child.events(*kind).iter().map(|(date, seen, id)| (*kind, date, seen, child.text(id).to_owned()))
        })
        .collect();
    format!("{:?} {plans:?} {events:?}", child.born())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_row_is_accounted_for_and_the_others_are_as_they_were(
        damage in vec((0_usize..48, 0_usize..4, select(vec!["", "NULL", "nonsense", "2026-02-30", "P00", "P99", "CP3", "9999-12-31", "2099-01-01", "1900-01-01"])), 1..6),
    ) {
        let whole = Extract::from_rows(&good()).unwrap();
        let mut tables = good();
        let mut touched = std::collections::BTreeSet::new();
        for (row, column, value) in damage {
            let at = row % 12;
            touched.insert(at);
            let value = || value.into();
            match (row / 12, column) {
                (0, _) => tables.person[at].pers_dob = value(),
                (1, 0) => tables.cp_plans[at].cppl_cp_plan_id = value(),
                (1, 1) => tables.cp_plans[at].cppl_person_id = value(),
                (1, 2) => tables.cp_plans[at].cppl_cp_plan_start_date = value(),
                (1, _) => tables.cp_plans[at].cppl_cp_plan_end_date = value(),
                (2, 0) => tables.cp_visits[at].cppv_cp_visit_id = value(),
                (2, 1) => tables.cp_visits[at].cppv_person_id = value(),
                (2, _) => tables.cp_visits[at].cppv_cp_visit_date = value(),
                (_, 0) => tables.core_groups[at].core_group_id = value(),
                (_, 1) => tables.core_groups[at].person_id = value(),
                (_, _) => tables.core_groups[at].core_group_date = value(),
            }
        }
        let extract = Extract::from_rows(&tables).unwrap();
        let mut set_aside = 0;
        for (table, account) in &extract.rows {
            prop_assert_eq!(account.read, account.kept + account.set_aside);
            prop_assert_eq!(account.read, whole.rows_of(*table).read);
            set_aside += account.set_aside;
        }
        let not_held = extract.counts().get(&FindingKind::NotHeld).copied().unwrap_or(0);
        prop_assert_eq!(u64::try_from(extract.count(Severity::Error) + not_held).unwrap(), set_aside);
        // Damage can move a row to P00 and repeat the identifier of CP3, so those two children may change too.
        touched.extend([0, 3]);
        for number in (0..12).filter(|number| !touched.contains(number)) {
            let id = format!("P{number:02}");
            prop_assert_eq!(child(&extract, &id), child(&whole, &id));
        }
    }

    #[test]
    fn damaged_bytes_are_read_or_refused(
        file in select(vec!["ssd_person", "ssd_cp_plans", "ssd_cp_visits", "local_core_groups"]),
        damage in vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
        cut in proptest::option::of(any::<proptest::sample::Index>()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        write_dir(folder.path(), &good(), Table::ALL.iter().copied()).unwrap();
        let path = folder.path().join(format!("{file}.csv"));
        let mut bytes = fs::read(&path).unwrap();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        fs::write(&path, &bytes).unwrap();
        match Extract::read_dir(folder.path()) {
            Ok(extract) => {
                for account in extract.rows.values() {
                    prop_assert_eq!(account.read, account.kept + account.set_aside);
                }
            }
            Err(error) => prop_assert!(error.to_string().contains(&format!("{file}.csv")), "{}", error),
        }
    }
}

/// Rows of any text in some tables.
fn any_rows() -> impl Strategy<Value = Tables<'static>> {
    let text = || "[a-zA-Z0-9é€\"',;\n\r |=<>-]{0,8}".prop_map(|text| text.into());
    let person = (text(), text(), text()).prop_map(|(id, sex, dob)| rows::Person {
        pers_person_id: id,
        pers_sex: sex,
        pers_dob: dob,
        ..Default::default()
    });
    let spell = (text(), text(), text(), text()).prop_map(|(id, person, start, eligibility)| rows::CareLeaverSpell {
        spell_id: id,
        person_id: person,
        start_date: start,
        eligibility,
        ..Default::default()
    });
    (vec(person, 0..6), vec(spell, 0..6)).prop_map(|(person, care_leaver_spells)| Tables {
        person,
        care_leaver_spells,
        ..Default::default()
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(tables in any_rows()) {
        let folder = tempfile::tempdir().unwrap();
        write_dir(folder.path(), &tables, Table::ALL.iter().copied()).unwrap();
        prop_assert_eq!(Tables::read_dir(folder.path()).unwrap(), tables);
    }
}

#[test]
fn a_folder_and_its_rows_in_memory_make_the_same() {
    let folder = tempfile::tempdir().unwrap();
    write_dir(folder.path(), &good(), Table::ALL.iter().copied()).unwrap();
    let (read, made) = (Extract::read_dir(folder.path()).unwrap(), Extract::from_rows(&good()).unwrap());
    assert_eq!(read.rows, made.rows);
    for number in 0..12 {
        let id = format!("P{number:02}");
        assert_eq!(child(&read, &id), child(&made, &id));
    }
    assert!(Tables::read_dir("/no/such/folder").is_err());
}

#[test]
fn a_synthetic_caseload_comes_back_as_it_was() {
    let to = chrono::NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let caseload = carekpi_synthetic::Synthetic::new(300, 5, to).caseload();
    let written = Tables::from(&caseload);
    let extract = Extract::from_rows(&written).unwrap();
    assert_eq!(extract.count(Severity::Error), 0);
    assert_eq!(Tables::from(&extract.caseload), written);
}
