//! What is wrong with a file.

use std::ops::Range;

/// What is wrong, and where.
pub(super) type Fault = (Range<usize>, String);
