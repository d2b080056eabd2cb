//! Completion scripts for shells.

use clap::{Args, CommandFactory as _};
use clap_complete::{Shell, generate};

use super::Program;
use crate::exit::ExitError;
use crate::output;

/// Print a completion script for a shell
///
/// For bash, for example, add this line to `~/.bashrc`: `source <(carekpi completions bash)`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), ExitError> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut Program::command(), "carekpi", &mut script);
    output::print(&script)
}
