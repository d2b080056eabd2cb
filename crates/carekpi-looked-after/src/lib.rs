//! The eight indicators of children looked after.
