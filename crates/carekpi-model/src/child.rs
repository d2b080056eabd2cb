//! A child, as a view of the caseload.

use chrono::NaiveDate;

use crate::person::Person;
use crate::table::to_usize;
use crate::{
    Allocation, AnyEventKind, Assessment, Caseload, Code, Events, HealthCheck, Id, LeaverSpell, LeaverStatus,
    LegalStatus, OwnKind, PathwayPlan, PeriodOfCare, Placement, Plan, Referral, Spell,
};

/// A child of a caseload, with its records of any date. [`as_of`](Self::as_of) gives the child at the end of a day.
#[derive(Clone, Copy)]
pub struct Child<'a> {
    pub(crate) caseload: &'a Caseload,
    pub(crate) storage_index: usize,
}

impl std::fmt::Debug for Child<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Child").field(&self.id()).finish()
    }
}

macro_rules! records {
    ($($(#[doc = $doc:literal])* $name:ident: $record:ty;)*) => {
        $(
            $(#[doc = $doc])*
            #[inline]
            #[must_use]
            pub fn $name(&self) -> &'a [$record] {
                self.caseload.$name.of(self.storage_index)
            }
        )*
    };
}

impl<'a> Child<'a> {
    /// The caseload that the child belongs to.
    #[inline]
    #[must_use]
    pub const fn caseload(&self) -> &'a Caseload {
        self.caseload
    }

    /// The child's place in storage order, less than [`Caseload::len`]. Children that the same indicators read are stored together:
    /// first care leavers, then children with a period of care, with a child protection plan, with a child in need plan, with a
    /// referral, and the others. Each group is ordered by the team that a child was last allocated to, then by time.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// let [_, child] = ["P1", "P2"].map(|id| builder.child(entry::Child { id, ..Default::default() }));
    /// let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
    /// builder.period_of_care(child, entry::PeriodOfCare::new("C1", start));
    /// let caseload = builder.finish().unwrap();
    /// let looked_after = caseload.find("P2").unwrap();
    /// assert_eq!((looked_after.storage_index(), looked_after.id_rank()), (0, 1));
    /// assert!(caseload.children().map(|child| child.id()).eq(["P1", "P2"]));
    /// assert!(caseload.by_storage_index().map(|child| child.id()).eq(["P2", "P1"]));
    /// ```
    #[inline]
    #[must_use]
    pub const fn storage_index(&self) -> usize {
        self.storage_index
    }

    /// The child's place in the order of [`Caseload::children`].
    #[inline]
    #[must_use]
    pub fn id_rank(&self) -> usize {
        self.person().map_or(usize::MAX, |person| to_usize(person.id_rank))
    }

    #[inline]
    fn person(&self) -> Option<&'a Person> {
        self.caseload.children.get(self.storage_index)
    }

    /// The identifier.
    #[inline]
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.person().map_or("", |person| self.caseload.text(person.id))
    }

    /// The date of birth.
    #[inline]
    #[must_use]
    pub fn born(&self) -> Option<NaiveDate> {
        self.person()?.born
    }

    /// The expected date of birth of an unborn child.
    #[inline]
    #[must_use]
    pub fn expected(&self) -> Option<NaiveDate> {
        self.person()?.expected
    }

    /// The date of death.
    #[inline]
    #[must_use]
    pub fn died(&self) -> Option<NaiveDate> {
        self.person()?.died
    }

    /// Sex, as written; blank if it is missing.
    #[inline]
    #[must_use]
    pub fn sex(&self) -> &'a str {
        self.code_of(|person| person.sex)
    }

    /// Gender, as written; blank if it is missing.
    #[inline]
    #[must_use]
    pub fn gender(&self) -> &'a str {
        self.code_of(|person| person.gender)
    }

    /// Ethnicity, as written; blank if it is missing.
    #[inline]
    #[must_use]
    pub fn ethnicity(&self) -> &'a str {
        self.code_of(|person| person.ethnicity)
    }

    fn code_of(&self, of: impl Fn(&Person) -> Code) -> &'a str {
        self.person().map_or("", |person| self.caseload.code_text(of(person)))
    }

    /// The text of an identifier of one of the child's records.
    #[inline]
    #[must_use]
    pub fn text(&self, id: Id) -> &'a str {
        self.caseload.text(id)
    }

    records! {
        /// Child protection plans, by start.
        protection_plans: Plan;
        /// Child in need plans, by start.
        in_need_plans: Plan;
        /// Referrals, by date, including those that led to no further action.
        referrals: Referral;
        /// Periods of care, by start.
        periods_of_care: PeriodOfCare;
        /// Legal statuses, by start.
        legal_statuses: LegalStatus;
        /// Placements, by start.
        placements: Placement;
        /// Involvements of workers, by start.
        allocations: Allocation;
        /// Child and family assessments, by end; those not completed come first.
        assessments: Assessment;
        /// Spells as a care leaver, by start; those without a start come first.
        leaver_spells: LeaverSpell;
        /// Statuses as a care leaver, by the day recorded; those in force on every day come first.
        leaver_statuses: LeaverStatus;
        /// The health checks that are recorded by type and status, by date.
        health_checks: HealthCheck;
        /// The pathway plans that are stated beside an eligibility, by date.
        stated_pathway_plans: PathwayPlan;
        /// Disabilities, as codes.
        disabilities: Code;
    }

    /// The events of one kind, by date: an [`EventKind`](crate::EventKind), or a kind of your own.
    #[inline]
    #[must_use]
    pub fn events(&self, kind: impl AnyEventKind) -> Events<'a> {
        kind.find(self.caseload, self.storage_index)
    }

    /// The spells of a kind of your own, by start.
    #[inline]
    #[must_use]
    pub fn spells(&self, kind: OwnKind) -> &'a [Spell] {
        self.caseload.own_records(kind).map_or(&[], |records| records.spells.of(self.storage_index))
    }
}
