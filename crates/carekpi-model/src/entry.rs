//! The input of a [`CaseloadBuilder`](crate::CaseloadBuilder): records with their texts.
//!
//! A form borrows its texts (`Plan<&str>`) or owns them (`Plan<String>`). A blank text is a missing one. `new` takes what each
//! record must have, the identifier and the required date, and leaves the rest blank. So a literal names only the fields it needs.
//! Forms that need no date also have a [`Default`].
//!
//! ```
//! use carekpi_model::{Caseload, entry};
//! use chrono::NaiveDate;
//!
//! let start = NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
//! let plan = entry::Plan { team: " T7".to_owned(), ..entry::Plan::new("CP1".to_owned(), start) };
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! builder.protection_plan(child, plan.trimmed());
//! assert_eq!(plan.trimmed(), entry::Plan { team: "T7", ..entry::Plan::new("CP1", start) });
//! ```
//!
//! A form with a required date can't be made without one:
//!
//! ```compile_fail,E0277
//! use carekpi_model::entry;
//!
//! let plan = entry::Plan { id: "CP1", ..Default::default() };
//! ```
//!
//! With the feature `serde` a [`Case`] and its records can be read and written, as objects with the fields of these forms. Dates
//! have one form, `2026-03-31`. Unknown fields are errors. A missing value is left out, or `null`. An empty list may be left out.

mod case;
mod listed;
mod own;

use std::borrow::Cow;

use carekpi_dates::Moment;
pub use carekpi_dates::TimeOfDay;
use chrono::NaiveDate;

#[cfg(feature = "serde")]
use crate::wire;
use crate::{Caseload, Events, Seen};
pub use case::{Case, Child};
pub use listed::Listed;
pub use own::OwnRecords;

/// The records, as the caseload stores them.
mod stored {
    pub(super) use crate::event::{Event, OwnEvent};
    pub(super) use crate::{
        Allocation, Assessment, HealthCheck, LeaverSpell, LeaverStatus, LegalStatus, PathwayPlan, PeriodOfCare,
        Placement, Plan, Referral, Spell,
    };
}

/// Defines the forms. Each has an identifier and the given fields, those of the record that the caseload stores. A field is a
/// `text` or an `optional_date`, which may be missing; a required `date`; a `flag`; or whether a child was `seen`. `from` names the
/// field with the record's first day, and `until` the field with its end. A form without a required date derives [`Default`]; a form
/// with one must not, for the default date is 1 January 1970.
macro_rules! forms {
    ($(
        $(#[$about:meta])*
        $form:ident from $from:ident $(until $until:ident)? {
            $(
                $(#[$doc:meta])*
                $(text $text:ident)?
                $(date $date:ident)?
                $(optional_date $optional_date:ident)?
                $(time $time:ident)?
                $(flag $flag:ident)?
                $(seen $seen:ident)?
                ,
            )*
        }
    )*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
        #[cfg_attr(feature = "serde", serde(bound(serialize = "T: wire::Text", deserialize = "T: wire::Read<'de>")))]
        pub struct $form<T> {
            /// The identifier.
            #[cfg_attr(feature = "serde", serde(default, deserialize_with = "wire::text"))]
            #[cfg_attr(feature = "serde", serde(skip_serializing_if = "wire::is_blank"))]
            pub id: T,
            $(
                $(#[$doc])*
                $(
                    #[cfg_attr(feature = "serde", serde(default, deserialize_with = "wire::text"))]
                    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "wire::is_blank"))]
                    pub $text: T,
                )?
                $(
                    #[cfg_attr(feature = "serde", serde(deserialize_with = "wire::date"))]
                    pub $date: NaiveDate,
                )?
                $(
                    #[cfg_attr(feature = "serde", serde(default, deserialize_with = "wire::optional_date"))]
                    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
                    pub $optional_date: Option<NaiveDate>,
                )?
                $(
                    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
                    pub $time: Option<TimeOfDay>,
                )?
                $(
                    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "std::ops::Not::not"))]
                    pub $flag: bool,
                )?
                $(
                    #[cfg_attr(feature = "serde", serde(default, with = "wire::seen"))]
                    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "wire::seen::is_unknown"))]
                    pub $seen: Seen,
                )?
            )*
        }

        #[cfg(feature = "serde")]
        wire::object!($form of T);

        impl<T: AsRef<str>> $form<T> {
            /// The same record with borrowed texts, without the white space around them.
            #[must_use]
            pub fn trimmed(&self) -> $form<&str> {
                $form {
                    id: self.id.as_ref().trim(),
                    $(
                        $($text: self.$text.as_ref().trim(),)?
                        $($date: self.$date,)?
                        $($optional_date: self.$optional_date,)?
                        $($time: self.$time,)?
                        $($flag: self.$flag,)?
                        $($seen: self.$seen,)?
                    )*
                }
            }

            fn listed(&self, list: Cow<'static, str>, index: usize) -> Listed<'_> {
                let end = None::<NaiveDate>;
                $(let end = end.or(self.$until);)?
                Listed { list, index, id: self.id.as_ref().trim(), start: self.$from.into(), end }
            }
        }

        impl<T: Default> $form<T> {
            /// A record with this identifier, which may be blank, and the required date if there is one. The other fields are blank.
            /// There is an example in the [module](self).
            #[must_use]
            pub fn new(id: T, $($($date: NaiveDate,)?)*) -> Self {
                Self {
                    id,
                    $(
                        $($text: T::default(),)?
                        $($date,)?
                        $($optional_date: None,)?
                        $($time: None,)?
                        $($flag: false,)?
                        $($seen: Seen::Unknown,)?
                    )*
                }
            }
        }

        impl<T> $form<T> {
            /// The form of a record of a caseload.
            fn of<'a>(caseload: &'a crate::Caseload, record: &stored::$form) -> Self
            where
                T: From<&'a str>,
            {
                Self {
                    id: caseload.text(record.id).into(),
                    $(
                        $($text: caseload.code_text(record.$text).into(),)?
                        $($date: record.$date,)?
                        $($optional_date: record.$optional_date,)?
                        $($time: record.$time,)?
                        $($flag: record.$flag,)?
                        $($seen: record.$seen,)?
                    )*
                }
            }
        }
    )*};
}

forms! {
    /// A child protection plan or a child in need plan.
    Plan from start until end {
        /// The day it began.
        date start,
        /// The day it ended.
        optional_date end,
        /// The team that holds it.
        text team,
        /// Whether another authority's plan is registered here for a time. Only of a child protection plan.
        flag other_authority,
    }

    /// A referral.
    Referral from start until end {
        /// The day of the referral.
        date start,
        /// The day it was closed.
        optional_date end,
        /// Whether it led to no further action.
        flag nfa,
    }

    /// A period of care.
    PeriodOfCare from start until end {
        /// The day the child became looked after.
        date start,
        /// The day the child ceased to be looked after.
        optional_date end,
    }

    /// A legal status.
    LegalStatus from start until end {
        /// Its first day.
        date start,
        /// Its end.
        optional_date end,
        /// Its code, such as `C2`.
        text code,
    }

    /// A placement.
    Placement from start until end {
        /// Its first day.
        date start,
        /// Its end.
        optional_date end,
        /// Its code, such as `U4`.
        text code,
        /// The identifier of the setting.
        text setting,
    }

    /// A worker's involvement.
    Allocation from start until end {
        /// Its first day.
        date start,
        /// Its end.
        optional_date end,
        /// The worker's identifier.
        text worker,
        /// The team's number or name.
        text team,
        /// The worker's role.
        text role,
    }

    /// A child and family assessment.
    #[derive(Default)]
    Assessment from start until end {
        /// The day it began.
        optional_date start,
        /// The day it was completed.
        optional_date end,
    }

    /// A spell as a care leaver.
    #[derive(Default)]
    LeaverSpell from start until end {
        /// Its first day. Without it, the spell is open at the ages that the [`Eligibility`](crate::Eligibility) says.
        optional_date start,
        /// Its end.
        optional_date end,
        /// The entitlement.
        text eligibility,
        /// The team, by number or name.
        text team,
    }

    /// A status as a care leaver.
    #[derive(Default)]
    LeaverStatus from recorded {
        /// The day it was recorded. Without it, the status is in force on every day.
        optional_date recorded,
        /// Whether the care leaver is in touch, such as `YES`.
        text in_touch,
        /// The type of accommodation.
        text accommodation,
        /// Whether the accommodation is suitable: `1` means yes.
        text suitable,
        /// The main activity, such as `F2`.
        text activity,
        /// The day of the latest contact.
        optional_date contact,
        /// The entitlement that is stated beside it, as written.
        text eligibility,
    }

    /// A health check. Its type and status decide what it counts as: see [`HealthCheckSettings`](crate::HealthCheckSettings).
    HealthCheck from date {
        /// Its day.
        date date,
        /// Its type, as written.
        text kind,
        /// Its status, as written; blank if none was recorded.
        text status,
    }

    /// A pathway plan, or a review of one, that is stated beside the eligibility of a care leaver.
    PathwayPlan from date {
        /// Its day.
        date date,
        /// The entitlement, as written.
        text eligibility,
    }

    /// An event.
    Event from date {
        /// The day it happened.
        date date,
        /// Whether the child was seen at a visit.
        seen seen,
    }

    /// An event of a kind of your own.
    OwnEvent from date {
        /// The day.
        date date,
        /// The time of day, if one is recorded.
        time time,
        /// Whether the child was seen at a visit.
        seen seen,
    }

    /// A spell of a kind of your own.
    Spell from start until end {
        /// Its first day.
        date start,
        /// The time of day at which it began, if one is recorded.
        time start_time,
        /// Its end.
        optional_date end,
        /// The time of day at which it ended, if one is recorded.
        time end_time,
    }
}

impl<T> Event<T> {
    /// The forms of the events of a caseload.
    fn all<'a>(caseload: &'a Caseload, events: Events<'a>) -> Vec<Self>
    where
        T: From<&'a str>,
    {
        let event = |(date, seen, id)| Self::of(caseload, &stored::Event { date, seen, id });
        events.iter().map(event).collect()
    }
}

impl<T> OwnEvent<T> {
    /// The forms of the events of a caseload.
    fn all<'a>(caseload: &'a Caseload, events: Events<'a>) -> Vec<Self>
    where
        T: From<&'a str>,
    {
        let event =
            |((_, seen, id), Moment { day, time })| Self::of(caseload, &stored::OwnEvent { date: day, time, seen, id });
        events.iter().zip(events.moments()).map(event).collect()
    }
}

impl<T> From<Event<T>> for OwnEvent<T> {
    /// The event without a time.
    fn from(event: Event<T>) -> Self {
        let Event { id, date, seen } = event;
        Self { id, date, time: None, seen }
    }
}
