//! The 23 indicators, over random caseloads and random definitions.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that can't go on should stop")]

mod added_once;
mod against_naive;
mod agreement;
mod candidates;
mod catalogue;
mod configured;
mod configured_file;
mod configured_own;
mod definitions;
mod evaluator;
mod explain;
mod extremes;
mod groups;
mod growth;
mod many;
mod own_kinds;
mod parts;
mod readings;
mod reads;
mod records;
mod words;
mod worklist;
