//! Which person a row belongs to.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_model::{Child, EventKind};
use carekpi_ssd::{Extract, FindingKind, ReadError, Table};

/// Two persons with a referral, plans and a period of care each, and identifiers that are of no use: a period that both have,
/// a plan that is repeated, and rows that are set aside.
const FILES: [(&str, &str); 5] = [
    ("ssd_person", "pers_person_id\nP1\nP2\n"),
    (
        "ssd_cin_episodes",
        "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa\n\
         R1,P1,2026-01-05,N\nR2,P2,2026-01-05,Y\nR1,P2,2026-01-05,N\nR9,P9,2026-01-05,N\n,P2,2026-01-05,N\n",
    ),
    (
        "ssd_cp_plans",
        "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\n\
         C9,P2,soon\nC1,P1,2026-01-05\nC2,P2,2026-01-05\nC2,P1,2026-01-05\n",
    ),
    (
        "ssd_cla_episodes",
        "clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_episode_start_date\n\
         E1,P1,K1,2026-01-05\nE2,P2,K2,2026-01-05\nE3,P1,K3,2025-01-06\nE4,P2,K3,2025-01-06\nE5,P9,K9,2025-01-06\n",
    ),
    (
        "ssd_cin_plans",
        "cinp_cin_plan_id,cinp_referral_id,cinp_person_id,cinp_cin_plan_start_date\n\
         N1,R2,P1,2026-01-05\nN2,R2,,2026-01-05\nN3,R9,,2026-01-05\nN4,R1,P9,2026-01-05\n",
    ),
];

fn read(files: &[(&str, &str)]) -> Result<Extract, ReadError> {
    let replaced = |name: &str| files.iter().any(|(other, _)| *other == name);
    let files = FILES.iter().filter(|(name, _)| !replaced(name)).chain(files);
    Extract::from_files(files.map(|(name, text)| (format!("{name}.csv"), *text)))
}

/// The one person with such a record.
fn owner<'e>(extract: &'e Extract, count: impl Fn(Child<'e>) -> usize) -> Option<&'e str> {
    let mut owners = extract.caseload.children().filter(|child| count(*child) > 0).map(|child| child.id());
    let owner = owners.next();
    assert_eq!(owners.next(), None);
    owner
}

/// One row of a table: what its columns of the person and of the plan, period or referral hold, and the person that it belongs
/// to or the kind of its finding.
type Row = (&'static str, &'static str, Result<&'static str, FindingKind>);

/// Checks rows of a table whose header is an identifier, a date, a person and what gives the person.
fn check(table: Table, header: [&str; 4], rows: &[Row], count: impl Fn(Child<'_>) -> usize + Copy) {
    let [identifier, date, person, via] = header;
    for (person_text, via_text, expected) in rows {
        let with_person = format!("{identifier},{date},{person},{via}\nX1,2026-02-02,{person_text},{via_text}\n");
        let without_person = format!("{identifier},{date},{via}\nX1,2026-02-02,{via_text}\n");
        let without_via = format!("{identifier},{date},{person}\nX1,2026-02-02,{person_text}\n");
        let mut texts = vec![(with_person, *expected)];
        if matches!(*person_text, "" | "NULL") {
            texts.push((without_person, *expected));
        } else {
            texts.push((without_via, *expected));
        }
        for (text, expected) in texts {
            let extract = read(&[(table.name(), &text)]).unwrap();
            let found = extract.findings.iter().find(|finding| finding.table == Some(table) && finding.line.is_some());
            let actual = found.map_or_else(|| Ok(owner(&extract, count).unwrap()), |finding| Err(finding.kind));
            assert_eq!(actual, expected, "{text}");
        }
    }
    let neither = read(&[(table.name(), &format!("{identifier},{date}\nX1,2026-02-02\n"))]).unwrap_err();
    assert!(neither.to_string().contains(person) && neither.to_string().contains(via), "{neither}");
}

const UNKNOWN: Result<&str, FindingKind> = Err(FindingKind::PersonUnknown);
const MISSING: Result<&str, FindingKind> = Err(FindingKind::PersonMissing);

const BY_PERIOD: [Row; 9] = [
    ("P1", "", Ok("P1")),
    ("P2", "K1", Ok("P2")), // The person that is named comes first.
    ("", "K1", Ok("P1")),
    ("NULL", "K2", Ok("P2")),
    ("", "K3", UNKNOWN),   // Two persons have it.
    ("", "K9", UNKNOWN),   // Its only row was set aside.
    ("P9", "K1", UNKNOWN), // A person who is named is not looked for.
    ("", "", MISSING),
    ("", "k1", UNKNOWN),
];

#[test]
fn by_a_period_of_care() {
    let reviews = ["clar_cla_review_id", "clar_cla_review_date", "clar_cla_person_id", "clar_cla_id"];
    check(Table::ClaReviews, reviews, &BY_PERIOD, |child| child.events(EventKind::LookedAfterReview).len());
    let visits = ["clav_cla_visit_id", "clav_cla_visit_date", "clav_person_id", "clav_cla_id"];
    check(Table::ClaVisits, visits, &BY_PERIOD, |child| child.events(EventKind::LookedAfterVisit).len());
    let placements = ["clap_cla_placement_id", "clap_cla_placement_start_date", "clap_person_id", "clap_cla_id"];
    check(Table::ClaPlacement, placements, &BY_PERIOD, |child| child.placements().len());
}

#[test]
fn by_a_child_protection_plan() {
    let rows = [
        ("P2", "C1", Ok("P2")),
        ("", "C1", Ok("P1")),
        ("", "C2", Ok("P2")), // Repeated: the person of the row that was kept.
        ("", "C9", UNKNOWN),
        ("P9", "C1", UNKNOWN),
        ("", "", MISSING),
    ];
    let reviews = ["cppr_cp_review_id", "cppr_cp_review_date", "cppr_person_id", "cppr_cp_plan_id"];
    check(Table::CpReviews, reviews, &rows, |child| child.events(EventKind::ReviewConference).len());
    let visits = ["cppv_cp_visit_id", "cppv_cp_visit_date", "cppv_person_id", "cppv_cp_plan_id"];
    check(Table::CpVisits, visits, &rows, |child| child.events(EventKind::ProtectionVisit).len());
}

#[test]
fn by_a_child_in_need_plan() {
    let rows = [
        ("P2", "N1", Ok("P2")),
        ("", "N1", Ok("P1")), // The plan's own person, not that of its referral.
        ("", "N2", Ok("P2")), // The plan names its person by a referral.
        ("", "N3", UNKNOWN),
        ("", "N4", UNKNOWN),
        ("", "", MISSING),
    ];
    let visits = ["cinv_cin_visit_id", "cinv_cin_visit_date", "cinv_person_id", "cinv_cin_plan_id"];
    check(Table::CinVisits, visits, &rows, |child| child.events(EventKind::ChildInNeedVisit).len());
}

#[test]
fn by_a_referral() {
    let rows = [
        ("P2", "R1", Ok("P2")),
        ("", "R1", Ok("P1")), // Repeated: the person of the first row.
        ("", "R2", Ok("P2")), // Without further action.
        ("", "R9", UNKNOWN),
        ("P9", "R1", UNKNOWN),
        ("", "", MISSING),
    ];
    let assessments = ["cina_assessment_id", "cina_assessment_start_date", "cina_person_id", "cina_referral_id"];
    check(Table::CinAssessments, assessments, &rows, |child| child.assessments().len());
    let involvements = ["invo_involvements_id", "invo_involvement_start_date", "invo_person_id", "invo_referral_id"];
    check(Table::Involvements, involvements, &rows, |child| child.allocations().len());
    let plans = ["cinp_cin_plan_id", "cinp_cin_plan_start_date", "cinp_person_id", "cinp_referral_id"];
    check(Table::CinPlans, plans, &rows, |child| child.in_need_plans().len());
}

#[test]
fn by_a_plan_of_a_table_that_names_no_person_either() {
    let plans = "cinp_cin_plan_id,cinp_referral_id,cinp_cin_plan_start_date\nN1,R1,2026-01-05\nN1,R2,2026-01-05\n";
    let visits = "cinv_cin_visit_id,cinv_cin_plan_id,cinv_cin_visit_date\nV1,N1,2026-02-02\nV2,N2,2026-02-02\n";
    let extract = read(&[("ssd_cin_plans", plans), ("ssd_cin_visits", visits)]).unwrap();
    assert_eq!(owner(&extract, |child| child.in_need_plans().len()), Some("P1"));
    assert_eq!(owner(&extract, |child| child.events(EventKind::ChildInNeedVisit).len()), Some("P1"));
    let counts = |table| {
        let counts = extract.rows_of(table);
        (counts.read, counts.kept, counts.set_aside)
    };
    assert_eq!((counts(Table::CinPlans), counts(Table::CinVisits)), ((2, 1, 1), (2, 1, 1)));
    // Each row and each column is reported once, though tables are read more than once.
    let about = |table| extract.findings.iter().filter(|finding| finding.table == Some(table)).count();
    let columns = |names: usize, rows: usize| names + rows;
    assert_eq!(about(Table::CinPlans), columns(3, 1));
    assert_eq!(about(Table::CinVisits), columns(2, 1));
}
