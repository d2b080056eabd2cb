//! The same seed damages the same rows in the same way, in every version.

use carekpi_ssd::Corruptor;

#[test]
fn one_seed_one_damage() {
    let columns = ["cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"];
    let mut corruptor = Corruptor::new(1_000_000, 7, &columns);
    let damaged: Vec<String> = (0..8)
        .flat_map(|number| {
            let row = [&format!("CP{number}"), "P1", "2026-01-05", "2026-03-09"].map(str::to_owned).to_vec();
            corruptor.row(row).into_iter().map(|row| row.join(","))
        })
        .collect();
    assert_eq!(
        damaged,
        [
            "CP0, P1  ,2026-01-05,2026-03-09",
            "CP1,P1,NULL,2026-03-09",
            "CP2,P1,2026-01-05,2026-03-09",
            "CP2,P1,2026-01-04,2026-03-09",
            "CP3,NULL,2026-01-05,2026-03-09",
            "CP4,P1,n/k,2026-03-09",
            "CP5,P1,2026-01-05,46112",
            "CP6,P1,2026-01-05,2026-01-04",
            "CP7,P1,2062-03-01,2026-03-09",
        ]
    );
}
