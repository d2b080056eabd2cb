//! Takes records without quotes apart, a block at a time.

use crate::lines::LineBreaks;
use crate::plain_rows::PlainRows;

/// What records are given to.
pub(crate) trait RecordSink<E> {
    /// How many fields the records have that can be given as rows; `None` if none can.
    fn row_fields(&self) -> Option<usize> {
        None
    }

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

/// The whole records at the beginning of a text without quotes. Blank lines are passed over.
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

    /// Gives every record to `sink`, until one fails. `starts` is room for where fields start; it grows as needed.
    pub(crate) fn give<E>(
        &mut self,
        starts: &mut Vec<usize>,
        sink: &mut impl RecordSink<E>,
    ) -> Result<(), E> {
        // The first field starts at 0.
        let (mut found, mut at) = (1_usize, 0_usize);
        for block in self.text.as_bytes().chunks(BLOCK) {
            let needed = found.saturating_add(block.len()).saturating_add(2);
            starts.resize(starts.len().max(needed), 0);
            if let Some(first) = starts.first_mut().filter(|_| at == 0) {
                *first = 0;
            }
            found = find_starts(block, at, self.separator, starts, found);
            at = at.wrapping_add(block.len());
            let of_block = starts.get(..found).unwrap_or(&[]);
            let of_rows = self.take_rows(of_block, sink)?;
            let of_others = self.take(of_block.get(of_rows..).unwrap_or(&[]), sink)?;
            let taken = of_rows.saturating_add(of_others);
            starts.copy_within(taken..found, 0);
            found = found.saturating_sub(taken);
        }
        Ok(())
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

/// How many bytes are searched before their records are taken, so that all of them stay in the nearest cache.
const BLOCK: usize = 1 << 12;

/// How many bytes are compared at once. Compilers make few instructions of this.
const LANES: usize = 64;

/// Finds the bytes after each separator and each line break of a block that begins `at` a place of the text. Writes where they are
/// to `starts`, after those that were `found`, and returns how many there are then. There must be room for all, and for two more.
fn find_starts(block: &[u8], at: usize, separator: u8, starts: &mut [usize], found: usize) -> usize {
    let (chunks, rest) = block.as_chunks::<LANES>();
    let (mut found, mut after) = (found, at.wrapping_add(1));
    for chunk in chunks {
        found = add_starts(chunk, after, separator, starts, found);
        after = after.wrapping_add(LANES);
    }
    add_starts(rest, after, separator, starts, found)
}

/// Adds what follows each separator and each line break of these bytes, where `after` is what follows the first byte.
#[inline]
fn add_starts(bytes: &[u8], after: usize, separator: u8, starts: &mut [usize], found: usize) -> usize {
    let mut ends = [0_u8; LANES];
    for (end, byte) in ends.iter_mut().zip(bytes) {
        *end = u8::from(*byte == separator) | u8::from(*byte == b'\n') | u8::from(*byte == b'\r');
    }
    let (mut found, mut after) = (found, after);
    for ends in ends.as_chunks::<8>().0 {
        let ends = u64::from_le_bytes(*ends);
        let mut rest = ends;
        let mut next = || {
            let place = after.wrapping_add((rest.trailing_zeros() >> 3) as usize);
            rest &= rest.wrapping_sub(1);
            place
        };
        // Two are written always, because few words have more, and a loop whose length can't be foreseen takes longer.
        let Some((first_two, more)) = starts.get_mut(found..).and_then(<[usize]>::split_first_chunk_mut) else { break };
        *first_two = [next(), next()];
        for start in more.iter_mut().take(count(ends).saturating_sub(2)) {
            *start = next();
        }
        found = found.wrapping_add(count(ends));
        after = after.wrapping_add(8);
    }
    found
}

/// How many bytes of a word are 1, if the others are 0.
#[inline]
const fn count(ones: u64) -> usize {
    (ones.wrapping_mul(0x0101_0101_0101_0101) >> 56) as usize
}

pub(crate) const fn is_break(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}
