//! What a figure is judged to be.

use carekpi_engine::Status;

use crate::labels::status_sign;

/// A status with a sign, a word, and a colour.
pub(super) fn status(status: Option<Status>) -> String {
    let Some(status) = status else { return String::new() };
    let sign = status_sign(status);
    format!("<span class=\"status {}\"><i aria-hidden=\"true\">{sign}</i> {status}</span>", status.name())
}
