//! Prints who is overdue, who falls due next, and by when.

use std::process::ExitCode;

use carekpi::model::Caseload;
use carekpi::{Task, worklist};
use carekpi_examples::{Source, Stop, date, run, say_definitions};
use carekpi_report::{worklist_csv, worklist_json, worklist_table};
use chrono::NaiveDate;
use clap::{Parser, ValueEnum};

/// Who is overdue, who falls due next, and by when.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The date, taken at the end of the day.
    #[arg(long, value_name = "DATE", value_parser = date)]
    snapshot: Option<NaiveDate>,
    /// How many days to look ahead.
    #[arg(long, value_name = "DAYS", default_value_t = 14, allow_negative_numbers = true)]
    within: u32,
    /// Only this service area, such as child-protection.
    #[arg(long)]
    area: Option<String>,
    /// Only this indicator, such as cp-visits.
    #[arg(long)]
    indicator: Option<String>,
    /// Only the children whose case worker is in this team.
    #[arg(long)]
    team: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

fn main() -> ExitCode {
    run(print)
}

/// Whether somebody is or was allocated to the team.
fn has_team(caseload: &Caseload, team: &str) -> bool {
    let mut allocations = caseload.children().flat_map(|child| child.allocations());
    allocations.any(|allocation| caseload.team_name(allocation.team) == team)
}

fn print(arguments: Arguments) -> Result<(), Stop> {
    let Arguments { source, snapshot, within, area, indicator, team, format } = arguments;
    let snapshot = source.snapshot(snapshot)?;
    let catalogue = carekpi::catalogue();
    if let Some(area) = area.as_deref().filter(|area| catalogue.iter().all(|about| about.area != *area)) {
        return Err(Stop::arguments(format!("{area:?} is no service area")));
    }
    if let Some(id) = indicator.as_deref().filter(|id| catalogue.iter().all(|about| about.id != *id)) {
        return Err(Stop::arguments(format!("{id:?} is no indicator")));
    }
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    calendar.is_working_day(snapshot).map_err(Stop::arguments)?;
    let extract = source.extract()?;
    if let Some(team) = team.as_deref().filter(|team| !has_team(&extract.caseload, team)) {
        return Err(Stop::arguments(format!("no child is allocated to a team {team:?}")));
    }
    let mut tasks = worklist(&extract.caseload, &definitions, &calendar, snapshot, within)
        .map_err(|error| Stop::arguments(format!("--within {within}: {error}")))?;
    tasks.retain(|task: &Task<'_>| {
        area.as_deref().is_none_or(|area| task.about.area == area)
            && indicator.as_deref().is_none_or(|id| task.about.id == id)
            && team.as_deref().is_none_or(|team| task.team == team)
    });
    say_definitions(&definitions);
    source.write(&match format {
        Format::Table => worklist_table(&tasks),
        Format::Csv => worklist_csv(&tasks),
        Format::Json => worklist_json(&tasks),
    })
}
