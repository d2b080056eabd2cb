//! The WebAssembly behind `carekpi.html`: files in, pages and files out.
//!
//! [`Files`] takes the files of an extract and reads them; [`Records`] checks and measures them. Errors are sentences to show.
//!
//! ```
//! use carekpi_browser::Files;
//!
//! let mut files = Files::new();
//! files.add("ssd_person.csv", b"pers_person_id,pers_dob\nP1,2015-06-01\n".to_vec())?;
//! let records = files.read()?;
//! let page = records.scorecard(r#"{ "snapshot": "2026-03-31" }"#, "html")?;
//! assert!(page.starts_with(b"<!doctype html>"));
//! # Ok::<(), String>(())
//! ```

mod archive;
mod files;
mod records;
mod scorecard;
mod settings;

pub use files::Files;
pub use records::Records;
