//! The shape of case records, as the JSON Schemas describe it.

use std::sync::LazyLock;

use carekpi_model::OwnKind;
use serde_json::Value;

use crate::schema::{line_schema, schema};

static DOCUMENT: LazyLock<Value> = LazyLock::new(schema);
static LINE: LazyLock<Value> = LazyLock::new(line_schema);
static NONE: Value = Value::Null;

/// A name in which one letter of so many differs from a field probably means that field.
const NEAR: usize = 3;

/// The shape of a value: a part of a schema.
#[derive(Clone, Copy)]
pub(crate) struct Shape(&'static Value);

impl Shape {
    /// The shape of a document.
    pub(crate) fn document() -> Self {
        Self(&DOCUMENT)
    }

    /// The shape of a line of JSON Lines.
    pub(crate) fn line() -> Self {
        Self(&LINE)
    }

    fn get(self, key: &str) -> &'static Value {
        self.0.get(key).unwrap_or(&NONE)
    }

    /// The shape itself, or the definition that it refers to. Both schemas have the same definitions.
    fn defined(of: &'static Value) -> Self {
        let name = of.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
        Self(name.and_then(|name| DOCUMENT.pointer(name)).unwrap_or(of))
    }

    /// The choices between objects, or the one object.
    fn objects(self) -> impl Iterator<Item = Self> {
        self.get("oneOf").as_array().into_iter().flatten().map(Self).chain([self])
    }

    /// Whether it is an object with exactly one of the fields.
    pub(crate) fn is_choice(self) -> bool {
        self.get("oneOf").is_array()
    }

    /// Whether a value of this type is accepted.
    pub(crate) fn accepts(self, kind: &str) -> bool {
        let kinds = self.get("type");
        let listed = || kinds.as_array().is_some_and(|all| all.iter().any(|one| one == kind));
        kinds == kind || listed() || (self.is_choice() && kind == "object")
    }

    /// Whether a text must be a date.
    pub(crate) fn is_date(self) -> bool {
        self.get("format") == "date"
    }

    /// Whether a text must not be blank.
    pub(crate) fn is_identifier(self) -> bool {
        self.get("pattern").is_string()
    }

    /// The shape of the values of a list.
    pub(crate) fn items(self) -> Self {
        Self::defined(self.get("items"))
    }

    /// The shape of a field of an object.
    pub(crate) fn field(self, name: &str) -> Option<Self> {
        if let Some(shape) = self.by_kind() {
            return OwnKind::new(name).is_ok().then_some(shape);
        }
        self.objects().find_map(|object| object.get("properties").get(name)).map(Self::defined)
    }

    /// The shape of each field of an object whose fields are kinds of record.
    fn by_kind(self) -> Option<Self> {
        let others = self.get("additionalProperties");
        others.is_object().then(|| Self::defined(others))
    }

    /// The names of the fields of an object.
    pub(crate) fn fields(self) -> impl Iterator<Item = &'static str> {
        self.objects()
            .flat_map(|of| of.get("properties").as_object())
            .flat_map(|fields| fields.keys().map(String::as_str))
    }

    /// The fields in words, for an object that has another one: the field that was probably meant, or all of them.
    pub(crate) fn instead_of(self, name: &str) -> String {
        if let (Some(_), Err(error)) = (self.by_kind(), OwnKind::new(name)) {
            return error.to_string();
        }
        // A long name resembles none, and would take long to compare.
        let short = name.len() < 64;
        let distance =
            |field: &str| short.then(|| strsim::osa_distance(name, field)).filter(|far| *far <= field.len() / NEAR);
        let near = self.fields().filter_map(|field| Some((distance(field)?, field))).min();
        near.map_or_else(|| format!("expected {}", self.choices()), |(_, field)| format!("did you mean `{field}`?"))
    }

    /// The names of the fields of an object, in a sentence.
    pub(crate) fn choices(self) -> String {
        let names: Vec<String> = self.fields().map(|name| format!("`{name}`")).collect();
        format!("one of {}", names.join(", "))
    }

    /// The fields that an object must have.
    pub(crate) fn required(self) -> impl Iterator<Item = &'static str> {
        self.get("required").as_array().into_iter().flatten().filter_map(Value::as_str)
    }

    /// The shape in words.
    pub(crate) fn expected(self) -> &'static str {
        match () {
            () if self.is_date() => "a date, YYYY-MM-DD",
            () if self.accepts("string") => "a text",
            () if self.accepts("boolean") => "true or false",
            () if self.accepts("integer") => "a whole number, 0 or more",
            () if self.accepts("array") => "a list",
            () => "an object",
        }
    }
}
