//! Records of your own kinds.

use carekpi_model::{CaseloadBuilder, OwnKind, entry};
use chrono::{Days, NaiveDate};

use crate::life::Member;
use crate::random::Random;

/// How often synthetic children have records of a kind of your own.
///
/// ```
/// use carekpi_model::OwnKind;
/// use carekpi_synthetic::{OwnRhythm, Synthetic};
///
/// let [missing, interview] = ["missing-episode", "return-interview"].map(|name| OwnKind::new(name).unwrap());
/// let to = chrono::NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
/// let caseload = Synthetic::new(200, 7, to)
///     .with_own(missing, OwnRhythm::spells(60, 3).of_children(20))
///     .with_own(interview, OwnRhythm::events(90))
///     .caseload();
/// let with_spells = caseload.children().filter(|child| !child.spells(missing).is_empty()).count();
/// assert!((20..60).contains(&with_spells));
/// assert!(caseload.children().any(|child| child.events(interview).len() > 10));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnRhythm {
    every: u32,
    /// The most days that a spell lasts; `None` for events.
    lasts: Option<u32>,
    percent: u32,
}

impl OwnRhythm {
    /// Events of every child, from half of this number of days after each other to one and a half times as many.
    #[must_use]
    pub const fn events(every: u32) -> Self {
        Self { every, lasts: None, percent: 100 }
    }

    /// Spells of every child, each this number of days after the end of the one before, more or less, as for
    /// [`events`](Self::events). A spell lasts up to `longest` days; one that would end after the last day is open.
    #[must_use]
    pub const fn spells(every: u32, longest: u32) -> Self {
        Self { every, lasts: Some(longest), percent: 100 }
    }

    /// The same, of a part of the children in percent. Which children these are is random.
    #[must_use]
    pub const fn of_children(self, percent: u32) -> Self {
        Self { percent, ..self }
    }

    /// Adds the records of a child, from `from` or its birth through `to`. Their identifiers begin with `ids`.
    pub(crate) fn add(
        self,
        builder: &mut CaseloadBuilder,
        random: &mut Random,
        (kind, ids): (OwnKind, &str),
        member: &Member,
        (from, to): (NaiveDate, NaiveDate),
    ) {
        if !random.percent(self.percent) {
            return;
        }
        let mut last = from.max(member.born);
        for record in 1_u32.. {
            let every = self.every.max(1);
            let wait = random.between((every / 2).max(1), every.saturating_add(every / 2));
            let Some(day) = after(last, wait).filter(|day| *day <= to) else { return };
            last = day;
            let id = format!("{ids}-{record}");
            match self.lasts {
                None => builder.own_event(member.child, kind, entry::Event::new(&id, day)),
                Some(longest) => {
                    let end = after(day, random.between(0, longest)).filter(|end| *end <= to);
                    builder.own_spell(member.child, kind, entry::Spell { id: &id, start: day, end });
                    let Some(end) = end else { return };
                    last = end;
                }
            }
        }
    }
}

fn after(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(days.into()))
}
