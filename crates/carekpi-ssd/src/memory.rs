//! Memory of the process.

use std::hint::black_box;

/// The longest list whose memory is kept. With its header it must stay below 32 MB, or the allocator ignores it.
const KEPT: usize = 31 << 20;

/// Lets the allocator of glibc keep the memory of lists that are freed, and use it again. At first it returns each long list to the
/// system, which then gives new memory page by page: with two threads, that took a tenth of the time of reading. Once it has seen a
/// long list freed, it keeps all that are no longer, and returns free memory only when it has twice that. So one is freed here, and
/// almost none of its memory was used. Without this, it would keep them from the second extract on, and not as many. This is a
/// setting of the whole process. On other systems nothing is done.
pub(crate) fn keep_freed() {
    if cfg!(all(target_os = "linux", target_env = "gnu")) {
        drop(black_box(Vec::<u8>::with_capacity(KEPT)));
    }
}
