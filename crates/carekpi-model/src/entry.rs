//! What is handed to a [`CaseloadBuilder`](crate::CaseloadBuilder): records with their text as it is written.
//!
//! A form lends its text (`Plan<&str>`), or owns it (`Plan<String>`). A blank text is a missing one. [`Default`] gives
//! a record with nothing in it but a start on 1 January 1970, so that a literal names only what it has. Take care: a
//! `start` or `date` that is forgotten is that day, and no error.
//!
//! ```
//! use carekpi_model::{Caseload, entry};
//!
//! let plan = entry::Plan { id: "CP1".to_owned(), team: " T7".to_owned(), ..Default::default() };
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! builder.protection_plan(child, plan.trimmed());
//! assert_eq!(plan.trimmed(), entry::Plan { id: "CP1", team: "T7", ..Default::default() });
//! ```
//!
//! With the feature `serde` a [`Case`] and its records are read and written, as objects with the fields of these forms.
//! Dates have one form, `2026-03-31`; unknown fields are errors; what is missing is left out, or `null`; a list without
//! records is left out, or empty.

mod case;

use chrono::NaiveDate;

use crate::Seen;
#[cfg(feature = "serde")]
use crate::wire;
pub use case::{Case, Child, Listed};

/// The records, as the caseload keeps them.
mod kept {
    pub(super) use crate::event::Event;
    pub(super) use crate::{
        Allocation, Assessment, LeaverSpell, LeaverStatus, LegalStatus, PeriodOfCare, Placement, Plan, Referral,
    };
}

/// Makes the forms, each with an identifier and the fields that are given: those of the record that the caseload
/// keeps. A field is a `text` or `some_day`, which may be missing; a `day`, which may not; a `flag`, or whether
/// a child was `seen`. A record is `from` a day; if it lasts, it is `until` another.
macro_rules! forms {
    ($(
        $(#[$about:meta])*
        $form:ident from $from:ident $(until $until:ident)? {
            $(
                $(#[$doc:meta])*
                $(text $text:ident)?
                $(day $day:ident)?
                $(some_day $some_day:ident)?
                $(flag $flag:ident)?
                $(seen $seen:ident)?
                ,
            )*
        }
    )*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
                    #[cfg_attr(feature = "serde", serde(deserialize_with = "wire::day"))]
                    pub $day: NaiveDate,
                )?
                $(
                    #[cfg_attr(feature = "serde", serde(default, deserialize_with = "wire::some_day"))]
                    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
                    pub $some_day: Option<NaiveDate>,
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
            /// The same with its text lent, and without the white space around it.
            #[must_use]
            pub fn trimmed(&self) -> $form<&str> {
                $form {
                    id: self.id.as_ref().trim(),
                    $(
                        $($text: self.$text.as_ref().trim(),)?
                        $($day: self.$day,)?
                        $($some_day: self.$some_day,)?
                        $($flag: self.$flag,)?
                        $($seen: self.$seen,)?
                    )*
                }
            }

            fn listed(&self, list: &'static str, index: usize) -> Listed<'_> {
                let end = None::<NaiveDate>;
                $(let end = end.or(self.$until);)?
                Listed { list, index, id: self.id.as_ref().trim(), start: self.$from.into(), end }
            }
        }

        impl<T> $form<T> {
            /// A record that a caseload keeps.
            fn of<'a>(caseload: &'a crate::Caseload, record: &kept::$form) -> Self
            where
                T: From<&'a str>,
            {
                Self {
                    id: caseload.text(record.id).into(),
                    $(
                        $($text: caseload.code_text(record.$text).into(),)?
                        $($day: record.$day,)?
                        $($some_day: record.$some_day,)?
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
        day start,
        /// The day it ended.
        some_day end,
        /// The team that holds it.
        text team,
    }

    /// A referral.
    Referral from start until end {
        /// The day of the referral.
        day start,
        /// The day it was closed.
        some_day end,
        /// Whether it ended in no further action.
        flag nfa,
    }

    /// A period of care.
    PeriodOfCare from start until end {
        /// The day the child became looked after.
        day start,
        /// The day the child ceased to be.
        some_day end,
    }

    /// A legal status.
    LegalStatus from start until end {
        /// Its first day.
        day start,
        /// Its end.
        some_day end,
        /// Its code, such as `C2`.
        text code,
    }

    /// A placement.
    Placement from start until end {
        /// Its first day.
        day start,
        /// Its end.
        some_day end,
        /// Its code, such as `U4`.
        text code,
        /// The identifier of the setting.
        text setting,
    }

    /// A worker's involvement.
    Allocation from start until end {
        /// Its first day.
        day start,
        /// Its end.
        some_day end,
        /// The worker's identifier.
        text worker,
        /// The team's number or name.
        text team,
        /// The worker's role.
        text role,
    }

    /// A child and family assessment.
    Assessment from start until end {
        /// The day it began.
        some_day start,
        /// The day it was completed.
        some_day end,
    }

    /// A care leaver's spell.
    LeaverSpell from start until end {
        /// Its first day; `None`: from the 16th birthday.
        some_day start,
        /// Its end.
        some_day end,
        /// The entitlement.
        text eligibility,
    }

    /// A care leaver's status.
    LeaverStatus from recorded {
        /// The day it was recorded; `None`: in force on every day.
        some_day recorded,
        /// Whether in touch, such as `YES`.
        text in_touch,
        /// The type of accommodation.
        text accommodation,
        /// Whether it is suitable: `1` is.
        text suitable,
        /// The main activity, such as `F2`.
        text activity,
        /// The latest contact.
        some_day contact,
    }

    /// An event.
    Event from date {
        /// The day it happened.
        day date,
        /// Whether the child was seen, for a visit.
        seen seen,
    }
}
