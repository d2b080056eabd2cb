//! Your own kinds of record.

use std::fmt;

use crate::quoted::quoted;

/// A kind of record that you name, such as `missing-episode`. Its records are events, which have one day, and spells, which have a
/// start and may have an end.
///
/// A name has 1 to 32 lower-case letters, digits and hyphens, and begins with a letter. It is none of a built-in kind, such as
/// `core-group`. The kind is its name: the same name is the same kind in every caseload.
///
/// ```
/// use carekpi_model::{Caseload, OwnKind, RecordKind, entry};
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 1, d).unwrap();
/// let mut builder = Caseload::builder();
/// let missing = builder.own_kind("missing-episode").unwrap();
/// let interview = builder.own_kind("return-interview").unwrap();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.own_spell(child, missing, entry::Spell { end: Some(day(14)), ..entry::Spell::new("M1", day(12)) });
/// builder.own_event(child, interview, entry::Event::new("", day(16)));
/// let caseload = builder.finish().unwrap();
///
/// assert_eq!(caseload.own_kind("missing-episode"), Ok(missing));
/// let child = caseload.find("P1").unwrap();
/// assert_eq!(child.text(child.spells(missing)[0].id), "M1");
/// assert_eq!(child.events(interview).dates(), [day(16)]);
/// assert_eq!(RecordKind::Own(missing).to_string(), "missing-episode");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OwnKind {
    /// The bytes of the name, with zeros after them.
    name: [u8; OwnKind::LONGEST],
}

/// The names of the built-in kinds.
const BUILT_IN: [&str; 35] = [
    "birth",
    "death",
    "protection-plan",
    "in-need-plan",
    "referral",
    "period-of-care",
    "legal-status",
    "placement",
    "placement-code",
    "placement-identity",
    "allocation",
    "allocation-role",
    "allocation-team",
    "health-check",
    "assessment",
    "leaver-spell",
    "leaver-status",
    "leaver-contact",
    "leaver-activity",
    "leaver-in-touch",
    "leaver-suitable",
    "population",
    "core-group",
    "review-conference",
    "protection-visit",
    "child-in-need-review",
    "child-in-need-visit",
    "looked-after-review",
    "dental-check",
    "health-assessment",
    "looked-after-visit",
    "supervision",
    "placement-change-meeting",
    "pathway-plan",
    "leaver-visit",
];

impl OwnKind {
    /// The most bytes that a name may have.
    pub(crate) const LONGEST: usize = 32;

    /// The kind with this name.
    ///
    /// ```
    /// use carekpi_model::OwnKind;
    ///
    /// assert_eq!(OwnKind::new("section-47-enquiry").unwrap().name(), "section-47-enquiry");
    /// let error = OwnKind::new("Section 47").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "\"Section 47\" is not a name of a kind of record; \
    ///      expected 1 to 32 lower-case letters, digits and hyphens, a letter first"
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// [`OwnKindError::Name`] or [`OwnKindError::BuiltIn`].
    pub fn new(name: &str) -> Result<Self, OwnKindError> {
        if BUILT_IN.contains(&name) {
            return Err(OwnKindError::BuiltIn { name: name.to_owned() });
        }
        let mut own = Self { name: [0; Self::LONGEST] };
        let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_name = name.bytes().all(is_inner) && name.starts_with(|first: char| first.is_ascii_lowercase());
        match own.name.get_mut(..name.len()) {
            Some(bytes) if is_name => bytes.copy_from_slice(name.as_bytes()),
            _ => return Err(OwnKindError::Name { name: name.to_owned() }),
        }
        Ok(own)
    }

    /// The kind with these bytes of a name.
    pub(crate) fn from_bytes(name: &[u8; Self::LONGEST]) -> Option<Self> {
        let length = name.iter().position(|byte| *byte == 0).unwrap_or(Self::LONGEST);
        let own = Self::new(std::str::from_utf8(name.get(..length)?).ok()?).ok()?;
        (own.name == *name).then_some(own)
    }

    /// The bytes of the name, with zeros after them.
    pub(crate) const fn bytes(&self) -> &[u8; Self::LONGEST] {
        &self.name
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        let length = self.name.iter().position(|byte| *byte == 0).unwrap_or(Self::LONGEST);
        self.name.get(..length).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or("")
    }
}

impl fmt::Display for OwnKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for OwnKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OwnKind").field(&self.name()).finish()
    }
}

/// Why there is no such kind of your own.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OwnKindError {
    /// The name has another form.
    #[error(
        "{} is not a name of a kind of record; expected 1 to {} lower-case letters, digits and hyphens, a letter first",
        quoted(name),
        OwnKind::LONGEST
    )]
    Name {
        /// The name.
        name: String,
    },
    /// It is the name of a built-in kind.
    #[error("{name} is a built-in kind of record; expected a name of your own, such as local-{name}")]
    BuiltIn {
        /// The name.
        name: String,
    },
    /// There are too many kinds.
    #[error("there are {limit} kinds of record already; expected no more")]
    TooMany {
        /// How many there may be.
        limit: usize,
    },
    /// The caseload has no records of this kind.
    #[error("the caseload has no kind of record {}; expected {}", quoted(name), list(known))]
    Unknown {
        /// The name.
        name: String,
        /// The kinds that it has, by name.
        known: Vec<OwnKind>,
    },
}

/// The names, as a part of a sentence.
fn list(known: &[OwnKind]) -> String {
    match known {
        [] => "none, for it has no kinds of your own".to_owned(),
        [only] => only.to_string(),
        [others @ .., last] => {
            let others: Vec<&str> = others.iter().map(OwnKind::name).collect();
            format!("{} or {last}", others.join(", "))
        }
    }
}

#[cfg(feature = "serde")]
mod serde {
    use serde::de::{Deserialize, Deserializer, Error, Visitor};
    use serde::ser::{Serialize, Serializer};

    use super::{OwnKind, fmt};

    impl Serialize for OwnKind {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            to.serialize_str(self.name())
        }
    }

    impl<'de> Deserialize<'de> for OwnKind {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            from.deserialize_str(Name)
        }
    }

    struct Name;

    impl Visitor<'_> for Name {
        type Value = OwnKind;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a name of a kind of record")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<OwnKind, E> {
            OwnKind::new(text).map_err(E::custom)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_short_identifier_is_a_name() {
        let longest = "a".repeat(OwnKind::LONGEST);
        for name in ["a", "missing-episode", "section-47-enquiry", &longest] {
            let kind = OwnKind::new(name).unwrap();
            assert_eq!((kind.name(), OwnKind::from_bytes(kind.bytes())), (name, Some(kind)));
        }
        let too_long = "a".repeat(OwnKind::LONGEST + 1);
        for name in ["", "-a", "4a", "Missing", "missing episode", "missing_episode", "é", "a\0", &too_long] {
            assert_eq!(OwnKind::new(name), Err(OwnKindError::Name { name: name.to_owned() }));
        }
        let mut bytes = *OwnKind::new("ab").unwrap().bytes();
        bytes[4] = b'c';
        assert_eq!(OwnKind::from_bytes(&bytes), None);
    }

    #[test]
    fn kinds_are_in_the_order_of_their_names() {
        let mut names = ["b", "a-b", "ab", "a"];
        let mut kinds = names.map(|name| OwnKind::new(name).unwrap());
        names.sort_unstable();
        kinds.sort_unstable();
        assert!(kinds.iter().map(OwnKind::name).eq(names));
    }
}
