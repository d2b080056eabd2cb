//! Checks that the quotes of a record follow RFC 4180.

/// An error in the quotes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrongQuotes {
    /// The field, counted from 0.
    pub(crate) field: usize,
    pub(crate) error: QuoteError,
}

/// What is wrong with the quotes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuoteError {
    /// The quoted field is not closed.
    NotClosed,
    /// Text follows the closing quote.
    TextAfterClose,
}

/// Checks the quotes of one record, a part at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QuoteChecker {
    separator: u8,
    field: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the start of a field.
    Start,
    /// In an unquoted field, where a quote is text.
    Plain,
    /// Between quotes.
    Quoted,
    /// After a quote in a quoted field. It closes the field, or it is the first of two that are one quote of the text.
    Closing,
}

impl QuoteChecker {
    /// At the start of a record whose fields have this separator.
    pub(crate) const fn new(separator: u8) -> Self {
        Self { separator, field: 0, state: State::Start }
    }

    /// Checks the next bytes of the record. The last ones include the line break.
    pub(crate) fn feed(&mut self, bytes: &[u8]) -> Result<(), WrongQuotes> {
        for byte in bytes {
            self.state = match (self.state, byte) {
                (State::Quoted, b'"') => State::Closing,
                (State::Quoted, _) | (State::Closing | State::Start, b'"') => State::Quoted,
                (_, byte) if *byte == self.separator => {
                    self.field = self.field.saturating_add(1);
                    State::Start
                }
                (_, b'\r' | b'\n') => State::Start,
                (State::Closing, _) => return Err(self.wrong(QuoteError::TextAfterClose)),
                (State::Start | State::Plain, _) => State::Plain,
            };
        }
        Ok(())
    }

    /// Checks that the file may end here.
    pub(crate) fn end(self) -> Result<(), WrongQuotes> {
        if self.state == State::Quoted { Err(self.wrong(QuoteError::NotClosed)) } else { Ok(()) }
    }

    const fn wrong(self, error: QuoteError) -> WrongQuotes {
        WrongQuotes { field: self.field, error }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_right_or_wrong_however_the_bytes_come() {
        let right =
            ["", "a,b\n", "\"a\",\"b\"\r\n", "\"a\"\"b\",\"\"\n", "\"a,\nb\"", "a\"b,c\n", "\"\"", ",\"\"\"\"\n"];
        let wrong = [
            ("\"a", 0, QuoteError::NotClosed),
            ("a,\"b,c\nd,e\n", 1, QuoteError::NotClosed),
            ("\"a\"\"", 0, QuoteError::NotClosed),
            ("\"a\" ,b\n", 0, QuoteError::TextAfterClose),
            ("a,b,\"c\"d\n", 2, QuoteError::TextAfterClose),
        ];
        let check = |text: &str, size: usize| {
            let mut checker = QuoteChecker::new(b',');
            text.as_bytes().chunks(size).try_for_each(|bytes| checker.feed(bytes))?;
            checker.end()
        };
        for size in 1..9 {
            for text in right {
                assert_eq!(check(text, size), Ok(()), "{text:?}");
            }
            for (text, field, error) in wrong {
                assert_eq!(check(text, size), Err(WrongQuotes { field, error }), "{text:?}");
            }
        }
    }
}
