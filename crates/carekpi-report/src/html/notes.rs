//! What a page says about its data and its definitions.

use carekpi_engine::Provenance;

use crate::html::escape;

/// What is incomplete in the data, and what is not the default. Blank if there is nothing to say.
pub(super) fn notes(notice: Option<&str>, provenance: &Provenance) -> String {
    let mut notes = String::new();
    if let Some(notice) = notice {
        notes.push_str(&format!("<p class=\"incomplete\"><b>Incomplete data:</b> {}</p>\n", escape(notice)));
    }
    let changed = provenance.notes();
    if !changed.is_empty() {
        notes.push_str("<p>Not the default:</p>\n<ul>\n");
        for note in changed {
            notes.push_str(&format!("<li>{}</li>\n", escape(&note)));
        }
        notes.push_str("</ul>\n");
    }
    if notes.is_empty() { notes } else { format!("<div class=\"notes\">\n{notes}</div>\n") }
}
