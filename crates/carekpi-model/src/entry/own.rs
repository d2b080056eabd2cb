//! The records of a child of one of your own kinds.

use std::borrow::Cow;
#[cfg(feature = "serde")]
use std::{collections::BTreeMap, fmt, marker::PhantomData};

use super::{Event, Listed, Spell};
#[cfg(feature = "serde")]
use crate::wire;
use crate::{Child, OwnKind};

/// A child's records of one of your own kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
#[cfg_attr(feature = "serde", serde(bound(serialize = "T: wire::Text", deserialize = "T: wire::Read<'de>")))]
pub struct OwnRecords<T> {
    /// Those with one day.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty"))]
    pub events: Vec<Event<T>>,
    /// Those with a start, and an end unless they last.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty"))]
    pub spells: Vec<Spell<T>>,
}

#[cfg(feature = "serde")]
wire::object!(OwnRecords of T);

impl<'a, T: From<&'a str>> OwnRecords<T> {
    /// Those of a child; `None` if it has none.
    pub(super) fn of(child: Child<'a>, kind: OwnKind) -> Option<Self> {
        let spells = child.spells(kind).iter().map(|spell| Spell::of(child.caseload(), spell)).collect();
        let records = Self { events: Event::all(child.caseload(), child.events(kind)), spells };
        (!records.events.is_empty() || !records.spells.is_empty()).then_some(records)
    }
}

impl<T: AsRef<str>> OwnRecords<T> {
    /// Every record, list by list.
    pub(super) fn listed(&self, kind: OwnKind) -> impl Iterator<Item = Listed<'_>> {
        let list = move |list: &str| Cow::from(format!("other.{kind}.{list}"));
        let events = self.events.iter().enumerate().map(move |(index, event)| event.listed(list("events"), index));
        events.chain(self.spells.iter().enumerate().map(move |(index, spell)| spell.listed(list("spells"), index)))
    }
}

/// Reads the records by kind. No kind may be given twice.
#[cfg(feature = "serde")]
pub(super) fn by_kind<'de, T: wire::Read<'de>, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<BTreeMap<OwnKind, OwnRecords<T>>, D::Error> {
    struct ByKind<T>(PhantomData<T>);

    impl<'de, T: wire::Read<'de>> serde::de::Visitor<'de> for ByKind<T> {
        type Value = BTreeMap<OwnKind, OwnRecords<T>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut by_kind = BTreeMap::new();
            while let Some((kind, records)) = map.next_entry()? {
                if by_kind.insert(kind, records).is_some() {
                    return Err(serde::de::Error::custom(format_args!("duplicate field `{kind}`")));
                }
            }
            Ok(by_kind)
        }
    }

    from.deserialize_map(ByKind(PhantomData))
}
