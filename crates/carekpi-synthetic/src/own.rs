//! Records of your own kinds.

use carekpi_dates::TimeOfDay;
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
    /// Whether records have times of day.
    timed: bool,
}

impl OwnRhythm {
    /// Events of every child, from half of this number of days after each other to one and a half times as many.
    #[must_use]
    pub const fn events(every: u32) -> Self {
        Self { every, lasts: None, percent: 100, timed: false }
    }

    /// Spells of every child, each this number of days after the end of the one before, more or less, as for
    /// [`events`](Self::events). A spell lasts up to `longest` days; one that would end after the last day is open.
    #[must_use]
    pub const fn spells(every: u32, longest: u32) -> Self {
        Self { every, lasts: Some(longest), percent: 100, timed: false }
    }

    /// The same, of a part of the children in percent. Which children these are is random.
    #[must_use]
    pub const fn of_children(self, percent: u32) -> Self {
        Self { percent, ..self }
    }

    /// The same, with a time of day for each day. Which times these are is random.
    #[must_use]
    pub const fn with_times(self) -> Self {
        Self { timed: true, ..self }
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
                None => {
                    let time = self.time(random, 0);
                    builder.own_event(member.child, kind, entry::OwnEvent { time, ..entry::OwnEvent::new(&*id, day) });
                }
                Some(longest) => {
                    let lasts = random.between(0, longest);
                    let end = after(day, lasts).filter(|end| *end <= to);
                    let start_time = self.time(random, 0);
                    // One that ends on its first day ends later on it.
                    let earliest =
                        start_time.filter(|_| lasts == 0).map_or(0, |start| start.hour() * 60 + start.minute());
                    let end_time = self.time(random, earliest);
                    let spell = entry::Spell { id: &*id, start: day, start_time, end, end_time };
                    builder.own_spell(member.child, kind, spell);
                    let Some(end) = end else { return };
                    last = end;
                }
            }
        }
    }
}

impl OwnRhythm {
    /// A time of day from this minute on, if the records have times.
    fn time(self, random: &mut Random, earliest: u32) -> Option<TimeOfDay> {
        self.timed.then(|| random.between(earliest, 24 * 60 - 1)).and_then(|at| TimeOfDay::new(at / 60, at % 60))
    }
}

fn after(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(days.into()))
}
