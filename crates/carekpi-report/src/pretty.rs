//! Indented JSON.

use serde::Serialize;

/// A value as indented JSON that ends with a line feed.
pub(crate) fn pretty(json: &impl Serialize) -> String {
    // These structures hold nothing that JSON can't represent.
    let mut text = serde_json::to_string_pretty(json).unwrap_or_default();
    text.push('\n');
    text
}
