//! The records of an extract, and what can be asked of them.

use carekpi::catalogue;
use carekpi::check::{Check, incomplete};
use carekpi::report::{ExplanationReport, WorklistReport, printable};
use carekpi::ssd::{Extract, Survey};
use carekpi::xlsx::to_xlsx;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::scorecard::scorecard;
use crate::settings::Settings;

/// The records of an extract. Settings are JSON: `{ "snapshot": "2026-03-31", "profile": "statutory" }`.
#[wasm_bindgen]
pub struct Records {
    survey: Survey,
}

impl From<Survey> for Records {
    fn from(survey: Survey) -> Self {
        Self { survey }
    }
}

#[wasm_bindgen]
impl Records {
    /// How many children there are.
    #[must_use]
    pub fn children(&self) -> usize {
        self.survey.extract.caseload.len()
    }

    /// What the extract holds, and which figures may be wrong: as `json`, `text`, or the draft of a mapping (`toml`). As `shown` it is JSON with
    /// the titles of the indicators, and without characters that control how text is shown.
    ///
    /// # Errors
    ///
    /// The settings are wrong.
    pub fn check(&self, settings: &str, format: &str) -> Result<Vec<u8>, String> {
        let measurement = Settings::read(settings)?.measure(&self.survey.extract)?;
        let check = Check::of(&self.survey, &measurement);
        Ok(match format {
            "text" => check.text(),
            "toml" => check.mapping_draft(),
            "shown" => with_titles(&check.json()).map(|line| printable(&line))?,
            _ => check.json(),
        }
        .into_bytes())
    }

    /// The figures on the snapshot date, as `html`, `json`, `csv` or `xlsx`: the bytes that the program writes.
    ///
    /// # Errors
    ///
    /// The settings are wrong, or a table can't be read.
    pub fn scorecard(&self, settings: &str, format: &str) -> Result<Vec<u8>, String> {
        scorecard(self.extract()?, &Settings::read(settings)?, format)
    }

    /// Who is overdue and who falls due, as `html`, `json`, `csv` or `xlsx`.
    ///
    /// # Errors
    ///
    /// As for [`scorecard`](Self::scorecard).
    pub fn worklist(&self, settings: &str, format: &str) -> Result<Vec<u8>, String> {
        let (extract, settings) = (self.extract()?, Settings::read(settings)?);
        let measurement = settings.measure(extract)?;
        let worklist =
            measurement.worklist(settings.snapshot()?, settings.within()).map_err(|error| error.to_string())?;
        let notice = incomplete(extract, &measurement, None);
        let report = WorklistReport::from(&worklist).incomplete(notice.as_deref()).council(settings.council());
        Ok(match format {
            "csv" => report.csv().into_bytes(),
            "json" => report.json().into_bytes(),
            "xlsx" => to_xlsx(&report.workbook()).map_err(|error| error.to_string())?,
            _ => report.html().into_bytes(),
        })
    }

    /// Why each figure counts a child or does not, as `html`, `json` or `text`.
    ///
    /// # Errors
    ///
    /// As for [`scorecard`](Self::scorecard), or no child has this identifier.
    pub fn explain(&self, settings: &str, child: &str, format: &str) -> Result<Vec<u8>, String> {
        let (extract, settings) = (self.extract()?, Settings::read(settings)?);
        let measurement = settings.measure(extract)?;
        let explanation = measurement.explain(settings.snapshot()?, child).map_err(|error| error.to_string())?;
        let notice = incomplete(extract, &measurement, None);
        let report = ExplanationReport::from(&explanation).incomplete(notice.as_deref()).council(settings.council());
        Ok(match format {
            "json" => report.json(),
            "text" => report.text(),
            _ => report.html(),
        }
        .into_bytes())
    }
}

impl Records {
    /// The extract, if every table of it can be read.
    fn extract(&self) -> Result<&Extract, String> {
        match self.survey.faults.first() {
            None => Ok(&self.survey.extract),
            Some((_, fault)) => Err(fault.to_string()),
        }
    }
}

/// A check with the titles of the indicators by their identifiers, without line ends: they are control characters too.
fn with_titles(check: &str) -> Result<String, String> {
    let mut check: Map<String, Value> = serde_json::from_str(check).map_err(|error| error.to_string())?;
    let titles = catalogue().into_iter().map(|info| (info.id.into_owned(), Value::from(info.title.into_owned())));
    check.insert("titles".to_owned(), titles.collect());
    Ok(Value::from(check).to_string())
}
