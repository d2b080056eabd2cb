#![doc = include_str!("../README.md")]
//!
//! [`read`] reads an extract. The other functions make record batches of results. Their columns always have the same names, types
//! and order; a date is a `Date32`, and a count is an `Int64`, because many tools have no unsigned numbers. The metadata of their
//! schemas has the version of the rules, `carekpi.version`, and a line for whatever is not the default, `carekpi.notes`.
//!
//! Findings, subjects and worklists name children by their identifiers: treat them as personal data.

mod columns;
mod days;
mod nulls;
mod read;
mod values;
mod write;

pub use read::read;
pub use write::{figures, findings, series, subjects, worklist};
