//! The fields that hold codes or words, and the values in them.

use std::fmt;

use crate::{Caseload, Code, CodeSet, RecordKind};

/// A field that holds a code, or words that definitions look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum CodeColumn {
    /// The code of a legal status.
    LegalStatus,
    /// The code of a placement.
    Placement,
    /// The type of a health check.
    HealthCheckType,
    /// The status of a health check.
    HealthCheckStatus,
    /// The activity of a care leaver.
    Activity,
    /// Whether a care leaver is in touch.
    InTouch,
    /// Whether a care leaver's accommodation is suitable.
    Suitable,
    /// The role of a worker in an allocation.
    Role,
    /// The team of an allocation.
    Team,
    /// The entitlement of a care leaver whose spell has no start.
    Eligibility,
}

impl CodeColumn {
    /// Every field.
    pub const ALL: [Self; 10] = [
        Self::LegalStatus,
        Self::Placement,
        Self::HealthCheckType,
        Self::HealthCheckStatus,
        Self::Activity,
        Self::InTouch,
        Self::Suitable,
        Self::Role,
        Self::Team,
        Self::Eligibility,
    ];

    /// The kind of record that a value of the field can make wrong.
    #[must_use]
    pub const fn record_kind(self) -> RecordKind {
        match self {
            Self::LegalStatus => RecordKind::LegalStatus,
            Self::Placement => RecordKind::PlacementCode,
            Self::HealthCheckType | Self::HealthCheckStatus => RecordKind::HealthCheck,
            Self::Activity => RecordKind::LeaverActivity,
            Self::InTouch => RecordKind::LeaverInTouch,
            Self::Suitable => RecordKind::LeaverSuitable,
            Self::Role => RecordKind::AllocationRole,
            Self::Team => RecordKind::AllocationTeam,
            Self::Eligibility => RecordKind::LeaverSpell,
        }
    }
}

impl fmt::Display for CodeColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LegalStatus => "legal status",
            Self::Placement => "placement code",
            Self::HealthCheckType => "type of health check",
            Self::HealthCheckStatus => "status of health check",
            Self::Activity => "activity of a care leaver",
            Self::InTouch => "in-touch code of a care leaver",
            Self::Suitable => "suitability of a care leaver's accommodation",
            Self::Role => "role of a worker",
            Self::Team => "team of an allocation",
            Self::Eligibility => "entitlement of a care leaver",
        })
    }
}

impl Caseload {
    /// The distinct values of a field, in the order of their texts, each with the number of records that have it. Blank ones are
    /// left out.
    ///
    /// ```
    /// use carekpi_model::{Caseload, CodeColumn, entry};
    /// use chrono::NaiveDate;
    ///
    /// let start = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// for (id, code) in [("L1", "V4"), ("L2", "C2"), ("L3", "V4")] {
    ///     builder.legal_status(child, entry::LegalStatus { id, start, end: None, code });
    /// }
    /// let caseload = builder.finish().unwrap();
    /// assert_eq!(caseload.values_of(CodeColumn::LegalStatus), [("C2", 1), ("V4", 2)]);
    /// ```
    #[must_use]
    pub fn values_of(&self, column: CodeColumn) -> Vec<(&str, usize)> {
        let mut counts: Vec<(Code, usize)> = Vec::new();
        self.for_each_code(column, |code| {
            if code.index() >= counts.len() {
                counts.resize(code.index().saturating_add(1), (Code::default(), 0));
            }
            if let Some(count) = counts.get_mut(code.index()) {
                *count = (code, count.1.saturating_add(1));
            }
        });
        let recorded = counts.into_iter().filter(|(code, count)| !code.is_blank() && *count > 0);
        let mut values: Vec<(&str, usize)> = recorded.map(|(code, count)| (self.code_text(code), count)).collect();
        values.sort_unstable();
        values
    }

    /// The codes of a field whose text is wanted.
    ///
    /// ```
    /// use carekpi_model::{Caseload, CodeColumn, list_with};
    ///
    /// let adoption = ["A3", "A4", "A5", "A6"];
    /// let caseload = Caseload::default();
    /// let codes = caseload.codes_of(CodeColumn::Placement, |text| list_with(text, &[&adoption]).is_some());
    /// assert_eq!(codes, Default::default());
    /// ```
    #[must_use]
    pub fn codes_of(&self, column: CodeColumn, is_wanted: impl Fn(&str) -> bool) -> CodeSet {
        let mut all = CodeSet::default();
        self.for_each_code(column, |code| all.insert(code));
        all.iter().filter(|code| is_wanted(self.code_text(*code))).collect()
    }

    /// Calls a function with each code of a field that has a text.
    fn for_each_code(&self, column: CodeColumn, mut known: impl FnMut(Code)) {
        let mut each = |code| {
            if self.knows(code) {
                known(code);
            }
        };
        match column {
            CodeColumn::LegalStatus => self.legal_statuses.records().iter().for_each(|one| each(one.code)),
            CodeColumn::Placement => self.placements.records().iter().for_each(|one| each(one.code)),
            CodeColumn::HealthCheckType => self.health_checks.records().iter().for_each(|one| each(one.kind)),
            CodeColumn::HealthCheckStatus => self.health_checks.records().iter().for_each(|one| each(one.status)),
            CodeColumn::Activity => self.leaver_statuses.records().iter().for_each(|one| each(one.activity)),
            CodeColumn::InTouch => self.leaver_statuses.records().iter().for_each(|one| each(one.in_touch)),
            CodeColumn::Suitable => self.leaver_statuses.records().iter().for_each(|one| each(one.suitable)),
            CodeColumn::Role => self.allocations.records().iter().for_each(|one| each(one.role)),
            CodeColumn::Team => self.allocations.records().iter().for_each(|one| each(one.team)),
            CodeColumn::Eligibility => {
                let undated = self.leaver_spells.records().iter().filter(|one| one.start.is_none());
                undated.for_each(|one| each(one.eligibility));
            }
        }
    }
}
