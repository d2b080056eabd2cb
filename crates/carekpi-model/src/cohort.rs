//! Who may be a member of a figure at all.

use crate::{Caseload, Words};

/// The children who have a record of one kind, whenever it was: the members of a figure come from among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Cohort {
    /// Those with a child protection plan.
    ProtectionPlans,
    /// Those with a child in need plan.
    InNeedPlans,
    /// Those with a referral.
    Referrals,
    /// Those with a period of care.
    PeriodsOfCare,
    /// Those with a child and family assessment.
    Assessments,
    /// Those with a spell as a care leaver.
    LeaverSpells,
}

impl Cohort {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::ProtectionPlans,
        Self::InNeedPlans,
        Self::Referrals,
        Self::PeriodsOfCare,
        Self::Assessments,
        Self::LeaverSpells,
    ];

    /// Its place among [`ALL`](Self::ALL).
    #[inline]
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize
    }
}

impl Caseload {
    /// The positions, in order, of the children of a cohort.
    ///
    /// ```
    /// use carekpi_model::{Caseload, Cohort, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let child = builder.child(entry::Child { id: "P2", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan::default());
    /// let caseload = builder.finish().unwrap();
    /// assert_eq!(caseload.positions_of(Cohort::ProtectionPlans), [1]);
    /// ```
    #[must_use]
    pub fn positions_of(&self, cohort: Cohort) -> &[u32] {
        match cohort {
            Cohort::ProtectionPlans => self.protection_plans.with(),
            Cohort::InNeedPlans => self.in_need_plans.with(),
            Cohort::Referrals => self.referrals.with(),
            Cohort::PeriodsOfCare => self.periods_of_care.with(),
            Cohort::Assessments => self.assessments.with(),
            Cohort::LeaverSpells => self.leaver_spells.with(),
        }
    }

    /// The positions, in order, of the children who were ever allocated to one of `teams`.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let child = builder.child(entry::Child { id: "P2", ..Default::default() });
    /// builder.allocation(child, entry::Allocation { team: "North", ..Default::default() });
    /// let caseload = builder.finish().unwrap();
    /// assert_eq!(caseload.positions_allocated_to(&caseload.teams_named(&["North".to_owned()])), [1]);
    /// ```
    #[must_use]
    pub fn positions_allocated_to(&self, teams: &Words) -> Vec<u32> {
        let mut positions: Vec<u32> =
            self.allocated.iter().filter(|(_, team)| teams.contains(*team)).map(|(position, _)| *position).collect();
        positions.dedup();
        positions
    }
}
