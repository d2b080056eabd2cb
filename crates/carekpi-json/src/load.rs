//! From records to a caseload, with checks.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use carekpi_model::entry::{Case, Listed};
use carekpi_model::{Caseload, CaseloadBuilder, PopulationEstimate};

use crate::team::Team;
use crate::{JsonError, JsonErrorKind, Location};

/// Collects records into a caseload, and remembers where each child was.
pub(crate) struct Loader {
    builder: CaseloadBuilder,
    /// The number of each child, by identifier.
    children: HashMap<Box<str>, u64>,
    /// The location of the child with this number.
    location: fn(u64) -> Location,
}

impl Loader {
    pub(crate) fn new(location: fn(u64) -> Location) -> Self {
        Self { builder: Caseload::builder(), children: HashMap::new(), location }
    }

    pub(crate) fn population(&mut self, estimate: PopulationEstimate) {
        self.builder.population(estimate);
    }

    pub(crate) fn team(&mut self, team: &Team, location: impl Fn() -> Location) -> Result<(), JsonError> {
        let number = team.number.trim();
        if number.is_empty() {
            return Err(location().at("number").with_kind(JsonErrorKind::NoIdentifier));
        }
        self.builder.team(number, team.name.trim());
        Ok(())
    }

    pub(crate) fn child(&mut self, child: &Case<String>, number: u64) -> Result<(), JsonError> {
        let location = || (self.location)(number);
        let id = child.id.trim();
        if id.is_empty() {
            return Err(location().at("id").with_kind(JsonErrorKind::NoIdentifier));
        }
        match self.children.entry(id.into()) {
            Entry::Vacant(vacant) => {
                vacant.insert(number);
            }
            Entry::Occupied(first) => {
                let first = (self.location)(*first.get());
                return Err(location().at("id").with_kind(JsonErrorKind::Repeated { id: id.to_owned(), first }));
            }
        }
        check(child, &location)?;
        self.builder.case(child);
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<Caseload, JsonError> {
        self.builder.finish().map_err(|error| Location::default().with_kind(JsonErrorKind::Caseload(error)))
    }
}

/// Checks that no record ends before it starts, and that no two records of one list have the same identifier.
fn check(child: &Case<String>, location: &impl Fn() -> Location) -> Result<(), JsonError> {
    let mut seen = HashMap::new();
    child.listed().try_for_each(|Listed { list, index, id, start, end, .. }| {
        let at = |index: usize, field: &str| location().at(&format!("{list}[{index}]{field}"));
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            return Err(at(index, ".end").with_kind(JsonErrorKind::EndBeforeStart { start, end }));
        }
        if index == 0 {
            seen.clear();
        }
        if !id.is_empty()
            && let Some(first) = seen.insert(id, index)
        {
            let repeated = JsonErrorKind::Repeated { id: id.to_owned(), first: at(first, "") };
            return Err(at(index, ".id").with_kind(repeated));
        }
        Ok(())
    })
}
