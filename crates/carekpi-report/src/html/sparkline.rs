//! A small line chart of a figure's history.

use crate::display::ShownFigure;
use crate::html::chart::{polylines, scale_of};

const WIDTH: u64 = 120;
const HEIGHT: u64 = 28;
const MARGIN: u64 = 3;

/// The values of a figure over time above a line for 0, as inline SVG. Blank if there are fewer than two values.
pub(super) fn sparkline(figures: &[ShownFigure], label: &str) -> String {
    let values: Vec<Option<u64>> = figures.iter().map(ShownFigure::tenths).collect();
    if values.iter().flatten().count() < 2 {
        return String::new();
    }
    let scale = scale_of(figures);
    let place = |(x, y): (u64, u64)| (x.saturating_add(MARGIN), y.saturating_add(MARGIN));
    let (lines, end) =
        polylines(&values, scale, WIDTH.saturating_sub(2 * MARGIN), HEIGHT.saturating_sub(2 * MARGIN), place);
    let end = end.map(|(x, y)| format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"2.5\"/>")).unwrap_or_default();
    let base = format!("<line x1=\"{MARGIN}\" y1=\"{0}\" x2=\"{1}\" y2=\"{0}\"/>", HEIGHT - MARGIN, WIDTH - MARGIN);
    format!(
        "<svg class=\"spark\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{label}\">{base}{lines}{end}</svg>"
    )
}
