//! The written form of a series: counts in columns, checked when they are read.

use std::borrow::Cow;
use std::sync::Arc;

use carekpi_dates::Period;
use carekpi_measure::{Figure, FigureKind};
use carekpi_rules::Polarity;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{IndicatorSeries, Series};
use crate::Fingerprint;
use crate::parts::Parts;
use crate::provenance::Provenance;

/// The version of the written form. It changes whenever a field gets another name or meaning.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'s> {
    /// The version of this form.
    format: u32,
    provenance: Cow<'s, Provenance>,
    /// The parts that were added, in order.
    parts: Vec<Fingerprint>,
    /// The parts that were subtracted, in order.
    without: Vec<Fingerprint>,
    period: Period,
    dates: Cow<'s, [NaiveDate]>,
    indicators: Vec<IndicatorWire<'s>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorWire<'s> {
    id: Cow<'s, str>,
    area: Cow<'s, str>,
    area_title: Cow<'s, str>,
    title: Cow<'s, str>,
    polarity: Polarity,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    flow: bool,
    measure: FigureKind,
    numerator: Vec<u64>,
    denominator: Vec<Option<u64>>,
    undetermined: Vec<u64>,
}

impl Serialize for Series {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let indicator = |of: &'_ IndicatorSeries| IndicatorWire {
            id: Cow::Owned(of.id.to_string()),
            area: Cow::Owned(of.area.to_string()),
            area_title: Cow::Owned(of.area_title.to_string()),
            title: Cow::Owned(of.title.to_string()),
            measure: of.kind,
            polarity: of.polarity,
            flow: of.is_flow,
            numerator: of.figures.iter().map(|figure| figure.numerator).collect(),
            denominator: of.figures.iter().map(|figure| figure.denominator).collect(),
            undetermined: of.figures.iter().map(|figure| figure.undetermined).collect(),
        };
        Wire {
            format: FORMAT,
            provenance: Cow::Borrowed(&self.provenance),
            parts: self.parts.added().collect(),
            without: self.parts.subtracted().collect(),
            period: self.period,
            dates: Cow::Borrowed(&self.dates),
            indicators: self.indicators.iter().map(indicator).collect(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Series {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Wire { format, provenance, parts, without, period, dates, indicators } = Wire::deserialize(deserializer)?;
        if format != FORMAT {
            return Err(D::Error::custom(format!(
                "the series has format {format}, and only format {FORMAT} can be read"
            )));
        }
        let Some(parts) = Parts::read(&parts, &without) else {
            return Err(D::Error::custom("the parts are not in order, or one was both added and subtracted"));
        };
        if !dates.is_sorted_by(|one, next| one < next) {
            return Err(D::Error::custom("the dates are not in order"));
        }
        let indicator = |wire: IndicatorWire<'_>| {
            let IndicatorWire {
                id,
                area,
                area_title,
                title,
                measure: kind,
                polarity,
                flow: is_flow,
                numerator,
                denominator,
                undetermined,
            } = wire;
            if [numerator.len(), denominator.len(), undetermined.len()] != [dates.len(); 3] {
                return Err(D::Error::custom(format!("{id}: expected {} figures, one per date", dates.len())));
            }
            let figure =
                |((numerator, denominator), undetermined)| Figure { kind, numerator, denominator, undetermined };
            let figures: Vec<_> = numerator.into_iter().zip(denominator).zip(undetermined).map(figure).collect();
            if let Some((date, wrong)) =
                dates.iter().zip(&figures).find_map(|(date, figure)| Some((date, wrong(figure)?)))
            {
                return Err(D::Error::custom(format!("{id} on {date}{wrong}")));
            }
            let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
            Ok(IndicatorSeries {
                id: owned(id),
                area: owned(area),
                area_title: owned(area_title),
                title: owned(title),
                kind,
                polarity,
                is_flow,
                figures,
            })
        };
        let indicators = indicators.into_iter().map(indicator).collect::<Result<_, _>>()?;
        let (provenance, dates) = (Arc::new(provenance.into_owned()), dates.into_owned());
        Ok(Self { provenance, parts, period, dates, indicators })
    }
}

/// What is wrong with a figure, if anything. A rate has no denominator if the population is unknown.
fn wrong(figure: &Figure) -> Option<&'static str> {
    match (figure.kind, figure.denominator) {
        (FigureKind::Count, Some(_)) => Some(": a count has no denominator"),
        (FigureKind::Proportion, None) => Some(": a proportion has a denominator"),
        _ if !figure.is_possible() => Some(": the numerator exceeds the denominator"),
        _ => None,
    }
}
