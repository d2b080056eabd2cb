//! Your own indicator beside the 23: implement `Rule`, and it is measured like the others, on one date, over time and on the
//! worklist.
//!
//! Run it with `cargo run --release -p carekpi-examples --example own_indicator`.

use std::error::Error;

use carekpi::dates::{Limit, Span};
use carekpi::measure::{Clause, FigureKind, UpToDate};
use carekpi::model::{ChildAsOf, EventKind, OtherAuthorityPlans, RecordKind, VisitsCounted};
use carekpi::rules::{Area, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};
use carekpi::ssd::Extract;
use carekpi::{Definitions, Step, WorkingCalendar};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// Each child with a child protection plan was seen in the last 20 working days.
struct SeenLately;

impl Rule for SeenLately {
    fn info(&self) -> &IndicatorInfo {
        static INFO: IndicatorInfo = indicator_info! {
            id: "cp-seen",
            area: Area::named("child-protection", "Child protection"),
            title: "Seen in the last 20 working days",
            up_to_date: None,
            kind: FigureKind::Proportion,
            unit: Unit::Child,
            polarity: Polarity::Higher,
            numerator: "those seen at a visit in the last 20 working days",
            denominator: "children with a child protection plan",
            clauses: [
                (Clause::NO_EVENT_YET, "the start of the plan"),
                (Clause::SINCE_LAST, "the last time seen"),
            ],
            settings: [],
            source: "local standard",
        };
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::ProtectionPlan, RecordKind::Event(EventKind::ProtectionVisit)]
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let plan = child.protection_plan(OtherAuthorityPlans::Excluded).ok_or(NotCounted::NoProtectionPlan)?;
        let seen = child.visits(EventKind::ProtectionVisit, VisitsCounted::ChildSeen);
        let limit = Limit::less_than(Span::working_days(20));
        Ok(Counted::by(plan.id, UpToDate::by(seen).none_yet(plan.start, limit).since_last(limit)))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let extract = Extract::read_dir(FOLDER)?;
    let measurement = Definitions::default()
        .over(&extract.caseload, &WorkingCalendar::england_and_wales())
        .with_indicator(SeenLately)?;
    let on = "2026-03-31".parse()?;

    let scorecard = measurement.scorecard(on)?;
    println!("{} indicators", scorecard.indicators().len());
    let seen = scorecard.get("cp-seen").ok_or("it is one of the indicators")?;
    println!("{}: {} of {}", seen.info.title, seen.figure.numerator, seen.subjects.len());

    let series = measurement.series("2025-03-31".parse()?, on, Step::Quarter)?;
    let over_time = series.get("cp-seen").ok_or("it is one of the indicators")?;
    for (date, figure) in series.dates().iter().zip(&over_time.figures) {
        println!("  {date}  {}", figure.value().map_or_else(String::new, |value| format!("{value}%")));
    }

    for task in measurement.worklist(on, 7)?.tasks().iter().filter(|task| task.info.id == "cp-seen") {
        println!("  {} is overdue from {}, by {}", task.child, task.overdue_from, task.measured_from());
    }
    Ok(())
}
