//! Why packed records can't be read.

use std::io;

/// Why a packed caseload can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnpackError {
    /// The source of the bytes failed.
    #[error(transparent)]
    Io(io::Error),
    /// These bytes are something else.
    #[error("not packed records")]
    NotPacked,
    /// Another version of the program packed it.
    #[error("packed in version {found} of the form; expected version {expected}; pack the records again")]
    Version {
        /// Its version.
        found: u32,
        /// The version that is read.
        expected: u32,
    },
    /// The bytes end too early, or were changed.
    #[error("the packed records are damaged or incomplete")]
    Damaged,
}

impl From<io::Error> for UnpackError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof { Self::Damaged } else { Self::Io(error) }
    }
}
