//! The ages of a configured indicator.

use serde::Deserialize;
use toml::Spanned;

use crate::toml_file::Fault;

/// An age in whole years.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Deserialize)]
#[serde(try_from = "i64")]
pub(super) struct Age(pub(super) u32);

impl TryFrom<i64> for Age {
    type Error = &'static str;

    fn try_from(age: i64) -> Result<Self, Self::Error> {
        let age = u32::try_from(age).ok().filter(|age| *age <= 130);
        age.map(Self).ok_or("expected an age in whole years from 0 to 130, such as 16")
    }
}

/// Refuses ages that nobody has: of those who are counted, and below which children are younger.
pub(super) fn check(
    from: Option<Age>,
    until: Option<&Spanned<Age>>,
    age_limit: Option<&Spanned<Age>>,
) -> Result<(), Fault> {
    let from = from.map_or(0, |age| age.0);
    if let Some(until) = until
        && until.get_ref().0 <= from
    {
        return Err((
            until.span(),
            format!("nobody is both at least {from} and younger than {}; expected a greater age", until.get_ref().0),
        ));
    }
    let Some(limit) = age_limit else { return Ok(()) };
    if limit.get_ref().0 <= from {
        return Err((
            limit.span(),
            format!("nobody is at least {from} and below the age_limit; expected a greater age"),
        ));
    }
    match until {
        Some(until) if until.get_ref() <= limit.get_ref() => {
            Err((limit.span(), "all are below the age_limit; expected an age below until_age".to_owned()))
        }
        _ => Ok(()),
    }
}
