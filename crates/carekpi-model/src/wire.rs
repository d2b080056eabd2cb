//! How records are read and written: objects, dates and optional texts.

use std::fmt;

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::Serialize;

/// A text that can be written.
pub trait Text: AsRef<str> + Serialize {}

impl<T: AsRef<str> + Serialize> Text for T {}

/// A text that can be read.
pub trait Read<'de>: AsRef<str> + Default + Deserialize<'de> {}

impl<'de, T: AsRef<str> + Default + Deserialize<'de>> Read<'de> for T {}

/// A text. A missing text and `null` are read as a blank one.
pub(crate) fn text<'de, T: Read<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.filter(|text| !is_blank(text)).unwrap_or_default())
}

pub(crate) fn is_blank<T: AsRef<str>>(text: &T) -> bool {
    text.as_ref().trim().is_empty()
}

/// A required date.
pub(crate) fn date<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    from.deserialize_str(IsoDate)
}

/// A date that may be missing or `null`.
pub(crate) fn optional_date<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    struct Date(NaiveDate);

    impl<'de> Deserialize<'de> for Date {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            date(from).map(Self)
        }
    }

    Ok(Option::<Date>::deserialize(from)?.map(|Date(date)| date))
}

struct IsoDate;

impl Visitor<'_> for IsoDate {
    type Value = NaiveDate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date of the form YYYY-MM-DD")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<NaiveDate, E> {
        parse(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Parses exactly one form, so that each date has only one text.
fn parse(text: &str) -> Option<NaiveDate> {
    let has_form = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if has_form { text.parse().ok() } else { None }
}

/// Whether a child was seen: `true`, `false` or missing.
pub(crate) mod seen {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::Seen;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Seen, D::Error> {
        Ok(match Option::deserialize(from)? {
            None => Seen::Unknown,
            Some(false) => Seen::No,
            Some(true) => Seen::Yes,
        })
    }

    pub(crate) fn serialize<S: Serializer>(seen: &Seen, to: S) -> Result<S::Ok, S::Error> {
        match seen {
            Seen::Unknown => None,
            Seen::No => Some(false),
            Seen::Yes => Some(true),
        }
        .serialize(to)
    }

    pub(crate) fn is_unknown(seen: &Seen) -> bool {
        *seen == Seen::Unknown
    }
}

/// A deserializer that reads a structure only from an object with named fields. Most deserializers also accept a list of values
/// in the order of the fields; without names, such a list is not a record.
///
/// ```
/// use carekpi_model::ObjectOnly;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Note {
///     text: String,
/// }
///
/// let read = |json| Note::deserialize(ObjectOnly(&mut serde_json::Deserializer::from_str(json)));
/// assert_eq!(read(r#"{"text": "x"}"#).unwrap().text, "x");
/// assert!(read(r#"["x"]"#).err().unwrap().to_string().starts_with("invalid type: sequence, expected an object"));
/// ```
#[derive(Debug)]
pub struct ObjectOnly<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectOnly<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Fields(visitor))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Fields<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Fields<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(fields)
    }
}

/// Implements serde for a form as an object. The form derives its fields with `remote = "Self"`.
macro_rules! object {
    ($form:ident $(of $text:ident)?) => {
        impl$(<$text: crate::wire::Text>)? serde::Serialize for $form$(<$text>)? {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, to)
            }
        }

        impl<'de$(, $text: crate::wire::Read<'de>)?> serde::Deserialize<'de> for $form$(<$text>)? {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::deserialize(crate::wire::ObjectOnly(from))
            }
        }
    };
}

pub(crate) use object;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_form_is_a_date() {
        assert_eq!(parse("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29));
        assert_eq!(parse("0001-01-01"), NaiveDate::from_ymd_opt(1, 1, 1));
        for wrong in [
            "",
            "2023-02-29",
            "2024-2-29",
            "29/02/2024",
            "2024-02-29T00:00:00",
            " 2024-02-29",
            "2024-02- 9",
            "+024-02-29",
            "-024-02-29",
            "20240-2-29",
            "2024-02-2९",
            "2024_02_29",
            "9999-99-99",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
