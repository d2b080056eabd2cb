//! The persons that rows name, and whom they name by a plan, a period of care or a referral.

use std::collections::BTreeSet;
use std::ops::Range;

use carekpi_model::ChildKey;

use crate::Table;
use crate::block_column::BlockColumn;
use crate::key::Key;
use crate::names::{FarText, Names};

/// What a row may name instead of its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    /// A period of care.
    PeriodOfCare,
    /// A child protection plan.
    ProtectionPlan,
    /// A child in need plan.
    InNeedPlan,
    /// A referral.
    Referral,
}

impl Owner {
    /// The table with its rows.
    pub(crate) const fn table(self) -> Table {
        match self {
            Self::PeriodOfCare => Table::ClaEpisodes,
            Self::ProtectionPlan => Table::CpPlans,
            Self::InNeedPlan => Table::CinPlans,
            Self::Referral => Table::CinEpisodes,
        }
    }

    /// What identifies a person, as a message says it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::PeriodOfCare => "a period of care of one known person",
            Self::ProtectionPlan => "a child protection plan of a known person",
            Self::InNeedPlan => "a child in need plan of a known person",
            Self::Referral => "a referral of a known person",
        }
    }
}

/// Identifiers, each with its person.
#[derive(Debug, Default)]
pub(crate) struct Register {
    names: Names,
    /// The persons, in the order of the identifiers' numbers.
    children: Vec<ChildKey>,
    /// The numbers of the identifiers that two persons have.
    shared: BTreeSet<u32>,
}

/// Far identifiers are rare if at most this many are far, or at most one in this many rows.
const FEW: usize = 16;

impl Register {
    /// A register of distinct identifiers, and their persons in the same order.
    pub(crate) fn new(names: Names, children: Vec<ChildKey>) -> Self {
        Self { names, children, shared: BTreeSet::new() }
    }

    /// Adds an identifier. One that two persons have identifies nobody.
    pub(crate) fn add(&mut self, identifier: &str, child: ChildKey) {
        let (number, new) = self.names.add(identifier);
        if new {
            self.children.push(child);
        } else if self.child(number) != Some(child) {
            self.shared.insert(number);
        }
    }

    /// Finds a person, with the identifier's number. The numbers from `last` on are tried first, because most tables list
    /// their rows in the order of the persons.
    pub(crate) fn find(&self, identifier: &[u8], last: u32) -> Option<(u32, ChildKey)> {
        let number = self.names.find(identifier, last)?;
        Some((number, self.owner(number)?))
    }

    /// Finds the persons of rows, by the identifiers in a column. The numbers from `last` on are tried first; `last` becomes the
    /// number of one of the last identifiers that are known. `set` gives each row that has a cell its person, in any order.
    pub(crate) fn find_each<R>(
        &self,
        column: &BlockColumn<'_>,
        rows: &mut [R],
        last: &mut u32,
        set: impl Fn(&mut R, Option<ChildKey>),
    ) {
        let mut search =
            Search { register: self, last: *last, far: Vec::new(), rows_of_far: Vec::new(), count: rows.len() };
        // The last text that was not far, and its person.
        let mut previous: Option<(&[u8], Option<ChildKey>)> = None;
        let (mut place, mut near_end) = (0_usize, 0);
        column.for_each_bytes(rows, |row, text| {
            let at = place;
            place = at.saturating_add(1);
            let child = match previous {
                Some((previous, child)) if is_same(previous, text) => child,
                _ => {
                    let Some(child) = search.find_near(text, at) else { return };
                    previous = Some((text, child));
                    child
                }
            };
            near_end = place;
            set(row, child);
        });
        *last = search.last;
        for (of, child, number) in search.find_far() {
            *last = number.filter(|_| of.end > near_end).unwrap_or(*last);
            rows.get_mut(of).unwrap_or_default().iter_mut().for_each(|row| set(row, child));
        }
    }

    /// The person of the identifier with this number; `None` if two persons have it.
    #[inline]
    fn owner(&self, number: u32) -> Option<ChildKey> {
        if !self.shared.is_empty() && self.shared.contains(&number) {
            return None;
        }
        self.child(number)
    }

    fn child(&self, number: u32) -> Option<ChildKey> {
        self.children.get(usize::try_from(number).ok()?).copied()
    }

    /// A known identifier that a spreadsheet may have turned into this one.
    pub(crate) fn likely(&self, spoilt: &str) -> Option<String> {
        if self.children.is_empty() {
            return None;
        }
        before_spreadsheet(spoilt).find(|text| text != spoilt && self.find(text.as_bytes(), 0).is_some())
    }
}

/// A search for the persons of rows.
struct Search<'s, 't> {
    register: &'s Register,
    /// The number of the identifier that was found last.
    last: u32,
    /// The identifiers that are not near the last, and their rows.
    far: Vec<FarText<'t>>,
    rows_of_far: Vec<Range<usize>>,
    /// The number of all rows.
    count: usize,
}

impl<'t> Search<'_, 't> {
    /// Finds a person by the identifier `text`. `at` is the index of its row. Returns `None` if the identifier is far;
    /// [`find_far`](Self::find_far) then finds it later.
    #[inline(never)]
    fn find_near(&mut self, text: &'t [u8], at: usize) -> Option<Option<ChildKey>> {
        let Self { register, last, far, rows_of_far, count } = self;
        let key = Key::of(text);
        if let Ok(number) = register.names.find_near(key, text, *last) {
            *last = number.unwrap_or(*last);
            return Some(number.and_then(|number| register.owner(number)));
        }
        let end = at.saturating_add(1);
        match (far.last(), rows_of_far.last_mut()) {
            (Some(far), Some(rows)) if rows.end == at && far.is(key) => rows.end = end,
            _ => {
                // If one is far, most are.
                far.reserve(count.saturating_sub(at));
                rows_of_far.reserve(count.saturating_sub(at));
                far.push(FarText::new(key, text));
                rows_of_far.push(at..end);
            }
        }
        None
    }

    /// Finds the persons with far identifiers: for each, its rows, its person and its number.
    fn find_far(self) -> impl Iterator<Item = (Range<usize>, Option<ChildKey>, Option<u32>)> {
        let Self { register, mut far, rows_of_far, count, .. } = self;
        let are_rare = far.len() <= FEW.max(count / FEW);
        register.names.find_far(&mut far, are_rare);
        // All are read before any is used, so that a processor waits for the memory of several at a time.
        let children: Vec<Option<ChildKey>> = far.iter().map(|text| register.owner(text.number()?)).collect();
        let numbers = far.into_iter().map(|text| text.number());
        rows_of_far.into_iter().zip(children).zip(numbers).map(|((rows, child), number)| (rows, child, number))
    }
}

/// Whether two texts are the same. Those of 8 to 16 bytes are compared as numbers.
#[inline]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let ends = |text: &[u8]| Some((*text.first_chunk::<8>()?, *text.last_chunk::<8>()?));
    one.len() == other.len()
        && match (ends(one), ends(other)) {
            (Some(ends), Some(other_ends)) if one.len() <= 16 => ends == other_ends,
            _ => one == other,
        }
}

/// The persons, and those of the plans, periods of care and referrals that rows name.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// The persons.
    pub(crate) persons: Register,
    /// The persons of the periods of care; `None` while they are not known.
    pub(crate) periods_of_care: Option<Register>,
    /// The persons of the child protection plans; `None` unless a row needs them.
    pub(crate) protection_plans: Option<Register>,
    /// The persons of the child in need plans; `None` unless a row needs them.
    pub(crate) in_need_plans: Option<Register>,
    /// The persons of the referrals; `None` unless a row needs them.
    pub(crate) referrals: Option<Register>,
}

impl People {
    /// The persons of the plans, periods or referrals; `None` while they are not known.
    pub(crate) const fn of(&self, owner: Owner) -> Option<&Register> {
        match owner {
            Owner::PeriodOfCare => self.periods_of_care.as_ref(),
            Owner::ProtectionPlan => self.protection_plans.as_ref(),
            Owner::InNeedPlan => self.in_need_plans.as_ref(),
            Owner::Referral => self.referrals.as_ref(),
        }
    }

    /// Makes the persons of the plans, periods or referrals known.
    pub(crate) fn set(&mut self, owner: Owner, register: Register) {
        *match owner {
            Owner::PeriodOfCare => &mut self.periods_of_care,
            Owner::ProtectionPlan => &mut self.protection_plans,
            Owner::InNeedPlan => &mut self.in_need_plans,
            Owner::Referral => &mut self.referrals,
        } = Some(register);
    }
}

/// The longest number that is padded with zeros.
const LONGEST: usize = 12;

/// The texts that a spreadsheet may have shown as this one: without a decimal part, thousands separators or an exponent, with
/// leading zeros, in the other case.
fn before_spreadsheet(spoilt: &str) -> impl Iterator<Item = String> {
    let mut plain = spoilt.replace(',', "");
    if let Some((whole, decimals)) = plain.split_once('.')
        && !decimals.is_empty()
        && decimals.bytes().all(|byte| byte == b'0')
    {
        plain = whole.to_owned();
    }
    if let Some(digits) = without_exponent(&plain) {
        plain = digits;
    }
    let is_number = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit());
    let zeros = if is_number { LONGEST.saturating_sub(plain.len()) } else { 0 };
    let number = plain.clone();
    let padded = (1..=zeros).map(move |zeros| format!("{}{number}", "0".repeat(zeros)));
    let stripped = is_number.then(|| plain.trim_start_matches('0').to_owned());
    let cases = [spoilt.to_uppercase(), spoilt.to_lowercase()];
    [plain].into_iter().chain(stripped).chain(padded).chain(cases)
}

/// A number written with an exponent, such as `1.001E+03`, in digits. `None` if it is not a whole number.
fn without_exponent(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let decimals = decimals.trim_end_matches('0');
    let zeros = exponent.checked_sub(decimals.len()).filter(|zeros| *zeros <= LONGEST)?;
    let digits = format!("{whole}{decimals}{}", "0".repeat(zeros));
    (!whole.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use carekpi_model::{Caseload, entry};
    use std::collections::BTreeMap;

    #[test]
    fn an_identifier_of_two_persons_is_nobodys() {
        let mut builder = Caseload::builder();
        let [one, other] = [(); 2].map(|()| builder.child(entry::Child::default()));
        let mut register = Register::default();
        for (identifier, child) in [("K1", one), ("K2", one), ("K1", other), ("K2", one), ("K1", one)] {
            register.add(identifier, child);
        }
        assert_eq!(register.find(b"K1", 0), None);
        assert_eq!(register.find(b"K2", 0), Some((1, one)));
        assert_eq!(register.find(b"K3", 0), None);
    }

    #[test]
    fn the_persons_of_rows_in_any_order_are_those_found_one_by_one() {
        let mut builder = Caseload::builder();
        let texts: Vec<String> = (0..3_000)
            .map(
                |number| {
                    if number % 50 == 7 { format!("a long identifier, {number}") } else { format!("P{number:05}") }
                },
            )
            .collect();
        for (is_sorted, is_shared) in [(true, true), (true, false), (false, true)] {
            let mut register = Register::default();
            let mut persons = BTreeMap::new();
            for text in texts.iter().filter(|text| !is_sorted || text.starts_with('P')) {
                let child = builder.child(entry::Child::default());
                register.add(text, child);
                persons.insert(text.as_str(), Some(child));
            }
            if is_shared {
                // Two persons have this one.
                register.add(&texts[20], builder.child(entry::Child::default()));
                persons.insert(&texts[20], None);
            }
            let unknown = ["", "P", "P00020 ", "Q00020", "a long identifier", "a long identifier, 11"];
            let all: Vec<&str> = texts.iter().map(String::as_str).chain(unknown).collect();
            let one_by_one = |text: &&str| persons.get(*text).copied().flatten();
            let some_child = builder.child(entry::Child::default());
            for step in [0, 1, 2, 17, 601, 2_999] {
                let named: Vec<&str> = (0..all.len()).map(|row| all[(row / 3 * step + row / 7) % all.len()]).collect();
                let mut last = 0;
                for texts in named.chunks(128) {
                    let mut found = vec![Some(some_child); texts.len() + 1];
                    let column = BlockColumn::Texts(texts.to_vec());
                    register.find_each(&column, &mut found, &mut last, |row, child| *row = child);
                    // The last row has no cell.
                    assert_eq!(found.pop(), Some(Some(some_child)));
                    assert!(found.iter().copied().eq(texts.iter().map(one_by_one)), "{step} {texts:?}");
                    let mut known = texts.iter().rev().filter(|text| persons.contains_key(**text));
                    let number = known.next().and_then(|text| register.names.find(text.as_bytes(), last));
                    assert_eq!(number.unwrap_or(last), last);
                }
            }
            // Last, because it can build the hash table.
            for text in &all {
                assert_eq!(register.find(text.as_bytes(), 0).map(|(_, child)| child), one_by_one(text), "{text}");
            }
        }
    }

    #[test]
    fn texts_are_the_same_if_no_byte_differs() {
        for length in (0..40).chain([255, 256]) {
            let text: Vec<u8> = (0..length).map(|at| b'a' + u8::try_from(at % 26).unwrap()).collect();
            assert!(is_same(&text, &text.clone()), "{length}");
            assert!(!is_same(&text, &[&text[..], b"a"].concat()), "{length}");
            for at in 0..text.len() {
                let mut other = text.clone();
                other[at] ^= 1;
                assert!(!is_same(&text, &other), "{length} {at}");
            }
        }
    }

    #[test]
    fn identifiers_that_a_spreadsheet_spoilt() {
        let mut register = Register::default();
        let child = Caseload::builder().child(entry::Child::default());
        for known in ["1001", "0042", "AB1", "7", "1200000"] {
            register.add(known, child);
        }
        for (spoilt, likely) in [
            ("1001.0", Some("1001")),
            ("1001.00", Some("1001")),
            ("1,001", Some("1001")),
            ("1.001E+03", Some("1001")),
            ("1.2E+06", Some("1200000")),
            ("12e5", Some("1200000")),
            ("42", Some("0042")),
            ("42.0", Some("0042")),
            ("0007", Some("7")),
            ("ab1", Some("AB1")),
            ("1001.5", None),
            ("1.0015E+03", None),
            ("1.001E+300", None),
            ("E5", None),
            ("43", None),
            ("", None),
        ] {
            assert_eq!(register.likely(spoilt).as_deref(), likely, "{spoilt}");
        }
    }
}
