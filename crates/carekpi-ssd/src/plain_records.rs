//! Takes records without quotes apart, eight bytes at a time.

use memchr::memchr_iter;

use crate::lines::LineBreaks;

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

    /// Calls `each` with every record, until one fails. `starts` is room for where its fields start; it grows as needed.
    pub(crate) fn for_each<E>(
        &mut self,
        starts: &mut Vec<usize>,
        each: &mut impl FnMut(&Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        starts.resize(starts.len().max(16), 0);
        let mut fields = Fields { starts, count: 1 };
        let pattern = u64::from_ne_bytes([self.separator; 8]);
        let (words, rest) = self.text.as_bytes().as_chunks::<8>();
        let mut last = [0; 8];
        last.iter_mut().zip(rest).for_each(|(byte, of_rest)| *byte = *of_rest);
        let mut at = 0_usize;
        for word in words.iter().chain([&last]) {
            let word = u64::from_le_bytes(*word);
            let (mut separators, mut breaks) = (separators(word, pattern), line_breaks(word));
            while breaks != 0 {
                let through_break = breaks ^ breaks.wrapping_sub(1);
                fields.add_all(separators & through_break, at, self.start);
                separators &= !through_break;
                self.end(at.wrapping_add(index(breaks)), &mut fields, each)?;
                breaks &= breaks.wrapping_sub(1);
            }
            fields.add_all(separators, at, self.start);
            at = at.wrapping_add(8);
        }
        Ok(())
    }

    /// Ends a record if there is a line break at this place.
    #[inline]
    fn end<E>(
        &mut self,
        at: usize,
        fields: &mut Fields<'_>,
        each: &mut impl FnMut(&Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(byte) = self.text.as_bytes().get(at).copied().filter(|byte| is_break(*byte)) else { return Ok(()) };
        if let Some(text) = self.text.get(self.start..at).filter(|text| !text.is_empty()) {
            each(&Record { line: self.line, text, starts: fields.of(text, self.separator), gap: 1 })?;
            self.breaks = LineBreaks::default();
        }
        fields.count = 1;
        self.line = self.line.wrapping_add(self.breaks.count_break(byte));
        self.start = at.wrapping_add(1);
        Ok(())
    }
}

/// Where the fields of a record start.
struct Fields<'s> {
    /// The first starts at 0.
    starts: &'s mut Vec<usize>,
    /// The number of fields, including those for which `starts` has no room.
    count: usize,
}

impl Fields<'_> {
    /// Adds a field after each separator of a word.
    #[inline]
    fn add_all(&mut self, mut separators: u64, word: usize, record: usize) {
        while separators != 0 {
            if let Some(start) = self.starts.get_mut(self.count) {
                *start = word.wrapping_add(index(separators)).wrapping_add(1).wrapping_sub(record);
            }
            self.count = self.count.wrapping_add(1);
            separators &= separators.wrapping_sub(1);
        }
    }

    /// Where the fields of a record start, and where one more would start.
    #[inline]
    fn of(&mut self, record: &str, separator: u8) -> &[usize] {
        if self.count >= self.starts.len() {
            self.make_room(record, separator);
        }
        if let Some(after) = self.starts.get_mut(self.count) {
            *after = record.len().wrapping_add(1);
        }
        self.starts.get(..=self.count).unwrap_or(&[])
    }

    /// Makes room for all fields of a record, and finds them once more.
    #[cold]
    fn make_room(&mut self, record: &str, separator: u8) {
        self.starts.resize(self.count.saturating_mul(2), 0);
        let after = memchr_iter(separator, record.as_bytes()).map(|at| at.wrapping_add(1));
        self.starts.iter_mut().skip(1).zip(after).for_each(|(start, after)| *start = after);
    }
}

pub(crate) const fn is_break(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

const LOW_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// The high bit of each byte of a word that is a separator.
#[inline]
const fn separators(word: u64, pattern: u64) -> u64 {
    let differs = word ^ pattern;
    !((differs & LOW_BITS).wrapping_add(LOW_BITS) | differs | LOW_BITS)
}

/// The high bit of each byte of a word that is a line break, or another control character before the carriage return.
#[inline]
const fn line_breaks(word: u64) -> u64 {
    /// What makes 128 of the byte after a carriage return.
    const TO_HIGH_BIT: u64 = (0x80 - (b'\r' as u64 + 1)) * 0x0101_0101_0101_0101;
    !((word & LOW_BITS).wrapping_add(TO_HIGH_BIT) | word | LOW_BITS)
}

/// The index of the first byte of a word whose high bit is set.
#[inline]
const fn index(high_bits: u64) -> usize {
    (high_bits.trailing_zeros() >> 3) as usize
}
