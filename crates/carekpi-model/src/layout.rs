//! Where children and their records are stored in a caseload.

use std::cmp::Ordering;

use chrono::NaiveDate;

use crate::event::{Event, EventColumns, OwnEvent};
use crate::person::Person;
use crate::short_text::start;
use crate::table::{Places, Table, to_usize};
use crate::text::Interner;
use crate::{Allocation, CaseloadError, Code, CodeSet, HasDates, Id};

/// Where each child is stored. Children that the same indicators read are stored together, and among them those of one team, in the
/// order of time. So a figure reads one part of the memory, in order.
#[derive(Debug)]
pub(crate) struct ChildOrder {
    /// The storage index of each child, by its key.
    storage_indices: Vec<u32>,
    /// The storage indices of the children, in the order of their identifiers.
    pub(crate) by_id_rank: Vec<u32>,
}

/// Where records are stored: child by child, and those of one child in the order of their dates.
pub(crate) struct Layout<'b> {
    /// The texts of the records.
    pub(crate) interner: &'b Interner,
    pub(crate) children: &'b ChildOrder,
}

/// A sort key: children are stored in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SortKey {
    /// The number of the first list of records, of those given to [`SortKeys::assign`], that has a record of the child. After
    /// [`SortKeys::by_team`], the list and the team that the child was last allocated to as one number, by the list first.
    group: u32,
    /// The first day of the child's records in the list.
    day: NaiveDate,
}

impl SortKey {
    /// The day and the id rank as one number, which is faster to compare.
    fn number(&self, id_rank: u32) -> u64 {
        let day = carekpi_dates::day_key(self.day).cast_unsigned() ^ (1 << 31);
        u64::from(day) << 32 | u64::from(id_rank)
    }

    /// The id rank in such a number.
    fn id_rank_in(number: u64) -> u32 {
        u32::try_from(number & u64::from(u32::MAX)).unwrap_or(u32::MAX)
    }
}

/// The sort keys of children, while they are being assigned.
pub(crate) struct SortKeys {
    lists: u32,
    by_child_key: Vec<SortKey>,
}

impl SortKeys {
    /// The sort keys of children without records.
    pub(crate) fn new(children: usize) -> Self {
        let last = SortKey { group: u32::MAX, day: NaiveDate::MAX };
        Self { lists: 0, by_child_key: vec![last; children] }
    }

    /// Puts children with one of `records` after those with a record of an earlier list. A record without a day comes before those
    /// with one.
    pub(crate) fn assign<R>(&mut self, records: &[(u32, R)], day: impl Fn(&R) -> Option<NaiveDate>) {
        for (child, record) in records {
            if let Some(sort_key) = self.by_child_key.get_mut(to_usize(*child)) {
                let assigned = SortKey { group: self.lists, day: day(record).unwrap_or(NaiveDate::MIN) };
                *sort_key = (*sort_key).min(assigned);
            }
        }
        self.lists = self.lists.saturating_add(1);
    }

    /// The sort keys by child key, with the teams of `allocations`.
    pub(crate) fn by_team(mut self, allocations: &[(u32, Allocation)], interner: &Interner) -> Vec<SortKey> {
        let text = |team| interner.code_text(team);
        let mut last = vec![(NaiveDate::MIN, Code::default()); self.by_child_key.len()];
        for (child, Allocation { start, team, .. }) in allocations {
            if let Some((day, of_day)) = last.get_mut(to_usize(*child))
                && (*day < *start || *day == *start && text(*of_day) < text(*team))
            {
                (*day, *of_day) = (*start, *team);
            }
        }
        let named: CodeSet = last.iter().map(|(_, team)| *team).collect();
        let mut teams: Vec<Code> = named.iter().collect();
        teams.sort_unstable_by_key(|team| text(*team));
        // Children without a team have number 0.
        let mut numbers = vec![0; interner.code_count().saturating_add(1)];
        let mut count = 1_u32;
        for team in teams {
            if let Some(number) = numbers.get_mut(team.index()) {
                *number = count;
                count = count.saturating_add(1);
            }
        }
        for (SortKey { group, .. }, (_, team)) in self.by_child_key.iter_mut().zip(last) {
            let team = numbers.get(team.index()).copied().unwrap_or(0);
            *group = self.lists.min(*group).saturating_mul(count).saturating_add(team);
        }
        self.by_child_key
    }
}

/// The keys of children in the order of their identifiers. `are_sorted` is whether these ascend.
pub(crate) fn keys_by_id(
    interner: &Interner,
    children: &[Person],
    are_sorted: bool,
) -> Result<Vec<u32>, CaseloadError> {
    if are_sorted {
        return Ok((0..).zip(children).map(|(child, _)| child).collect());
    }
    // Where the starts are the same, the identifiers decide.
    let id = |person: &Person| interner.bytes(person.id);
    let mut by_id: Vec<(u64, &[u8], u32)> =
        children.iter().map(id).zip(0..).map(|(id, child)| (start(id), id, child)).collect();
    by_id.sort_unstable();
    if let Some(id) = first_repeated(by_id.iter().map(|(_, id, _)| *id)) {
        return Err(CaseloadError::DuplicateChild { id: String::from_utf8_lossy(id).into_owned() });
    }
    Ok(by_id.into_iter().map(|(_, _, child)| child).collect())
}

impl ChildOrder {
    /// The order of the children, and the children in that order. `children` and `sort_keys` are by child key, and `keys_by_id` are
    /// in the order of the identifiers.
    pub(crate) fn new(children: &[Person], keys_by_id: &[u32], sort_keys: &[SortKey]) -> (Self, Vec<Person>) {
        let number = |(id_rank, child): (u32, &u32)| {
            let sort_key = sort_keys.get(to_usize(*child))?;
            Some((sort_key.group, sort_key.number(id_rank)))
        };
        // A table puts them in groups first, so that few are compared with each other.
        let numbers = (0..).zip(keys_by_id).filter_map(number);
        let groups = numbers.clone().map(|(group, _)| group);
        let places = Places::new(groups.clone(), groups.max().map_or(0, to_usize).saturating_add(1));
        let (_, order) = Table::new(numbers, places, u64::cmp).into_parts();
        let mut by_id_rank = vec![0; order.len()];
        for (number, storage_index) in order.iter().zip(0..) {
            if let Some(at) = by_id_rank.get_mut(to_usize(SortKey::id_rank_in(*number))) {
                *at = storage_index;
            }
        }
        // In the order of the identifiers. This is usually key order, so the reads are sequential. The writes are scattered, but
        // nothing waits for them.
        let mut people = vec![Person::default(); order.len()];
        let mut storage_indices = vec![u32::MAX; order.len()];
        for ((child, storage_index), id_rank) in keys_by_id.iter().zip(&by_id_rank).zip(0..) {
            let person = children.get(to_usize(*child));
            if let (Some(at), Some(person)) = (people.get_mut(to_usize(*storage_index)), person) {
                *at = Person { id_rank, ..*person };
            }
            if let Some(at) = storage_indices.get_mut(to_usize(*child)) {
                *at = *storage_index;
            }
        }
        (Self { storage_indices, by_id_rank }, people)
    }

    /// The storage index of the child with this key, or [`u32::MAX`] if there is none: the key is from another builder.
    #[inline]
    fn storage_index(&self, key: u32) -> u32 {
        self.storage_indices.get(to_usize(key)).copied().unwrap_or(u32::MAX)
    }

    /// The keys of the children, in storage order.
    pub(crate) fn keys(&self) -> Vec<u32> {
        let mut keys = vec![u32::MAX; self.by_id_rank.len()];
        for (key, storage_index) in (0..).zip(&self.storage_indices) {
            if let Some(at) = keys.get_mut(to_usize(*storage_index)) {
                *at = key;
            }
        }
        keys
    }
}

impl Layout<'_> {
    /// The order of the texts of two identifiers. Looking them up is slow: compare everything else first.
    pub(crate) fn by_id(&self, one: Id, other: Id) -> Ordering {
        self.interner.bytes(one).cmp(self.interner.bytes(other))
    }

    pub(crate) fn by_start<R: HasDates>(&self, one: &R, other: &R, by_content: impl Fn() -> Ordering) -> Ordering {
        let by_id = || self.by_id(one.id(), other.id());
        one.start().cmp(&other.start()).then_with(by_content).then_with(by_id).then_with(|| one.end().cmp(&other.end()))
    }

    /// Replaces the keys in `entries` by storage indices, and counts the records of each child.
    fn places<R>(&self, entries: &mut [(u32, R)]) -> Places {
        // Most kinds of most tables have no entries.
        let children = if entries.is_empty() { 0 } else { self.children.by_id_rank.len() };
        let of_records = entries.iter_mut().map(|(child, _)| {
            *child = self.children.storage_index(*child);
            *child
        });
        Places::new(of_records, children)
    }

    /// The table of `entries`, each with the key of its child.
    pub(crate) fn table<R: Copy>(&self, mut entries: Vec<(u32, R)>, order: impl Fn(&R, &R) -> Ordering) -> Table<R> {
        let places = self.places(&mut entries);
        Table::new(entries.iter().copied(), places, order)
    }

    /// The columns of events of one kind.
    pub(crate) fn columns(&self, mut entries: Vec<(u32, Event)>) -> EventColumns {
        let places = self.places(&mut entries);
        EventColumns::of_entries(&entries, places, |one, other| self.by_date(one, other, || Ordering::Equal))
    }

    /// The columns of events that can have times of day.
    pub(crate) fn timed_columns(&self, entries: Vec<(u32, OwnEvent)>) -> EventColumns {
        let table = self
            .table(entries, |one, other| self.by_date(&one.untimed(), &other.untimed(), || one.time.cmp(&other.time)));
        let (rows, timed) = table.into_parts();
        let events: Vec<Event> = timed.iter().map(|event| event.untimed()).collect();
        EventColumns::new(rows, &events).with_times(timed.iter().map(|event| event.time).collect())
    }

    fn by_date(&self, one: &Event, other: &Event, by_time: impl Fn() -> Ordering) -> Ordering {
        let by_id = || self.by_id(one.id, other.id);
        one.date
            .cmp(&other.date)
            .then_with(by_time)
            .then_with(by_id)
            .then_with(|| one.seen.cmp(&other.seen))
            .then(one.id.number().cmp(&other.id.number()))
    }
}

fn first_repeated<'t>(mut sorted: impl Iterator<Item = &'t [u8]>) -> Option<&'t [u8]> {
    let mut last = None;
    sorted.find(|id| last.replace(*id) == Some(*id))
}
