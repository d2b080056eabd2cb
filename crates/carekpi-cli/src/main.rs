//! Children's social care key performance indicators, on the command line.

mod bundled;
mod cli;
mod commands;
mod exit;
mod inputs;
mod notices;
mod output;
mod packed;
mod progress;
mod rules;
mod threads;
mod usage;
mod values;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use crate::commands::Program;
use crate::exit::ExitError;

fn main() -> ExitCode {
    let program = match Program::try_parse() {
        Ok(program) => program,
        Err(help) if !help.use_stderr() => {
            // If it can't be printed, that can't be reported either.
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => return ExitError::arguments(usage::sentence(&error, &Program::command())).report(),
    };
    match threads::start().and_then(|()| program.run()) {
        Ok(code) => code,
        Err(error) => error.report(),
    }
}
