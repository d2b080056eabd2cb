//! Disclosure control: how published figures are protected.

use chrono::{Datelike, NaiveDate};

use crate::figure_table::{FigureTable, ShownTable};
use crate::rounding::round_family;
use crate::suppression::suppress_family;

/// How published figures are protected.
///
/// **What a reader knows.** A reader sees all of one output: every indicator, every group, the totals. A reader knows the rule, that
/// the groups add up to the total, and that those who meet a rule are members of its denominator, as far as they are determined.
/// In one area of service a reader may also know which denominators are equal, and which is a part of which: children looked after
/// for a year are looked after. So the indicators of one area are a family, and a family is protected as one table.
/// An indicator of your own belongs to the area whose children it counts; in another area it may reveal what that one hides.
///
/// **The guarantee.** A reader lists every table of counts that would print the same. For each count from 1 to 5 there are at least
/// two values among them, and for each hidden count two that differ by 2 or more. Counts are the members, those who meet the rule,
/// those who do not, and the undetermined; of each group and in total.
/// What is 0 in total is known to be 0 in each group, whether it is shown or hidden.
///
/// **[`Suppressed`](Self::Suppressed).** Counts from 1 to 5 are hidden, and those that would reveal them.
///
/// 1. If no denominator of the family is from 1 to 5 in a group, every denominator is shown. In each indicator the numerators and
///    the undetermined are hidden for the smallest groups, up to the last with a small part; and for more groups, until no part of
///    all these together is small.
/// 2. Otherwise the same groups are hidden in every indicator, with all their counts: the smallest, as few as satisfy three
///    conditions. No denominator that is left is small. No part of the hidden groups together is small. In each column two of
///    them differ by 2 or more. A reader may then exchange any two of them. The other groups are treated as in 1. Groups without
///    children are shown.
/// 3. If no such groups are found, or only one group has children, every group of the family is hidden.
/// 4. The numerator and the undetermined of a total are hidden if a part of it is small.
///
/// **[`Rounded`](Self::Rounded).** Every count is rounded to the nearest 5, groups and totals each on their own. Percentages and
/// rates are made from the rounded counts.
///
/// 1. A second table that would be rounded to the same is looked for, and small steps from it: for each count from 1 to 5 that
///    there might be, it must leave two values. Only the rounded table is looked at, so that the search tells a reader nothing more.
/// 2. If it is not found, or only one group has children, every group of the family is hidden. The totals are shown.
///
/// In both, "only one group has children" is what makes the last rule safe: all children of the family may be in any one of the
/// groups, so each hidden count may be 0, or the whole total.
///
/// **What this does not protect against.** Another publication: of another date, or of the same date by other groups. If 40 children
/// are shown one week and 41 the next, one was added. Knowledge of what separates two areas, or of single children. In a series,
/// dates are protected one by one, but [what is counted over a year](crate::SeriesReport::published) is shown once a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Publication {
    /// Small counts are hidden.
    Suppressed,
    /// Counts are rounded to the nearest 5.
    Rounded,
}

impl Publication {
    /// Its name: `suppressed` or `rounded`.
    ///
    /// ```
    /// use carekpi_report::Publication;
    ///
    /// assert_eq!(Publication::Rounded.name(), "rounded");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Suppressed => "suppressed",
            Self::Rounded => "rounded",
        }
    }

    /// What it does to counts, in one sentence.
    ///
    /// ```
    /// use carekpi_report::Publication;
    ///
    /// assert!(Publication::Rounded.sentence().contains("rounded to the nearest 5"));
    /// ```
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Suppressed => {
                "To protect individuals, counts from 1 to 5 and the counts that would reveal them are suppressed and shown as c."
            }
            Self::Rounded => {
                "To protect individuals, every count is rounded to the nearest 5, percentages and rates are made from rounded \
                 counts, and a count that rounding does not protect is shown as c."
            }
        }
    }

    /// Protects the figures of a family of indicators: those that may count the same children.
    ///
    /// ```
    /// use carekpi::measure::{Figure, FigureKind, Tally};
    /// use carekpi_report::{Count, FigureTable, Publication};
    ///
    /// let figure = |met, members| Figure::new(FigureKind::Proportion, Tally { met, members, undetermined: 0 }, None);
    /// let visits = FigureTable { whole: figure(107, 130), groups: vec![figure(37, 40), figure(20, 30), figure(50, 60)] };
    /// // 3 of the first 40 are not met. To hide that, the numerators of it and of the next smallest group are hidden.
    /// let shown = Publication::Suppressed.protect(std::slice::from_ref(&visits));
    /// assert_eq!(shown[0].whole.numerator, Count::Exact(107));
    /// assert_eq!(shown[0].groups[0].numerator, Count::Hidden);
    /// assert_eq!(shown[0].groups[0].denominator, Some(Count::Exact(40)));
    /// assert_eq!(shown[0].groups[2].numerator, Count::Exact(50));
    /// let shown = Publication::Rounded.protect(&[visits]);
    /// assert_eq!(shown[0].whole.numerator, Count::Exact(105));
    /// assert_eq!(shown[0].groups[0].numerator, Count::Exact(35));
    /// ```
    #[must_use]
    pub fn protect(self, family: &[FigureTable]) -> Vec<ShownTable> {
        match self {
            Self::Suppressed => suppress_family(family),
            Self::Rounded => round_family(family),
        }
    }
}

/// Figures as they are shown: exact, or protected if they are published. Each comes with its area; the indicators of one area are a
/// family.
pub(crate) fn shown(publication: Option<Publication>, tables: &[(&str, FigureTable)]) -> Vec<ShownTable> {
    let exact = |table: &FigureTable| ShownTable {
        whole: table.whole.into(),
        groups: table.groups.iter().map(|group| (*group).into()).collect(),
    };
    let mut all: Vec<ShownTable> = tables.iter().map(|(_, table)| exact(table)).collect();
    let Some(publication) = publication else { return all };
    for (place, (area, _)) in tables.iter().enumerate() {
        if tables.iter().take(place).any(|(earlier, _)| earlier == area) {
            continue;
        }
        let family: Vec<FigureTable> =
            tables.iter().filter(|(of, _)| of == area).map(|(_, table)| table.clone()).collect();
        let places = all.iter_mut().zip(tables).filter(|(_, (of, _))| of == area);
        places.zip(publication.protect(&family)).for_each(|((place, _), table)| *place = table);
    }
    all
}

/// What a published series says of what is counted over a year.
pub(crate) const YEARS_APART: &str = "What is counted over a year is shown for the last date and a whole number of years before; on other dates it is c.";

/// Whether the years that end on two dates have no day in common, as far as months tell.
pub(crate) fn is_a_year_apart(one: NaiveDate, other: NaiveDate) -> bool {
    let months = |date: NaiveDate| date.year().saturating_mul(12).saturating_add(date.month0().cast_signed());
    months(one).abs_diff(months(other)) % 12 == 0
}
