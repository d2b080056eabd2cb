//! What the TOML parser says, in words for people who do not know its words.

use crate::near::did_you_mean;

/// A message of the parser, in plain words.
pub(crate) fn in_words(message: &str) -> String {
    let message = message.replace('\n', " ");
    if let Some(words) = syntax_in_words(&message) {
        return words.to_owned();
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        return format!("{key} is missing");
    }
    if let Some(words) = message.strip_prefix("invalid type: ").and_then(wrong_type) {
        return words;
    }
    message
        .replace("unknown variant ", "unknown value ")
        .replace("unknown field ", "unknown setting ")
        .replace(", expected", &format!("; {}expected", near_name(&message)))
}

/// What has the wrong type, and what is expected, of a message such as "map, expected a string".
fn wrong_type(message: &str) -> Option<String> {
    let (given, expected) = message.rsplit_once(", expected ")?;
    let given = match given.split_once(' ').unwrap_or((given, "")) {
        ("map", _) => "a table",
        ("sequence", _) => "a list",
        ("integer" | "boolean", value) => value,
        ("floating", value) => value.strip_prefix("point ").unwrap_or(value),
        ("string", value) => value,
        _ => given,
    };
    let expected = match expected.split(' ').next().unwrap_or("") {
        "i64" | "u32" | "u64" | "usize" => "a whole number",
        "struct" => "a table of keys",
        "variant" | "enum" => "a text in double quotes",
        _ => match expected {
            "a string" | "string or table" => "a text in double quotes",
            "a map" => "a table of keys",
            "a sequence" => "a list in square brackets",
            other => other,
        },
    };
    Some(format!("expected {expected}, not {given}"))
}

/// The question about the name that may be meant, of a message about an unknown name; blank without one.
fn near_name(message: &str) -> String {
    let names = message.strip_prefix("unknown ").and_then(|names| names.split_once(", expected"));
    let names = names.and_then(|(given, known)| Some((given.split('`').nth(1)?, known)));
    names.map_or_else(String::new, |(given, known)| {
        let mut known = known.split('`').skip(1).step_by(2);
        let near = did_you_mean(given, known.clone());
        if near.is_empty() { other_suffix(given, |name| known.any(|known| known == name)) } else { near }
    })
}

/// The question about a limit that has the other suffix here, with what that suffix says of the last day.
fn other_suffix(given: &str, mut is_known: impl FnMut(&str) -> bool) -> String {
    let (other, edge) = if let Some(clause) = given.strip_suffix("_within") {
        (format!("{clause}_due"), "its last day counts")
    } else if let Some(clause) = given.strip_suffix("_due") {
        (format!("{clause}_within"), "it is less than so long")
    } else {
        return String::new();
    };
    if is_known(&other) { format!("did you mean `{other}` ({edge})? ") } else { String::new() }
}

/// What the parser says about a text that is not TOML, for people who do not know its words.
fn syntax_in_words(message: &str) -> Option<&'static str> {
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if says(&["string values must be quoted", "invalid boolean", "invalid basic string", "invalid literal string"]) {
        Some("put the value in double quotes")
    } else if says(&["duplicate key"]) {
        Some("this name appears twice; keep one of the lines")
    } else if says(&["key with no value"]) {
        Some("expected `name = value`; put a name of several words in double quotes")
    } else if says(&["unclosed table"]) {
        Some("expected `]` at the end of the line")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn messages_of_the_parser_are_plain() {
        for (text, words) in [
            ("a = b", "put the value in double quotes"),
            ("a = \"b", "put the value in double quotes"),
            ("a = f", "put the value in double quotes"),
            ("a =", "put the value in double quotes"),
            ("a = 1\na = 2", "this name appears twice; keep one of the lines"),
            ("a b = 1", "expected `name = value`; put a name of several words in double quotes"),
            ("[a", "expected `]` at the end of the line"),
        ] {
            assert_eq!(in_words(text.parse::<toml::Table>().unwrap_err().message()), words, "{text}");
        }
        assert_eq!(in_words("unknown field `a`, expected `b` or `c`"), "unknown setting `a`; expected `b` or `c`");
        assert_eq!(in_words("unknown variant `a`, expected `b`"), "unknown value `a`; expected `b`");
        let near = "unknown setting `titel`; did you mean `title`? expected one of `area`, `title`";
        assert_eq!(in_words("unknown field `titel`, expected one of `area`, `title`"), near);
        assert_eq!(in_words("invalid type: map, expected a string"), "expected a text in double quotes, not a table");
        assert_eq!(in_words("invalid type: integer `1`, expected struct Table"), "expected a table of keys, not `1`");
        assert_eq!(in_words("missing field `title`"), "`title` is missing");
        let edge = "unknown setting `then_within`; did you mean `then_due` (its last day counts)? expected `then_due`";
        assert_eq!(in_words("unknown field `then_within`, expected `then_due`"), edge);
    }
}
