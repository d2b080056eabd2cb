//! Measuring a series.

use carekpi_dates::{DateRange, OutsideCalendar, Period};
use carekpi_measure::{Figure, FigureKind, History, HistoryBuilder};
use carekpi_rules::Rule;
use chrono::NaiveDate;

use super::{IndicatorSeries, Series, Step};
use crate::breakdown::Breakdown;
use crate::chunk::Chunk;
use crate::measurement::{GroupedMeasurement, Measurement};
use crate::parallel::{par_fold, par_map};
use crate::parts::Parts;

impl Measurement<'_> {
    /// All figures on the dates of `step` from `from` to `to`. There are no dates if `to` is before `from`.
    ///
    /// # Errors
    ///
    /// A date is outside the calendar.
    pub fn series(&self, from: NaiveDate, to: NaiveDate, step: Step) -> Result<Series, OutsideCalendar> {
        let plan = SeriesPlan::new(self, from, to, step)?;
        let empty = plan.history();
        let parts = par_fold(
            &plan.chunk(),
            || plan.histories(&empty, self.rules().len()),
            |histories, chunk| {
                for (number, rule) in self.rules().iter().enumerate() {
                    rule.trace(chunk.candidates_of(rule.as_ref()), histories, number);
                }
            },
        );
        let mut parts = parts.into_iter().map(HistoryBuilder::into_histories);
        let mut histories = parts.next().unwrap_or_default();
        for part in parts {
            histories.iter_mut().zip(&part).for_each(|(history, part)| add(history, part));
        }
        let figures =
            self.rules().iter().zip(&histories).map(|(rule, history)| plan.figures(rule.as_ref(), history, true));
        Ok(plan.series(self.part(), figures.collect()))
    }
}

impl GroupedMeasurement<'_, '_> {
    /// All figures on the dates of `step` from `from` to `to`, of all children and of each group of them. A child can be in another
    /// group on another date. For a group, a rate has no population and so no value.
    ///
    /// # Errors
    ///
    /// A date is outside the calendar.
    pub fn series(&self, from: NaiveDate, to: NaiveDate, step: Step) -> Result<Breakdown<Series>, OutsideCalendar> {
        let measurement = self.measurement;
        let plan = SeriesPlan::new(measurement, from, to, step)?;
        let groups = self.grouping.groups(measurement.context(), plan.days, measurement.period());
        let empty = plan.history();
        let by_indicator = par_map(measurement.rules(), |rule| {
            let rule = rule.as_ref();
            // One history for each group. A series without groups has one for each indicator instead.
            let mut histories = plan.histories(&empty, groups.names.len());
            for (child, days) in plan.chunk().candidates_of(rule) {
                for membership in groups.of(child.storage_index()) {
                    let days = days.intersection(membership.days);
                    if !days.is_empty() {
                        rule.trace(&[(*child, days)], &mut histories, membership.group);
                    }
                }
            }
            let parts = histories.into_histories();
            // On each date a child is in one group.
            let mut whole = empty.clone();
            parts.iter().for_each(|part| add(&mut whole, part));
            let parts: Vec<_> = parts.iter().map(|part| plan.figures(rule, part, false)).collect();
            (plan.figures(rule, &whole, true), parts)
        });
        let (whole, groups) = groups.transpose(by_indicator);
        let groups = groups.into_iter().map(|(name, indicators)| {
            let series = plan.series(self.part(&name), indicators);
            (name, series)
        });
        let whole = plan.series(measurement.part(), whole);
        Ok(Breakdown { by: self.grouping.name().to_owned(), groups: groups.collect(), whole })
    }
}

/// Adds a history of the same dates.
fn add(history: &mut History, part: &History) {
    let added = history.merge(part);
    debug_assert!(added, "parts are of the same dates");
}

/// The dates on which a series is measured.
struct SeriesPlan<'m, 'c> {
    measurement: &'m Measurement<'c>,
    dates: Vec<NaiveDate>,
    /// The days from the first date to the last.
    days: DateRange,
}

impl<'m, 'c> SeriesPlan<'m, 'c> {
    fn new(
        measurement: &'m Measurement<'c>,
        from: NaiveDate,
        to: NaiveDate,
        step: Step,
    ) -> Result<Self, OutsideCalendar> {
        measurement.context().conventions().calendar.between(from, to)?;
        let dates: Vec<NaiveDate> = step.dates(from, to).collect();
        let days = DateRange::closed(from, dates.last().copied().unwrap_or(from));
        Ok(Self { measurement, dates, days })
    }

    const fn period(&self) -> Period {
        self.measurement.period()
    }

    /// All children, to be measured on the dates.
    const fn chunk(&self) -> Chunk<'c> {
        self.measurement.chunk(self.days)
    }

    /// An empty history of the dates.
    fn history(&self) -> History {
        History::on(self.dates.iter().copied())
    }

    fn histories(&self, empty: &History, number: usize) -> HistoryBuilder<'m> {
        HistoryBuilder::new(empty, number, self.period(), self.measurement.context().conventions())
    }

    fn figures(&self, rule: &dyn Rule, history: &History, with_population: bool) -> IndicatorSeries {
        let info = rule.info();
        let kind = info.kind;
        let mut figures = Vec::with_capacity(self.dates.len());
        if with_population && kind == FigureKind::Rate {
            figures.extend(history.tallies().map(|(date, tally)| {
                let population = rule.population(&self.measurement.as_of(date));
                Figure::new(kind, tally, population)
            }));
        } else {
            for (_, tally) in history.tallies() {
                figures.push(Figure::new(kind, tally, None));
            }
        }
        IndicatorSeries::new(info, figures)
    }

    fn series(&self, parts: Parts, indicators: Vec<IndicatorSeries>) -> Series {
        let (provenance, period, dates) = (self.measurement.shared_provenance(), self.period(), self.dates.clone());
        Series { provenance, parts, period, dates, indicators }
    }
}
