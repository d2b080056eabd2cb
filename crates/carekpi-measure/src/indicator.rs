//! The trait that every indicator implements.

use std::fmt;

use carekpi_dates::{AsOf, DateRange};

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
    /// What is counted: `child`, `care leaver`, `placement`, `assessment`. Of a `child` or a `care leaver` two dates are compared
    /// person by person, of anything else record by record.
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

/// Among which cases the members of a figure are. A cohort is named by the number that whoever lends the cases gives it: of
/// children, that of a `Cohort` of `carekpi-model`.
///
/// ```
/// use carekpi_dates::{AsOf, DateRange};
/// use carekpi_measure::{About, Among, Answer, Indicator, Outcome, Verdict};
/// use chrono::NaiveDate;
///
/// /// How many of a list of boilers, known by their numbers, are rented.
/// struct Rented { rents: Vec<(u32, DateRange)> }
///
/// impl<'a> Indicator<'a, u32, u32> for Rented {
/// #     fn about(&self) -> &About {
/// #         &About {
/// #             id: "rented", area: "boilers", title: "Rented", measure: carekpi_measure::Measure::Count, unit: "boiler",
/// #             numerator: "rented", denominator: "", clauses: &[], settings: &[],
/// #         }
/// #     }
///     fn among(&self) -> Among<'_> {
///         Among::These(&self.rents)
///     }
///
///     fn judge(&self, boiler: u32, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<u32, Answer<'_, 'a>>)) {
///         let mut rents = self.rents.iter().filter(|(number, _)| *number == boiler);
///         if rents.any(|(_, days)| as_of.happened(days.start()) && !as_of.happened(days.end())) {
///             each(Verdict::member(boiler, Outcome::UNDETERMINED));
///         }
///     }
/// }
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let rented = Rented { rents: vec![(2, DateRange::closed(day(2), day(6)))] };
/// assert_eq!(rented.among(), Among::These(&[(2, DateRange::closed(day(2), day(6)))]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among<'i> {
    /// All, on every day.
    All,
    /// Those of a cohort, on its days: on the last of them too, where records are open on the day on which they end. Nobody, if
    /// there is no cohort of that number.
    Cohort(usize),
    /// Those of a cohort, while one of its days may be in the period that flows are counted over.
    InPeriod(usize),
    /// Those at these places of all cases, in order, each on these days.
    These(&'i [(u32, DateRange)]),
}

/// A rule that judges cases of type `C`, which lend what they hold (for `'a`) and are cheap to copy. `R` is what a verdict is
/// about: it names one of a case's records.
///
/// It must ask every date question of the [`AsOf`] that it is handed (or through views that do), or leave it to the
/// [`Answer`] that it gives: the clauses by which something is up to date, or the day on which something happened. Nothing else
/// may bear on its answer: then it holds until [`AsOf::until`], and [`over`](crate::over) gives what judging every single day
/// would.
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
///     fn judge(&self, boiler: &'a Boiler, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<u32, Answer<'_, 'a>>)) {
///         if as_of.happened(boiler.installed) {
///             let (services, limit) = (EventDays::new(&boiler.services), Limit::less_than(Span::years(1)));
///             let clauses = Clauses::none_yet(services, boiler.installed, limit).since_last(services, limit);
///             each(Verdict::member(boiler.number, &clauses));
///         }
///     }
/// }
/// ```
pub trait Indicator<'a, C: Copy, R>: Send + Sync {
    /// What it is, in words.
    fn about(&self) -> &About;

    /// Says how `case` stands: one verdict for each record that the figure counts, none where it counts none.
    fn judge(&self, case: C, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<R, Answer<'_, 'a>>));

    /// Among which cases its members are, and on which days: all on every day, unless a rule says otherwise. It saves asking the
    /// others, and restricts nothing: of a case outside, or on another day, [`judge`](Self::judge) has nothing to say of its own
    /// accord. So too many are better than too few.
    #[inline]
    fn among(&self) -> Among<'_> {
        Among::All
    }

    /// The population that a [`Measure::Rate`] is taken of; `None` where none is known, and for other measures.
    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        let _ = as_of;
        None
    }

    /// Judges `cases`, in their order. With each are the days on which it may be a member: it is passed over on a snapshot date
    /// that is none of them. No rule needs a way of its own.
    #[inline]
    fn judge_all(&self, cases: &[(C, DateRange)], as_of: &AsOf<'_>, each: &mut dyn FnMut(C, Verdict<R>)) {
        for (case, _) in cases.iter().filter(|(_, days)| days.contains(as_of.on())) {
            self.judge(*case, as_of, &mut |verdict| {
                if let Some(verdict) = verdict.decided(as_of) {
                    each(*case, verdict);
                }
            });
        }
    }

    /// Adds all `cases`, each on the days on which it may be a member, to the history of the indicator `number` of a tracer: on
    /// each of its dates what [`tally`](crate::tally()) says of that date. No rule needs a way of its own.
    #[inline]
    fn trace(&self, cases: &[(C, DateRange)], tracer: &mut Tracer<'_>, number: usize) {
        if tracer.has_few_dates() {
            return tracer.ask_on_each(number, |as_of, each| {
                let on_date = cases.iter().filter(|(_, days)| days.contains(as_of.on()));
                on_date.for_each(|(case, _)| self.judge(*case, as_of, each));
            });
        }
        tracer.follow(number, cases, |case, as_of, each| self.judge(case, as_of, each));
    }
}
