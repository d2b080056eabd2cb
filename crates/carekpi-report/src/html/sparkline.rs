//! A small line chart of a figure's history, with its scale, its dates and its target.

use std::fmt::Write as _;

use carekpi_measure::FigureKind;
use chrono::NaiveDate;

use crate::display::ShownFigure;
use crate::html::chart::{polylines, positions, scale_of, target_line};
use crate::labels::long_date;

const WIDTH: u64 = 190;
const HEIGHT: u64 = 54;
const LEFT: u64 = 34;
const RIGHT: u64 = 6;
const TOP: u64 = 6;
const BOTTOM: u64 = 15;

/// The figures of an indicator on many dates.
pub(super) struct Points<'p> {
    pub(super) dates: &'p [NaiveDate],
    pub(super) figures: &'p [Option<ShownFigure>],
    pub(super) target: Option<f64>,
}

/// The values of a figure over time, as inline SVG. Blank if there are fewer than two values.
pub(super) fn sparkline(points: &Points<'_>, title: &str) -> String {
    let Points { dates, figures, target } = *points;
    let values: Vec<Option<u64>> = figures.iter().map(|figure| figure.as_ref().and_then(ShownFigure::tenths)).collect();
    let shown: Vec<ShownFigure> = figures.iter().flatten().copied().collect();
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return String::new() };
    if values.iter().flatten().count() < 2 {
        return String::new();
    }
    let scale = scale_of(&shown);
    let (width, height) = (WIDTH.saturating_sub(LEFT + RIGHT), HEIGHT.saturating_sub(TOP + BOTTOM));
    let place = |(x, y): (u64, u64)| (x.saturating_add(LEFT), y.saturating_add(TOP));
    let (lines, _) = polylines(&values, scale, width, height, place);
    let percent = if shown.iter().any(|figure| figure.kind == FigureKind::Proportion) { "%" } else { "" };
    let value_at = |figure: Option<&Option<ShownFigure>>| {
        figure.and_then(Option::as_ref).map_or_else(|| "not recorded".to_owned(), ShownFigure::value_text)
    };
    let mut svg = format!(
        "<svg class=\"spark\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}: {} on {}, {} on {}\">",
        value_at(figures.first()),
        long_date(*first),
        value_at(figures.last()),
        long_date(*last),
    );
    let base = HEIGHT - BOTTOM;
    for (y, label) in [(TOP, format!("{}{percent}", scale / 10)), (base, "0".to_owned())] {
        let _ = write!(
            svg,
            "<line x1=\"{LEFT}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{label}</text>",
            WIDTH - RIGHT,
            LEFT - 4,
            y.saturating_add(3),
        );
    }
    svg.push_str(&target_line(target, scale, height, |y| (LEFT..WIDTH - RIGHT, y.saturating_add(TOP))));
    svg.push_str(&lines);
    let places = positions(&values, scale, width, height).zip(figures).zip(dates);
    let places = places.filter_map(|((point, figure), date)| Some((point.map(place)?, figure.as_ref()?, date)));
    for ((x, y), figure, date) in places {
        let parts = figure.parts_in_words();
        let parts = if parts.is_empty() { parts } else { format!(" ({parts})") };
        let _ = write!(
            svg,
            "<circle class=\"point\" cx=\"{x}\" cy=\"{y}\" r=\"5\"><title>{}: {}{parts}</title></circle>",
            long_date(*date),
            figure.value_text(),
        );
    }
    let date = |date: &NaiveDate| date.format("%b %Y").to_string();
    let _ = write!(
        svg,
        "<text x=\"{LEFT}\" y=\"{0}\">{1}</text><text x=\"{2}\" y=\"{0}\" text-anchor=\"end\">{3}</text></svg>",
        HEIGHT - 3,
        date(first),
        WIDTH - RIGHT,
        date(last),
    );
    svg
}
