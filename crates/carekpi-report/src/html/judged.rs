//! What a figure is judged to be.

use carekpi_engine::Status;

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
