//! The subcommands, a file each.

mod completions;
mod explain;
mod generate;
mod readings;
mod scorecard;
mod series;
mod worklist;

use clap::{Parser, Subcommand};

use crate::exit::ExitError;

/// Key performance indicators of children's social care, from a folder of CSV tables
///
/// `carekpi scorecard` shows the figures of the bundled extract; nobody in it exists. For your own extract, give its folder and
/// the date that the figures are of, the snapshot date: `carekpi scorecard DIR --snapshot 2026-03-31`.
#[derive(Parser)]
#[command(name = "carekpi", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Program {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Figures go to standard output, everything else to standard error.
Exit codes: 0 done, 1 the data can't be read or the output not written, 2 the arguments are wrong.";

#[derive(Subcommand)]
enum Command {
    Scorecard(scorecard::Arguments),
    Series(series::Arguments),
    Worklist(worklist::Arguments),
    Explain(explain::Arguments),
    Readings(readings::Arguments),
    Generate(generate::Arguments),
    Completions(completions::Arguments),
}

impl Program {
    /// Does what is asked.
    pub(crate) fn run(self) -> Result<(), ExitError> {
        match self.command {
            Command::Scorecard(arguments) => scorecard::run(&arguments),
            Command::Series(arguments) => series::run(&arguments),
            Command::Worklist(arguments) => worklist::run(&arguments),
            Command::Explain(arguments) => explain::run(&arguments),
            Command::Readings(arguments) => readings::run(&arguments),
            Command::Generate(arguments) => generate::run(&arguments),
            Command::Completions(arguments) => completions::run(&arguments),
        }
    }
}
