//! What the crates' tests share. It is no part of what is published.
//!
//! - [`check`] runs an indicator on a case table: a Markdown table that an analyst can read and extend;
//! - [`agree`] holds the kernel to its promise: measuring a range of days says on each what measuring that day says;
//! - [`world`] and [`World`] are random caseloads in plain form, for property tests;
//! - [`schema_violation`] says where JSON is not as its schema has it.
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
mod world;

pub use agreement::{agree, day};
pub use cases::{Settings, check};
pub use json_schema::schema_violation;
pub use world::{World, conventions, world};
