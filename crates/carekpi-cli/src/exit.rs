//! How the program ends on an error.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

use carekpi::report::printable;

/// Why the program stops.
#[derive(Debug)]
pub(crate) enum ExitError {
    /// The arguments are wrong: exit code 2.
    Arguments(String),
    /// The data can't be read, or the output can't be written: exit code 1.
    Data(String),
}

impl ExitError {
    /// The arguments are wrong for this reason.
    pub(crate) fn arguments(reason: impl Display) -> Self {
        Self::Arguments(reason.to_string())
    }

    /// The data can't be read, or the output can't be written, for this reason.
    pub(crate) fn data(reason: impl Display) -> Self {
        Self::Data(reason.to_string())
    }

    /// Prints the reason on one line of stderr, and returns the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        let (code, reason) = match self {
            Self::Arguments(reason) => (2, reason),
            Self::Data(reason) => (1, reason),
        };
        eprint_line(&format!("error: {}", reason.replace(['\n', '\r', '\t'], " ")));
        ExitCode::from(code)
    }
}

/// Prints a line on stderr. If stderr is closed, the program continues.
pub(crate) fn eprint_line(line: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(line));
}
