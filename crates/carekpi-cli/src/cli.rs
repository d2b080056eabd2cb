//! The arguments that the subcommands share.

use std::fmt::Display;
use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use carekpi::report::workbook::Workbook;
use carekpi::report::{Publication, TableStyle};
use carekpi::ssd::{Extract, ExtractReader, Mapping, ReadError, Survey};
use carekpi::xlsx::to_xlsx;
use carekpi::{
    ConfiguredIndicators, Definitions, Expectations, GroupBy, Measurement, Profile, Step, WorkingCalendar,
    calendar_from_toml,
};
use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use terminal_size::{Width, terminal_size_of};

use crate::bundled::{self, bundled_extract};
use crate::exit::ExitError;
use crate::inputs::{Inputs, is_same};
use crate::output;
use crate::packed::packed;
use crate::rules::Rules;
use crate::values::date;

/// The source of the data, the definitions, and the destination of the result.
#[derive(Args, Debug)]
pub(crate) struct Source {
    /// The folder with the CSV tables of your extract, or a file that `carekpi pack` wrote; without it, the bundled synthetic
    /// extract is used
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The definitions to begin with: the default, the statutory limits, or the wording of the national returns
    #[arg(long, value_parser = profiles(), default_value = "default", help_heading = SHARED)]
    profile: Profile,
    /// A definitions file (TOML): limits and readings that differ from those of the profile
    #[arg(long, value_name = "FILE", help_heading = SHARED)]
    definitions: Option<PathBuf>,
    /// A file of days on which the council is closed, apart from bank holidays: one date on each line; `#` begins a comment
    #[arg(long, value_name = "FILE", help_heading = SHARED)]
    closures: Option<PathBuf>,
    /// A holidays file (TOML), instead of the bank holidays of England and Wales: a nation, or a working week and its holidays
    #[arg(long, value_name = "FILE", help_heading = SHARED)]
    holidays: Option<PathBuf>,
    /// A file of indicators of your own (TOML), measured beside the 23
    #[arg(long, value_name = "FILE", help_heading = SHARED)]
    indicators: Option<PathBuf>,
    /// What your extract calls its columns and values (TOML); may be given several times, and the later file wins
    #[arg(long, value_name = "FILE", help_heading = SHARED)]
    mapping: Vec<PathBuf>,
    /// The name of your council, for pages and sheets
    #[arg(long, value_name = "COUNCIL", help_heading = SHARED)]
    pub(crate) name: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE", help_heading = SHARED)]
    out: Option<PathBuf>,
}

/// The heading of these options in `--help`.
const SHARED: &str = "Definitions and output";

impl Source {
    /// What is measured.
    pub(crate) fn rules(&self) -> Result<Rules, ExitError> {
        let (definitions, calendar) = (self.definitions()?, self.calendar()?);
        Ok(Rules { definitions, calendar, configured: self.configured()? })
    }

    /// The indicators of the file, with its path.
    fn configured(&self) -> Result<Option<(PathBuf, ConfiguredIndicators)>, ExitError> {
        let Some(file) = &self.indicators else { return Ok(None) };
        let configured = ConfiguredIndicators::from_toml(&text_of(file)?);
        let configured = configured.map_err(|error| ExitError::arguments(format!("{} {error}", file.display())))?;
        Ok(Some((file.clone(), configured)))
    }

    /// The definitions of the profile, changed by the definitions file.
    fn definitions(&self) -> Result<Definitions, ExitError> {
        let definitions = self.profile.definitions();
        let Some(file) = &self.definitions else { return Ok(definitions) };
        let changed = definitions.with_overrides(&text_of(file)?);
        changed.map_err(|error| ExitError::arguments(format!("{} {error}", file.display())))
    }

    /// The working calendar: that of the holidays file, with the closure days of the closures file.
    pub(crate) fn calendar(&self) -> Result<WorkingCalendar, ExitError> {
        let calendar = match &self.holidays {
            Some(file) => calendar_from_toml(&text_of(file)?)
                .map_err(|error| ExitError::arguments(format!("{} {error}", file.display())))?,
            None => WorkingCalendar::england_and_wales(),
        };
        let Some(file) = &self.closures else { return Ok(calendar) };
        let text = text_of(file)?;
        let mut days = Vec::new();
        for (number, line) in (1_u32..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or_default().trim().trim_start_matches('\u{feff}');
            if line.is_empty() {
                continue;
            }
            let wrong =
                |reason: &dyn Display| ExitError::arguments(format!("{} line {number}: {reason}", file.display()));
            let day = date(line).map_err(|reason| wrong(&reason))?;
            calendar.is_working_day(day).map_err(|reason| wrong(&reason))?;
            days.push(day);
        }
        calendar.with_closures(days).map_err(ExitError::arguments)
    }

    /// The measurement of an extract, whose provenance names the profile and the mappings.
    pub(crate) fn measure<'c>(&self, extract: &'c Extract, rules: &Rules) -> Result<Measurement<'c>, ExitError> {
        let measurement = rules.over(&extract.caseload)?;
        Ok(measurement.with_profile(self.profile.name()).with_mappings(extract.mappings.clone()))
    }

    /// The extract in the folder or the packed file, or the bundled one.
    pub(crate) fn extract(&self) -> Result<Extract, ExitError> {
        extract(self.folder.as_deref(), &self.mapping)
    }

    /// Every table of the folder, or of the bundled extract, that can be read.
    pub(crate) fn survey(&self) -> Result<Survey, ExitError> {
        if let Some(packed) = packed(self.folder.as_deref(), &self.mapping)? {
            return Ok(packed.into());
        }
        let reader = reader(&self.mapping)?;
        let survey = match &self.folder {
            Some(folder) => reader.survey_dir(folder),
            None => bundled::survey(&reader),
        };
        survey.map_err(unreadable)
    }

    /// Whether to colour the result: only if it goes to a terminal.
    pub(crate) fn colour(&self) -> bool {
        self.out.is_none() && io::stdout().is_terminal()
    }

    /// How a table is laid out: as wide as the terminal and with colours if it goes to one.
    pub(crate) fn table_style(&self) -> TableStyle {
        if !self.colour() {
            return TableStyle::default();
        }
        let width = terminal_size_of(io::stdout()).map(|(Width(width), _)| width.into());
        width.map_or_else(TableStyle::default, TableStyle::new).coloured(true)
    }

    /// The files that are read.
    pub(crate) fn inputs(&self) -> Inputs<'_> {
        let files = [
            ("--definitions", &self.definitions),
            ("--closures", &self.closures),
            ("--holidays", &self.holidays),
            ("--indicators", &self.indicators),
        ];
        let files = files.into_iter().filter_map(|(option, file)| Some((option, file.as_deref()?)));
        let mappings = self.mapping.iter().map(|file| ("--mapping", file.as_path()));
        Inputs { folder: self.folder.as_deref(), files: files.chain(mappings).collect() }
    }

    /// Refuses to write to a file that is read.
    pub(crate) fn check_out(&self, inputs: &Inputs<'_>) -> Result<(), ExitError> {
        self.out.as_deref().map_or(Ok(()), |file| inputs.refuse("--out", file))
    }

    /// Whether this file is that of `--out`.
    pub(crate) fn is_out(&self, file: &Path) -> bool {
        self.out.as_deref().is_some_and(|out| out == file || is_same(out, file))
    }

    /// Writes the result to the file of `--out`, or prints it.
    pub(crate) fn write(&self, result: &str) -> Result<(), ExitError> {
        self.write_parts([result])
    }

    /// The same for a result that comes in parts.
    pub(crate) fn write_parts(&self, result: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Result<(), ExitError> {
        match &self.out {
            Some(file) => output::write_file(file, result),
            None => output::print(result),
        }
    }

    /// Refuses a workbook if it would go to a terminal.
    pub(crate) fn check_workbook(&self) -> Result<(), ExitError> {
        if self.out.is_none() && io::stdout().is_terminal() {
            return Err(ExitError::arguments(
                "--format xlsx writes a file that a terminal can't show; give --out FILE",
            ));
        }
        Ok(())
    }

    /// Writes a workbook to the file of `--out`, or to what standard output leads to.
    pub(crate) fn write_workbook(&self, workbook: &Workbook) -> Result<(), ExitError> {
        let bytes = to_xlsx(workbook).map_err(ExitError::data)?;
        match &self.out {
            Some(file) => output::write_file(file, [bytes]),
            None => output::print([bytes]),
        }
    }
}

/// The extract in a folder or a packed file, or the bundled one.
pub(crate) fn extract(folder: Option<&Path>, mapping: &[PathBuf]) -> Result<Extract, ExitError> {
    if let Some(packed) = packed(folder, mapping)? {
        return Ok(packed);
    }
    let reader = reader(mapping)?;
    let extract = match folder {
        Some(folder) => reader.read_dir(folder),
        None => bundled_extract(&reader),
    };
    extract.map_err(unreadable)
}

/// A reader that applies mappings.
fn reader(mapping: &[PathBuf]) -> Result<ExtractReader, ExitError> {
    let mut reader = Extract::reader();
    for file in mapping {
        let mapping = Mapping::from_toml(&text_of(file)?, &file.display().to_string());
        reader = reader.mapping(&mapping.map_err(ExitError::arguments)?);
    }
    Ok(reader)
}

/// What is expected of the figures.
#[derive(Args, Debug)]
pub(crate) struct Expected {
    /// What is expected of the figures (TOML): targets, floors, and the figures of others
    #[arg(long = "expectations", value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Expected {
    /// The files that are read, with that of the expectations.
    pub(crate) fn inputs<'a>(&'a self, source: &'a Source) -> Inputs<'a> {
        let mut inputs = source.inputs();
        inputs.files.extend(self.file.as_deref().map(|file| ("--expectations", file)));
        inputs
    }

    /// The expectations of the file; `None` if none is given.
    pub(crate) fn read(&self, rules: &Rules) -> Result<Option<Expectations>, ExitError> {
        let Some(file) = &self.file else { return Ok(None) };
        let expectations = carekpi::expectations_from_toml(&text_of(file)?, &rules.catalogue());
        expectations.map(Some).map_err(|error| ExitError::arguments(format!("{} {error}", file.display())))
    }
}

/// The arguments of subcommands about one date.
#[derive(Args, Debug)]
pub(crate) struct Snapshot {
    /// The date of the figures, at the end of that day: required for your own folder, 2026-03-31 for the bundled extract
    #[arg(long = "snapshot", value_name = "DATE", value_parser = date)]
    date: Option<NaiveDate>,
}

impl Snapshot {
    /// The snapshot date that is given, or else that of the bundled extract.
    pub(crate) fn date(&self, source: &Source) -> Result<NaiveDate, ExitError> {
        match (self.date, &source.folder) {
            (Some(date), _) => Ok(date),
            (None, None) => date(bundled::SNAPSHOT).map_err(ExitError::arguments),
            (None, Some(folder)) => Err(ExitError::arguments(format!(
                "{} needs a snapshot date; give --snapshot YYYY-MM-DD",
                folder.display()
            ))),
        }
    }
}

fn profiles() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::ALL.map(Profile::name)).try_map(|name| name.parse::<Profile>())
}

/// The parser for a grouping.
pub(crate) fn groupings() -> impl TypedValueParser<Value = GroupBy> {
    PossibleValuesParser::new(GroupBy::ALL.map(GroupBy::name)).try_map(|name| name.parse::<GroupBy>())
}

/// How figures are protected that are published.
#[derive(Args, Debug)]
pub(crate) struct Publishing {
    /// Protect the counts that could identify a person: suppress small ones, or round all to the nearest 5. Refused with what is
    /// about single children or workers, with periods of your own, and with steps shorter than a month
    #[arg(
        long = "publish",
        id = "publish",
        value_enum,
        value_name = "HOW",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "suppressed"
    )]
    how: Option<Publish>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Publish {
    /// Small counts are suppressed
    Suppressed,
    /// Every count is rounded to the nearest 5
    Rounded,
}

impl Publishing {
    /// How the figures are published, by these groups. Figures by worker are not: a worker is a person. Nor are those of indicators
    /// that a file configures: whichever area one is in, it may count children that an indicator of another area counts.
    pub(crate) fn check(&self, by: Option<GroupBy>, source: &Source) -> Result<Option<Publication>, ExitError> {
        if self.how.is_some() && source.indicators.is_some() {
            let message =
                "--publish: an indicator of --indicators may reveal what another one hides; leave out --indicators";
            return Err(ExitError::arguments(message));
        }
        if self.how.is_some() && by == Some(GroupBy::Worker) {
            return Err(ExitError::arguments("--publish: figures by worker are about persons; use another grouping"));
        }
        Ok(self.how.map(|how| match how {
            Publish::Suppressed => Publication::Suppressed,
            Publish::Rounded => Publication::Rounded,
        }))
    }
}

/// The parser for the step of a series.
pub(crate) fn steps() -> impl TypedValueParser<Value = Step> {
    PossibleValuesParser::new(Step::ALL.map(Step::name)).try_map(|name| name.parse::<Step>())
}

/// The error for an extract that can't be read.
fn unreadable(error: ReadError) -> ExitError {
    match error {
        // The mapping is wrong, not the data.
        ReadError::Mapping(_) => ExitError::arguments(error),
        error => ExitError::data(error),
    }
}

fn text_of(file: &Path) -> Result<String, ExitError> {
    fs::read_to_string(file).map_err(|source| ExitError::arguments(ReadError::Io { file: file.to_owned(), source }))
}
