//! How children are grouped in a breakdown.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use carekpi_dates::{AsOf, DateRange, Period};
use carekpi_model::{CaseWorkers, ChildAsOf};
use carekpi_rules::Context;

use super::groups::{GroupAssignments, Groups};
use crate::parallel::{chunks_of, par_map};

/// The ready-made groupings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GroupBy {
    /// The team of the child's case worker on the day: its name, or its number if it has no name.
    Team,
    /// Sex, as recorded.
    Sex,
    /// Ethnicity, as recorded.
    Ethnicity,
    /// Age on the day, in the bands of the national returns.
    AgeBand,
    /// The child's case worker on the day, by identifier.
    Worker,
}

impl GroupBy {
    /// Every grouping.
    pub const ALL: [Self; 5] = [Self::Team, Self::Sex, Self::Ethnicity, Self::AgeBand, Self::Worker];

    /// Its name, such as `age-band`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Sex => "sex",
            Self::Ethnicity => "ethnicity",
            Self::AgeBand => "age-band",
            Self::Worker => "worker",
        }
    }
}

impl fmt::Display for GroupBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The error for a text that is not the name of a ready-made grouping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown grouping `{0}`; use team, sex, ethnicity, age-band or worker")]
pub struct ParseGroupByError(String);

impl FromStr for GroupBy {
    type Err = ParseGroupByError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|grouping| grouping.name() == text).ok_or_else(|| ParseGroupByError(text.to_owned()))
    }
}

type GroupOf<'g> = Box<dyn for<'c> Fn(ChildAsOf<'c, '_>, &CaseWorkers) -> Cow<'c, str> + Send + Sync + 'g>;

/// How children are grouped in a breakdown: the group of each child on each day. What a figure counts for a child on a day is
/// counted in the child's group on that day.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, Grouping, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// for id in ["N1", "N2", "S1"] {
///     let child = builder.child(entry::Child { id, ..Default::default() });
///     builder.protection_plan(child, entry::Plan::new(id, day(1, 12)));
/// }
/// let caseload = builder.finish().unwrap();
///
/// // This council's identifiers begin with the district.
/// let district = Grouping::new("district", |child| {
///     let id = child.child().id();
///     if id.starts_with('N') { "North".into() } else { "South".into() }
/// });
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let breakdown = measurement.by(district).scorecard(day(3, 31)).unwrap();
/// let plans: Vec<_> =
///     breakdown.groups.iter().map(|(name, card)| (name.as_str(), card.indicators()[0].figure.numerator)).collect();
/// assert_eq!(plans, [("North", 2), ("South", 1)]);
/// ```
pub struct Grouping<'g> {
    name: Cow<'static, str>,
    group_of: GroupOf<'g>,
}

impl fmt::Debug for Grouping<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grouping").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The age bands of the national returns, each with the age at which it ends.
const AGE_BANDS: [(&str, u32); 5] = [("0", 1), ("1 to 4", 5), ("5 to 9", 10), ("10 to 15", 16), ("16 to 17", 18)];
const ADULT: &str = "18 and over";

impl<'g> Grouping<'g> {
    /// Your own grouping: its name, and a closure that names a child's group on a day. A blank name is the group of the children
    /// whose group is unknown.
    ///
    /// Like a rule, the closure must put every question about dates to the child as it is on the given day. It is called for
    /// children in any order, and on several threads at once.
    pub fn new(
        name: impl Into<Cow<'static, str>>,
        group_of: impl for<'c> Fn(ChildAsOf<'c, '_>) -> Cow<'c, str> + Send + Sync + 'g,
    ) -> Self {
        Self { name: name.into(), group_of: Box::new(move |child, _| group_of(child)) }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The groups of all children on all `days`.
    pub(crate) fn groups(&self, context: &Context<'_>, days: DateRange, period: Period) -> Groups {
        let caseload = context.caseload();
        let assigned = par_map(&chunks_of(caseload.len()), |positions| {
            let mut assigned = GroupAssignments::default();
            for child in positions.clone().filter_map(|position| caseload.child(position)) {
                assigned.add(days, |from| {
                    let as_of = AsOf::new(from, period, context.conventions());
                    let name = (self.group_of)(child.as_of(&as_of), context.case_workers());
                    (name, as_of.valid_until())
                });
            }
            assigned
        });
        Groups::new(assigned)
    }
}

impl From<GroupBy> for Grouping<'_> {
    fn from(by: GroupBy) -> Self {
        let group_of: GroupOf<'_> = match by {
            GroupBy::Sex => Box::new(|child, _| child.child().sex().into()),
            GroupBy::Ethnicity => Box::new(|child, _| child.child().ethnicity().into()),
            GroupBy::Worker => Box::new(|child, workers| {
                let caseload = child.child().caseload();
                child.case_worker(workers).map_or("", |allocation| caseload.code_text(allocation.worker)).into()
            }),
            GroupBy::Team => Box::new(|child, workers| {
                let caseload = child.child().caseload();
                child.case_worker(workers).map_or("", |allocation| caseload.team_name(allocation.team)).into()
            }),
            GroupBy::AgeBand => Box::new(|child, _| age_band(child).into()),
        };
        Self { name: by.name().into(), group_of }
    }
}

fn age_band(child: ChildAsOf<'_, '_>) -> &'static str {
    let Some(born) = child.child().born() else { return "" };
    AGE_BANDS.iter().find(|(_, until)| child.as_of().is_under(born, *until)).map_or(ADULT, |(name, _)| name)
}
