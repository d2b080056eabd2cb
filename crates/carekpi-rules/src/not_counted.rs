//! Why a rule does not count a child.

use carekpi_model::{ChildAsOf, HasDates, OtherAuthorityPlans};
use chrono::NaiveDate;

/// Why a rule does not count a child: the first of its conditions that the child does not meet.
///
/// The date behind the reason is looked up only when [`why`](Self::why) is called, so giving a reason costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotCounted {
    /// A missing fact makes it unknown whether the child belongs in the denominator. The child is left out, and counted as
    /// undetermined.
    Undecidable,
    /// No child protection plan is open.
    NoProtectionPlan,
    /// No child in need plan is open.
    NoInNeedPlan,
    /// No referral is open.
    NoReferral,
    /// A child protection plan is open.
    HasProtectionPlan,
    /// The child has been looked after since this day.
    LookedAfter(NaiveDate),
    /// The child is not looked after, or only in a series of short breaks, which does not count.
    NotLookedAfter,
    /// The child has reached the age limit.
    TooOld,
    /// The child has not reached the age from which it would be counted.
    TooYoung,
    /// What must have lasted long enough has not; it began on this day.
    NotLongEnough(NaiveDate),
    /// The child has no case worker in the team.
    NotInTeam,
    /// No spell as a care leaver is open.
    NoSpell,
    /// The entitlement of the care leaver is none.
    NotEligible,
    /// Nothing that is counted happened in the period.
    OutsidePeriod,
    /// A reason of your own rule, by name, such as `no-return-interview`.
    Other(&'static str),
}

/// Why a rule does not count a child, with the date behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WhyNot {
    /// The name of the reason, such as `no-plan-open`.
    pub reason: &'static str,
    /// The date that the reason is measured from; `None` if there is none. It is
    /// - the end of the last record, if no record is open;
    /// - the start of a record, if that record is the reason;
    /// - the date of birth, for an age;
    /// - the date of death, if the child died;
    /// - the last day on which something that is counted happened, for a period.
    pub since: Option<NaiveDate>,
}

impl NotCounted {
    /// The name of the reason, and the date that it is measured from.
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
    /// use carekpi_model::{Caseload, entry};
    /// use carekpi_rules::NotCounted;
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan { end: Some(day(2, 27)), ..entry::Plan::new("", day(1, 5)) });
    /// let caseload = builder.finish().unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let as_of = AsOf::new(day(3, 31), Period::YearToDate, &conventions);
    /// let why = NotCounted::NoProtectionPlan.why(caseload.find("P1").unwrap().as_of(&as_of));
    /// assert_eq!((why.reason, why.since), ("no-plan-open", Some(day(2, 27))));
    /// ```
    #[must_use]
    pub fn why(self, child: ChildAsOf<'_, '_>) -> WhyNot {
        let records = child.child();
        if let Some(died) = self.died(child) {
            return WhyNot { reason: "died", since: Some(died) };
        }
        let (reason, since) = match self {
            Self::Undecidable => ("undecidable", None),
            Self::NoProtectionPlan if child.protection_plan(OtherAuthorityPlans::Included).is_some() => {
                ("other-authority", child.protection_plan(OtherAuthorityPlans::Included).map(|plan| plan.start))
            }
            Self::NoProtectionPlan => ("no-plan-open", last_end(child, records.protection_plans(), |plan| plan.end)),
            Self::NoInNeedPlan => ("no-plan-open", last_end(child, records.in_need_plans(), |plan| plan.end)),
            Self::NoReferral => {
                let counted = records.referrals().iter().filter(|referral| !referral.nfa);
                ("no-referral-open", last_end(child, counted, |referral| referral.end))
            }
            Self::HasProtectionPlan => {
                ("has-protection-plan", child.protection_plan(OtherAuthorityPlans::Included).map(|plan| plan.start))
            }
            Self::LookedAfter(since) => ("looked-after", Some(since)),
            Self::NotLookedAfter => match child.any_period_of_care() {
                // A period that counts would make the child looked after, so this one is of short breaks.
                Some(period) => ("short-breaks-only", Some(period.start)),
                None => ("not-looked-after", last_end(child, records.periods_of_care(), |period| period.end)),
            },
            Self::TooOld => ("too-old", records.born()),
            Self::TooYoung => ("too-young", records.born()),
            Self::NotLongEnough(since) => ("not-long-enough", Some(since)),
            Self::NotInTeam => ("not-in-team", None),
            Self::NoSpell => ("no-spell-open", last_end(child, records.leaver_spells(), |spell| spell.end)),
            Self::NotEligible => ("not-eligible", None),
            Self::OutsidePeriod => ("outside-period", None),
            Self::Other(reason) => (reason, None),
        };
        WhyNot { reason, since }
    }

    /// The day on which the next record begins that would make the child counted, if one is recorded that begins after the snapshot
    /// date. It is for words only: nothing dated later moves a figure.
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
    /// use carekpi_model::{Caseload, entry};
    /// use carekpi_rules::NotCounted;
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan::new("", day(5, 4)));
    /// let caseload = builder.finish().unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let as_of = AsOf::new(day(3, 31), Period::YearToDate, &conventions);
    /// let child = caseload.find("P1").unwrap().as_of(&as_of);
    /// assert_eq!(NotCounted::NoProtectionPlan.next_start(child), Some(day(5, 4)));
    /// assert_eq!(NotCounted::NoReferral.next_start(child), None);
    /// ```
    #[must_use]
    pub fn next_start(self, child: ChildAsOf<'_, '_>) -> Option<NaiveDate> {
        let (records, on) = (child.child(), child.as_of().on());
        let first = |starts: &mut dyn Iterator<Item = NaiveDate>| starts.filter(|start| *start > on).min();
        match self {
            Self::NoProtectionPlan => first(&mut records.protection_plans().iter().map(|plan| plan.start)),
            Self::NoInNeedPlan => first(&mut records.in_need_plans().iter().map(|plan| plan.start)),
            Self::NoReferral => {
                first(&mut records.referrals().iter().filter(|one| !one.nfa).map(|referral| referral.start))
            }
            Self::NotLookedAfter => first(&mut records.periods_of_care().iter().map(|period| period.start)),
            Self::NoSpell => first(&mut records.leaver_spells().iter().filter_map(|spell| spell.start)),
            _ => None,
        }
    }

    /// The day on which the child died, if a record that would make it counted was open until then.
    fn died(self, child: ChildAsOf<'_, '_>) -> Option<NaiveDate> {
        let records = child.child();
        let died = child.death().filter(|died| *died <= child.as_of().on())?;
        let ended_by_death = match self {
            Self::NoProtectionPlan => goes_on_after(died, records.protection_plans()),
            Self::NoInNeedPlan => goes_on_after(died, records.in_need_plans()),
            Self::NoReferral => goes_on_after(died, records.referrals()),
            Self::NotLookedAfter => goes_on_after(died, records.periods_of_care()),
            Self::NotInTeam => goes_on_after(died, records.allocations()),
            Self::NoSpell => records.leaver_spells().iter().any(|spell| spell.end.is_none_or(|end| end > died)),
            _ => false,
        };
        ended_by_death.then_some(died)
    }
}

/// The latest end by the snapshot date.
fn last_end<'r, R: 'r>(
    child: ChildAsOf<'_, '_>,
    records: impl IntoIterator<Item = &'r R>,
    end: impl Fn(&R) -> Option<NaiveDate>,
) -> Option<NaiveDate> {
    records.into_iter().filter_map(end).filter(|end| *end <= child.as_of().on()).max()
}

/// Whether a record that began by a day ends after it, or never.
fn goes_on_after<R: HasDates>(day: NaiveDate, records: &[R]) -> bool {
    records.iter().any(|record| record.start() <= day && record.end().is_none_or(|end| end > day))
}
