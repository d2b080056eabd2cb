//! The records of your own kinds: as they are collected, and as they are laid out.

use chrono::NaiveDate;

use crate::cohort::{Members, dates_of};
use crate::event::{EventColumns, OwnEvent};
use crate::latest_ends::LatestEnds;
use crate::layout::Layout;
use crate::table::Table;
use crate::text::Remap;
use crate::{HasDates, OwnKind, OwnKindError, Spell};

/// How many kinds there may be. A kind is looked up by comparing its name with those of all.
pub(crate) const MOST_KINDS: usize = 64;

/// The records of one kind, as they are added.
#[derive(Debug, Default)]
pub(crate) struct OwnEntries {
    pub(crate) events: Vec<(u32, OwnEvent)>,
    pub(crate) spells: Vec<(u32, Spell)>,
}

/// The records of all kinds, as they are added.
#[derive(Debug, Default)]
pub(crate) struct AllOwnEntries {
    kinds: Vec<(OwnKind, OwnEntries)>,
    /// Whether a record was left out because there are too many kinds.
    left_out: bool,
}

impl AllOwnEntries {
    /// The records of a kind, which need not be known yet; `None` if there are too many kinds.
    pub(crate) fn of(&mut self, kind: OwnKind) -> Option<&mut OwnEntries> {
        let place = match self.kinds.iter().position(|(known, _)| *known == kind) {
            Some(place) => place,
            None if self.kinds.len() < MOST_KINDS => {
                self.kinds.push((kind, OwnEntries::default()));
                self.kinds.len().saturating_sub(1)
            }
            None => {
                self.left_out = true;
                return None;
            }
        };
        self.kinds.get_mut(place).map(|(_, entries)| entries)
    }

    /// Makes a kind known.
    pub(crate) fn register(&mut self, kind: OwnKind) -> Result<OwnKind, OwnKindError> {
        let left_out = self.left_out;
        let known = self.of(kind).map(|_| kind);
        self.left_out = left_out;
        known.ok_or(OwnKindError::TooMany { limit: MOST_KINDS })
    }

    /// Renumbers all identifiers for another interner.
    pub(crate) fn renumber(&mut self, remap: &Remap) {
        for (_, entries) in &mut self.kinds {
            entries.events.iter_mut().for_each(|(_, event)| remap.id(&mut event.id));
            entries.spells.iter_mut().for_each(|(_, spell)| remap.id(&mut spell.id));
        }
    }

    /// Takes over the records of another, whose identifiers are renumbered.
    pub(crate) fn append(&mut self, other: Self) {
        self.left_out |= other.left_out;
        for (kind, mut entries) in other.kinds {
            if let Some(ours) = self.of(kind) {
                ours.events.append(&mut entries.events);
                ours.spells.append(&mut entries.spells);
            }
        }
    }

    /// The records in their order, the kinds by name.
    pub(crate) fn lay_out(self, layout: &Layout<'_>) -> Result<Vec<OwnRecords>, OwnKindError> {
        if self.left_out {
            return Err(OwnKindError::TooMany { limit: MOST_KINDS });
        }
        let mut kinds = self.kinds;
        kinds.sort_unstable_by_key(|(kind, _)| *kind);
        let lay_out = |(kind, OwnEntries { events, spells }): (OwnKind, OwnEntries)| {
            let events = layout.timed_columns(events);
            let spells = layout.table(spells, |one, other| {
                let by_time = || one.start_time.cmp(&other.start_time);
                layout.by_start(one, other, by_time).then_with(|| one.end_time.cmp(&other.end_time))
            });
            OwnRecords::new(kind, events, spells)
        };
        Ok(kinds.into_iter().map(lay_out).collect())
    }
}

/// The records of one kind.
#[derive(Clone, Debug)]
pub(crate) struct OwnRecords {
    pub(crate) kind: OwnKind,
    pub(crate) events: EventColumns,
    pub(crate) spells: Table<Spell>,
    pub(crate) latest_ends: LatestEnds,
}

impl OwnRecords {
    pub(crate) fn new(kind: OwnKind, events: EventColumns, spells: Table<Spell>) -> Self {
        let latest_ends = LatestEnds::of(&spells);
        Self { kind, events, spells, latest_ends }
    }

    /// The first date of any of the records.
    pub(crate) fn first_date(&self) -> Option<NaiveDate> {
        let starts = self.spells.records().iter().map(HasDates::start);
        self.events.dates().iter().copied().chain(starts).min()
    }

    /// The storage indices of the children who have a spell, each with the days of its spells.
    pub(crate) fn members(&self) -> Members {
        crate::cohort::members(&self.spells, |spell| Some(dates_of(spell)))
    }
}
