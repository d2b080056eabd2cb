//! The codes of the national returns.

/// Placement codes.
pub(crate) const PLACEMENTS: [&str; 27] = [
    "A3", "A4", "A5", "A6", "H5", "K1", "K2", "P1", "P2", "P3", "R1", "R2", "R3", "R5", "S1", "T0", "T1", "T2", "T3",
    "T4", "U1", "U2", "U3", "U4", "U5", "U6", "Z1",
];

/// The placement codes of a placement for adoption.
pub(crate) const PLACEMENTS_FOR_ADOPTION: [&str; 4] = ["A3", "A4", "A5", "A6"];

/// The placement codes of a temporary placement.
pub(crate) const TEMPORARY_PLACEMENTS: [&str; 6] = ["T0", "T1", "T2", "T3", "T4", "Z1"];

/// Codes of legal statuses.
pub(crate) const LEGAL_STATUSES: [&str; 13] =
    ["C1", "C2", "D1", "E1", "J1", "J2", "J3", "L1", "L2", "L3", "V2", "V3", "V4"];

/// The legal statuses for a series of short breaks.
pub(crate) const SHORT_BREAKS: [&str; 2] = ["V3", "V4"];

/// Activity codes of care leavers, and those of training that the definitions list.
pub(crate) const ACTIVITIES: [&str; 13] =
    ["F1", "F2", "F3", "F4", "F5", "G4", "G5", "G6", "P1", "P2", "P3", "P4", "P5"];

/// In-touch codes of care leavers.
pub(crate) const IN_TOUCH: [&str; 6] = ["YES", "NO", "DIED", "REFU", "NREQ", "RHOM"];

/// Whether accommodation is suitable: `1` is. Extracts write `0` or `2` if it is not.
pub(crate) const SUITABLE: [&str; 3] = ["1", "0", "2"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_codes_are_codes() {
        assert!(PLACEMENTS_FOR_ADOPTION.iter().chain(&TEMPORARY_PLACEMENTS).all(|code| PLACEMENTS.contains(code)));
        assert!(SHORT_BREAKS.iter().all(|code| LEGAL_STATUSES.contains(code)));
    }
}
