//! An indicator about records of your own kinds: missing episodes, and the interviews after a child's return. A mapping file says
//! which tables hold them. A second indicator about them needs no code: a file of indicators configures it.
//!
//! An interview is due within 72 hours of the return, to the minute, also over a night on which the clocks change. Where the tables
//! have a day and no time, 72 hours are three days.
//!
//! Run it with `cargo run --release --example return_interviews`.

use std::error::Error;
use std::fs;

use carekpi::dates::HourLimit;
use carekpi::measure::{Answer, Clause, ClauseResult, FigureKind, Outcome};
use carekpi::model::{Caseload, ChildAsOf, Id, OwnKind, OwnKindError, RecordKind, Spell};
use carekpi::report::{ExplanationReport, ScorecardReport, TableStyle, WorklistReport};
use carekpi::rules::{Area, Counted, Evidence, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};
use carekpi::ssd::{Extract, Mapping};
use carekpi::{ConfiguredIndicators, Definitions, Step, WorkingCalendar};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data-own");
const HELD: Clause = Clause::new("held");
const NOT_HELD: Clause = Clause::new("not-held");
const LIMIT: HourLimit = HourLimit::within(72);

/// Each missing episode that ended in the period is followed by a return interview within 72 hours.
struct ReturnInterviews {
    missing: OwnKind,
    interview: OwnKind,
    reads: [RecordKind; 2],
}

impl ReturnInterviews {
    fn of(caseload: &Caseload) -> Result<Self, OwnKindError> {
        let (missing, interview) = (caseload.own_kind("missing-episode")?, caseload.own_kind("return-interview")?);
        Ok(Self { missing, interview, reads: [missing, interview].map(RecordKind::Own) })
    }

    /// The outcome for an episode that has ended, and what it rests on.
    fn outcome<'a>(&self, child: ChildAsOf<'a, '_>, episode: &Spell) -> Option<(Outcome, Evidence<'a>)> {
        let from = episode.ended().filter(|ended| child.as_of().happened(ended.day))?;
        let at = child.first_within(self.interview, from, LIMIT);
        let outcome = match at {
            Some(at) => Outcome::decided(LIMIT.is_kept(from, at), HELD, Some(at.day)),
            None => Outcome::of(Some(ClauseResult::within(NOT_HELD, from, LIMIT, child.as_of()))),
        };
        Some((outcome, Evidence::Hours { what: "return interview".into(), from, limit: LIMIT, at }))
    }
}

impl Rule for ReturnInterviews {
    fn info(&self) -> &IndicatorInfo {
        static INFO: IndicatorInfo = indicator_info! {
            id: "return-interviews",
            area: Area::named("missing", "Missing children"),
            title: "Return interviews within 72 hours",
            up_to_date: Some("Return interview"),
            kind: FigureKind::Proportion,
            unit: Unit::named("missing episode"),
            polarity: Polarity::Higher,
            numerator: "those with a return interview within 72 hours, or for which 72 hours have not passed",
            denominator: "missing episodes that ended in the period",
            clauses: [(HELD, "the interview"), (NOT_HELD, "the return")],
            settings: [],
            source: "local standard",
        };
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &self.reads
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.last_of(child)
    }

    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        for episode in child.spells(self.missing) {
            if let (Some(returned), Some((outcome, _))) = (episode.end, self.outcome(child, episode)) {
                each(Counted::by(episode.id, Answer::InPeriod(returned, outcome)));
            }
        }
        Ok(())
    }

    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, record: Id, outcome: &Outcome) -> Vec<Evidence<'a>> {
        let episodes = child.spells(self.missing).iter().filter(|episode| episode.id == record);
        let judged = episodes.filter_map(|episode| self.outcome(child, episode));
        judged.filter(|(of, _)| of == outcome).map(|(_, evidence)| evidence).collect()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mapping = Mapping::from_toml(&fs::read_to_string(format!("{FOLDER}/mapping.toml"))?, "mapping.toml")?;
    let extract = Extract::reader().mapping(&mapping).read_dir(FOLDER)?;
    let ours = ReturnInterviews::of(&extract.caseload)?;
    let configured = ConfiguredIndicators::from_toml(&fs::read_to_string(format!("{FOLDER}/indicators.toml"))?)?;
    let definitions = Definitions::default();
    let measurement = definitions
        .over(&extract.caseload, &WorkingCalendar::england_and_wales())
        .only(|_| false)
        .with_indicator(ours)?;
    let measurement = configured.added_to(measurement, &definitions)?;
    let on = "2026-03-31".parse()?;

    let scorecard = measurement.scorecard(on)?;
    let report = ScorecardReport::from(&scorecard);
    print!("{}", report.table(TableStyle::default()));
    println!("the page has {} lines\n", report.html().lines().count());
    print!("{}", WorklistReport::from(&measurement.worklist(on, 7)?).table(TableStyle::default()));
    println!("\n{}", ExplanationReport::from(&measurement.explain(on, "P11")?).text());

    let series = measurement.series("2025-06-30".parse()?, on, Step::Quarter)?;
    for indicator in series.indicators() {
        println!("\n{}", indicator.title);
        for (date, figure) in series.dates().iter().zip(&indicator.figures) {
            println!("{date}  {} of {}", figure.numerator, figure.denominator.unwrap_or_default());
        }
    }
    Ok(())
}
