//! What an extract holds, before a figure is looked at.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::check::Check;
use crate::cli::Source;
use crate::exit::ExitError;
use crate::{mapping_draft, output};

/// What your extract holds, what is missing or unknown, and which figures can be right
///
/// Run it before you look at a figure. It reads every table that can be read, and does not stop at the first fault. Exit code 0:
/// every indicator can be right. Exit code 3: one may be wrong, or a fault would stop a scorecard.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// Write a mapping file for you to fill in: a commented line for each missing column that another is near to, and for each
    /// unknown value
    #[arg(long, value_name = "FILE")]
    write_mapping: Option<PathBuf>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, ExitError> {
    let Arguments { source, write_mapping, format } = arguments;
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    let survey = source.survey()?;
    let check = Check::of(&survey, &definitions.over(&survey.extract.caseload, &calendar));
    if let Some(file) = write_mapping {
        output::write_file(file, mapping_draft::draft(&check).as_bytes())?;
    }
    source.write(&match format {
        Format::Text => text(&check),
        Format::Json => serde_json::to_string_pretty(&check).map_err(ExitError::data)? + "\n",
    })?;
    Ok(if check.is_complete() { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

fn text(check: &Check) -> String {
    let mut text = String::from("Tables\n");
    for table in &check.tables {
        let name = table.table.name();
        let line = if table.is_present {
            let aside = match table.rows.set_aside {
                0 => String::new(),
                rows => format!(", {rows} set aside"),
            };
            format!("{} rows{aside}", table.rows.read)
        } else {
            format!("missing{}{}", meant(table.near.as_deref()), may_be_wrong(&table.indicators))
        };
        let _ = writeln!(text, "  {name:<33} {line}");
        for column in &table.missing_columns {
            let indicators = may_be_wrong(&column.indicators);
            let _ = writeln!(text, "    {:<31} missing{}{indicators}", column.column, meant(column.near.as_deref()));
        }
    }
    section(&mut text, "Faults: each would stop a scorecard", check.faults.iter().map(|fault| fault.message.clone()));
    section(
        &mut text,
        "Values that are in no list",
        check.values.iter().map(|value| {
            let values: Vec<String> = value.values.iter().map(|value| format!("{value:?}")).collect();
            let records = if value.records == 1 { "record" } else { "records" };
            let columns = value.columns.join(", ");
            format!("{columns}: {} in {} {records}: {}", values.join(", "), value.records, value.taken_as)
        }),
    );
    section(&mut text, "Findings", check.findings.iter().map(|finding| finding.text.clone()));
    text.push_str("\nIndicators\n");
    for indicator in &check.indicators {
        let (first, more) = match indicator.reasons.split_first() {
            None => ("can be right".to_owned(), String::new()),
            Some((first, [])) => (format!("may be wrong: {first}"), String::new()),
            Some((first, rest)) => (format!("may be wrong: {first}"), format!("; and {} more", rest.len())),
        };
        let _ = writeln!(text, "  {:<26} {first}{more}", indicator.id);
    }
    let right = check.indicators.iter().filter(|indicator| indicator.can_be_right).count();
    let _ = writeln!(text, "\n{right} of {} indicators can be right", check.indicators.len());
    text
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        let _ = writeln!(text, "\n{title}");
        for line in lines {
            let _ = writeln!(text, "  {}", carekpi::report::printable(&line));
        }
    }
}

fn meant(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean {near}?"))
}

/// How many indicators a line names.
const FEW: usize = 3;

fn may_be_wrong(indicators: &[String]) -> String {
    match indicators {
        [] => "; no figure needs it".to_owned(),
        few if few.len() <= FEW => format!("; may be wrong without it: {}", few.join(", ")),
        many => format!("; {} indicators may be wrong without it", many.len()),
    }
}
