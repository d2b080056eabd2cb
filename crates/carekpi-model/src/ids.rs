//! The texts of identifiers.

use crate::short_text::{number, short_length};
use crate::table::to_usize;

/// The texts of identifiers, one after another, each after its length. There is room for 4 GiB; identifiers beyond that are blank.
/// A full buffer is never moved or copied.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids {
    /// The buffers, each with the number of bytes in those before it.
    pub(crate) buffers: Vec<(u32, Vec<u8>)>,
    /// The number of bytes in all buffers.
    pub(crate) len: u32,
}

/// The greatest value of a byte of a length. A length is the sum of its bytes, and its last byte is less than this.
const LENGTH_BYTE_MAX: u8 = 127;

const SMALLEST_BUFFER: usize = 1 << 10;
const LARGEST_BUFFER: usize = 1 << 22;

/// How many bytes are written of a short text and its length. What is too many is written over by the next.
const SHORT: usize = 16;

impl Ids {
    /// Stores a text and gives its place, counted from 1; 0 for a blank text.
    // Always inlined: nearly every row has one.
    #[inline(always)]
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        let number = number(text.as_bytes());
        // Nearly every text: it is short, and there is room for it.
        if let Some(length) = short_length(number)
            && let Some((_, buffer)) = self.buffers.last_mut()
            && buffer.capacity().wrapping_sub(buffer.len()) >= SHORT
            && let Some(after) = self.len.checked_add(u32::from(length).wrapping_add(1))
        {
            let end = buffer.len().wrapping_add(length.into()).wrapping_add(1);
            // The length comes first.
            buffer.extend_from_slice(&number.rotate_left(8).to_le_bytes());
            buffer.truncate(end);
            self.len = after;
            return after.wrapping_sub(length.into());
        }
        self.push_any(text)
    }

    #[cold]
    fn push_any(&mut self, text: &str) -> u32 {
        let length = text.len().saturating_add(text.len() / usize::from(LENGTH_BYTE_MAX)).saturating_add(1);
        let after = u32::try_from(length).ok().and_then(|length| self.len.checked_add(length));
        let Some(after) = after.filter(|_| !text.is_empty()) else { return 0 };
        if self.buffers.last().is_none_or(|(_, buffer)| buffer.capacity().saturating_sub(buffer.len()) < length) {
            self.add_buffer(length);
        }
        if let Some((_, buffer)) = self.buffers.last_mut() {
            let mut rest = text.len();
            while let Some(less) = rest.checked_sub(usize::from(LENGTH_BYTE_MAX)) {
                buffer.push(LENGTH_BYTE_MAX);
                rest = less;
            }
            buffer.push(u8::try_from(rest).unwrap_or(0));
            buffer.extend_from_slice(text.as_bytes());
        }
        let place = self.len.saturating_add(1);
        self.len = after;
        place
    }

    /// Takes over the texts of another, and gives the number of bytes before them.
    pub(crate) fn append(&mut self, other: Self) -> u32 {
        let before = self.len;
        self.buffers.extend(other.buffers.into_iter().map(|(first, buffer)| (before.saturating_add(first), buffer)));
        self.len = before.saturating_add(other.len);
        before
    }

    /// Adds the texts of another, as if each was pushed. Gives the number of bytes before them.
    pub(crate) fn push_all(&mut self, other: &Self) -> u32 {
        let before = self.len;
        for (_, buffer) in &other.buffers {
            let mut rest = buffer.as_slice();
            while let Some((_, first)) = bounds_of_first(rest) {
                let room = self.buffers.last().map_or(0, |(_, last)| last.capacity().saturating_sub(last.len()));
                if room < first {
                    self.add_buffer(first);
                    continue;
                }
                let (fits, more) = rest.split_at_checked(texts_within(rest, room)).unwrap_or((rest, &[]));
                if let Some((_, last)) = self.buffers.last_mut() {
                    last.extend_from_slice(fits);
                }
                self.len = self.len.saturating_add(u32::try_from(fits.len()).unwrap_or(u32::MAX));
                rest = more;
            }
        }
        before
    }

    /// Adds a buffer with room for a text of this length, its own included.
    fn add_buffer(&mut self, length: usize) {
        // Double the memory, within limits.
        let room = to_usize(self.len).clamp(SMALLEST_BUFFER, LARGEST_BUFFER).max(length);
        self.buffers.push((self.len, Vec::with_capacity(room)));
    }

    pub(crate) fn get(&self, place: u32) -> &[u8] {
        self.at(place).unwrap_or(&[])
    }

    fn at(&self, place: u32) -> Option<&[u8]> {
        let buffer = self.buffers.partition_point(|(before, _)| *before < place).checked_sub(1)?;
        let (before, buffer) = self.buffers.get(buffer)?;
        let stored = buffer.get(to_usize(place.checked_sub(*before)?.checked_sub(1)?)..)?;
        let (start, end) = bounds_of_first(stored)?;
        stored.get(start..end)
    }
}

/// Where the first text that is stored here starts and ends, after its length. `None` if there is none.
#[inline]
fn bounds_of_first(stored: &[u8]) -> Option<(usize, usize)> {
    let (mut start, mut length) = (0_usize, 0_usize);
    loop {
        let part = *stored.get(start)?;
        start = start.checked_add(1)?;
        length = length.checked_add(part.into())?;
        if part != LENGTH_BYTE_MAX {
            return Some((start, start.checked_add(length)?));
        }
    }
}

/// How many bytes those of the first texts take that fit in `room`.
fn texts_within(stored: &[u8], room: usize) -> usize {
    let mut within = 0_usize;
    while let Some((_, length)) = stored.get(within..).and_then(bounds_of_first) {
        match within.checked_add(length) {
            Some(after) if after <= room => within = after,
            _ => break,
        }
    }
    within
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts() -> impl Strategy<Value = Vec<String>> {
        let length = prop_oneof![8 => 0_usize..20, 1 => 120_usize..260, 1 => 900_usize..3_000];
        prop::collection::vec(length.prop_map(|length| "ab".chars().cycle().take(length).collect()), 0..200)
    }

    proptest! {
        #[test]
        fn texts_of_another_are_stored_as_if_each_was_pushed(first in texts(), second in texts()) {
            let [mut whole, mut joined, mut other] = [(); 3].map(|()| Ids::default());
            let places: Vec<u32> = first.iter().chain(&second).map(|text| whole.push(text)).collect();
            let mut of_joined: Vec<u32> = first.iter().map(|text| joined.push(text)).collect();
            let of_other: Vec<u32> = second.iter().map(|text| other.push(text)).collect();
            let before = joined.push_all(&other);
            of_joined.extend(of_other.into_iter().map(|place| if place == 0 { 0 } else { place + before }));
            prop_assert_eq!(&joined.buffers, &whole.buffers);
            prop_assert_eq!((of_joined, joined.len), (places, whole.len));
        }
    }
}
