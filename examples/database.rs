//! Rows from a database: read the tables of the Standard Safeguarding Dataset with SQL, without CSV files. SQLite is the database
//! here; other databases work in the same way.
//!
//! Run it with `cargo run -p carekpi-examples --example database`.

use std::error::Error;

use carekpi::ssd::{Extract, Table, Tables};
use carekpi::{Definitions, WorkingCalendar};
use rusqlite::Connection;
use rusqlite::types::Value;
use serde::Deserialize as _;
use serde_json::Map;

const DATABASE: &str = "
    create table ssd_person (pers_person_id integer, pers_dob text);
    insert into ssd_person values (1, '2019-05-01'), (2, '2012-11-20');
    create table ssd_cp_plans (cppl_cp_plan_id text, cppl_person_id integer, cppl_cp_plan_start_date text,
        cppl_cp_plan_end_date text);
    insert into ssd_cp_plans values ('CP1', 1, '2026-01-12', null), ('CP2', 2, '2026-03-02', null),
        ('CP3', 7, '2026-03-02', null);
    create table ssd_cp_visits (cppv_cp_visit_id text, cppv_person_id integer, cppv_cp_visit_date text);
    insert into ssd_cp_visits values ('V1', 1, '2026-03-24'), ('V2', 2, '2026-03-05');
";

fn main() -> Result<(), Box<dyn Error>> {
    let database = Connection::open_in_memory()?;
    database.execute_batch(DATABASE)?;

    // A field for each table, with the name of the table without `ssd_` or `local_`, holds a list of rows.
    let mut tables = Map::new();
    let mut present = Vec::new();
    for table in Table::ALL {
        if database.table_exists(None, table.name())? {
            let name = table.name().trim_start_matches("ssd_").trim_start_matches("local_");
            tables.insert(name.to_owned(), rows(&database, *table)?.into());
            present.push(*table);
        }
    }
    let tables = serde_json::Value::from(tables);
    let extract = Extract::from_tables(&Tables::deserialize(&tables)?, present)?;

    // A row that can't be used is set aside, and a finding says why.
    for (table, counts) in extract.rows.iter().filter(|(_, counts)| counts.read > 0) {
        println!("{table}: {} rows read, {} set aside", counts.read, counts.set_aside);
    }
    for finding in extract.findings.iter().filter(|finding| finding.line.is_some()) {
        println!("{finding}");
    }
    let measurement = Definitions::default().over(&extract.caseload, &WorkingCalendar::england_and_wales());
    let scorecard = measurement.scorecard("2026-03-31".parse()?)?;

    // The figures go back to a table. Without a denominator there is no value.
    database.execute("create table kpi (indicator text, numerator integer, denominator integer, value real)", ())?;
    for result in scorecard.indicators() {
        let figure = result.figure;
        let value = figure.value().map(|value| value.number());
        let row = (
            result.info.id.clone(),
            i64::try_from(figure.numerator)?,
            figure.denominator.map(i64::try_from).transpose()?,
            value,
        );
        database.execute("insert into kpi values (?, ?, ?, ?)", row)?;
    }
    let visits: f64 =
        database.query_row("select value from kpi where indicator = 'cp-visits'", (), |row| row.get(0))?;
    println!("cp-visits: {visits} %");
    Ok(())
}

/// The rows of a table. Each is an object with a text for each column; a null is left out.
fn rows(database: &Connection, table: Table) -> Result<Vec<serde_json::Value>, rusqlite::Error> {
    let mut query = database.prepare(&format!("select * from {table}"))?;
    let columns: Vec<String> = query.column_names().map(str::to_owned).collect();
    let rows = query.query_map([], |row| {
        let mut cells = Map::new();
        for (place, column) in columns.iter().enumerate() {
            match row.get(place)? {
                Value::Text(text) => cells.insert(column.clone(), text.into()),
                Value::Integer(number) => cells.insert(column.clone(), number.to_string().into()),
                Value::Null | Value::Real(_) | Value::Blob(_) => None,
            };
        }
        Ok(cells.into())
    })?;
    rows.collect()
}
