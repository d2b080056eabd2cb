//! The figures of one indicator, of all and of each group.

use carekpi_measure::Figure;

use crate::display::ShownFigure;

/// The figures of one indicator: of all, and of each group. The counts of the groups add up to those of all.
///
/// ```
/// use carekpi::measure::{Figure, FigureKind, Tally};
/// use carekpi_report::FigureTable;
///
/// let whole = Figure::new(FigureKind::Count, Tally { met: 0, members: 12, undetermined: 0 }, None);
/// let table = FigureTable { whole, groups: Vec::new() };
/// assert_eq!(table.whole.numerator, 12);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureTable {
    /// The figure of all.
    pub whole: Figure,
    /// The figure of each group, in the same order for each indicator of a family.
    pub groups: Vec<Figure>,
}

/// A [`FigureTable`] as it is shown.
///
/// ```
/// use carekpi::measure::{Figure, FigureKind, Tally};
/// use carekpi_report::{Count, FigureTable, Publication};
///
/// let whole = Figure::new(FigureKind::Count, Tally { met: 0, members: 12, undetermined: 0 }, None);
/// let shown = Publication::Rounded.protect(&[FigureTable { whole, groups: Vec::new() }]);
/// assert_eq!(shown[0].whole.numerator, Count::Exact(10));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTable {
    /// The figure of all.
    pub whole: ShownFigure,
    /// The figure of each group.
    pub groups: Vec<ShownFigure>,
}
