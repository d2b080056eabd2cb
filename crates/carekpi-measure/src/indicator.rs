//! The trait that every indicator implements.

use std::fmt;

use carekpi_dates::{AsOf, DateRange, EndDay};
use chrono::NaiveDate;

use crate::{Answer, Clause, Tracer, Verdict};

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
    /// Every clause that can decide a member of it, with what it is measured from, in words. One that is not listed has no
    /// words where evidence is shown.
    pub clauses: &'static [(Clause, &'static str)],
    /// The settings that bear on it: `table.key`, as in a definitions file.
    pub settings: &'static [&'static str],
}

/// Among which cases the members of a figure are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among<'i> {
    /// All.
    All,
    /// A cohort, by the number that whoever lends the cases gives it.
    Cohort(usize),
    /// Those at these places, in order, of all cases.
    Places(&'i [u32]),
}

/// A rule that judges cases of type `C`, which lend what they hold (for `'a`) and are cheap to copy. `R` is what a verdict is
/// about: it names one of a case's records.
///
/// It must ask every date question of the [`AsOf`] that it is handed (or through views that do), or leave it to the
/// [`Clauses`](crate::Clauses) that it gives, and nothing else may bear on its answer: then the answer holds until
/// [`AsOf::until`], and [`over`](crate::over) gives what judging every single day would.
///
/// ```
/// use carekpi_dates::{AsOf, EventDays, Limit, Span};
/// use carekpi_measure::{About, Answer, Clause, Clauses, Indicator, Measure, Verdict};
/// use chrono::NaiveDate;
///
/// struct Boiler { number: u32, installed: NaiveDate, services: Vec<NaiveDate> }
///
/// struct Serviced;
///
/// impl<'a> Indicator<'a, &'a Boiler, u32> for Serviced {
///     fn about(&self) -> &About {
///         &About {
///             id: "serviced", area: "boilers", title: "Boilers serviced", measure: Measure::Proportion,
///             unit: "boiler", numerator: "serviced within a year", denominator: "boilers",
///             clauses: &[(Clause::NO_EVENT_YET, "installation"), (Clause::SINCE_LAST, "the last service")], settings: &[],
///         }
///     }
///
///     fn judge(&self, boiler: &'a Boiler, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<u32, Answer<'a>>)) {
///         if as_of.reached(boiler.installed) {
///             let (services, limit) = (EventDays::new(&boiler.services), Limit::less_than(Span::years(1)));
///             let clauses = Clauses::none_yet(services, boiler.installed, limit).since_last(services, limit);
///             each(Verdict::member(boiler.number, clauses));
///         }
///     }
/// }
/// ```
pub trait Indicator<'a, C: Copy, R>: Send + Sync {
    /// What it is, in words.
    fn about(&self) -> &About;

    /// Says how `case` stands: one verdict for each record that the figure counts, none where it counts none.
    fn judge(&self, case: C, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<R, Answer<'a>>));

    /// Among which cases its members are: all, unless a rule says otherwise. A case outside is never judged, so that too many are
    /// better than too few. Of children, a cohort is named by the number of a `Cohort` of `carekpi-model`.
    #[inline]
    fn among(&self) -> Among<'_> {
        Among::All
    }

    /// The days on which [`judge`](Self::judge) may have anything to say of `case`, at the most: none if it never has. A look at
    /// what is on record at all, so that the many cases without any need not be judged, nor the others on every day. Every
    /// day, unless a rule says otherwise; on a day that is left out the case is in no figure, so that too many are better than
    /// too few.
    #[inline]
    fn days(&self, case: C, end_day: EndDay) -> DateRange {
        let _ = (case, end_day);
        DateRange::from(NaiveDate::MIN)
    }

    /// The population that a [`Measure::Rate`] is taken of; `None` where none is known, and for other measures.
    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        let _ = as_of;
        None
    }

    /// Judges all `cases`, each that may count, in their order. No rule needs a way of its own.
    #[inline]
    fn judge_all(&self, cases: &[C], as_of: &AsOf<'_>, each: &mut dyn FnMut(C, Verdict<R>)) {
        let end_day = as_of.conventions().end_day;
        for case in cases.iter().filter(|case| self.days(**case, end_day).contains(as_of.on())) {
            self.judge(*case, as_of, &mut |verdict| each(*case, verdict.decided(as_of)));
        }
    }

    /// Adds all `cases` to the history of the indicator `number` of a tracer: on each of its dates what
    /// [`tally`](crate::tally()) says of that date. No rule needs a way of its own.
    #[inline]
    fn trace(&self, cases: &[C], tracer: &mut Tracer<'_>, number: usize) {
        if tracer.has_few_dates() {
            return tracer
                .ask_on_each(number, |as_of, each| self.judge_all(cases, as_of, &mut |_, verdict| each(verdict)));
        }
        let end_day = tracer.end_day();
        for case in cases {
            let days = self.days(*case, end_day);
            if !days.is_empty() {
                tracer.follow(number, days, |as_of, each| self.judge(*case, as_of, each));
            }
        }
    }
}
