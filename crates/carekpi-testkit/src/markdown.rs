//! Tables in Markdown.

use std::collections::BTreeMap;

/// A row of a table: its cells by the names of their columns.
pub(crate) type Row = BTreeMap<String, String>;

/// All rows of all tables of a document.
pub(crate) fn rows(document: &str) -> Vec<Row> {
    let mut header: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    for line in document.lines() {
        let Some(line) = line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|')) else {
            header = None;
            continue;
        };
        let cells: Vec<String> = line.split('|').map(|cell| cell.trim().replace('`', "")).collect();
        match &header {
            None => header = Some(cells),
            Some(_) if cells.iter().all(|cell| cell.chars().all(|letter| letter == '-' || letter == ':')) => {}
            Some(names) => {
                assert_eq!(names.len(), cells.len(), "the row and its table have different numbers of columns: {line}");
                rows.push(names.iter().cloned().zip(cells).collect());
            }
        }
    }
    rows
}
