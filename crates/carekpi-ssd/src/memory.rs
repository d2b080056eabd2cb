//! Memory of the process.

use std::hint::black_box;

/// The longest list whose memory is kept. With its header it must be at most 32 MB, the most that glibc accepts. That is on 64 bits;
/// on 32 bits nothing is kept.
const KEPT: usize = 31 << 20;

/// Lets the allocator of glibc keep the memory of lists that are freed, and use it again. At first it returns each long list to the
/// system, which then gives new memory page by page: with two threads, that took a tenth of the time of reading. Once it has seen a
/// long list freed, it keeps lists up to that length, and up to twice that length of free memory at the end of each arena. So one is
/// freed here; hardly any of its memory is touched. Without this, it adapts to the lists that it happens to see freed. This is a
/// setting of the whole process. On other systems nothing is done.
pub(crate) fn keep_freed() {
    if cfg!(all(target_os = "linux", target_env = "gnu")) {
        let mut list = Vec::<u8>::new();
        // Without the memory, nothing is kept.
        let _ = list.try_reserve_exact(KEPT);
        drop(black_box(list));
    }
}
