//! The shape of the workspace: layers, circles, arguments, the facade, the length of files, the public API.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on should stop")]

mod arguments;
mod circles;
mod facade;
mod layers;
mod packages;
mod sources;
mod surface;
