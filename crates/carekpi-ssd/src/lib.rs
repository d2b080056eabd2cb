#![doc = include_str!("../README.md")]
//!
//! [`Extract::read_dir`] reads a folder, [`Extract::from_files`] reads files in memory, and [`Extract::from_rows`] reads rows from
//! any other source. Each returns a [`Caseload`](carekpi_model::Caseload), [`Finding`]s, and an account of every row.
//! [`Extract::reader`] does so with a [`Mapping`], which says what a council's own extract calls its columns and values. An extract
//! that can't be read at all is a [`ReadError`]. [`Extract::pack`] writes what was read to one file, from which [`Extract::unpack`]
//! reads it far faster.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod rows;

mod assemble;
mod bearing;
mod block;
mod block_column;
mod cause;
mod check;
mod child_order;
mod code_columns;
mod column;
mod corruptor;
mod csv_file;
mod date_order;
mod distinct;
mod encoding;
mod error;
mod estimates;
mod extract;
mod files;
mod finding;
mod from_caseload;
mod halves;
mod header;
mod in_memory;
mod key;
mod lines;
mod load;
mod mapping;
mod mapping_file;
mod mapping_text;
mod memory;
mod names;
mod near;
mod near_column;
mod own_tables;
mod packed;
mod parallel;
mod people;
mod periods_of_care;
mod persons;
mod plain_records;
mod plain_rows;
mod quotes;
mod random;
mod read;
mod record_parser;
mod records;
mod repeats;
mod separator;
mod source;
mod spec;
mod style;
mod style_rows;
mod style_words;
mod survey;
mod table;
mod table_part;
mod value;
mod write;

pub use bearing::{identifier_column, other_person_column, person_columns};
pub use cause::{Cause, Place};
pub use code_columns::columns_of;
pub use column::Column;
pub use corruptor::Corruptor;
pub use error::ReadError;
pub use extract::{Extract, ExtractReader};
pub use finding::{Finding, FindingKind, Severity};
pub use mapping::{Mapping, MappingError};
pub use near_column::NearColumn;
pub use rows::Tables;
pub use style::{ParseStyleError, Style};
pub use survey::Survey;
pub use table::Table;
pub use table_part::{TablePart, UnreadableColumn};
pub use value::{parse_date, parse_seen};
pub use write::{ExtractWriter, WriteError, write_dir};
