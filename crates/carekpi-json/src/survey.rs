//! The faults of a text that can't be read as case records. Reading stops at the first fault; a survey finds all of them.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use carekpi_model::entry::TimeOfDay;
use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::shown;
use crate::errors::Faults;
use crate::shape::Shape;
use crate::text::{NotJson, Positions, place_of, value_in};
use crate::{JsonErrorKind, Location};

/// Adds the faults of a text of this shape. `line` is the number of a line of JSON Lines. The result is the identifier of the child
/// in the line.
pub(crate) fn survey(text: &[u8], shape: Shape, line: Option<u64>, faults: &mut Faults) -> Option<String> {
    let (text, broken) = match std::str::from_utf8(text) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = text.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
            (valid.unwrap_or_default(), Some(error.valid_up_to()))
        }
    };
    let mut survey = Survey { text, line, positions: Positions::new(text), faults };
    let value = match broken {
        Some(place) => Err(NotJson { place, wrong: "a byte is not part of a character; expected UTF-8".to_owned() }),
        None => value_in(text),
    };
    let before = survey.faults.count();
    let found = match value {
        Ok(value) => survey.value(value, shape, Path::Root),
        Err(NotJson { place, wrong }) => {
            survey.add(place, Path::Root, || JsonErrorKind::Syntax(wrong));
            Found::Other
        }
    };
    if survey.faults.count() == before {
        // A survey finds what stops the reader, so this should not be said.
        let wrong = "the text does not have the shape of the schema; expected case records".to_owned();
        survey.add(0, Path::Root, || JsonErrorKind::Shape(wrong));
    }
    if let Found::Record(record) = found { record.id.map(|(id, _)| id) } else { None }
}

/// A path in a document or a line.
#[derive(Clone, Copy)]
enum Path<'p> {
    Root,
    Field(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Field(Self::Root, name) => f.write_str(&shown(name)),
            Self::Field(object, name) => write!(f, "{object}.{}", shown(name)),
            Self::Item(list, index) => write!(f, "{list}[{index}]"),
        }
    }
}

/// What other checks need of a value.
enum Found<'j> {
    Other,
    Text(String),
    Date(NaiveDate),
    Record(Record<'j>),
}

/// What other checks need of a record, or of a line with a child. Values with a fault are left out.
#[derive(Default)]
struct Record<'j> {
    id: Option<(String, &'j str)>,
    start: Option<NaiveDate>,
    end: Option<(NaiveDate, &'j str)>,
}

struct Survey<'j, 'f> {
    text: &'j str,
    line: Option<u64>,
    positions: Positions<'j>,
    faults: &'f mut Faults,
}

impl<'j> Survey<'j, '_> {
    /// Adds a fault at a number of bytes from the start. `kind` is called only if the fault is kept.
    fn add(&mut self, place: usize, path: Path<'_>, kind: impl FnOnce() -> JsonErrorKind) {
        let (positions, number) = (&mut self.positions, self.line);
        self.faults.add(|| {
            let (line, column) = positions.of(place);
            let location =
                Location { line: Some(number.unwrap_or(line)), column: Some(column), path: path.to_string() };
            location.with_kind(kind())
        });
    }

    /// Adds a fault of a part of the text.
    fn add_at(&mut self, part: &str, path: Path<'_>, kind: impl FnOnce() -> JsonErrorKind) {
        self.add(place_of(self.text, part), path, kind);
    }

    fn shape(&mut self, part: &str, path: Path<'_>, wrong: impl FnOnce() -> String) {
        self.add_at(part, path, || JsonErrorKind::Shape(wrong()));
    }

    fn value(&mut self, value: &'j RawValue, shape: Shape, path: Path<'_>) -> Found<'j> {
        let json = value.get();
        let (kind, is) = match json.bytes().next() {
            Some(b'"') => ("string", "a text"),
            Some(b'{') => ("object", "an object"),
            Some(b'[') => ("array", "a list"),
            Some(b't' | b'f') => ("boolean", "a boolean"),
            Some(b'n') => ("null", "no value"),
            _ => ("integer", "a number"),
        };
        if !shape.accepts(kind) {
            self.shape(json, path, || {
                let expected = shape.expected();
                let text = if kind == "string" { serde_json::from_str(json).ok() } else { None::<String> };
                match kind {
                    "object" | "array" => format!("this is {is}; expected {expected}"),
                    _ => format!("`{}` is {is}; expected {expected}", shown(text.as_deref().unwrap_or(json))),
                }
            });
            return Found::Other;
        }
        match kind {
            "string" => self.text(json, shape, path),
            "object" => Found::Record(self.object(value, shape, path)),
            "array" => self.list(value, shape, path),
            "integer" if json.parse::<u64>().is_err() => {
                self.shape(json, path, || format!("`{}` is not a whole number from 0 to {}", shown(json), u64::MAX));
                Found::Other
            }
            _ => Found::Other,
        }
    }

    fn text(&mut self, json: &'j str, shape: Shape, path: Path<'_>) -> Found<'j> {
        let Ok(text) = serde_json::from_str::<String>(json) else {
            self.shape(json, path, || format!("`{}` has an escape that is no character; expected a text", shown(json)));
            return Found::Other;
        };
        if shape.is_date() {
            let Some(date) = date(&text) else {
                self.shape(json, path, || format!("`{}` is not a date; expected YYYY-MM-DD", shown(&text)));
                return Found::Other;
            };
            return Found::Date(date);
        }
        if shape.is_time() && text.parse::<TimeOfDay>().is_err() {
            self.shape(json, path, || format!("`{}` is not a time of day; expected HH:MM", shown(&text)));
        }
        if shape.is_identifier() && text.trim().is_empty() {
            self.add_at(json, path, || JsonErrorKind::NoIdentifier);
        }
        Found::Text(text)
    }

    fn object(&mut self, value: &'j RawValue, shape: Shape, path: Path<'_>) -> Record<'j> {
        let mut record = Record::default();
        let json = value.get();
        let Ok(Fields(fields)) = serde_json::from_str(json) else {
            let wrong = "a field name has an escape that is no character; expected a text";
            self.shape(json, path, || wrong.to_owned());
            return record;
        };
        let mut given = BTreeSet::new();
        for (name, value) in &fields {
            let at = Path::Field(&path, name);
            let Some(shape) = shape.field(name) else {
                self.shape(value.get(), at, || format!("there is no such field; {}", shape.instead_of(name)));
                continue;
            };
            if !given.insert(name.as_str()) {
                self.shape(value.get(), at, || "the field is given twice; expected it once".to_owned());
            }
            match (name.as_str(), self.value(value, shape, at)) {
                ("id", Found::Text(id)) => record.id = Some((id, value.get())),
                ("start", Found::Date(start)) => record.start = Some(start),
                ("end", Found::Date(end)) => record.end = Some((end, value.get())),
                ("child", Found::Record(child)) => record.id = child.id,
                _ => {}
            }
        }
        for name in shape.required().filter(|name| !given.contains(name)) {
            let expected = shape.field(name).map_or("it", Shape::expected);
            self.shape(json, Path::Field(&path, name), || format!("is missing; expected {expected}"));
        }
        if shape.is_choice() && (fields.is_empty() || given.len() > 1) {
            let count = if fields.is_empty() { "there is no field" } else { "there are several fields" };
            self.shape(json, path, || format!("{count}; expected exactly {}", shape.choices()));
        }
        if let Some((end, at)) = record.end
            && let Some(kind) = JsonErrorKind::of_dates(record.start, Some(end))
        {
            self.add_at(at, Path::Field(&path, "end"), || kind);
        }
        record
    }

    fn list(&mut self, value: &'j RawValue, shape: Shape, path: Path<'_>) -> Found<'j> {
        // The text is JSON, and the value is a list.
        let items: Vec<&RawValue> = serde_json::from_str(value.get()).unwrap_or_default();
        let mut first = HashMap::new();
        for (index, item) in items.into_iter().enumerate() {
            let at = Path::Item(&path, index);
            let Found::Record(Record { id: Some((id, place)), .. }) = self.value(item, shape.items(), at) else {
                continue;
            };
            let id = id.trim();
            if id.is_empty() {
                continue;
            }
            if let Some(first) = first.get(id) {
                let line = self.line;
                self.add_at(place, Path::Field(&at, "id"), || {
                    let first = Location { line, column: None, path: Path::Item(&path, *first).to_string() };
                    JsonErrorKind::Repeated { id: id.to_owned(), first }
                });
            } else {
                first.insert(id.to_owned(), index);
            }
        }
        Found::Other
    }
}

/// Reads the one form of a date.
fn date(text: &str) -> Option<NaiveDate> {
    let form = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    (text.len() == 10 && text.bytes().enumerate().all(form)).then(|| text.parse().ok()).flatten()
}

/// The fields of an object in their order, with those that are repeated.
struct Fields<'j>(Vec<(String, &'j RawValue)>);

impl<'j> Deserialize<'j> for Fields<'j> {
    fn deserialize<D: Deserializer<'j>>(from: D) -> Result<Self, D::Error> {
        struct All;

        impl<'j> Visitor<'j> for All {
            type Value = Fields<'j>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'j>>(self, mut map: A) -> Result<Fields<'j>, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        from.deserialize_map(All)
    }
}
