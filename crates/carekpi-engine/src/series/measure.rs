//! Measuring a series.

use carekpi_dates::{DateRange, OutsideCalendar, Period};
use carekpi_measure::{Figure, FigureKind, History, HistoryBuilder, Tally};
use carekpi_rules::{IndicatorInfo, Rule};
use chrono::NaiveDate;

use super::by_date::Sweep;
use super::group_changes::group_changes;
use super::{FiguresOnDate, IndicatorSeries, Series, SeriesByDate, Step};
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
            self.rules(),
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
        let of_rules: Vec<_> = self.rules().iter().zip(&histories).collect();
        let figures = par_map(&of_rules, |(rule, history)| plan.figures(rule.as_ref(), history));
        Ok(plan.series(self.part(), figures))
    }
}

impl<'m, 'c> GroupedMeasurement<'m, 'c> {
    /// All figures on the dates of `step` from `from` to `to`, of all children and of each group of them. A child can be in another
    /// group on another date. For a group, a rate has no population and so no value.
    ///
    /// # Errors
    ///
    /// A date is outside the calendar.
    pub fn series(&self, from: NaiveDate, to: NaiveDate, step: Step) -> Result<Breakdown<Series>, OutsideCalendar> {
        let plan = SeriesPlan::new(self.measurement, from, to, step)?;
        let by_date = self.by_date(&plan);
        let (by, names) = (by_date.by().to_owned(), by_date.names().to_vec());
        let infos: Vec<&IndicatorInfo> = self.measurement.indicators().collect();
        let room = || -> Vec<Vec<Figure>> { infos.iter().map(|_| Vec::with_capacity(plan.dates.len())).collect() };
        let mut whole = room();
        let mut groups: Vec<Vec<Vec<Figure>>> = names.iter().map(|_| room()).collect();
        for FiguresOnDate { indicators, .. } in by_date {
            for (place, of_indicator) in indicators.into_iter().enumerate() {
                let Some(info) = infos.get(place) else { continue };
                if let Some(whole) = whole.get_mut(place) {
                    whole.push(of_indicator.whole);
                }
                let mut counted = of_indicator.groups.into_iter().peekable();
                for (number, group) in groups.iter_mut().enumerate() {
                    let figure = counted.next_if(|(of, _)| *of == number).map(|(_, figure)| figure);
                    if let Some(figures) = group.get_mut(place) {
                        figures.push(figure.unwrap_or_else(|| Figure::new(info.kind, Tally::default(), None)));
                    }
                }
            }
        }
        let series = |parts, figures: Vec<Vec<Figure>>| {
            let indicators = infos.iter().zip(figures).map(|(info, figures)| IndicatorSeries::new(info, figures));
            plan.series(parts, indicators.collect())
        };
        let groups = names.into_iter().zip(groups).map(|(name, figures)| {
            let series = series(self.part(&name), figures);
            (name, series)
        });
        Ok(Breakdown { by, groups: groups.collect(), whole: series(self.measurement.part(), whole) })
    }

    /// The same figures, one date after the other. On each date only the groups that count somebody are held
    /// in memory, so many groups on many dates can be written as they come.
    ///
    /// # Errors
    ///
    /// A date is outside the calendar.
    pub fn series_by_date(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        step: Step,
    ) -> Result<SeriesByDate<'m, 'c>, OutsideCalendar> {
        Ok(self.by_date(&SeriesPlan::new(self.measurement, from, to, step)?))
    }

    fn by_date(&self, plan: &SeriesPlan<'m, 'c>) -> SeriesByDate<'m, 'c> {
        let measurement = self.measurement;
        let groups = self.grouping.groups(measurement.context(), plan.days, measurement.period());
        let empty = plan.history();
        let sweeps = par_map(measurement.rules(), |rule| {
            let mut builder = plan.histories(&empty, 2);
            let mut chunk = plan.chunk();
            Sweep::new(group_changes(rule.as_ref(), chunk.candidates_of(rule.as_ref()), &groups, &mut builder))
        });
        let indicators = measurement.indicators().map(|info| IndicatorSeries::new(info, Vec::new())).collect();
        SeriesByDate {
            measurement,
            by: self.grouping.name().to_owned(),
            names: groups.names,
            dates: plan.dates.clone().into_iter(),
            indicators,
            sweeps,
        }
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

    fn figures(&self, rule: &dyn Rule, history: &History) -> IndicatorSeries {
        let info = rule.info();
        let mut figures = history.map_tallies(|tally| Figure::new(info.kind, tally, None));
        if info.kind == FigureKind::Rate {
            for (figure, date) in figures.iter_mut().zip(&self.dates) {
                figure.denominator = rule.population(&self.measurement.as_of(*date));
            }
        }
        IndicatorSeries::new(info, figures)
    }

    fn series(&self, parts: Parts, indicators: Vec<IndicatorSeries>) -> Series {
        let (provenance, period, dates) = (self.measurement.shared_provenance(), self.period(), self.dates.clone());
        Series { provenance, parts, period, dates, indicators }
    }
}
