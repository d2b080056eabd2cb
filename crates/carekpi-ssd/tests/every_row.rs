//! Damaged extracts of all tables: every row is kept or set aside, and the order of the rows changes nothing.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_ssd::{Extract, FindingKind, Severity, Table, Tables};
use carekpi_synthetic::Synthetic;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::Deserialize as _;
use serde_json::Value;

/// The field of [`Tables`] with the rows of a table.
fn field(table: &Table) -> &str {
    table.name().trim_start_matches("ssd_").trim_start_matches("local_")
}

/// The rows of sixty children.
fn good() -> Value {
    let to = chrono::NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    serde_json::to_value(Tables::from(&Synthetic::new(60, 5, to).caseload())).unwrap()
}

/// The records, as rows. Teams are listed in the order in which they were read.
fn records(extract: &Extract) -> Tables<'_> {
    let mut tables = Tables::from(&extract.caseload);
    tables.department.sort_by(|one, other| one.dept_team_id.cmp(&other.dept_team_id));
    tables
}

#[test]
fn every_table_has_rows() {
    let tables = Tables::deserialize(good()).unwrap();
    let empty: Vec<Table> = Table::ALL.iter().copied().filter(|table| tables.len(*table) == 0).collect();
    assert_eq!(empty, [Table::CareLeavers]);
}

/// What is written into a column of all rows, or of one row.
#[derive(Clone, Debug)]
struct Damage {
    table: Table,
    column: Index,
    /// `None` for all rows.
    row: Option<Index>,
    text: &'static str,
}

fn damage() -> impl Strategy<Value = Damage> {
    let texts = vec![
        "",
        "NULL",
        "nonsense",
        "1900-01-01",
        "9999-12-31",
        "2026-01-05",
        "01/02/2024",
        "U",
        "yes",
        "P0000003",
        "P9",
        "3.0",
    ];
    (select(Table::ALL.to_vec()), any::<Index>(), proptest::option::weighted(0.8, any::<Index>()), select(texts))
        .prop_map(|(table, column, row, text)| Damage { table, column, row, text })
}

/// Damages rows. Identifiers stay, unless `identifiers` says otherwise.
fn apply(tables: &mut Value, damages: &[Damage], identifiers: bool) {
    for Damage { table, column, row, text } in damages {
        let rows = tables[field(table)].as_array_mut().unwrap();
        let Some(columns) = rows.first().map(|row| row.as_object().unwrap().keys().cloned().collect::<Vec<_>>()) else {
            continue;
        };
        // The areas of population estimates that differ are an error.
        let is_identifier = |column: &String| {
            column == "area"
                || (!identifiers
                    && column.ends_with("_id")
                    && !column.contains("person")
                    && !column.contains("referral"))
        };
        let column = column.get(&columns);
        if is_identifier(column) {
            continue;
        }
        let len = rows.len();
        match row {
            Some(row) => {
                if let Some(row) = rows.get_mut(row.index(len)) {
                    row[column] = (*text).into();
                }
            }
            None => rows.iter_mut().for_each(|row| row[column] = (*text).into()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_row_is_kept_or_set_aside(damages in vec(damage(), 0..12)) {
        let mut tables = good();
        apply(&mut tables, &damages, true);
        let tables = Tables::deserialize(&tables).unwrap();
        let extract = Extract::from_rows(&tables).unwrap();
        let mut set_aside = 0;
        for table in Table::ALL {
            let counts = extract.rows_of(*table);
            prop_assert_eq!(counts.read, u64::try_from(tables.len(*table)).unwrap());
            prop_assert_eq!(counts.read, counts.kept + counts.set_aside);
            set_aside += counts.set_aside;
        }
        let not_held = extract.counts().get(&FindingKind::NotHeld).copied().unwrap_or(0);
        prop_assert_eq!(u64::try_from(extract.count(Severity::Error) + not_held).unwrap(), set_aside);
        prop_assert_eq!(extract.causes().iter().map(|cause| cause.count).sum::<usize>(), extract.findings.len());
    }

    #[test]
    fn the_order_of_the_rows_changes_nothing(damages in vec(damage(), 0..8), turn in any::<Index>()) {
        let mut tables = good();
        apply(&mut tables, &damages, false);
        let one = Extract::from_rows(&Tables::deserialize(&tables).unwrap()).unwrap();
        for table in Table::ALL {
            let rows = tables[field(table)].as_array_mut().unwrap();
            let by = turn.index(rows.len().max(1));
            rows.rotate_left(by);
            rows.reverse();
        }
        let other = Extract::from_rows(&Tables::deserialize(&tables).unwrap()).unwrap();
        // Whichever of two rows with one identifier comes first is kept.
        prop_assume!(!one.counts().contains_key(&FindingKind::RepeatConflicting));
        prop_assert_eq!(&one.rows, &other.rows);
        prop_assert!(one.source_findings() == other.source_findings());
        prop_assert!(records(&one) == records(&other));
    }
}
