//! A scorecard to be shown: with what beside it, and in which forms.

use std::borrow::Cow;

use carekpi::measure::About;
use carekpi::{Breakdown, Change, Difference, Measured, Scorecard, Series, Subject};
use carekpi::{Definitions, measure::Figure};

use crate::shown::ShownFigure;
use crate::{DataQuality, csv_text, html, json, protect, table};

/// A scorecard to be shown, with what is to be shown beside it.
///
/// ```
/// use carekpi::model::Caseload;
/// use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
/// use carekpi_report::ScorecardReport;
/// use chrono::NaiveDate;
///
/// let caseload = Caseload::default();
/// let calendar = WorkingCalendar::england_and_wales();
/// let on = |month, day| {
///     let date = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
///     Scorecard::measure(&caseload, &Definitions::default(), &calendar, date, Period::YearToDate).unwrap()
/// };
/// let (now, before) = (on(3, 31), on(1, 31));
/// let report = ScorecardReport::new(&now).compared_with(&before);
/// assert!(report.table(false).contains("compared with 31 January 2026"));
/// assert!(report.csv().starts_with("snapshot,indicator,"));
/// ```
#[derive(Clone, Debug)]
pub struct ScorecardReport<'r, 'c> {
    pub(crate) scorecard: &'r Scorecard<'c>,
    pub(crate) quality: Cow<'r, DataQuality>,
    pub(crate) breakdown: Option<&'r Breakdown<Scorecard<'c>>>,
    pub(crate) before: Option<&'r Scorecard<'c>>,
    pub(crate) history: Option<&'r Series>,
    pub(crate) subjects: bool,
    pub(crate) published: bool,
}

impl<'r, 'c> ScorecardReport<'r, 'c> {
    /// The scorecard alone.
    #[must_use]
    pub fn new(scorecard: &'r Scorecard<'c>) -> Self {
        Self {
            scorecard,
            quality: Cow::Owned(DataQuality::default()),
            breakdown: None,
            before: None,
            history: None,
            subjects: false,
            published: false,
        }
    }

    /// The scorecard of all, and of each group.
    #[must_use]
    pub fn by_group(breakdown: &'r Breakdown<Scorecard<'c>>) -> Self {
        Self { breakdown: Some(breakdown), ..Self::new(&breakdown.whole) }
    }

    /// With what there is to say of the data.
    #[must_use]
    pub fn quality(self, quality: &'r DataQuality) -> Self {
        Self { quality: Cow::Borrowed(quality), ..self }
    }

    /// With the same figures on another date, and what became of the children between the two.
    #[must_use]
    pub fn compared_with(self, before: &'r Scorecard<'c>) -> Self {
        Self { before: Some(before), ..self }
    }

    /// With a series of the same indicators that ends on the snapshot date, for the small lines beside the figures (HTML).
    #[must_use]
    pub fn history(self, history: &'r Series) -> Self {
        Self { history: Some(history), ..self }
    }

    /// With every member of every figure (JSON; HTML always lists who is overdue).
    #[must_use]
    pub fn subjects(self) -> Self {
        Self { subjects: true, ..self }
    }

    /// As it may be published: counts by which somebody could be recognised are hidden, as [`protect`](crate::protect) says, and
    /// nothing is shown of single children, of what became of them since another date, or of the data.
    #[must_use]
    pub fn published(self) -> Self {
        Self { published: true, ..self }
    }

    /// As a table for a terminal, at most 120 columns wide as long as the names of groups are short; with colours if
    /// `colour`.
    #[must_use]
    pub fn table(&self, colour: bool) -> String {
        table::scorecard_table(self, colour)
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        json::scorecard_json(self)
    }

    /// As CSV: a row an indicator, or, with groups, a row for all and one for each group. The columns `by` and `group`
    /// are there only with groups; in the row for all both are blank.
    #[must_use]
    pub fn csv(&self) -> String {
        csv_text::scorecard_csv(self)
    }

    /// As one HTML file that needs nothing else.
    #[must_use]
    pub fn html(&self) -> String {
        html::scorecard_html(self)
    }

    /// The settings that are not the default.
    pub(crate) fn changed_definitions(&self) -> Vec<Difference> {
        self.scorecard.basis.definitions.diff(&Definitions::default())
    }

    /// The figures, one row an indicator.
    pub(crate) fn rows(&self) -> Vec<Row<'_>> {
        self.scorecard.indicators.iter().enumerate().map(|(place, measured)| self.row(place, measured)).collect()
    }

    fn row<'s>(&'s self, place: usize, measured: &'s Measured<'c>) -> Row<'s> {
        let groups: Vec<(&str, Figure)> = self
            .breakdown
            .iter()
            .flat_map(|breakdown| &breakdown.groups)
            .filter_map(|(name, card)| Some((name.as_str(), card.indicators.get(place)?.figure)))
            .collect();
        let figures: Vec<Figure> = groups.iter().map(|(_, figure)| *figure).collect();
        let (figure, shown) = self.show(&measured.figure, &figures);
        let history = self.history.and_then(|history| history.indicators().get(place));
        let before = self.before.filter(|_| !self.published).and_then(|before| before.indicators.get(place));
        Row {
            about: &measured.about,
            figure,
            groups: groups.into_iter().map(|(name, _)| name).zip(shown).collect(),
            before: before.map(|before| (before.figure.into(), Change::between(before, measured))),
            history: history
                .map_or(Vec::new(), |of| of.figures.iter().map(|figure| self.show(figure, &[]).0).collect()),
            subjects: if self.published { &[] } else { &measured.subjects },
            notes: if self.published { Vec::new() } else { self.quality.of(measured.about.id).collect() },
        }
    }

    fn show(&self, figure: &Figure, groups: &[Figure]) -> (ShownFigure, Vec<ShownFigure>) {
        if self.published {
            return protect(figure, groups);
        }
        ((*figure).into(), groups.iter().map(|group| (*group).into()).collect())
    }
}

/// One figure of a scorecard with all that is shown of it.
pub(crate) struct Row<'s> {
    pub(crate) about: &'s About,
    pub(crate) figure: ShownFigure,
    /// By the name of the group.
    pub(crate) groups: Vec<(&'s str, ShownFigure)>,
    /// The figure on the other date, and what became of the members.
    pub(crate) before: Option<(ShownFigure, Change)>,
    pub(crate) history: Vec<ShownFigure>,
    pub(crate) subjects: &'s [Subject<'s>],
    /// What there is to say of the data behind it.
    pub(crate) notes: Vec<&'s str>,
}
