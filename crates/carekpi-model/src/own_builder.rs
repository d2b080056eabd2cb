//! Adds records of your own kinds to a caseload that is being built.

use crate::event::OwnEvent;
use crate::{CaseloadBuilder, ChildKey, OwnKind, OwnKindError, Spell, entry};

impl CaseloadBuilder {
    /// The kind of your own with this name. The caseload then knows it, even if it has no records of it. There is an example with
    /// [`OwnKind`].
    ///
    /// # Errors
    ///
    /// The name has another form ([`OwnKindError::Name`]), or there are 64 kinds already ([`OwnKindError::TooMany`]).
    pub fn own_kind(&mut self, name: &str) -> Result<OwnKind, OwnKindError> {
        let kind = OwnKind::new(name)?;
        self.own.register(kind)
    }

    /// Adds an event of a kind of your own: an [`OwnEvent`](entry::OwnEvent), or an [`Event`](entry::Event), which has no time.
    pub fn own_event<'t>(&mut self, child: ChildKey, kind: OwnKind, event: impl Into<entry::OwnEvent<&'t str>>) {
        let entry::OwnEvent { id, date, time, seen } = event.into();
        let id = self.interner.id(id);
        if let Some(entries) = self.own.of(kind) {
            entries.events.push((child.number(), OwnEvent { date, time, seen, id }));
        }
    }

    /// Adds a spell of a kind of your own. The time of an end that is missing is ignored.
    pub fn own_spell(&mut self, child: ChildKey, kind: OwnKind, spell: entry::Spell<&str>) {
        let entry::Spell { id, start, start_time, end, end_time } = spell;
        let end_time = end_time.filter(|_| end.is_some());
        let id = self.interner.id(id);
        if let Some(entries) = self.own.of(kind) {
            entries.spells.push((child.number(), Spell { id, start, start_time, end, end_time }));
        }
    }
}
