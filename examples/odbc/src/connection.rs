//! The connection to the database. Its password is not printed.

use std::env;

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
        let attributes = self.0.split(';').filter_map(|attribute| attribute.split_once('='));
        let passwords = attributes.filter(|(key, _)| {
            let key = key.trim();
            key.eq_ignore_ascii_case("pwd") || key.eq_ignore_ascii_case("password")
        });
        let passwords = passwords.map(|(_, password)| password.trim_matches(['{', '}', ' ']));
        passwords
            .filter(|password| !password.is_empty())
            .fold(message.to_owned(), |message, password| message.replace(password, "***"))
    }
}
