//! Tables of text that fit a width.

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter, wrap};

use crate::outside_text::printable;

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

/// The least width to which a column of texts is narrowed.
const NARROWEST: usize = 20;

/// The columns of a table, each with its width.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    columns: Vec<(Column, usize)>,
    /// The spaces between two columns.
    gap: usize,
}

impl Grid {
    /// The columns as wide as these rows need, two spaces apart.
    pub(crate) fn of<'r>(columns: &[Column], rows: impl IntoIterator<Item = &'r Vec<String>>) -> Self {
        let mut columns: Vec<(Column, usize)> = columns.iter().map(|column| (*column, 0)).collect();
        for row in rows {
            for ((_, width), cell) in columns.iter_mut().zip(row) {
                *width = (*width).max(display_width(cell));
            }
        }
        Self { columns, gap: 2 }
    }

    /// The width of the table, with a space before the first column.
    pub(crate) fn total(&self) -> usize {
        let gaps = self.gap.saturating_mul(self.columns.len().saturating_sub(1)).saturating_add(1);
        self.columns.iter().fold(gaps, |sum, (_, width)| sum.saturating_add(*width))
    }

    /// The columns in at most this width. The widest texts are narrowed first, then the columns stand one space apart. `None` if
    /// texts would become too narrow.
    pub(crate) fn narrowed(&self, width: usize) -> Option<Self> {
        let with_gap = |gap: usize| {
            let mut grid = Self { gap, ..self.clone() };
            while grid.total() > width {
                let texts =
                    grid.columns.iter_mut().filter(|(column, width)| *column == Column::Text && *width > NARROWEST);
                let (_, widest) = texts.max_by_key(|(_, width)| *width)?;
                *widest = widest.saturating_sub(1);
            }
            Some(grid)
        };
        with_gap(2).or_else(|| with_gap(1))
    }

    /// The same with the first column as wide as these texts, as far as the width allows.
    pub(crate) fn widened<'t>(mut self, texts: impl IntoIterator<Item = &'t str>, width: usize) -> Self {
        let spare = width.saturating_sub(self.total());
        let widest = texts.into_iter().map(display_width).max().unwrap_or(0);
        if let Some((_, first)) = self.columns.first_mut() {
            *first = widest.clamp(*first, first.saturating_add(spare));
        }
        self
    }

    /// The place at which a column begins in a line.
    pub(crate) fn start(&self, at: usize) -> usize {
        self.columns.iter().take(at).fold(1, |sum, (_, width)| sum.saturating_add(*width).saturating_add(self.gap))
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
                line.push_str(&format!("{before}{text}{after}{}", " ".repeat(self.gap)));
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
    Yellow,
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
            Paint::Yellow => "33",
            Paint::Plain => "",
        };
        if !self.style.colour || code.is_empty() || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Adds a text in lines that fit. Control characters are replaced.
    pub(crate) fn paragraph(&mut self, text: &str) {
        self.wrapped(text, Paint::Plain);
    }

    /// The same, painted.
    pub(crate) fn wrapped(&mut self, text: &str, paint: Paint) {
        for line in wrapped(&printable(text), self.style.columns()) {
            self.line(&line, paint);
        }
    }
    /// Adds a line that is yellow from a column on.
    pub(crate) fn painted_from(&mut self, line: &str, column: usize) {
        let mut before = 0_usize;
        let at = line.char_indices().find(|(_, letter)| {
            let begins_at = before;
            before = before.saturating_add(display_width(letter.encode_utf8(&mut [0; 4])));
            begins_at >= column
        });
        let at = at.map_or(line.len(), |(at, _)| at);
        let (before, after) = line.split_at_checked(at).unwrap_or((line, ""));
        let line = format!("{before}{}", self.painted(after, Paint::Yellow));
        self.line(&line, Paint::Plain);
    }

    /// Adds parts that are not broken, two spaces apart, in as many lines as they need.
    pub(crate) fn parts(&mut self, indent: usize, parts: impl IntoIterator<Item = String>) {
        let mut line = String::new();
        for part in parts {
            let next = format!("{line}{}{part}", if line.is_empty() { " ".repeat(indent) } else { "  ".to_owned() });
            if line.is_empty() || display_width(&next) <= self.style.columns() {
                line = next;
            } else {
                self.line(&line, Paint::Plain);
                line = format!("{}{part}", " ".repeat(indent));
            }
        }
        if !line.is_empty() {
            self.line(&line, Paint::Plain);
        }
    }
}
