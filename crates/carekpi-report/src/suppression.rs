//! Disclosure control: suppressing small counts.

use carekpi_measure::{Figure, FigureKind};

use crate::display::{Count, ShownFigure, ShownValue};

/// Counts from 1 to this are hidden.
const SMALL: u64 = 5;

/// Suppresses small counts in a figure of all children and of each group of them. It hides every count from 1 to 5, and enough
/// further counts that no reader can work out a hidden one.
///
/// - **Counts** from 1 to 5 are hidden. This applies to numerators, denominators, the undetermined, and the difference between
///   denominator and numerator: 3 children who do not meet a rule are as recognisable as 3 who do.
/// - **Further counts** are hidden if a total would reveal a hidden one. In every column that shows its total, the hidden groups
///   together count 6 or more, and each hidden count could be one more or one less. (Three hidden groups with 3 children together
///   would reveal one child each.) Groups with the smallest denominators are hidden first. If all groups are hidden and that is
///   not enough, the total is hidden too.
/// - **Percentages and rates** are hidden if one of their counts is hidden, or if the denominator is under 6.
///
/// Zeros are shown. The counts of the groups must add up to those of the whole.
///
/// **What this does not protect against.** It looks at one indicator on one date. A reader can subtract two publications of close
/// dates: if 40 children are shown one week and 41 the next, one child was added. A reader can do the same with two breakdowns of
/// one date by different groupings, and with two indicators if one counts a part of the other's children. Publish seldom, and
/// publish one breakdown.
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
    let total = Parts::of(whole);
    let parts: Vec<Parts> = groups.iter().map(Parts::of).collect();

    let all = |count: fn(&Parts) -> u64| parts.iter().map(count).collect::<Vec<u64>>();
    let members = hidden(&all(|part| part.members), total.members);
    let undetermined = hidden(&all(|part| part.undetermined), total.undetermined);
    let met = hidden_met(&parts, &members.groups, total);

    // Only members can meet a rule, so a hidden denominator hides its numerator.
    let whole_met = met.total || (members.total && total.met > 0);
    let shown_whole = show(whole, members.total, whole_met, undetermined.total);
    let shown_groups = groups.iter().zip(members.groups).zip(met.groups).zip(undetermined.groups);
    (
        shown_whole,
        shown_groups.map(|(((figure, members), met), undetermined)| show(figure, members, met, undetermined)).collect(),
    )
}

/// The parts of a figure: its denominator, split into met and not met. A count or a rate has only the first part.
#[derive(Clone, Copy)]
struct Parts {
    met: u64,
    not_met: u64,
    members: u64,
    undetermined: u64,
}

impl Parts {
    fn of(figure: &Figure) -> Self {
        let members = match figure.kind {
            FigureKind::Proportion => figure.denominator.unwrap_or(0).max(figure.numerator),
            FigureKind::Count | FigureKind::Rate => figure.numerator,
        };
        let not_met = members.saturating_sub(figure.numerator);
        Self { met: figure.numerator, not_met, members, undetermined: figure.undetermined }
    }

    const fn is_small(&self) -> bool {
        is_small(self.met) || is_small(self.not_met)
    }
}

const fn is_small(count: u64) -> bool {
    0 < count && count <= SMALL
}

fn show(figure: &Figure, members: bool, met: bool, undetermined: bool) -> ShownFigure {
    let exact = ShownFigure::from(*figure);
    let few = match figure.kind {
        FigureKind::Proportion => figure.denominator.is_some_and(is_small),
        FigureKind::Count | FigureKind::Rate => false,
    };
    ShownFigure {
        numerator: Count::unless(met, figure.numerator),
        denominator: match figure.kind {
            FigureKind::Proportion => figure.denominator.map(|count| Count::unless(members, count)),
            // A population is public.
            FigureKind::Count | FigureKind::Rate => exact.denominator,
        },
        undetermined: Count::unless(undetermined, figure.undetermined),
        value: match exact.value {
            ShownValue::Exact(_) if met || members || few => ShownValue::Hidden,
            value => value,
        },
        ..exact
    }
}

/// Which counts of a column are hidden.
struct Hidden {
    groups: Vec<bool>,
    total: bool,
}

/// Whether a hidden count could, for a reader, be one more or one less.
#[derive(Clone, Copy)]
struct Slack {
    more: bool,
    less: bool,
}

/// Which counts of a column are hidden.
fn hidden(counts: &[u64], total: u64) -> Hidden {
    let small = counts.iter().map(|count| is_small(*count)).collect();
    // A reader knows that a count hidden for being small is from 1 to 5. So a 5 could not be more, and a 1 could not be less.
    let slack = |count: u64| Slack { more: count != SMALL, less: count != 1 };
    let is_enough = |hidden: &[bool]| {
        let taken = || counts.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| *count);
        sum(taken()) > SMALL && is_ambiguous(taken().map(slack))
    };
    Hidden::until(is_enough, small, counts, is_small(total))
}

/// Which numerators are hidden, given the hidden denominators.
fn hidden_met(parts: &[Parts], members: &[bool], total: Parts) -> Hidden {
    if total.met == 0 {
        // The total is shown, so a reader sees that each is 0.
        return Hidden { groups: vec![false; parts.len()], total: false };
    }
    let small = parts.iter().zip(members).map(|(part, hidden)| *hidden || part.is_small()).collect();
    let slack = |(part, members_hidden): (&Parts, bool)| {
        let Parts { met, not_met, .. } = *part;
        // If a hidden numerator has a shown denominator and a small part, a reader knows that one of the two parts is small.
        let may_be = |met, not_met| members_hidden || !part.is_small() || is_small(met) || is_small(not_met);
        Slack {
            more: not_met > 0 && may_be(met.saturating_add(1), not_met.saturating_sub(1)),
            less: met > 0 && may_be(met.saturating_sub(1), not_met.saturating_add(1)),
        }
    };
    // The hidden groups together must have 6 or more who meet the rule, and 6 or more who do not.
    let is_enough = |hidden: &[bool]| {
        let taken = || {
            parts.iter().zip(members.iter().copied()).zip(hidden).filter(|(_, hidden)| **hidden).map(|(part, _)| part)
        };
        sum(taken().map(|(part, _)| part.met)) > SMALL
            && (total.not_met == 0
                || (sum(taken().map(|(part, _)| part.not_met)) > SMALL && is_ambiguous(taken().map(slack))))
    };
    let sizes: Vec<u64> = parts.iter().map(|part| part.members).collect();
    Hidden::until(is_enough, small, &sizes, total.is_small())
}

impl Hidden {
    /// Hides the smallest shown counts one by one until it is enough. If it never is, hides the total; then nothing reveals a
    /// hidden count.
    fn until(is_enough: impl Fn(&[bool]) -> bool, mut groups: Vec<bool>, sizes: &[u64], total: bool) -> Self {
        let is_open = |groups: &[bool]| !total && groups.contains(&true) && !is_enough(groups);
        while is_open(&groups) && suppress_next(&mut groups, sizes) {}
        let total = total || is_open(&groups);
        Self { groups, total }
    }
}

/// Whether each of these counts could be different, with one of the others making up for it, so that their sum is the same.
fn is_ambiguous(slacks: impl Iterator<Item = Slack> + Clone) -> bool {
    let (more, less) =
        (slacks.clone().filter(|slack| slack.more).count(), slacks.clone().filter(|slack| slack.less).count());
    let others = |of: usize, itself: bool| of > usize::from(itself);
    slacks.clone().all(|slack| (slack.more && others(less, slack.less)) || (slack.less && others(more, slack.more)))
}

/// Hides the first of the smallest counts that are shown and not 0, and returns whether there was one.
fn suppress_next(hidden: &mut [bool], sizes: &[u64]) -> bool {
    let shown = hidden.iter_mut().zip(sizes).filter(|(hidden, size)| !**hidden && **size > 0);
    let smallest = shown.min_by_key(|(_, size)| **size);
    smallest.map(|(hidden, _)| *hidden = true).is_some()
}

fn sum(counts: impl Iterator<Item = u64>) -> u64 {
    counts.fold(0, u64::saturating_add)
}
