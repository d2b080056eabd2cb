//! Tables of counts of families of indicators, and what a reader learns from what is printed of them.

use std::collections::{BTreeMap, HashMap};

use carekpi::measure::{Figure, FigureKind, Tally};
use carekpi_report::{Count, FigureTable, Publication, ShownFigure, ShownValue};

/// What an indicator has in a group: members, those who meet the rule, undetermined.
pub(crate) type Counts = [u64; 3];

/// What a family has in a group: the counts of each indicator.
pub(crate) type Row = Vec<Counts>;

/// What is printed: members, met, undetermined of each indicator, of each group and then of all; `None` if it is hidden.
pub(crate) type Print = Vec<[Option<u64>; 3]>;

/// The kinds of the indicators of a family.
pub(crate) type Kinds = [FigureKind];

fn figure(kind: FigureKind, [members, met, undetermined]: Counts) -> Figure {
    let population = (kind == FigureKind::Rate).then_some(5000);
    Figure::new(kind, Tally { met, members, undetermined }, population)
}

pub(crate) fn total(rows: &[Row]) -> Row {
    let mut sum = vec![[0; 3]; rows.first().map_or(0, Vec::len)];
    for row in rows {
        for (sum, counts) in sum.iter_mut().zip(row) {
            *sum = [0, 1, 2].map(|at| sum[at] + counts[at]);
        }
    }
    sum
}

fn seen(shown: &ShownFigure) -> [Option<u64>; 3] {
    let known = |count: Count| match count {
        Count::Exact(count) => Some(count),
        Count::Hidden => None,
    };
    match (shown.kind, shown.denominator) {
        (FigureKind::Proportion, Some(members)) => [known(members), known(shown.numerator), known(shown.undetermined)],
        _ => [known(shown.numerator), Some(0), known(shown.undetermined)],
    }
}

/// What is printed of a table of a family.
pub(crate) fn printed(publication: Publication, kinds: &Kinds, rows: &[Row]) -> Print {
    let whole = total(rows);
    let of = |at: usize| FigureTable {
        whole: figure(kinds[at], whole[at]),
        groups: rows.iter().map(|row| figure(kinds[at], row[at])).collect(),
    };
    let shown = publication.protect(&(0..kinds.len()).map(of).collect::<Vec<_>>());
    let mut print = Print::new();
    for row in 0..=rows.len() {
        for (kind, table) in kinds.iter().zip(&shown) {
            let shown = table.groups.get(row).unwrap_or(&table.whole);
            let [members, met, undetermined] = seen(shown);
            check_value(*kind, shown, [members, met]);
            print.push([members, met, undetermined]);
        }
    }
    print
}

/// A value is that of the counts beside it, and hidden if one of them is.
fn check_value(kind: FigureKind, shown: &ShownFigure, [members, met]: [Option<u64>; 2]) {
    let ShownValue::Exact(value) = shown.value else { return };
    let (members, met) = (members.unwrap(), met.unwrap());
    assert!(kind != FigureKind::Proportion || members > 0);
    let population = (kind == FigureKind::Rate).then_some(5000);
    assert_eq!(Some(value), Figure::new(kind, Tally { met, members, undetermined: 0 }, population).value());
}

pub(crate) const fn is_small(count: u64) -> bool {
    1 <= count && count <= 5
}

/// The least and the greatest value of each count: of each row and indicator the members, met, undetermined, not met.
#[derive(Clone)]
pub(crate) struct Seen {
    pub(crate) ranges: Vec<[(u64, u64); 4]>,
    pub(crate) truths: u64,
}

impl Seen {
    pub(crate) fn none(cells: usize) -> Self {
        Self { ranges: vec![[(u64::MAX, 0); 4]; cells], truths: 0 }
    }

    pub(crate) fn add(&mut self, rows: &[Row]) {
        let whole = total(rows);
        for (ranges, counts) in self.ranges.iter_mut().zip(rows.iter().chain([&whole]).flatten()) {
            let [members, met, undetermined] = *counts;
            for ((least, most), count) in
                ranges.iter_mut().zip([members, met, undetermined, members.saturating_sub(met)])
            {
                (*least, *most) = (count.min(*least), count.max(*most));
            }
        }
        self.truths += 1;
    }
}

/// What a check found.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    /// Different prints.
    pub(crate) tables: u64,
    /// Tables of counts that are printed so.
    pub(crate) truths: u64,
    /// Counts that are known exactly, and are hidden or from 1 to 5.
    pub(crate) exact: u64,
    /// Hidden counts that are known within 1.
    pub(crate) near: u64,
}

impl Found {
    pub(crate) fn add(&mut self, other: Self) {
        self.tables += other.tables;
        self.truths += other.truths;
        self.exact += other.exact;
        self.near += other.near;
    }

    /// Adds what a reader learns from a print.
    pub(crate) fn look(&mut self, kinds: &Kinds, print: &Print, seen: &Seen) {
        self.tables += 1;
        self.truths += seen.truths;
        for (place, (cells, ranges)) in print.iter().zip(&seen.ranges).enumerate() {
            let is_proportion = kinds[place % kinds.len()] == FigureKind::Proportion;
            // Those who do not meet the rule have no cell.
            let cells = cells.iter().map(|cell| cell.is_none()).chain([false]);
            for (column, (is_hidden, (least, most))) in cells.zip(ranges).enumerate() {
                let is_exact = least == most && (is_hidden || is_small(*least));
                let is_near = is_hidden && !is_exact && most - least < 2;
                if (is_exact || is_near) && (is_proportion || column != 1 && column != 3) {
                    if self.exact + self.near < 3 {
                        println!("{print:?}: column {column} of place {place} is {least} to {most}");
                    }
                    self.exact += u64::from(is_exact);
                    self.near += u64::from(is_near);
                }
            }
        }
    }
}

/// Lists every table of `groups` rows out of these, and checks what is printed. Prints that could also be of a table with other rows
/// are left out.
pub(crate) fn check_every_table(publication: Publication, kinds: &Kinds, groups: usize, rows: &[Row]) -> Found {
    let most = rows.iter().flatten().fold([0; 3], |most: Counts, row| [0, 1, 2].map(|at| most[at].max(row[at])));
    let mut by_print: HashMap<Print, Seen> = HashMap::new();
    let mut by_rounded: HashMap<Vec<Counts>, Print> = HashMap::new();
    let mut number = 0;
    let mut places = vec![0; groups];
    loop {
        let table: Vec<Row> = places.iter().map(|place| rows[*place].clone()).collect();
        let print = match publication {
            Publication::Suppressed => printed(publication, kinds, &table),
            // Only the rounded counts matter. That is checked for some, and saves time for the others.
            Publication::Rounded => {
                let key = rounded(&table);
                let print = by_rounded.entry(key).or_insert_with(|| printed(publication, kinds, &table)).clone();
                number += 1;
                assert!(number % 32 > 0 || print == printed(publication, kinds, &table), "{table:?}");
                print
            }
        };
        by_print.entry(print).or_insert_with(|| Seen::none((groups + 1) * kinds.len())).add(&table);
        let Some(next) = places.iter().rposition(|place| place + 1 < rows.len()) else { break };
        places[next] += 1;
        places[next + 1..].fill(0);
    }
    let mut found = Found::default();
    // In order, so that what is found first is the same every time.
    for (print, seen) in by_print.iter().collect::<BTreeMap<_, _>>() {
        if is_complete(publication, kinds, print, most) {
            found.look(kinds, print, seen);
        }
    }
    found
}

/// The nearest multiples of 5 of the counts of a table, and of their sums.
pub(crate) fn rounded(rows: &[Row]) -> Vec<Counts> {
    rows.iter().chain([&total(rows)]).flatten().map(|counts| counts.map(|count| (count + 2) / 5 * 5)).collect()
}

/// Whether no table with greater counts than these is printed so.
fn is_complete(publication: Publication, kinds: &Kinds, print: &Print, most: Counts) -> bool {
    let groups = print.len() / kinds.len() - 1;
    (0..kinds.len()).all(|at| {
        [0, 2].into_iter().all(|column| {
            let cell = |row: usize| print[row * kinds.len() + at][column];
            let Some(whole) = cell(groups) else { return true };
            let shown: Vec<u64> = (0..groups).filter_map(cell).collect();
            match publication {
                Publication::Rounded if shown.len() == groups => {
                    shown.iter().all(|count| *count == 0 || count + 2 <= most[column])
                }
                Publication::Rounded => whole + 2 <= most[column],
                Publication::Suppressed => whole.saturating_sub(shown.iter().sum()) <= most[column],
            }
        })
    })
}
