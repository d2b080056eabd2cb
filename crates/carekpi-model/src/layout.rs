//! Where children and their records end up in a caseload.

use std::cmp::{Ordering, Reverse};

use chrono::NaiveDate;

use crate::caseload::Person;
use crate::event::{Event, EventColumns};
use crate::table::{Rows, Table, to_usize};
use crate::text::Interner;
use crate::{Allocation, CaseloadError, Code, CodeSet, HasDates, Id};

/// Where each child ends up, and how records are ordered. Children of whom the same is asked stand side by side, those of one team
/// and of one time together: what is read for a figure stands together, and what is not is not read.
pub(crate) struct Layout<'b> {
    interner: &'b Interner,
    /// Where a child ends up, by its key.
    positions: Vec<u32>,
    /// The positions of the children, in the order of their identifiers.
    pub(crate) by_rank: Vec<u32>,
}

/// At whose side a child stands; those who come first are less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SortKey {
    /// Of the lists of records that children are told apart by, the first that has one of the child's.
    list: u8,
    /// The team that the child was last allocated to: its place among all teams.
    team: u32,
    /// The first day of the child's in the list.
    day: NaiveDate,
}

impl SortKey {
    /// A number that is less for whoever stands earlier: by side, and those of one side by rank. Numbers are compared at once.
    fn number(&self, rank: u32) -> u128 {
        let day = carekpi_dates::day_key(self.day).cast_unsigned() ^ (1 << 31);
        u128::from(self.list) << 96 | u128::from(self.team) << 64 | u128::from(day) << 32 | u128::from(rank)
    }

    /// The rank in such a number.
    fn rank_in(number: u128) -> u32 {
        u32::try_from(number & u128::from(u32::MAX)).unwrap_or(u32::MAX)
    }
}

/// At whose side children stand, while that is found out.
pub(crate) struct SortKeys {
    lists: u8,
    by_key: Vec<SortKey>,
}

impl SortKeys {
    /// So many children, all at the end.
    pub(crate) fn new(children: usize) -> Self {
        let side = SortKey { list: u8::MAX, team: 0, day: NaiveDate::MAX };
        Self { lists: 0, by_key: vec![side; children] }
    }

    /// Puts those with one of `records` behind those with any that were named before. What has no day has always been.
    pub(crate) fn assign<R>(&mut self, records: &[(u32, R)], day: impl Fn(&R) -> Option<NaiveDate>) {
        let list = self.lists;
        for (key, record) in records {
            if let Some(side) = self.by_key.get_mut(to_usize(*key)) {
                *side = (*side).min(SortKey { list, team: 0, day: day(record).unwrap_or(NaiveDate::MIN) });
            }
        }
        self.lists = list.saturating_add(1);
    }

    /// By key, those of one list team by team.
    pub(crate) fn by_team(mut self, allocations: &[(u32, Allocation)], interner: &Interner) -> Vec<SortKey> {
        let named: CodeSet = allocations.iter().map(|(_, allocation)| allocation.team).collect();
        let mut teams: Vec<Code> = named.iter().collect();
        teams.sort_unstable_by_key(|team| interner.code_text(*team));
        let mut places = vec![0; interner.words().saturating_add(1)];
        for (place, team) in (1..).zip(teams) {
            if let Some(at) = places.get_mut(team.place()) {
                *at = place;
            }
        }
        let mut last = vec![(NaiveDate::MIN, 0); self.by_key.len()];
        for (key, Allocation { start, team, .. }) in allocations {
            if let (Some(last), Some(place)) = (last.get_mut(to_usize(*key)), places.get(team.place())) {
                *last = (*last).max((*start, *place));
            }
        }
        for (side, (_, team)) in self.by_key.iter_mut().zip(last) {
            side.team = team;
        }
        self.by_key
    }
}

impl<'b> Layout<'b> {
    /// Where children end up, and the children so ordered; `sort_keys` are by their keys. Neither list is needed when records are laid out.
    pub(crate) fn new(
        interner: &'b Interner,
        children: Vec<Person>,
        sort_keys: Vec<SortKey>,
    ) -> Result<(Self, Vec<Person>), CaseloadError> {
        let id = |person: &Person| interner.text(person.id);
        let mut by_id: Vec<(&str, u32)> = children.iter().map(id).zip(0..).collect();
        by_id.sort_unstable();
        if let Some(id) = first_repeated(by_id.iter().map(|(id, _)| *id)) {
            return Err(CaseloadError::DuplicateChild { id: id.to_owned() });
        }
        let keys: Vec<u32> = by_id.into_iter().map(|(_, key)| key).collect();
        let number = |(rank, key): (u32, &u32)| sort_keys.get(to_usize(*key)).map(|side| side.number(rank));
        let mut order: Vec<u128> = (0..).zip(&keys).filter_map(number).collect();
        order.sort_unstable();
        let mut layout = Self { interner, positions: vec![u32::MAX; keys.len()], by_rank: vec![0; keys.len()] };
        let mut people = Vec::with_capacity(keys.len());
        for (position, rank) in (0_u32..).zip(order.into_iter().map(SortKey::rank_in)) {
            let Some(key) = keys.get(to_usize(rank)) else { continue };
            people.extend(children.get(to_usize(*key)).map(|person| Person { rank, ..*person }));
            if let Some(at) = layout.positions.get_mut(to_usize(*key)) {
                *at = position;
            }
            if let Some(at) = layout.by_rank.get_mut(to_usize(rank)) {
                *at = position;
            }
        }
        Ok((layout, people))
    }

    /// By text, which is looked up only where all that comes before is the same.
    pub(crate) fn by_id(&self, one: Id, other: Id) -> Ordering {
        self.interner.text(one).cmp(self.interner.text(other))
    }

    pub(crate) fn by_start<R: HasDates>(&self, one: &R, other: &R) -> Ordering {
        let by_id = || self.by_id(one.id(), other.id());
        one.start().cmp(&other.start()).then_with(by_id).then_with(|| one.end().cmp(&other.end()))
    }

    pub(crate) fn table<R: Copy>(&self, mut entries: Vec<(u32, R)>, order: impl Fn(&R, &R) -> Ordering) -> Table<R> {
        self.put_positions(&mut entries);
        Table::new(&entries, self.positions.len(), order)
    }

    /// The columns of events, kind by kind: the most numerous kind first, because its entries take the most room, and are
    /// dropped before the others are laid out.
    pub(crate) fn all_columns<const KINDS: usize>(&self, kinds: [Vec<(u32, Event)>; KINDS]) -> [EventColumns; KINDS] {
        let order = |one: &Event, other: &Event| {
            let by_id = || self.by_id(one.id, other.id);
            one.date.cmp(&other.date).then_with(by_id).then_with(|| one.seen.cmp(&other.seen))
        };
        let mut columns = std::array::from_fn(|_| EventColumns::default());
        let mut kinds: Vec<(&mut EventColumns, Vec<(u32, Event)>)> = columns.iter_mut().zip(kinds).collect();
        kinds.sort_by_key(|(_, entries)| Reverse(entries.len()));
        let mut events = Vec::new();
        for (columns, mut entries) in kinds {
            self.put_positions(&mut entries);
            let rows = Rows::lay_out(&entries, &mut events, self.positions.len(), order);
            *columns = EventColumns::new(rows, &events);
        }
        columns
    }

    /// Puts the position of each child in the place of its key; of a key that another builder gave and that names nobody here, one past
    /// them all.
    fn put_positions<R>(&self, entries: &mut [(u32, R)]) {
        for (child, _) in entries {
            *child = self.positions.get(to_usize(*child)).copied().unwrap_or(u32::MAX);
        }
    }
}

fn first_repeated<'t>(mut sorted: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    let mut last = None;
    sorted.find(|id| last.replace(*id) == Some(*id))
}
