//! Published figures reveal no hidden count.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on should stop")]

use carekpi::measure::{Figure, FigureKind, Tally};
use carekpi::model::{Caseload, EventKind, entry};
use carekpi::{Definitions, GroupBy, Measurement, Step, WorkingCalendar};
use carekpi_report::{Count, ScorecardReport, SeriesReport, ShownFigure, ShownValue, suppress_small_counts};
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

/// What a group has: met, not met, undetermined.
type Truth = [i64; 3];

fn figure(kind: FigureKind, [met, not_met, undetermined]: Truth) -> Figure {
    let [met, not_met, undetermined] = [met, not_met, undetermined].map(|count| u64::try_from(count).unwrap());
    let members = if kind == FigureKind::Proportion { met + not_met } else { met };
    let population = (kind == FigureKind::Rate).then_some(5000);
    Figure::new(kind, Tally { met, members, undetermined }, population)
}

fn total(groups: &[Truth]) -> Truth {
    groups.iter().fold([0; 3], |sum, group| [0, 1, 2].map(|at| sum[at] + group[at]))
}

/// The counts of a row that a reader sees.
fn seen(shown: &ShownFigure, truth: Truth) -> [Option<i64>; 3] {
    let known = |count: Count, truth: i64| match count {
        Count::Exact(count) => {
            assert_eq!(i64::try_from(count).unwrap(), truth);
            Some(truth)
        }
        Count::Hidden => None,
    };
    let members = match (shown.kind, shown.denominator) {
        (FigureKind::Proportion, Some(denominator)) => known(denominator, truth[0] + truth[1]),
        _ => known(shown.numerator, truth[0]),
    };
    [known(shown.numerator, truth[0]), members, known(shown.undetermined, truth[2])]
}

fn of(truth: Truth) -> [i64; 3] {
    [truth[0], truth[0] + truth[1], truth[2]]
}

const fn is_small(count: i64) -> bool {
    1 <= count && count <= 5
}

/// Whether a row could be `other` for a reader who knows which counts are hidden because they are small. Zeros are not hidden.
fn could_be(seen: [Option<i64>; 3], truth: Truth, other: Truth) -> bool {
    let stays = |count: i64, other: i64| if is_small(count) { is_small(other) } else { other > 0 };
    let has_small_part = |[met, not_met, _]: Truth| is_small(met) || is_small(not_met);
    let (truths, others) = (of(truth), of(other));
    (0..3).all(|count| others[count] >= 0 && seen[count].is_none_or(|seen| seen == others[count]))
        && other[1] >= 0
        && [1, 2].iter().all(|count| seen[*count].is_some() || stays(truths[*count], others[*count]))
        && (seen[0].is_some() || seen[1].is_none() || !has_small_part(truth) || has_small_part(other))
}

/// Whether the same groups with `by` more in one row and `by` less in another would look the same to a reader.
fn another_truth(
    groups: &[Truth],
    seen_groups: &[[Option<i64>; 3]],
    seen_total: [Option<i64>; 3],
    row: usize,
    count: usize,
) -> bool {
    let agrees = |seen: [Option<i64>; 3], truth: Truth| {
        seen.iter().zip(of(truth)).all(|(seen, count)| seen.is_none_or(|seen| seen == count))
    };
    let could_be = |row: usize, other: Truth| could_be(seen_groups[row], groups[row], other);
    let moves: Vec<Truth> = (0..27).map(|code| [code % 3 - 1, code / 3 % 3 - 1, code / 9 - 1]).collect();
    let moved = |at: usize, by: &Truth| [0, 1, 2].map(|count| groups[at][count] + by[count]);
    for first in &moves {
        let changed = moved(row, first);
        if of(changed)[count] == of(groups[row])[count] || !could_be(row, changed) {
            continue;
        }
        let mut whole = groups.to_vec();
        whole[row] = changed;
        if agrees(seen_total, total(&whole)) {
            return true;
        }
        for other in (0..groups.len()).filter(|other| *other != row) {
            for second in &moves {
                let changed = moved(other, second);
                let mut both = whole.clone();
                both[other] = changed;
                if could_be(other, changed) && agrees(seen_total, total(&both)) {
                    return true;
                }
            }
        }
    }
    false
}

/// Checks every promise for these groups.
fn attack(kind: FigureKind, groups: &[Truth]) {
    let whole = total(groups);
    let figures: Vec<Figure> = groups.iter().map(|group| figure(kind, *group)).collect();
    let (shown_whole, shown) = suppress_small_counts(&figure(kind, whole), &figures);
    let seen_total = seen(&shown_whole, whole);
    let seen_groups: Vec<_> = shown.iter().zip(groups).map(|(shown, truth)| seen(shown, *truth)).collect();

    for (row, truth) in shown.iter().zip(groups).chain([(&shown_whole, &whole)]) {
        let hidden = row.numerator.is_hidden();
        let not_met = if kind == FigureKind::Proportion { truth[1] } else { 0 };
        assert!(hidden || !is_small(truth[0]), "{groups:?}");
        assert!(!is_small(not_met) || hidden || row.denominator == Some(Count::Hidden), "{groups:?}");
        assert!(row.undetermined.is_hidden() || !is_small(truth[2]), "{groups:?}");
        if kind == FigureKind::Proportion {
            let members = truth[0] + truth[1];
            assert!(row.denominator == Some(Count::Hidden) || !is_small(members), "{groups:?}");
            let any_hidden = hidden || row.denominator == Some(Count::Hidden);
            assert!(!matches!(row.value, ShownValue::Exact(_)) || (!any_hidden && members > 5), "{groups:?}");
        }
        if hidden {
            assert!(!matches!(row.value, ShownValue::Exact(_)), "{groups:?}");
        }
    }
    for (row, seen) in seen_groups.iter().enumerate() {
        for count in (0..3).filter(|count| seen[*count].is_none()) {
            let open = another_truth(groups, &seen_groups, seen_total, row, count);
            assert!(
                open,
                "{kind:?} {groups:?}: count {count} of group {row} can be worked out from {shown:?}, {shown_whole:?}"
            );
        }
    }
    // A hidden total too: if all groups are shown, it is their sum.
    for count in (0..3).filter(|count| seen_total[*count].is_none()) {
        assert!(groups.is_empty() || seen_groups.iter().any(|seen| seen[count].is_none()), "{groups:?}");
    }
}

fn count() -> impl Strategy<Value = i64> {
    prop_oneof![2 => Just(0), 3 => 1_i64..6, 2 => 6_i64..12, 1 => 12_i64..200]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn no_hidden_count_can_be_worked_out(
        groups in vec((count(), count(), count()), 0..7),
        kind in proptest::sample::select(vec![FigureKind::Count, FigureKind::Proportion, FigureKind::Rate]),
    ) {
        let groups: Vec<Truth> = groups
            .into_iter()
            .map(|(met, not_met, undetermined)| [met, if kind == FigureKind::Proportion { not_met } else { 0 }, undetermined])
            .collect();
        attack(kind, &groups);
    }
}

/// Every table of three groups with counts up to seven.
#[test]
fn no_small_table_reveals_a_hidden_count() {
    let counts = [0, 1, 3, 5, 6, 7];
    let pairs: Vec<Truth> =
        counts.iter().flat_map(|met| counts.iter().map(move |not_met| [*met, *not_met, 0])).collect();
    for one in &pairs {
        for two in &pairs {
            attack(FigureKind::Proportion, &[*one, *two]);
            for three in pairs.iter().step_by(5) {
                attack(FigureKind::Proportion, &[*one, *two, *three]);
            }
        }
    }
}

/// Several groups of one child each or of five, and groups in which all children but one meet the rule.
#[test]
fn the_number_of_hidden_groups_reveals_nothing() {
    for groups in 2..20 {
        for truth in
            [[1, 0, 0], [0, 1, 0], [5, 0, 0], [3, 2, 0], [1, 40, 0], [40, 1, 0], [5, 40, 0], [40, 5, 0], [0, 9, 1]]
        {
            attack(FigureKind::Proportion, &vec![truth; groups]);
            attack(FigureKind::Count, &vec![[truth[0], 0, truth[2]]; groups]);
            for other in [[0, 0, 0], [6, 0, 0], [3, 4, 0], [400, 5, 0], [20, 30, 0]] {
                let mut with_another = vec![truth; groups];
                with_another.push(other);
                attack(FigureKind::Proportion, &with_another);
            }
        }
    }
}

/// Indicators that count the same children hide the same groups, because a denominator is hidden regardless of its numerator.
#[test]
fn a_count_and_a_denominator_of_the_same_children_hide_the_same_groups() {
    let groups = [[3, 0, 0], [40, 0, 0], [9, 0, 0], [20, 0, 0]];
    let counted: Vec<Figure> = groups.iter().map(|group| figure(FigureKind::Count, *group)).collect();
    let split = [[1, 2, 0], [30, 10, 0], [4, 5, 0], [19, 1, 0]];
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
    for text in [report.table(false), report.json(), report.csv(), report.html()] {
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
    assert_eq!(json["published"], true);
    assert_eq!(json["indicators"][4]["groups"][0]["numerator"], "c");
    assert_eq!(json["indicators"][4]["groups"][0]["denominator"], 40);
    assert!(json.get("rows").is_none() && json.get("findings").is_none() && json.get("compared_with").is_none());
    assert!(report.table(false).contains("c: suppressed, to protect individuals\n"));
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
