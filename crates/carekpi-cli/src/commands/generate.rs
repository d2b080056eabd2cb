//! Makes a synthetic extract.

use std::fs;
use std::path::{Path, PathBuf};

use carekpi_ssd::{Corruptor, ExtractWriter, Table, Tables};
use carekpi_synthetic::Synthetic;
use chrono::NaiveDate;
use clap::Args;

use crate::cli::{date, whole_number};
use crate::exit::ExitError;

/// Make a synthetic extract for trials and tests
///
/// The records are plausible, and the people in them do not exist. The same seed makes the same records.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder to write to; it is created if it does not exist
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
    /// Damage this share of the rows, from 0 to 1, and some files, in the ways that real extracts are damaged
    #[arg(long, value_name = "SHARE", value_parser = per_million, default_value = "0")]
    dirty: u32,
}

/// The number of children held in memory at once.
const PART: u32 = 20_000;

pub(super) fn run(arguments: &Arguments) -> Result<(), ExitError> {
    let Arguments { folder, children, seed, to, years, dirty } = arguments;
    // The records of care leavers are in the supplementary tables.
    let tables = || Table::ALL.iter().copied().filter(|table| *table != Table::CareLeavers);
    let mut writer = ExtractWriter::create(folder, tables()).map_err(ExitError::data)?;
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
