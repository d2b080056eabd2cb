//! The catalogue and the definitions file, against the lists that others compare with.

use std::collections::BTreeSet;

use carekpi::rules::Polarity;
use carekpi::{Definitions, catalogue, readings};

const DEFAULTS: &str = include_str!("../data/definitions.toml");

#[test]
fn the_indicators_in_their_order() {
    let catalogue = catalogue();
    let ids: Vec<&str> = catalogue.iter().map(|info| &*info.id).collect();
    let expected = "cp-plans cp-core-groups cp-rate cp-reviews cp-visits cin-reviews cin-visits cla-same-placement \
                    cla-three-placements cla-dental cla-health cla-reviews cla-supervision cla-visits \
                    placement-change-meetings leavers-eet leavers-accommodation leavers-in-touch leavers-pathway-plans \
                    leavers-visits cypds-supervision cypds-visits assessments-completed";
    assert_eq!(ids, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(ids, carekpi::ids::ALL);
    for info in catalogue {
        let texts = [&*info.title, &*info.numerator, &*info.source, info.subject()];
        assert!(texts.iter().all(|text| !text.is_empty()) && !info.clauses.is_empty(), "{}", info.id);
        assert_eq!(info.denominator.is_empty(), info.kind == carekpi::measure::FigureKind::Count, "{}", info.id);
        let polarity = match &*info.id {
            "cp-plans" | "cp-rate" | "assessments-completed" => Polarity::Neither,
            "cla-three-placements" => Polarity::Lower,
            _ => Polarity::Higher,
        };
        assert_eq!(info.polarity, polarity, "{}", info.id);
    }
}

#[test]
fn the_default_file_is_the_default() {
    assert_eq!(Definitions::from_toml(DEFAULTS).unwrap(), Definitions::default());
    assert_eq!(Definitions::from_toml("").unwrap(), Definitions::default());
    let written = Definitions::default().to_toml();
    assert_eq!(Definitions::from_toml(&written).unwrap(), Definitions::default());
    assert_eq!(settings(&written), settings(DEFAULTS));
}

#[test]
fn the_settings_are_written_in_the_order_of_the_list() {
    let lines = |file: &str| -> Vec<String> {
        let lines = file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(|line| line.split_once(" #").map_or(line, |(line, _)| line).trim().to_owned()).collect()
    };
    assert_eq!(lines(&Definitions::default().to_toml()), lines(DEFAULTS));
}

/// Every `table.key = value` of a definitions file.
fn settings(file: &str) -> BTreeSet<(String, String)> {
    let table: toml::Table = file.parse().unwrap();
    let mut settings = BTreeSet::new();
    collect(&toml::Value::Table(table), String::new(), &mut settings);
    settings
}

fn collect(value: &toml::Value, path: String, settings: &mut BTreeSet<(String, String)>) {
    match value.as_table() {
        Some(table) => table.iter().for_each(|(key, value)| collect(value, format!("{path}.{key}"), settings)),
        None => drop(settings.insert((path.trim_start_matches('.').to_owned(), value.to_string()))),
    }
}

#[test]
fn an_indicator_names_every_setting_and_no_other() {
    let all: BTreeSet<String> = settings(DEFAULTS).into_iter().map(|(setting, _)| setting).collect();
    let named: BTreeSet<String> =
        catalogue().iter().flat_map(|info| info.settings.iter()).map(ToString::to_string).collect();
    assert_eq!(named, all);
    let of_readings: BTreeSet<String> = readings().into_iter().map(|reading| reading.setting).collect();
    assert!(of_readings.is_subset(&all));
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_line() {
    let cases = [
        ("[shared]\nend_day = \"exclusive\"\n", 2, "`excluded` or `included`"),
        ("\n\n[sharde]\n", 3, "`shared`"),
        ("[child-protection.cp-visits]\nwithin = \"10 fortnights\"\n", 2, "working days"),
        (
            "[child-protection.cp-visits]\nwithin = 10\n",
            2,
            "expected a text in double quotes, such as \"10 working days\"",
        ),
        ("[child-protection.cp-visits]\nwithn = \"10 days\"\n", 2, "`within`"),
        ("[child-protection.cp-visit]\nwithin = \"10 days\"\n", 1, "`cp-visits`"),
        (
            "[looked-after.cla-health]\nage_limit = \"four\"\n",
            2,
            "expected a whole number from 0 to 4294967295, such as 4",
        ),
        ("[looked-after.cla-health]\nage_limit = -1\n", 2, "age_limit = -1: expected a whole number from 0 to "),
        ("[looked-after.cla-health]\nage_limit = 4294967296\n", 2, "4294967296: expected a whole number from 0 to "),
        ("[assessments]\nwithin = \"45 working days\"\n", 2, "within"),
        (
            "[allocations]\ncase_worker_roles = \"worker\"\n",
            2,
            "expected a list of texts in double quotes, such as [\"social worker\"",
        ),
        ("[cypds]\nteams = [\n\"a\",\n3]\n", 2, "teams = [: expected a list of texts in double quotes"),
        ("shared = [\"included\"]\n", 1, "shared is a table; expected [shared]"),
        ("[[shared]]\nend_day = \"included\"\n", 1, "shared is a table"),
        ("[child-protection]\ncp-visits = [\"3 working days\"]\n", 2, "expected [child-protection.cp-visits]"),
        ("[shared]\nend_day = { included = {} }\n", 2, "expected one of \"excluded\", \"included\""),
        ("[shared]\nend_day = 1\n", 2, "expected one of \"excluded\", \"included\""),
        ("[shared\n", 1, ""),
    ];
    for (file, line, says) in cases {
        let error = Definitions::from_toml(file).unwrap_err();
        assert_eq!(error.line, line, "{error}");
        assert!(error.to_string().contains(says), "{error}");
        assert!(!error.to_string().contains('\n'), "{error}");
    }
}

#[test]
fn the_profiles_differ_where_they_say() {
    let differences = |profile: &Definitions| -> Vec<String> {
        profile.diff(&Definitions::default()).iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        differences(&Definitions::statutory()),
        [
            "child-protection.cp-core-groups.first_within = \"10 working days\" (default \"10 days\")",
            "looked-after.cla-health.age_limit = 5 (default 4)",
        ]
    );
    assert_eq!(
        differences(&Definitions::national_returns()),
        [
            "looked-after.cla-same-placement.adoptive_placement = \"joined\" (default \"separate\")",
            "looked-after.cla-three-placements.looked_after_for = \"0 months\" (default \"12 months\")",
            "looked-after.cla-three-placements.temporary_placements = \"ignored\" (default \"counted\")",
        ]
    );
    assert!(differences(&Definitions::default()).is_empty());
    for (profile, name) in
        [(Definitions::statutory(), "statutory"), (Definitions::national_returns(), "national-returns")]
    {
        let described = carekpi::readings_document();
        let described = described.split(&format!("`{name}`:")).nth(1).unwrap();
        for difference in profile.diff(&Definitions::default()) {
            assert!(described.contains(&format!("`{}`", difference.setting)), "{}", difference.setting);
        }
    }
}
