#![doc = include_str!("../README.md")]
//!
//! | indicator | rule |
//! |---|---|
//! | `cla-same-placement` | [`SamePlacement`] |
//! | `cla-three-placements` | [`ThreePlacements`] |
//! | `cla-dental` | [`Dental`] |
//! | `cla-health` | [`Health`] |
//! | `cla-reviews` | [`Reviews`] |
//! | `cla-supervision` | [`Supervision`] |
//! | `cla-visits` | [`Visits`] |
//! | `placement-change-meetings` | [`PlacementChangeMeetings`] |
#![cfg_attr(docsrs, feature(doc_cfg))]

mod adoption;
mod area;
mod assessments;
mod change_meetings;
mod dental;
mod different_placements;
mod health;
mod placement_change_meetings;
mod reviews;
mod same_placement;
mod settings;
mod supervision;
mod three_placements;
mod visits;

use carekpi_rules::{Context, Rule};

pub use adoption::AdoptivePlacement;
pub use area::AREA;
pub use assessments::AssessmentsInScope;
pub use change_meetings::{MeetingSide, PlacementChangeMeetingsSettings};
pub use dental::{Dental, DentalSettings};
pub use different_placements::{ReturnToSetting, TemporaryPlacements};
pub use health::{Health, HealthSettings};
pub use placement_change_meetings::PlacementChangeMeetings;
pub use reviews::{Reviews, ReviewsSettings};
pub use same_placement::{SamePlacement, SamePlacementSettings};
pub use settings::LookedAfter;
pub use supervision::Supervision;
pub use three_placements::{ThreePlacements, ThreePlacementsSettings};
pub use visits::{Visits, VisitsSettings};

/// The eight indicators of the area, in the order of the definitions document.
///
/// ```
/// use carekpi_dates::WorkingCalendar;
/// use carekpi_looked_after::{AREA, LookedAfter, indicators};
/// use carekpi_model::Caseload;
/// use carekpi_rules::Context;
///
/// let caseload = Caseload::default();
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
/// let rules = indicators(&LookedAfter::default(), &context);
/// assert_eq!(rules[1].info().id, "cla-three-placements");
/// assert!(rules.iter().all(|rule| rule.info().area == AREA));
/// ```
#[must_use]
pub fn indicators(settings: &LookedAfter, context: &Context<'_>) -> [Box<dyn Rule>; 8] {
    [
        Box::new(SamePlacement::new(settings.cla_same_placement, context)),
        Box::new(ThreePlacements::new(settings.cla_three_placements, context)),
        Box::new(Dental::new(settings.cla_dental, context)),
        Box::new(Health::new(settings.cla_health, context)),
        Box::new(Reviews::new(settings.cla_reviews, context)),
        Box::new(Supervision::new(settings.cla_supervision, context)),
        Box::new(Visits::new(settings.cla_visits.clone(), context)),
        Box::new(PlacementChangeMeetings::new(settings.placement_change_meetings, context)),
    ]
}
