//! A document of case records.

use std::io::{self, Read};

use carekpi_model::entry::Case;
use carekpi_model::{Caseload, ObjectOnly, PopulationEstimate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::errors::Faults;
use crate::load::Loader;
use crate::shape::Shape;
use crate::survey::survey;
use crate::team::{Team, object_only, teams};
use crate::text::without_mark;
use crate::{JsonErrorKind, JsonErrors, Location};

/// Case records as one JSON document: the children with their records, the population estimates and the teams.
///
/// ```
/// use carekpi_json::CaseRecords;
///
/// let records = CaseRecords::from_json(
///     r#"{
///         "population": [{ "reference": "2024-06-30", "published": "2025-07-30", "population": 52000 }],
///         "teams": [{ "number": "T7", "name": "North" }],
///         "children": [
///             {
///                 "id": "P1",
///                 "born": "2015-06-01",
///                 "protection_plans": [{ "id": "CP1", "start": "2026-01-12", "team": "T7" }],
///                 "core_groups": [{ "date": "2026-01-20" }, { "date": "2026-02-18" }],
///                 "protection_visits": [{ "id": "V1", "date": "2026-03-02", "seen": true }]
///             }
///         ]
///     }"#,
/// )
/// .unwrap();
/// let caseload = records.caseload().unwrap();
/// assert_eq!(caseload.find("P1").unwrap().protection_plans().len(), 1);
/// assert_eq!(CaseRecords::from(&caseload), records);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct CaseRecords {
    /// Estimates of the population aged 0 to 17.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub population: Vec<PopulationEstimate>,
    /// The names of teams that are given by their number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Team>,
    /// The children.
    pub children: Vec<Case<String>>,
}

object_only!(CaseRecords);

impl From<&Caseload> for CaseRecords {
    /// The records of this caseload: children by identifier, each child's records by date.
    ///
    /// Reading them gives the same caseload if it could have been read: no two records of one kind of one child have the same
    /// identifier, no record ends before it starts, no text has white space around it, and all years are from 0 to 9999.
    fn from(caseload: &Caseload) -> Self {
        Self {
            population: caseload.population().estimates().to_vec(),
            teams: teams(caseload).collect(),
            children: caseload.children().map(Case::from).collect(),
        }
    }
}

impl CaseRecords {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// The text is not JSON or does not have the right shape: a field is missing, unknown, given twice or of the wrong type, or a date
    /// is not valid. Every fault is reported, with those that [`caseload`](Self::caseload) would find. If the shape is right,
    /// `caseload` checks the records themselves.
    pub fn from_json(json: &str) -> Result<Self, JsonErrors> {
        parse(json.as_bytes())
    }

    /// Reads a document from a file or another source, which need not be buffered. It holds the whole document in memory;
    /// [`read_lines`](crate::read_lines) holds one line at a time.
    ///
    /// ```
    /// let records = carekpi_json::CaseRecords::from_reader(r#"{"children": []}"#.as_bytes()).unwrap();
    /// assert!(records.children.is_empty());
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`from_json`](Self::from_json); or the source can't be read.
    pub fn from_reader(mut source: impl Read) -> Result<Self, JsonErrors> {
        let mut json = Vec::new();
        source
            .read_to_end(&mut json)
            .map_err(|error| Location::default().with_kind(JsonErrorKind::Unreadable(error)))?;
        parse(&json)
    }

    /// The document, indented, with the fields in a fixed order and a line end after it. Reading it gives the same records.
    ///
    /// ```
    /// assert_eq!(carekpi_json::CaseRecords::default().to_json(), "{\n  \"children\": []\n}\n");
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        // These structures hold nothing that JSON can't represent.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// Writes the document of [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// The destination can't be written.
    pub fn write(&self, mut to: impl io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut to, self)?;
        to.write_all(b"\n")
    }

    /// The caseload of these records. Their order does not matter.
    ///
    /// # Errors
    ///
    /// A child or a team has no identifier, two children have the same identifier, two records of one kind of one child have the
    /// same identifier, or a record ends before it starts.
    ///
    /// ```
    /// use carekpi_json::CaseRecords;
    ///
    /// let records = CaseRecords::from_json(
    ///     r#"{"children": [{"id": "P1", "placements": [{"start": "2026-03-02", "end": "2026-03-01"}]}]}"#,
    /// );
    /// assert_eq!(
    ///     records.unwrap().caseload().unwrap_err().to_string(),
    ///     "children[0].placements[0].end: the end, 2026-03-01, is before the start, 2026-03-02"
    /// );
    /// ```
    pub fn caseload(&self) -> Result<Caseload, JsonErrors> {
        let mut loader = Loader::new(|index| Location::path(format!("children[{index}]")));
        for estimate in &self.population {
            loader.population(*estimate);
        }
        for (index, team) in self.teams.iter().enumerate() {
            loader.team(team, || Location::path(format!("teams[{index}]")));
        }
        for (index, child) in (0..).zip(&self.children) {
            loader.child(child, index);
        }
        loader.finish()
    }
}

/// Reads a document.
fn parse(json: &[u8]) -> Result<CaseRecords, JsonErrors> {
    let json = without_mark(json);
    serde_json::from_slice(json).map_err(|_| {
        let mut faults = Faults::default();
        survey(json, Shape::document(), None, &mut faults);
        faults.into()
    })
}
