//! An extract in a database gives the same result as the same extract in files.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_model::Caseload;
use carekpi_ssd::{Corruptor, Extract, FindingKind, Severity, Table, Tables, write_dir};
use carekpi_synthetic::Synthetic;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde::Deserialize as _;
use serde_json::{Map, Value};

/// The field of [`Tables`] with the rows of a table.
fn field(table: &Table) -> &str {
    table.name().trim_start_matches("ssd_").trim_start_matches("local_")
}

/// The columns and the rows of a table, as text.
fn texts(tables: &Value, table: Table) -> (Vec<String>, Vec<Vec<String>>) {
    let rows = tables[field(&table)].as_array().unwrap();
    let columns = rows.first().map(|row| row.as_object().unwrap().keys().cloned().collect());
    let cells = |row: &Value| row.as_object().unwrap().values().map(|cell| cell.as_str().unwrap().to_owned()).collect();
    (columns.unwrap_or_default(), rows.iter().map(cells).collect())
}

/// A database with the tables that have rows. Every column is text, and a blank value is null.
fn database(tables: &Tables<'_>) -> Connection {
    let tables = serde_json::to_value(tables).unwrap();
    let mut database = Connection::open_in_memory().unwrap();
    let transaction = database.transaction().unwrap();
    for table in Table::ALL {
        let (columns, rows) = texts(&tables, *table);
        if rows.is_empty() {
            continue;
        }
        let places = vec!["nullif(?, '')"; columns.len()].join(", ");
        transaction.execute(&format!("create table {table} ({} text)", columns.join(" text, ")), []).unwrap();
        let mut insert = transaction.prepare(&format!("insert into {table} values ({places})")).unwrap();
        for row in rows {
            insert.execute(rusqlite::params_from_iter(row)).unwrap();
        }
    }
    transaction.commit().unwrap();
    database
}

/// The rows of every table that the database has, by the names of their columns.
fn rows_of(database: &Connection) -> Value {
    let mut tables = Map::new();
    for table in Table::ALL {
        let Ok(mut query) = database.prepare(&format!("select * from {table} order by rowid")) else { continue };
        let columns: Vec<String> = query.column_names().map(str::to_owned).collect();
        let mut found = query.query([]).unwrap();
        let mut rows = Vec::new();
        while let Some(row) = found.next().unwrap() {
            let mut cells = Map::new();
            for (place, column) in columns.iter().enumerate() {
                // A null value is left out.
                if let ValueRef::Text(text) = row.get_ref(place).unwrap() {
                    cells.insert(column.clone(), std::str::from_utf8(text).unwrap().into());
                }
            }
            rows.push(Value::Object(cells));
        }
        tables.insert(field(table).to_owned(), rows.into());
    }
    Value::Object(tables)
}

fn caseload() -> Caseload {
    Synthetic::new(300, 5, chrono::NaiveDate::from_ymd_opt(2026, 3, 31).unwrap()).caseload()
}

/// The same rows, some of them damaged.
fn corrupted(tables: &Tables<'_>) -> Value {
    let tables = serde_json::to_value(tables).unwrap();
    let mut corrupted = Map::new();
    for table in Table::ALL {
        let (columns, rows) = texts(&tables, *table);
        let mut corruptor = Corruptor::new(50_000, 3, &columns.iter().map(String::as_str).collect::<Vec<_>>());
        let row = |cells: Vec<String>| -> Value {
            columns.iter().cloned().zip(cells.into_iter().map(Value::from)).collect::<Map<_, _>>().into()
        };
        let rows: Vec<Value> = rows.into_iter().flat_map(|cells| corruptor.row(cells)).map(row).collect();
        corrupted.insert(field(table).to_owned(), rows.into());
    }
    Value::Object(corrupted)
}

fn from_database(tables: &Tables<'_>) -> Extract {
    let rows = rows_of(&database(tables));
    Extract::from_rows(&Tables::deserialize(&rows).unwrap()).unwrap()
}

#[test]
fn a_database_makes_what_the_files_make() {
    let caseload = caseload();
    let tables = Tables::from(&caseload);
    let extract = from_database(&tables);
    assert_eq!(Tables::from(&extract.caseload), tables);

    let folder = tempfile::tempdir().unwrap();
    let present = Table::ALL.iter().copied().filter(|table| tables.len(*table) > 0);
    write_dir(folder.path(), &tables, present).unwrap();
    let from_files = Extract::read_dir(folder.path()).unwrap();
    assert_eq!(extract.rows, from_files.rows);
    assert_eq!(extract.findings, from_files.findings);
    assert_eq!(Tables::from(&from_files.caseload), tables);
}

#[test]
fn what_is_wrong_with_rows_is_found_in_a_database_too() {
    let caseload = caseload();
    let rows = corrupted(&Tables::from(&caseload));
    let tables = Tables::deserialize(&rows).unwrap();
    let (extract, from_memory) = (from_database(&tables), Extract::from_rows(&tables).unwrap());
    assert_eq!(extract.rows, from_memory.rows);
    assert_eq!(extract.findings, from_memory.findings);
    assert_eq!(Tables::from(&extract.caseload), Tables::from(&from_memory.caseload));

    let set_aside: u64 = extract.rows.values().map(|counts| counts.set_aside).sum();
    let counts = extract.counts();
    let not_held = counts[&FindingKind::NotHeld];
    assert_eq!(u64::try_from(extract.count(Severity::Error) + not_held).unwrap(), set_aside);
    for kind in [
        FindingKind::PersonMissing,
        FindingKind::PersonUnknown,
        FindingKind::DateUnreadable,
        FindingKind::EndBeforeStart,
        FindingKind::RepeatExact,
    ] {
        assert!(counts.contains_key(&kind), "{kind}");
    }
}
