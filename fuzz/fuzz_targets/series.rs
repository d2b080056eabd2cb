//! JSON as series. It is refused, or a round trip preserves it, every report can be made, and it adds up.
#![no_main]

use carekpi::Series;
use carekpi_fuzz::show;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut series = text.split("\n\n").map(serde_json::from_str::<Series>);
    let Some(Ok(one)) = series.next() else { return };
    let json = serde_json::to_string(&one).expect("a series can be written");
    assert_eq!(serde_json::from_str::<Series>(&json).expect("and read"), one);
    show(&one);

    let other = series.next().and_then(Result::ok).unwrap_or_else(|| one.clone());
    let (mut sum, mut reversed) = (one.clone(), other.clone());
    match (sum.merge(&other), reversed.merge(&one)) {
        (Ok(()), Ok(())) => {
            let figures = |series: &Series| series.rows().map(|(date, _, figure)| (date, figure)).collect::<Vec<_>>();
            assert_eq!(figures(&sum), figures(&reversed));
            show(&sum);
            sum.subtract(&other).expect("what was added can be taken away");
            let counts = |series: &Series| {
                series.rows().map(|(_, _, figure)| (figure.numerator, figure.undetermined)).collect::<Vec<_>>()
            };
            assert_eq!(counts(&sum), counts(&one));
        }
        (Err(error), Err(_)) => {
            assert!(!error.to_string().is_empty());
            assert_eq!(sum, one, "nothing is added");
        }
        (forth, back) => panic!("{forth:?} one way and {back:?} the other"),
    }
});
