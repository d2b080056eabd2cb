//! Memory of the process.

use std::hint::black_box;

/// How much memory is reserved and released.
const LARGE: usize = 1 << 22;

/// Lets the allocator of glibc keep the memory of lists that are freed, and use it again for others. At first it returns each long
/// list to the system, which then gives new memory page by page: with two threads that took a tenth of the time of reading. It stops
/// when it sees that long lists are freed, so one is freed here. None of its pages is used. Other allocators may do nothing.
pub(crate) fn keep_freed() {
    drop(black_box(Vec::<u8>::with_capacity(LARGE)));
}
