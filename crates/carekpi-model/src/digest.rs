//! A digest of the children of a caseload, by which two parts are told apart.

use carekpi_dates::day_key;
use chrono::NaiveDate;

use crate::person::Person;
use crate::short_text::is_before;
use crate::table::to_usize;
use crate::text::Interner;
use crate::{Caseload, Cohort, Executor, Task};

/// Mixes words into 128 bits. Two contents are told apart by accident only once in 2^64 pairs or so; a content can be made up to have
/// the digest of another.
struct Digest(u64, u64);

impl Digest {
    /// The digest of what is added.
    #[inline]
    fn of(add: impl Fn(&mut Self)) -> u128 {
        let mut digest = Self(1, 2);
        add(&mut digest);
        // The last words are mixed as well as the first.
        (0..4).for_each(|round| digest.add(round));
        u128::from(digest.0) << 64 | u128::from(digest.1)
    }

    #[inline]
    fn add(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
        self.1 = (self.1.rotate_left(31) ^ word).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    }

    #[inline]
    fn text(&mut self, text: &[u8]) {
        let (words, rest) = text.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        self.add(rest.iter().fold(text.len() as u64, |word, byte| word << 8 | u64::from(*byte)));
    }

    #[inline]
    fn days(&mut self, [one, other]: [Option<NaiveDate>; 2]) {
        let key = |day: Option<NaiveDate>| u64::from(day.map_or(i32::MIN, day_key).cast_unsigned());
        self.add(key(one) << 32 | key(other));
    }
}

/// The digest of the persons without their records, and whether their identifiers ascend. In the order in which they were added,
/// their identifiers are read faster.
pub(crate) fn digest_of_persons(persons: &[Person], interner: &Interner) -> (u128, bool) {
    let (mut are_sorted, mut last) = (true, None);
    let digest = sum(persons.iter().map(|person| {
        let id = interner.bytes(person.id);
        are_sorted &= last.replace(id).is_none_or(|last| is_before(last, id));
        Digest::of(|digest| {
            digest.text(id);
            digest.days([person.born, person.died]);
        })
    }));
    (digest, are_sorted)
}

/// A sum, so that the order of the digests does not matter.
fn sum(digests: impl Iterator<Item = u128>) -> u128 {
    digests.fold(0, u128::wrapping_add)
}

impl Caseload {
    /// A digest of which children these are: of their identifiers, their dates of birth and death, the days of their plans,
    /// referrals, periods of care, placements, assessments and spells, those of your own kinds too, and of the population
    /// estimates. The order of the records does not matter, nor do events and allocations.
    ///
    /// It is not secret: whoever has the digest can find out by trial which children it describes.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let of = |id| {
    ///     let mut builder = Caseload::builder();
    ///     builder.child(entry::Child { id, ..Default::default() });
    ///     builder.finish().unwrap().digest()
    /// };
    /// assert_eq!(of("P1"), of("P1"));
    /// assert_ne!(of("P1"), of("P2"));
    /// ```
    #[must_use]
    pub const fn digest(&self) -> u128 {
        self.digest
    }

    /// The digest of the whole caseload, given that of its persons.
    pub(crate) fn digest_with_records(&self, persons: u128, executor: &impl Executor) -> u128 {
        let estimates = sum(self.population().estimates().iter().map(|estimate| {
            Digest::of(|digest| {
                digest.days([Some(estimate.published), estimate.reference]);
                digest.add(estimate.population);
            })
        }));
        let mut members = Cohort::ALL.map(|_| 0);
        let mut tasks: Vec<Task<'_>> = Vec::new();
        for ((members, cohort), number) in members.iter_mut().zip(Cohort::ALL).zip(1..) {
            tasks.push(Box::new(move || {
                *members = sum(self.cohort(cohort).iter().map(|(storage_index, days)| {
                    let id_rank = self.child(to_usize(*storage_index)).map_or(0, |child| child.id_rank());
                    Digest::of(|digest| {
                        digest.add(number);
                        digest.add(id_rank as u64);
                        digest.days([Some(days.start()), Some(days.end())]);
                    })
                }));
            }));
        }
        executor.run_all(tasks);
        let own = sum(self.own.iter().flat_map(|records| {
            let name = Digest::of(|digest| digest.text(records.kind.name().as_bytes()));
            records.spells.iter().map(move |(storage_index, spell)| {
                let id_rank = self.child(to_usize(storage_index)).map_or(0, |child| child.id_rank());
                Digest::of(|digest| {
                    digest.add((name >> 64) as u64);
                    digest.add(id_rank as u64);
                    digest.days([Some(spell.start), spell.end]);
                })
            })
        }));
        sum(members.into_iter().chain([persons, estimates, own]))
    }
}
