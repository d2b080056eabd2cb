//! The texts of one column, from the first row on.

use std::iter::repeat;

/// The texts of a column that are left.
pub(crate) struct Texts<'t>(Box<dyn Fill<'t> + 't>);

impl<'t> Texts<'t> {
    pub(crate) fn new(texts: impl Iterator<Item = &'t str> + 't) -> Self {
        Self(Box::new(texts))
    }

    /// Blank texts.
    pub(crate) fn blank() -> Self {
        Self::new(repeat(""))
    }

    /// Puts the next texts into one column of these rows, each of which has `width` cells.
    pub(crate) fn fill(&mut self, cells: &mut [&'t str], column: usize, width: usize) {
        self.0.fill(cells, column, width);
    }
}

/// An iterator that is called once for many rows.
trait Fill<'t> {
    fn fill(&mut self, cells: &mut [&'t str], column: usize, width: usize);
}

impl<'t, I: Iterator<Item = &'t str>> Fill<'t> for I {
    fn fill(&mut self, cells: &mut [&'t str], column: usize, width: usize) {
        // The cells come first: no text is taken if there is none left.
        for (cell, text) in cells.iter_mut().skip(column).step_by(width).zip(self) {
            *cell = text;
        }
    }
}
