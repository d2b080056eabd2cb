//! Folders of CSV files, made from bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use carekpi_ssd::{Table, Tables, write_dir};

/// The folder that is written again for each input, and the header of each table.
static PLACE: LazyLock<(PathBuf, Vec<Vec<u8>>)> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("carekpi-fuzz-{}", std::process::id()));
    write_dir(&folder, &Tables::default(), Table::ALL.iter().copied()).expect("a place for files");
    let header = |table: &Table| {
        let file = folder.join(format!("{table}.csv"));
        let header = fs::read(&file).expect("a file");
        fs::remove_file(file).expect("a file");
        header.trim_ascii_end().to_vec()
    };
    let headers = Table::ALL.iter().map(header).collect();
    (folder, headers)
});

/// Calls `with` with a folder of the files that `bytes` describe, and the tables that are in it. A line `#A` begins the
/// rows of the first table, `#B` those of the second, and so on: the header is added, and each row gets the same number of fields.
/// A line `!A` begins a file whose lines are used unchanged, header included.
pub fn with_folder(bytes: &[u8], with: impl FnOnce(&Path, &[Table])) {
    let (folder, headers) = &*PLACE;
    let mut files: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
    let mut section = None;
    for line in bytes.split(|byte| *byte == b'\n') {
        if let [kind @ (b'#' | b'!'), letter] = *line {
            let table = usize::from(letter.wrapping_sub(b'A')) % headers.len();
            let header = if kind == b'#' { [&*headers[table], b"\n"].concat() } else { Vec::new() };
            files.insert(table, header);
            section = Some((kind, table));
        } else if let Some((kind, table)) = section
            && let Some(file) = files.get_mut(&table)
        {
            if kind == b'!' {
                file.extend_from_slice(line);
            } else {
                let fields = headers[table].split(|byte| *byte == b',').count();
                let cells = line.split(|byte| *byte == b',').chain(std::iter::repeat(&b""[..])).take(fields);
                file.extend_from_slice(&cells.collect::<Vec<_>>().join(&b','));
            }
            file.push(b'\n');
        }
    }
    let path = |at: usize| folder.join(format!("{}.csv", Table::ALL[at]));
    for (at, file) in &files {
        fs::write(path(*at), file).expect("a file");
    }
    let tables: Vec<Table> = files.keys().map(|at| Table::ALL[*at]).collect();
    with(folder, &tables);
    for at in files.keys() {
        fs::remove_file(path(*at)).expect("a file");
    }
}
