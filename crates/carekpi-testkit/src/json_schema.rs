//! Validates JSON against a JSON Schema. It supports the keywords that our schemas use, and panics at any other.

use carekpi_model::OwnKind;
use serde_json::Value;

/// The first violation of `schema` by `value`, if any: a path and the keyword.
#[must_use]
pub fn schema_violation(schema: &Value, value: &Value) -> Option<String> {
    Schema { root: schema }.violation(schema, value, "")
}

struct Schema<'s> {
    root: &'s Value,
}

impl Schema<'_> {
    fn violation(&self, schema: &Value, value: &Value, path: &str) -> Option<String> {
        let wrong = |keyword: &str| Some(format!("{path}: {keyword}"));
        for (keyword, asked) in schema.as_object().unwrap() {
            let fits = match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" | "default" => true,
                "$ref" => {
                    let name = asked.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                    return self.violation(self.root.pointer(&format!("/$defs/{name}")).unwrap(), value, path);
                }
                "type" => match asked {
                    Value::Array(types) => types.iter().any(|asked| is_of_type(value, asked)),
                    asked => is_of_type(value, asked),
                },
                "const" => value == asked,
                "enum" => asked.as_array().unwrap().contains(value),
                "format" => match asked.as_str().unwrap() {
                    "date" => {
                        value.as_str().is_none_or(|text| text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok())
                    }
                    "uint64" | "uint32" | "double" => true,
                    other => panic!("format {other}"),
                },
                "minimum" => value.as_f64().is_none_or(|number| number >= asked.as_f64().unwrap()),
                "pattern" => {
                    assert_eq!(asked, r"\S");
                    value.as_str().is_none_or(|text| !text.trim().is_empty())
                }
                "propertyNames" => {
                    assert_eq!(asked["pattern"], "^[a-z][a-z0-9-]{0,31}$");
                    value.as_object().is_none_or(|fields| fields.keys().all(|name| OwnKind::new(name).is_ok()))
                }
                "required" => asked
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|name| value.as_object().is_none_or(|fields| fields.contains_key(name.as_str().unwrap()))),
                "additionalProperties" => {
                    let known = schema["properties"].as_object();
                    for (name, field) in value.as_object().into_iter().flatten() {
                        match asked {
                            _ if known.is_some_and(|known| known.contains_key(name)) => {}
                            Value::Bool(allowed) if *allowed => {}
                            Value::Bool(_) => return wrong(&format!("{keyword} {name}")),
                            of_others => {
                                if let Some(wrong) = self.violation(of_others, field, &format!("{path}.{name}")) {
                                    return Some(wrong);
                                }
                            }
                        }
                    }
                    true
                }
                "properties" => {
                    for (name, schema) in asked.as_object().unwrap() {
                        let inside =
                            value.get(name).and_then(|value| self.violation(schema, value, &format!("{path}.{name}")));
                        if inside.is_some() {
                            return inside;
                        }
                    }
                    true
                }
                "items" => {
                    let items = value.as_array().into_iter().flatten().enumerate();
                    let mut wrong =
                        items.filter_map(|(at, item)| self.violation(asked, item, &format!("{path}[{at}]")));
                    if let Some(wrong) = wrong.next() {
                        return Some(wrong);
                    }
                    true
                }
                "oneOf" | "anyOf" => {
                    let fitting =
                        asked.as_array().unwrap().iter().filter(|one| self.violation(one, value, path).is_none());
                    let fitting = fitting.count();
                    fitting == 1 || (fitting > 1 && keyword == "anyOf")
                }
                other => panic!("keyword {other}"),
            };
            if !fits {
                return wrong(keyword);
            }
        }
        None
    }
}

fn is_of_type(value: &Value, asked: &Value) -> bool {
    match asked.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("type {other}"),
    }
}
