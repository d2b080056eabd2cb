//! One child, every indicator, in sentences: how it stands, since when, until when, and what changes next.

use carekpi::dates::{Conventions, DateRange};
use carekpi::measure::{About, Clause, Measure, Outcome, Stretch, Verdict, foresee};
use carekpi::model::{Child, Id};
use carekpi::{BoxedIndicator, Period, WorkingCalendar, indicators};
use carekpi_report::{area_title, long_date};
use chrono::{Days, NaiveDate};
use clap::Args;
use textwrap::{Options, WordSplitter, fill};

use crate::cli::{Snapshot, Source};
use crate::exit::{ExitError, printable};
use crate::notices::eprint_settings;

/// How one child stands in every figure, in sentences
///
/// For each figure: whether the child is part of it, since when it is up to date or overdue, and what changes next.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    snapshot: Snapshot,
    #[command(flatten)]
    source: Source,
    /// The child's identifier
    #[arg(long, value_name = "ID")]
    child: String,
}

pub(super) fn run(Arguments { snapshot, source, child }: &Arguments) -> Result<(), ExitError> {
    let snapshot = snapshot.date(source)?;
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    calendar.is_working_day(snapshot).map_err(ExitError::arguments)?;
    let caseload = source.extract()?.caseload;
    let Some(child) = caseload.find(child) else {
        return Err(ExitError::arguments(format!(
            "unknown child `{child}`; nobody in the extract has this identifier"
        )));
    };
    let conventions = definitions.shared.conventions(calendar);

    let mut text = format!("Child {} on {}\n", printable(child.id()), long_date(snapshot));
    let lines = Options::new(WIDTH).initial_indent("  ").subsequent_indent("    ");
    let lines = lines.word_splitter(WordSplitter::NoHyphenation);
    let (mut changes, mut elsewhere) = (Vec::new(), Vec::new());
    let mut area = "";
    for indicator in indicators(&definitions, &caseload) {
        let about = *indicator.about();
        let course = Course::of(&indicator, child, snapshot, &conventions);
        let sentences = course.sentences(child);
        if sentences.is_empty() {
            elsewhere.push(about);
        } else if about.area != area {
            area = about.area;
            text.push_str(&format!("\n{}\n", area_title(area)));
        }
        for sentence in sentences {
            text.push_str(&fill(&printable(&sentence), &lines));
            text.push('\n');
        }
        changes.extend(course.next_change());
    }
    text.push_str("\nNot part of these figures on that date\n");
    for about in elsewhere {
        text.push_str(&format!("  {} ({})\n", about.title, about.id));
    }
    text.push_str("\nWhat changes next, if nothing more is recorded\n");
    if changes.is_empty() {
        text.push_str("  Nothing, within a year.\n");
    }
    changes.sort();
    for (day, change) in changes {
        text.push_str(&format!("  {}: {change}\n", long_date(day)));
    }
    eprint_settings(&definitions);
    source.write(&text)
}

/// How wide the text is.
const WIDTH: usize = 80;

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
        foresee(indicator.as_ref(), child, days, Period::YearToDate, conventions, each);
        Self { about: *indicator.about(), snapshot, stretches, end }
    }

    /// What is said of the child on a day: one verdict for each record that counts.
    fn on(&self, day: NaiveDate) -> impl Iterator<Item = Verdict<Id>> {
        let holds = move |stretch: &&Stretch<Id>| stretch.from <= day && day < stretch.until;
        self.stretches.iter().filter(holds).map(|stretch| stretch.verdict)
    }

    /// What to say of the snapshot date: a sentence for each record that counts.
    fn sentences(&self, child: Child<'_>) -> Vec<String> {
        let About { id, title, .. } = self.about;
        let sentence = |verdict| match verdict {
            Verdict::LeftOut => format!("{title}: it can't be told whether the child is part of this figure. ({id})"),
            Verdict::Member { record, outcome } => {
                let text = child.text(record);
                let names = if text.is_empty() { id.to_owned() } else { format!("{id}, {text}") };
                format!("{} ({names})", sentence(&self.about, outcome, self.next_of(record)))
            }
        };
        self.on(self.snapshot).map(sentence).collect()
    }

    /// The first later day on which `state` is another than on the snapshot date, and that; `None` if none is within the year.
    fn next<State: PartialEq>(&self, state: impl Fn(NaiveDate) -> State) -> Option<(NaiveDate, State)> {
        let now = state(self.snapshot);
        let mut days: Vec<_> = self.stretches.iter().flat_map(|stretch| [stretch.from, stretch.until]).collect();
        days.sort_unstable();
        let later = days.into_iter().filter(|day| self.snapshot < *day && *day < self.end);
        later.map(|day| (day, state(day))).find(|(_, then)| *then != now)
    }

    /// The first later day on which something else is to be said of a record, and what: nothing once it no longer counts.
    fn next_of(&self, record: Id) -> Option<(NaiveDate, Option<Said>)> {
        let is_it = |verdict: &Verdict<Id>| matches!(verdict, Verdict::Member { record: one, .. } if *one == record);
        self.next(|day| self.on(day).find(is_it).map(said))
    }

    /// The first later day on which something else is to be said of the child, and what. Figures of what happens in a
    /// period have none: every record leaves it in the end.
    fn next_change(&self) -> Option<(NaiveDate, String)> {
        if matches!(self.about.unit, "assessment" | "placement") {
            return None;
        }
        let (day, then) = self.next(|day| self.on(day).next().map(said))?;
        let change = match then {
            None => "no longer part of this figure",
            Some(Said::LeftOut) => "it can't be told whether the child is part of this figure",
            Some(Said::Member { outcome, .. }) => answer(&self.about, outcome),
        };
        let change = format!("{}: {change}.", subject(&self.about));
        Some((day, change))
    }
}

/// What is said of a record: whether it counts, and whether it meets the rule.
type Said = Verdict<(), Option<bool>>;

fn said(verdict: Verdict<Id>) -> Said {
    match verdict {
        Verdict::LeftOut => Said::LeftOut,
        Verdict::Member { outcome, .. } => Said::Member { record: (), outcome: outcome.met },
    }
}

/// How a member of a figure stands, and why, and what `next` is to be said of it. That is no other day than the one on which its
/// limit lapses, unless another limit comes to hold before: on a birthday, say.
fn sentence(about: &About, outcome: Outcome, next: Option<(NaiveDate, Option<Said>)>) -> String {
    let Outcome { met, clause, anchor, lapses, .. } = outcome;
    let from = about.clauses.iter().find(|(one, _)| Some(*one) == clause).map_or("", |(_, words)| words);
    let mut text = format!("{}: {}.", subject(about), answer(about, met));
    if let Some(anchor) = anchor {
        let anchor = long_date(anchor);
        text.push_str(&match clause {
            Some(Clause::NO_EVENT_YET) => format!(" There has been none that counts since {from} on {anchor}"),
            _ => format!(" {} was on {anchor}", capital(from)),
        });
        let next = next.map(|(day, then)| (long_date(day), then));
        text.push_str(&match (met, lapses, next) {
            (Some(true), Some(_), None) => "; it is not overdue within a year.".to_owned(),
            (Some(true), Some(_), Some((day, Some(Said::Member { outcome: Some(_), .. })))) => {
                format!("; it is overdue from {day} on.")
            }
            (Some(true), Some(_), Some((day, Some(_)))) => format!("; from {day} on it can't be told."),
            (Some(false), Some(lapses), _) => format!(", and the time ran out on {}.", long_date(lapses)),
            _ => ".".to_owned(),
        });
    }
    text
}

/// What a figure is about, without what it says of it.
fn subject(about: &About) -> String {
    about.title.replacen(UP_TO_DATE, "", 1)
}

/// What is said of a child whose records meet the rule or not, or of whom that can't be told.
fn answer(about: &About, met: Option<bool>) -> &'static str {
    let is_of_time = about.title.contains(UP_TO_DATE);
    match met {
        None => "it can't be told, because a fact that the rule needs is not on record",
        Some(true) if is_of_time => "up to date",
        Some(false) if is_of_time => "overdue",
        Some(true) if about.measure != Measure::Proportion => "counted",
        Some(true) => "yes",
        Some(false) => "no",
    }
}

/// What the titles say of figures about what must be done in time.
const UP_TO_DATE: &str = " up to date";

/// With a capital at the beginning of a sentence.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
