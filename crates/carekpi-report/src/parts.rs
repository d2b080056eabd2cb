//! The counts of a figure that tell how many children are which.

use carekpi_measure::{Figure, FigureKind};

/// Counts from 1 to this are small.
pub(crate) const SMALL: u64 = 5;

pub(crate) const fn is_small(count: u64) -> bool {
    0 < count && count <= SMALL
}

/// The parts of a figure. A count or a rate has no parts but those that are undetermined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) members: u64,
    pub(crate) met: u64,
    pub(crate) not_met: u64,
    pub(crate) undetermined: u64,
    /// Those who do not meet the rule for certain, if everybody undetermined is a member.
    failed: u64,
}

impl Parts {
    pub(crate) fn of(figure: &Figure) -> Self {
        let undetermined = figure.undetermined;
        if figure.kind != FigureKind::Proportion {
            return Self { members: figure.numerator, undetermined, ..Self::default() };
        }
        let members = figure.denominator.unwrap_or(0).max(figure.numerator);
        let not_met = members.saturating_sub(figure.numerator);
        let failed = not_met.saturating_sub(undetermined);
        Self { members, met: figure.numerator, not_met, undetermined, failed }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.members == 0 && self.undetermined == 0
    }

    /// Whether a part is small.
    pub(crate) fn is_small(&self) -> bool {
        [self.met, self.not_met, self.undetermined, self.failed].into_iter().any(is_small)
    }

    pub(crate) fn sum<'p>(parts: impl Iterator<Item = &'p Self>) -> Self {
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
