//! A usual row is read without most checks, in a block with others. Whatever the rows are, reading gives what the checks give.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_ssd::{Extract, ReadError, Table, Tables};
use carekpi_synthetic::Synthetic;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

/// A table: its name, its columns, and its rows.
type Rows = (String, Vec<String>, Vec<Vec<String>>);

/// The tables of some children.
fn tables(children: u32) -> Vec<Rows> {
    let to = chrono::NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let tables = serde_json::to_value(Tables::from(&Synthetic::new(children, 5, to).caseload())).unwrap();
    let rows = |table: &Table| {
        let name = table.name();
        let field = name.trim_start_matches("ssd_").trim_start_matches("local_");
        let rows = tables.get(field).and_then(Value::as_array).unwrap();
        let columns: Vec<String> =
            rows.first().map(|row| row.as_object().unwrap().keys().cloned().collect()).unwrap_or_default();
        let text = |cell: &Value| cell.as_str().unwrap().to_owned();
        (
            name.to_owned(),
            columns,
            rows.iter().map(|row| row.as_object().unwrap().values().map(text).collect()).collect(),
        )
    };
    Table::ALL.iter().map(rows).filter(|(_, columns, _)| !columns.is_empty()).collect()
}

/// How cells are written, and one more that is not read.
type Way = (fn(&str) -> String, &'static str);

/// Reads the tables, with every cell written in this way.
fn read(tables: &[Rows], (write, note): Way) -> Result<Extract, ReadError> {
    let line = |cells: &[String], write: fn(&str) -> String, note: &str| {
        let cells: Vec<String> = cells.iter().map(|cell| write(cell)).collect();
        cells.join(",") + "," + note + "\r\n"
    };
    let file = |(name, columns, rows): &Rows| {
        let rows = rows.iter().map(|row| line(row, write, note));
        (
            format!("{name}.csv"),
            std::iter::once(line(columns, str::to_owned, "note")).chain(rows).collect::<String>().into_bytes(),
        )
    };
    Extract::from_files(tables.iter().map(file))
}

/// Everything that was read, as bytes; or the error.
fn bytes(read: Result<Extract, ReadError>) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    read.map_err(|error| error.to_string())?.pack(&mut bytes).unwrap();
    Ok(bytes)
}

#[derive(Clone, Debug)]
enum Damage {
    /// This text in a column of one row, or of all.
    Cell(Index, Index, Option<Index>, &'static str),
    /// A row is there twice.
    Repeat(Index, Index, Index),
    /// The rows are in another order.
    Turn(Index, Index),
    /// A column is missing.
    Without(Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let texts = vec![
        "",
        "NULL",
        "soon",
        "1900-01-01",
        "2025-12-25 00:00:00",
        "2025-12-25 10:30",
        "25/12/2025",
        "05/12/2025 00:00",
        "12/25/2025",
        "5/1/2025",
        "1950-01-01",
        "2098-12-31",
        "2099-01-01",
        "2024-02-29",
        "2023-02-29",
        "2026-13-01",
        "2026-01-05",
        "2026-01-05T00:00",
        "01/02/2024",
        "25/12/2025",
        "12/25/2025",
        "Y",
        "no",
        "maybe",
        "P0000003",
        "p0000003",
        "P9",
        "é",
        "an identifier that is far longer than most of them are",
    ];
    let any = any::<Index>;
    prop_oneof![
        6 => (any(), any(), proptest::option::weighted(0.8, any()), select(texts))
            .prop_map(|(table, column, row, text)| Damage::Cell(table, column, row, text)),
        2 => (any(), any(), any()).prop_map(|(table, row, to)| Damage::Repeat(table, row, to)),
        1 => (any(), any()).prop_map(|(table, by)| Damage::Turn(table, by)),
        1 => (any(), any()).prop_map(|(table, column)| Damage::Without(table, column)),
    ]
}

fn apply(tables: &mut [Rows], damage: &Damage) {
    let (Damage::Cell(table, ..) | Damage::Repeat(table, ..) | Damage::Turn(table, _) | Damage::Without(table, _)) =
        damage;
    let at = table.index(tables.len());
    let (_, columns, rows) = tables.get_mut(at).unwrap();
    match damage {
        Damage::Cell(_, column, row, text) => {
            let (column, len) = (column.index(columns.len()), rows.len());
            let only = row.map(|row| row.index(len));
            let damaged = rows.iter_mut().enumerate().filter(|(at, _)| only.is_none_or(|only| only == *at));
            damaged.for_each(|(_, row)| (*text).clone_into(row.get_mut(column).unwrap()));
        }
        Damage::Repeat(_, row, to) => {
            let row = row.get(rows).clone();
            rows.insert(to.index(rows.len()), row);
        }
        Damage::Turn(_, by) => {
            let by = by.index(rows.len());
            rows.rotate_left(by);
            rows.reverse();
        }
        Damage::Without(_, column) => {
            let column = column.index(columns.len());
            rows.iter_mut().chain([columns]).for_each(|row| drop(row.remove(column)));
        }
    }
}

/// As they are; with white space, so that every row is checked; in quotes; and with a quote inside, so that every record is read by
/// the parser.
const WAYS: [Way; 4] = [
    (str::to_owned, "as it is"),
    (|cell| format!(" {cell} "), " with space "),
    (|cell| format!("\"{cell}\""), "\"in quotes\""),
    (str::to_owned, "\"a quote, \"\", inside\""),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn usual_rows_are_read_as_the_checks_read_them(damages in vec(damage(), 0..10)) {
        let mut tables = tables(60);
        damages.iter().for_each(|damage| apply(&mut tables, damage));
        let [plain, others @ ..] = WAYS.map(|way| bytes(read(&tables, way)));
        for (other, (_, note)) in others.iter().zip(&WAYS[1..]) {
            prop_assert!(plain == *other, "{note} {damages:?}");
        }
    }
}

#[test]
fn many_rows_are_read_alike() {
    let tables = tables(3_000);
    let [plain, others @ ..] = WAYS.map(|way| bytes(read(&tables, way)));
    assert!(plain.is_ok() && others.iter().all(|other| *other == plain));
}
