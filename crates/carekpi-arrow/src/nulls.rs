//! Which values of an array are missing.

use arrow_array::Array;

/// Calls `each` with every row of an array whose value is missing. If few are, this is faster than to ask of each row.
pub(crate) fn for_each_null(array: &dyn Array, each: impl FnMut(usize)) {
    if let Some(nulls) = array.nulls() {
        (!nulls.inner()).set_indices().for_each(each);
    }
}
