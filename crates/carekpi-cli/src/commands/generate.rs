//! Makes a synthetic extract.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use carekpi::WorkingCalendar;
use carekpi_ssd::{Corruptor, ExtractWriter, ReadError, Style, Table, Tables};
use carekpi_synthetic::Synthetic;
use chrono::{Months, NaiveDate};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::exit::ExitError;
use crate::values::{date, whole_number};

/// Make a synthetic extract for trials and tests
///
/// The records are plausible, and the people in them do not exist. The same seed makes the same records.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder to write to; it is created if it does not exist, and must be empty if it does
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The number of children
    #[arg(long, value_name = "NUMBER", value_parser = whole_number::<u32>, default_value = "2000")]
    children: u32,
    /// The seed; another seed makes another extract
    #[arg(long, value_name = "NUMBER", value_parser = whole_number::<u64>, default_value = "7")]
    seed: u64,
    /// The last day of the records
    #[arg(long, value_name = "DATE", value_parser = date, default_value = "2026-03-31")]
    to: NaiveDate,
    /// The number of years of records
    #[arg(long, value_name = "NUMBER", value_parser = whole_number::<u32>, default_value = "6")]
    years: u32,
    /// How the tables are written: as the standard has them, or as the scripts of a case system write them
    ///
    /// The records are the same in each style, and so are the figures. The supplementary tables are not of a case system, and are
    /// always the same.
    #[arg(long, value_parser = styles(), default_value = "ssd")]
    style: Style,
    /// Write to a folder that is not empty: replaces all tables in it, and leaves its other files as they are
    #[arg(long)]
    force: bool,
    /// Damage this share of the rows, from 0 to 1, and some files, in the ways that real extracts are damaged
    #[arg(long, value_name = "SHARE", value_parser = per_million, default_value = "0")]
    dirty: u32,
}

/// The number of children held in memory at once.
const PART: u32 = 20_000;

pub(super) fn run(arguments: &Arguments) -> Result<(), ExitError> {
    let Arguments { folder, children, seed, to, years, style, force, dirty } = arguments;
    sensible(*children, *years, *to)?;
    clear(folder, *force)?;
    // The records of care leavers are in the supplementary tables. Scripts of case systems write both.
    let is_made = |table: &Table| *style != Style::Ssd || *table != Table::CareLeavers;
    let tables = || Table::ALL.iter().copied().filter(is_made);
    let mut writer = ExtractWriter::in_style(*style, folder, tables()).map_err(ExitError::data)?;
    for part in Synthetic::new(*children, *seed, *to).years(*years).parts(PART) {
        writer.write(&Tables::from(&part)).map_err(ExitError::data)?;
    }
    writer.finish().map_err(ExitError::data)?;
    if *dirty > 0 {
        for table in tables() {
            damage(folder, table, *dirty, *seed)
                .map_err(|error| ExitError::data(format!("{}: {error}", file(folder, table).display())))?;
        }
        fs::write(folder.join("ssd_s47_enquiry.csv"), "s47e_s47_enquiry_id,s47e_person_id\n")
            .map_err(ExitError::data)?;
    }
    Ok(())
}

/// Refuses numbers with which there is nothing to generate, or no calendar for it.
fn sensible(children: u32, years: u32, to: NaiveDate) -> Result<(), ExitError> {
    let calendar = WorkingCalendar::england_and_wales().days_covered();
    let from = to.checked_sub_months(Months::new(years.saturating_mul(12)));
    let wrong = match from {
        _ if children == 0 => "--children: there must be at least 1 child".to_owned(),
        _ if years == 0 => "--years: there must be at least 1 year of records".to_owned(),
        _ if !calendar.contains(to) => format!("--to: {to} is outside the working calendar"),
        Some(from) if calendar.contains(from) => return Ok(()),
        _ => format!("--years {years}: the records would begin before {}", calendar.start()),
    };
    Err(ExitError::arguments(wrong))
}

/// Makes sure that no table of another extract stays in the folder.
fn clear(folder: &Path, force: bool) -> Result<(), ExitError> {
    let failed = |file: &Path, source: io::Error| ExitError::data(ReadError::Io { file: file.to_owned(), source });
    let files = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        files => files.map_err(|error| failed(folder, error))?,
    };
    for file in files {
        let file = file.map_err(|error| failed(folder, error))?;
        if !force {
            return Err(ExitError::arguments(format!(
                "{} is not empty; name a new or empty folder, or give --force to replace the tables in it",
                folder.display()
            )));
        }
        let name = file.file_name().to_string_lossy().to_lowercase();
        if Table::ALL.iter().any(|table| name == format!("{table}.csv")) {
            fs::remove_file(file.path()).map_err(|error| failed(&file.path(), error))?;
        }
    }
    Ok(())
}

fn styles() -> impl TypedValueParser<Value = Style> {
    let named = |style: Style| {
        PossibleValue::new(style.name()).help(match style {
            Style::Mosaic => {
                "as from Mosaic: visits, conferences and involvements name a plan or referral in place of the child"
            }
            Style::SystemC => "as from System C: dates with a time, descriptions for codes, and codes for roles",
            _ => "the Standard Safeguarding Dataset",
        })
    };
    PossibleValuesParser::new(Style::ALL.map(named)).try_map(|name| name.parse::<Style>())
}

fn file(folder: &Path, table: Table) -> PathBuf {
    folder.join(format!("{table}.csv"))
}

/// Damages rows of a table's file, and for some tables the file as a whole.
fn damage(folder: &Path, table: Table, per_million: u32, seed: u64) -> csv::Result<()> {
    let (file, clean) = (file(folder, table), folder.join(format!("{table}.clean")));
    fs::rename(&file, &clean)?;
    let mut reader = csv::Reader::from_path(&clean)?;
    let columns = reader.headers()?.clone();
    let mut corruptor = Corruptor::new(per_million, seed, &columns.iter().collect::<Vec<_>>());

    let mut writer = match table {
        Table::CinVisits => csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_path(&file)?,
        Table::CoreGroups => csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_path(&file)?,
        _ => csv::Writer::from_path(&file)?,
    };
    let header = columns.iter().map(|column| match table {
        // A byte order mark.
        Table::Person if columns.get(0) == Some(column) => format!("\u{feff}{column}").into_bytes(),
        _ => column.into(),
    });
    writer.write_record(laid_out(table, header.collect(), "cppv_cp_visit_notes"))?;
    for row in reader.records() {
        for row in corruptor.row(row?.iter().map(str::to_owned).collect()) {
            let cells = row.into_iter().map(String::into_bytes).collect();
            writer.write_record(laid_out(table, cells, "seen at home \u{2013} caf\u{e9}, with\nsiblings"))?;
        }
    }
    writer.flush()?;
    fs::remove_file(clean)?;
    Ok(())
}

/// Reverses the columns of one table, and adds a column in Windows-1252 to another.
fn laid_out(table: Table, mut cells: Vec<Vec<u8>>, note: &str) -> Vec<Vec<u8>> {
    match table {
        Table::Involvements => cells.reverse(),
        Table::CpVisits => cells.push(note.chars().map(windows_1252).collect()),
        _ => {}
    }
    cells
}

fn windows_1252(character: char) -> u8 {
    match character {
        '\u{2013}' => 0x96,
        other => u8::try_from(other).unwrap_or(b'?'),
    }
}

/// A share from 0 to 1, with at most six decimal places, as a number of millionths.
fn per_million(text: &str) -> Result<u32, String> {
    let (whole, places) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let millionths = format!("{whole}{places:0<6}");
    let share = millionths.parse().ok().filter(|share| *share <= 1_000_000);
    share.filter(|_| is_number(whole) && is_number(places) && places.len() <= 6).ok_or_else(|| {
        format!("`{text}` is not a share; expected a number from 0 to 1, with at most six decimal places")
    })
}
