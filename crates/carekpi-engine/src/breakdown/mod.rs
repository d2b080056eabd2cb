//! Figures of all children, and of each group of them.

mod group_by;
mod group_order;
mod groups;

pub use group_by::{GroupBy, Grouping, ParseGroupByError};
pub(crate) use group_order::group_order;

/// Figures of all children, and of each group of them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Breakdown<T> {
    /// What it is by.
    pub by: String,
    /// The figures of all children.
    pub whole: T,
    /// Each group's name, and its figures: by the number that a name begins with, then byte by byte. A blank name, always the
    /// last, is that of the children whose group is unknown. Counts of the groups add up to those of the whole; a rate has no
    /// population for a group.
    pub groups: Vec<(String, T)>,
}

impl<T> Breakdown<T> {
    /// The figures of one group, by name; `None` if there is no such group.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.groups.iter().find(|(group, _)| group == name).map(|(_, figures)| figures)
    }
}
