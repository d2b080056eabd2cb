//! Names that may be meant.

use carekpi_engine::UnknownName;

/// A question about the name that may be meant, with a space after it; blank without one.
pub(crate) fn did_you_mean<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    question(&UnknownName::new("name", name, known))
}

/// The sentence about an unknown name: the one that may be meant, and all that there are.
pub(crate) fn unknown<'n>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let unknown = UnknownName::new(what, name, known);
    format!("unknown {what} `{name}`; {}expected one of {}", question(&unknown), unknown.known.join(", "))
}

fn question(unknown: &UnknownName) -> String {
    unknown.near.as_ref().map(|near| format!("did you mean `{near}`? ")).unwrap_or_default()
}
