//! One child, every indicator, in sentences: how it stands, since when, until when, and what changes next.
//!
//! `cargo run --release --example explain -- --child P0001` explains a child of the bundled extract.

use std::process::ExitCode;

use carekpi::dates::{Conventions, DateRange};
use carekpi::measure::{About, Clause, Outcome, Stretch, Verdict, over};
use carekpi::model::{Child, Id};
use carekpi::{BoxedIndicator, Period, WorkingCalendar, indicators};
use carekpi_examples::{Source, Stop, date, run};
use chrono::{Days, NaiveDate};
use clap::Parser;

/// One child, every indicator, in sentences.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The child's identifier.
    #[arg(long, value_name = "ID")]
    child: String,
    /// The date, taken at the end of the day.
    #[arg(long, value_name = "DATE", value_parser = date)]
    snapshot: Option<NaiveDate>,
}

fn main() -> ExitCode {
    run(explain)
}

fn explain(Arguments { source, child, snapshot }: Arguments) -> Result<(), Stop> {
    let snapshot = source.snapshot(snapshot)?;
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    calendar.is_working_day(snapshot).map_err(Stop::arguments)?;
    let caseload = source.extract()?.caseload;
    let Some(child) = caseload.find(&child) else {
        return Err(Stop::arguments(format!("no child has the identifier {child:?}")));
    };
    let conventions = definitions.shared.conventions(calendar);

    let mut text = format!("Child {} on {}\n", child.id(), long(snapshot));
    let mut changes = Vec::new();
    let mut area = "";
    for indicator in indicators(&definitions, &caseload) {
        let about = indicator.about();
        if about.area != area {
            area = about.area;
            text.push_str(&format!("\n{}\n", heading(area)));
        }
        let course = Course::of(&indicator, child, snapshot, &conventions);
        for sentence in course.sentences(child) {
            text.push_str(&format!("  {sentence}\n"));
        }
        changes.extend(course.next_change());
    }
    changes.sort();
    text.push_str("\nWhat changes next, if nothing more is recorded\n");
    if changes.is_empty() {
        text.push_str("  Nothing, within a year.\n");
    }
    for (day, change) in changes {
        text.push_str(&format!("  {}: {change}\n", long(day)));
    }
    source.write(&text)
}

/// How many days ahead we look for what changes.
const AHEAD: Days = Days::new(366);

/// How a child stands in one indicator, from the snapshot date on.
struct Course {
    about: About,
    snapshot: NaiveDate,
    stretches: Vec<Stretch<Id>>,
    /// The day after the last that was looked at.
    end: NaiveDate,
}

impl Course {
    fn of(indicator: &BoxedIndicator, child: Child<'_>, snapshot: NaiveDate, conventions: &Conventions) -> Self {
        let end = snapshot.checked_add_days(AHEAD).unwrap_or(NaiveDate::MAX);
        let end = end.min(WorkingCalendar::days_covered().end());
        let days = DateRange::half_open(snapshot, end);
        let mut stretches = Vec::new();
        let each = |stretch| stretches.push(stretch);
        over(indicator.as_ref(), child, days, Period::YearToDate, conventions, each);
        Self { about: *indicator.about(), snapshot, stretches, end }
    }

    /// What is said of the child on a day: one verdict for each record that counts.
    fn on(&self, day: NaiveDate) -> impl Iterator<Item = Verdict<Id>> {
        let holds = move |stretch: &&Stretch<Id>| stretch.from <= day && day < stretch.until;
        self.stretches.iter().filter(holds).map(|stretch| stretch.verdict)
    }

    /// What to say of the snapshot date: a sentence for each record that counts, or one that says why none does.
    fn sentences(&self, child: Child<'_>) -> Vec<String> {
        let About { id, title, .. } = self.about;
        let sentence = |verdict| match verdict {
            Verdict::LeftOut => {
                format!("{title}: it can't be told whether the child is part of this figure. ({id})")
            }
            Verdict::Member { record, outcome } => {
                let record = child.text(record);
                let names = if record.is_empty() { id.to_owned() } else { format!("{id}, {record}") };
                format!("{} ({names})", sentence(&self.about, outcome))
            }
        };
        let mut sentences: Vec<String> = self.on(self.snapshot).map(sentence).collect();
        if sentences.is_empty() {
            sentences.push(format!("{title}: not part of this figure on that date. ({id})"));
        }
        sentences
    }

    /// The first later day on which something else is to be said of the child, and what. Figures of what happens in a
    /// period have none: every record leaves it in the end.
    fn next_change(&self) -> Option<(NaiveDate, String)> {
        if self.about.unit != "child" {
            return None;
        }
        let state = |day| {
            self.on(day).next().map(|verdict| match verdict {
                Verdict::LeftOut => None,
                Verdict::Member { outcome, .. } => Some(outcome.met),
            })
        };
        let now = state(self.snapshot);
        let mut days: Vec<_> = self.stretches.iter().flat_map(|stretch| [stretch.from, stretch.until]).collect();
        days.sort_unstable();
        let day = days.into_iter().find(|day| self.snapshot < *day && *day < self.end && state(*day) != now)?;
        let (met, unmet) = (Words::of(&self.about).met, Words::of(&self.about).unmet);
        let title = self.about.title;
        let change = match state(day) {
            None => format!("{title}: no longer part of this figure."),
            Some(None) => format!("{title}: it can't be told whether the child is part of this figure."),
            Some(Some(None)) => format!("{title}: it can't be told."),
            Some(Some(Some(true))) => format!("{met}."),
            Some(Some(Some(false))) => format!("{unmet}."),
        };
        Some((day, change))
    }
}

/// How a member of a figure stands, and why.
fn sentence(about: &About, outcome: Outcome) -> String {
    let Outcome { met, clause, anchor, lapses, .. } = outcome;
    let Words { met: is_met, unmet, by } = Words::of(about);
    let Some(met) = met else {
        return format!("{}: it can't be told, because a fact that the rule needs is missing.", about.title);
    };
    let from = about.clauses.iter().find(|(one, _)| Some(*one) == clause).map_or("", |(_, words)| words);
    let none_yet = clause == Some(Clause::NO_EVENT_YET);
    match (met, anchor, lapses) {
        (true, Some(anchor), Some(lapses)) => {
            let none_yet = if none_yet { ", with none since" } else { "" };
            format!("{is_met}, counted from {from} on {}{none_yet}; that lapses on {}.", long(anchor), long(lapses))
        }
        (false, Some(anchor), Some(lapses)) if none_yet => {
            format!("{unmet}: none since {from} on {}, and the time ran out on {}.", long(anchor), long(lapses))
        }
        (false, Some(anchor), Some(lapses)) => {
            format!("{unmet}: {from} was on {}, and the time ran out on {}.", long(anchor), long(lapses))
        }
        (met, anchor, _) => {
            let day = anchor.map(|anchor| format!(", {by} {}", long(anchor))).unwrap_or_default();
            format!("{}{day}.", if met { is_met } else { unmet })
        }
    }
}

/// What is said of a child who meets a rule, and of one who does not.
#[derive(Clone, Copy)]
struct Words {
    met: &'static str,
    unmet: &'static str,
    /// What comes before the day on which a rule without a limit rests.
    by: &'static str,
}

impl Words {
    fn of(about: &About) -> Self {
        let (met, unmet, by) = match about.id {
            "cp-plans" => ("A child protection plan is open", "", "since"),
            "cp-rate" => ("The child counts in the rate of child protection plans", "", "since"),
            "cp-core-groups" => ("Core groups are up to date", "Core groups are overdue", ""),
            "cp-reviews" => ("Child protection reviews are up to date", "Child protection reviews are overdue", ""),
            "cp-visits" => ("Child protection visits are up to date", "Child protection visits are overdue", ""),
            "cin-reviews" => ("Child in need reviews are up to date", "Child in need reviews are overdue", ""),
            "cin-visits" => ("Child in need visits are up to date", "Child in need visits are overdue", ""),
            "cla-same-placement" => {
                ("The placement has lasted long enough", "The placement has not lasted long enough yet", "since")
            }
            "cla-three-placements" => {
                ("There were many placements lately", "There were not many placements lately", "")
            }
            "cla-dental" => ("Dental checks are up to date", "Dental checks are overdue", ""),
            "cla-health" => ("Health assessments are up to date", "Health assessments are overdue", ""),
            "cla-reviews" => ("Looked-after reviews are up to date", "Looked-after reviews are overdue", ""),
            "cla-supervision" => ("Supervision is up to date", "Supervision is overdue", ""),
            "cla-visits" => ("Looked-after visits are up to date", "Looked-after visits are overdue", ""),
            "placement-change-meetings" => (
                "A placement change meeting was held on time",
                "No placement change meeting was held on time",
                "for the placement that began on",
            ),
            "leavers-eet" => (
                "The care leaver is in education, employment or training",
                "The care leaver is not in education, employment or training",
                "by the status recorded on",
            ),
            "leavers-accommodation" => {
                ("The accommodation is suitable", "The accommodation is not suitable", "by the status recorded on")
            }
            "leavers-in-touch" => {
                ("The care leaver is in touch", "The care leaver is not in touch", "by the status recorded on")
            }
            "leavers-pathway-plans" => ("Pathway plans are up to date", "Pathway plans are overdue", ""),
            "leavers-visits" => ("Care leaver visits are up to date", "Care leaver visits are overdue", ""),
            "cypds-supervision" => (
                "Supervision by the disability service is up to date",
                "Supervision by the disability service is overdue",
                "",
            ),
            "cypds-visits" => {
                ("Visits by the disability service are up to date", "Visits by the disability service are overdue", "")
            }
            "assessments-completed" => ("A child and family assessment was completed", "", "on"),
            _ => (about.title, about.title, "on"),
        };
        Self { met, unmet, by }
    }
}

/// The name of a service area.
fn heading(area: &str) -> &str {
    match area {
        "child-protection" => "Child protection",
        "children-in-need" => "Children in need",
        "looked-after" => "Children looked after",
        "care-leavers" => "Care leavers",
        "cypds" => "Children and young people's disability service",
        "assessments" => "Assessments",
        other => other,
    }
}

/// A date as people write it: 31 March 2026.
fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
