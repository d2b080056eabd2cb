//! The files of an extract: in a folder, or in memory.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::mapping::Mapping;
use crate::near::nearest;
use crate::table::file_name;
use crate::{ReadError, Table};

/// A set of named files.
pub(crate) trait Files: Sync {
    /// The names of all files.
    fn names(&self) -> BTreeSet<&str>;

    /// The path of a file, for error messages.
    fn path(&self, name: &str) -> PathBuf;

    /// The size of a file in bytes; 0 if it is unknown.
    fn size(&self, name: &str) -> u64;

    /// How many parts a file has.
    fn parts(&self, _name: &str) -> usize {
        1
    }

    /// Opens a part of a file, counted from 0, at a byte of it.
    fn open(&self, name: &str, part: usize, from: u64) -> io::Result<Box<dyn Read + '_>>;
}

/// The files of the tables. Upper and lower case make no difference to their names.
pub(crate) struct TableFiles<'f, F> {
    files: &'f F,
    names: BTreeMap<Table, String>,
    /// The names, in lower case, of the files of your own kinds.
    own: BTreeMap<Table, String>,
    /// The files that are not tables.
    others: Vec<String>,
}

impl<'f, F: Files> TableFiles<'f, F> {
    /// Finds the files of the tables. Two files for one table are an error.
    pub(crate) fn of(files: &'f F, mapping: &Mapping) -> Result<Self, ReadError> {
        Self::except(files, &BTreeSet::new(), mapping)
    }

    /// Finds the files of all tables but some, which count as missing.
    pub(crate) fn except(files: &'f F, except: &BTreeSet<Table>, mapping: &Mapping) -> Result<Self, ReadError> {
        let own: BTreeMap<Table, String> = mapping.own_files().collect();
        // Several kinds of your own may be in one file.
        let mut by_name: BTreeMap<String, Vec<Table>> =
            Table::ALL.iter().map(|table| (file_name(*table), vec![*table])).collect();
        own.iter().for_each(|(table, file)| by_name.entry(file.clone()).or_default().push(*table));
        let mut names = BTreeMap::new();
        let mut others = Vec::new();
        for name in files.names() {
            let Some(tables) = by_name.get(&name.to_ascii_lowercase()) else {
                others.push(name.to_owned());
                continue;
            };
            for table in tables.iter().filter(|table| !except.contains(table)) {
                if let Some(first) = names.insert(*table, name.to_owned()) {
                    let (first, second) = (files.path(&first), files.path(name));
                    return Err(ReadError::TwoFiles { table: *table, first, second });
                }
            }
        }
        Ok(Self { files, names, own, others })
    }

    /// The tables that have a file.
    pub(crate) fn tables(&self) -> BTreeSet<Table> {
        self.names.keys().copied().collect()
    }

    /// The names of the files that are not tables.
    pub(crate) fn others(&self) -> &[String] {
        &self.others
    }

    /// A file that may be meant to be a table that has none.
    pub(crate) fn near(&self, table: Table) -> Option<&str> {
        let stem = |name: &'_ String| name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned();
        let stems: Vec<String> = self.others.iter().map(stem).collect();
        let wanted = self.own.get(&table).map_or(table.name(), |file| file.strip_suffix(".csv").unwrap_or(file));
        let near = nearest(wanted, &stems)?;
        self.others.iter().zip(&stems).find(|(_, stem)| *stem == near).map(|(name, _)| name.as_str())
    }

    fn name(&self, table: Table) -> Cow<'_, str> {
        self.names
            .get(&table)
            .or_else(|| self.own.get(&table))
            .map_or_else(|| Cow::Owned(file_name(table)), |name| Cow::Borrowed(name.as_str()))
    }

    /// The path of a table's file.
    pub(crate) fn path(&self, table: Table) -> PathBuf {
        self.files.path(&self.name(table))
    }

    /// The size of a table's file in bytes; 0 if it is unknown.
    pub(crate) fn size(&self, table: Table) -> u64 {
        self.files.size(&self.name(table))
    }

    /// How many parts a table's file has.
    pub(crate) fn parts(&self, table: Table) -> usize {
        self.files.parts(&self.name(table))
    }

    /// Opens a part of a table's file, counted from 0, at a byte of it.
    pub(crate) fn open(&self, table: Table, part: usize, from: u64) -> io::Result<Box<dyn Read + '_>> {
        self.files.open(&self.name(table), part, from)
    }
}

/// The files of a folder.
pub(crate) struct Folder {
    path: PathBuf,
    names: BTreeSet<String>,
}

impl Folder {
    /// Lists the files of a folder.
    pub(crate) fn list(path: &Path) -> Result<Self, ReadError> {
        if !path.is_dir() {
            return Err(ReadError::NoFolder { folder: path.to_owned() });
        }
        let failed = |source| ReadError::Io { file: path.to_owned(), source };
        let mut names = BTreeSet::new();
        for file in std::fs::read_dir(path).map_err(failed)? {
            names.insert(file.map_err(failed)?.file_name().to_string_lossy().into_owned());
        }
        Ok(Self { path: path.to_owned(), names })
    }
}

impl Files for Folder {
    fn names(&self) -> BTreeSet<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    fn size(&self, name: &str) -> u64 {
        self.path(name).metadata().map_or(0, |file| file.len())
    }

    fn open(&self, name: &str, _: usize, from: u64) -> io::Result<Box<dyn Read + '_>> {
        let path = self.path(name);
        let kind = path.metadata()?.file_type();
        // To open a pipe would wait for whoever writes to it.
        if !kind.is_file() && !kind.is_dir() {
            let pipe = "this is a pipe or a device; expected a file";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, pipe));
        }
        let mut file = File::open(path)?;
        if from > 0 {
            file.seek(SeekFrom::Start(from))?;
        }
        Ok(Box::new(file))
    }
}

/// Files in memory, each in one or more parts.
pub(crate) struct Memory<B>(BTreeMap<String, Vec<B>>);

impl<B> Memory<B> {
    /// Collects files. Two files with the same name are an error.
    pub(crate) fn of<N: Into<String>>(files: impl IntoIterator<Item = (N, B)>) -> Result<Self, ReadError> {
        Self::of_parts(files.into_iter().map(|(name, bytes)| (name, [bytes])))
    }

    /// Collects files in parts. Two files with the same name are an error.
    pub(crate) fn of_parts<N: Into<String>>(
        files: impl IntoIterator<Item = (N, impl IntoIterator<Item = B>)>,
    ) -> Result<Self, ReadError> {
        let mut by_name = BTreeMap::new();
        for (name, parts) in files {
            let name = name.into();
            if by_name.contains_key(&name) {
                return Err(ReadError::FileTwice { file: name.into() });
            }
            by_name.insert(name, parts.into_iter().collect());
        }
        Ok(Self(by_name))
    }
}

impl<B: AsRef<[u8]> + Sync> Files for Memory<B> {
    fn names(&self) -> BTreeSet<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    fn path(&self, name: &str) -> PathBuf {
        name.into()
    }

    fn size(&self, name: &str) -> u64 {
        let parts = self.0.get(name).map_or(&[][..], Vec::as_slice);
        let size = parts.iter().fold(0_usize, |size, part| size.saturating_add(part.as_ref().len()));
        u64::try_from(size).unwrap_or(u64::MAX)
    }

    fn parts(&self, name: &str) -> usize {
        self.0.get(name).map_or(0, Vec::len)
    }

    fn open(&self, name: &str, part: usize, from: u64) -> io::Result<Box<dyn Read + '_>> {
        let bytes = self.0.get(name).and_then(|parts| parts.get(part)).ok_or(io::ErrorKind::NotFound)?.as_ref();
        let rest = usize::try_from(from).ok().and_then(|from| bytes.get(from..));
        Ok(Box::new(rest.unwrap_or(&[])))
    }
}
