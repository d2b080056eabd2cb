//! The error for a name that nothing has.

use strsim::osa_distance;

/// A name that nothing has, such as an identifier of an indicator, with the name that may be meant.
///
/// ```
/// use carekpi::UnknownName;
///
/// let error = UnknownName::new("indicator", "cp-visit", ["cp-plans", "cp-visits"]);
/// assert_eq!(error.near.as_deref(), Some("cp-visits"));
/// assert_eq!(error.to_string(), "unknown indicator `cp-visit`; did you mean `cp-visits`?");
/// assert_eq!(UnknownName::new("team", "Night", ["North"]).to_string(), "unknown team `Night`; expected `North`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} `{name}`; {}", self.instead())]
#[non_exhaustive]
pub struct UnknownName {
    /// What it should be the name of, such as "indicator".
    pub what: &'static str,
    /// The name.
    pub name: String,
    /// The names that there are, in order.
    pub known: Vec<String>,
    /// The one of them that may be meant: the nearest, if it is near.
    pub near: Option<String>,
}

impl UnknownName {
    /// The error for a name that is none of `known`.
    #[must_use]
    pub fn new<'n>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        let mut all: Vec<String> = Vec::new();
        for one in known {
            if !all.iter().any(|other| other == one) {
                all.push(one.to_owned());
            }
        }
        let near = nearest(name, &all).map(str::to_owned);
        Self { what, name: name.to_owned(), known: all, near }
    }

    /// What to write instead.
    fn instead(&self) -> String {
        match (&self.near, &*self.known) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => "there are none".to_owned(),
            (None, [only]) => format!("expected `{only}`"),
            (None, all) => format!("expected one of {}", all.join(", ")),
        }
    }
}

/// The nearest of these names, if it is so near that it may be meant. Of several, it is the first.
fn nearest<'k>(name: &str, known: &'k [String]) -> Option<&'k str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let given = plain(name);
    if given.is_empty() || given.len() > LONGEST {
        return None;
    }
    let most = given.chars().count().checked_div(4).unwrap_or(0).clamp(1, 3);
    let distance = |one: &str| {
        let distance = osa_distance(&given, &plain(one));
        // A name may be the beginning of another.
        let is_part = given.len() >= 4 && plain(one).starts_with(&given);
        (distance <= most && distance < one.chars().count()).then_some(distance).or(is_part.then_some(most))
    };
    let near = known.iter().filter_map(|one| Some((distance(one)?, one)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, one)| one.as_str())
}

/// The length of a name from which none is looked for.
const LONGEST: usize = 100;

#[cfg(test)]
mod tests {
    use super::UnknownName;

    #[test]
    fn a_near_name_is_named() {
        let known = ["cp-plans", "cp-visits", "cin-visits", "cla-three-placements", "leavers-in-touch"];
        for (given, near) in [
            ("cp-visit", Some("cp-visits")),
            ("CP_Visits", Some("cp-visits")),
            ("cp-vistis", Some("cp-visits")),
            ("cla-three-placement", Some("cla-three-placements")),
            ("leavers", Some("leavers-in-touch")),
            ("leavers intouch", Some("leavers-in-touch")),
            ("cp", None),
            ("", None),
            ("everything", None),
            (&"x".repeat(1_000), None),
        ] {
            assert_eq!(UnknownName::new("indicator", given, known).near.as_deref(), near, "{given}");
        }
    }

    #[test]
    fn it_says_what_there_is() {
        let text = |known: &[&str]| UnknownName::new("area", "x", known.iter().copied()).to_string();
        assert_eq!(text(&[]), "unknown area `x`; there are none");
        assert_eq!(text(&["abc", "abc", "def"]), "unknown area `x`; expected one of abc, def");
    }
}
