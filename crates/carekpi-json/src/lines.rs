//! JSON Lines: one object a line, for caseloads of any size.

use std::io::{self, BufRead, Write};

use carekpi_model::entry::Case;
use carekpi_model::{Caseload, PopulationEstimate};
use serde::{Deserialize, Serialize};

use crate::load::Loader;
use crate::shape::Shape;
use crate::survey::survey;
use crate::team::{Team, teams};
use crate::text::without_mark;
use crate::{JsonErrorKind, JsonErrors, Location};

/// One line of JSON Lines: an object with one key, which gives its kind.
///
/// ```
/// use carekpi_json::Line;
/// use carekpi_model::entry::Case;
///
/// let child = Line::Child(Box::new(Case { id: "P1", ..Default::default() }));
/// assert_eq!(serde_json::to_string(&child).unwrap(), r#"{"child":{"id":"P1"}}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", bound(serialize = "Case<T>: Serialize", deserialize = "Case<T>: Deserialize<'de>"))]
#[non_exhaustive]
pub enum Line<T = String> {
    /// An estimate of the population.
    Population(PopulationEstimate),
    /// The name of a team.
    Team(Team),
    /// A child with all its records.
    Child(Box<Case<T>>),
}

/// Reads JSON Lines: a [`Line`] on each line, in any order. Blank lines are skipped. Apart from the caseload, it holds only one
/// line and the identifiers of the children in memory.
///
/// ```
/// let lines = r#"{"population": {"published": "2025-07-30", "population": 52000}}
/// {"team": {"number": "T7", "name": "North"}}
/// {"child": {"id": "P1", "protection_plans": [{"start": "2026-01-12", "team": "T7"}]}}
/// {"child": {"id": "P2"}}
/// "#;
/// let caseload = carekpi_json::read_lines(lines.as_bytes()).unwrap();
/// assert_eq!(caseload.len(), 2);
///
/// let lines = r#"{"child": {"id": "P1", "placement": []}}
/// {"child": {"id": "P1", "born": "31.3.26"}}
/// "#;
/// assert_eq!(
///     carekpi_json::read_lines(lines.as_bytes()).unwrap_err().to_string(),
///     "line 1, column 37: child.placement: there is no such field; did you mean `placements`?\n\
///      line 2: child.id: `P1` is already the identifier of line 1: child\n\
///      line 2, column 32: child.born: `31.3.26` is not a date; expected YYYY-MM-DD"
/// );
/// ```
///
/// # Errors
///
/// The errors of [`CaseRecords::from_json`](crate::CaseRecords::from_json) and
/// [`CaseRecords::caseload`](crate::CaseRecords::caseload), with the number of the line; or the source can't be read.
/// Faults in all lines are reported.
pub fn read_lines(mut source: impl BufRead) -> Result<Caseload, JsonErrors> {
    let mut loader = Loader::new(|line| Location::line(line).at("child"));
    let mut json = Vec::new();
    for line in 1.. {
        json.clear();
        match source.read_until(b'\n', &mut json) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                loader.faults.add(|| Location::line(line).with_kind(JsonErrorKind::Unreadable(error)));
                break;
            }
        }
        let json = without_mark(&json).trim_ascii_end();
        if json.is_empty() {
            continue;
        }
        match serde_json::from_slice::<Line>(json) {
            Ok(Line::Population(estimate)) => loader.population(estimate),
            Ok(Line::Team(team)) => loader.team(&team, || Location::line(line).at("team")),
            Ok(Line::Child(child)) => loader.child(&child, line),
            Err(_) => {
                if let Some(id) = survey(json, Shape::line(), Some(line), &mut loader.faults) {
                    loader.identify(&id, line);
                }
            }
        }
    }
    loader.finish()
}

/// Writes a caseload as JSON Lines: population estimates, then teams, then the children by identifier.
///
/// ```
/// use carekpi_model::{Caseload, entry};
///
/// let mut builder = Caseload::builder();
/// builder.child(entry::Child { id: "P1", ..Default::default() });
/// let mut lines = Vec::new();
/// carekpi_json::write_lines(&builder.finish().unwrap(), &mut lines).unwrap();
/// assert_eq!(lines, b"{\"child\":{\"id\":\"P1\"}}\n");
/// ```
///
/// # Errors
///
/// The destination can't be written.
pub fn write_lines(caseload: &Caseload, mut to: impl Write) -> io::Result<()> {
    let estimates = caseload.population().estimates().iter().copied();
    let lines = estimates.map(Line::Population).chain(teams(caseload).map(Line::Team));
    let children = caseload.children().map(|child| Line::<&str>::Child(Box::new(child.into())));
    for line in lines.chain(children) {
        serde_json::to_writer(&mut to, &line)?;
        to.write_all(b"\n")?;
    }
    Ok(())
}
