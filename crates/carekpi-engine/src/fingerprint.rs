//! Fingerprints of parts: which children are in a result, without telling who they are.

use std::fmt;
use std::str::FromStr;

use carekpi_model::Caseload;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest, Sha256};

/// The fingerprint of a part: of the children of a caseload, or of one group of them.
///
/// It is made of the [digest](Caseload::digest) of the caseload: of the identifiers of the children, their dates, and the days of
/// their plans, periods and spells. Neither events nor allocations matter: a part whose visits were recorded late is still the same part.
///
/// It is a part of a SHA-256 hash, so nothing can be read from it. Whoever has the same records can recognise them, and the records
/// of one child can be guessed more easily than those of many.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::Fingerprint;
///
/// let of = |id| {
///     let mut builder = Caseload::builder();
///     builder.child(entry::Child { id, ..Default::default() });
///     Fingerprint::of(&builder.finish().unwrap()).unwrap()
/// };
/// assert_eq!(of("P1"), of("P1"));
/// assert_ne!(of("P1"), of("P2"));
/// assert_eq!(of("P1").to_string().parse(), Ok(of("P1")));
/// assert_eq!(Fingerprint::of(&Caseload::default()), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u128);

/// A byte that no text has.
const END_OF_TEXT: [u8; 1] = [0xff];

/// What is hashed first. It changes whenever something else is hashed.
const SCHEME: &[u8] = b"carekpi part 1";

impl Fingerprint {
    /// The fingerprint of the children of a caseload; `None` if it has neither children nor an estimate of the population.
    #[must_use]
    pub fn of(caseload: &Caseload) -> Option<Self> {
        let estimates = caseload.population().estimates();
        if caseload.is_empty() && estimates.is_empty() {
            return None;
        }
        let mut hash = Sha256::new_with_prefix(SCHEME);
        hash.update(caseload.digest().to_be_bytes());
        Some(Self::from_hash(hash))
    }

    /// The fingerprint of one group of these children.
    #[must_use]
    pub fn of_group(self, by: &str, name: &str) -> Self {
        let mut hash = Sha256::new_with_prefix(SCHEME);
        hash.update(self.0.to_be_bytes());
        hash.update(by);
        hash.update(END_OF_TEXT);
        hash.update(name);
        Self::from_hash(hash)
    }

    fn from_hash(hash: Sha256) -> Self {
        let bytes: [u8; 32] = hash.finalize().into();
        Self(bytes.first_chunk().map_or(0, |first| u128::from_be_bytes(*first)))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The error for a text that is not a fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has 32 digits from 0 to 9 and a to f")]
#[non_exhaustive]
pub struct ParseFingerprintError;

impl FromStr for Fingerprint {
    type Err = ParseFingerprintError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 32 || !text.bytes().all(is_digit) {
            return Err(ParseFingerprintError);
        }
        u128::from_str_radix(text, 16).map(Self).map_err(|_| ParseFingerprintError)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
