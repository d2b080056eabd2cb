//! Why a caseload cannot be built.

use crate::OwnKindError;

/// Why a caseload cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaseloadError {
    /// Two children have the same identifier.
    #[error("two children have the same identifier, {id:?}; expected a different one for each child")]
    DuplicateChild {
        /// The identifier.
        id: String,
    },
    /// There are too many kinds of your own.
    #[error(transparent)]
    OwnKind(#[from] OwnKindError),
}
