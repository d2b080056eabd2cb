#![doc = include_str!("../README.md")]
//!
//! [`Definitions::over`] makes a [`Measurement`](carekpi_engine::Measurement) of a caseload by these settings. [`Definitions::from_toml`]
//! reads a definitions file, a [`Profile`] is a named set of settings, and [`readings()`] lists the readings, from which `READINGS.md`
//! is generated.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod calendar_file;
mod catalogue;
mod choices;
mod configured;
mod contradictions;
mod definitions;
mod document;
mod expectations;
pub mod ids;
mod near;
mod one_line;
mod profiles;
mod readings;
mod toml_check;
mod toml_file;
mod toml_words;
mod value_checks;

pub use calendar_file::calendar_from_toml;
pub use catalogue::catalogue;
pub use configured::ConfiguredIndicators;
pub use definitions::Definitions;
pub use document::readings_document;
pub use expectations::expectations_from_toml;
pub use profiles::{ParseProfileError, Profile};
pub use readings::{ReadingInfo, readings};
pub use toml_file::DefinitionsError;
