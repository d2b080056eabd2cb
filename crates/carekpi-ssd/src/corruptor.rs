//! Damages rows, for tests.

use chrono::{Days, NaiveDate};

use crate::random::Random;

/// Damages some rows of one table in the ways that occur in real extracts: a person is missing, an end is before its start, a
/// row occurs twice, a date or a code is written otherwise, a spreadsheet has spoilt an identifier.
///
/// It recognises columns by their names in the Standard Safeguarding Dataset. The same seed damages the same rows in the same
/// way.
///
/// ```
/// use carekpi_ssd::Corruptor;
///
/// let columns = ["core_group_id", "person_id", "core_group_date"];
/// let row = ["G1", "P1", "2026-01-20"].map(str::to_owned).to_vec();
/// // Damages every row.
/// let mut corruptor = Corruptor::new(1_000_000, 7, &columns);
/// assert_ne!(corruptor.row(row.clone()), [row.clone()]);
/// // Damages no row.
/// assert_eq!(Corruptor::new(0, 7, &columns).row(row.clone()), [row]);
/// ```
#[derive(Clone, Debug)]
pub struct Corruptor {
    columns: Columns,
    per_million: u32,
    random: Random,
}

impl Corruptor {
    /// Damages about `per_million` of a million rows of a table with these columns.
    #[must_use]
    pub fn new(per_million: u32, seed: u64, columns: &[&str]) -> Self {
        // Each table has its own stream of random numbers.
        let bytes = columns.iter().flat_map(|column| column.bytes());
        let table = bytes.fold(seed, |mixed, byte| mixed.rotate_left(7).wrapping_add(byte.into()));
        Self { columns: Columns::of(columns), per_million, random: Random::new(table) }
    }

    /// Returns the row itself, a damaged row, or two rows.
    pub fn row(&mut self, row: Vec<String>) -> Vec<Vec<String>> {
        if self.random.below(1_000_000) >= self.per_million {
            return vec![row];
        }
        let kinds = u32::try_from(KINDS.len()).unwrap_or(0);
        let first = usize::try_from(self.random.below(kinds)).unwrap_or(0);
        let mut damaged = None;
        for kind in KINDS.iter().cycle().skip(first).take(KINDS.len()) {
            damaged = damaged.or_else(|| kind.apply(&row, &self.columns, &mut self.random));
        }
        damaged.unwrap_or_else(|| vec![row])
    }
}

/// The positions of the columns that can be damaged.
#[derive(Clone, Debug)]
struct Columns {
    identifier: Option<usize>,
    person: Option<usize>,
    /// The required date.
    required_date: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    /// An optional date.
    optional: Option<usize>,
    number: Option<usize>,
    /// Yes or no.
    flag: Option<usize>,
    /// Codes of the national returns.
    codes: Vec<usize>,
    /// Words or codes that lists of the definitions know.
    listed: Vec<usize>,
    /// Whether a row is a placement.
    is_placement: bool,
}

impl Columns {
    fn of(columns: &[&str]) -> Self {
        let first = |wanted: &dyn Fn(&str) -> bool| columns.iter().position(|column| wanted(column));
        let is_one_of = |column: &str, ends: &[&str]| ends.iter().any(|end| column.ends_with(end));
        let is_date = |column: &str| column.contains("_date") || is_one_of(column, &["_dob", "_latest_contact"]);
        let is_end = |column: &str| is_one_of(column, &["end_date", "ceased_date", "close_date", "auth_date"]);
        let is_optional = |column: &str| {
            let dates =
                ["_dob", "_death_date", "entered_care_date", "contact_date", "_latest_contact", "reference_date"];
            is_one_of(column, &dates) || column == "cina_assessment_start_date"
        };
        let end = first(&is_end);
        let all = |ends: &[&str]| -> Vec<usize> {
            columns.iter().enumerate().filter(|(_, column)| is_one_of(column, ends)).map(|(at, _)| at).collect()
        };
        let (mut listed, codes) = (all(&LISTED), all(&CODES));
        listed.extend(&codes);
        Self {
            // A disability and a population estimate have no identifier of their own.
            identifier: first(&|column| column.ends_with("_id") && column != "disa_person_id").filter(|at| *at == 0),
            person: first(&|column| column.ends_with("person_id"))
                .or_else(|| first(&|column| column.ends_with("_cla_id"))),
            required_date: first(&|column| is_date(column) && !is_end(column) && !is_optional(column)),
            start: end.and_then(|_| first(&|column| is_date(column) && !is_end(column))),
            end,
            optional: first(&is_optional),
            number: first(&|column| column == "population_0_17"),
            flag: first(&|column| is_one_of(column, &FLAGS)),
            codes,
            listed,
            is_placement: columns.contains(&"clap_cla_placement_id"),
        }
    }
}

/// The ends of the names of columns that say yes or no.
const FLAGS: [&str; 4] = ["_referral_nfa", "_review_cancelled", "_plan_ola", "seen"];

/// The ends of the names of columns with codes of the national returns.
const CODES: [&str; 5] = ["lega_legal_status", "_placement_type", "suitable", "activity", "in_touch"];

/// The ends of the names of columns with other texts that lists of the definitions know.
const LISTED: [&str; 3] = ["_check_type", "_check_status", "_role_id"];

/// A kind of damage.
#[derive(Clone, Copy, Debug)]
enum Damage {
    PersonMissing,
    PersonUnknown,
    DateMissing,
    DateUnreadable,
    DateIgnored,
    EndUnreadable,
    EndBeforeStart,
    EndFarOff,
    RepeatExact,
    RepeatConflicting,
    NumberUnreadable,
    CodeUnknown,
    FlagOtherwise,
    CodeDescribed,
    ValueUnknown,
    IdentifierSpoilt,
    SamePlacement,
    InTheFuture,
    LongAgo,
    AnotherShape,
    ShapeUnreadable,
    Null,
    Padded,
}

const KINDS: [Damage; 23] = [
    Damage::PersonMissing,
    Damage::PersonUnknown,
    Damage::DateMissing,
    Damage::DateUnreadable,
    Damage::DateIgnored,
    Damage::EndUnreadable,
    Damage::EndBeforeStart,
    Damage::EndFarOff,
    Damage::RepeatExact,
    Damage::RepeatConflicting,
    Damage::NumberUnreadable,
    Damage::CodeUnknown,
    Damage::FlagOtherwise,
    Damage::CodeDescribed,
    Damage::ValueUnknown,
    Damage::IdentifierSpoilt,
    Damage::SamePlacement,
    Damage::InTheFuture,
    Damage::LongAgo,
    Damage::AnotherShape,
    Damage::ShapeUnreadable,
    Damage::Null,
    Damage::Padded,
];

const BLANK: [&str; 2] = ["", "NULL"];
const NO_DATE: [&str; 3] = ["", "NULL", "1900-01-01"];
const NOT_A_DATE: [&str; 5] = ["2026-02-30", "31.03.2026", "46112", "n/k", "2026-3-1"];
const FAR_OFF: [&str; 5] = ["1900-01-01", "9999-12-31", "2300-01-01", "2999-12-31", "9999-12-31 23:59:59"];
const BEHIND: [&str; 5] =
    [" - as recorded", " \u{2013} as recorded", ": as recorded", ") as recorded", ". as recorded"];
const YES: [&str; 5] = ["1", "true", "Yes", "y", "TRUE"];
const NO: [&str; 5] = ["0", "false", "No", "n", "FALSE"];

/// Shapes in which a date is read. `%` begins a part of it, as in `strftime`.
const SHAPES: [&str; 13] = [
    "%d/%m/%Y",
    "%-d/%-m/%Y",
    "%d/%m/%Y 0:00",
    "%d/%m/%Y 00:00:00",
    "%-d/%-m/%Y 9:30",
    "%Y-%m-%d 00:00:00",
    "%Y-%m-%d 00:00:00.000",
    "%Y-%m-%d 09:30",
    "%Y-%m-%d 00:00:00 +00:00",
    "%Y-%m-%dT00:00:00",
    "%Y-%m-%dT00:00:00.000",
    "%Y-%m-%dT00:00:00Z",
    "%Y-%m-%dT23:30:00+01:00",
];

/// Shapes in which a date is not read. None has the month first: that would be an error of the whole file.
const UNREADABLE_SHAPES: [&str; 9] = [
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%-d/%-m/%y",
    "%Y%m%d",
    "%Y/%m/%d",
    "%b %e %Y 12:00AM",
    "%d/%m/%Y 12:00:00 AM",
];

impl Damage {
    /// Damages a row. `None` if this kind does not apply to it.
    fn apply(self, row: &[String], columns: &Columns, random: &mut Random) -> Option<Vec<Vec<String>>> {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map(String::as_str);
        let date = |at: Option<usize>| cell(at)?.parse::<NaiveDate>().ok();
        let day_before = |date: NaiveDate| date.checked_sub_days(Days::new(1)).map(|day| day.to_string());
        let any_date = columns.required_date.or(columns.start).or(columns.optional);
        let in_shape = |shapes: &[&str], random: &mut Random| {
            date(any_date).map(|date| date.format(random.one_of(shapes)).to_string())
        };
        let identified = cell(columns.identifier).is_some_and(|text| !text.is_empty());

        let (at, text) = match self {
            Self::PersonMissing => (columns.person?, random.one_of(&BLANK).to_owned()),
            Self::PersonUnknown => (columns.person.filter(|at| *at > 0)?, "X0000000".to_owned()),
            Self::DateMissing => (columns.required_date?, random.one_of(&NO_DATE).to_owned()),
            Self::DateUnreadable => (columns.required_date?, random.one_of(&NOT_A_DATE).to_owned()),
            Self::DateIgnored => (columns.optional?, random.one_of(&NOT_A_DATE).to_owned()),
            Self::EndUnreadable => (columns.end?, random.one_of(&NOT_A_DATE).to_owned()),
            Self::EndBeforeStart => (columns.end?, day_before(date(columns.start)?)?),
            Self::EndFarOff => (columns.end?, random.one_of(&FAR_OFF).to_owned()),
            Self::RepeatExact => return identified.then(|| vec![row.to_vec(), row.to_vec()]),
            Self::RepeatConflicting => {
                let (at, text) = match date(any_date) {
                    Some(date) => (any_date?, day_before(date)?),
                    None => (row.len().checked_sub(1)?, "Another".to_owned()),
                };
                let other = with(row, at, text)?;
                return identified.then(|| vec![row.to_vec(), other]);
            }
            Self::NumberUnreadable => (columns.number?, random.one_of(&["52 000", "n/k", "-1"]).to_owned()),
            Self::CodeUnknown => (columns.flag?, random.one_of(&["U", "n/k", "perhaps"]).to_owned()),
            Self::FlagOtherwise => match cell(columns.flag)? {
                "Y" => (columns.flag?, random.one_of(&YES).to_owned()),
                "N" => (columns.flag?, random.one_of(&NO).to_owned()),
                _ => return None,
            },
            Self::CodeDescribed => {
                let is_code = |text: &str| text.len() < 3 && text.bytes().any(|byte| byte.is_ascii_digit());
                let coded = |at: &&usize| cell(Some(**at)).is_some_and(is_code);
                let at = columns.codes.iter().copied().find(|at| coded(&at))?;
                (at, format!("{}{}", cell(Some(at))?, random.one_of(&BEHIND)))
            }
            Self::ValueUnknown => {
                let at = random.below(u32::try_from(columns.listed.len()).ok()?);
                let at = columns.listed.get(usize::try_from(at).ok()?).copied();
                (at?, random.one_of(&["Other", "Not known", "ZZ"]).to_owned())
            }
            Self::IdentifierSpoilt => {
                let person = columns.person.filter(|at| *at > 0);
                (person?, format!("{}.0", cell(person).filter(|text| !text.is_empty())?))
            }
            Self::SamePlacement => {
                let at = columns.identifier.filter(|_| identified && columns.is_placement)?;
                let other = with(row, at, format!("{}-0", cell(Some(at))?))?;
                return Some(vec![row.to_vec(), other]);
            }
            Self::InTheFuture => (columns.required_date?, "2062-03-01".to_owned()),
            Self::LongAgo => (columns.required_date?, "1962-03-01".to_owned()),
            Self::AnotherShape => (any_date?, in_shape(&SHAPES, random)?),
            Self::ShapeUnreadable => (any_date?, in_shape(&UNREADABLE_SHAPES, random)?),
            Self::Null => (row.iter().position(String::is_empty)?, "NULL".to_owned()),
            Self::Padded => (columns.person?, format!(" {}  ", cell(columns.person)?)),
        };
        with(row, at, text).map(|row| vec![row])
    }
}

/// Replaces the text of one cell; `None` if it is the same.
fn with(row: &[String], at: usize, text: String) -> Option<Vec<String>> {
    let mut row = row.to_vec();
    let cell = row.get_mut(at)?;
    (*cell != text).then(|| *cell = text).map(|()| row)
}
