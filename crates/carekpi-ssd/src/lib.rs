//! Reads and writes extracts. An extract is a set of CSV files, one for each table of the Standard Safeguarding Dataset, and
//! supplementary tables for records that the dataset does not hold.
//!
//! [`Extract::read_dir`] reads a folder, [`Extract::from_files`] reads files in memory, and [`Extract::from_rows`] reads rows from
//! any other source. Each returns a [`Caseload`](carekpi_model::Caseload), [`Finding`]s about the data, and an account of every
//! row: it was either kept or set aside. [`Extract::reader`] does so with a [`Mapping`], which says what a council's own extract
//! calls its columns and values. Data problems are findings; an extract that can't be read at all is a [`ReadError`].
//! People's names are never read, even if their columns exist. [`Extract::pack`] writes what was read to one file, from which
//! [`Extract::unpack`] reads it far faster.
//!
//! ```
//! use carekpi_ssd::{Extract, Table, Tables, rows};
//!
//! let mut tables = Tables::default();
//! tables.person.push(rows::Person { pers_person_id: "P1".into(), pers_dob: "2015-06-01".into(), ..Default::default() });
//! tables.cp_plans.push(rows::CpPlan {
//!     cppl_cp_plan_id: "CP1".into(),
//!     cppl_person_id: "P1".into(),
//!     cppl_cp_plan_start_date: "12/01/2026".into(),
//!     ..Default::default()
//! });
//! let extract = Extract::from_rows(&tables).unwrap();
//! assert_eq!(extract.caseload.find("P1").unwrap().protection_plans().len(), 1);
//! assert_eq!(extract.rows_of(Table::CpPlans).kept, 1);
//! ```

pub mod rows;

mod assemble;
mod bearing;
mod cause;
mod check;
mod code_columns;
mod corruptor;
mod csv_file;
mod date_order;
mod encoding;
mod error;
mod estimates;
mod extract;
mod files;
mod finding;
mod from_caseload;
mod header;
mod in_memory;
mod lines;
mod load;
mod mapping;
mod mapping_file;
mod mapping_text;
mod names;
mod near;
mod near_column;
mod own_tables;
mod packed;
mod parallel;
mod people;
mod periods_of_care;
mod plain_records;
mod quotes;
mod random;
mod read;
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
mod value;
mod write;

pub use bearing::{other_person_column, person_columns};
pub use cause::{Cause, Place};
pub use code_columns::columns_of;
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
pub use value::{parse_date, parse_seen};
pub use write::{ExtractWriter, WriteError, write_dir};
