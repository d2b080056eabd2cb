//! Reports of a scorecard.

use carekpi_dates::Period;
use carekpi_engine::{
    Breakdown, CaseWorkers, Change, Direction, Earlier, Expectation, Expectations, IndicatorResult, IndicatorSeries,
    Measurement, Reasons, Scorecard, Series, Status, Subject,
};
use carekpi_measure::Figure;
use carekpi_rules::IndicatorInfo;
use chrono::NaiveDate;

use crate::display::ShownFigure;
use crate::labels::pluralise;
use crate::quality::DataQuality;
use crate::suppression::suppress_small_counts;

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
    pub(crate) published: bool,
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
            published: false,
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
            self.scorecard.indicators().iter().map(|result| measurement.records_begin(result.info.id)).collect();
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

    /// The report as it may be published. [`suppress_small_counts`] hides small counts. Single children, changes since another date
    /// and the quality of the data are left out.
    #[must_use]
    pub fn published(self) -> Self {
        Self { published: true, ..self }
    }

    /// The quality of the data; `None` if it was not checked, or the report is published.
    pub(crate) fn checked(&self) -> Option<&'r DataQuality> {
        self.quality.filter(|_| !self.published)
    }

    /// The first difference between what these figures and those of the other date were made with; `None` if they are alike, or no
    /// other date is shown.
    pub(crate) fn unlike(&self) -> Option<String> {
        let before = self.before.filter(|_| !self.published)?;
        self.scorecard.provenance().check_same(before.provenance()).err().map(|unlike| unlike.to_string())
    }

    /// The quality of the data, in a few words.
    pub(crate) fn data_quality(&self) -> String {
        self.checked().map_or_else(|| "not checked".to_owned(), DataQuality::in_words)
    }

    /// The figures, one row for each indicator.
    pub(crate) fn rows(&self) -> Vec<Row<'_>> {
        self.scorecard.indicators().iter().enumerate().map(|(place, result)| self.row(place, result)).collect()
    }

    fn row<'s>(&'s self, place: usize, result: &'s IndicatorResult<'c>) -> Row<'s> {
        let groups: Vec<(&str, Figure)> = self
            .breakdown
            .iter()
            .flat_map(|breakdown| &breakdown.groups)
            .filter_map(|(name, card)| Some((name.as_str(), card.indicators().get(place)?.figure)))
            .collect();
        let figures: Vec<Figure> = groups.iter().map(|(_, figure)| *figure).collect();
        let (figure, shown) = self.show(&result.figure, &figures);
        let history = self.history.and_then(|history| history.indicators().get(place));
        let before = self.before.filter(|_| !self.published).and_then(|before| before.indicators().get(place));
        let begin = self.begin.get(place).copied().flatten();
        let is_recorded = |date: NaiveDate| begin.is_none_or(|begin| begin <= date);
        let before = before.map(|before| {
            let is_like = is_recorded(self.before.map_or(NaiveDate::MAX, Scorecard::snapshot));
            let then = Then::new(&result.info, (&figure, before.figure.into()), is_like);
            Comparison { then, members: Change::between(before, result) }
        });
        let then = |series: Option<&Series>| {
            let series = series?;
            let then = self.show(series.indicators().get(place)?.figures.first()?, &[]).0;
            let is_like = self.is_like(&result.info) && series.dates().first().is_some_and(|date| is_recorded(*date));
            Some(Then::new(&result.info, (&figure, then), is_like))
        };
        Row {
            info: &result.info,
            expectation: self.expectations.map(|expectations| expectations.get(result.info.id)),
            month: then(self.earlier.and_then(|earlier| earlier.month.as_ref())),
            year: then(self.earlier.and_then(|earlier| earlier.year.as_ref())),
            figure,
            groups: groups.into_iter().map(|(name, _)| name).zip(shown).collect(),
            before,
            is_recorded: is_recorded(self.scorecard.snapshot()),
            history: history.map_or(Vec::new(), |of| self.points(of, &figure, begin)),
            subjects: if self.published { &[] } else { &result.subjects },
            notes: self.checked().map_or(Vec::new(), |quality| quality.of_indicator(result.info.id, &result.subjects)),
        }
    }

    /// The figures of a history; `None` before the records begin. If groups hide the figure of the snapshot date, so does it.
    fn points(
        &self,
        history: &IndicatorSeries,
        now: &ShownFigure,
        begin: Option<NaiveDate>,
    ) -> Vec<Option<ShownFigure>> {
        let dates = self.history.map_or(&[][..], |history| history.dates());
        let points = history.figures.iter().zip(dates);
        let is_hidden = |date: NaiveDate| self.published && date == self.scorecard.snapshot();
        let shown = |(figure, date): (&Figure, &NaiveDate)| {
            let is_recorded = begin.is_none_or(|begin| begin <= *date);
            is_recorded.then(|| if is_hidden(*date) { *now } else { self.show(figure, &[]).0 })
        };
        points.map(shown).collect()
    }

    /// Whether an indicator has the same meaning on earlier dates: a flow has not, if its period is not the year to date.
    fn is_like(&self, info: &IndicatorInfo) -> bool {
        let (own, on, year) = (self.scorecard.period(), self.scorecard.snapshot(), Period::YearToDate);
        info.unit.is_person() || (own.first_day(on), own.last_day(on)) == (year.first_day(on), year.last_day(on))
    }

    fn show(&self, figure: &Figure, groups: &[Figure]) -> (ShownFigure, Vec<ShownFigure>) {
        if self.published {
            return suppress_small_counts(figure, groups);
        }
        ((*figure).into(), groups.iter().map(|group| (*group).into()).collect())
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
