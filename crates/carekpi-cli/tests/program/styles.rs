//! One caseload in the style of each case system: the same figures, with the same members.

use std::fs;
use std::path::Path;

use carekpi_ssd::{Extract, FindingKind, Severity, Style, Table};
use serde_json::Value;
use tempfile::TempDir;

use crate::{failure, run, text, write};

const DATES: [&str; 5] = ["2021-09-30", "2023-02-28", "2024-12-31", "2026-01-15", "2026-03-31"];

/// An extract of 600 children in a style.
fn made(style: Style) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [folder.path().to_str().unwrap(), "--children", "600", "--seed", "4", "--style", style.name()];
    text(&run("generate", &arguments));
    folder
}

/// The figures of a date with their members and reasons, by indicator.
fn figures(folder: &Path, date: &str, more: &[&str]) -> Vec<Value> {
    let folder = folder.to_str().unwrap();
    let arguments = [&[folder, "--snapshot", date, "--format", "json"], more].concat();
    let scorecard: Value = serde_json::from_str(&text(&run("scorecard", &arguments))).unwrap();
    scorecard["indicators"].as_array().unwrap().clone()
}

#[test]
fn every_style_has_the_same_figures_and_members() {
    let [ssd, others @ ..] = Style::ALL.map(made);
    for date in DATES {
        let expected = figures(ssd.path(), date, &["--subjects"]);
        assert_eq!(expected.len(), 23);
        let by_worker = figures(ssd.path(), date, &["--by", "worker"]);
        for (style, other) in Style::ALL.into_iter().skip(1).zip(&others) {
            for (one, same) in figures(other.path(), date, &["--subjects"]).iter().zip(&expected) {
                assert_eq!(one, same, "{style} {date} {}", same["id"]);
            }
            assert_eq!(figures(other.path(), date, &["--by", "worker"]), by_worker, "{style} {date}");
        }
    }
    // Each figure has members on some of these dates.
    let last = figures(ssd.path(), DATES[4], &["--subjects"]);
    assert!(last.iter().all(|indicator| !indicator["subjects"].as_array().unwrap().is_empty()));
}

#[test]
fn every_row_of_every_style_is_kept() {
    for style in Style::ALL {
        let extract = Extract::read_dir(made(style).path()).unwrap();
        let set_aside: u64 = extract.rows.values().map(|rows| rows.set_aside).sum();
        assert_eq!((set_aside, extract.count(Severity::Error)), (0, 0), "{style}");
        let warned = |kind: FindingKind| kind.severity() == Severity::Warning;
        let warnings: Vec<_> = extract.findings.iter().filter(|finding| warned(finding.kind)).collect();
        // A pathway plan that is not there is dated 1900-01-01.
        let expected = |kind| style == Style::SystemC && kind == FindingKind::DatePlaceholder;
        assert!(warnings.iter().all(|finding| expected(finding.kind)), "{style} {warnings:?}");
        assert_eq!(extract.rows_of(Table::CareLeavers).kept > 0, style != Style::Ssd, "{style}");
    }
}

/// Without the supplementary tables, care leavers are those of `ssd_care_leavers`.
#[test]
fn care_leavers_without_dates_are_the_same_in_both_systems() {
    let [mosaic, system_c] = [Style::Mosaic, Style::SystemC].map(|style| {
        let folder = made(style);
        for table in [Table::CareLeaverSpells, Table::CareLeaverStatuses, Table::PathwayPlans] {
            fs::remove_file(folder.path().join(format!("{table}.csv"))).unwrap();
        }
        figures(folder.path(), "2026-03-31", &["--subjects"])
    });
    assert_eq!(mosaic, system_c);
    for indicator in mosaic.iter().filter(|indicator| indicator["id"].as_str().unwrap().starts_with("leavers-")) {
        assert!(indicator["numerator"].as_u64().unwrap() > 0, "{}", indicator["id"]);
    }
}

#[test]
fn a_style_has_the_columns_of_its_system() {
    let header = |style: Style, table: Table| {
        let file = fs::read_to_string(made(style).path().join(format!("{table}.csv"))).unwrap();
        file.lines().next().unwrap().to_owned()
    };
    for (style, table, expected) in [
        (
            Style::Ssd,
            Table::CinVisits,
            "cinv_cin_visit_id,cinv_person_id,cinv_cin_plan_id,cinv_cin_visit_date,cinv_cin_visit_seen",
        ),
        (Style::Mosaic, Table::CinVisits, "cinv_cin_visit_id,cinv_cin_plan_id,cinv_cin_visit_date,cinv_cin_visit_seen"),
        (Style::SystemC, Table::CinVisits, "cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date,cinv_cin_visit_seen"),
        (Style::Mosaic, Table::CpPlans, "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date"),
    ] {
        assert_eq!(header(style, table), expected, "{style}");
    }
    assert!(header(Style::Mosaic, Table::CinPlans).starts_with("cin_plan_id,cinp_referral_id,cinp_person_id,"));
    assert!(
        failure("generate", &["/no/such/folder", "--style", "azeus"], 2)
            .contains("unknown style `azeus`; use ssd, mosaic or systemc")
    );
}

#[test]
fn a_folder_that_is_not_empty_is_left_alone_unless_forced() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    let generate = ["--children", "3"];
    let (person, notes) =
        (write(folder.path(), "SSD_PERSON.CSV", "mine\n"), write(folder.path(), "notes.txt", "mine\n"));
    let leavers = write(folder.path(), "ssd_care_leavers.csv", "mine\n");
    let said = failure("generate", &[&[name], &generate[..]].concat(), 2);
    assert_eq!(
        said,
        format!(
            "error: {name} is not empty; name a new or empty folder, or give --force to replace the tables in it\n"
        )
    );
    assert_eq!(fs::read_to_string(&person).unwrap(), "mine\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);

    text(&run("generate", &[&[name, "--force"], &generate[..]].concat()));
    assert_eq!(fs::read_to_string(&notes).unwrap(), "mine\n");
    assert!(!fs::exists(&leavers).unwrap());
    assert_eq!(Extract::read_dir(folder.path()).unwrap().caseload.len(), 3);
}
