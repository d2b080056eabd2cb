//! The error for indicators that cannot be measured together.

use std::collections::{BTreeMap, BTreeSet};

use carekpi_rules::IndicatorInfo;

/// Why indicators cannot be measured together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndicatorError {
    /// Two have one identifier.
    #[error("there are two indicators `{id}`; expected each identifier once")]
    RepeatedId {
        /// The identifier.
        id: String,
    },
    /// An area has two titles.
    #[error(
        "the area `{area}` of `{id}` is called {title:?}, and {before:?} by an indicator before it; expected one title"
    )]
    AreaTitles {
        /// The identifier of the area.
        area: String,
        /// The identifier of the indicator.
        id: String,
        /// The title that it gives.
        title: String,
        /// The title that an indicator before it gives.
        before: String,
    },
}

/// Checks that identifiers are unique, and that each area has one title.
pub(crate) fn check<'i>(infos: impl Iterator<Item = &'i IndicatorInfo>) -> Result<(), IndicatorError> {
    let (mut ids, mut titles) = (BTreeSet::new(), BTreeMap::new());
    for info in infos {
        if !ids.insert(&*info.id) {
            return Err(IndicatorError::RepeatedId { id: info.id.to_string() });
        }
        let before = *titles.entry(&*info.area.id).or_insert(&*info.area.title);
        if before != info.area.title {
            return Err(IndicatorError::AreaTitles {
                area: info.area.id.to_string(),
                id: info.id.to_string(),
                title: info.area.title.to_string(),
                before: before.to_owned(),
            });
        }
    }
    Ok(())
}
