//! What a figure is judged to be, and whether it is large enough to be judged.

use carekpi_engine::Status;

use crate::display::{Count, ShownFigure};

/// Groups with fewer members are neither drawn nor given a status: one child would move the value by a fifth or more.
const FEWEST_JUDGED: u64 = 6;

/// A status with a sign, a word, and a colour.
pub(super) fn status(status: Option<Status>) -> String {
    let Some(status) = status else { return String::new() };
    let sign = match status {
        Status::OnTarget => "\u{2713}",
        Status::Near => "\u{2248}",
        Status::OffTarget => "\u{2717}",
    };
    format!("<span class=\"status {}\"><i aria-hidden=\"true\">{sign}</i> {status}</span>", status.name())
}

/// Whether a group is large enough for its value to be judged.
pub(super) fn is_large(figure: &ShownFigure) -> bool {
    match figure.denominator {
        Some(Count::Exact(members)) => members >= FEWEST_JUDGED,
        Some(Count::Hidden) => false,
        None => true,
    }
}
