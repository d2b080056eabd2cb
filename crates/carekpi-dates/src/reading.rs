//! Readings: the different interpretations of a sentence in a definition, as selectable values.

/// One answer to the question that a [`Reading`] asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name that definition files use, such as `excluded`.
    pub name: &'static str,
    /// What choosing it does.
    pub meaning: &'static str,
}

/// A place where a definition allows more than one interpretation. [`reading!`](crate::reading) implements it.
///
/// ```
/// use carekpi_dates::{EndDay, Reading};
///
/// assert_eq!(EndDay::KEY, "end_day");
/// assert_eq!(EndDay::default().name(), "excluded");
/// assert_eq!(EndDay::CHOICES[1].name, "included");
/// ```
pub trait Reading: Copy + Default + Send + Sync + 'static {
    /// The setting's name in definition files.
    const KEY: &'static str;
    /// The question, in words.
    const QUESTION: &'static str;
    /// The possible answers; the first is the default.
    const CHOICES: &'static [Choice];

    /// Every value, in the order of [`CHOICES`](Self::CHOICES).
    const ALL: &'static [Self];

    /// The chosen answer's name.
    fn name(self) -> &'static str;
}

/// Defines a [`Reading`](crate::Reading): an enum whose doc comment asks the question and whose variants answer it.
/// The first variant is the default. With the calling crate's `serde` feature a value is written as its name. That crate must
/// have a feature of that name, which enables `serde` or is empty.
///
/// ```
/// use carekpi_dates::{reading, Reading};
///
/// reading! {
///     /// Does a cancelled meeting count?
///     pub enum CancelledMeetings: "cancelled_meetings" {
///         /// It does not.
///         Ignored = "ignored",
///         /// It counts as held.
///         Counted = "counted",
///     }
/// }
/// assert_eq!(CancelledMeetings::default(), CancelledMeetings::Ignored);
/// assert_eq!(CancelledMeetings::Counted.name(), "counted");
/// ```
#[macro_export]
macro_rules! reading {
    (
        $(#[doc = $question:literal])*
        pub enum $name:ident: $key:literal {
            $(#[doc = $first_meaning:literal])*
            $first:ident = $first_value:literal,
            $( $(#[doc = $meaning:literal])* $variant:ident = $value:literal, )*
        }
    ) => {
        $(#[doc = $question])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $first_meaning])*
            #[default]
            #[cfg_attr(feature = "serde", serde(rename = $first_value))]
            $first,
            $(
                $(#[doc = $meaning])*
                #[cfg_attr(feature = "serde", serde(rename = $value))]
                $variant,
            )*
        }

        impl $crate::Reading for $name {
            const KEY: &'static str = $key;
            const QUESTION: &'static str = concat!($($question),*).trim_ascii();
            const CHOICES: &'static [$crate::Choice] = &[
                $crate::Choice { name: $first_value, meaning: concat!($($first_meaning),*).trim_ascii() },
                $( $crate::Choice { name: $value, meaning: concat!($($meaning),*).trim_ascii() }, )*
            ];
            const ALL: &'static [Self] = &[Self::$first, $(Self::$variant),*];

            fn name(self) -> &'static str {
                match self {
                    Self::$first => $first_value,
                    $( Self::$variant => $value, )*
                }
            }
        }
    };
}
