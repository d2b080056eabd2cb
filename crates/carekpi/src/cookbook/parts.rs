//! Recipes for parts of a caseload: measured apart, added up, corrected.
//!
//! # Merging parts
//!
//! Series and scorecards of different children can be added: those of councils to those of a nation, or those of the parts of a
//! large caseload. If the parts are children of one council, give one part the council's population and the others a population of
//! 0. Parts that were made with different definitions are refused, and so is a part that was already added: each series carries the
//! fingerprints of its parts. A series can be added after it was written and read as JSON.
//!
//! ```
//! use carekpi::Series;
//! # use carekpi::{Definitions, Step, WorkingCalendar};
//! use carekpi::json::CaseRecords;
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let measure = |records: &CaseRecords, definitions: Definitions| -> Result<Series, Box<dyn std::error::Error>> {
//! #     let caseload = records.caseload()?;
//! #     let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
//! #     Ok(measurement.series(day(1, 1), day(3, 1), Step::Month)?)
//! # };
//! let whole = CaseRecords::from_json(
//!     r#"{"population": [{"published": "2025-07-30", "population": 52000}],
//!         "children": [{"id": "P1", "protection_plans": [{"start": "2026-01-12"}]}, {"id": "P2"}]}"#,
//! )?;
//! let (mut one, mut other) = (whole.clone(), whole.clone());
//! one.children.truncate(1);
//! other.children.drain(..1);
//! other.population.iter_mut().for_each(|estimate| estimate.population = 0);
//!
//! let mut sum = measure(&one, Definitions::default())?;
//! let part = serde_json::to_string(&measure(&other, Definitions::default())?)?;
//! sum.merge(&serde_json::from_str(&part)?)?;
//! assert_eq!(sum, measure(&whole, Definitions::default())?);
//!
//! let refused = sum.merge(&measure(&other, Definitions::statutory())?).unwrap_err();
//! assert!(refused.to_string().starts_with("the settings differ"));
//! let refused = sum.merge(&serde_json::from_str(&part)?).unwrap_err();
//! assert!(matches!(refused, carekpi::MergeError::AlreadyAdded(_)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # One child's records corrected
//!
//! Keep the series of all children. Measure the child alone, before and after the correction.
//!
//! ```
//! # use carekpi::{Definitions, Series, Step, WorkingCalendar};
//! # use carekpi::json::CaseRecords;
//! # use chrono::NaiveDate;
//! # let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! # let measure = |json: &str| -> Result<Series, Box<dyn std::error::Error>> {
//! #     let caseload = CaseRecords::from_json(json)?.caseload()?;
//! #     let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! #     Ok(measurement.series(day(1, 1), day(3, 1), Step::Month)?)
//! # };
//! let mut all = measure(
//!     r#"{"children": [{"id": "P1", "protection_plans": [{"start": "2026-01-12"}]},
//!                      {"id": "P2", "protection_plans": [{"start": "2026-02-02"}]}]}"#,
//! )?;
//! let before = measure(r#"{"children": [{"id": "P1", "protection_plans": [{"start": "2026-01-12"}]}]}"#)?;
//! let after = measure(r#"{"children": [{"id": "P1", "protection_plans": [{"start": "2026-01-12", "end": "2026-02-20"}]}]}"#)?;
//! all.correct(&before, &after)?;
//! let plans = all.get("cp-plans").ok_or("not measured")?.figures.iter().map(|figure| figure.numerator);
//! assert_eq!(plans.collect::<Vec<_>>(), [0, 1, 1]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
