//! Bytes, read as a packed extract: as they are, and as a real one with these bytes put in.
#![no_main]

use carekpi_ssd::Extract;
use libfuzzer_sys::fuzz_target;

/// A small extract, packed.
fn packed() -> Vec<u8> {
    let files = [
        ("ssd_person.csv", "pers_person_id,pers_dob\nP1,2015-06-01\nP2,\n"),
        ("ssd_cp_plans.csv", "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\nCP1,P1,2026-01-12\n"),
        ("local_core_groups.csv", "core_group_id,person_id,core_group_date\nG1,P1,2026-01-20\n"),
    ];
    let mut bytes = Vec::new();
    Extract::from_files(files).expect("an extract").pack(&mut bytes).expect("memory");
    bytes
}

fuzz_target!(|bytes: &[u8]| {
    let _ = Extract::unpack(&mut &*bytes);
    let [high, low, changed @ ..] = bytes else { return };
    let mut whole = packed();
    let at = usize::from(u16::from_be_bytes([*high, *low])) % whole.len();
    let end = whole.len().min(at + changed.len());
    whole.splice(at..end, changed.iter().copied());
    if let Ok(extract) = Extract::unpack(&mut &*whole) {
        // What is read is whole: it is read back as it was.
        let mut again = Vec::new();
        extract.pack(&mut again).expect("memory");
        assert_eq!(again, whole[..again.len()]);
    }
});
