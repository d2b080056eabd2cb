//! Why a caseload cannot be built.

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
}
