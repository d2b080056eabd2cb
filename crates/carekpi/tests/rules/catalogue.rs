//! The catalogue and the definitions file, against the lists that others compare with.

use std::collections::BTreeSet;

use carekpi::readings::readings;
use carekpi::{Definitions, catalogue};

const DEFAULTS: &str = include_str!("../data/definitions.toml");

#[test]
fn the_indicators_in_their_order() {
    let ids: Vec<&str> = catalogue().iter().map(|about| about.id).collect();
    let expected = "cp-plans cp-core-groups cp-rate cp-reviews cp-visits cin-reviews cin-visits cla-same-placement \
                    cla-three-placements cla-dental cla-health cla-reviews cla-supervision cla-visits \
                    placement-change-meetings leavers-eet leavers-accommodation leavers-in-touch leavers-pathway-plans \
                    leavers-visits cypds-supervision cypds-visits assessments-completed";
    assert_eq!(ids, expected.split_whitespace().collect::<Vec<_>>());
    for about in catalogue() {
        assert!(!about.title.is_empty() && !about.numerator.is_empty() && !about.clauses.is_empty(), "{}", about.id);
        assert_eq!(about.denominator.is_empty(), about.measure == carekpi::measure::Measure::Count, "{}", about.id);
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
fn every_setting_bears_on_an_indicator_and_every_one_named_exists() {
    let all: BTreeSet<String> = settings(DEFAULTS).into_iter().map(|(setting, _)| setting).collect();
    let named: BTreeSet<String> =
        catalogue().iter().flat_map(|about| about.settings).map(|setting| (*setting).to_owned()).collect();
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
        ("[child-protection.cp-visits]\nwithin = 10\n", 2, "it is a text, such as \"10 working days\""),
        ("[child-protection.cp-visits]\nwithn = \"10 days\"\n", 2, "`within`"),
        ("[child-protection.cp-visit]\nwithin = \"10 days\"\n", 1, "`cp-visits`"),
        (
            "[looked-after.cla-health]\nage_limit = \"four\"\n",
            2,
            "it is a whole number from 0 to 4294967295, such as 4",
        ),
        ("[looked-after.cla-health]\nage_limit = -1\n", 2, "age_limit = -1: it is a whole number from 0 to "),
        ("[looked-after.cla-health]\nage_limit = 4294967296\n", 2, "4294967296: it is a whole number from 0 to "),
        ("[assessments]\nwithin = \"45 working days\"\n", 2, "within"),
        ("[allocations]\ncase_worker_roles = \"worker\"\n", 2, "it is a list of texts, such as [\"social worker\""),
        ("[cypds]\nteams = [\n\"a\",\n3]\n", 2, "teams = [: it is a list of texts"),
        ("shared = [\"included\"]\n", 1, "shared is a table: write [shared]"),
        ("[[shared]]\nend_day = \"included\"\n", 1, "shared is a table"),
        ("[child-protection]\ncp-visits = [\"3 working days\"]\n", 2, "write [child-protection.cp-visits]"),
        ("[shared]\nend_day = { included = {} }\n", 2, "it is one of \"excluded\", \"included\""),
        ("[shared]\nend_day = 1\n", 2, "it is one of \"excluded\", \"included\""),
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
            "child-protection.cp-core-groups.first_within = \"10 working days\", not \"10 days\"",
            "looked-after.cla-health.age_limit = 5, not 4",
        ]
    );
    assert_eq!(
        differences(&Definitions::national_returns()),
        [
            "looked-after.cla-same-placement.adoptive_placement = \"joined\", not \"separate\"",
            "looked-after.cla-three-placements.looked_after_for = \"0 months\", not \"12 months\"",
            "looked-after.cla-three-placements.temporary_placements = \"ignored\", not \"counted\"",
        ]
    );
    assert!(differences(&Definitions::default()).is_empty());
    for (profile, name) in
        [(Definitions::statutory(), "statutory"), (Definitions::national_returns(), "national-returns")]
    {
        let described = carekpi::readings::document();
        let described = described.split(&format!("`{name}`:")).nth(1).unwrap();
        for difference in profile.diff(&Definitions::default()) {
            assert!(described.contains(&format!("`{}`", difference.setting)), "{}", difference.setting);
        }
    }
}
