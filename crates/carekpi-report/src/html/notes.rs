//! What a page says about its data and its definitions.

use carekpi_engine::Provenance;

use crate::html::escape;
use crate::labels::{long_date, pluralise};

/// What is incomplete in the data, and what is not the default. Blank if there is nothing to say.
pub(super) fn notes(notice: Option<&str>, provenance: &Provenance) -> String {
    let mut notes = String::new();
    if let Some(notice) = notice {
        notes.push_str(&format!("<p class=\"incomplete\"><b>Incomplete data:</b> {}</p>\n", escape(notice)));
    }
    if let (Some(first), Some(last)) = (provenance.closures.first(), provenance.closures.last()) {
        let days = pluralise(provenance.closures.len() as u64, "day");
        let span = if first == last {
            format!("on {}", long_date(*first))
        } else {
            format!("from {} to {}", long_date(*first), long_date(*last))
        };
        notes.push_str(&format!("<p>The council was closed on {days} apart from bank holidays, {span}.</p>\n"));
    }
    let changed = provenance.changed();
    if !changed.is_empty() {
        notes.push_str("<p>Non-default settings:</p>\n<ul>\n");
        for difference in changed {
            notes.push_str(&format!("<li><code>{}</code></li>\n", escape(&difference.to_string())));
        }
        notes.push_str("</ul>\n");
    }
    if notes.is_empty() { notes } else { format!("<div class=\"notes\">\n{notes}</div>\n") }
}
