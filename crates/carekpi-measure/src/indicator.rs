//! The trait that every indicator implements.

use std::fmt;

use carekpi_dates::{AsOf, Conventions, Period};
use chrono::NaiveDate;

use crate::{Clause, History, Tally, Verdict};

/// How a figure is made of its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Measure {
    /// How many members there are.
    Count,
    /// Of the members, the percentage that meets the rule.
    Proportion,
    /// How many members there are for every 10,000 of a population.
    Rate,
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Count => "count",
            Self::Proportion => "proportion",
            Self::Rate => "rate",
        })
    }
}

/// What an indicator is, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct About {
    /// Its identifier, such as `cp-core-groups`.
    pub id: &'static str,
    /// The service area it belongs to, such as `child-protection`.
    pub area: &'static str,
    /// Its title, for people.
    pub title: &'static str,
    /// How its value is made.
    pub measure: Measure,
    /// What is counted: `child`, `placement`, `assessment`.
    pub unit: &'static str,
    /// What the numerator counts.
    pub numerator: &'static str,
    /// What the denominator counts; empty for a count.
    pub denominator: &'static str,
    /// The clauses that can decide a member of it, each with what it is measured from, in words.
    pub clauses: &'static [(Clause, &'static str)],
    /// The settings that bear on it: `table.key`, as in a definitions file.
    pub settings: &'static [&'static str],
}

/// A rule that judges cases of type `C`, which lend what they hold and are cheap to copy. `R` is what a verdict is about:
/// it names one of a case's records.
///
/// It must ask every date question of the [`AsOf`] that it is handed (or through views that do), and nothing else may
/// bear on its answer: then the answer holds until [`AsOf::until`], and [`over`](crate::over) gives what judging every
/// single day would.
///
/// ```
/// use carekpi_dates::{AsOf, Limit, Span};
/// use carekpi_measure::{About, Clause, Indicator, Measure, Standing, Verdict};
/// use chrono::NaiveDate;
///
/// #[derive(Clone, Copy)]
/// struct Boiler { number: u32, serviced: NaiveDate }
///
/// struct Serviced;
///
/// impl Indicator<Boiler, u32> for Serviced {
///     fn about(&self) -> &About {
///         &About {
///             id: "serviced", area: "boilers", title: "Boilers serviced", measure: Measure::Proportion,
///             unit: "boiler", numerator: "serviced within a year", denominator: "boilers",
///             clauses: &[(Clause::SINCE_LAST, "the last service")], settings: &[],
///         }
///     }
///
///     fn judge(&self, boiler: Boiler, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<u32>)) {
///         if as_of.reached(boiler.serviced) {
///             let limit = Limit::less_than(Span::years(1));
///             each(Verdict::member(boiler.number, Standing::new(Clause::SINCE_LAST, boiler.serviced, limit, as_of)));
///         }
///     }
/// }
/// ```
pub trait Indicator<C: Copy, R>: Send + Sync {
    /// What it is, in words.
    fn about(&self) -> &About;

    /// Says how `case` stands: one verdict for each record that the figure counts, none where it counts none.
    fn judge(&self, case: C, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<R>));

    /// Whether [`judge`](Self::judge) may ever have anything to say of `case`, on whatever day: a look at what is on record
    /// at all, so that the many cases without any need not be judged.
    #[inline]
    fn may_count(&self, case: C) -> bool {
        let _ = case;
        true
    }

    /// The population that a [`Measure::Rate`] is taken of; `None` where none is known, and for other measures.
    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        let _ = as_of;
        None
    }

    /// Judges all `cases`, each that may count, in their order. No rule needs a way of its own.
    #[inline]
    fn judge_all(&self, cases: &[C], as_of: &AsOf<'_>, each: &mut dyn FnMut(C, Verdict<R>)) {
        for case in cases.iter().filter(|case| self.may_count(**case)) {
            self.judge(*case, as_of, &mut |verdict| each(*case, verdict));
        }
    }

    /// Adds all `cases` to a history: on each of its dates what [`tally`](crate::tally()) says of that date. A case is judged
    /// on the first date, and again only on the next one on which the answer may differ. No rule needs a way of its own.
    #[inline]
    fn trace(&self, cases: &[C], period: Period, conventions: &Conventions, history: &mut History) {
        for case in cases.iter().filter(|case| self.may_count(**case)) {
            let mut before = Tally::default();
            let mut next = history.next(NaiveDate::MIN);
            while let Some((place, date)) = next {
                let as_of = AsOf::new(date, period, conventions);
                let mut after = Tally::default();
                self.judge(*case, &as_of, &mut |verdict| after.count(&verdict));
                if before != after {
                    history.turn(place, before, after);
                    before = after;
                }
                next = history.next(as_of.until());
            }
        }
    }
}
