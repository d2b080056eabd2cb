//! Who is overdue, or who does not meet the rule.

use std::fmt::Write as _;

use carekpi_engine::Subject;
use carekpi_measure::FigureKind;
use carekpi_rules::{IndicatorInfo, Polarity};
use chrono::NaiveDate;

use crate::html::escape;
use crate::scorecard::{Row, ScorecardReport};

/// How many members of a figure are listed.
const MOST_MEMBERS: usize = 500;

/// Whether a member is listed: those that need attention.
fn is_listed(info: &IndicatorInfo, subject: &Subject<'_>) -> bool {
    let wrong = info.polarity == Polarity::Lower;
    info.kind == FigureKind::Proportion && info.polarity != Polarity::Neither && subject.outcome.met == Some(wrong)
}

/// The heading of the list; `None` if nobody is listed.
pub(super) fn heading(row: &Row<'_>) -> Option<String> {
    let listed = row.subjects.iter().filter(|subject| is_listed(row.info, subject)).count();
    let what = match (&row.info.up_to_date, row.info.polarity) {
        (Some(_), _) => "Overdue",
        (None, Polarity::Lower) => "Counted",
        (None, _) => "Not met",
    };
    (listed > 0).then(|| format!("{what} ({listed})"))
}

/// A column: its heading, whether it is left out on a phone, and its text.
type Column<'t> = (&'static str, bool, Box<dyn Fn(&Subject<'_>) -> String + 't>);

/// The members that need attention, the longest overdue first.
pub(super) fn members(page: &mut String, report: &ScorecardReport<'_, '_>, row: &Row<'_>) {
    let Some(heading) = heading(row) else { return };
    let mut listed: Vec<&Subject<'_>> = row.subjects.iter().filter(|subject| is_listed(row.info, subject)).collect();
    listed.sort_by_key(|subject| (subject.outcome.lapses, subject.child, subject.record));
    let date = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let worker =
        |subject: &Subject<'_>| report.case_workers.map(|workers| workers.of(subject.child)).unwrap_or_default();
    let measured_from = |subject: &Subject<'_>| row.info.measured_from(subject.outcome.clause).to_owned();
    let columns: [Column<'_>; 7] = [
        ("Child", false, Box::new(|subject| subject.child.to_owned())),
        ("Overdue since", false, Box::new(move |subject| date(subject.outcome.lapses.date()))),
        ("Measured from", true, Box::new(measured_from)),
        ("Date", true, Box::new(move |subject| date(subject.outcome.anchor))),
        ("Team", false, Box::new(move |subject| worker(subject).team.to_owned())),
        ("Worker", false, Box::new(move |subject| worker(subject).worker.to_owned())),
        ("Record", true, Box::new(|subject| subject.record.unwrap_or("").to_owned())),
    ];
    // A column that is blank in every row is left out.
    let columns: Vec<_> =
        columns.into_iter().filter(|(.., text)| listed.iter().any(|subject| !text(subject).is_empty())).collect();
    let class = |is_wide: bool| if is_wide { " class=\"wide\"" } else { "" };
    let _ = write!(
        page,
        "<h3>{heading}</h3>\n<table class=\"members\"><caption class=\"hidden\">{}: {heading}</caption>\n<thead><tr>",
        escape(&row.info.title)
    );
    for (name, is_wide, _) in &columns {
        let _ = write!(page, "<th scope=\"col\"{}>{name}</th>", class(*is_wide));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for subject in listed.iter().take(MOST_MEMBERS) {
        page.push_str("<tr>");
        for (_, is_wide, text) in &columns {
            let _ = write!(page, "<td{}>{}</td>", class(*is_wide), escape(&text(subject)));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table>\n");
    if let Some(more) = listed.len().checked_sub(MOST_MEMBERS).filter(|more| *more > 0) {
        let _ = writeln!(page, "<p class=\"soft\">and {more} more; the worklist has all that are overdue</p>");
    }
}
