//! Errors in the arguments, in one sentence.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

/// What is wrong with the arguments, in one sentence, without `error: `.
pub(crate) fn sentence(error: &Error, command: &Command) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.as_str(),
        _ => "",
    };
    let (argument, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    let subcommands = || either(command.get_subcommands().map(Command::get_name));
    match (error.kind(), error.get(ContextKind::ValidValue)) {
        (ErrorKind::InvalidValue, Some(ContextValue::Strings(valid))) if !valid.is_empty() => {
            let valid = either(valid.iter().map(String::as_str));
            if value.is_empty() {
                format!("{} needs a value; use {valid}", option(argument))
            } else if argument.contains("[=") {
                // Its value may be left out.
                format!("{}: unknown value `{value}`; use {valid} or no value", option(argument))
            } else {
                format!("unknown {} `{value}`; use {valid}", kind_of_value(argument))
            }
        }
        (ErrorKind::InvalidValue, _) if value.is_empty() => format!("{} needs a value", option(argument)),
        (ErrorKind::ValueValidation, _) => {
            let reason = error.source().map_or_else(String::new, ToString::to_string);
            format!("{}: {reason}", option(argument))
        }
        (ErrorKind::MissingRequiredArgument, _) => match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::Strings(missing)) => {
                format!("missing {}", listed(missing.iter().map(String::as_str), "and"))
            }
            _ => first_paragraph(error),
        },
        (ErrorKind::UnknownArgument, _) if argument.starts_with('-') => match text(ContextKind::SuggestedArg) {
            "" => format!("unknown option `{argument}`; --help lists the options"),
            similar => format!("unknown option `{argument}`; did you mean {similar}?"),
        },
        (ErrorKind::UnknownArgument, _) => format!("unexpected argument `{argument}`"),
        (ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand, _) => {
            format!("no subcommand; use {}", subcommands())
        }
        (ErrorKind::InvalidSubcommand, _) => {
            format!("unknown subcommand `{}`; use {}", text(ContextKind::InvalidSubcommand), subcommands())
        }
        _ => first_paragraph(error),
    }
}

/// The message of clap, without its hints.
fn first_paragraph(error: &Error) -> String {
    let text = error.to_string();
    let first = text.split("\n\n").next().unwrap_or_default();
    let line: Vec<&str> = first.split_whitespace().collect();
    let line = line.join(" ");
    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}

/// The name of an argument: `--snapshot` for `--snapshot <DATE>`.
fn option(argument: &str) -> &str {
    argument.split([' ', '[', '=']).next().unwrap_or(argument)
}

/// The kind of value of an argument: `grouping` for `--by <GROUPING>`.
fn kind_of_value(argument: &str) -> String {
    let name = argument.split('<').nth(1).unwrap_or(argument).split('>').next().unwrap_or_default();
    name.to_lowercase()
}

/// `a, b or c`.
fn either<'n>(names: impl Iterator<Item = &'n str>) -> String {
    listed(names, "or")
}

/// `a, b and c`, or with another word before the last.
fn listed<'n>(names: impl Iterator<Item = &'n str>, word: &str) -> String {
    let names: Vec<&str> = names.collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} {word} {last}", others.join(", ")),
        None => String::new(),
    }
}
