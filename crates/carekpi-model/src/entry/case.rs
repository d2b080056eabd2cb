//! A child with all its records.

use std::collections::BTreeMap;

use chrono::NaiveDate;

#[cfg(feature = "serde")]
use super::own;
use super::{
    Allocation, Assessment, Event, HealthCheck, LeaverSpell, LeaverStatus, LegalStatus, Listed, OwnRecords,
    PathwayPlan, PeriodOfCare, Placement, Plan, Referral,
};
#[cfg(feature = "serde")]
use crate::wire;
use crate::{CaseloadBuilder, ChildKey, EventKind, OwnKind};

/// Defines the case from the dates and texts of the child, the lists of records (with their form and the builder's method) and the
/// lists of events (with their kind).
macro_rules! case {
    (
        dates { $($(#[$date_doc:meta])* $date:ident,)* }
        texts { $($(#[$text_doc:meta])* $text:ident,)* }
        records { $($(#[$doc:meta])* $list:ident: $form:ident by $add:ident,)* }
        events { $($(#[$event_doc:meta])* $events:ident: $kind:ident,)* }
    ) => {
        /// A child's personal details. There is no field for a name.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Child<T> {
            /// The identifier, which differs for each child.
            pub id: T,
            $($(#[$date_doc])* pub $date: Option<NaiveDate>,)*
            $($(#[$text_doc])* pub $text: T,)*
        }

        /// A child with all its records, in any order. There is no field for a name.
        ///
        /// [`CaseloadBuilder::case`] adds it to a caseload. A case can also be made from a [`Child`](crate::Child) of a caseload: a
        /// `Case<&str>` borrows the texts, a `Case<String>` copies them.
        ///
        /// ```
        /// use carekpi_model::{Caseload, entry};
        ///
        /// let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
        /// let case = entry::Case {
        ///     id: "P1",
        ///     protection_plans: vec![entry::Plan::new("CP1", day)],
        ///     core_groups: vec![entry::Event::new("G1", day)],
        ///     ..Default::default()
        /// };
        /// let mut builder = Caseload::builder();
        /// builder.case(&case);
        /// let caseload = builder.finish().unwrap();
        /// assert_eq!(entry::Case::from(caseload.find("P1").unwrap()), case);
        /// ```
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
        #[cfg_attr(feature = "serde", serde(bound(serialize = "T: wire::Text", deserialize = "T: wire::Read<'de>")))]
        pub struct Case<T> {
            /// The identifier, which differs for each child.
            pub id: T,
            $(
                $(#[$date_doc])*
                #[cfg_attr(feature = "serde", serde(default, deserialize_with = "wire::optional_date"))]
                #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
                pub $date: Option<NaiveDate>,
            )*
            $(
                $(#[$text_doc])*
                #[cfg_attr(feature = "serde", serde(default, deserialize_with = "wire::text"))]
                #[cfg_attr(feature = "serde", serde(skip_serializing_if = "wire::is_blank"))]
                pub $text: T,
            )*
            /// Disabilities, as codes of the national returns.
            #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
            pub disabilities: Vec<T>,
            $(
                $(#[$doc])*
                #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
                pub $list: Vec<$form<T>>,
            )*
            $(
                $(#[$event_doc])*
                #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
                pub $events: Vec<Event<T>>,
            )*
            /// The records of your own kinds, by kind.
            #[cfg_attr(feature = "serde", serde(default = "BTreeMap::new", deserialize_with = "own::by_kind"))]
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "BTreeMap::is_empty"))]
            pub other: BTreeMap<OwnKind, OwnRecords<T>>,
        }

        impl<T> Case<T> {
            /// The events of one kind.
            ///
            /// ```
            /// use carekpi_model::{EventKind, entry};
            ///
            /// let mut case = entry::Case::default();
            /// let date = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
            /// case.events_mut(EventKind::DentalCheck).push(entry::Event::new("D1", date));
            /// assert_eq!(case.events(EventKind::DentalCheck), case.dental_checks);
            /// ```
            #[must_use]
            pub fn events(&self, kind: EventKind) -> &[Event<T>] {
                match kind {
                    $(EventKind::$kind => &self.$events,)*
                }
            }

            /// The events of one kind, mutably.
            ///
            /// ```
            /// use carekpi_model::{EventKind, entry};
            ///
            /// let date = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
            /// let mut case = entry::Case { core_groups: vec![entry::Event::new("G1", date)], ..Default::default() };
            /// case.events_mut(EventKind::CoreGroup).clear();
            /// assert_eq!(case, entry::Case::default());
            /// ```
            pub fn events_mut(&mut self, kind: EventKind) -> &mut Vec<Event<T>> {
                match kind {
                    $(EventKind::$kind => &mut self.$events,)*
                }
            }
        }

        impl<T: AsRef<str>> Case<T> {
            /// The child, without white space around the texts.
            ///
            /// ```
            /// use carekpi_model::entry;
            ///
            /// let case = entry::Case { id: "P1", sex: " F", ..Default::default() };
            /// assert_eq!(case.child(), entry::Child { id: "P1", sex: "F", ..Default::default() });
            /// ```
            #[must_use]
            pub fn child(&self) -> Child<&str> {
                Child {
                    id: self.id.as_ref().trim(),
                    $($date: self.$date,)*
                    $($text: self.$text.as_ref().trim(),)*
                }
            }

            /// Every record, list by list.
            ///
            /// ```
            /// use carekpi_model::entry;
            ///
            /// let date = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
            /// let leaver_visits = vec![entry::Event::new("V1", date)];
            /// let case = entry::Case { id: "P1", leaver_visits, ..Default::default() };
            /// let visit = case.listed().next().unwrap();
            /// assert_eq!((&*visit.list, visit.index, visit.id), ("leaver_visits", 0, "V1"));
            /// ```
            pub fn listed(&self) -> impl Iterator<Item = Listed<'_>> {
                let records = std::iter::empty();
                $(let records = records.chain(
                    self.$list.iter().enumerate().map(|(index, record)| record.listed(stringify!($list).into(), index)),
                );)*
                $(let records = records.chain(
                    self.$events.iter().enumerate().map(|(index, event)| event.listed(stringify!($events).into(), index)),
                );)*
                records.chain(self.other.iter().flat_map(|(kind, of_kind)| of_kind.listed(*kind)))
            }
        }

        impl CaseloadBuilder {
            /// Adds a child with all its records. White space around texts is removed.
            ///
            /// ```
            /// use carekpi_model::{Caseload, entry};
            ///
            /// let mut builder = Caseload::builder();
            /// let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
            /// let placement = |code| entry::Placement { code, ..entry::Placement::new("", start) };
            /// let placements = vec![placement(" U4")];
            /// let child = builder.case(&entry::Case { id: "P1", placements, ..Default::default() });
            /// builder.placement(child, placement("U1"));
            /// let caseload = builder.finish().unwrap();
            /// let placements = caseload.find("P1").unwrap().placements();
            /// assert!(placements.iter().map(|one| caseload.code_text(one.code)).eq(["U1", "U4"]));
            /// ```
            pub fn case<T: AsRef<str>>(&mut self, case: &Case<T>) -> ChildKey {
                let child = self.child(case.child());
                case.disabilities.iter().for_each(|code| self.disability(child, code.as_ref().trim()));
                $(case.$list.iter().for_each(|record| self.$add(child, record.trimmed()));)*
                $(case.$events.iter().for_each(|event| self.event(child, EventKind::$kind, event.trimmed()));)*
                for (kind, of_kind) in &case.other {
                    of_kind.events.iter().for_each(|event| self.own_event(child, *kind, event.trimmed()));
                    of_kind.spells.iter().for_each(|spell| self.own_spell(child, *kind, spell.trimmed()));
                }
                child
            }
        }

        impl<'a, T: From<&'a str>> From<crate::Child<'a>> for Case<T> {
            /// The case of a child of a caseload. Each list is in the caseload's order.
            fn from(child: crate::Child<'a>) -> Self {
                let caseload = child.caseload();
                Self {
                    id: child.id().into(),
                    $($date: child.$date(),)*
                    $($text: child.$text().into(),)*
                    disabilities: child.disabilities().iter().map(|code| caseload.code_text(*code).into()).collect(),
                    $($list: child.$list().iter().map(|record| $form::of(caseload, record)).collect(),)*
                    $($events: events(child, EventKind::$kind),)*
                    other: caseload
                        .own_kinds()
                        .filter_map(|kind| Some((kind, OwnRecords::of(child, kind)?)))
                        .collect(),
                }
            }
        }
    };
}

#[cfg(feature = "serde")]
wire::object!(Case of T);

fn events<'a, T: From<&'a str>>(child: crate::Child<'a>, kind: EventKind) -> Vec<Event<T>> {
    Event::all(child.caseload(), child.events(kind))
}

case! {
    dates {
        /// The date of birth.
        born,
        /// The expected date of birth of an unborn child; never used as a date of birth.
        expected,
        /// The date of death.
        died,
    }
    texts {
        /// Sex, as written.
        sex,
        /// Gender, as written.
        gender,
        /// Ethnicity, as a code of the national returns.
        ethnicity,
    }
    records {
        /// Referrals.
        referrals: Referral by referral,
        /// Child and family assessments.
        assessments: Assessment by assessment,
        /// Child in need plans.
        in_need_plans: Plan by in_need_plan,
        /// Child protection plans.
        protection_plans: Plan by protection_plan,
        /// Periods of care.
        periods_of_care: PeriodOfCare by period_of_care,
        /// Legal statuses under which the child was looked after.
        legal_statuses: LegalStatus by legal_status,
        /// Placements.
        placements: Placement by placement,
        /// Workers' involvements.
        allocations: Allocation by allocation,
        /// Spells as a care leaver.
        leaver_spells: LeaverSpell by leaver_spell,
        /// Statuses as a care leaver.
        leaver_statuses: LeaverStatus by leaver_status,
        /// Health checks, by type and status.
        health_checks: HealthCheck by health_check,
        /// Pathway plans that are stated beside an eligibility.
        stated_pathway_plans: PathwayPlan by stated_pathway_plan,
    }
    events {
        /// Core groups of child protection plans.
        core_groups: CoreGroup,
        /// Review child protection conferences.
        review_conferences: ReviewConference,
        /// Visits under a child protection plan.
        protection_visits: ProtectionVisit,
        /// Child in need reviews.
        child_in_need_reviews: ChildInNeedReview,
        /// Child in need visits.
        child_in_need_visits: ChildInNeedVisit,
        /// Looked-after reviews.
        looked_after_reviews: LookedAfterReview,
        /// Dental checks.
        dental_checks: DentalCheck,
        /// Health assessments.
        health_assessments: HealthAssessment,
        /// Visits to the child while looked after.
        looked_after_visits: LookedAfterVisit,
        /// Supervision sessions with the child's worker about the child.
        supervisions: Supervision,
        /// Placement change meetings.
        placement_change_meetings: PlacementChangeMeeting,
        /// Pathway plans and reviews of them.
        pathway_plans: PathwayPlan,
        /// Visits as a care leaver.
        leaver_visits: LeaverVisit,
    }
}
