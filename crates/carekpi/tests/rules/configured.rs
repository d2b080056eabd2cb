//! Indicators that a file configures are measured like the built-in ones: thirteen of the 23, written as settings, equal them to the
//! byte by default. So does `cla-visits`, the fourteenth, if no placement is long-term (`long_term_placement` is empty).

use allocation_counter::measure;
use carekpi::dates::{AsOf, DateRange};
use carekpi::measure::{History, HistoryBuilder};
use carekpi::model::Caseload;
use carekpi::report::{ExplanationReport, ScorecardReport, SeriesReport, WorklistReport};
use carekpi::rules::IndicatorInfo;
use carekpi::ssd::Extract;
use carekpi::{
    ConfiguredIndicators, Definitions, GroupBy, Measurement, Period, Step, WorkingCalendar, catalogue,
    expectations_from_toml,
};
use carekpi_synthetic::Synthetic;
use carekpi_testkit::{agree, day, world};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::definitions::definitions;

/// The built-in rules, without words.
const RULES: &str = include_str!("../data/configured.toml");
const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../carekpi-cli/data");

/// The rules with the words of the built-in ones, and in their order.
fn file(definitions: &Definitions) -> String {
    let caseload = Caseload::default();
    let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
    let mut rules: toml::Table = RULES.parse().unwrap();
    let mut file = String::new();
    for info in measurement.indicators() {
        let Some(toml::Value::Table(mut table)) = rules.remove(&*info.id) else { continue };
        let mut write = |key: &str, words: &str| table.insert(key.to_owned(), words.into());
        write("area", &info.area.id);
        write("title", &info.title);
        write("up_to_date", info.up_to_date.as_deref().unwrap());
        write("numerator", &info.numerator);
        write("denominator", &info.denominator);
        write("source", &info.source);
        let clauses = info.clauses.iter().map(|(clause, words)| (clause.id().to_owned(), words.to_string().into()));
        table.insert("clauses".to_owned(), toml::Value::Table(clauses.collect()));
        file += &toml::to_string(&toml::Table::from_iter([(id_like(&info.id), toml::Value::Table(table))])).unwrap();
    }
    assert!(rules.is_empty());
    file
}

/// The identifier of the indicator that is like a built-in one. It is as long, so that lines break at the same places.
fn id_like(ours: &str) -> String {
    ours.replace('-', "0")
}

/// Definitions whose rules can be configured: all placements of looked-after children have the same limits.
fn with_settings_that_can_be_configured(mut definitions: Definitions) -> Definitions {
    definitions.looked_after.cla_visits = Default::default();
    definitions.looked_after.cla_visits.long_term_placement.clear();
    definitions.child_protection.cp_core_groups = Default::default();
    definitions.child_protection.cp_reviews = Default::default();
    definitions.child_protection.cp_visits = Default::default();
    definitions.children_in_need.cin_reviews = Default::default();
    definitions.children_in_need.cin_visits = Default::default();
    definitions.looked_after.cla_dental = Default::default();
    definitions.looked_after.cla_health = Default::default();
    definitions.looked_after.cla_reviews = Default::default();
    definitions.looked_after.cla_supervision = Default::default();
    definitions.care_leavers.leavers_pathway_plans = Default::default();
    definitions.care_leavers.leavers_visits = Default::default();
    definitions.cypds.cypds_supervision = Default::default();
    definitions.cypds.cypds_visits = Default::default();
    definitions
}

/// The measurement with the configured indicators only, and the one with the built-in ones that they are like.
fn both<'c>(caseload: &'c Caseload, definitions: &Definitions) -> [Measurement<'c>; 2] {
    let configured = ConfiguredIndicators::from_toml(&file(definitions)).unwrap();
    let ids: Vec<&str> = configured.catalogue().map(|info| &*info.id).collect();
    let all = || {
        let measurement = definitions.over(caseload, &WorkingCalendar::england_and_wales());
        configured.added_to(measurement, definitions).unwrap()
    };
    [
        all().only(|info| ids.contains(&&*info.id)),
        all().only(|info| info.id.contains('-') && ids.contains(&&*id_like(&info.id))),
    ]
}

/// Everything that is shown of some dates.
fn shown(measurement: &Measurement<'_>, dates: &[NaiveDate]) -> String {
    let mut all = String::new();
    for date in dates {
        let scorecard = measurement.scorecard(*date).unwrap();
        all += &ScorecardReport::from(&scorecard).subjects().json();
        all += &ScorecardReport::from(&measurement.by(GroupBy::Team).scorecard(*date).unwrap()).csv();
        let worklist = measurement.worklist(*date, 30).unwrap();
        all += &WorklistReport::from(&worklist).json();
        all += &WorklistReport::from(&worklist).csv();
        for child in measurement.caseload().children().step_by(17) {
            let explanation = measurement.explain(*date, child.id()).unwrap();
            all += &ExplanationReport::from(&explanation).json();
            all += &ExplanationReport::from(&explanation).text();
        }
    }
    let (first, last) = (dates[0], dates[dates.len() - 1]);
    all += &SeriesReport::from(&measurement.series(first, last, Step::Month).unwrap()).csv();
    all += &SeriesReport::from(&measurement.by(GroupBy::Sex).series(first, last, Step::Quarter).unwrap()).json();
    all
}

fn check_same(both: [Measurement<'_>; 2], dates: &[NaiveDate]) {
    let [configured, ours] = both.map(|measurement| shown(&measurement, dates));
    let ids = |text: String| catalogue().iter().fold(text, |text, info| text.replace(&id_like(&info.id), &info.id));
    let (configured, ours) = (ids(configured), ids(ours));
    let unlike = configured.lines().zip(ours.lines()).find(|(one, other)| one != other);
    assert_eq!(unlike, None);
    assert_eq!(configured.len(), ours.len());
}

fn dates(first: NaiveDate, every: usize, count: usize) -> Vec<NaiveDate> {
    first.iter_days().step_by(every).take(count).collect()
}

#[test]
fn thirteen_and_cla_visits_are_the_same_in_the_bundled_extract() {
    let extract = Extract::reader().read_dir(BUNDLED).unwrap();
    let on = day(2026, 3, 31);
    let dates = dates(on - Days::new(660), 60, 12);
    check_same(both(&extract.caseload, &with_settings_that_can_be_configured(Definitions::default())), &dates);
    // By default, visits to children in long-term placements have limits of their own.
    let is_cla_visits = |info: &IndicatorInfo| info.id.starts_with("cla") && info.id.ends_with("visits");
    let thirteen = both(&extract.caseload, &Definitions::default())
        .map(|measurement| measurement.only(|info| !is_cla_visits(info)));
    assert!(thirteen.iter().all(|measurement| measurement.indicators().count() == 13));
    check_same(thirteen, &dates);
    let [configured, _] = both(&extract.caseload, &Definitions::default());
    assert_eq!(configured.indicators().count(), 14);
    for measured in configured.scorecard(on).unwrap().indicators() {
        assert!(measured.figure.numerator > 0 && measured.figure.denominator > Some(measured.figure.numerator));
    }
}

#[test]
fn fourteen_are_the_same_in_synthetic_caseloads() {
    for seed in 0..4 {
        let caseload = Synthetic::new(400, seed, day(2026, 3, 31)).years(4).caseload();
        check_same(
            both(&caseload, &with_settings_that_can_be_configured(Definitions::default())),
            &dates(day(2023, 6, 13), 97, 11),
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn fourteen_are_the_same_under_any_readings(world in world(), definitions in definitions()) {
        let definitions = with_settings_that_can_be_configured(definitions);
        check_same(both(&world.caseload(), &definitions), &dates(day(2025, 3, 31), 61, 7));
    }
}

#[test]
fn they_read_what_ours_read_and_depend_on_the_same_settings() {
    let caseload = Caseload::default();
    let [configured, like] = both(&caseload, &Definitions::default());
    for (rule, like) in configured.rules().iter().zip(like.rules()) {
        let (info, of_ours) = (rule.info(), like.info());
        let sorted = |kinds: &[_]| {
            let mut kinds = kinds.to_vec();
            kinds.sort_unstable();
            kinds
        };
        let mut read = sorted(like.reads());
        if of_ours.id == "cla-visits" {
            read.retain(|kind| *kind != carekpi::model::RecordKind::PlacementCode);
        }
        assert_eq!(sorted(rule.reads()), read, "{}", info.id);
        // All but those of the indicators themselves, which have a table inside that of the area.
        for setting in of_ours.settings.iter().filter(|setting| setting.matches('.').count() == 1) {
            assert!(info.depends_on(setting), "{} {setting}", info.id);
        }
        assert!(info.depends_on(&format!("indicators.{}", info.id)));
        assert_eq!(info.unit, of_ours.unit);
        assert_eq!(info.clauses, of_ours.clauses);
    }
}

#[test]
fn they_use_no_heap_and_agree_on_each_day() {
    let (first, last) = (day(2024, 4, 1), day(2026, 3, 31));
    let caseload = Synthetic::new(1_500, 7, last).years(3).caseload();
    let [configured, _] = both(&caseload, &Definitions::default());
    let conventions = configured.context().conventions();
    let days = DateRange::closed(first, last);
    let children: Vec<_> = caseload.children().map(|child| (child, days)).collect();
    for rule in configured.rules() {
        let as_of = AsOf::new(last, Period::YearToDate, conventions);
        let mut verdicts = 0;
        let used = measure(|| rule.judge_all(&children, &as_of, &mut |_, _| verdicts += 1));
        assert_eq!(used.count_total, 0, "{}", rule.info().id);
        assert!(verdicts > 0, "{}", rule.info().id);
        let history = History::new(days);
        let mut builder = HistoryBuilder::new(&history, 1, Period::YearToDate, conventions);
        rule.trace(&children, &mut builder, 0);
        assert_eq!(measure(|| rule.trace(&children, &mut builder, 0)).count_total, 0, "{}", rule.info().id);
    }
    let few = Synthetic::new(60, 3, last).years(3).caseload();
    let [configured, _] = both(&few, &Definitions::default());
    for rule in configured.rules() {
        agree(rule.as_ref(), &few, DateRange::closed(day(2025, 4, 1), last), configured.context().conventions());
    }
}

#[test]
fn results_of_unlike_indicators_do_not_add_up_and_expectations_apply() {
    let caseload = Synthetic::new(200, 1, day(2026, 3, 31)).caseload();
    let definitions = Definitions::default();
    let with = |text: &str| {
        let configured = ConfiguredIndicators::from_toml(text).unwrap();
        let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        configured.added_to(measurement, &definitions).unwrap()
    };
    let visits = "[visits]\ntitle = \"Visits\"\narea = \"child-protection\"\ncohort = \"protection-plan\"\n\
        events = \"protection-visit\"\nfirst_within = \"5 days\"\nthen_due = \"4 weeks\"\npolarity = \"lower\"\n";
    let (four, three) = (with(visits), with(&visits.replace("4 weeks", "3 weeks")));
    let unlike = four.provenance().check_same(three.provenance()).unwrap_err().to_string();
    assert!(unlike.contains("4 weeks") && unlike.contains("3 weeks"), "{unlike}");
    assert!(four.provenance().check_same(with(&format!("# ours\n{visits}")).provenance()).is_ok());

    let infos: Vec<IndicatorInfo> = four.indicators().cloned().collect();
    let expectations = expectations_from_toml("[visits]\ntarget = 10\nfloor = 20\n", &infos).unwrap();
    let scorecard = four.scorecard(day(2026, 3, 31)).unwrap();
    let json = ScorecardReport::from(&scorecard).expectations(&expectations).json();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let own = &json["indicators"][5]; // after those of its area
    assert_eq!((&own["id"], &own["polarity"], &own["target"]), (&"visits".into(), &"lower".into(), &10.0.into()));
    assert!(own["status"].is_string());
}
