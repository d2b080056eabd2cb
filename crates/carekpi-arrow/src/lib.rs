#![doc = include_str!("../README.md")]

mod days;
mod read;
mod texts;
mod values;

pub use read::read;
