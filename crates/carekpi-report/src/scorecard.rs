//! Reports of a scorecard.

use carekpi_dates::Period;
use carekpi_engine::{
    Breakdown, CaseWorkers, Change, Direction, Earlier, Expectation, Expectations, IndicatorResult, Measurement,
    Reasons, Scorecard, Series, Status, Subject,
};
use carekpi_rules::IndicatorInfo;
use chrono::NaiveDate;

use crate::display::ShownFigure;
use crate::figure_table::{FigureTable, ShownTable};
use crate::labels::pluralise;
use crate::publication::{Publication, is_a_year_apart, shown};
use crate::quality::DataQuality;

/// A report of a scorecard, with what is shown beside it.
///
/// ```
/// use carekpi::model::Caseload;
/// use carekpi::{Definitions, WorkingCalendar};
/// use carekpi_report::{ScorecardReport, TableStyle};
/// use chrono::NaiveDate;
///
/// let caseload = Caseload::default();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let on = |month, day| measurement.scorecard(NaiveDate::from_ymd_opt(2026, month, day).unwrap()).unwrap();
/// let (now, before) = (on(3, 31), on(1, 31));
/// let report = ScorecardReport::from(&now).compared_with(&before);
/// assert!(report.table(TableStyle::default()).contains("compared with 31 January 2026"));
/// assert!(report.csv().starts_with("snapshot,indicator,"));
/// ```
#[derive(Clone, Debug)]
pub struct ScorecardReport<'r, 'c> {
    pub(crate) scorecard: &'r Scorecard<'c>,
    /// `None` if the data was not checked.
    pub(crate) quality: Option<&'r DataQuality>,
    pub(crate) breakdown: Option<&'r Breakdown<Scorecard<'c>>>,
    pub(crate) before: Option<&'r Scorecard<'c>>,
    pub(crate) history: Option<&'r Series>,
    pub(crate) subjects: bool,
    pub(crate) published: Option<Publication>,
    /// What is incomplete in the data.
    pub(crate) notice: Option<&'r str>,
    /// The name of the council.
    pub(crate) council: Option<&'r str>,
    pub(crate) expectations: Option<&'r Expectations>,
    pub(crate) earlier: Option<&'r Earlier>,
    pub(crate) case_workers: Option<&'r CaseWorkers<'c>>,
    pub(crate) reasons: Option<&'r Reasons>,
    /// The day on which the records that each indicator needs begin.
    pub(crate) begin: Vec<Option<NaiveDate>>,
}

impl<'r, 'c> From<&'r Scorecard<'c>> for ScorecardReport<'r, 'c> {
    fn from(scorecard: &'r Scorecard<'c>) -> Self {
        Self {
            scorecard,
            quality: None,
            breakdown: None,
            before: None,
            history: None,
            subjects: false,
            published: None,
            notice: None,
            council: None,
            expectations: None,
            earlier: None,
            case_workers: None,
            reasons: None,
            begin: Vec::new(),
        }
    }
}

/// The scorecard of all children, and of each group.
impl<'r, 'c> From<&'r Breakdown<Scorecard<'c>>> for ScorecardReport<'r, 'c> {
    fn from(breakdown: &'r Breakdown<Scorecard<'c>>) -> Self {
        Self { breakdown: Some(breakdown), ..Self::from(&breakdown.whole) }
    }
}

impl<'r, 'c> ScorecardReport<'r, 'c> {
    /// The report with the quality of the data. Without it, the report says that the data was not checked.
    #[must_use]
    pub fn quality(self, quality: &'r DataQuality) -> Self {
        Self { quality: Some(quality), ..self }
    }

    /// The report with the same figures on another date, and how the members changed between the two. If the two were made with
    /// other definitions, the report names the first difference.
    #[must_use]
    pub fn compared_with(self, before: &'r Scorecard<'c>) -> Self {
        Self { before: Some(before), ..self }
    }

    /// The report with a series of the same indicators that ends on the snapshot date. HTML draws it as a small chart beside each
    /// figure.
    #[must_use]
    pub fn history(self, history: &'r Series) -> Self {
        Self { history: Some(history), ..self }
    }

    /// The report with what is expected of the figures: targets, floors, and the figures of others.
    ///
    /// ```
    /// use carekpi::model::{Caseload, entry};
    /// use carekpi::{Definitions, Expectation, Expectations, WorkingCalendar};
    /// use carekpi_report::ScorecardReport;
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
    /// let caseload = builder.finish().unwrap();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let scorecard = measurement.scorecard(day(3, 31)).unwrap();
    /// let expectations: Expectations = [("cp-visits".to_owned(), Expectation::with_target(95.0))].into_iter().collect();
    /// let json = ScorecardReport::from(&scorecard).expectations(&expectations).json();
    /// assert!(json.contains(r#""status": "off-target""#));
    /// ```
    #[must_use]
    pub fn expectations(self, expectations: &'r Expectations) -> Self {
        Self { expectations: Some(expectations), ..self }
    }

    /// The report with the figures of a month and of a year before, for the direction of travel.
    #[must_use]
    pub fn earlier(self, earlier: &'r Earlier) -> Self {
        Self { earlier: Some(earlier), ..self }
    }

    /// The report with the case workers of the children, for the lists of who is overdue.
    #[must_use]
    pub fn case_workers(self, case_workers: &'r CaseWorkers<'c>) -> Self {
        Self { case_workers: Some(case_workers), ..self }
    }

    /// The report with the numbers of children that are not counted, and why.
    #[must_use]
    pub fn reasons(self, reasons: &'r Reasons) -> Self {
        Self { reasons: Some(reasons), ..self }
    }

    /// The report without directions and points from before the [records begin](Measurement::records_begin), and with a mark at
    /// figures of such a date.
    #[must_use]
    pub fn beginning(self, measurement: &Measurement<'_>) -> Self {
        let begin =
            self.scorecard.indicators().iter().map(|result| measurement.records_begin(&result.info.id)).collect();
        Self { begin, ..self }
    }

    /// The report with the name of the council at its head.
    #[must_use]
    pub fn council(self, name: Option<&'r str>) -> Self {
        Self { council: name, ..self }
    }

    /// The report with every member of every figure, in JSON. HTML always lists who is overdue.
    #[must_use]
    pub fn subjects(self) -> Self {
        Self { subjects: true, ..self }
    }

    /// The report with a line that says what is incomplete in the data: rows set aside, tables and columns that are missing.
    #[must_use]
    pub fn incomplete(self, notice: Option<&'r str>) -> Self {
        Self { notice, ..self }
    }

    /// The report as it may be published: its counts are protected. Single children, changes since another date and the quality of
    /// the data are left out.
    #[must_use]
    pub fn published(self, publication: Publication) -> Self {
        Self { published: Some(publication), ..self }
    }

    /// The date that is compared with; `None` if there is none, or the report is published.
    pub(crate) fn compared(&self) -> Option<&'r Scorecard<'c>> {
        self.before.filter(|_| self.published.is_none())
    }

    /// The quality of the data; `None` if it was not checked, or the report is published.
    pub(crate) fn checked(&self) -> Option<&'r DataQuality> {
        self.quality.filter(|_| self.published.is_none())
    }

    /// The first difference between what these figures and those of the other date were made with; `None` if they are alike, or no
    /// other date is shown.
    pub(crate) fn unlike(&self) -> Option<String> {
        let before = self.compared()?;
        self.scorecard.provenance().check_same(before.provenance()).err().map(|unlike| unlike.to_string())
    }

    /// The quality of the data, in a few words.
    pub(crate) fn data_quality(&self) -> String {
        self.checked().map_or_else(|| "not checked".to_owned(), DataQuality::in_words)
    }

    /// The figures, one row for each indicator.
    pub(crate) fn rows(&self) -> Vec<Row<'_>> {
        let history: Vec<Vec<ShownTable>> = self
            .history
            .iter()
            .flat_map(|history| (0..history.dates().len()).map(|at| self.shown_at(history, at)))
            .collect();
        let [month, year] =
            [|earlier: &'r Earlier| earlier.month.as_ref(), |earlier: &'r Earlier| earlier.year.as_ref()]
                .map(|of| self.earlier.and_then(of).map(|series| (series, self.shown_at(series, 0))));
        let indicators = self.scorecard.indicators().iter().zip(self.shown()).enumerate();
        let rows = indicators.map(|(place, (result, shown))| {
            let figure = shown.whole;
            let then = |earlier: &Option<(&Series, Vec<ShownTable>)>| {
                let (series, shown) = earlier.as_ref()?;
                let date = *series.dates().first()?;
                let is_like = self.is_like(&result.info) && self.is_recorded(place, date);
                Some(Then::new(&result.info, (&figure, shown.get(place)?.whole), is_like))
            };
            Row {
                info: &result.info,
                expectation: self.expectations.map(|expectations| expectations.get(&result.info.id)),
                month: then(&month).filter(|_| self.published.is_none() || result.info.unit.is_person()),
                year: then(&year),
                figure,
                groups: self.group_names().zip(shown.groups).collect(),
                before: self.comparison(place, result, &figure),
                is_recorded: self.is_recorded(place, self.scorecard.snapshot()),
                history: self.points(place, &result.info, &history, &figure),
                subjects: if self.published.is_some() { &[] } else { &result.subjects },
                notes: self
                    .checked()
                    .map_or(Vec::new(), |quality| quality.of_indicator(&result.info.id, &result.subjects)),
            }
        });
        rows.collect()
    }

    fn group_names(&self) -> impl Iterator<Item = &'r str> + use<'r, 'c> {
        self.breakdown.into_iter().flat_map(|breakdown| &breakdown.groups).map(|(name, _)| name.as_str())
    }

    /// The figures of the snapshot date as they are shown.
    fn shown(&self) -> Vec<ShownTable> {
        let cards = || self.breakdown.into_iter().flat_map(|breakdown| &breakdown.groups).map(|(_, card)| card);
        let indicators = self.scorecard.indicators().iter().enumerate();
        let tables = indicators.map(|(place, result)| {
            let groups = cards().filter_map(|card| Some(card.indicators().get(place)?.figure));
            (&*result.info.area.id, FigureTable { whole: result.figure, groups: groups.collect() })
        });
        shown(self.published, &tables.collect::<Vec<_>>())
    }

    /// The figures of a series on one of its dates as they are shown.
    fn shown_at(&self, series: &Series, at: usize) -> Vec<ShownTable> {
        let tables = series
            .indicators()
            .iter()
            .filter_map(|of| Some((of.area.as_ref(), FigureTable { whole: *of.figures.get(at)?, groups: Vec::new() })));
        shown(self.published, &tables.collect::<Vec<_>>())
    }

    fn is_recorded(&self, place: usize, date: NaiveDate) -> bool {
        self.begin.get(place).copied().flatten().is_none_or(|begin| begin <= date)
    }

    fn comparison(&self, place: usize, result: &IndicatorResult<'c>, figure: &ShownFigure) -> Option<Comparison> {
        let before = self.compared()?;
        let then = before.indicators().get(place)?;
        let is_like = self.is_recorded(place, before.snapshot());
        Some(Comparison {
            then: Then::new(&result.info, (figure, then.figure.into()), is_like),
            members: Change::between(then, result),
        })
    }

    /// The figures of a history; `None` before the records begin. If groups hide the figure of the snapshot date, so does it. Of
    /// what is counted over a year, published figures have only those of a year before and of the snapshot date.
    fn points(
        &self,
        place: usize,
        info: &IndicatorInfo,
        history: &[Vec<ShownTable>],
        now: &ShownFigure,
    ) -> Vec<Option<ShownFigure>> {
        let snapshot = self.scorecard.snapshot();
        let dates = self.history.map_or(&[][..], Series::dates);
        let shown = |(date, tables): (&NaiveDate, &Vec<ShownTable>)| {
            if !self.is_recorded(place, *date) {
                return None;
            }
            if self.published.is_some() && *date == snapshot {
                return Some(*now);
            }
            let is_apart = self.published.is_none() || info.unit.is_person() || is_a_year_apart(*date, snapshot);
            tables.get(place).map(|table| table.whole).filter(|_| is_apart)
        };
        dates.iter().zip(history).map(shown).collect()
    }

    /// Whether an indicator has the same meaning on earlier dates: a flow has not, if its period is not the year to date.
    fn is_like(&self, info: &IndicatorInfo) -> bool {
        let (own, on, year) = (self.scorecard.period(), self.scorecard.snapshot(), Period::YearToDate);
        info.unit.is_person() || (own.first_day(on), own.last_day(on)) == (year.first_day(on), year.last_day(on))
    }
}

/// One figure of a scorecard, with everything that is shown about it.
pub(crate) struct Row<'s> {
    pub(crate) info: &'s IndicatorInfo,
    pub(crate) figure: ShownFigure,
    /// What is expected of it; `None` if nothing is said of any figure.
    pub(crate) expectation: Option<&'s Expectation>,
    /// The figure of a month before.
    pub(crate) month: Option<Then>,
    /// The figure of the same date a year before.
    pub(crate) year: Option<Then>,
    /// The figure of each group, with the name of the group.
    pub(crate) groups: Vec<(&'s str, ShownFigure)>,
    /// The figure on the other date, and how the members changed.
    pub(crate) before: Option<Comparison>,
    /// Whether the records that it needs have begun.
    pub(crate) is_recorded: bool,
    /// The figure on each date of the history; `None` before the records begin.
    pub(crate) history: Vec<Option<ShownFigure>>,
    pub(crate) subjects: &'s [Subject<'s>],
    /// The findings that can affect it.
    pub(crate) notes: Vec<&'s str>,
}

impl Row<'_> {
    /// What makes the figure uncertain, in words; blank if nothing does.
    pub(crate) fn doubts(&self) -> String {
        let unrecorded = (!self.is_recorded).then(|| "before the records begin".to_owned());
        let undetermined = self.figure.undetermined_text();
        let undetermined = (!undetermined.is_empty()).then(|| format!("{undetermined} undetermined"));
        let findings = (!self.notes.is_empty()).then(|| pluralise(self.notes.len() as u64, "finding"));
        [unrecorded, undetermined, findings].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// How a figure of this indicator stands against the target; `None` without a target or a value.
    pub(crate) fn status(&self, figure: &ShownFigure) -> Option<Status> {
        self.expectation?.status(self.info.polarity, figure.exact()?)
    }
}

/// The figure on an earlier date, and where it went since.
#[derive(Clone, Copy)]
pub(crate) struct Then {
    pub(crate) figure: ShownFigure,
    /// `None` if one of the two has no value.
    pub(crate) direction: Option<Direction>,
}

impl Then {
    /// `is_like` says whether the two can be compared.
    fn new(info: &IndicatorInfo, (now, figure): (&ShownFigure, ShownFigure), is_like: bool) -> Self {
        let values = figure.exact().zip(now.exact()).filter(|_| is_like);
        Self { figure, direction: values.map(|(then, now)| Direction::between(info.polarity, then, now)) }
    }
}

/// The figure on the date that is compared with, and how the members changed since.
#[derive(Clone, Copy)]
pub(crate) struct Comparison {
    pub(crate) then: Then,
    pub(crate) members: Change,
}
