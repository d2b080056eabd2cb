//! Whether the quotes of a record are as RFC 4180 has them.

/// How the quotes of a field are wrong, and in which field, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrongQuotes {
    pub(crate) field: usize,
    pub(crate) how: How,
}

/// How the quotes of a field can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// The quote that opens it is never closed.
    NeverClosed,
    /// There is text behind the quote that closes it.
    TextBehind,
}

/// Watches the bytes of a record go by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watch {
    field: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the start of a field.
    Start,
    /// In a field without quotes; a quote in it is text.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote between quotes, which closes them or is the first half of a quote that is text.
    Closing,
}

impl Watch {
    /// At the start of a record.
    pub(crate) const fn new() -> Self {
        Self { field: 0, state: State::Start }
    }

    /// Further bytes of the record, through what ends it.
    pub(crate) fn pass(&mut self, bytes: &[u8]) -> Result<(), WrongQuotes> {
        for byte in bytes {
            self.state = match (self.state, byte) {
                (State::Quoted, b'"') => State::Closing,
                (State::Quoted, _) | (State::Closing | State::Start, b'"') => State::Quoted,
                (_, b',') => {
                    self.field = self.field.saturating_add(1);
                    State::Start
                }
                (_, b'\r' | b'\n') => State::Start,
                (State::Closing, _) => return Err(self.wrong(How::TextBehind)),
                (State::Start | State::Plain, _) => State::Plain,
            };
        }
        Ok(())
    }

    /// The end of the file.
    pub(crate) fn end(self) -> Result<(), WrongQuotes> {
        if self.state == State::Quoted { Err(self.wrong(How::NeverClosed)) } else { Ok(()) }
    }

    const fn wrong(self, how: How) -> WrongQuotes {
        WrongQuotes { field: self.field, how }
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
            ("\"a", 0, How::NeverClosed),
            ("a,\"b,c\nd,e\n", 1, How::NeverClosed),
            ("\"a\"\"", 0, How::NeverClosed),
            ("\"a\" ,b\n", 0, How::TextBehind),
            ("a,b,\"c\"d\n", 2, How::TextBehind),
        ];
        let watch = |text: &str, size: usize| {
            let mut watch = Watch::new();
            text.as_bytes().chunks(size).try_for_each(|bytes| watch.pass(bytes))?;
            watch.end()
        };
        for size in 1..9 {
            for text in right {
                assert_eq!(watch(text, size), Ok(()), "{text:?}");
            }
            for (text, field, how) in wrong {
                assert_eq!(watch(text, size), Err(WrongQuotes { field, how }), "{text:?}");
            }
        }
    }
}
