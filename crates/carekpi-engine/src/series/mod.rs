//! All figures on many dates.

mod by_date;
mod group_changes;
mod measure;
mod merge;
mod step;
mod wire;

use std::borrow::Cow;
use std::sync::Arc;

use carekpi_dates::Period;
use carekpi_measure::{Figure, FigureKind};
use carekpi_rules::{IndicatorInfo, Polarity};
use chrono::NaiveDate;

use crate::UnknownName;
use crate::parts::Parts;
use crate::provenance::Provenance;

pub use by_date::{FiguresOfGroups, FiguresOnDate, SeriesByDate};
pub use step::{ParseStepError, Step};

/// The figures of one indicator on the dates of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndicatorSeries {
    /// The indicator's identifier.
    pub id: Cow<'static, str>,
    /// The identifier of its service area.
    pub area: Cow<'static, str>,
    /// The title of that area.
    pub area_title: Cow<'static, str>,
    /// Its title, for people.
    pub title: Cow<'static, str>,
    /// The kind of figure.
    pub kind: FigureKind,
    /// Which values are better.
    pub polarity: Polarity,
    /// Whether it counts what happened over a period, rather than persons on a date.
    pub is_flow: bool,
    /// A figure for each date.
    pub figures: Vec<Figure>,
}

impl IndicatorSeries {
    pub(crate) fn new(info: &IndicatorInfo, figures: Vec<Figure>) -> Self {
        Self {
            id: info.id.clone(),
            area: info.area.id.clone(),
            area_title: info.area.title.clone(),
            title: info.title.clone(),
            kind: info.kind,
            polarity: info.polarity,
            is_flow: !info.unit.is_person(),
            figures,
        }
    }
}

/// All figures on many dates. On each date they equal the [`Scorecard`](crate::Scorecard) of that date.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, Step, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan::new("", day(2, 2)));
/// let caseload = builder.finish().unwrap();
///
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let series = measurement.series(day(1, 1), day(3, 1), Step::Month).unwrap();
/// let plans: Vec<u64> = series.get("cp-plans").unwrap().figures.iter().map(|figure| figure.numerator).collect();
/// assert_eq!(plans, [0, 0, 1]);
/// ```
///
/// Series of different children add up ([`merge`](Self::merge)), also after they were written and read with serde. The records of
/// one child can be corrected without measuring the others again ([`correct`](Self::correct)).
///
/// Two series are equal if they were made in the same way and have the same figures. Which [`parts`](Self::parts) they were added
/// up from is not compared.
#[derive(Clone, Debug)]
pub struct Series {
    pub(crate) provenance: Arc<Provenance>,
    pub(crate) parts: Parts,
    pub(crate) period: Period,
    pub(crate) dates: Vec<NaiveDate>,
    pub(crate) indicators: Vec<IndicatorSeries>,
}

impl PartialEq for Series {
    fn eq(&self, other: &Self) -> bool {
        let Self { provenance, parts: _, period, dates, indicators } = self;
        *provenance == other.provenance
            && *period == other.period
            && *dates == other.dates
            && *indicators == other.indicators
    }
}

impl Eq for Series {}

impl Series {
    /// The provenance of the figures.
    #[must_use]
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// The parts that are in it. A part is added once: adding it again is refused.
    #[must_use]
    pub const fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The period that flows are counted over.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The dates, in order.
    #[must_use]
    pub fn dates(&self) -> &[NaiveDate] {
        &self.dates
    }

    /// The indicators, in the order of measurement.
    #[must_use]
    pub fn indicators(&self) -> &[IndicatorSeries] {
        &self.indicators
    }

    /// The figures of one indicator.
    ///
    /// # Errors
    ///
    /// It was not measured. The error names the identifier that may be meant, as that of
    /// [`Scorecard::indicator`](crate::Scorecard::indicator).
    pub fn indicator(&self, id: &str) -> Result<&IndicatorSeries, UnknownName> {
        let known = || self.indicators.iter().map(|indicator| &*indicator.id);
        self.get(id).ok_or_else(|| UnknownName::new("indicator", id, known()))
    }

    /// The figures of one indicator; `None` if it was not measured.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&IndicatorSeries> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// Every figure with its date and indicator, in order of date and then of indicator.
    pub fn rows(&self) -> impl Iterator<Item = (NaiveDate, &IndicatorSeries, Figure)> {
        self.dates.iter().enumerate().flat_map(move |(at, date)| {
            self.indicators.iter().filter_map(move |of| Some((*date, of, *of.figures.get(at)?)))
        })
    }
}
