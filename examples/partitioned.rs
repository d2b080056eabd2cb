//! A nation: the extracts of many councils, measured apart in processes of their own, and added up.
//!
//! Each council's process reads its own extract and writes nothing but a series: counts, and what they were made by. The
//! series are read again and merged; one made under other definitions, another calendar or of other dates is refused.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use carekpi::{Definitions, Series, Step, WorkingCalendar};
use carekpi_examples::{Stop, date, print, run};
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

/// Has every council measured, and adds up what they wrote.
fn nation(arguments: &Arguments) -> Result<(), Stop> {
    let Arguments { from, to, .. } = *arguments;
    if to < from {
        return Err(Stop::arguments("the series ends before it starts"));
    }
    WorkingCalendar::england_and_wales().between(from, to).map_err(Stop::arguments)?;
    let folder = tempfile::tempdir().map_err(Stop::data)?;
    let (mut whole, mut running) = (None, Vec::new());
    let measured = measure_all(arguments, folder.path(), &mut whole, &mut running);
    // Where one fails, the others need not go on.
    for (_, mut process) in running {
        let _ = process.kill();
        let _ = process.wait();
    }
    measured?;
    let Some(whole) = whole else { return Err(Stop::arguments("there is no council")) };
    print(&SeriesReport::new(&whole).csv())
}

/// Starts a process for each council, so many at a time, and adds up what they wrote.
fn measure_all(
    arguments: &Arguments,
    folder: &Path,
    whole: &mut Option<Series>,
    running: &mut Vec<(u32, Child)>,
) -> Result<(), Stop> {
    let folder_of = |council: u32| folder.join(council.to_string());
    for council in 1..=arguments.councils {
        if running.len() >= arguments.processes.max(1) {
            let (council, process) = running.remove(0);
            add(whole, council, &folder_of(council), process)?;
        }
        running.push((council, start(arguments, council, &folder_of(council))?));
    }
    while !running.is_empty() {
        let (council, process) = running.remove(0);
        add(whole, council, &folder_of(council), process)?;
    }
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
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Stop::data)
}

/// Waits for the process of a council, and adds what it wrote.
fn add(whole: &mut Option<Series>, council: u32, folder: &Path, process: Child) -> Result<(), Stop> {
    let output = process.wait_with_output().map_err(Stop::data)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Stop::data(format!("council {council} could not be measured: {}", said.trim())));
    }
    let text = fs::read_to_string(series_file(folder)).map_err(Stop::data)?;
    let part: Series = serde_json::from_str(&text).map_err(Stop::data)?;
    match whole {
        None => *whole = Some(part),
        Some(whole) => whole.merge(&part).map_err(Stop::data)?,
    }
    Ok(())
}
