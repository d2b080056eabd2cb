//! A small line of a figure's history.

use carekpi::measure::{Figure, Measure, Value};

const WIDTH: u64 = 120;
const HEIGHT: u64 = 28;
const MARGIN: u64 = 3;

/// The values of a figure over time, as inline SVG: percentages between 0 and 100, others between 0 and their greatest.
/// Nothing where there are less than two values.
pub(super) fn sparkline(figures: &[Figure], label: &str) -> String {
    let tenths = |figure: &Figure| match figure.value() {
        Some(Value::Whole(number)) => Some(number.saturating_mul(10)),
        Some(Value::Tenths(tenths)) => Some(tenths),
        None => None,
    };
    let values: Vec<Option<u64>> = figures.iter().map(tenths).collect();
    let known = values.iter().flatten();
    if known.clone().count() < 2 {
        return String::new();
    }
    let proportion = figures.iter().any(|figure| figure.measure == Measure::Proportion);
    let top = if proportion { 1000 } else { known.max().copied().unwrap_or(0).max(1) };
    let steps = u64::try_from(values.len().saturating_sub(1)).unwrap_or(1).max(1);
    let scaled = |part: u64, of: u64, length: u64| {
        part.saturating_mul(length.saturating_sub(2 * MARGIN)).checked_div(of).unwrap_or(0).saturating_add(MARGIN)
    };
    let points: Vec<(u64, u64)> = (0..)
        .zip(&values)
        .filter_map(|(step, value)| {
            Some((scaled(step, steps, WIDTH), HEIGHT.saturating_sub(scaled((*value)?.min(top), top, HEIGHT))))
        })
        .collect();
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    let end = points.last().map(|(x, y)| format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"2.5\"/>")).unwrap_or_default();
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{label}\"><polyline points=\"{}\"/>{end}</svg>",
        line.join(" ")
    )
}
