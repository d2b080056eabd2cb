//! Names that may be meant.

use carekpi_engine::UnknownName;

/// A question about the name that may be meant, with a space behind it; blank without one.
pub(crate) fn did_you_mean<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let near = UnknownName::new("name", name, known).near;
    near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default()
}
