//! Disclosure control: suppressing small counts.

use carekpi_measure::{Figure, FigureKind};

use crate::display::{Count, ShownFigure, ShownValue};

/// Counts from 1 to this are hidden.
const SMALL: u64 = 5;

/// Suppresses small counts in a figure of all children and of each group of them.
///
/// **The guarantee.** A reader sees the result, knows this rule, and lists every table of counts for which the rule prints the
/// same. Among these tables, each hidden count has at least two values that differ by 2 or more, and no count that is shown is from
/// 1 to 5. So nobody can tell a hidden count, or narrow it down to a count and the next.
///
/// **The rule.** Groups are taken in order of their denominators, the smallest first.
///
/// - Denominators: if one is from 1 to 5, all of these are hidden and the next larger one, with all that equal it. If that leaves
///   too little room for other values, every denominator is hidden. Zeros are shown.
/// - Numerators and the undetermined: they are hidden together, for the first groups, up to the last one of which a part is from 1
///   to 5. The parts are those who meet the rule, those who do not, those who are undetermined, and those who do not and are not
///   undetermined. More groups are hidden until no part of the hidden groups together is from 1 to 5.
/// - The total is hidden if a part of it is from 1 to 5, or if all groups together leave too little room.
/// - Percentages and rates are hidden if one of their counts is hidden, or if the denominator is under 6.
///
/// The counts of the groups must add up to those of the whole.
///
/// **What this does not protect against.** It looks at one indicator on one date. Indicators with the same denominators hide the
/// same ones. A reader can still subtract two publications of close dates: if 40 children are shown one week and 41 the next, one
/// child was added. A reader can do the same with two breakdowns of one date by different groupings, and with two indicators if
/// one counts a part of the other's children. Publish seldom, and publish one breakdown.
///
/// ```
/// use carekpi::measure::{Figure, FigureKind, Tally};
/// use carekpi_report::{Count, suppress_small_counts};
///
/// let figure = |met, members| Figure::new(FigureKind::Proportion, Tally { met, members, undetermined: 0 }, None);
/// // North: 3 of 40 are not met. To hide that, the numerators of North and of the next smallest group are hidden.
/// let (whole, groups) = suppress_small_counts(&figure(107, 130), &[figure(37, 40), figure(20, 30), figure(50, 60)]);
/// assert_eq!(whole.numerator, Count::Exact(107));
/// assert_eq!(groups[0].numerator, Count::Hidden);
/// assert_eq!(groups[0].denominator, Some(Count::Exact(40)));
/// assert_eq!(groups[1].numerator, Count::Hidden);
/// assert_eq!(groups[2].numerator, Count::Exact(50));
/// ```
#[must_use]
pub fn suppress_small_counts(whole: &Figure, groups: &[Figure]) -> (ShownFigure, Vec<ShownFigure>) {
    let (total, parts) = (Parts::of(whole), groups.iter().map(Parts::of).collect::<Vec<_>>());
    let members = Hidden::members(&parts, &total);
    let split = Split::of(&parts, &total, &members);
    let shown_whole = show(whole, members.total, split.met.total, split.undetermined.total);
    let hidden = members.groups.iter().zip(&split.met.groups).zip(&split.undetermined.groups);
    let shown_groups = groups
        .iter()
        .zip(hidden)
        .map(|(figure, ((members, met), undetermined))| show(figure, *members, *met, *undetermined));
    (shown_whole, shown_groups.collect())
}

/// The parts of a figure. A count or a rate has no parts but those that are undetermined.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    members: u64,
    met: u64,
    not_met: u64,
    undetermined: u64,
    /// Those who do not meet the rule for certain, if everybody undetermined is a member.
    failed: u64,
}

impl Parts {
    fn of(figure: &Figure) -> Self {
        let undetermined = figure.undetermined;
        if figure.kind != FigureKind::Proportion {
            return Self { members: figure.numerator, undetermined, ..Self::default() };
        }
        let members = figure.denominator.unwrap_or(0).max(figure.numerator);
        let not_met = members.saturating_sub(figure.numerator);
        let failed = not_met.saturating_sub(undetermined);
        Self { members, met: figure.numerator, not_met, undetermined, failed }
    }

    const fn is_empty(&self) -> bool {
        self.members == 0 && self.undetermined == 0
    }

    /// Whether a part is small.
    fn is_small(&self) -> bool {
        [self.met, self.not_met, self.undetermined, self.failed].into_iter().any(is_small)
    }

    fn sum<'p>(parts: impl Iterator<Item = &'p Self>) -> Self {
        let mut sum = parts.fold(Self::default(), |sum, part| Self {
            members: sum.members.saturating_add(part.members),
            met: sum.met.saturating_add(part.met),
            not_met: sum.not_met.saturating_add(part.not_met),
            undetermined: sum.undetermined.saturating_add(part.undetermined),
            failed: 0,
        });
        sum.failed = sum.not_met.saturating_sub(sum.undetermined);
        sum
    }
}

const fn is_small(count: u64) -> bool {
    0 < count && count <= SMALL
}

/// The places of the groups that are not empty, the smallest denominator first. Groups with equal ones keep their order.
fn by_size(parts: &[Parts], is_taken: impl Fn(&Parts) -> bool) -> Vec<(usize, &Parts)> {
    let mut order: Vec<_> = parts.iter().enumerate().filter(|(_, part)| is_taken(part)).collect();
    order.sort_by_key(|(_, part)| part.members);
    order
}

/// Which counts of a column are hidden.
struct Hidden {
    groups: Vec<bool>,
    total: bool,
}

impl Hidden {
    /// Hides these groups, and the total or not.
    fn these(groups: usize, hidden: impl Iterator<Item = usize>, total: bool) -> Self {
        let mut column = Self { groups: vec![false; groups], total };
        for place in hidden {
            if let Some(group) = column.groups.get_mut(place) {
                *group = true;
            }
        }
        column
    }

    /// Which denominators are hidden.
    fn members(parts: &[Parts], total: &Parts) -> Self {
        let order = by_size(parts, |part| part.members > 0);
        let small = order.iter().take_while(|(_, part)| is_small(part.members)).count();
        if small == 0 {
            return Self::these(parts.len(), std::iter::empty(), is_small(total.members));
        }
        // The smallest that is not small is hidden too, with all that equal it.
        let last = order.get(small).map_or(SMALL, |(_, part)| part.members);
        let mut hidden = order.iter().take_while(|(_, part)| part.members <= last).count();
        if !has_room(&order, hidden) {
            hidden = order.len();
        }
        let total = !has_room(&order, hidden);
        Self::these(parts.len(), order.iter().take(hidden).map(|(place, _)| *place), total)
    }
}

/// Whether the denominators of the first groups could be different ones with the same sum.
fn has_room(order: &[(usize, &Parts)], hidden: usize) -> bool {
    let sum = order.iter().take(hidden).fold(0_u64, |sum, (_, part)| sum.saturating_add(part.members));
    let groups = u64::try_from(hidden).unwrap_or(u64::MAX);
    let least = groups.saturating_add(2).max(SMALL);
    // All but one of them are less than the smallest that is shown.
    let others =
        order.get(hidden).map(|(_, next)| groups.saturating_sub(1).saturating_mul(next.members.saturating_sub(1)));
    hidden >= 2 && sum > least && others.is_none_or(|others| sum.saturating_sub(others) <= 3)
}

/// Which numerators are hidden, and which numbers of undetermined cases.
struct Split {
    met: Hidden,
    undetermined: Hidden,
}

impl Split {
    fn of(parts: &[Parts], total: &Parts, members: &Hidden) -> Self {
        let order = by_size(parts, |part| !part.is_empty());
        let is_hidden = |place: usize| members.groups.get(place).copied().unwrap_or(false);
        let last = order.iter().rposition(|(place, part)| part.is_small() || is_hidden(*place));
        let first = |count: usize| order.iter().take(count);
        let is_enough = |count: usize| count >= 2 && !Parts::sum(first(count).map(|(_, part)| *part)).is_small();
        let mut count = last.map_or(0, |last| last.saturating_add(1).max(2).min(order.len()));
        while 0 < count && count < order.len() && !is_enough(count) {
            count = count.saturating_add(1);
        }
        let is_total_hidden = total.is_small() || members.total || (count > 0 && !is_enough(count));
        let together = Parts::sum(first(count).map(|(_, part)| *part));
        // Where nobody meets the rule, or everybody, the numerators follow from what is shown.
        let hides_met = |(place, part): &&(usize, &Parts)| {
            part.members > 0 && together.met > 0 && (together.not_met > 0 || is_hidden(*place))
        };
        let place = |(place, _): &(usize, &Parts)| *place;
        let met: Vec<usize> = first(count).filter(hides_met).map(place).collect();
        let undetermined: Vec<usize> = first(count).filter(|_| together.undetermined > 0).map(place).collect();
        // If every group is shown, a total is their sum.
        let hides_total =
            |hidden: &[usize], total: u64| is_total_hidden && total > 0 && (parts.is_empty() || !hidden.is_empty());
        let (of_met, of_undetermined) = (hides_total(&met, total.met), hides_total(&undetermined, total.undetermined));
        let met = Hidden::these(parts.len(), met.into_iter(), of_met);
        let undetermined = Hidden::these(parts.len(), undetermined.into_iter(), of_undetermined);
        Self { met, undetermined }
    }
}

fn show(figure: &Figure, members: bool, met: bool, undetermined: bool) -> ShownFigure {
    let exact = ShownFigure::from(*figure);
    let (numerator, few) = match figure.kind {
        FigureKind::Proportion => (met, figure.denominator.is_some_and(is_small)),
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
            ShownValue::Exact(_) if numerator || members || few => ShownValue::Hidden,
            value => value,
        },
        ..exact
    }
}
