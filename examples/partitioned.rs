//! A nation: the extracts of many councils, measured apart in processes of their own, and added up.
//!
//! Each council's process reads its own extract and writes nothing but a series: counts, and what they were made by. The
//! series are read again and merged; one made under other definitions, another calendar or of other dates is refused.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};

use carekpi::{Definitions, Series, Step, WorkingCalendar};
use carekpi_examples::{Stop, date, run};
use carekpi_report::SeriesReport;
use carekpi_ssd::{Extract, Table, Tables, write_dir};
use carekpi_synthetic::Synthetic;
use chrono::NaiveDate;
use clap::Parser;

/// The extracts of many councils, measured apart in processes of their own, and added up.
#[derive(Parser)]
struct Arguments {
    /// How many councils there are.
    #[arg(long, default_value_t = 150)]
    councils: u32,
    /// How many children each council has records of.
    #[arg(long, default_value_t = 400)]
    children: u32,
    /// The first date.
    #[arg(long, value_name = "DATE", value_parser = date, default_value = "2025-03-31")]
    from: NaiveDate,
    /// The last date.
    #[arg(long, value_name = "DATE", value_parser = date, default_value = "2026-03-31")]
    to: NaiveDate,
    /// How many processes work at a time.
    #[arg(long, default_value_t = 2)]
    processes: usize,
    /// Measure this council only, in this folder: what each process is asked to do.
    #[arg(long, hide = true, requires = "folder")]
    council: Option<u32>,
    /// The folder of a single council.
    #[arg(long, hide = true)]
    folder: Option<PathBuf>,
}

fn main() -> ExitCode {
    run(|arguments: Arguments| match (&arguments.council, &arguments.folder) {
        (Some(council), Some(folder)) => measure_council(&arguments, *council, folder),
        _ => nation(&arguments),
    })
}

/// What one process does: makes an extract, reads it, measures it, and writes the series.
fn measure_council(arguments: &Arguments, council: u32, folder: &Path) -> Result<(), Stop> {
    let tables = folder.join("extract");
    let caseload = Synthetic::new(arguments.children, council.into(), arguments.to).caseload();
    write_dir(&tables, &Tables::from(&caseload), Table::ALL.iter().copied()).map_err(Stop::data)?;
    let extract = Extract::read_dir(&tables).map_err(Stop::data)?;
    fs::remove_dir_all(&tables).map_err(Stop::data)?;
    let calendar = WorkingCalendar::england_and_wales();
    let definitions = Definitions::default();
    let Arguments { from, to, .. } = *arguments;
    let series = Series::measure(&extract.caseload, &definitions, &calendar, from, to, Step::Quarter);
    let file = BufWriter::new(File::create(series_file(folder)).map_err(Stop::data)?);
    serde_json::to_writer(file, &series.map_err(Stop::arguments)?).map_err(Stop::data)
}

fn series_file(folder: &Path) -> PathBuf {
    folder.join("series.json")
}

/// Starts a process for each council, so many at a time, and adds up what they wrote.
fn nation(arguments: &Arguments) -> Result<(), Stop> {
    let folder = tempfile::tempdir().map_err(Stop::data)?;
    let mut whole: Option<Series> = None;
    let mut running: Vec<(PathBuf, Child)> = Vec::new();
    for council in 1..=arguments.councils {
        if running.len() >= arguments.processes.max(1) {
            let (folder, process) = running.remove(0);
            add(&mut whole, &folder, process)?;
        }
        let folder = folder.path().join(council.to_string());
        running.push((folder.clone(), start(arguments, council, &folder)?));
    }
    for (folder, process) in running {
        add(&mut whole, &folder, process)?;
    }
    let Some(whole) = whole else { return Err(Stop::arguments("there is no council")) };
    let csv = SeriesReport::new(&whole).csv();
    print(&csv);
    Ok(())
}

fn start(arguments: &Arguments, council: u32, folder: &Path) -> Result<Child, Stop> {
    fs::create_dir(folder).map_err(Stop::data)?;
    let program = std::env::current_exe().map_err(Stop::data)?;
    Command::new(program)
        .args(["--council", &council.to_string(), "--children", &arguments.children.to_string()])
        .args(["--from", &arguments.from.to_string(), "--to", &arguments.to.to_string()])
        .arg("--folder")
        .arg(folder)
        .spawn()
        .map_err(Stop::data)
}

fn add(whole: &mut Option<Series>, folder: &Path, mut process: Child) -> Result<(), Stop> {
    if !process.wait().map_err(Stop::data)?.success() {
        return Err(Stop::data(format!("the process of council {} failed", folder.display())));
    }
    let text = fs::read_to_string(series_file(folder)).map_err(Stop::data)?;
    let part: Series = serde_json::from_str(&text).map_err(Stop::data)?;
    match whole {
        None => *whole = Some(part),
        Some(whole) => whole.merge(&part).map_err(Stop::data)?,
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the figures go there")]
fn print(text: &str) {
    print!("{text}");
}
