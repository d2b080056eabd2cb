//! The synthetic extract that comes with the program.

use carekpi::ssd::{Extract, ExtractReader, ReadError, Survey};

/// The last day of its records, as a snapshot date.
pub(crate) const SNAPSHOT: &str = "2026-03-31";

/// Its tables: the name and the content of each file.
const FILES: [(&str, &[u8]); 26] = [
    ("local_care_leaver_spells.csv", include_bytes!("../data/local_care_leaver_spells.csv")),
    ("local_care_leaver_statuses.csv", include_bytes!("../data/local_care_leaver_statuses.csv")),
    ("local_care_leaver_visits.csv", include_bytes!("../data/local_care_leaver_visits.csv")),
    ("local_cin_reviews.csv", include_bytes!("../data/local_cin_reviews.csv")),
    ("local_core_groups.csv", include_bytes!("../data/local_core_groups.csv")),
    ("local_pathway_plans.csv", include_bytes!("../data/local_pathway_plans.csv")),
    ("local_placement_change_meetings.csv", include_bytes!("../data/local_placement_change_meetings.csv")),
    ("local_population.csv", include_bytes!("../data/local_population.csv")),
    ("local_supervisions.csv", include_bytes!("../data/local_supervisions.csv")),
    ("ssd_cin_assessments.csv", include_bytes!("../data/ssd_cin_assessments.csv")),
    ("ssd_cin_episodes.csv", include_bytes!("../data/ssd_cin_episodes.csv")),
    ("ssd_cin_plans.csv", include_bytes!("../data/ssd_cin_plans.csv")),
    ("ssd_cin_visits.csv", include_bytes!("../data/ssd_cin_visits.csv")),
    ("ssd_cla_episodes.csv", include_bytes!("../data/ssd_cla_episodes.csv")),
    ("ssd_cla_health.csv", include_bytes!("../data/ssd_cla_health.csv")),
    ("ssd_cla_placement.csv", include_bytes!("../data/ssd_cla_placement.csv")),
    ("ssd_cla_reviews.csv", include_bytes!("../data/ssd_cla_reviews.csv")),
    ("ssd_cla_visits.csv", include_bytes!("../data/ssd_cla_visits.csv")),
    ("ssd_cp_plans.csv", include_bytes!("../data/ssd_cp_plans.csv")),
    ("ssd_cp_reviews.csv", include_bytes!("../data/ssd_cp_reviews.csv")),
    ("ssd_cp_visits.csv", include_bytes!("../data/ssd_cp_visits.csv")),
    ("ssd_department.csv", include_bytes!("../data/ssd_department.csv")),
    ("ssd_disability.csv", include_bytes!("../data/ssd_disability.csv")),
    ("ssd_involvements.csv", include_bytes!("../data/ssd_involvements.csv")),
    ("ssd_legal_status.csv", include_bytes!("../data/ssd_legal_status.csv")),
    ("ssd_person.csv", include_bytes!("../data/ssd_person.csv")),
];

/// The bundled extract.
pub(crate) fn bundled_extract(reader: &ExtractReader) -> Result<Extract, ReadError> {
    reader.from_files(FILES)
}

/// A survey of the bundled extract.
pub(crate) fn survey(reader: &ExtractReader) -> Result<Survey, ReadError> {
    reader.survey_files(FILES)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_file_of_the_folder_is_in_the_program() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let files = fs::read_dir(folder).unwrap().map(|file| {
            let file = file.unwrap();
            (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())
        });
        let bundled = super::FILES.map(|(name, content)| (name.to_owned(), content.to_owned()));
        assert!(files.collect::<BTreeMap<_, _>>() == BTreeMap::from(bundled));
    }
}
