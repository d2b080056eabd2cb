//! Rows of a usual form, one on each line, that are taken apart column by column.

use memchr::{memchr, memchr_iter};

use crate::block_column::{BlockColumn, Fields};

/// Rows that are one on each line and all have the same number of fields. A field has no quotes, or is in quotes and has none inside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainRows<'r> {
    text: &'r str,
    /// Where the fields start, and where one more would start.
    starts: &'r [usize],
    /// How many fields each row has, and how many starts.
    fields: usize,
    stride: usize,
    has_quotes: bool,
    /// The number of rows.
    pub(crate) rows: usize,
    /// The line of the first.
    pub(crate) line: u64,
}

impl<'r> PlainRows<'r> {
    /// The complete rows at the beginning, if each has this many fields and no other line is among them. The byte before each start
    /// is a separator or part of a line break. The last field may be incomplete.
    pub(crate) fn of(text: &'r str, starts: &'r [usize], fields: usize, line: u64) -> Option<Self> {
        let bytes = text.as_bytes();
        let ends_with = |start: &usize, byte: u8| bytes.get(start.wrapping_sub(1)) == Some(&byte);
        // A carriage return ends the last field, and a line feed after it ends a blank one.
        let has_returns = starts.get(fields).is_some_and(|start| ends_with(start, b'\r'));
        let stride = fields.checked_add(usize::from(has_returns))?;
        let rows = starts.len().checked_sub(1)?.checked_div(stride)?;
        // A blank line is not a row, not even one of one field.
        if fields < 2 || rows == 0 {
            return None;
        }
        let starts = starts.get(..=rows.checked_mul(stride)?)?;
        let of_rows = || starts.get(1..).unwrap_or(&[]).chunks_exact(stride);
        let is_line = |starts: &[usize]| match starts {
            [.., fields, next] if has_returns => {
                ends_with(fields, b'\r') && ends_with(next, b'\n') && next.wrapping_sub(*fields) == 1
            }
            [.., next] => ends_with(next, b'\n'),
            [] => false,
        };
        let bytes = bytes.get(*starts.first()?..*starts.last()?)?;
        let breaks = rows.checked_mul(if has_returns { 2 } else { 1 })?;
        // If there is none, searching is faster than counting.
        let count = |byte: u8| memchr(byte, bytes).map_or(0, |_| memchr_iter(byte, bytes).count());
        if !of_rows().all(is_line) || count(b'\n').saturating_add(count(b'\r')) != breaks {
            return None;
        }
        let quotes = count(b'"');
        let rows = Self { text, starts, fields, stride, has_quotes: quotes > 0, rows, line };
        // If these are all quotes, none is inside a field, and no field has a separator or a line break.
        (quotes == 0 || rows.fields_in_quotes().checked_mul(2) == Some(quotes)).then_some(rows)
    }

    /// How many fields start and end with a quote.
    fn fields_in_quotes(&self) -> usize {
        let bounds = self.starts.iter().zip(self.starts.get(1..).unwrap_or(&[]));
        let fields = bounds.map(|(start, next)| self.text.as_bytes().get(*start..next.wrapping_sub(1)));
        fields.filter(|field| matches!(field, Some([b'"', .., b'"']))).count()
    }

    /// About how many such rows a table of this size has, in bytes.
    pub(crate) fn rows_of(&self, size: u64) -> usize {
        let bytes = self.end().saturating_sub(self.starts.first().copied().unwrap_or(0));
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        // Rows may become shorter.
        let expected = size.saturating_mul(self.rows).checked_div(bytes).unwrap_or(0);
        expected.saturating_add(expected / 32)
    }

    /// How many starts all rows have.
    pub(crate) const fn taken(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Where the next record starts.
    pub(crate) fn end(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// The fields of the first row.
    pub(crate) fn first(&self) -> impl Iterator<Item = &'r str> {
        (0..self.fields).map(|place| self.fields_at(place).get(0))
    }

    /// The fields at one place of all rows.
    pub(crate) fn column(&self, place: usize) -> BlockColumn<'r> {
        BlockColumn::Fields(self.fields_at(place))
    }

    fn fields_at(&self, place: usize) -> Fields<'r> {
        let Self { text, starts, stride, has_quotes, .. } = *self;
        Fields { text, starts: starts.get(place..).unwrap_or(&[]), stride, has_quotes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The fields of the rows of a text, if they can be taken, and what is left.
    fn rows(text: &str, fields: usize) -> Option<(Vec<Vec<String>>, &str)> {
        let ends = text.bytes().enumerate().filter(|(_, byte)| b",\r\n".contains(byte));
        let starts: Vec<usize> = [0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect();
        let rows = PlainRows::of(text, &starts, fields, 1)?;
        let mut of_rows = vec![Vec::new(); rows.rows];
        for place in 0..fields {
            rows.column(place).for_each_text(&mut of_rows, |row, field| row.push(field.to_owned()));
        }
        Some((of_rows, text.get(rows.end()..).unwrap()))
    }

    #[test]
    fn rows_of_one_form_are_taken_apart() {
        let expected = [["a", ""], ["", "é"]].map(|row| row.map(str::to_owned).to_vec()).to_vec();
        for (text, left) in
            [("a,\n,é\n", ""), ("a,\r\n,é\r\n", ""), ("a,\n,é\nb,c", "b,c"), ("a,\r\n,é\r\nb,c\r", "b,c\r")]
        {
            assert_eq!(rows(text, 2), Some((expected.clone(), left)), "{text:?}");
        }
    }

    #[test]
    fn what_does_not_begin_with_such_rows_is_left() {
        for text in
            ["a,b\n\nc,d\n", "\na,b\n", "a,b\rc,d\n", "a\nb\n", "a,b,c\n", "a\n,b\n", "a,b\r\r\n", "a,b", "", "a\rb\n"]
        {
            assert_eq!(rows(text, 2), None, "{text:?}");
        }
        assert_eq!(rows("a\n\nb\n", 1), None);
        for text in [
            "\"a,b\"\n",
            "\"a\"\"\",b\n",
            "\"a\"b,c\n",
            "a\"b,c\n",
            "\",\"\n",
            "\",\"\"\n",
            "\"\",\"\"\"\n",
            "\"a\n\",b\n",
        ] {
            assert_eq!(rows(text, 2), None, "{text:?}");
        }
    }

    #[test]
    fn fields_may_be_in_quotes() {
        let expected = [["a", ""], ["", "é"]].map(|row| row.map(str::to_owned).to_vec()).to_vec();
        for text in ["\"a\",\"\"\n\"\",\"é\"\n", "\"a\",\n,\"é\"\n", "a,\r\n\"\",é\r\n"] {
            assert_eq!(rows(text, 2), Some((expected.clone(), "")), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_byte_is_lost(text in "[aé,\r\n]{0,30}", fields in 2_usize..4) {
            let Some((rows, rest)) = rows(&text, fields) else { return Ok(()) };
            prop_assert!(rows.iter().flatten().all(|field| !field.contains([',', '\r', '\n'])));
            let written = |end| rows.iter().map(|row| row.join(",") + end).collect::<String>() + rest;
            prop_assert!(["\n", "\r\n"].into_iter().any(|end| written(end) == text));
            prop_assert!(!rows.is_empty() && rows.iter().all(|row| row.len() == fields));
        }
    }
}
