//! Expectations files.

use std::ops::Range;

use carekpi_engine::{Expectation, Expectations};
use carekpi_rules::IndicatorInfo;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::DefinitionsError;
use crate::near::unknown;
use crate::toml_file::{Fault, error_at};

/// Reads an expectations file: a TOML table for each indicator, with what is aimed at and with the figures of others.
///
/// ```
/// use carekpi::{Status, catalogue, expectations_from_toml};
/// use carekpi::measure::Value;
///
/// let text = r#"
///     [cp-visits]
///     target = 95.0
///     floor = 85.0
///     [cp-visits.comparators]
///     "England 2025" = 88.1
/// "#;
/// let catalogue = catalogue();
/// let expectations = expectations_from_toml(text, &catalogue).unwrap();
/// let visits = catalogue.iter().find(|info| info.id == "cp-visits").unwrap();
/// assert_eq!(expectations.get("cp-visits").status(visits.polarity, Value::Tenths(880)), Some(Status::Near));
/// let error = expectations_from_toml("[cp-visit]\ntarget = 95\n", &catalogue).unwrap_err();
/// assert!(error.to_string().starts_with("line 1: [cp-visit]: unknown indicator `cp-visit`; did you mean `cp-visits`?"));
/// ```
///
/// # Errors
///
/// An indicator or a key is unknown, a value is not a number, or a floor is not on the worse side of its target. The error names
/// the line, and what is valid there.
pub fn expectations_from_toml(text: &str, indicators: &[IndicatorInfo]) -> Result<Expectations, DefinitionsError> {
    let file = DeTable::parse(text).map_err(|error| error_at(text, error.span(), error.message()))?;
    let wrong = |span: Range<usize>, message: String| error_at(text, Some(span), &message);
    let mut expectations = Vec::new();
    for (key, value) in file.get_ref() {
        let id = key.get_ref().as_ref();
        let info = indicators.iter().find(|info| info.id == id);
        let info =
            info.ok_or_else(|| wrong(key.span(), unknown("indicator", id, indicators.iter().map(|info| &*info.id))))?;
        let DeValue::Table(table) = value.get_ref() else {
            return Err(wrong(key.span(), format!("{id} is a table; expected [{id}] with its keys below")));
        };
        let expectation = expectation(table).map_err(|(span, message)| wrong(span, message))?;
        if info.is_percentage() && values(&expectation).any(|value| value > 100.0) {
            return Err(wrong(key.span(), format!("{id} is a percentage; expected numbers from 0 to 100")));
        }
        expectation.check(info.polarity).map_err(|error| {
            let keys = ["floor", "target"];
            let place = keys.iter().find_map(|key| table.iter().find(|(name, _)| name.get_ref() == key));
            wrong(place.map_or_else(|| key.span(), |(name, _)| name.span()), error.to_string())
        })?;
        expectations.push((id.to_owned(), expectation));
    }
    Ok(expectations.into_iter().collect())
}

/// The target, the floor, and the values of others.
fn values(expectation: &Expectation) -> impl Iterator<Item = f64> {
    [expectation.target, expectation.floor].into_iter().flatten().chain(expectation.comparators.values().copied())
}

fn expectation(table: &DeTable<'_>) -> Result<Expectation, Fault> {
    let mut expectation = Expectation::default();
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "target" => expectation.target = Some(number(value)?),
            "floor" => expectation.floor = Some(number(value)?),
            "comparators" => {
                let DeValue::Table(comparators) = value.get_ref() else {
                    let message = "expected a table of names and values, such as \"England 2025\" = 88.1";
                    return Err((value.span(), message.to_owned()));
                };
                for (name, value) in comparators {
                    if name.get_ref().trim().is_empty() {
                        return Err((name.span(), "a comparator needs a name, such as \"England 2025\"".to_owned()));
                    }
                    expectation.comparators.insert(name.get_ref().clone().into_owned(), number(value)?);
                }
            }
            other => {
                let message = format!("unknown key `{other}`; expected target, floor or comparators");
                return Err((key.span(), message));
            }
        }
    }
    Ok(expectation)
}

fn number(value: &Spanned<DeValue<'_>>) -> Result<f64, Fault> {
    let number = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    };
    let number = number.filter(|number: &f64| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| (value.span(), "expected a number of 0 or more, such as 95.0".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    fn error(text: &str) -> String {
        expectations_from_toml(text, &catalogue()).unwrap_err().to_string()
    }

    #[test]
    fn every_fault_names_its_line() {
        for (text, expected) in [
            ("[cp-visits]\ngoal = 1\n", "line 2: goal = 1: unknown key `goal`; expected target, floor or comparators"),
            ("[cp-visits]\ntarget = \"95\"\n", "line 2: target = \"95\": expected a number of 0 or more, such as 95.0"),
            ("[cp-visits]\ntarget = -1\n", "line 2: target = -1: expected a number of 0 or more, such as 95.0"),
            ("[cp-visits]\ntarget = inf\n", "line 2: target = inf: expected a number of 0 or more, such as 95.0"),
            (
                "cp-visits = 95\n",
                "line 1: cp-visits = 95: cp-visits is a table; expected [cp-visits] with its keys below",
            ),
            ("[cp-visits]\nfloor = 85\n", "line 2: floor = 85: a floor needs a target"),
            (
                "[cp-visits]\ntarget = 85\nfloor = 95\n",
                "line 3: floor = 95: higher values are better, so the floor must be below the target",
            ),
            (
                "[cla-three-placements]\ntarget = 10\nfloor = 10.0\n",
                "line 3: floor = 10.0: lower values are better, so the floor must be above the target",
            ),
            (
                "[cp-plans]\ntarget = 10\n",
                "line 2: target = 10: neither a high nor a low value of the indicator is better, so it takes comparators only",
            ),
            (
                "[cp-visits.comparators]\n\"England\" = \"high\"\n",
                "line 2: \"England\" = \"high\": expected a number of 0 or more, such as 95.0",
            ),
            (
                "[cp-visits]\ntarget = 150\n",
                "line 1: [cp-visits]: cp-visits is a percentage; expected numbers from 0 to 100",
            ),
            (
                "[cp-plans.comparators]\n\"\" = 3\n",
                "line 2: \"\" = 3: a comparator needs a name, such as \"England 2025\"",
            ),
            (
                "[cp-visits]\ncomparators = 3\n",
                "line 2: comparators = 3: expected a table of names and values, such as \"England 2025\" = 88.1",
            ),
        ] {
            assert_eq!(error(text), expected);
        }
        assert!(error("[cp-visits\n").starts_with("line 1: [cp-visits: "));
        assert!(error("[anything]\n").contains("expected one of cp-plans, "));
    }

    #[test]
    fn all_keys_are_optional() {
        let text = "[cp-plans.comparators]\n\"Last year\" = 50\n[cp-visits]\n[cla-health]\ntarget = 90.5\n";
        let expectations = expectations_from_toml(text, &catalogue()).unwrap();
        assert_eq!(expectations.get("cp-plans"), &Expectation::default().comparator("Last year", 50.0));
        assert_eq!(expectations.get("cp-visits"), &Expectation::default());
        assert_eq!(expectations.get("cla-health"), &Expectation::with_target(90.5));
        assert_eq!(expectations.comparators(), ["Last year"]);
    }
}
