//! The caseload: all the records of all the children, laid out for reading.

use carekpi_dates::AsOf;
use chrono::NaiveDate;

use crate::cohort::Members;
use crate::event::EventColumns;
use crate::table::{Table, to_usize};
use crate::text::Interner;
use crate::workers::AllocationIndex;
use crate::{
    Allocation, Assessment, CaseloadBuilder, Child, Code, CodeSet, Cohort, EventKind, Id, LeaverSpell, LeaverStatus,
    LegalStatus, PeriodOfCare, Placement, Plan, Population, Referral,
};

/// All the records of all the children: built once, by a [`CaseloadBuilder`], and read many times.
///
/// Children come in the order of their identifiers, byte by byte, and each child's records in the order of their dates,
/// whatever the order in which they were added. Their records are laid out in another order ([`Child::position`]): what a figure
/// is made of stands together.
#[derive(Clone, Debug, Default)]
pub struct Caseload {
    pub(crate) interner: Interner,
    /// By position.
    pub(crate) children: Vec<Person>,
    /// The positions, in the order of the identifiers.
    pub(crate) by_id: Vec<u32>,
    pub(crate) protection_plans: Table<Plan>,
    pub(crate) in_need_plans: Table<Plan>,
    pub(crate) referrals: Table<Referral>,
    pub(crate) periods_of_care: Table<PeriodOfCare>,
    pub(crate) legal_statuses: Table<LegalStatus>,
    pub(crate) placements: Table<Placement>,
    pub(crate) allocations: Table<Allocation>,
    pub(crate) allocation_index: AllocationIndex,
    pub(crate) assessments: Table<Assessment>,
    pub(crate) leaver_spells: Table<LeaverSpell>,
    pub(crate) leaver_statuses: Table<LeaverStatus>,
    pub(crate) disabilities: Table<Code>,
    pub(crate) events: [EventColumns; EventKind::ALL.len()],
    pub(crate) cohorts: [Members; Cohort::ALL.len()],
    pub(crate) teams: Vec<(Code, Code)>,
    pub(crate) population: Population,
    pub(crate) roles: bool,
}

/// Who a child is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(crate) id: Id,
    /// The child's place in the order of the identifiers.
    pub(crate) rank: u32,
    pub(crate) born: Option<NaiveDate>,
    pub(crate) expected: Option<NaiveDate>,
    pub(crate) died: Option<NaiveDate>,
    pub(crate) sex: Code,
    pub(crate) gender: Code,
    pub(crate) ethnicity: Code,
}

impl Caseload {
    /// A builder with nothing in it.
    #[must_use]
    pub fn builder() -> CaseloadBuilder {
        CaseloadBuilder::default()
    }

    /// How many children there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.children.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.children.is_empty()
    }

    /// The children, by identifier.
    pub fn children(&self) -> impl ExactSizeIterator<Item = Child<'_>> + DoubleEndedIterator + Clone {
        self.by_id.iter().map(|position| Child { caseload: self, position: to_usize(*position) })
    }

    /// The children, by [`position`](Child::storage_index): all of them are read fastest so.
    pub fn by_storage_index(&self) -> impl ExactSizeIterator<Item = Child<'_>> + DoubleEndedIterator + Clone {
        (0..self.len()).map(|position| Child { caseload: self, position })
    }

    /// The child at a [`position`](Child::storage_index); `None` past the last.
    #[inline]
    #[must_use]
    pub fn child(&self, position: usize) -> Option<Child<'_>> {
        (position < self.len()).then_some(Child { caseload: self, position })
    }

    /// The child with this identifier.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Child<'_>> {
        let id_at = |position: &u32| self.children.get(to_usize(*position)).map_or("", |person| self.text(person.id));
        let rank = self.by_id.binary_search_by(|position| id_at(position).cmp(id)).ok()?;
        self.child(to_usize(*self.by_id.get(rank)?))
    }

    /// An identifier's text.
    #[inline]
    #[must_use]
    pub fn text(&self, id: Id) -> &str {
        self.interner.text(id)
    }

    /// A word's text.
    #[inline]
    #[must_use]
    pub fn code_text(&self, symbol: Code) -> &str {
        self.interner.code_text(symbol)
    }

    /// The set of those of `texts` that are words of a coded column, letter for letter.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.placement(child, entry::Placement { code: "U1", ..Default::default() });
    /// let caseload = builder.finish().unwrap();
    /// let long_term = caseload.codes_among(["U1", "U4"]);
    /// assert!(long_term.contains(caseload.find("P1").unwrap().placements()[0].code));
    /// ```
    #[must_use]
    pub fn codes_among<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> CodeSet {
        self.interner.codes_among(texts)
    }

    /// The set of the words, of all coded columns, for which `wanted` holds. Each is asked about: where it is known what they
    /// are, [`codes_among`](Self::codes_among) finds them at once.
    #[must_use]
    pub fn words(&self, wanted: impl FnMut(&str) -> bool) -> CodeSet {
        self.interner.codes_where(wanted)
    }

    /// The population estimates.
    #[must_use]
    pub const fn population(&self) -> &Population {
        &self.population
    }

    /// The name of a team as allocations give it: by number, where the number has a name (of several the least, byte by
    /// byte), and else as it is written.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// builder.team("T7", "North");
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.allocation(child, entry::Allocation { team: "T7", ..Default::default() });
    /// let caseload = builder.finish().unwrap();
    /// assert_eq!(caseload.team_name(caseload.find("P1").unwrap().allocations()[0].team), "North");
    /// ```
    #[must_use]
    pub fn team_name(&self, team: Code) -> &str {
        let named = |(number, name): &(Code, Code)| *number == team && !name.is_blank();
        let name = self.teams().filter(named).map(|(_, name)| self.code_text(name)).min();
        name.unwrap_or_else(|| self.code_text(team))
    }

    /// The names of teams that are given by a number: number and name, in the order in which they were added.
    pub fn teams(&self) -> impl Iterator<Item = (Code, Code)> {
        self.teams.iter().copied()
    }

    /// Whether the roles of workers are recorded: an allocation has one, or the builder was told so.
    #[must_use]
    pub const fn records_roles(&self) -> bool {
        self.roles
    }

    /// The children as they stand at the end of the snapshot date.
    pub fn on<'a, 'd>(&'a self, as_of: &'d AsOf<'d>) -> impl Iterator<Item = crate::ChildAsOf<'a, 'd>> {
        self.children().map(move |child| child.as_of(as_of))
    }
}
