//! Published figures reveal no hidden count.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on should stop")]

mod every_table;
mod large_tables;
mod reports;
mod tables;
