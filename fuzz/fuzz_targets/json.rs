//! A text as case records, and as JSON Lines. It is refused with a location, or a round trip preserves it and it can be measured.
#![no_main]

use carekpi::Definitions;
use carekpi::model::Caseload;
use carekpi_fuzz::measure;
use carekpi_json::{CaseRecords, read_lines, write_lines};
use libfuzzer_sys::fuzz_target;

fn lines(caseload: &Caseload) -> Vec<u8> {
    let mut lines = Vec::new();
    write_lines(caseload, &mut lines).expect("a vector can be written to");
    lines
}

fuzz_target!(|text: &str| {
    match CaseRecords::from_json(text).and_then(|records| Ok((records.caseload()?, records))) {
        Ok((caseload, records)) => {
            assert_eq!(CaseRecords::from_json(&records.to_json()).expect("what was written can be read"), records);
            let written = lines(&caseload);
            let again = read_lines(written.as_slice()).expect("what was written can be read");
            assert_eq!(lines(&again), written);
            measure(&caseload, &Definitions::default());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Ok(caseload) = read_lines(text.as_bytes()) {
        let written = lines(&caseload);
        assert_eq!(lines(&read_lines(written.as_slice()).expect("what was written can be read")), written);
    }
});
