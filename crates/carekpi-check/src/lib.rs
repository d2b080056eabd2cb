#![doc = include_str!("../README.md")]

mod check;
mod incomplete;
mod json;
mod mapping_draft;
mod text;

pub use check::Check;
pub use incomplete::incomplete;
