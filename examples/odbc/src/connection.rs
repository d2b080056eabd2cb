//! The connection to the database. Its password is not printed.

use std::cmp::Reverse;
use std::{env, iter};

use arrow_odbc::odbc_api::{Connection, ConnectionOptions, Environment, Error};

/// An ODBC connection string.
pub(crate) struct ConnectionString(String);

impl ConnectionString {
    /// The one of the environment, which other users of the computer do not see, as they do arguments.
    pub(crate) fn from_environment() -> Self {
        Self(env::var("ODBC_CONNECTION").unwrap_or_default())
    }

    /// Connects.
    pub(crate) fn open<'e>(&self, environment: &'e Environment) -> Result<Connection<'e>, Error> {
        environment.connect_with_connection_string(&self.0, ConnectionOptions::default())
    }

    /// What a driver says, without the passwords that it may repeat.
    pub(crate) fn without_password(&self, message: &str) -> String {
        let passwords = attributes(&self.0).filter(|(name, _)| {
            let name = name.trim();
            name.eq_ignore_ascii_case("pwd") || name.eq_ignore_ascii_case("password")
        });
        let mut texts: Vec<String> = passwords.flat_map(|(_, value)| texts_of(value)).collect();
        texts.retain(|text| !text.is_empty());
        // A text may be part of another.
        texts.sort_by_key(|text| Reverse(text.len()));
        texts.iter().fold(message.to_owned(), |message, text| message.replace(text, "***"))
    }
}

/// The attributes of a connection string: each with its name, and its value as it is written.
fn attributes(connection: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = connection;
    iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        // In braces, a semicolon is part of the value, and two closing braces are one that closes nothing.
        let has_braces = after.trim_start().starts_with('{');
        let mut is_inside = has_braces;
        let is_end = |character| {
            is_inside ^= has_braces && character == '}';
            character == ';' && !is_inside
        };
        let (value, others) = after.split_once(is_end).unwrap_or((after, ""));
        rest = others;
        // What stands before another semicolon has no value.
        Some((name.rsplit(';').next().unwrap_or(name), value.trim()))
    })
}

/// What a driver may take for a value: what is in its braces, as it is written and with one brace for two, or only what is before a
/// semicolon.
fn texts_of(value: &str) -> [String; 3] {
    let inside =
        value.strip_prefix('{').map_or(value, |inside| inside.rsplit_once('}').map_or(inside, |(inside, _)| inside));
    let first = value.split(';').next().unwrap_or(value);
    [inside.to_owned(), inside.replace("}}", "}"), first.trim_matches(['{', '}', ' ']).to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driver_that_repeats_a_password_gives_it_away_in_no_form() {
        for (connection, message, printed) in [
            ("DSN=ssd;UID=reader", "reader is refused", "reader is refused"),
            ("UID=reader;PWD=", "reader is refused", "reader is refused"),
            ("DSN=ssd; pwd = opensesame ;UID=reader", "bad: opensesame", "bad: ***"),
            ("DSN=ssd;Password=open=sesame", "bad: open=sesame", "bad: ***"),
            ("PWD={open;sesame}", "bad: open;sesame", "bad: ***"),
            ("PWD={open;sesame}", "bad: {open;sesame}", "bad: {***}"),
            ("PWD={open;sesame}", "bad: {open", "bad: {***"),
            ("PWD={open}}sesame};UID=reader", "reader: open}sesame", "reader: ***"),
            ("PWD={open}}sesame};UID=reader", "reader: {open}}sesame}", "reader: {***}"),
            ("PWD={open}}}};;sesame}", "bad: open}};;sesame", "bad: ***"),
            ("PWD={open}}}}};UID=reader", "reader: open}}", "reader: ***"),
            ("PWD={open};sesame;PWD=closesesame", "closesesame open", "*** ***"),
            ("PWD=open;Password=opensesame", "bad: opensesame", "bad: ***"),
            ("Driver={a;PWD=b};PWD=c", "a;PWD=b: c", "a;PWD=b: ***"),
            ("PWD={open;sesame", "bad: open;sesame", "bad: ***"),
            ("PWD={open}sesame", "bad: open", "bad: ***"),
        ] {
            assert_eq!(ConnectionString(connection.to_owned()).without_password(message), printed, "{connection}");
        }
    }
}
