//! Names of sheets.

/// The most characters in the name of a sheet, counted as UTF-16 does.
const LONGEST: usize = 31;

/// The name that spreadsheets allow which is nearest to this one. `taken` are the names of the other sheets.
pub(crate) fn sheet_name<'s>(wanted: &str, taken: impl Iterator<Item = &'s str>) -> String {
    let clean: String = wanted.chars().map(allowed).collect();
    let clean = trim(&clean);
    let clean = if clean.is_empty() { "Sheet" } else { clean };
    // Capitals make no difference, and Excel keeps "History" for itself.
    let taken: Vec<String> = taken.map(str::to_lowercase).chain(["history".to_owned()]).collect();
    let suffixes = std::iter::once(String::new()).chain((2_u32..).map(|number| format!(" ({number})")));
    let mut names = suffixes.map(|suffix| {
        let start = shortened(clean, LONGEST.saturating_sub(suffix.len()));
        format!("{}{suffix}", trim(start))
    });
    names.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default()
}

fn allowed(letter: char) -> char {
    match letter {
        '[' => '(',
        ']' => ')',
        ':' | '*' | '?' | '/' | '\\' => '-',
        letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => ' ',
        letter => letter,
    }
}

/// The name without what it may not begin or end with.
fn trim(name: &str) -> &str {
    name.trim_matches(|letter: char| letter == '\'' || letter.is_whitespace())
}

/// The start of a text, with at most this many characters as UTF-16 counts them.
fn shortened(text: &str, most: usize) -> &str {
    let mut length = 0_usize;
    let end = text.char_indices().find(|(_, letter)| {
        length = length.saturating_add(letter.len_utf16());
        length > most
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::sheet_name;

    fn name(wanted: &str) -> String {
        sheet_name(wanted, ["All", "Straße"].into_iter())
    }

    #[test]
    fn names_are_those_that_excel_allows() {
        for (wanted, given) in [
            ("Team 1", "Team 1"),
            ("=1+1", "=1+1"),
            (" [a]:b*c?d/e\\f ", "(a)-b-c-d-e-f"),
            ("'quoted'", "quoted"),
            ("'", "Sheet"),
            ("a\u{1b}\nb", "a  b"),
            ("ALL", "ALL (2)"),
            ("STRASSE", "STRASSE"),
            ("STRAßE", "STRAßE (2)"),
            ("History", "History (2)"),
            ("A team with a name that is far too long", "A team with a name that is far"),
            ("🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉", "🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉"),
        ] {
            assert_eq!(name(wanted), given);
        }
    }

    #[test]
    fn long_names_that_begin_alike_are_distinct() {
        let long = "Family safeguarding and support, north";
        let one = name(long);
        let other = sheet_name(&format!("{long} east"), [one.as_str()].into_iter());
        assert_eq!(
            (one.as_str(), other.as_str()),
            ("Family safeguarding and support", "Family safeguarding and sup (2)")
        );
    }
}
