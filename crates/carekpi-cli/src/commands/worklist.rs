//! Who is overdue, who falls due next, and by when.

use carekpi::UnknownName;
use carekpi::check::incomplete;
use carekpi::model::Caseload;
use carekpi::report::WorklistReport;
use carekpi::rules::IndicatorInfo;
use chrono::{Days, NaiveDate};
use clap::{Args, ValueEnum};

use crate::cli::{Snapshot, Source};
use crate::exit::ExitError;
use crate::notices::{eprint_beginning, eprint_incomplete, eprint_provenance};
use crate::values::whole_number;

/// Who is overdue, who falls due next, and by when
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    snapshot: Snapshot,
    #[command(flatten)]
    source: Source,
    /// The number of days to look ahead
    #[arg(long, value_name = "DAYS", default_value = "14", value_parser = whole_number::<u32>, allow_negative_numbers = true)]
    within: u32,
    /// Only this service area
    #[arg(long)]
    area: Option<String>,
    /// Only this indicator
    #[arg(long)]
    indicator: Option<String>,
    /// Only the children whose case worker is in this team, by its name
    #[arg(long)]
    team: Option<String>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Html,
    Xlsx,
}

/// Refuses an area and an indicator of which no worklist can have a line, so that an empty one is good news.
fn never_matches(infos: &[IndicatorInfo], area: Option<&str>, indicator: Option<&str>) -> Result<(), ExitError> {
    known("indicator", indicator, infos.iter().map(|info| &*info.id))?;
    known("area", area, infos.iter().map(|info| &*info.area.id))?;
    let asked = infos.iter().filter(|info| {
        area.is_none_or(|area| info.area.id == area) && indicator.is_none_or(|indicator| info.id == indicator)
    });
    let asked: Vec<&IndicatorInfo> = asked.collect();
    if asked.iter().any(|info| info.up_to_date.is_some()) {
        return Ok(());
    }
    Err(ExitError::arguments(match (area, indicator, asked.as_slice()) {
        (Some(area), Some(indicator), []) => format!("--area {area}: {indicator} is not an indicator of this area"),
        (_, Some(indicator), _) => format!("--indicator {indicator}: nothing falls due in it, so it has no worklist"),
        _ => format!("--area {}: nothing falls due in its indicators, so it has no worklist", area.unwrap_or_default()),
    }))
}

/// Refuses a name that is not one of `names`.
fn known<'n>(what: &'static str, name: Option<&str>, names: impl Iterator<Item = &'n str>) -> Result<(), ExitError> {
    let names: Vec<&str> = names.collect();
    match name.filter(|name| !names.contains(name)) {
        Some(name) => Err(ExitError::arguments(UnknownName::new(what, name, names))),
        None => Ok(()),
    }
}

/// Whether a child is or was allocated to the team.
fn has_team(caseload: &Caseload, team: &str) -> bool {
    let mut allocations = caseload.children().flat_map(|child| child.allocations());
    allocations.any(|allocation| caseload.team_name(allocation.team) == team)
}

/// What the list is narrowed to, in words; `None` if it is of everything.
fn narrowed(
    infos: &[IndicatorInfo],
    team: Option<&str>,
    area: Option<&str>,
    indicator: Option<&str>,
) -> Option<String> {
    let area = area.and_then(|id| infos.iter().find(|info| info.area.id == id)).map(|info| info.area.title.to_string());
    let indicator = indicator.and_then(|id| infos.iter().find(|info| info.id == id)).map(|info| info.title.to_string());
    let parts: Vec<String> = [team.map(|team| format!("team {team}")), area, indicator].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

pub(super) fn run(arguments: &Arguments) -> Result<(), ExitError> {
    let Arguments { snapshot, source, within, area, indicator, team, format } = arguments;
    if *format == Format::Xlsx {
        source.check_workbook()?;
    }
    let snapshot = snapshot.date(source)?;
    source.check_out(&source.inputs())?;
    let rules = source.rules()?;
    rules.calendar.is_working_day(snapshot).map_err(ExitError::arguments)?;
    let infos = rules.catalogue();
    never_matches(&infos, area.as_deref(), indicator.as_deref())?;
    let last = snapshot.checked_add_days(Days::new(u64::from(*within)));
    let calendar_ends = rules.calendar.days_covered().end().pred_opt().unwrap_or(NaiveDate::MAX);
    if last.is_none_or(|last| last > calendar_ends) {
        let message = format!("--within {within}: this is too far ahead; the working calendar ends on {calendar_ends}");
        return Err(ExitError::arguments(message));
    }
    let extract = source.extract()?;
    if let Some(team) = team.as_deref().filter(|team| !has_team(&extract.caseload, team)) {
        return Err(ExitError::arguments(format!("unknown team `{team}`; no child was ever allocated to it")));
    }
    let measurement = source.measure(&extract, &rules)?;
    let mut worklist = measurement.worklist(snapshot, *within).map_err(ExitError::arguments)?;
    worklist.retain(|task| {
        area.as_deref().is_none_or(|area| task.info.area.id == area)
            && indicator.as_deref().is_none_or(|id| task.info.id == id)
            && team.as_deref().is_none_or(|team| task.team == team)
    });
    if matches!(format, Format::Csv | Format::Json) {
        eprint_provenance(worklist.provenance());
    }
    let notice = incomplete(&extract, &measurement, None);
    eprint_incomplete(notice.as_deref());
    eprint_beginning(&measurement, snapshot);
    let only = narrowed(&infos, team.as_deref(), area.as_deref(), indicator.as_deref());
    let report = WorklistReport::from(&worklist).incomplete(notice.as_deref()).only(only.as_deref());
    let report = report.council(source.name.as_deref());
    source.write(&match format {
        Format::Table => report.table(source.table_style()),
        Format::Csv => report.csv(),
        Format::Json => report.json(),
        Format::Html => report.html(),
        Format::Xlsx => return source.write_workbook(&report.workbook()),
    })
}
