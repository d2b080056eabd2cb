//! An indicator of your own beside the 23: assessments finished within 45 working days of their start.
//!
//! It is measured like any other: on one date, over many, with the evidence for each record.

use std::process::ExitCode;

use carekpi::dates::{AsOf, Limit, Span};
use carekpi::measure::{About, Clause, Indicator, Measure, Outcome, Verdict};
use carekpi::model::{Child, Id};
use carekpi::{BoxedIndicator, Definitions, Period, Scorecard, Series, Step, WorkingCalendar};
use carekpi_examples::{BUNDLED, Stop, date, run};
use carekpi_ssd::Extract;
use clap::Parser;

/// Of the assessments completed in the period, those that took no more than 45 working days.
struct TimelyAssessments;

const FROM_THE_START: Clause = Clause::new("from-the-start");

impl Indicator<Child<'_>, Id> for TimelyAssessments {
    fn about(&self) -> &About {
        &About {
            id: "assessments-timely",
            area: "assessments",
            title: "Assessments completed within 45 working days",
            measure: Measure::Proportion,
            unit: "assessment",
            numerator: "those completed within 45 working days of their start",
            denominator: "child and family assessments completed in the period",
            clauses: &[(FROM_THE_START, "the start of the assessment")],
            settings: &[],
        }
    }

    fn judge(&self, child: Child<'_>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id>)) {
        for assessment in child.assessments() {
            let Some(end) = assessment.end.filter(|end| as_of.in_period(*end)) else { continue };
            let limit = Limit::due(Span::working_days(45));
            let late_from = assessment.start.and_then(|start| as_of.lapses(start, limit));
            let outcome = match late_from {
                Some(late_from) => Outcome::decided(end < late_from, FROM_THE_START, assessment.start),
                None => Outcome::UNDETERMINED,
            };
            each(Verdict::member(assessment.id, outcome));
        }
    }
}

/// Shows an indicator of one's own beside the 23.
#[derive(Parser)]
struct Arguments {}

fn main() -> ExitCode {
    run(|_: Arguments| custom_indicator())
}

#[expect(clippy::print_stdout, reason = "what it is for")]
fn custom_indicator() -> Result<(), Stop> {
    let caseload = Extract::read_dir(BUNDLED).map_err(Stop::data)?.caseload;
    let (definitions, calendar) = (Definitions::default(), WorkingCalendar::england_and_wales());
    let (from, to) = (date("2025-03-31").map_err(Stop::data)?, date("2026-03-31").map_err(Stop::data)?);
    let ours: [BoxedIndicator; 1] = [Box::new(TimelyAssessments)];

    let scorecard = Scorecard::measure_these(&ours, &caseload, &definitions, &calendar, to, Period::YearToDate)
        .map_err(Stop::data)?;
    for measured in &scorecard.indicators {
        let figure = measured.figure;
        let value = figure.value().map(|value| value.to_string()).unwrap_or_default();
        let of = figure.denominator.unwrap_or(0);
        println!("{}: {value}% ({} of {of})", measured.about.title, figure.numerator);
        let late = measured.subjects.iter().filter(|subject| subject.outcome.met == Some(false));
        for subject in late.take(3) {
            println!("  late: {} of {}", subject.record.unwrap_or("?"), subject.child);
        }
    }
    let series = Series::measure_these(&ours, &caseload, &definitions, &calendar, from, to, Step::Quarter)
        .map_err(Stop::data)?;
    for (on, _, figure) in series.rows() {
        println!("{on}  {}", figure.value().map(|value| value.to_string()).unwrap_or_default());
    }
    Ok(())
}
