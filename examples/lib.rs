//! What the programs share: arguments, reading, and how they end.

use std::fmt::Display;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use carekpi::model::Concern;
use carekpi::{Definitions, Profile, WorkingCalendar, touches};
use carekpi_report::{DataQuality, Note, RowCounts};
use carekpi_ssd::{Extract, Severity};
use chrono::NaiveDate;
use clap::{Args, Parser};

/// The README's example, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The extract that is bundled with the programs.
pub const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// The snapshot date of the bundled extract.
pub const BUNDLED_SNAPSHOT: &str = "2026-03-31";

/// Why a program stops.
#[derive(Debug)]
pub enum Stop {
    /// The arguments are wrong: exit code 2.
    Arguments(String),
    /// The data can't be read, or the output not written: exit code 1.
    Data(String),
}

impl Stop {
    /// Wrong arguments, for that reason.
    pub fn arguments(reason: impl Display) -> Self {
        Self::Arguments(reason.to_string())
    }

    /// Unreadable data, for that reason.
    pub fn data(reason: impl Display) -> Self {
        Self::Data(reason.to_string())
    }
}

/// Runs a program: parses its arguments, and says on one line of stderr why it stops, if it does.
pub fn run<A: Parser>(program: impl FnOnce(A) -> Result<(), Stop>) -> ExitCode {
    let arguments = match A::try_parse() {
        Ok(arguments) => arguments,
        Err(help) if !help.use_stderr() => {
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            let text = error.to_string();
            let first = text.split("\n\n").next().unwrap_or_default();
            let line: Vec<&str> = first.split_whitespace().collect();
            return fail(2, &line.join(" "));
        }
    };
    match program(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Arguments(reason)) => fail(2, &format!("error: {reason}")),
        Err(Stop::Data(reason)) => fail(1, &format!("error: {reason}")),
    }
}

fn fail(code: u8, line: &str) -> ExitCode {
    say(&line.replace(['\n', '\r', '\t'], " "));
    ExitCode::from(code)
}

/// Says something on a line of stderr. If nobody can be told, the figures are made all the same.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(line));
}

/// Prints a result. A reader that has read enough and left is no error.
///
/// # Errors
///
/// It can't be written.
pub fn print(result: &str) -> Result<(), Stop> {
    match io::stdout().lock().write_all(result.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop::data(error)),
        _ => Ok(()),
    }
}

/// A text on one line, without what would move a terminal's cursor.
fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

/// Where the data is, and how it is read.
#[derive(Args, Debug)]
pub struct Source {
    /// The folder of the extract; the bundled one if left out.
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Which definitions to begin with: default, statutory or national-returns.
    #[arg(long, value_name = "NAME", value_parser = profile, default_value = "default")]
    pub profile: Profile,
    /// A definitions file (TOML): limits and readings that differ from those of the profile.
    #[arg(long, value_name = "FILE")]
    pub definitions: Option<PathBuf>,
    /// Extra non-working days: one date a line, `#` begins a comment.
    #[arg(long, value_name = "FILE")]
    pub closures: Option<PathBuf>,
    /// Write to this file instead of to standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

impl Source {
    /// The definitions: those of the profile, changed by those of the file.
    ///
    /// # Errors
    ///
    /// The file can't be read, or is no definitions file.
    pub fn definitions(&self) -> Result<Definitions, Stop> {
        let definitions = self.profile.definitions();
        let Some(file) = &self.definitions else { return Ok(definitions) };
        let changed = definitions.changed_by(&text_of(file)?);
        changed.map_err(|error| Stop::arguments(format!("{}: {error}", file.display())))
    }

    /// The working calendar, with the closure days of the file.
    ///
    /// # Errors
    ///
    /// The file can't be read, or a line of it is no date of the calendar.
    pub fn calendar(&self) -> Result<WorkingCalendar, Stop> {
        let calendar = WorkingCalendar::england_and_wales();
        let Some(file) = &self.closures else { return Ok(calendar) };
        let text = text_of(file)?;
        let mut days = Vec::new();
        for (number, line) in (1_u32..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or_default().trim().trim_start_matches('\u{feff}');
            if line.is_empty() {
                continue;
            }
            let wrong = |reason: &dyn Display| Stop::arguments(format!("{} line {number}: {reason}", file.display()));
            let day = date(line).map_err(|reason| wrong(&reason))?;
            calendar.is_working_day(day).map_err(|reason| wrong(&reason))?;
            days.push(day);
        }
        calendar.with_closures(days).map_err(Stop::arguments)
    }

    /// The snapshot date: as given, or that of the bundled extract.
    ///
    /// # Errors
    ///
    /// A folder is given and no date.
    pub fn snapshot(&self, given: Option<NaiveDate>) -> Result<NaiveDate, Stop> {
        match given {
            Some(snapshot) => Ok(snapshot),
            None if self.folder.is_none() => date(BUNDLED_SNAPSHOT).map_err(Stop::arguments),
            None => Err(Stop::arguments("an extract needs a date: --snapshot YYYY-MM-DD")),
        }
    }

    /// Writes the result, or [prints](print()) it.
    ///
    /// # Errors
    ///
    /// It can't be written.
    pub fn write(&self, result: &str) -> Result<(), Stop> {
        match &self.out {
            Some(file) => fs::write(file, result).map_err(|error| Stop::data(format!("{}: {error}", file.display()))),
            None => print(result),
        }
    }
}

/// A profile by its name.
///
/// # Errors
///
/// There is none of that name.
pub fn profile(text: &str) -> Result<Profile, String> {
    let named = Profile::ALL.into_iter().find(|profile| profile.name() == text);
    named.ok_or_else(|| format!("{text:?} is no profile: default, statutory or national-returns"))
}

/// A date of the form `2026-03-31`.
///
/// # Errors
///
/// It is none.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    let is_iso = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    text.parse().ok().filter(|_| is_iso).ok_or_else(|| format!("{text:?} is no date of the form YYYY-MM-DD"))
}

fn text_of(file: &Path) -> Result<String, Stop> {
    fs::read_to_string(file).map_err(|error| Stop::arguments(format!("{}: {error}", file.display())))
}

/// What is to be said of an extract: of its rows, and of its records on the snapshot date. It is the same whatever the order of the
/// rows, and so has no line numbers.
#[must_use]
pub fn quality(extract: &Extract, concerns: &[Concern<'_>], definitions: &Definitions) -> DataQuality {
    let rows = extract.accounts.iter().map(|account| {
        let counts = RowCounts { read: account.read, kept: account.kept, set_aside: account.set_aside };
        (account.table.name().to_owned(), counts)
    });
    let errors = extract.count(Severity::Error);
    let warnings = extract.findings.len().saturating_sub(errors).saturating_add(concerns.len());
    let mut findings = extract.findings.clone();
    findings.iter_mut().for_each(|finding| finding.line = None);
    findings.sort();
    let findings = findings
        .iter()
        .map(|finding| Note { text: finding.to_string(), indicators: finding.indicators().to_vec() })
        .filter(|note| !note.indicators.is_empty());
    let concerns = concerns
        .iter()
        .map(|concern| Note { text: concern.to_string(), indicators: touches(concern.what, definitions) });
    DataQuality { rows: rows.collect(), errors, warnings, notes: findings.chain(concerns).collect() }
}
