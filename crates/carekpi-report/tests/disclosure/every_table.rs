//! Every table of small counts: what a reader learns who lists them.

use carekpi::measure::FigureKind::{self, Count, Proportion, Rate};
use carekpi_report::Publication::{self, Rounded, Suppressed};

use crate::tables::{Counts, Found, Row, check_every_table, printed};

/// The counts of one indicator with at most this many members; `undetermined` says how many undetermined there may be.
fn counts(most: u64, undetermined: impl Fn(u64, u64) -> u64) -> Vec<Counts> {
    let of = |members: u64| (0..=members).map(move |met| [members, met]);
    let pairs = (0..=most).flat_map(of);
    pairs
        .flat_map(|[members, met]| (0..=undetermined(members, met)).map(move |unclear| [members, met, unclear]))
        .collect()
}

fn one(counts: Vec<Counts>) -> Vec<Row> {
    counts.into_iter().map(|counts| vec![counts]).collect()
}

fn plain(most: u64) -> Vec<Row> {
    (0..=most).map(|members| vec![[members, 0, 0]]).collect()
}

fn none(_: u64, _: u64) -> u64 {
    0
}

fn of_members(members: u64, met: u64) -> u64 {
    members - met
}

/// A count, and the part of the same members that meets a rule.
fn count_and_proportion(most: u64) -> Vec<Row> {
    counts(most, none).into_iter().map(|part| vec![[part[0], 0, 0], part]).collect()
}

/// Two rules about the same members.
fn same_members(most: u64) -> Vec<Row> {
    let all = counts(most, none);
    let pairs = all.iter().flat_map(|one| all.iter().map(move |other| vec![*one, *other]));
    pairs.filter(|pair| pair[0][0] == pair[1][0]).collect()
}

/// Counts of which each is a part of the one before.
fn nested(depth: usize, most: u64) -> Vec<Row> {
    let mut rows: Vec<Row> = plain(most);
    for _ in 1..depth {
        rows = rows
            .into_iter()
            .flat_map(|row| {
                let last = row.last().map_or(0, |last| last[0]);
                (0..=last).map(move |members| [row.clone(), vec![[members, 0, 0]]].concat())
            })
            .collect();
    }
    rows
}

/// A count, and a rule about a part of its members.
fn nested_proportion(most: u64) -> Vec<Row> {
    let all = counts(most, none);
    (0..=most)
        .flat_map(|whole| all.iter().filter(move |of| of[0] <= whole).map(move |of| vec![[whole, 0, 0], *of]))
        .collect()
}

/// A rule about members, and one about a part of them.
fn two_nested_proportions(most: u64) -> Vec<Row> {
    let all = counts(most, none);
    let pairs = all.iter().flat_map(|one| all.iter().map(move |other| vec![*one, *other]));
    pairs.filter(|pair| pair[1][0] <= pair[0][0]).collect()
}

struct Case(&'static str, Vec<FigureKind>, usize, Vec<Row>);

fn check(publication: Publication, cases: Vec<Case>) {
    let mut all = Found::default();
    for Case(name, kinds, groups, rows) in cases {
        let found = check_every_table(publication, &kinds, groups, &rows);
        println!("{publication:?}, {name}, {groups} groups: {found:?}");
        assert!(found.tables > 5, "{name} checks little");
        all.add(found);
    }
    println!("{publication:?}, all: {all:?}");
    assert_eq!((all.exact, all.near), (0, 0), "{publication:?}");
    assert!(all.tables > 2_000 && all.truths > 50_000, "{all:?}");
}

#[test]
fn suppressed_tables_leave_every_hidden_count_open() {
    let mut cases = vec![
        Case("a rule", vec![Proportion], 1, one(counts(14, of_members))),
        Case("a rule", vec![Proportion], 2, one(counts(8, of_members))),
        Case("a rule, nobody undetermined", vec![Proportion], 2, one(counts(16, none))),
        Case("a rule, nobody undetermined", vec![Proportion], 3, one(counts(8, none))),
        Case("a rule, anybody undetermined", vec![Proportion], 2, one(counts(7, |_, _| 7))),
        Case("a count and a part of it", vec![Count, Proportion], 2, count_and_proportion(14)),
        Case("a count and a part of it", vec![Count, Proportion], 3, count_and_proportion(7)),
        Case("two rules about the same", vec![Proportion, Proportion], 2, same_members(8)),
        Case("two nested counts", vec![Count, Count], 2, nested(2, 16)),
        Case("two nested counts", vec![Count, Count], 3, nested(2, 8)),
        Case("three nested counts", vec![Count, Count, Rate], 2, nested(3, 9)),
        Case("a rule about a part", vec![Count, Proportion], 2, nested_proportion(9)),
        Case("two nested rules", vec![Proportion, Proportion], 2, two_nested_proportions(6)),
    ];
    for (groups, most) in [(1, 30), (2, 30), (3, 24), (4, 14), (5, 8)] {
        cases.push(Case("a count", vec![Count], groups, plain(most)));
        cases.push(Case("a rate", vec![Rate], groups.min(4), plain(most)));
    }
    check(Suppressed, cases);
}

#[test]
fn rounded_tables_leave_every_small_count_open() {
    let mut cases = vec![
        Case("a rule", vec![Proportion], 1, one(counts(17, of_members))),
        Case("a rule", vec![Proportion], 2, one(counts(7, of_members))),
        Case("a rule, nobody undetermined", vec![Proportion], 2, one(counts(17, none))),
        Case("a rule, nobody undetermined", vec![Proportion], 3, one(counts(7, none))),
        Case("a rule, anybody undetermined", vec![Proportion], 2, one(counts(7, |_, _| 7))),
        Case("a count and a part of it", vec![Count, Proportion], 2, count_and_proportion(12)),
        Case("two rules about the same", vec![Proportion, Proportion], 2, same_members(7)),
        Case("two nested counts", vec![Count, Count], 2, nested(2, 17)),
        Case("two nested counts", vec![Count, Count], 3, nested(2, 7)),
        Case(
            "two nested counts",
            vec![Count, Count],
            4,
            nested(2, 7).into_iter().filter(|row| row[1][0] < 3).collect(),
        ),
        Case("three nested counts", vec![Count, Count, Rate], 2, nested(3, 8)),
        Case("a rule about a part", vec![Count, Proportion], 2, nested_proportion(7)),
    ];
    for (groups, most) in [(1, 42), (2, 42), (3, 27), (4, 17), (5, 7)] {
        cases.push(Case("a count", vec![Count], groups, plain(most)));
    }
    check(Rounded, cases);
}

/// The tables that were published once so that one truth was left.
#[test]
fn tables_that_gave_a_count_away() {
    let of = |publication, kind, groups: &[Counts]| {
        printed(publication, &[kind], &groups.iter().map(|counts| vec![*counts]).collect::<Vec<_>>())
    };
    let counts = of(Suppressed, Count, &[[6, 0, 0], [6, 0, 0], [4, 0, 0]]);
    assert!(counts[..3].iter().all(|row| row[0].is_none()) && counts[3][0] == Some(16), "{counts:?}");
    let mut teams = vec![[40, 39, 0]; 5];
    teams.push([40, 20, 0]);
    let visits = of(Suppressed, Proportion, &teams);
    assert!(visits[..6].iter().all(|row| row[1].is_none()), "{visits:?}");
    let undetermined = of(Suppressed, Proportion, &[[7, 1, 6], [20, 10, 0]]);
    assert!(undetermined[0][1].is_none() && undetermined[0][2].is_none(), "{undetermined:?}");
    // Rounded: 0, 0, 0, 0 of 10 would be 2 each.
    let counts = of(Rounded, Count, &[[2, 0, 0]; 4]);
    assert!(counts[..4].iter().all(|row| row[0].is_none()) && counts[4][0] == Some(10), "{counts:?}");
    let counts = of(Rounded, Count, &[[2, 0, 0], [2, 0, 0], [1, 0, 0], [0; 3]]);
    assert!(counts[..4].iter().all(|row| row[0] == Some(0)) && counts[4][0] == Some(5), "{counts:?}");
}

/// If a denominator is small, the same groups are hidden in every indicator of the family.
#[test]
fn the_indicators_of_a_family_hide_the_same_groups() {
    let rows: Vec<Row> = vec![
        vec![[3, 0, 0], [3, 1, 0], [2, 1, 0]],
        vec![[40, 0, 0], [40, 30, 0], [20, 12, 0]],
        vec![[9, 0, 0], [9, 8, 0], [9, 8, 0]],
        vec![[20, 0, 0], [20, 10, 0], [13, 7, 0]],
    ];
    let print = printed(Suppressed, &[Count, Proportion, Proportion], &rows);
    for row in print[..12].chunks(3) {
        assert!(row.iter().all(|cells| cells[0].is_none() == row[0][0].is_none()), "{print:?}");
    }
    assert!(print[0][0].is_none() && print[6][0].is_none() && print[3][0] == Some(40), "{print:?}");
}
