//! What is measured: the 23 indicators of the definitions document, with every limit and every reading as a setting.
//!
//! [`Definitions`] is the tree of settings. [`Definitions::over`] makes a [`Measurement`](carekpi_engine::Measurement) of a
//! caseload by these settings. A definitions file (TOML) changes settings, and a [`Profile`] is a named set of them.
//! [`readings()`] lists every place where the document can be read in more than one way; `READINGS.md` is generated from it.
//!
//! ```
//! use carekpi_definitions::{Definitions, catalogue};
//!
//! assert_eq!(catalogue().len(), 23);
//! let ours = Definitions::from_toml("[looked-after.cla-health]\nage_limit = 5\n").unwrap();
//! assert_eq!(ours.diff(&Definitions::default()).len(), 1);
//! ```

mod catalogue;
mod choices;
mod configured;
mod contradictions;
mod definitions;
mod document;
mod expectations;
pub mod ids;
mod near;
mod profiles;
mod readings;
mod toml_check;
mod toml_file;
mod toml_words;
mod value_checks;

pub use catalogue::catalogue;
pub use configured::ConfiguredIndicators;
pub use definitions::Definitions;
pub use document::readings_document;
pub use expectations::expectations_from_toml;
pub use profiles::{ParseProfileError, Profile};
pub use readings::{ReadingInfo, readings};
pub use toml_file::DefinitionsError;
