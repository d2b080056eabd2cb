//! Random tables of more groups and indicators: other tables that are printed alike are found by steps, not listed.

use std::collections::BTreeSet;

use carekpi::measure::FigureKind::{self, Count, Proportion};
use carekpi_report::Publication::{self, Rounded, Suppressed};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRng, TestRunner};

use crate::tables::{Found, Row, Seen, printed, rounded, total};

/// A count, two rules about the same members, and a rule about a part of them.
const KINDS: [FigureKind; 4] = [Count, Proportion, Proportion, Proportion];

/// One group of such a family: the members, and for each rule how many meet it and how many are undetermined.
fn row(most: u64) -> impl Strategy<Value = Row> {
    let share = || prop_oneof![2 => Just(100_u64), 2 => Just(0_u64), 3 => 0..=100_u64, 3 => 85..=100_u64];
    let unclear = || prop_oneof![6 => Just(0_u64), 1 => 1..=3_u64];
    let size = prop_oneof![1 => Just(0), 3 => 0..=7_u64, 6 => 0..=most];
    (size, [share(), share(), share(), share()], [unclear(), unclear(), unclear()]).prop_map(
        |(members, shares, unclear)| {
            let rule = |members: u64, share: u64, unclear: u64| {
                let met = (members * share + 50) / 100;
                [members, met, unclear.min(members - met)]
            };
            let part = (members * shares[3] + 50) / 100;
            vec![
                [members, 0, 0],
                rule(members, shares[0], unclear[0]),
                rule(members, shares[1], unclear[1]),
                rule(part, shares[2], unclear[2]),
            ]
        },
    )
}

fn is_possible(row: &Row) -> bool {
    row[1..].iter().all(|[members, met, unclear]| met + unclear <= *members && *members <= row[0][0])
        && row[1..3].iter().all(|rule| rule[0] == row[0][0])
}

/// Whether a table can be one of such a family. A count below 0 is a very great one.
fn is_family(rows: &[Row]) -> bool {
    rows.iter().flatten().flatten().all(|count| *count < 1 << 40) && rows.iter().all(is_possible)
}

/// Adds a number to some counts of a group; the members of the first three indicators are one number.
fn step(row: &mut Row, places: u32, by: i64) {
    let mut add = |indicator: usize, column: usize| {
        row[indicator][column] = row[indicator][column].wrapping_add_signed(by);
    };
    if places & 1 > 0 {
        (0..3).for_each(|indicator| add(indicator, 0));
    }
    if places & 2 > 0 {
        add(3, 0);
    }
    for bit in 0..6 {
        if places & (4 << bit) > 0 {
            add(1 + bit / 2, 1 + bit % 2);
        }
    }
}

/// Looks for tables that are printed alike: by exchanging groups, by moving all into one, and by single steps.
fn look(publication: Publication, rows: &[Row], random: &mut TestRng) -> Found {
    let print = printed(publication, &KINDS, rows);
    let mut seen = Seen::none((rows.len() + 1) * KINDS.len());
    seen.add(rows);
    let is_alike = |other: &[Row]| {
        (publication == Rounded && rounded(other) == rounded(rows)) || printed(publication, &KINDS, other) == print
    };
    let mut alike = vec![rows.to_vec()];
    let empty: Row = vec![[0; 3]; KINDS.len()];
    let in_one = |one: usize, total: &Row| {
        let mut all = vec![empty.clone(); rows.len()];
        all[one].clone_from(total);
        all
    };
    // All in one group, with these totals and with others.
    let mut totals = BTreeSet::from([total(rows)]);
    let mut current = total(rows);
    for _ in 0..3000 {
        let kind = random.next_u32();
        let mut next = current.clone();
        step(&mut next, kind % 256, if kind & 256 > 0 { 1 } else { -1 });
        let other = in_one(0, &next);
        if is_family(&other) && is_alike(&other) {
            totals.insert(next.clone());
            current = next;
        }
    }
    for one in 0..rows.len() {
        let exchanged = (0..one).map(|other| {
            let mut rows = rows.to_vec();
            rows.swap(one, other);
            rows
        });
        let others: Vec<Vec<Row>> = exchanged.chain(totals.iter().map(|total| in_one(one, total))).collect();
        for other in others {
            if is_alike(&other) {
                seen.add(&other);
                alike.push(other);
            }
        }
    }
    let steps = if publication == Rounded { 20_000 } else { 8000 };
    let mut current = rows.to_vec();
    for number in 0..steps {
        if number % (steps / 20) == 0 {
            current = alike[number / (steps / 20) % alike.len()].clone();
        }
        let mut next = current.clone();
        let kind = random.next_u32();
        // One column or several.
        let places = match kind % 4 {
            0 => kind / 8 % 256,
            1 => (kind / 8 % 256) | 1,
            _ => 1 << (kind / 8 % 8),
        };
        let [from, to] = [kind / 4096, kind / 65536].map(|group| group as usize % rows.len());
        let by = if kind & 4 > 0 { 1 } else { -1 };
        step(&mut next[from], places, by);
        if !(kind / 2048).is_multiple_of(4) {
            step(&mut next[to], places, -by);
        }
        if is_family(&next) && is_alike(&next) {
            seen.add(&next);
            current = next;
        }
    }
    let mut found = Found::default();
    found.look(&KINDS, &print, &seen);
    found
}

fn check(publication: Publication, cases: usize) {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(Default::default()));
    let mut all = Found::default();
    let (mut open, mut cells) = (0, 0);
    for case in 0..cases {
        let groups = 2 + case % 6;
        let most = [8, 20, 60][case / 6 % 3];
        let rows = proptest::collection::vec(row(most), groups).new_tree(&mut runner).unwrap().current();
        let print = printed(publication, &KINDS, &rows);
        let of_groups = &print[..groups * KINDS.len()];
        open += of_groups.iter().flatten().filter(|cell| cell.is_some()).count();
        cells += of_groups.len() * 3;
        let found = look(publication, &rows, runner.rng());
        assert_eq!((found.exact, found.near), (0, 0), "{publication:?}: {rows:?}");
        all.add(found);
    }
    println!("{publication:?}, random tables: {all:?}; {open} of {cells} counts of groups are shown");
    // A rule that hides everything would be safe too.
    assert!(open * 3 > cells, "{open} of {cells}");
}

#[test]
fn large_suppressed_tables_leave_every_hidden_count_open() {
    check(Suppressed, 60);
}

#[test]
fn large_rounded_tables_leave_every_small_count_open() {
    check(Rounded, 90);
}
