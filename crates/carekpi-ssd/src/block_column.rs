//! The cells of a column, in some rows of a table.

use chrono::NaiveDate;

/// The cells of a column. Rows beyond the last cell are blank.
#[derive(Clone, Debug, Default)]
pub(crate) enum BlockColumn<'b> {
    /// None: all are blank.
    #[default]
    Blank,
    /// Fields of a text.
    Fields(Fields<'b>),
    Texts(Vec<&'b str>),
    Slices(Slices<'b>),
    Coded(Coded<'b>),
    /// Dates that are given and not written.
    Dates(Vec<Option<NaiveDate>>),
}

impl<'b> BlockColumn<'b> {
    /// The text of a row. It is blank if a date is given.
    #[inline]
    pub(crate) fn text(&self, row: usize) -> &'b str {
        match self {
            Self::Fields(fields) => fields.get(row),
            _ => self.other_text(row),
        }
    }

    /// The text of a row of a column other than fields.
    fn other_text(&self, row: usize) -> &'b str {
        match self {
            Self::Texts(texts) => texts.get(row).copied().unwrap_or(""),
            Self::Slices(slices) => slices.get(row),
            Self::Coded(coded) => coded.get(row),
            Self::Blank | Self::Fields(_) | Self::Dates(_) => "",
        }
    }

    /// Calls `each` with each of `rows` that has a text, and the text. Rows beyond the last cell are left out, and all if dates are
    /// given.
    #[inline]
    pub(crate) fn for_each_text<R>(&self, rows: &mut [R], mut each: impl FnMut(&mut R, &'b str)) {
        match self {
            Self::Fields(fields) if !fields.has_quotes => {
                rows.iter_mut().zip(fields.bounds()).for_each(|(row, bounds)| each(row, fields.between(bounds)));
            }
            _ => self.for_each_other(rows, &mut each),
        }
    }

    /// Calls `each` as [`for_each_text`](Self::for_each_text) does, with the bytes of each text, which are found sooner.
    #[inline]
    pub(crate) fn for_each_bytes<R>(&self, rows: &mut [R], mut each: impl FnMut(&mut R, &'b [u8])) {
        match self {
            Self::Fields(fields) if !fields.has_quotes => {
                rows.iter_mut().zip(fields.bounds()).for_each(|(row, bounds)| each(row, fields.bytes_between(bounds)));
            }
            _ => self.for_each_other(rows, &mut |row, text: &str| each(row, text.as_bytes())),
        }
    }

    /// Calls `each` as [`for_each_text`](Self::for_each_text) does, but through a pointer: only the usual loop, over fields without
    /// quotes, inlines it.
    fn for_each_other<R>(&self, rows: &mut [R], each: &mut dyn FnMut(&mut R, &'b str)) {
        match self {
            Self::Fields(fields) => {
                let texts = fields.bounds().map(|bounds| unquoted(fields.between(bounds)));
                rows.iter_mut().zip(texts).for_each(|(row, text)| each(row, text));
            }
            Self::Texts(texts) => rows.iter_mut().zip(texts).for_each(|(row, text)| each(row, text)),
            Self::Slices(slices) => {
                rows.iter_mut().zip(slices.bounds()).for_each(|(row, bounds)| each(row, slices.between(bounds)));
            }
            Self::Coded(coded) => rows.iter_mut().zip(coded.iter()).for_each(|(row, text)| each(row, text)),
            Self::Blank | Self::Dates(_) => {}
        }
    }
}

/// Fields of a text, at the same distance from each other in the list of all fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'b> {
    pub(crate) text: &'b str,
    /// Where all fields start, from the first of these on. Each ends a byte before the next.
    pub(crate) starts: &'b [usize],
    pub(crate) stride: usize,
    /// Whether some are in quotes. Then no field that is not has a quote.
    pub(crate) has_quotes: bool,
}

impl<'b> Fields<'b> {
    #[inline]
    pub(crate) fn get(&self, row: usize) -> &'b str {
        let field = self.bounds_at(row.wrapping_mul(self.stride)).map_or("", |bounds| self.between(bounds));
        if self.has_quotes { unquoted(field) } else { field }
    }

    /// Where the fields start, and where the next ones do.
    #[inline]
    fn bounds(&self) -> impl Iterator<Item = [usize; 2]> {
        let mut at = 0_usize;
        std::iter::from_fn(move || {
            let bounds = self.bounds_at(at)?;
            at = at.wrapping_add(self.stride);
            Some(bounds)
        })
    }

    /// The bounds of the field whose start is at this index of `starts`.
    #[inline]
    fn bounds_at(&self, at: usize) -> Option<[usize; 2]> {
        self.starts.get(at..)?.first_chunk().copied()
    }

    /// A field as it is written, with its quotes.
    #[inline]
    fn between(&self, [start, next]: [usize; 2]) -> &'b str {
        self.text.get(start..next.wrapping_sub(1)).unwrap_or("")
    }

    #[inline]
    fn bytes_between(&self, [start, next]: [usize; 2]) -> &'b [u8] {
        self.text.as_bytes().get(start..next.wrapping_sub(1)).unwrap_or(&[])
    }
}

/// Texts that stand one after another in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slices<'b> {
    pub(crate) text: &'b str,
    /// Where each starts, and where the last one ends.
    pub(crate) offsets: &'b [usize],
}

impl<'b> Slices<'b> {
    fn get(&self, row: usize) -> &'b str {
        self.offsets.get(row..).and_then(<[usize]>::first_chunk).map_or("", |bounds| self.between(*bounds))
    }

    #[inline]
    fn between(&self, [start, end]: [usize; 2]) -> &'b str {
        self.text.get(start..end).unwrap_or("")
    }

    #[inline]
    fn bounds(&self) -> impl Iterator<Item = [usize; 2]> {
        let ends = self.offsets.get(1..).unwrap_or(&[]);
        self.offsets.iter().zip(ends).map(|(start, end)| [*start, *end])
    }
}

/// Texts of which the same occur many times.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coded<'b> {
    pub(crate) texts: &'b [&'b str],
    /// The place of each row's text; beyond the end if it is blank.
    pub(crate) places: &'b [usize],
}

impl<'b> Coded<'b> {
    fn get(&self, row: usize) -> &'b str {
        self.places.get(row).map_or("", |place| self.at(*place))
    }

    #[inline]
    fn at(&self, place: usize) -> &'b str {
        self.texts.get(place).copied().unwrap_or("")
    }

    #[inline]
    fn iter(&self) -> impl Iterator<Item = &'b str> {
        self.places.iter().map(|place| self.at(*place))
    }
}

/// A field without the quotes around it.
fn unquoted(field: &str) -> &str {
    field.strip_prefix('"').and_then(|field| field.strip_suffix('"')).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_the_same_alone_and_among_others() {
        let fields = |text, starts, has_quotes| BlockColumn::Fields(Fields { text, starts, stride: 2, has_quotes });
        let slices = |offsets| BlockColumn::Slices(Slices { text: "é1bc", offsets });
        let columns = [
            (fields("é,1\nb,2\n,3\nc", &[0, 3, 5, 7, 9, 10, 12], false), vec!["é", "b", ""]),
            (fields("\"é\",1\nb,2\n\"\",3\n", &[0, 5, 7, 9, 11, 14, 16], true), vec!["é", "b", ""]),
            (fields("a,\"\"\n", &[2, 5], true), vec![""]),
            (BlockColumn::Texts(vec!["é", "", "b"]), vec!["é", "", "b"]),
            // One offset is less than the one before it and inside a character. The last is beyond the end.
            (slices(&[0, 2, 3, 1, 5, 9]), vec!["é", "1", "", "", ""]),
            (BlockColumn::Coded(Coded { texts: &["a", "é"], places: &[1, 0, 2, 1] }), vec!["é", "a", "", "é"]),
            (BlockColumn::Dates(vec![Some(NaiveDate::MIN), None]), vec![]),
            (BlockColumn::Blank, vec![]),
        ];
        for (column, mut expected) in columns {
            let cells = expected.len();
            let alone: Vec<&str> = (0..cells).map(|row| column.text(row)).collect();
            assert_eq!(alone, expected, "{column:?}");
            assert_eq!([cells, 100, usize::MAX].map(|row| column.text(row)), [""; 3], "{column:?}");
            // Rows beyond the last cell are left alone.
            expected.resize(100, "none");
            let (mut texts, mut bytes) = (vec!["none"; 100], vec![&b"none"[..]; 100]);
            column.for_each_text(&mut texts, |row, text| *row = text);
            column.for_each_bytes(&mut bytes, |row, text| *row = text);
            assert_eq!(texts, expected, "{column:?}");
            assert!(bytes.iter().zip(&expected).all(|(bytes, text)| *bytes == text.as_bytes()), "{column:?}");
        }
    }
}
