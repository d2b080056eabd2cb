//! Parts are known by their fingerprints, and each is added once.

use carekpi::dates::WorkingCalendar;
use carekpi::model::{Caseload, entry};
use carekpi::{Definitions, Fingerprint, GroupBy, MergeError, Series, Step};
use carekpi_testkit::day;

use crate::parts::a_plan;

#[test]
fn a_setting_that_is_absent_is_not_the_default() {
    let series = a_plan("P1", true);
    let mut written: serde_json::Value = serde_json::to_value(&series).unwrap();
    let settings = written["provenance"]["settings"].as_object_mut().unwrap();
    let (name, _) = settings.iter().next().map(|(name, setting)| (name.clone(), setting.clone())).unwrap();
    settings.remove(&name);
    let absent: Series = serde_json::from_value(written.clone()).unwrap();
    let refused = a_plan("P2", true).merge(&absent).unwrap_err();
    assert_eq!(refused, MergeError::SettingAbsent(name.clone()));
    assert_eq!(absent.clone().merge(&a_plan("P2", true)).unwrap_err(), refused);

    written["provenance"]["settings"][&name] = serde_json::json!({"default": "7"});
    assert!(serde_json::from_value::<Series>(written).unwrap_err().to_string().contains("missing field `value`"));
}

/// The parts that were added and those that were subtracted, by name.
fn names(series: &Series) -> [Vec<&'static str>; 2] {
    let known = ["P1", "P2", "P3"].map(|name| (name, a_plan(name, true).parts().added().next().unwrap()));
    let name = |part| known.iter().find(|(_, of)| *of == part).map_or("other", |(name, _)| *name);
    let sorted = |mut names: Vec<_>| {
        names.sort_unstable();
        names
    };
    [sorted(series.parts().added().map(name).collect()), sorted(series.parts().subtracted().map(name).collect())]
}

#[test]
fn a_part_is_added_once() {
    let mut sum = a_plan("P1", true);
    sum.merge(&a_plan("P2", true)).unwrap();
    assert_eq!(names(&sum), [vec!["P1", "P2"], vec![]]);
    // As it is read again, it still knows its parts. A visit recorded late makes no other part.
    let mut sum: Series = serde_json::from_str(&serde_json::to_string(&sum).unwrap()).unwrap();
    let before = sum.clone();
    let twice = sum.merge(&a_plan("P2", false)).unwrap_err();
    let part = a_plan("P2", true).parts().added().next().unwrap();
    assert_eq!(twice, MergeError::AlreadyAdded(part));
    assert_eq!(twice.to_string(), format!("the part {part} is in it already; each part is added once"));
    assert_eq!((&sum, names(&sum)), (&before, names(&before)));

    // Two sums that share a part are not added either.
    let mut other = a_plan("P3", true);
    other.merge(&a_plan("P1", true)).unwrap();
    assert!(matches!(other.merge(&sum), Err(MergeError::AlreadyAdded(_))));

    sum.correct(&a_plan("P2", true), &a_plan("P2", false)).unwrap();
    assert_eq!(names(&sum), [vec!["P1", "P2"], vec![]]);
    sum.subtract(&a_plan("P1", true)).unwrap();
    assert_eq!(names(&sum), [vec!["P2"], vec![]]);
    // Now it can be added again.
    sum.merge(&a_plan("P1", true)).unwrap();
    assert_eq!(names(&sum), [vec!["P1", "P2"], vec![]]);
}

#[test]
fn a_child_of_a_part_is_subtracted_once() {
    let mut builder = Caseload::builder();
    for id in ["P1", "P2", "P3"] {
        let child = builder.child(entry::Child { id, ..Default::default() });
        builder.protection_plan(child, entry::Plan::new("", day(2026, 1, 5)));
    }
    let (caseload, on) = (builder.finish().unwrap(), day(2026, 3, 1));
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let mut all = measurement.series(on, on, Step::Month).unwrap();
    all.subtract(&a_plan("P1", false)).unwrap();
    assert_eq!(names(&all), [vec!["other"], vec!["P1"]]);
    let mut written: Series = serde_json::from_str(&serde_json::to_string(&all).unwrap()).unwrap();
    assert!(matches!(written.subtract(&a_plan("P1", false)), Err(MergeError::AlreadySubtracted(_))));
    written.merge(&a_plan("P1", true)).unwrap();
    assert_eq!(names(&written), [vec!["other"], vec![]]);
}

#[test]
fn scorecards_and_groups_have_parts() {
    let calendar = WorkingCalendar::england_and_wales();
    let of = |id: &'static str, sex: &'static str| {
        let mut builder = Caseload::builder();
        let child = builder.child(entry::Child { id, sex, ..Default::default() });
        builder.protection_plan(child, entry::Plan::new("", day(2026, 1, 5)));
        builder.finish().unwrap()
    };
    let (one, other, on) = (of("P1", "F"), of("P2", "M"), day(2026, 3, 1));
    let [one, other] = [&one, &other].map(|caseload| Definitions::default().over(caseload, &calendar));
    let mut cards = one.scorecard(on).unwrap();
    cards.merge(other.scorecard(on).unwrap()).unwrap();
    assert_eq!(names(&cards.figures()), [vec!["P1", "P2"], vec![]]);
    assert!(matches!(cards.merge(other.scorecard(on).unwrap()), Err(MergeError::AlreadyAdded(_))));
    assert_eq!(cards.parts(), cards.figures().parts());
    assert_eq!(names(&one.figures(on).unwrap()), [vec!["P1"], vec![]]);

    let mut by_sex = one.by(GroupBy::Sex).series(on, on, Step::Month).unwrap();
    by_sex.merge(&other.by(GroupBy::Sex).series(on, on, Step::Month).unwrap()).unwrap();
    assert_eq!(names(&by_sex.whole), [vec!["P1", "P2"], vec![]]);
    assert!(by_sex.merge(&one.by(GroupBy::Sex).series(on, on, Step::Month).unwrap()).is_err());
    // Groups of one caseload are parts of their own, and can be added up.
    let mut both = by_sex.get("F").unwrap().clone();
    both.merge(by_sex.get("M").unwrap()).unwrap();
    assert_eq!(both.parts().added().count(), 2);
    assert!(both.merge(by_sex.get("M").unwrap()).is_err());
}

#[test]
fn the_order_of_records_makes_no_other_part() {
    let caseload = |backwards: bool| {
        let mut builder = Caseload::builder();
        let mut numbers: Vec<u32> = (0..200).collect();
        if backwards {
            numbers.reverse();
        }
        for number in numbers {
            let id = format!("P{number}");
            let child = builder.child(entry::Child { id: &id, ..Default::default() });
            let mut starts = [day(2026, 1, 5), day(2025, 3, 3)];
            if backwards {
                starts.reverse();
            }
            for start in starts {
                builder.protection_plan(child, entry::Plan { end: Some(start), ..entry::Plan::new("", start) });
                builder.referral(child, entry::Referral::new("R", start));
                let team = if number % 2 == 0 { "North" } else { "South" };
                builder.allocation(child, entry::Allocation { team, ..entry::Allocation::new("", start) });
            }
        }
        builder.finish().unwrap()
    };
    let part = Fingerprint::of(&caseload(false)).unwrap();
    assert_eq!(part, Fingerprint::of(&caseload(true)).unwrap());
    // Parts are compared across versions: these bytes stay.
    assert_eq!(a_plan("P1", true).parts().added().next().unwrap().to_string(), "8d9ece7d06df1ecff5fc63b68dafef03");
}
