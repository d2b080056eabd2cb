//! Which allocations are to a case worker, and which teams have a given name.

use crate::matching::{has_words_of, is_listed};
use crate::{Allocation, Caseload, CodeSet};

/// Which roles are those of a case worker: the table `[allocations]` of a definitions file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct AllocationSettings {
    /// The roles of case workers, by [words](crate::has_words_of).
    pub case_worker_roles: Vec<String>,
}

impl Default for AllocationSettings {
    fn default() -> Self {
        let roles = ["social worker", "case worker", "caseworker", "allocated", "CW"];
        Self { case_worker_roles: roles.map(str::to_owned).into() }
    }
}

/// Which allocations of one caseload are to a case worker. If no role is recorded at all, every allocation is.
///
/// ```
/// use carekpi_model::{AllocationSettings, CaseWorkers, Caseload, entry};
///
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
/// for (id, role) in [("I1", "Allocated Worker"), ("I2", "IRO")] {
///     builder.allocation(child, entry::Allocation { role, ..entry::Allocation::new(id, start) });
/// }
/// let caseload = builder.finish().unwrap();
/// let case_workers = CaseWorkers::new(&caseload, &AllocationSettings::default());
/// let included = caseload.find("P1").unwrap().allocations().iter().map(|one| case_workers.is_case_worker(one));
/// assert!(included.eq([true, false]));
/// ```
#[derive(Clone, Debug)]
pub struct CaseWorkers(Option<CodeSet>);

impl CaseWorkers {
    /// The case workers of `caseload`, by role.
    #[inline]
    #[must_use]
    pub fn new(caseload: &Caseload, allocations: &AllocationSettings) -> Self {
        if !caseload.records_roles() {
            return Self(None);
        }
        let is_case_worker = |text: &str| has_words_of(text, &allocations.case_worker_roles);
        let roles = caseload.allocation_codes.roles.iter();
        Self(Some(roles.filter(|role| is_case_worker(caseload.code_text(*role))).collect()))
    }

    /// Whether an allocation is to a case worker.
    #[inline]
    #[must_use]
    pub fn is_case_worker(&self, allocation: &Allocation) -> bool {
        self.0.as_ref().is_none_or(|roles| roles.contains(allocation.role))
    }
}

impl Caseload {
    /// The teams of allocations whose number or name is one of `names`.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// builder.team("T7", "CYPDS");
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
    /// builder.allocation(child, entry::Allocation { team: "T7", ..entry::Allocation::new("I1", start) });
    /// let caseload = builder.finish().unwrap();
    /// let teams = caseload.teams_named(&["CYPDS".to_owned()]);
    /// assert!(teams.contains(caseload.find("P1").unwrap().allocations()[0].team));
    /// ```
    #[inline]
    #[must_use]
    pub fn teams_named(&self, names: &[String]) -> CodeSet {
        let is_named = |text: &str| is_listed(text, names);
        let recorded = self.allocation_codes.teams.iter();
        let wanted = recorded.filter(|team| is_named(self.code_text(*team)));
        let names = self.set_of(self.teams().map(|(_, name)| name).filter(|name| is_named(self.code_text(*name))));
        let numbers = self.teams().filter(|(_, name)| names.contains(*name)).map(|(number, _)| number);
        self.set_of(wanted.chain(numbers))
    }
}
