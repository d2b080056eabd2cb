//! Line charts as inline SVG, in whole numbers only, so that a page is the same everywhere.

use std::fmt::Write as _;
use std::ops::Range;

use carekpi_measure::FigureKind;
use chrono::{Datelike, NaiveDate};

use crate::display::ShownFigure;
use crate::html::group_name;

const WIDTH: u64 = 720;
const HEIGHT: u64 = 220;
const LEFT: u64 = 52;
const RIGHT: u64 = 12;
const TOP: u64 = 12;
const BOTTOM: u64 = 26;
const INNER_WIDTH: u64 = WIDTH - LEFT - RIGHT;
const INNER_HEIGHT: u64 = HEIGHT - TOP - BOTTOM;

/// The most lines that can be told apart by colour.
pub(super) const MOST_LINES: usize = 8;

/// A line of a chart: its group (blank if not recorded, `None` for all), and a figure for each date.
pub(super) struct Line<'l> {
    pub(super) group: Option<&'l str>,
    pub(super) figures: Vec<ShownFigure>,
}

/// The greatest value that a chart of these figures shows, in tenths: 100 for percentages, else a round number.
pub(super) fn scale_of(figures: &[ShownFigure]) -> u64 {
    if figures.iter().any(|figure| figure.kind == FigureKind::Proportion) {
        return 1000;
    }
    let greatest = figures.iter().filter_map(ShownFigure::tenths).max().unwrap_or(0);
    let mut unit: u64 = 10;
    loop {
        for round in [1, 2, 4, 10] {
            let top = unit.saturating_mul(round).saturating_mul(4);
            if top >= greatest {
                return top;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

/// The positions of values in a box, measured from its top left corner; `None` where there is no value. Values are in tenths.
pub(super) fn positions(
    values: &[Option<u64>],
    scale: u64,
    width: u64,
    height: u64,
) -> impl Iterator<Item = Option<(u64, u64)>> {
    let steps = u64::try_from(values.len().saturating_sub(1)).unwrap_or(1).max(1);
    let part = |part: u64, of: u64, length: u64| part.saturating_mul(length).checked_div(of).unwrap_or(0);
    (0_u64..).zip(values).map(move |(step, value)| {
        let y = height.saturating_sub(part((*value)?.min(scale), scale, height));
        Some((part(step, steps, width), y))
    })
}

/// Values in tenths as lines in a box, and the point where the last line ends. A line is broken where there is no value. A value
/// without neighbours is a dot.
pub(super) fn polylines(
    values: &[Option<u64>],
    scale: u64,
    width: u64,
    height: u64,
    place: impl Fn((u64, u64)) -> (u64, u64),
) -> (String, Option<(u64, u64)>) {
    let mut text = String::new();
    let mut run: Vec<(u64, u64)> = Vec::new();
    let mut end = None;
    let mut finish = |run: &mut Vec<(u64, u64)>| {
        match run.as_slice() {
            [] => {}
            [(x, y)] => {
                let _ = write!(text, "<circle cx=\"{x}\" cy=\"{y}\" r=\"2\"/>");
            }
            points => {
                let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
                let _ = write!(text, "<polyline points=\"{}\"/>", points.join(" "));
            }
        }
        run.clear();
    };
    for point in positions(values, scale, width, height) {
        let Some(point) = point.map(&place) else {
            finish(&mut run);
            continue;
        };
        end = Some(point);
        if run.last() != Some(&point) {
            run.push(point);
        }
    }
    finish(&mut run);
    (text, end)
}

/// What a chart shows besides its lines.
#[derive(Clone, Copy)]
pub(super) struct Frame<'f> {
    pub(super) dates: &'f [NaiveDate],
    /// How many of the first dates are shaded.
    pub(super) shaded: usize,
    pub(super) target: Option<f64>,
}

/// The line of a target in a box of this height; blank without a target, and if it is above the scale. `place` gives the ends of a
/// line across the box and its height, from the height in the box.
pub(super) fn target_line(
    target: Option<f64>,
    scale: u64,
    height: u64,
    place: impl Fn(u64) -> (Range<u64>, u64),
) -> String {
    let Some(y) = target.and_then(|target| target_height(target, scale, height)) else { return String::new() };
    let (Range { start, end }, y) = place(y);
    format!("<line class=\"target\" x1=\"{start}\" y1=\"{y}\" x2=\"{end}\" y2=\"{y}\"/>")
}

/// The height of a target, from the top; `None` if it is above the scale.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a target is drawn to the nearest pixel"
)]
fn target_height(target: f64, scale: u64, height: u64) -> Option<u64> {
    // A target is 0 or more, and the cast saturates.
    let tenths = (target * 10.0).round() as u64;
    let above = tenths.saturating_mul(height).checked_div(scale)?;
    (tenths <= scale).then(|| height.saturating_sub(above))
}

/// A chart of one indicator.
pub(super) fn chart(frame: Frame<'_>, lines: &[Line<'_>], title: &str) -> String {
    let Frame { dates, shaded, target } = frame;
    let all: Vec<ShownFigure> = lines.iter().flat_map(|line| line.figures.iter().copied()).collect();
    let scale = scale_of(&all);
    let percent = all.iter().any(|figure| figure.kind == FigureKind::Proportion);
    let mut svg = format!("<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">");
    if shaded > 0 {
        // Up to the first date that is not shaded.
        let width = x_of(shaded.min(dates.len().saturating_sub(1)), dates).saturating_sub(LEFT).max(1);
        let _ = write!(
            svg,
            "<rect class=\"before\" x=\"{LEFT}\" y=\"{TOP}\" width=\"{width}\" height=\"{INNER_HEIGHT}\"/>"
        );
    }
    for quarter in 0..=4_u64 {
        let y = TOP.saturating_add(INNER_HEIGHT.saturating_sub(INNER_HEIGHT.saturating_mul(quarter) / 4));
        let value = scale.saturating_mul(quarter) / 40;
        let label = if percent { format!("{value}%") } else { value.to_string() };
        let _ = write!(
            svg,
            "<line x1=\"{LEFT}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{label}</text>",
            WIDTH - RIGHT,
            LEFT - 6,
            y.saturating_add(4),
        );
    }
    for (x, label) in date_labels(dates) {
        let _ = write!(svg, "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{label}</text>", HEIGHT - 8);
    }
    svg.push_str(&target_line(target, scale, INNER_HEIGHT, |y| (LEFT..WIDTH - RIGHT, y.saturating_add(TOP))));
    for (number, line) in lines.iter().enumerate().rev() {
        let is_drawn = |figure: &&ShownFigure| line.group.is_none() || figure.is_large();
        let value = |figure: &ShownFigure| Some(figure).filter(is_drawn).and_then(ShownFigure::tenths);
        let values: Vec<Option<u64>> = line.figures.iter().map(value).collect();
        let place = |(x, y): (u64, u64)| (x.saturating_add(LEFT), y.saturating_add(TOP));
        let (drawn, _) = polylines(&values, scale, INNER_WIDTH, INNER_HEIGHT, place);
        let _ = write!(svg, "<g class=\"line{number}\">{drawn}</g>");
    }
    svg.push_str("</svg>\n");
    let drawn = |line: &Line<'_>| line.figures.iter().any(|figure| figure.tenths().is_some());
    let named: Vec<_> = lines.iter().enumerate().filter(|(_, line)| drawn(line)).collect();
    if named.len() > 1 {
        svg.push_str("<p class=\"legend\">");
        for (number, line) in named {
            let name = line.group.map_or("all".to_owned(), group_name);
            let _ = write!(svg, "<span class=\"line{number}\"><i></i>{name}</span>");
        }
        svg.push_str("</p>\n");
    }
    svg
}

/// The horizontal position of a date.
fn x_of(at: usize, dates: &[NaiveDate]) -> u64 {
    let steps = u64::try_from(dates.len().saturating_sub(1)).unwrap_or(1).max(1);
    LEFT.saturating_add(INNER_WIDTH.saturating_mul(u64::try_from(at).unwrap_or(0)) / steps)
}

/// At most seven dates to write below a chart, with their positions.
fn date_labels(dates: &[NaiveDate]) -> Vec<(u64, String)> {
    let first_of_year = |at: usize| {
        let year = |at: usize| dates.get(at).map(NaiveDate::year);
        at == 0 || year(at) != at.checked_sub(1).and_then(year)
    };
    let years: Vec<usize> = (0..dates.len()).filter(|at| *at > 0 && first_of_year(*at)).collect();
    let (at, by_year): (Vec<usize>, bool) =
        if years.len() > 2 { (years, true) } else { ((0..dates.len()).collect(), false) };
    let apart = at.len().div_ceil(7).max(1);
    let x = |at: usize| x_of(at, dates);
    let fits = |x: u64| (LEFT.saturating_sub(1)..=WIDTH.saturating_sub(34)).contains(&x);
    let text = |date: &NaiveDate| if by_year { date.format("%Y") } else { date.format("%-d %b %y") }.to_string();
    let labels = at.into_iter().step_by(apart).filter_map(|at| Some((x(at), text(dates.get(at)?))));
    labels.filter(|(x, _)| fits(*x)).collect()
}
