//! A slip of the pen in the name of a file or of a column is reported by what is absent, and by what was meant.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use carekpi_ssd::Extract;

use crate::{run, text};

/// A small generator of numbers: the same seed, the same slips.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// A name with two letters swapped, one dropped, or one doubled. It differs from the name.
fn slip(name: &str, numbers: &mut Numbers) -> String {
    loop {
        let mut letters: Vec<char> = name.chars().collect();
        let at = numbers.below(letters.len() - 1);
        match numbers.below(3) {
            0 => letters.swap(at, at + 1),
            1 => drop(letters.remove(at)),
            _ => letters.insert(at, letters[at]),
        }
        let slipped: String = letters.into_iter().collect();
        if slipped != name {
            return slipped;
        }
    }
}

/// The content of each file of a folder, by its name.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let read =
        |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap());
    entries.map(read).collect()
}

/// What is said of an extract: the error, or the findings by cause.
fn said(files: &BTreeMap<String, String>) -> Vec<String> {
    match Extract::from_files(files.iter().map(|(name, content)| (name.as_str(), content.as_bytes()))) {
        Err(error) => vec![error.to_string()],
        Ok(extract) => extract.causes().iter().map(ToString::to_string).collect(),
    }
}

/// Whether a slip made the name of another column, which is never asked about.
fn is_a_name(files: &BTreeMap<String, String>, name: &str) -> bool {
    files.values().any(|content| content.lines().next().unwrap().split(',').any(|column| column == name))
}

#[test]
fn a_hundred_slips_of_the_pen_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    text(&run("generate", &[folder.path().to_str().unwrap(), "--children", "20", "--seed", "3"]));
    let whole = files(folder.path());
    let names: Vec<&String> = whole.keys().collect();
    let before = said(&whole);
    let mut numbers = Numbers(2026);
    let mut asked = 0;
    for slips in 0..100 {
        let mut files = whole.clone();
        let file = names[numbers.below(names.len())];
        let content = files.remove(file).unwrap();
        let (absent, slipped);
        if numbers.below(4) == 0 {
            absent = file.strip_suffix(".csv").unwrap().to_owned();
            slipped = slip(&absent, &mut numbers);
            files.insert(format!("{slipped}.csv"), content);
        } else {
            let (header, rows) = content.split_once('\n').unwrap();
            let mut columns: Vec<String> = header.trim_end().split(',').map(str::to_owned).collect();
            let at = numbers.below(columns.len());
            absent = columns[at].clone();
            slipped = slip(&absent, &mut numbers);
            columns[at].clone_from(&slipped);
            files.insert(file.clone(), format!("{}\n{rows}", columns.join(",")));
        }
        let is_name = is_a_name(&whole, &slipped);
        let new: Vec<String> = said(&files).into_iter().filter(|line| !before.contains(line)).collect();
        let of_absent: Vec<&String> = new.iter().filter(|line| line.contains(&absent)).collect();
        assert!(!of_absent.is_empty(), "slip {slips}: {slipped} for {absent} of {file}: {new:?}");
        let question = format!("did you mean {slipped}");
        let is_asked = of_absent.iter().any(|line| line.contains(&question));
        assert!(is_asked || is_name, "slip {slips}: {slipped} for {absent} of {file}: {of_absent:?}");
        asked += usize::from(is_asked);
    }
    assert!(asked > 90, "{asked}");
}
