//! How the program ends when it can't do what it is asked.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// Why the program stops.
#[derive(Debug)]
pub(crate) enum ExitError {
    /// The arguments are wrong: exit code 2.
    Arguments(String),
    /// The data can't be read, or the output not written: exit code 1.
    Data(String),
}

impl ExitError {
    /// Wrong arguments, for that reason.
    pub(crate) fn arguments(reason: impl Display) -> Self {
        Self::Arguments(reason.to_string())
    }

    /// Unreadable data, for that reason.
    pub(crate) fn data(reason: impl Display) -> Self {
        Self::Data(reason.to_string())
    }

    /// Prints the reason on one line of stderr, and gives the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        let (code, reason) = match self {
            Self::Arguments(reason) => (2, reason),
            Self::Data(reason) => (1, reason),
        };
        eprint_line(&format!("error: {}", reason.replace(['\n', '\r', '\t'], " ")));
        ExitCode::from(code)
    }
}

/// Prints a line on stderr. Where stderr is closed, the figures are made all the same.
pub(crate) fn eprint_line(line: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(line));
}

/// A text on one line, without what would move a terminal's cursor.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}
