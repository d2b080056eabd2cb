//! An indicator of your own beside the 23: assessments finished within 45 working days of the referral.
//!
//! It is measured like any other: on one date, over many, as a worklist, with the evidence for each record.

use std::process::ExitCode;

use carekpi::dates::{AsOf, Limit, Span};
use carekpi::measure::{About, Answer, Clause, Indicator, Measure, Outcome, Standing, Verdict};
use carekpi::model::{Child, Id};
use carekpi::{BoxedIndicator, Definitions, Period, Scorecard, Series, Step, WorkingCalendar, worklist_of};
use carekpi_examples::{BUNDLED, Stop, date, print, run};
use carekpi_ssd::Extract;
use clap::Parser;

/// Of the assessments completed in the period or under way, those that take no more than 45 working days from the referral.
struct TimelyAssessments;

const FROM_THE_REFERRAL: Clause = Clause::new("from-the-referral");

impl<'a> Indicator<'a, Child<'a>, Id> for TimelyAssessments {
    fn about(&self) -> &About {
        &About {
            id: "assessments-timely",
            area: "assessments",
            title: "Assessments within 45 working days of the referral",
            measure: Measure::Proportion,
            unit: "assessment",
            numerator: "those within 45 working days of the referral that they follow",
            denominator: "child and family assessments completed in the period or under way",
            clauses: &[(FROM_THE_REFERRAL, "the referral")],
            settings: &[],
        }
    }

    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        for assessment in child.assessments() {
            let Some(start) = assessment.start.filter(|start| as_of.happened(*start)) else { continue };
            let referral = child.referrals().iter().rev().find(|referral| referral.start <= start);
            let limit = Limit::due(Span::working_days(45));
            let standing = referral.and_then(|of| Standing::new(FROM_THE_REFERRAL, of.start, limit, as_of));
            let answer = match assessment.end.filter(|end| as_of.happened(*end)) {
                // Completed: in time or not, for good, and counted while that day is in the period.
                Some(end) => {
                    let in_time = |of: Standing| Outcome::decided(end < of.lapses, FROM_THE_REFERRAL, Some(of.anchor));
                    Answer::InPeriod(end, standing.map_or(Outcome::UNDETERMINED, in_time))
                }
                // Under way: in time until the limit is over.
                None => standing.into(),
            };
            each(Verdict::member(assessment.id, answer));
        }
    }
}

/// Shows an indicator of one's own beside the 23.
#[derive(Parser)]
struct Arguments {}

fn main() -> ExitCode {
    run(|_: Arguments| custom_indicator())
}

fn custom_indicator() -> Result<(), Stop> {
    let caseload = Extract::read_dir(BUNDLED).map_err(Stop::data)?.caseload;
    let (definitions, calendar) = (Definitions::default(), WorkingCalendar::england_and_wales());
    let (from, to) = (date("2025-03-31").map_err(Stop::data)?, date("2026-03-31").map_err(Stop::data)?);
    let ours: [BoxedIndicator; 1] = [Box::new(TimelyAssessments)];

    let scorecard = Scorecard::measure_these(&ours, &caseload, &definitions, &calendar, to, Period::YearToDate)
        .map_err(Stop::data)?;
    let mut lines = Vec::new();
    for measured in &scorecard.indicators {
        let figure = measured.figure;
        let value = figure.value().map(|value| value.to_string()).unwrap_or_default();
        let of = figure.denominator.unwrap_or(0);
        lines.push(format!("{}: {value}% ({} of {of})", measured.about.title, figure.numerator));
        let late = measured.subjects.iter().filter(|subject| subject.outcome.met == Some(false));
        for subject in late.take(3) {
            lines.push(format!("  late: {} of {}", subject.record.unwrap_or("?"), subject.child));
        }
    }
    let series = Series::measure_these(&ours, &caseload, &definitions, &calendar, from, to, Step::Quarter)
        .map_err(Stop::data)?;
    for (on, _, figure) in series.rows() {
        lines.push(format!("{on}  {}", figure.value().map(|value| value.to_string()).unwrap_or_default()));
    }
    let tasks = worklist_of(&ours, &caseload, &definitions, &calendar, to, 14).map_err(Stop::data)?;
    for task in tasks.iter().filter(|task| task.days_left > 0).take(3) {
        lines.push(format!("{} of {} is overdue from {}", task.record.unwrap_or("?"), task.child, task.overdue_from));
    }
    print(&(lines.join("\n") + "\n"))
}
