//! Code that the tests of the crates share. It is not published.
//!
//! - [`check`] runs an indicator on a case table: a Markdown table that an analyst can read and extend;
//! - [`agree`] checks that measuring a range of days gives on each day what measuring that day alone gives;
//! - [`world`] and [`World`] are random caseloads in plain form, for property tests;
//! - [`schema_violation`] finds where JSON violates its schema.
#![expect(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that can't go on should stop"
)]

mod agreement;
mod cases;
mod facts;
mod json_schema;
mod markdown;
mod people;
mod world;

pub use agreement::{agree, day};
pub use cases::{Settings, check};
pub use json_schema::schema_violation;
pub use world::{World, conventions, world};
