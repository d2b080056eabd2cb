//! A scorecard as a table for a terminal.

use carekpi_engine::Direction;
use carekpi_rules::Polarity;

use crate::labels::{long_date, number_text};
use crate::layout::{Column, Grid, Lines, Paint, TableStyle};
use crate::outside_text::in_column;
use crate::scorecard::{Comparison, Row, ScorecardReport};

impl ScorecardReport<'_, '_> {
    /// As a table for a terminal. No line is wider than the style allows: identifiers are left out first, then titles are shortened,
    /// then they are wrapped. If even that is too wide, the numbers of a figure stand below its title.
    #[must_use]
    pub fn table(&self, style: TableStyle) -> String {
        scorecard_table(self, style)
    }
}

fn scorecard_table(report: &ScorecardReport<'_, '_>, style: TableStyle) -> String {
    let mut lines = Lines::new(style);
    title(&mut lines, report);
    let table = Table::of(report);
    let form = table.form(style.columns());
    form.header(&mut lines, &table);
    let mut area = "";
    for row in &table.rows {
        if row.area != area {
            area = row.area;
            lines.wrapped(&format!(" {area}"), Paint::Bold);
        }
        form.row(&mut lines, &table, row);
        if !row.comparators.is_empty() {
            lines.wrapped(&format!("      {}", row.comparators.join("; ")), Paint::Dim);
        }
    }
    lines.line("", Paint::Plain);
    if let Some(publication) = report.published {
        lines.paragraph(publication.sentence());
    } else {
        lines.paragraph(&report.data_quality());
    }
    if let Some(notice) = report.notice {
        lines.paragraph(notice);
    }
    lines.text
}

/// The lines above the table.
fn title(lines: &mut Lines, report: &ScorecardReport<'_, '_>) {
    let scorecard = report.scorecard;
    let (snapshot, period) = (scorecard.snapshot(), scorecard.period());
    if let Some(council) = report.council {
        lines.paragraph(council);
    }
    lines.paragraph(&format!("Key performance indicators on {}", long_date(snapshot)));
    let (first, last) = (period.first_day(snapshot), period.last_day(snapshot));
    lines.paragraph(&format!("flows counted over {} to {}", long_date(first), long_date(last)));
    if let Some(before) = report.compared() {
        let then = long_date(before.snapshot());
        lines.paragraph(&format!("compared with {then}, flows over the year that ends on it"));
    }
    if let Some(unlike) = report.unlike() {
        lines.paragraph(&format!("not measured alike: {unlike}"));
    }
    if let Some(breakdown) = report.breakdown {
        lines.paragraph(&format!("by {}", breakdown.by));
    }
    for note in scorecard.provenance().notes() {
        lines.paragraph(&note);
    }
    lines.line("", Paint::Plain);
}

/// The figures as texts.
struct Table<'r> {
    /// The names of the columns of numbers.
    header: Vec<&'static str>,
    rows: Vec<TableRow<'r>>,
    /// Whether the figures are compared with those of another date. Identifiers are then left out.
    compared: bool,
}

/// A figure, or the figure of a group.
struct TableRow<'r> {
    area: &'r str,
    /// The identifier; `None` for a group.
    id: Option<&'r str>,
    title: String,
    short_title: String,
    numbers: Vec<String>,
    doubtful: bool,
    /// The figures of others, each with its name.
    comparators: Vec<String>,
}

impl<'r> Table<'r> {
    fn of(report: &'r ScorecardReport<'_, '_>) -> Self {
        let rows = report.rows();
        let compared = rows.iter().any(|row| row.before.is_some());
        let expected = report.expectations.is_some();
        let mut header = vec!["value", "of"];
        header.extend(if compared { &COMPARED[..] } else { &DOUBTS[..] });
        header.extend(if expected { &EXPECTED[..] } else { &[] });
        let mut table = Self { header, rows: Vec::new(), compared };
        for row in &rows {
            let mut numbers = vec![row.figure.value_text(), row.figure.parts_text()];
            numbers.extend(if compared { compared_cells(row) } else { doubt_cells(row) });
            numbers.extend(expected_cells(row).into_iter().filter(|_| expected));
            let area = &*row.info.area.title;
            table.rows.push(TableRow {
                area,
                id: Some(&row.info.id),
                title: format!("  {}", row.info.title),
                short_title: format!("  {}", row.info.subject()),
                numbers,
                doubtful: !compared && (!row.figure.undetermined_text().is_empty() || !row.notes.is_empty()),
                comparators: comparators(row),
            });
            for (group, figure) in row.groups.iter().filter(|(_, figure)| !figure.is_empty()) {
                let name = if group.is_empty() { "not recorded".to_owned() } else { in_column(group) };
                let title = format!("      {name}");
                let mut numbers = vec![figure.value_text(), figure.parts_text()];
                numbers.extend((!compared).then(|| figure.undetermined_text()));
                table.rows.push(TableRow {
                    area,
                    id: None,
                    short_title: title.clone(),
                    title,
                    numbers,
                    doubtful: false,
                    comparators: Vec::new(),
                });
            }
        }
        table
    }

    /// The widest form that fits.
    fn form(&self, width: usize) -> Form {
        let mut columns = vec![Column::Text, Column::Left];
        columns.extend(self.header.iter().map(|_| Column::Right));
        // The names of groups are wrapped rather than that they widen the table.
        let cells = |has_ids: bool, is_short: bool| {
            let figures = self.rows.iter().map(move |row| row.cells(has_ids, is_short, row.id.is_some()));
            figures.chain([self.header_cells(has_ids)]).collect::<Vec<_>>()
        };
        let forms = [(true, false), (false, false), (false, true)];
        for (has_ids, is_short) in forms.into_iter().filter(|(has_ids, _)| !(*has_ids && self.compared)) {
            let columns = columns.get(usize::from(!has_ids)..).unwrap_or(&columns);
            let mut columns = columns.to_vec();
            if let Some(first) = columns.first_mut() {
                *first = Column::Text;
            }
            let grid = Grid::of(&columns, &cells(has_ids, is_short));
            let names = self.rows.iter().map(|row| row.title.as_str());
            if grid.total() <= width {
                return Form { has_ids, is_short, grid: Some(grid.widened(names, width)) };
            }
            if is_short {
                return Form { has_ids, is_short, grid: grid.narrowed(width) };
            }
        }
        Form { has_ids: false, is_short: false, grid: None }
    }

    fn header_cells(&self, has_ids: bool) -> Vec<String> {
        let texts = if has_ids { &["", ""][..] } else { &[""] };
        texts.iter().chain(&self.header).map(|name| (*name).to_owned()).collect()
    }
}

impl TableRow<'_> {
    fn cells(&self, has_ids: bool, is_short: bool, is_titled: bool) -> Vec<String> {
        let title = if is_short { &self.short_title } else { &self.title };
        let mut cells = vec![if is_titled { title.clone() } else { String::new() }];
        cells.extend(has_ids.then(|| self.id.unwrap_or("").to_owned()));
        cells.extend(self.numbers.iter().cloned());
        cells
    }
}

/// How the rows are laid out.
struct Form {
    has_ids: bool,
    is_short: bool,
    /// `None` if numbers stand below titles.
    grid: Option<Grid>,
}

impl Form {
    fn header(&self, lines: &mut Lines, table: &Table<'_>) {
        for line in self.grid.iter().flat_map(|grid| grid.lines(&table.header_cells(self.has_ids))) {
            lines.line(&line, Paint::Dim);
        }
    }

    fn row(&self, lines: &mut Lines, table: &Table<'_>, row: &TableRow<'_>) {
        let paint = if row.id.is_some() { Paint::Plain } else { Paint::Dim };
        let Some(grid) = &self.grid else {
            lines.paragraph(&format!(" {}", row.title));
            let named = table.header.iter().zip(&row.numbers).filter(|(_, number)| !number.is_empty());
            let parts = named.map(|(name, number)| match *name {
                "value" | "" => number.clone(),
                name => format!("{name} {number}"),
            });
            let indent = row.title.len().saturating_sub(row.title.trim_start().len()).saturating_add(3);
            return lines.parts(indent, parts);
        };
        // What is doubtful is the two columns after the value and its parts.
        let doubts = grid.start(if self.has_ids { 4 } else { 3 });
        for (at, line) in grid.lines(&row.cells(self.has_ids, self.is_short, true)).into_iter().enumerate() {
            if row.doubtful && at == 0 {
                lines.painted_from(&line, doubts);
            } else {
                lines.line(&line, paint);
            }
        }
    }
}

const DOUBTS: [&str; 2] = ["undetermined", "findings"];

fn doubt_cells(row: &Row<'_>) -> Vec<String> {
    let findings = if row.notes.is_empty() { String::new() } else { row.notes.len().to_string() };
    vec![row.figure.undetermined_text(), findings]
}

const EXPECTED: [&str; 2] = ["target", "status"];

/// The target, with a sign that says on which side of it values are better, and how the figure stands.
fn expected_cells(row: &Row<'_>) -> [String; 2] {
    let sign = if row.info.polarity == Polarity::Lower { '\u{2264}' } else { '\u{2265}' };
    let target = row.expectation.and_then(|expectation| expectation.target);
    let target = target.map(|target| format!("{sign} {}", number_text(target, row.info.kind))).unwrap_or_default();
    [target, row.status(&row.figure).map(|status| status.to_string()).unwrap_or_default()]
}

fn comparators(row: &Row<'_>) -> Vec<String> {
    let comparators = row.expectation.iter().flat_map(|expectation| &expectation.comparators);
    comparators.map(|(name, value)| format!("{name}: {}", number_text(*value, row.info.kind))).collect()
}

const COMPARED: [&str; 7] = ["then", "change", "", "new", "left", "met", "not met"];

fn compared_cells(row: &Row<'_>) -> Vec<String> {
    let Some(Comparison { then, members: change }) = &row.before else { return vec![String::new(); COMPARED.len()] };
    let counts = [change.entered, change.left, change.became_met, change.became_overdue];
    let direction = then.direction.map_or("", Direction::name).to_owned();
    let mut cells = vec![then.figure.value_text(), row.figure.change_text(&then.figure).unwrap_or_default(), direction];
    cells.extend(counts.map(|count| if count == 0 { String::new() } else { count.to_string() }));
    cells
}
