//! A text as a mapping. It is refused with a message on one line, or an extract can be read or surveyed with it.
#![no_main]

use std::sync::LazyLock;

use carekpi::model::Caseload;
use carekpi_fuzz::day;
use carekpi_ssd::{Extract, Mapping, Tables};
use carekpi_synthetic::Synthetic;
use libfuzzer_sys::fuzz_target;

static CASELOAD: LazyLock<Caseload> = LazyLock::new(|| Synthetic::new(6, 7, day(2026, 3, 31)).caseload());

static TABLES: LazyLock<Tables<'static>> = LazyLock::new(|| Tables::from(&*CASELOAD));

fuzz_target!(|text: &str| {
    let mapping = match Mapping::from_toml(text, "ours.toml") {
        Ok(mapping) => mapping,
        Err(error) => {
            let said = error.to_string();
            assert!(said.starts_with("ours.toml") && !said.contains('\n'), "{said}");
            return;
        }
    };
    let reader = Extract::reader().mapping(&mapping);
    if let Err(error) = reader.from_rows(&TABLES) {
        assert!(!error.to_string().is_empty());
    }
    let files =
        [("ssd_person.csv", "pers_person_id,pers_sex\nP1,F\nP2,male\n"), ("ssd_cp_plans.csv", "id,person\n1,P1\n")];
    if let Err(error) = reader.from_files(files) {
        assert!(!error.to_string().is_empty());
    }
});
