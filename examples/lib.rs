//! Programs that show the crates at work.
