//! The written form of a series: counts in columns, checked when they are read.

use std::borrow::Cow;

use carekpi_dates::Period;
use carekpi_measure::{Figure, Measure};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::series::is_possible;
use crate::{Basis, IndicatorSeries, Series};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'s> {
    basis: Basis,
    period: PeriodWire,
    dates: Cow<'s, [NaiveDate]>,
    indicators: Vec<IndicatorWire<'s>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PeriodWire {
    Fixed { first: NaiveDate, last: NaiveDate },
    YearToDate,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorWire<'s> {
    id: Cow<'s, str>,
    area: Cow<'s, str>,
    title: Cow<'s, str>,
    measure: Measure,
    numerator: Vec<u64>,
    denominator: Vec<Option<u64>>,
    undetermined: Vec<u64>,
}

impl Serialize for Series {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let indicator = |of: &'_ IndicatorSeries| IndicatorWire {
            id: Cow::Owned(of.id.to_string()),
            area: Cow::Owned(of.area.to_string()),
            title: Cow::Owned(of.title.to_string()),
            measure: of.measure,
            numerator: of.figures.iter().map(|figure| figure.numerator).collect(),
            denominator: of.figures.iter().map(|figure| figure.denominator).collect(),
            undetermined: of.figures.iter().map(|figure| figure.undetermined).collect(),
        };
        let period = match self.period {
            Period::Fixed { first, last } => PeriodWire::Fixed { first, last },
            Period::YearToDate => PeriodWire::YearToDate,
        };
        Wire {
            basis: self.basis.clone(),
            period,
            dates: Cow::Borrowed(&self.dates),
            indicators: self.indicators.iter().map(indicator).collect(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Series {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Wire { basis, period, dates, indicators } = Wire::deserialize(deserializer)?;
        if !dates.is_sorted_by(|one, next| one < next) {
            return Err(D::Error::custom("the dates are not in order"));
        }
        let period = match period {
            PeriodWire::Fixed { first, last } => Period::Fixed { first, last },
            PeriodWire::YearToDate => Period::YearToDate,
        };
        let indicator = |wire: IndicatorWire<'_>| {
            let IndicatorWire { id, area, title, measure, numerator, denominator, undetermined } = wire;
            if [numerator.len(), denominator.len(), undetermined.len()] != [dates.len(); 3] {
                return Err(D::Error::custom(format!("{id} has not a figure for each of {} dates", dates.len())));
            }
            let figure =
                |((numerator, denominator), undetermined)| Figure { measure, numerator, denominator, undetermined };
            let figures: Vec<_> = numerator.into_iter().zip(denominator).zip(undetermined).map(figure).collect();
            if let Some((date, wrong)) =
                dates.iter().zip(&figures).find_map(|(date, figure)| Some((date, wrong(figure)?)))
            {
                return Err(D::Error::custom(format!("{id} on {date}{wrong}")));
            }
            let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
            Ok(IndicatorSeries { id: owned(id), area: owned(area), title: owned(title), measure, figures })
        };
        let indicators = indicators.into_iter().map(indicator).collect::<Result<_, _>>()?;
        Ok(Self::from_parts(basis, period, dates.into_owned(), indicators))
    }
}

/// Why no figure can be like this one. A rate has no denominator where no population is known.
fn wrong(figure: &Figure) -> Option<&'static str> {
    match (figure.measure, figure.denominator) {
        (Measure::Count, Some(_)) => Some(": a count has no denominator"),
        (Measure::Proportion, None) => Some(": a proportion has a denominator"),
        _ if !is_possible(figure) => Some(" counts more than there are"),
        _ => None,
    }
}
