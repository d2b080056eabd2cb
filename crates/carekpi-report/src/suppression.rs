//! Suppressing small counts in a family of indicators. The rule is that of [`Publication`](crate::Publication).

use carekpi_measure::{Figure, FigureKind};

use crate::display::{Count, ShownFigure, ShownValue};
use crate::figure_table::{FigureTable, ShownTable};
use crate::parts::{Parts, SMALL, is_small};
use crate::suppressed_split::{Cells, Split};

/// Suppresses small counts in a family.
pub(crate) fn suppress_family(family: &[FigureTable]) -> Vec<ShownTable> {
    let tables: Vec<Table> = family.iter().map(Table::of).collect();
    let hidden = HiddenRows::of(&tables);
    let shown = family.iter().zip(&tables).map(|(figures, table)| hidden.apply(figures, table));
    match shown.collect::<Option<Vec<_>>>() {
        Some(shown) => shown,
        // Groups are left that can't be protected on their own.
        None => family.iter().zip(&tables).map(|(figures, table)| show_total_only(figures, table)).collect(),
    }
}

/// The parts of an indicator.
struct Table {
    total: Parts,
    rows: Vec<Parts>,
}

impl Table {
    fn of(figures: &FigureTable) -> Self {
        Self { total: Parts::of(&figures.whole), rows: figures.groups.iter().map(Parts::of).collect() }
    }

    /// Some of the rows, and their places.
    fn some(&self, is_taken: impl Fn(usize) -> bool) -> (Vec<usize>, Vec<Parts>) {
        self.rows.iter().enumerate().filter(|(place, _)| is_taken(*place)).unzip()
    }
}

/// The groups of a family of which every count is hidden.
enum HiddenRows {
    /// None: every denominator is shown.
    None,
    /// These, in every indicator.
    These(Vec<bool>),
    All,
}

impl HiddenRows {
    fn of(tables: &[Table]) -> Self {
        let groups = tables.iter().map(|table| table.rows.len()).max().unwrap_or_default();
        let rows = |place: usize| tables.iter().filter_map(move |table| table.rows.get(place));
        if groups <= 1 {
            return Self::All;
        }
        let sizes: Vec<u64> =
            (0..groups).map(|place| rows(place).fold(0_u64, |sum, row| sum.saturating_add(row.members))).collect();
        if sizes.iter().filter(|size| **size > 0).count() <= 1 {
            return Self::All;
        }
        let is_small = |place: usize| rows(place).any(|row| is_small(row.members));
        if !(0..groups).any(is_small) {
            return Self::None;
        }
        let has_children = |place: usize| rows(place).any(|row| !row.is_empty());
        let mut cuts: Vec<u64> = sizes.clone();
        cuts.sort_unstable();
        cuts.dedup();
        for cut in cuts {
            let is_hidden = |place: usize| sizes.get(place).is_some_and(|size| *size <= cut) && has_children(place);
            let is_left_small = (0..groups).any(|place| !is_hidden(place) && is_small(place));
            let is_all = (0..groups).all(|place| is_hidden(place) || !has_children(place));
            if !is_left_small && !is_all && tables.iter().all(|table| is_open(&table.some(is_hidden).1)) {
                return Self::These((0..groups).map(is_hidden).collect());
            }
        }
        Self::All
    }

    /// One indicator as it is shown; `None` if the groups that are left can't be protected on their own.
    fn apply(&self, figures: &FigureTable, table: &Table) -> Option<ShownTable> {
        let is_hidden = match self {
            Self::All => return Some(show_total_only(figures, table)),
            Self::None => &[][..],
            Self::These(hidden) => hidden,
        };
        let is_hidden = |place: usize| is_hidden.get(place).copied().unwrap_or(false);
        let (_, hidden) = table.some(is_hidden);
        let (places, left) = table.some(|place| !is_hidden(place));
        let total = if hidden.is_empty() { table.total } else { Parts::sum(left.iter()) };
        let split = Split::of(&left, &total);
        if !hidden.is_empty() && (table.total.is_small() || split.hides_total()) {
            return None;
        }
        let together = Parts::sum(hidden.iter());
        let groups =
            figures.groups.iter().enumerate().map(|(place, figure)| match places.iter().position(|of| *of == place) {
                Some(at) => show(figure, split.group(at)),
                None => show(figure, Cells::filled(&together)),
            });
        Some(ShownTable { whole: show(&figures.whole, split.total()), groups: groups.collect() })
    }
}

/// Whether the rows can be exchanged by a reader, so that each count of each row may be another, and their sum reveals nothing.
fn is_open(rows: &[Parts]) -> bool {
    let together = Parts::sum(rows.iter());
    let columns: [fn(&Parts) -> u64; 4] = [|row| row.members, |row| row.met, |row| row.not_met, |row| row.undetermined];
    let differs = |column: &fn(&Parts) -> u64| {
        let (least, most) =
            rows.iter().map(column).fold((u64::MAX, 0), |(least, most), count| (count.min(least), count.max(most)));
        most == 0 || most.saturating_sub(least) >= 2
    };
    !is_small(together.members) && !together.is_small() && columns.iter().all(differs)
}

/// The whole on its own, and no group; a single group is the whole.
fn show_total_only(figures: &FigureTable, table: &Table) -> ShownTable {
    let of_total = Split::of(&[], &table.total);
    let whole = show(&figures.whole, of_total.total());
    let cells = if table.rows.len() == 1 { of_total.total() } else { Cells::filled(&table.total) };
    ShownTable { whole, groups: figures.groups.iter().map(|figure| show(figure, cells)).collect() }
}

fn show(figure: &Figure, hidden: Cells) -> ShownFigure {
    let exact = ShownFigure::from(*figure);
    let Cells { members, met, undetermined } = hidden;
    let (numerator, few) = match figure.kind {
        FigureKind::Proportion => (met, figure.denominator.is_some_and(|members| 0 < members && members <= SMALL)),
        FigureKind::Count | FigureKind::Rate => (members, false),
    };
    ShownFigure {
        numerator: Count::unless(numerator, figure.numerator),
        denominator: match figure.kind {
            FigureKind::Proportion => figure.denominator.map(|count| Count::unless(members, count)),
            // A population is public.
            FigureKind::Count | FigureKind::Rate => exact.denominator,
        },
        undetermined: Count::unless(undetermined, figure.undetermined),
        value: match exact.value {
            // No value would say that the denominator is 0.
            ShownValue::None if members && figure.kind == FigureKind::Proportion => ShownValue::Hidden,
            ShownValue::Exact(_) if numerator || members || few => ShownValue::Hidden,
            value => value,
        },
        ..exact
    }
}
