//! The check as JSON, for programs.

use crate::check::Check;

impl Check {
    /// The check as JSON. Texts are as they were recorded.
    #[must_use]
    pub fn json(&self) -> String {
        // Every key is a text, so nothing can fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
