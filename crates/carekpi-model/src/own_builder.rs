//! Adds records of your own kinds to a caseload that is being built.

use crate::event::Event;
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

    /// Adds an event of a kind of your own.
    pub fn own_event(&mut self, child: ChildKey, kind: OwnKind, event: entry::Event<&str>) {
        let entry::Event { id, date, seen } = event;
        let id = self.interner.id(id);
        if let Some(entries) = self.own.of(kind) {
            entries.events.push((child.number(), Event { date, seen, id }));
        }
    }

    /// Adds a spell of a kind of your own.
    pub fn own_spell(&mut self, child: ChildKey, kind: OwnKind, spell: entry::Spell<&str>) {
        let entry::Spell { id, start, end } = spell;
        let id = self.interner.id(id);
        if let Some(entries) = self.own.of(kind) {
            entries.spells.push((child.number(), Spell { id, start, end }));
        }
    }
}
