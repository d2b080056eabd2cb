//! A text as a definitions file, or as JSON. It is refused with a message, or a round trip preserves it and a caseload can be
//! measured by it.
#![no_main]

use carekpi::Definitions;
use carekpi::model::Caseload;
use carekpi_fuzz::{day, measure};
use carekpi_synthetic::Synthetic;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CASELOAD: LazyLock<Caseload> = LazyLock::new(|| Synthetic::new(12, 7, day(2026, 3, 31)).caseload());

fuzz_target!(|text: &str| {
    let definitions = match Definitions::from_toml(text) {
        Ok(definitions) => definitions,
        Err(error) => {
            assert!(error.line >= 1 && error.line <= text.matches('\n').count() + 1);
            assert!(!error.to_string().is_empty());
            match serde_json::from_str(text) {
                Ok(definitions) => definitions,
                Err(_) => return,
            }
        }
    };
    assert_eq!(Definitions::from_toml(&definitions.to_toml()).as_ref(), Ok(&definitions));
    let json = serde_json::to_string(&definitions).expect("definitions can be written");
    assert_eq!(serde_json::from_str::<Definitions>(&json).expect("and read"), definitions);
    let default = Definitions::default();
    assert_eq!(definitions.diff(&default).is_empty(), definitions == default);
    measure(&CASELOAD, &definitions);
});
