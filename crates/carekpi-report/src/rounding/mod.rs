//! Rounding the counts of a family of indicators. The rule is that of [`Publication`](crate::Publication).

mod family;
mod steps;
mod witness;

use carekpi_measure::{Figure, FigureKind, Tally};

use crate::display::{Count, ShownFigure, ShownValue};
use crate::figure_table::{FigureTable, ShownTable};
use crate::rounding::family::{BASE, Column, Family, Indicator};

/// Rounds to the nearest multiple of [`BASE`]. There is never a tie.
const fn round(count: u64) -> u64 {
    let rest = count % BASE;
    if rest <= BASE / 2 { count.saturating_sub(rest) } else { count.saturating_add(BASE.saturating_sub(rest)) }
}

/// Rounds every count of a family, and hides the groups if that does not protect them.
///
/// Whether they are hidden is decided by the rounded counts alone.
pub(crate) fn round_family(family: &[FigureTable]) -> Vec<ShownTable> {
    let rounded: Vec<FigureTable> = family.iter().map(rounded_table).collect();
    let hides = hides_groups(&rounded);
    rounded
        .iter()
        .map(|table| ShownTable {
            whole: table.whole.into(),
            groups: table
                .groups
                .iter()
                .map(|group| if hides { hidden(group, &table.whole) } else { (*group).into() })
                .collect(),
        })
        .collect()
}

fn rounded_table(table: &FigureTable) -> FigureTable {
    FigureTable { whole: rounded(&table.whole), groups: table.groups.iter().map(rounded).collect() }
}

fn rounded(figure: &Figure) -> Figure {
    let undetermined = round(figure.undetermined);
    let tally = match figure.kind {
        FigureKind::Proportion => {
            let members = figure.denominator.unwrap_or_default().max(figure.numerator);
            Tally { met: round(figure.numerator), members: round(members), undetermined }
        }
        FigureKind::Count | FigureKind::Rate => Tally { met: 0, members: round(figure.numerator), undetermined },
    };
    // A population is public.
    Figure::new(figure.kind, tally, figure.denominator)
}

/// Whether the groups of these rounded counts must be hidden.
fn hides_groups(rounded: &[FigureTable]) -> bool {
    let groups = rounded.iter().map(|table| table.groups.len()).max().unwrap_or_default();
    // A single group is the total.
    if groups <= 1 {
        return false;
    }
    let has_children = |place: &usize| {
        rounded.iter().filter_map(|table| table.groups.get(*place)).any(|group| {
            let members = if group.kind == FigureKind::Proportion { group.denominator } else { None };
            members.unwrap_or(group.numerator) > 0 || group.undetermined > 0
        })
    };
    (0..groups).filter(has_children).count() == 1
        || !Family::of(&rounded.iter().map(indicator).collect::<Vec<_>>()).leaves_all_open()
}

fn indicator(table: &FigureTable) -> Indicator {
    let column = |count: fn(&Figure) -> u64| Column {
        groups: table.groups.iter().map(count).collect(),
        total: count(&table.whole),
    };
    let undetermined = column(|figure| figure.undetermined);
    if table.whole.kind == FigureKind::Proportion {
        let members = column(|figure| figure.denominator.unwrap_or_default());
        Indicator { members, met: Some(column(|figure| figure.numerator)), undetermined }
    } else {
        Indicator { members: column(|figure| figure.numerator), met: None, undetermined }
    }
}

/// A group of which every count is hidden that is not 0 in total.
fn hidden(group: &Figure, whole: &Figure) -> ShownFigure {
    let exact = ShownFigure::from(*group);
    let hide = |count: u64| if count > 0 { Count::Hidden } else { Count::Exact(0) };
    let is_proportion = group.kind == FigureKind::Proportion;
    let members = if is_proportion { whole.denominator.unwrap_or_default() } else { whole.numerator };
    ShownFigure {
        numerator: hide(whole.numerator),
        denominator: if is_proportion { Some(hide(members)) } else { exact.denominator },
        undetermined: hide(whole.undetermined),
        value: match exact.value {
            ShownValue::None if !is_proportion => ShownValue::None,
            value if members == 0 => value,
            _ => ShownValue::Hidden,
        },
        ..exact
    }
}
