//! Published figures reveal no hidden count.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on should stop")]

use std::collections::{BTreeMap, BTreeSet};

use carekpi::measure::{Figure, FigureKind, Tally};
use carekpi::model::{Caseload, EventKind, entry};
use carekpi::{Definitions, GroupBy, Measurement, Step, WorkingCalendar};
use carekpi_report::{
    Count, ScorecardReport, SeriesReport, ShownFigure, ShownValue, TableStyle, suppress_small_counts,
};
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

/// What a group has: members, those who meet the rule, undetermined.
type Truth = [u64; 3];

fn figure(kind: FigureKind, [members, met, undetermined]: Truth) -> Figure {
    let met = if kind == FigureKind::Proportion { met } else { members };
    let population = (kind == FigureKind::Rate).then_some(5000);
    Figure::new(kind, Tally { met, members, undetermined }, population)
}

fn total(groups: &[Truth]) -> Truth {
    groups.iter().fold([0; 3], |sum, group| [0, 1, 2].map(|at| sum[at] + group[at]))
}

/// What a reader sees of a row: members, met, undetermined; `None` if it is hidden.
type Seen = [Option<u64>; 3];

fn seen(shown: &ShownFigure) -> Seen {
    let known = |count: Count| match count {
        Count::Exact(count) => Some(count),
        Count::Hidden => None,
    };
    match (shown.kind, shown.denominator) {
        (FigureKind::Proportion, Some(members)) => [known(members), known(shown.numerator), known(shown.undetermined)],
        _ => [known(shown.numerator), Some(0), known(shown.undetermined)],
    }
}

/// What is printed of groups, the total last.
fn printed(kind: FigureKind, groups: &[Truth]) -> Vec<Seen> {
    let figures: Vec<Figure> = groups.iter().map(|group| figure(kind, *group)).collect();
    let (whole, shown) = suppress_small_counts(&figure(kind, total(groups)), &figures);
    for shown in shown.iter().chain([&whole]) {
        let [members, met, _] = seen(shown);
        let is_hidden = members.is_none() || met.is_none() || (kind == FigureKind::Proportion && members < Some(6));
        assert!(!is_hidden || !matches!(shown.value, ShownValue::Exact(_)), "{groups:?}");
    }
    shown.iter().chain([&whole]).map(seen).collect()
}

const fn is_small(count: u64) -> bool {
    1 <= count && count <= 5
}

/// The counts that a reader must not see of a row: its members, and its parts.
fn parts(kind: FigureKind, [members, met, undetermined]: Truth) -> Vec<u64> {
    let not_met = if kind == FigureKind::Proportion { members - met } else { 0 };
    let met = if kind == FigureKind::Proportion { met } else { 0 };
    vec![members, met, not_met, undetermined]
}

/// Every table of groups of these truths, by what is printed of it.
fn every_table(kind: FigureKind, groups: usize, truths: &[Truth]) -> BTreeMap<Vec<Seen>, Vec<Vec<Truth>>> {
    let mut by_print: BTreeMap<Vec<Seen>, Vec<Vec<Truth>>> = BTreeMap::new();
    let mut places = vec![0; groups];
    loop {
        let table: Vec<Truth> = places.iter().map(|place| truths[*place]).collect();
        by_print.entry(printed(kind, &table)).or_default().push(table);
        let Some(next) = places.iter().rposition(|place| place + 1 < truths.len()) else { return by_print };
        places[next] += 1;
        places[next + 1..].fill(0);
    }
}

/// Checks the guarantee for every table of groups of these truths. `most` is the greatest number of members of a truth: what could
/// also be printed of a table with a larger group is left out. Returns the numbers of tables and of prints.
fn check_every_table(kind: FigureKind, groups: usize, truths: &[Truth]) -> (usize, usize) {
    let most = truths.iter().fold([0; 3], |most: Truth, truth| [0, 1, 2].map(|at| most[at].max(truth[at])));
    let (mut tables, mut prints) = (0, 0);
    for (print, of_print) in every_table(kind, groups, truths) {
        let whole = print[groups];
        if whole[0] > Some(most[0]) || whole[2] > Some(most[2]) {
            continue;
        }
        (tables, prints) = (tables + of_print.len(), prints + 1);
        for row in 0..=groups {
            let truth = |table: &Vec<Truth>| table.get(row).copied().unwrap_or_else(|| total(table));
            for column in (0..3).filter(|column| print[row][*column].is_none()) {
                let values: BTreeSet<u64> = of_print.iter().map(|table| truth(table)[column]).collect();
                let range = values.last().unwrap() - values.first().unwrap();
                assert!(range >= 2, "{kind:?} {print:?}: column {column} of row {row} is one of {values:?}");
            }
            let [members, met, undetermined] = print[row];
            let not_met =
                members.zip(met).map(|(members, met)| members - met).filter(|_| kind == FigureKind::Proportion);
            for shown in [members, met, undetermined, not_met].into_iter().flatten() {
                assert!(!is_small(shown), "{kind:?} {print:?}: {shown} is shown in row {row}");
            }
        }
    }
    (tables, prints)
}

/// The truths with at most this many members; `undetermined` says how many undetermined there may be.
fn truths(most: u64, undetermined: impl Fn(u64, u64) -> u64) -> Vec<Truth> {
    let of = |members: u64| (0..=members).map(move |met| [members, met]);
    let pairs = (0..=most).flat_map(of);
    pairs
        .flat_map(|[members, met]| {
            (0..=undetermined(members, met)).map(move |undetermined| [members, met, undetermined])
        })
        .collect()
}

#[test]
fn every_truth_of_every_small_table_leaves_every_hidden_count_open() {
    let none = |_, _| 0;
    let of_members = |members: u64, met: u64| members - met;
    let (mut tables, mut prints) = (0, 0);
    let mut check = |kind, groups, truths: &[Truth]| {
        let (of_these, printed) = check_every_table(kind, groups, truths);
        (tables, prints) = (tables + of_these, prints + printed);
    };
    // Everybody undetermined is a member, nobody is undetermined, or anybody may be.
    check(FigureKind::Proportion, 1, &truths(14, of_members));
    check(FigureKind::Proportion, 2, &truths(9, of_members));
    check(FigureKind::Proportion, 2, &truths(16, none));
    check(FigureKind::Proportion, 3, &truths(8, none));
    check(FigureKind::Proportion, 4, &truths(5, none));
    check(FigureKind::Proportion, 1, &truths(12, |_, _| 12));
    check(FigureKind::Proportion, 2, &truths(8, |_, _| 8));
    let counts = |most: u64| (0..=most).map(|members| [members, 0, 0]).collect::<Vec<Truth>>();
    for kind in [FigureKind::Count, FigureKind::Rate] {
        for (groups, most) in [(1, 30), (2, 30), (3, 24), (4, 15), (5, 9)] {
            check(kind, groups, &counts(most));
        }
    }
    assert!(tables > 70_000 && prints > 3_000, "{tables} tables, {prints} prints");
}

/// The tables that were published once so that one truth was left.
#[test]
fn tables_that_gave_a_count_away() {
    let of = |groups: &[Truth], kind| printed(kind, groups);
    let counts = of(&[[6, 0, 0], [6, 0, 0], [4, 0, 0]], FigureKind::Count);
    assert!(counts[..3].iter().all(|row| row[0].is_none()) && counts[3][0] == Some(16), "{counts:?}");
    let mut teams = vec![[40, 39, 0]; 5];
    teams.push([40, 20, 0]);
    let visits = of(&teams, FigureKind::Proportion);
    assert!(visits[..6].iter().all(|row| row[1].is_none()), "{visits:?}");
    let undetermined = of(&[[7, 1, 6], [20, 10, 0]], FigureKind::Proportion);
    assert!(undetermined[0][1].is_none() && undetermined[0][2].is_none(), "{undetermined:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Of groups whose denominators are shown, every table of numerators.
    #[test]
    fn hidden_numerators_of_larger_groups_are_open(sizes in vec(prop_oneof![1 => Just(0_u64), 9 => 6_u64..11], 1..5)) {
        let mut by_print: BTreeMap<Vec<Seen>, Vec<Vec<u64>>> = BTreeMap::new();
        let tables: u64 = sizes.iter().map(|size| size + 1).product();
        for number in 0..tables {
            let mut rest = number;
            let mut met = Vec::new();
            for size in &sizes {
                met.push(rest % (size + 1));
                rest /= size + 1;
            }
            let table: Vec<Truth> = sizes.iter().zip(&met).map(|(size, met)| [*size, *met, 0]).collect();
            met.push(met.iter().sum());
            by_print.entry(printed(FigureKind::Proportion, &table)).or_default().push(met);
        }
        for (print, truths) in by_print {
            for (row, [members, met, _]) in print.iter().enumerate() {
                let values: BTreeSet<u64> = truths.iter().map(|truth| truth[row]).collect();
                prop_assert!(members.is_some());
                if met.is_none() {
                    prop_assert!(values.last().unwrap() - values.first().unwrap() >= 2, "{print:?}: row {row} is one of {values:?}");
                }
                for part in met.iter().flat_map(|met| [*met, members.unwrap() - met]) {
                    prop_assert!(!is_small(part), "{print:?}: row {row}");
                }
            }
        }
    }
}

/// Whatever the counts, no small part is shown.
#[test]
fn no_small_part_of_a_large_table_is_shown() {
    let counts = [0, 1, 5, 6, 7, 40];
    let rows: Vec<Truth> = counts.iter().flat_map(|met| counts.iter().map(move |rest| [met + rest, *met, 0])).collect();
    for one in &rows {
        for two in &rows {
            let groups = [*one, *two, [90, 45, 6], [30, 3, 2]];
            for kind in [FigureKind::Count, FigureKind::Proportion] {
                for (truth, seen) in groups.iter().chain([&total(&groups)]).zip(printed(kind, &groups)) {
                    let shown = [seen[0], seen[1], seen[0].and(seen[1]), seen[2]];
                    for (part, shown) in parts(kind, *truth).into_iter().zip(shown) {
                        assert!(shown.is_none() || !is_small(part), "{groups:?} {truth:?} {seen:?}");
                    }
                }
            }
        }
    }
}

/// Indicators that count the same children hide the same groups, because a denominator is hidden regardless of its numerator.
#[test]
fn a_count_and_a_denominator_of_the_same_children_hide_the_same_groups() {
    let groups = [[3, 3, 0], [40, 40, 0], [9, 9, 0], [20, 20, 0]];
    let counted: Vec<Figure> = groups.iter().map(|group| figure(FigureKind::Count, *group)).collect();
    let split = [[3, 1, 0], [40, 30, 0], [9, 4, 0], [20, 19, 0]];
    let of: Vec<Figure> = split.iter().map(|group| figure(FigureKind::Proportion, *group)).collect();
    let (_, counted) = suppress_small_counts(&figure(FigureKind::Count, total(&groups)), &counted);
    let (_, of) = suppress_small_counts(&figure(FigureKind::Proportion, total(&split)), &of);
    for (count, proportion) in counted.iter().zip(&of) {
        assert_eq!(Some(count.numerator), proportion.denominator);
    }
}

fn measured<'c>(caseload: &'c Caseload, definitions: &Definitions) -> Measurement<'c> {
    definitions.over(caseload, &WorkingCalendar::england_and_wales())
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// Children with a plan: for each team, how many there are and how many of them have been visited.
fn caseload(teams: &[(&str, u32, u32)]) -> Caseload {
    let mut builder = Caseload::builder();
    for (team, children, visited) in teams {
        for number in 0..*children {
            let id = format!("{team}-child-{number}");
            let child = builder.child(entry::Child { id: &id, sex: "F", ..Default::default() });
            builder.protection_plan(child, entry::Plan::new(&id, day(1, 12)));
            builder.allocation(child, entry::Allocation { team, ..entry::Allocation::new("", day(1, 12)) });
            if number < *visited {
                let visit = entry::Event::new("", day(3, 30));
                builder.event(child, EventKind::ProtectionVisit, visit);
            }
        }
    }
    builder.finish().unwrap()
}

#[test]
fn published_figures_name_no_child_and_no_small_count() {
    let caseload = caseload(&[("East", 40, 37), ("North", 30, 20), ("South", 60, 50), ("West", 3, 1)]);
    let measurement = measured(&caseload, &Definitions::default());
    let on = |date| measurement.scorecard(date).unwrap();
    let cards = measurement.by(GroupBy::Team).scorecard(day(3, 31)).unwrap();
    let before = on(day(3, 1));
    let history = measurement.series(day(1, 31), day(3, 31), Step::Month).unwrap();
    // Anything else that is asked for is left out.
    let report = ScorecardReport::from(&cards).subjects().compared_with(&before).history(&history).published();
    for text in [report.table(TableStyle::default()), report.json(), report.csv(), report.html()] {
        assert!(!text.contains("-child-") && !text.contains("set_aside") && !text.contains("verdue ("), "{text}");
    }
    let csv = report.csv();
    let visits: Vec<&str> = csv.lines().filter(|line| line.contains(",cp-visits,")).collect();
    // The polarity comes last, of all children only.
    let cells = |line: &str| line.split("proportion,").nth(1).unwrap().rsplit_once(',').unwrap().0.to_owned();
    let shown: Vec<String> = visits.iter().map(|line| cells(line)).collect();
    assert_eq!(
        shown,
        [
            ",,108,133,0,81.2",
            "team,East,c,40,0,c",
            "team,North,c,c,0,c",
            "team,South,50,60,0,83.3",
            "team,West,c,c,0,c"
        ]
    );
    let json: Value = serde_json::from_str(&report.json()).unwrap();
    assert_eq!(json["published"], "suppressed");
    assert_eq!(json["indicators"][4]["groups"][0]["numerator"], "c");
    assert_eq!(json["indicators"][4]["groups"][0]["denominator"], 40);
    assert!(json.get("rows").is_none() && json.get("findings").is_none() && json.get("compared_with").is_none());
    assert!(report.table(TableStyle::default()).contains("c: suppressed, to protect individuals\n"));
}

#[test]
fn a_published_series_is_monthly_at_most() {
    let caseload = caseload(&[("East", 3, 1)]);
    let measurement = measured(&caseload, &Definitions::default());
    let series = |step| measurement.series(day(1, 31), day(6, 30), step).unwrap();
    for step in [Step::Day, Step::Week] {
        let refused = SeriesReport::from(&series(step)).published().map(|_| ()).unwrap_err();
        assert!(refused.to_string().contains("less than a month apart"));
    }
    let monthly = series(Step::Month);
    let csv = SeriesReport::from(&monthly).published().unwrap().csv();
    assert!(csv.contains("2026-03-31,cp-visits,c,c,0,c\n") && !csv.contains(",3,"), "{csv}");
    assert!(!SeriesReport::from(&monthly).published().unwrap().html().contains("3 of 3"));
}
