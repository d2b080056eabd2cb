//! Workbooks, sheets and cells.

use chrono::NaiveDate;

use crate::workbook::names::sheet_name;

/// A workbook: some sheets, each with at most one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    /// Its title.
    pub title: String,
    /// The sheets, in order. Give each a name that spreadsheets allow; [`push`](Self::push) takes care of that.
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// A workbook without sheets.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), sheets: Vec::new() }
    }

    /// Adds a sheet. Its name is changed if spreadsheets do not allow it, or if another sheet has it: it has at most 31 characters,
    /// none of them `[]:*?/\`, and capitals make no difference.
    ///
    /// ```
    /// use carekpi_report::workbook::{Sheet, Workbook};
    ///
    /// let mut workbook = Workbook::new("Teams");
    /// for name in ["North/East", "north/east", ""] {
    ///     workbook.push(Sheet { name: name.to_owned(), ..Sheet::default() });
    /// }
    /// let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    /// assert_eq!(names, ["North-East", "north-east (2)", "Sheet"]);
    /// ```
    pub fn push(&mut self, mut sheet: Sheet) {
        sheet.name = sheet_name(&sheet.name, self.sheets.iter().map(|other| other.name.as_str()));
        self.sheets.push(sheet);
    }

    /// The first sheet of a name; `None` if there is none.
    ///
    /// ```
    /// use carekpi_report::workbook::Workbook;
    ///
    /// assert_eq!(Workbook::default().get("Series"), None);
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

/// A sheet: lines of text, then a table, then charts. Each part may be absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The lines above the table. The first is the heading.
    pub notes: Vec<String>,
    /// The columns of the table; empty if there is no table.
    pub columns: Vec<Column>,
    /// The rows of the table, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// How many columns at the left stay in view.
    pub fixed_columns: u16,
    /// Which cells are coloured.
    pub highlights: Vec<Highlight>,
    /// The charts.
    pub charts: Vec<LineChart>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Its width, in characters.
    pub width: u16,
    /// What it holds.
    pub kind: ColumnKind,
}

impl Column {
    /// A column.
    ///
    /// ```
    /// use carekpi_report::workbook::{Column, ColumnKind};
    ///
    /// assert_eq!(Column::new("Child", 14, ColumnKind::Text).width, 14);
    /// ```
    #[must_use]
    pub fn new(title: impl Into<String>, width: u16, kind: ColumnKind) -> Self {
        Self { title: title.into(), width, kind }
    }
}

/// What a column holds. This decides how its cells are aligned. Each cell has a kind of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Texts of one line, or a mixture.
    Text,
    /// Texts that may need several lines.
    Paragraph,
    /// Numbers.
    Number,
    /// Dates.
    Date,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text. It is never a formula.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number, shown with one decimal place.
    Decimal(f64),
    /// A percentage, shown with one decimal place: 82.0 is 82.0%.
    Percentage(f64),
    /// A change of a number or of a percentage, shown with its sign and one decimal place.
    Change(f64),
    /// A date.
    Date(NaiveDate),
    /// Nothing.
    Blank,
}

impl Cell {
    /// A text; blank if it is empty.
    ///
    /// ```
    /// use carekpi_report::workbook::Cell;
    ///
    /// assert_eq!(Cell::text("=1+1"), Cell::Text("=1+1".to_owned()));
    /// assert_eq!(Cell::text(""), Cell::Blank);
    /// ```
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A count.
    ///
    /// ```
    /// use carekpi_report::workbook::Cell;
    ///
    /// assert_eq!(Cell::count(12), Cell::Whole(12));
    /// ```
    #[must_use]
    pub fn count(count: u64) -> Self {
        Self::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Blank, Self::Date)
    }
}

/// A rule that colours the cells of a column that are equal to a text. The text says what the colour says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Highlight {
    /// The column, from 0.
    pub column: usize,
    /// The text of the cells.
    pub text: String,
    /// What the colour says.
    pub tone: Tone,
}

/// What a colour says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// All is well.
    Good,
    /// To be watched.
    Caution,
    /// Something is wrong.
    Bad,
    /// To be noticed.
    Notable,
}

/// A chart of one column as a line over dates. Its title is that of the column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LineChart {
    /// The name of the sheet whose table it shows.
    pub sheet: String,
    /// The column of the dates, from 0.
    pub dates: usize,
    /// The column of the values, from 0. The line has a gap at a blank cell.
    pub values: usize,
}
