//! The codes of the national returns.

/// The placement codes of the national returns.
///
/// ```
/// assert!(carekpi_model::PLACEMENT_CODES.contains(&"U1"));
/// ```
pub const PLACEMENT_CODES: [&str; 27] = [
    "A3", "A4", "A5", "A6", "H5", "K1", "K2", "P1", "P2", "P3", "R1", "R2", "R3", "R5", "S1", "T0", "T1", "T2", "T3",
    "T4", "U1", "U2", "U3", "U4", "U5", "U6", "Z1",
];

/// The placement codes of a placement for adoption.
pub(crate) const PLACEMENTS_FOR_ADOPTION: [&str; 4] = ["A3", "A4", "A5", "A6"];

/// The placement codes of a temporary placement.
pub(crate) const TEMPORARY_PLACEMENTS: [&str; 6] = ["T0", "T1", "T2", "T3", "T4", "Z1"];

/// The legal statuses under which a child is looked after.
///
/// ```
/// use carekpi_model::{CARE_STATUSES, SHORT_BREAK_CODES};
///
/// assert!(SHORT_BREAK_CODES.iter().all(|code| CARE_STATUSES.contains(code)));
/// ```
pub const CARE_STATUSES: [&str; 14] =
    ["C1", "C2", "D1", "E1", "J1", "J2", "J3", "L1", "L2", "L3", "V1", "V2", "V3", "V4"];

/// The legal statuses of a series of short breaks.
pub const SHORT_BREAK_CODES: [&str; 3] = ["V1", "V3", "V4"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_codes_are_codes() {
        assert!(PLACEMENTS_FOR_ADOPTION.iter().chain(&TEMPORARY_PLACEMENTS).all(|code| PLACEMENT_CODES.contains(code)));
    }
}
