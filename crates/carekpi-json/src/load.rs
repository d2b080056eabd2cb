//! From records to a caseload, with checks.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use carekpi_model::entry::{Case, Listed};
use carekpi_model::{Caseload, CaseloadBuilder, PopulationEstimate};

use crate::errors::Faults;
use crate::team::Team;
use crate::{JsonErrorKind, JsonErrors, Location};

/// Collects records into a caseload, and remembers where each child was.
pub(crate) struct Loader {
    builder: CaseloadBuilder,
    /// The number of each child, by identifier.
    children: HashMap<Box<str>, u64>,
    /// The location of the child with this number.
    location: fn(u64) -> Location,
    pub(crate) faults: Faults,
}

impl Loader {
    pub(crate) fn new(location: fn(u64) -> Location) -> Self {
        let mut builder = Caseload::builder();
        builder.ids_checked();
        Self { builder, children: HashMap::new(), location, faults: Faults::default() }
    }

    pub(crate) fn population(&mut self, estimate: PopulationEstimate) {
        self.builder.population(estimate);
    }

    pub(crate) fn team(&mut self, team: &Team, location: impl Fn() -> Location) {
        let number = team.number.trim();
        if number.is_empty() {
            self.faults.add(|| location().at("number").with_kind(JsonErrorKind::NoIdentifier));
        }
        self.builder.team(number, team.name.trim());
    }

    pub(crate) fn child(&mut self, child: &Case<String>, number: u64) {
        let at = self.location;
        let location = || at(number);
        if child.id.trim().is_empty() {
            self.faults.add(|| location().at("id").with_kind(JsonErrorKind::NoIdentifier));
        }
        self.identify(&child.id, number);
        check(child, location, &mut self.faults);
        // A caseload with a fault is never built.
        if self.faults.count() == 0 {
            self.builder.case(child);
        }
    }

    /// Checks that no other child has this identifier.
    pub(crate) fn identify(&mut self, id: &str, number: u64) {
        let id = id.trim();
        if id.is_empty() {
            return;
        }
        match self.children.entry(id.into()) {
            Entry::Vacant(vacant) => {
                vacant.insert(number);
            }
            Entry::Occupied(first) => self.faults.add(|| {
                let first = (self.location)(*first.get());
                (self.location)(number).at("id").with_kind(JsonErrorKind::Repeated { id: id.to_owned(), first })
            }),
        }
    }

    pub(crate) fn finish(self) -> Result<Caseload, JsonErrors> {
        if self.faults.count() > 0 {
            return Err(self.faults.into());
        }
        self.builder.finish().map_err(|error| Location::default().with_kind(JsonErrorKind::Caseload(error)).into())
    }
}

/// Checks that no record ends before it starts, and that no two records of one list have the same identifier.
fn check(child: &Case<String>, location: impl Fn() -> Location, faults: &mut Faults) {
    let mut seen = HashMap::new();
    for Listed { list, index, id, start, end, .. } in child.listed() {
        let at = |index: usize, field: &str| location().at(&format!("{list}[{index}]{field}"));
        if let Some(kind) = JsonErrorKind::of_dates(start, end) {
            faults.add(|| at(index, ".end").with_kind(kind));
        }
        if index == 0 {
            seen.clear();
        }
        if !id.is_empty() {
            let first = *seen.entry(id).or_insert(index);
            if first != index {
                let repeated = || JsonErrorKind::Repeated { id: id.to_owned(), first: at(first, "") };
                faults.add(|| at(index, ".id").with_kind(repeated()));
            }
        }
    }
}
