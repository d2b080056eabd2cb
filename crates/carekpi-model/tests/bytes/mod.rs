//! A caseload as bytes.

use carekpi_model::Caseload;

pub(crate) fn packed(caseload: &Caseload) -> Vec<u8> {
    let mut bytes = Vec::new();
    caseload.pack(&mut bytes).unwrap();
    bytes
}
