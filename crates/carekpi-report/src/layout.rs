//! Tables of text that fit a width.

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter, wrap};

use crate::labels::printable;

/// How a table is laid out for a terminal: how wide it may be, and whether it has colours.
///
/// ```
/// use carekpi_report::TableStyle;
///
/// let style = TableStyle::new(80).coloured(true);
/// assert_eq!((style.width, style.colour), (80, true));
/// assert_eq!(TableStyle::default().width, 120);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableStyle {
    /// The most columns of a line. Less than 40 is taken as 40.
    pub width: usize,
    /// Whether lines have colours.
    pub colour: bool,
}

impl Default for TableStyle {
    /// 120 columns without colours.
    fn default() -> Self {
        Self::new(120)
    }
}

impl TableStyle {
    /// This many columns without colours.
    #[must_use]
    pub const fn new(width: usize) -> Self {
        Self { width, colour: false }
    }

    /// The same, with colours if `colour` is true.
    #[must_use]
    pub const fn coloured(self, colour: bool) -> Self {
        Self { colour, ..self }
    }

    pub(crate) fn columns(self) -> usize {
        self.width.max(40)
    }
}

/// A kind of column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Numbers, dates and other short texts that are never wrapped, on the left.
    Left,
    /// The same, on the right.
    Right,
    /// Texts that are wrapped if the table would be too wide.
    Text,
}

/// The spaces between two columns.
const GAP: usize = 2;

/// The least width to which a column of texts is narrowed.
const NARROWEST: usize = 20;

/// The columns of a table, each with its width.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    columns: Vec<(Column, usize)>,
}

impl Grid {
    /// The columns that hold these rows in at most `width` columns of a terminal, with a space before the first. The widest texts
    /// are narrowed first. `None` if texts would become too narrow.
    pub(crate) fn fit<'r>(
        columns: &[Column],
        rows: impl IntoIterator<Item = &'r Vec<String>>,
        width: usize,
    ) -> Option<Self> {
        let mut columns: Vec<(Column, usize)> = columns.iter().map(|column| (*column, 0)).collect();
        for row in rows {
            for ((_, width), cell) in columns.iter_mut().zip(row) {
                *width = (*width).max(display_width(cell));
            }
        }
        let gaps = GAP.saturating_mul(columns.len().saturating_sub(1)).saturating_add(1);
        let all = |columns: &[(Column, usize)]| columns.iter().fold(gaps, |sum, (_, width)| sum.saturating_add(*width));
        while all(&columns) > width {
            let texts = columns.iter_mut().filter(|(column, width)| *column == Column::Text && *width > NARROWEST);
            let (_, widest) = texts.max_by_key(|(_, width)| *width)?;
            *widest = widest.saturating_sub(1);
        }
        Some(Self { columns })
    }

    /// The place at which a column begins in a line.
    pub(crate) fn start(&self, at: usize) -> usize {
        self.columns.iter().take(at).fold(1, |sum, (_, width)| sum.saturating_add(*width).saturating_add(GAP))
    }

    /// The lines of a row. A cell that is wrapped goes on below, a little indented.
    pub(crate) fn lines(&self, row: &[String]) -> Vec<String> {
        let cells: Vec<Vec<String>> =
            self.columns.iter().zip(row).map(|((_, width), cell)| wrapped(cell, *width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let line = |at: usize| {
            let mut line = String::from(" ");
            for ((column, width), cell) in self.columns.iter().zip(&cells) {
                let text = cell.get(at).map_or("", String::as_str);
                let blank = " ".repeat(width.saturating_sub(display_width(text)));
                let (before, after) =
                    if *column == Column::Right { (blank.as_str(), "") } else { ("", blank.as_str()) };
                line.push_str(&format!("{before}{text}{after}{}", " ".repeat(GAP)));
            }
            line.trim_end().to_owned()
        };
        (0..height).map(line).collect()
    }
}

/// The lines of a text, in at most `width` columns. Its indentation stays, and lines after the first have two spaces more.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    if display_width(text) <= width {
        return vec![text.to_owned()];
    }
    let words = text.trim_start();
    let indent = " ".repeat(text.len().saturating_sub(words.len()).min(width / 2));
    let below = format!("{indent}  ");
    let options = Options::new(width).initial_indent(&indent).subsequent_indent(&below);
    wrap(words, options.word_splitter(WordSplitter::NoHyphenation)).into_iter().map(Into::into).collect()
}

/// The lines of a text for a terminal.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    style: TableStyle,
    pub(crate) text: String,
}

/// How a line looks in a terminal with colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    Plain,
    Bold,
    Dim,
}

impl Lines {
    pub(crate) const fn new(style: TableStyle) -> Self {
        Self { style, text: String::new() }
    }

    /// Adds a line as it is.
    pub(crate) fn line(&mut self, line: &str, paint: Paint) {
        self.text.push_str(&self.painted(line, paint));
        self.text.push('\n');
    }

    /// A text with the codes of its colour.
    pub(crate) fn painted(&self, text: &str, paint: Paint) -> String {
        let code = match paint {
            Paint::Bold => "1",
            Paint::Dim => "2",
            Paint::Plain => "",
        };
        if !self.style.colour || code.is_empty() || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Adds a text in lines that fit. Control characters are replaced.
    pub(crate) fn paragraph(&mut self, text: &str) {
        for line in wrapped(&printable(text), self.style.columns()) {
            self.line(&line, Paint::Plain);
        }
    }
}
