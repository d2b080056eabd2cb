//! Figures of all children, and of each group of them.

mod group_by;
mod group_order;
mod groups;

pub use group_by::{GroupBy, Grouping, ParseGroupByError};
pub(crate) use group_order::group_order;
pub(crate) use groups::{Groups, Membership};

/// Figures of all children, and of each group of them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Breakdown<T> {
    /// The name of the grouping.
    pub by: String,
    /// The figures of all children.
    pub whole: T,
    /// Each group's name and figures, in order of the number that a name begins with, then byte by byte. A blank name is the group
    /// of the children whose group is unknown, and comes last. The counts of the groups add up to those of the whole. For a group,
    /// a rate has no population.
    pub groups: Vec<(String, T)>,
}

impl<T> Breakdown<T> {
    /// The figures of one group, by name; `None` if there is no such group.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.groups.iter().find(|(group, _)| group == name).map(|(_, figures)| figures)
    }
}
