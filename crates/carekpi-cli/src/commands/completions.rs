//! Completion scripts for shells.

use clap::{Args, Command};
use clap_complete::{Shell, generate};

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

pub(super) fn run(arguments: &Arguments, mut program: Command) -> Result<(), ExitError> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut program, "carekpi", &mut script);
    output::print([script])
}
