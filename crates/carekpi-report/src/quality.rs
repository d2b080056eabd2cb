//! What a report says of the data behind it.

use serde::Serialize;

/// How many rows of a table were read, kept and set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowCounts {
    /// Rows read.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows set aside.
    pub set_aside: u64,
}

/// One thing to say of the data, and the figures that it can touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What there is to say, in a line.
    pub text: String,
    /// The identifiers of the indicators that it can touch.
    pub indicators: Vec<&'static str>,
}

/// What a report says of the data behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataQuality {
    /// The tables read, by name, in order.
    pub rows: Vec<(String, RowCounts)>,
    /// How many rows were set aside.
    pub errors: usize,
    /// How many other findings there are.
    pub warnings: usize,
    /// The findings one by one, as far as they can touch a figure.
    pub notes: Vec<Note>,
}

impl DataQuality {
    /// What can touch one figure.
    pub(crate) fn of<'q>(&'q self, indicator: &'q str) -> impl Iterator<Item = &'q str> + 'q {
        self.notes.iter().filter(move |note| note.indicators.contains(&indicator)).map(|note| note.text.as_str())
    }
}
