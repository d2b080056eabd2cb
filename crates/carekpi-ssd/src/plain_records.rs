//! Takes records apart that need no parser, a block at a time.

use memchr::memchr;
use wide::u8x16;

use crate::lines::LineBreaks;
use crate::plain_rows::PlainRows;

/// What records are given to.
pub(crate) trait RecordSink<E> {
    /// How many fields the records have that are given as rows; `None` if none are.
    fn row_fields(&self) -> Option<usize>;

    /// Takes records that have as many fields.
    fn rows(&mut self, rows: &PlainRows<'_>) -> Result<(), E>;

    /// Takes a record.
    fn record(&mut self, record: &Record<'_>) -> Result<(), E>;
}

/// A record, borrowed until the next one is read.
pub(crate) struct Record<'r> {
    /// The line on which it starts.
    pub(crate) line: u64,
    /// The fields one after another, with `gap` bytes between them.
    pub(crate) text: &'r str,
    /// Where the fields start, and where one more would start.
    pub(crate) starts: &'r [usize],
    pub(crate) gap: usize,
}

impl<'r> Record<'r> {
    /// How many fields it has.
    pub(crate) const fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The fields, in their order.
    #[inline]
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let Self { text, starts, gap, .. } = *self;
        let bounds = starts.iter().zip(starts.get(1..).unwrap_or(&[]));
        bounds.map(move |(start, next)| text.get(*start..next.wrapping_sub(gap)).unwrap_or(""))
    }

    /// A field; blank after the last.
    #[inline]
    pub(crate) fn field(&self, place: usize) -> &'r str {
        let Some([start, next]) = self.starts.get(place..).and_then(<[usize]>::first_chunk) else { return "" };
        self.text.get(*start..next.wrapping_sub(self.gap)).unwrap_or("")
    }
}

/// The whole records at the beginning of a text, as long as they have no quotes or are [`PlainRows`]. Blank lines are passed over.
pub(crate) struct PlainRecords<'t> {
    text: &'t str,
    separator: u8,
    /// Where the next record starts: how many bytes were taken.
    pub(crate) start: usize,
    /// The line of the next record.
    pub(crate) line: u64,
    pub(crate) breaks: LineBreaks,
}

impl<'t> PlainRecords<'t> {
    /// The records of a text whose first line has this number; `breaks` has counted the lines before it.
    pub(crate) const fn new(text: &'t str, line: u64, breaks: LineBreaks, separator: u8) -> Self {
        Self { text, separator, start: 0, line, breaks }
    }

    /// Gives the records to `sink`, until one fails. `starts` is room for where fields start; it grows as needed. Returns where the
    /// first block ends whose records have quotes and are not rows, if there is one.
    pub(crate) fn give<E>(
        &mut self,
        starts: &mut Vec<usize>,
        sink: &mut impl RecordSink<E>,
    ) -> Result<Option<usize>, E> {
        // The first field starts at 0.
        let (mut found, mut at) = (1_usize, 0_usize);
        for block in self.text.as_bytes().chunks(BLOCK) {
            let needed = found.saturating_add(block.len()).saturating_add(AT_ONCE);
            starts.resize(starts.len().max(needed), 0);
            if let Some(first) = starts.first_mut().filter(|_| at == 0) {
                *first = 0;
            }
            found = find_starts(block, at, self.separator, starts, found);
            at = at.wrapping_add(block.len());
            let of_block = starts.get(..found).unwrap_or(&[]);
            let of_rows = self.take_rows(of_block, sink)?;
            // Quotes of the row whose end was not found are left to the next block.
            let rest = self.text.as_bytes().get(self.start..at).unwrap_or(&[]);
            let has_quotes = memchr(b'"', rest).is_some();
            if has_quotes && of_rows == 0 {
                return Ok(Some(at));
            }
            let others = of_block.get(of_rows..).filter(|_| !has_quotes).unwrap_or(&[]);
            let taken = of_rows.saturating_add(self.take(others, sink)?);
            starts.copy_within(taken..found, 0);
            found = found.saturating_sub(taken);
        }
        Ok(None)
    }

    /// Gives the records whose fields start here as rows, if they can be given so. Returns how many starts they have.
    fn take_rows<E>(&mut self, starts: &[usize], sink: &mut impl RecordSink<E>) -> Result<usize, E> {
        let rows = sink.row_fields().and_then(|fields| PlainRows::of(self.text, starts, fields, self.line));
        let Some(rows) = rows else { return Ok(0) };
        sink.rows(&rows)?;
        self.start = rows.end();
        self.line = self.line.wrapping_add(u64::try_from(rows.rows).unwrap_or(0));
        self.breaks = LineBreaks::default();
        Ok(rows.taken())
    }

    /// Gives the records whose fields start here, the first of them with the first. Returns the place of the start of the record
    /// whose end was not found.
    fn take<E>(&mut self, starts: &[usize], sink: &mut impl RecordSink<E>) -> Result<usize, E> {
        let (text, mut first) = (self.text, 0_usize);
        for (place, start) in starts.iter().enumerate().skip(1) {
            let end = start.wrapping_sub(1);
            let Some(byte) = text.as_bytes().get(end).copied().filter(|byte| *byte != self.separator) else { continue };
            if end != self.start {
                let starts = starts.get(first..=place).unwrap_or(&[]);
                sink.record(&Record { line: self.line, text, starts, gap: 1 })?;
                self.breaks = LineBreaks::default();
            }
            self.line = self.line.wrapping_add(self.breaks.count_break(byte));
            self.start = *start;
            first = place;
        }
        Ok(first)
    }
}

/// How many bytes are searched before their records are taken. Smaller blocks cost more overhead; the records of larger ones do not
/// fit in a near cache. Tests use small blocks, so that short texts have several.
const BLOCK: usize = if cfg!(test) { 1 << 8 } else { 1 << 13 };

/// How many bytes have their bits in one number.
const LANES: usize = 64;

/// How many starts are written at once. Few chunks have more, and a loop whose length can't be foreseen takes longer.
const AT_ONCE: usize = 12;

/// Finds the bytes after each separator and each line break of a block that begins `at` a place of the text. Writes where they are
/// to `starts`, after those that were `found`, and returns how many there are then. There must be room for all, and for
/// [`AT_ONCE`] more.
fn find_starts(block: &[u8], at: usize, separator: u8, starts: &mut [usize], found: usize) -> usize {
    let (chunks, rest) = block.as_chunks::<LANES>();
    let (mut found, mut after) = (found, at.wrapping_add(1));
    for chunk in chunks {
        found = add_starts(chunk, after, separator, starts, found);
        after = after.wrapping_add(LANES);
    }
    // The rest of the chunk is quotes: no file has them as separators.
    let mut last = [b'"'; LANES];
    last.iter_mut().zip(rest).for_each(|(last, byte)| *last = *byte);
    add_starts(&last, after, separator, starts, found)
}

/// Adds what follows each separator and each line break of these bytes, where `after` is what follows the first byte.
#[inline]
fn add_starts(bytes: &[u8; LANES], after: usize, separator: u8, starts: &mut [usize], found: usize) -> usize {
    let [separator, feed, carriage_return] = [separator, b'\n', b'\r'].map(u8x16::splat);
    // One bit for each byte.
    let bits = bytes.as_chunks().0.iter().rev().fold(0, |bits: u64, some| {
        let some = u8x16::new(*some);
        let ends = some.simd_eq(separator) | some.simd_eq(feed) | some.simd_eq(carriage_return);
        bits << 16 | u64::from(ends.to_bitmask())
    });
    let count = bits.count_ones() as usize;
    if let Some((at_once, more)) = starts.get_mut(found..).and_then(<[usize]>::split_first_chunk_mut::<AT_ONCE>) {
        let rest = write_places(bits, after, at_once);
        if count > AT_ONCE {
            write_more(rest, after, more);
        }
    }
    found.wrapping_add(count)
}

/// Writes the places of the first bits to `places`, counted from `first`, and returns the remaining bits. If there are fewer bits
/// than places, the other places are meaningless.
#[inline]
fn write_places(bits: u64, first: usize, places: &mut [usize]) -> u64 {
    places.iter_mut().fold(bits, |rest, place| {
        *place = first.wrapping_add(rest.trailing_zeros() as usize);
        rest & rest.wrapping_sub(1)
    })
}

/// Writes the places of all bits. `places` must have room for them.
#[cold]
fn write_more(bits: u64, first: usize, places: &mut [usize]) {
    let some = places.get_mut(..bits.count_ones() as usize).unwrap_or_default();
    write_places(bits, first, some);
}

pub(crate) const fn is_break(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_each_separator_and_line_break_is_found_at_every_place() {
        for length in 0..200_usize {
            for step in 1..20_usize {
                for (separator, first) in [(b',', 0), (b';', 3), (b'\t', 64)] {
                    let byte = |at: usize| match (at.wrapping_add(first) / step, at.wrapping_add(first) % step) {
                        (which, 0) => [separator, b'\n', b'\r', separator][which % 4],
                        (which, _) => [b'a', b'"', 0xC3, 0x80, 0xAC, 0x8D, 0x0B][which % 7],
                    };
                    let block: Vec<u8> = (0..length).map(byte).collect();
                    let mut starts = vec![0; length + AT_ONCE + 1];
                    let found = find_starts(&block, 1_000, separator, &mut starts, 1);
                    let is_end = |byte: u8| byte == separator || is_break(byte);
                    let expected = (1_001..).zip(&block).filter(|(_, byte)| is_end(**byte)).map(|(start, _)| start);
                    assert!(starts[1..found].iter().copied().eq(expected), "{length} {step} {separator}");
                }
            }
        }
    }
}
