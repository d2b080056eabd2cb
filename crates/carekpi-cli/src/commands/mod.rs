//! The subcommands, each in its own file.

mod check;
mod completions;
mod explain;
mod generate;
mod pack;
mod readings;
mod scorecard;
mod series;
mod worklist;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::exit::ExitError;

/// Key performance indicators of children's social care, from a folder of CSV tables
///
/// Without a folder, a bundled synthetic extract is used. With your own folder, also give the snapshot date, which is the date of
/// the figures.
#[derive(Parser)]
#[command(name = "carekpi", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Program {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  carekpi scorecard                                    the figures of the bundled extract
  carekpi check my-extract                             what your own folder holds
  carekpi scorecard my-extract --snapshot 2026-03-31   the figures of your own folder
  carekpi scorecard --help                             the options of scorecard, and how to read its table

Figures go to standard output, and messages go to standard error.
Exit codes: 0 success; 1 the data can't be read or the output can't be written; 2 the arguments are wrong;\n3 check found that a figure may be wrong.";

#[derive(Subcommand)]
enum Command {
    Check(check::Arguments),
    Scorecard(scorecard::Arguments),
    Series(series::Arguments),
    Worklist(worklist::Arguments),
    Explain(explain::Arguments),
    Readings(readings::Arguments),
    Generate(generate::Arguments),
    Pack(pack::Arguments),
    Completions(completions::Arguments),
}

impl Program {
    /// Runs the subcommand.
    pub(crate) fn run(self) -> Result<ExitCode, ExitError> {
        match self.command {
            Command::Check(arguments) => return check::run(&arguments),
            Command::Scorecard(arguments) => scorecard::run(&arguments),
            Command::Series(arguments) => series::run(&arguments),
            Command::Worklist(arguments) => worklist::run(&arguments),
            Command::Explain(arguments) => explain::run(&arguments),
            Command::Readings(arguments) => readings::run(&arguments),
            Command::Generate(arguments) => generate::run(&arguments),
            Command::Pack(arguments) => pack::run(&arguments),
            Command::Completions(arguments) => completions::run(&arguments, Self::command()),
        }?;
        Ok(ExitCode::SUCCESS)
    }
}
