//! A worklist as a page, by team and by worker.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use carekpi_engine::Task;
use chrono::{Days, NaiveDate};

use crate::due::{Due, counts, last_day};
use crate::html::{END, escape, incomplete, made_with, page_styled};
use crate::labels::long_date;
use crate::worklist::WorklistReport;

const STYLE: &str = include_str!("worklist.css");

impl WorklistReport<'_, '_> {
    /// As one HTML file that needs no other file. The tasks are listed by team, then by worker. In print each team begins on a new
    /// sheet.
    #[must_use]
    pub fn html(&self) -> String {
        worklist_html(self)
    }
}

/// The tasks of a team, by worker. Those without a team, or without a worker, come last.
type Team<'t, 'c> = BTreeMap<(bool, &'c str), Vec<&'t Task<'c>>>;

fn worklist_html(report: &WorklistReport<'_, '_>) -> String {
    let snapshot = long_date(report.worklist.snapshot());
    let last = (report.worklist.within() > 0).then(|| long_date(report.last_day()));
    let mut page = page_styled(&format!("Worklist on {snapshot}"), STYLE);
    let name = report.council.map(|name| format!("<p class=\"council\">{}</p>\n", escape(name))).unwrap_or_default();
    let _ = writeln!(page, "<header>\n{name}<h1>Worklist on {snapshot}</h1>");
    if let Some(only) = report.only {
        let _ = writeln!(page, "<p class=\"only\">Only {}</p>", escape(only));
    }
    page.push_str(&summary(report.tasks(), last.as_deref()));
    page.push_str(&incomplete(report.notice));
    page.push_str(&made_with(report.worklist.provenance()));
    page.push_str("</header>\n<main>\n");
    let mut teams: BTreeMap<(bool, &str), Team<'_, '_>> = BTreeMap::new();
    for task in report.tasks() {
        let of_team = teams.entry((task.team.is_empty(), task.team)).or_default();
        of_team.entry((task.worker.is_empty(), task.worker)).or_default().push(task);
    }
    if teams.len() > 1 {
        by_team(&mut page, report, &teams);
    }
    for (number, ((_, name), workers)) in teams.iter().enumerate() {
        let sheet = Sheet { number, name, snapshot: report.worklist.snapshot() };
        sheet.add(&mut page, workers);
    }
    page.push_str("</main>\n");
    page.push_str(END);
    page
}

/// How much there is to do, in a sentence.
fn summary<'t, 'c: 't>(tasks: impl IntoIterator<Item = &'t Task<'c>>, last: Option<&str>) -> String {
    let (overdue, due) = counts(tasks);
    let by = last.map(|last| format!(" by {last}")).unwrap_or_default();
    if (overdue, due) == (0, 0) {
        let due = last.map(|last| format!(", and nothing falls due by {last}")).unwrap_or_default();
        return format!("<p class=\"totals\">Nothing is overdue{due}.</p>\n");
    }
    let due = if last.is_some() { format!("<span><b>{due}</b> due{by}</span>") } else { String::new() };
    format!("<p class=\"totals\"><span class=\"overdue\"><b>{overdue}</b> overdue</span> {due}</p>\n")
}

/// The table of the teams, with a link to each.
fn by_team(page: &mut String, report: &WorklistReport<'_, '_>, teams: &BTreeMap<(bool, &str), Team<'_, '_>>) {
    let spans = spans(report.worklist.snapshot(), report.worklist.within());
    page.push_str("<nav aria-label=\"Teams\">\n<table class=\"teams\">\n<caption>What each team has to do</caption>\n<thead><tr><th scope=\"col\">team</th><th scope=\"col\" class=\"number\">overdue</th>");
    for (words, ..) in &spans {
        let _ = write!(page, "<th scope=\"col\" class=\"number\">{words}</th>");
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    let number = |count: usize| format!("<td class=\"number\">{count}</td>");
    let cells = |tasks: &[&Task<'_>]| {
        let (overdue, _) = counts(tasks.iter().copied());
        let due = spans.iter().map(|(_, first, last)| {
            number(tasks.iter().filter(|task| (*first..=*last).contains(&task.days_left)).count())
        });
        number(overdue) + &due.collect::<String>()
    };
    for (at, ((_, name), workers)) in teams.iter().enumerate() {
        let tasks: Vec<&Task<'_>> = workers.values().flatten().copied().collect();
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\"><a href=\"#team-{}\">{}</a></th>{}</tr>",
            at.saturating_add(1),
            team_name(name),
            cells(&tasks)
        );
    }
    let all: Vec<&Task<'_>> = report.tasks().iter().collect();
    let _ =
        writeln!(page, "</tbody>\n<tfoot><tr><th scope=\"row\">all</th>{}</tr></tfoot>\n</table>\n</nav>", cells(&all));
}

/// The days ahead in one or two parts: each in words, with the fewest and the most days left.
fn spans(snapshot: NaiveDate, within: u32) -> Vec<(String, i64, i64)> {
    let day = |days: u32| long_date(snapshot.checked_add_days(Days::new(days.into())).map_or(snapshot, last_day));
    match within {
        0 => Vec::new(),
        1..=7 => vec![(format!("due by {}", day(within)), 1, within.into())],
        8.. => vec![(format!("due by {}", day(7)), 1, 7), (format!("later, by {}", day(within)), 8, within.into())],
    }
}

fn team_name(name: &str) -> String {
    if name.is_empty() { "No team".to_owned() } else { escape(name) }
}

/// The part of the page for one team. In print it begins on a new sheet.
struct Sheet<'s> {
    number: usize,
    name: &'s str,
    snapshot: NaiveDate,
}

impl Sheet<'_> {
    fn add(&self, page: &mut String, workers: &Team<'_, '_>) {
        let (id, name) = (self.number.saturating_add(1), team_name(self.name));
        let (overdue, due) = counts(workers.values().flatten().copied());
        let _ = writeln!(
            page,
            "<section class=\"team\" aria-labelledby=\"team-{id}\">\n<h2 id=\"team-{id}\">{name}</h2>\n\
             <table class=\"tasks\">\n<caption>{overdue} overdue, {due} due, by worker, the most urgent of each first</caption>\n\
             <colgroup><col class=\"a\"><col class=\"b\"><col class=\"c\"><col class=\"d\"><col></colgroup>\n<thead>\n<tr class=\"again\" aria-hidden=\"true\"><th colspan=\"5\">{name}, {}: {overdue} overdue, {due} due</th></tr>\n\
             <tr><th scope=\"col\">child</th><th scope=\"col\">what</th><th scope=\"col\">overdue or due</th>\
             <th scope=\"col\" class=\"number\">days</th><th scope=\"col\">measured from</th></tr>\n</thead>",
            long_date(self.snapshot)
        );
        for ((_, worker), tasks) in workers {
            let (overdue, due) = counts(tasks.iter().copied());
            let worker = if worker.is_empty() { "No worker".to_owned() } else { format!("Worker {}", escape(worker)) };
            let _ = writeln!(
                page,
                "<tbody>\n<tr class=\"worker\"><th scope=\"rowgroup\" colspan=\"5\">{worker} \
                 <span>{overdue} overdue, {due} due</span></th></tr>"
            );
            for task in tasks {
                self.add_task(page, task);
            }
            page.push_str("</tbody>\n");
        }
        page.push_str("</table>\n</section>\n");
    }

    fn add_task(&self, page: &mut String, task: &Task<'_>) {
        let due = Due::of(task, self.snapshot);
        let (class, sign, state) =
            if due.is_overdue { ("overdue", "\u{25b2}", "overdue") } else { ("due", "\u{25cb}", "due") };
        let date = |day| format!("<span class=\"date\">{}</span>", long_date(day));
        let from = [Some(escape(task.measured_from())), task.outcome.anchor.map(date)];
        let from: Vec<String> = from.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(
            page,
            "<tr class=\"{class}\"><th scope=\"row\">{}</th><td class=\"what\">{}</td>\
             <td class=\"due-date\"><span aria-hidden=\"true\">{sign}</span> <b>{state}</b> {}</td>\
             <td class=\"number\">{}</td><td class=\"from\">{}</td></tr>",
            escape(task.child),
            escape(task.info.subject()),
            due.in_words(),
            match due.days_text() {
                days if days.starts_with(|letter: char| letter.is_ascii_digit()) => {
                    format!("{days}<span class=\"unit\"> {}</span>", if days == "1" { "day" } else { "days" })
                }
                days => days,
            },
            from.join(", "),
        );
    }
}
