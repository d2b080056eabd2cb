//! How children are told apart in a breakdown.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use carekpi_dates::{AsOf, Conventions, DateRange, Period};
use carekpi_model::{CaseWorkers, Caseload, ChildOn};

use crate::Definitions;
use crate::groups::{FoundGroups, Groups};
use crate::side_by_side::{each, parts_of};

/// What a breakdown is by, of the groupings that are ready made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum By {
    /// The team of the child's case worker on the day: by name where the number has one.
    Team,
    /// Sex, as written.
    Sex,
    /// Ethnicity, as written.
    Ethnicity,
    /// Age on the day, in the bands of the national returns.
    AgeBand,
    /// The child's case worker on the day, by identifier.
    Worker,
}

impl By {
    /// Every one.
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

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names nothing to group children by.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is nothing to group by: team, sex, ethnicity, age-band or worker")]
pub struct NoSuchGrouping(String);

impl FromStr for By {
    type Err = NoSuchGrouping;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|by| by.name() == text).ok_or_else(|| NoSuchGrouping(text.to_owned()))
    }
}

type GroupOf<'g> = Box<dyn for<'c> Fn(ChildOn<'c, '_>) -> Cow<'c, str> + Send + Sync + 'g>;

/// How children are told apart in a breakdown: which group a child is in on a day. All that a figure counts of a child
/// on a day is counted in the child's group on that day.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, Grouping, Period, Scorecard, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// for id in ["N1", "N2", "S1"] {
///     let child = builder.child(entry::Child { id, ..Default::default() });
///     builder.protection_plan(child, entry::Plan { id, start: day(1, 12), ..Default::default() });
/// }
/// let caseload = builder.finish().unwrap();
///
/// // A closure of one's own: this council's identifiers begin with the district.
/// let district = Grouping::new("district", |child| {
///     let id = child.child().id();
///     if id.starts_with('N') { "North".into() } else { "South".into() }
/// });
/// let calendar = WorkingCalendar::england_and_wales();
/// let definitions = Definitions::default();
/// let breakdown =
///     Scorecard::measure_by(&caseload, &definitions, &calendar, day(3, 31), Period::YearToDate, &district).unwrap();
/// let plans: Vec<_> =
///     breakdown.groups.iter().map(|(name, card)| (name.as_str(), card.indicators[0].figure.numerator)).collect();
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

/// The age bands of the national returns: each with the age at which it ends.
const AGE_BANDS: [(&str, u32); 5] = [("0", 1), ("1 to 4", 5), ("5 to 9", 10), ("10 to 15", 16), ("16 to 17", 18)];
const ADULT: &str = "18 and over";

impl<'g> Grouping<'g> {
    /// A grouping of one's own: the name of what it is by, and a closure that names a child's group on a day. A blank
    /// name is that of the children of whom it is not known. The closure must ask every date question of the child as it
    /// stands on the day that it is handed, as a rule must. It is asked of children in any order, on several threads at once.
    pub fn new(
        name: impl Into<Cow<'static, str>>,
        group_of: impl for<'c> Fn(ChildOn<'c, '_>) -> Cow<'c, str> + Send + Sync + 'g,
    ) -> Self {
        Self { name: name.into(), group_of: Box::new(group_of) }
    }

    /// One of those that are ready made, for one caseload.
    #[must_use]
    pub fn by(by: By, caseload: &Caseload, definitions: &Definitions) -> Self {
        let name = by.name();
        let workers = CaseWorkers::new(caseload, &definitions.allocations);
        match by {
            By::Sex => Self::new(name, |child| child.child().sex().into()),
            By::Ethnicity => Self::new(name, |child| child.child().ethnicity().into()),
            By::Worker => Self::new(name, move |child| {
                let caseload = child.child().caseload();
                child.case_worker(&workers).map_or("", |allocation| caseload.word(allocation.worker)).into()
            }),
            By::Team => Self::new(name, move |child| {
                let caseload = child.child().caseload();
                child.case_worker(&workers).map_or("", |allocation| caseload.team_name(allocation.team)).into()
            }),
            By::AgeBand => Self::new(name, |child| age_band(child).into()),
        }
    }

    /// What it is by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The groups of all children on all `days`.
    pub(crate) fn of(&self, caseload: &Caseload, days: DateRange, period: Period, conventions: &Conventions) -> Groups {
        let found = each(&parts_of(caseload.len()), |positions| {
            let mut found = FoundGroups::default();
            for child in positions.clone().filter_map(|position| caseload.child(position)) {
                found.add(days, |from| {
                    let as_of = AsOf::new(from, period, conventions);
                    let name = (self.group_of)(child.on(&as_of));
                    (name, as_of.until())
                });
            }
            found
        });
        Groups::new(found)
    }
}

/// Where a group stands among others: by the number that its name begins with; without one after those that have one; without
/// a name last; and byte by byte where that is the same.
pub(crate) fn order(name: &str) -> (bool, u64, &str) {
    let digits = name.bytes().take_while(u8::is_ascii_digit);
    let number = digits.fold(None, |number: Option<u64>, digit| {
        Some(number.unwrap_or(0).saturating_mul(10).saturating_add(u64::from(digit.saturating_sub(b'0'))))
    });
    (name.is_empty(), number.unwrap_or(u64::MAX), name)
}

fn age_band(child: ChildOn<'_, '_>) -> &'static str {
    let Some(born) = child.child().born() else { return "" };
    AGE_BANDS.iter().find(|(_, until)| child.as_of().is_under(born, *until)).map_or(ADULT, |(name, _)| name)
}
