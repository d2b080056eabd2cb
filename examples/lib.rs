//! The examples of README.md, compiled and run as tests. The programs beside this file are the examples to read.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
