//! Pages that need no other file, script or request. They are readable on a phone and in print, light and dark.

mod chart;
mod explanation;
mod judged;
mod scorecard;
mod series;
mod sparkline;
mod worklist;

use carekpi_engine::Provenance;

use crate::outside_text::printable;
use crate::publication::Publication;

const STYLE: &str = include_str!("style.css");

/// The beginning of a page, up to its first heading.
fn page(title: &str) -> String {
    page_styled(title, "")
}

/// The beginning of a page with a style of its own after that of every page.
fn page_styled(title: &str, style: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}{style}</style>\n</head>\n<body>\n"
    )
}

const END: &str = "</body>\n</html>\n";

/// The note under the heading of a published page; blank if it is not published.
fn published(publication: Option<Publication>) -> String {
    publication.map_or_else(String::new, |way| format!("<p class=\"soft\">{}</p>\n", escape(way.sentence())))
}

/// What is incomplete in the data, as a paragraph.
fn incomplete(notice: Option<&str>) -> String {
    notice.map_or_else(String::new, |notice| {
        format!(
            "<p class=\"incomplete\">Incomplete data: {}. <code>carekpi check</code> tells more.</p>\n",
            escape(notice)
        )
    })
}

/// What figures were made with: the version, and whatever is not the default.
fn made_with(provenance: &Provenance) -> String {
    let notes: String = provenance.notes().iter().map(|note| format!("<li>{}</li>", escape(note))).collect();
    let version = escape(&provenance.version);
    if notes.is_empty() {
        return format!("<p class=\"soft\">Definitions: version {version}, default settings.</p>\n");
    }
    format!(
        "<p class=\"soft\">Definitions: version {version}. These are not the default:</p>\n<ul class=\"notes\">{notes}</ul>\n"
    )
}

/// A text as HTML shows it.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in printable(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// The name of a group, as HTML shows it.
fn group_name(group: &str) -> String {
    if group.is_empty() { "not recorded".to_owned() } else { escape(group) }
}
