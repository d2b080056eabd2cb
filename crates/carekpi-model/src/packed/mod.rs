//! A caseload in bytes, to be read back faster than its source.

mod block;
mod block_reader;
mod buffer;
mod error;
mod fixed;
mod packer;
mod unpacker;

use std::io::{self, Read, Write};
use std::sync::{Mutex, PoisonError};

use carekpi_dates::TimeOfDay;

pub use self::error::UnpackError;
use self::fixed::Fixed;
use self::packer::Packer;
use self::unpacker::Unpacker;
use crate::event::{self, EventColumns};
use crate::own_records::{MOST_KINDS, OwnRecords};
use crate::table::{Rows, Table};
use crate::text::Interner;
use crate::{Caseload, Executor, OneThread, OwnKind, Population, Spell};

/// How packed caseloads begin.
const MARK: [u8; 8] = *b"carekpi\0";

/// The version of the form. Raise it when the packed bytes of any caseload change, or when its digest does.
const VERSION: u32 = 5;

/// The least length of a text that is decoded by a task of its own. Tests have more tasks.
const LONG_TEXT: usize = if cfg!(test) { 1 << 10 } else { 1 << 16 };

/// Does the same with every table of records of a caseload.
macro_rules! for_each_table {
    ($each:ident) => {
        $each!(
            protection_plans,
            in_need_plans,
            referrals,
            periods_of_care,
            legal_statuses,
            placements,
            allocations,
            assessments,
            leaver_spells,
            leaver_statuses,
            disabilities,
            health_checks,
            stated_pathway_plans
        )
    };
}

impl Caseload {
    /// Writes the caseload in bytes that only [`unpack`](Self::unpack) of the same version reads. They are not encrypted.
    ///
    /// ```
    /// use carekpi_model::{Caseload, EventKind, entry};
    /// use chrono::NaiveDate;
    ///
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let date = NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
    /// builder.event(child, EventKind::CoreGroup, entry::Event::new("G1", date));
    /// let mut bytes = Vec::new();
    /// builder.finish().unwrap().pack(&mut bytes).unwrap();
    ///
    /// let caseload = Caseload::unpack(&mut bytes.as_slice()).unwrap();
    /// assert_eq!(caseload.find("P1").unwrap().events(EventKind::CoreGroup).dates(), [date]);
    /// ```
    ///
    /// # Errors
    ///
    /// The bytes can't be written.
    pub fn pack(&self, to: &mut dyn Write) -> io::Result<()> {
        to.write_all(&MARK)?;
        to.write_all(&VERSION.to_le_bytes())?;
        let mut to = Packer::new(to);
        to.texts(self.interner.id_buffers())?;
        to.texts(self.interner.code_texts())?;
        to.list(self.children.iter())?;
        to.list(self.by_id_rank.iter())?;
        macro_rules! pack {
            ($($table:ident),*) => { $(
                to.list(self.$table.rows().starts().iter())?;
                to.list(self.$table.records().iter())?;
            )* };
        }
        for_each_table!(pack);
        for events in &self.events {
            pack_events(&mut to, events)?;
        }
        let kinds: Vec<OwnKind> = self.own_kinds().collect();
        to.list(kinds.iter())?;
        for records in &self.own {
            pack_events(&mut to, &records.events)?;
            to.list(records.events.times().iter())?;
            to.list(records.spells.rows().starts().iter())?;
            to.list(records.spells.records().iter())?;
        }
        to.list(self.same_placements.iter())?;
        to.list(self.teams.iter())?;
        to.list(self.population.estimates().iter())?;
        to.one(&self.roles)?;
        to.one(&self.ids_checked)?;
        to.one(&self.digest)?;
        to.finish()
    }

    /// Reads a caseload that [`pack`](Self::pack) wrote. Nothing after it is read. The [digest](Self::digest) is read too, not made
    /// again.
    ///
    /// # Errors
    ///
    /// The bytes can't be read, are not those of a packed caseload of this version, or were changed. Changes by accident are
    /// found; changes by somebody who means to mislead may not be.
    pub fn unpack(from: &mut (dyn Read + Send)) -> Result<Self, UnpackError> {
        Self::unpack_with(from, &OneThread)
    }

    /// Reads a caseload as [`unpack`](Self::unpack) does, with the threads of `executor`. One of them reads and may
    /// be blocked by it. The last bytes that were read and the next are in memory: twice 32 MB, or twice the longest list.
    ///
    /// # Errors
    ///
    /// As for [`unpack`](Self::unpack).
    ///
    /// ```
    /// use carekpi_model::{Caseload, OneThread};
    ///
    /// let mut bytes = Vec::new();
    /// Caseload::default().pack(&mut bytes).unwrap();
    /// assert!(Caseload::unpack_with(&mut bytes.as_slice(), &OneThread).unwrap().is_empty());
    /// ```
    pub fn unpack_with(from: &mut (dyn Read + Send), executor: &impl Executor) -> Result<Self, UnpackError> {
        let (mut mark, mut version) = ([0; 8], [0; 4]);
        from.read_exact(&mut mark).map_err(|_| UnpackError::NotPacked)?;
        if mark != MARK {
            return Err(UnpackError::NotPacked);
        }
        from.read_exact(&mut version)?;
        let found = u32::from_le_bytes(version);
        if found != VERSION {
            return Err(UnpackError::Version { found, expected: VERSION });
        }
        let (mut caseload, mut own, ids) = (Self::default(), Vec::new(), Mutex::new(Vec::new()));
        let mut from = Unpacker::new(from, executor);
        texts(&mut from, &ids)?;
        let codes = (0..from.count()?).map(|_| from.text()).collect::<Result<_, _>>()?;
        list(&mut from, &mut caseload.children)?;
        list(&mut from, &mut caseload.by_id_rank)?;
        macro_rules! unpack {
            ($($table:ident),*) => { $(table(&mut from, &mut caseload.$table)?;)* };
        }
        for_each_table!(unpack);
        for kind in &mut caseload.events {
            events(&mut from, kind)?;
        }
        let kinds: Vec<OwnKind> = from.list()?;
        if kinds.len() > MOST_KINDS {
            return Err(UnpackError::Damaged);
        }
        own.resize_with(kinds.len(), <(EventColumns, Vec<Option<TimeOfDay>>, Table<Spell>)>::default);
        for (timed, times, spells) in &mut own {
            events(&mut from, timed)?;
            list(&mut from, times)?;
            table(&mut from, spells)?;
        }
        list(&mut from, &mut caseload.same_placements)?;
        caseload.teams = from.list()?;
        caseload.population = Population::new(from.list()?);
        caseload.roles = from.one()?;
        caseload.ids_checked = from.one()?;
        caseload.digest = from.one()?;
        from.finish()?;
        caseload.interner = Interner::from_texts(in_order(ids), codes);
        let records = |(kind, (timed, times, spells)): (OwnKind, (EventColumns, Vec<_>, _))| {
            OwnRecords::new(kind, timed.with_times(times), spells)
        };
        caseload.own = kinds.into_iter().zip(own).map(records).collect();
        Ok(caseload.with_indices(executor))
    }
}

/// Reads a list, and returns how many values it has.
fn list<'c, T: Fixed + Send>(
    from: &mut Unpacker<'_, 'c, impl Executor>,
    into: &'c mut Vec<T>,
) -> Result<usize, UnpackError> {
    let list = from.list_later()?;
    let count = list.len();
    from.decode_later(move |batch| {
        *into = list.decode(batch)?;
        Some(())
    });
    Ok(count)
}

/// Reads a table of records.
fn table<'c, R: Fixed + Send>(
    from: &mut Unpacker<'_, 'c, impl Executor>,
    into: &'c mut Table<R>,
) -> Result<(), UnpackError> {
    let (starts, records) = (from.list_later()?, from.list_later()?);
    from.decode_later(move |batch| {
        let records = records.decode(batch)?;
        *into = Table::from_rows(rows_of(starts.decode(batch)?, records.len())?, records);
        Some(())
    });
    Ok(())
}

/// The rows with these starts; `None` if the starts do not fit the number of records.
fn rows_of(starts: Vec<u32>, records: usize) -> Option<Rows> {
    let (first, end) = (starts.first().copied().unwrap_or(0), starts.last().copied().unwrap_or(0));
    let are_whole = first == 0 && u32::try_from(records) == Ok(end) && starts.is_sorted();
    are_whole.then(|| Rows::from_starts(starts))
}

/// Writes events, column by column, without their times.
fn pack_events(to: &mut Packer<'_>, events: &EventColumns) -> io::Result<()> {
    to.list(events.rows.starts().iter())?;
    to.list(events.dates.iter())?;
    to.list(events.seen.iter())?;
    to.list(events.ids.iter())
}

/// Reads events. Each column is decoded by itself.
fn events<'c>(from: &mut Unpacker<'_, 'c, impl Executor>, into: &'c mut EventColumns) -> Result<(), UnpackError> {
    let EventColumns { rows, dates, seen, was_seen, ids, .. } = into;
    let starts = from.list_later()?;
    let of_dates = from.list_later()?;
    let count = of_dates.len();
    from.decode_later(move |batch| {
        *rows = rows_of(starts.decode(batch)?, count)?;
        Some(())
    });
    from.decode_later(move |batch| {
        *dates = of_dates.decode(batch)?;
        Some(())
    });
    let of_seen = from.list_later()?;
    let lengths = [count, of_seen.len()];
    from.decode_later(move |batch| {
        *seen = of_seen.decode(batch)?;
        *was_seen = event::was_seen(seen);
        Some(())
    });
    let ids = list(from, ids)?;
    if lengths == [ids; 2] { Ok(()) } else { Err(UnpackError::Damaged) }
}

/// Texts with their numbers, in any order.
type Texts = Mutex<Vec<(usize, String)>>;

/// Reads texts.
fn texts<'c>(from: &mut Unpacker<'_, 'c, impl Executor>, into: &'c Texts) -> Result<(), UnpackError> {
    for number in 0..from.count()? {
        let text = from.list_later::<u8>()?;
        let add = move |text| into.lock().unwrap_or_else(PoisonError::into_inner).push((number, text));
        // Many short ones must not become many tasks.
        if text.len() < LONG_TEXT {
            from.decode_now(|batch| text.text(batch)).map(add)?;
        } else {
            from.decode_later(move |batch| text.text(batch).map(add));
        }
    }
    Ok(())
}

/// The texts in the order of their numbers.
fn in_order(texts: Texts) -> Vec<String> {
    let mut texts = texts.into_inner().unwrap_or_else(PoisonError::into_inner);
    texts.sort_unstable_by_key(|(number, _)| *number);
    texts.into_iter().map(|(_, text)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, CodeColumn, CodeSet, EventKind, HealthCheckSettings, Task, entry};
    use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
    use chrono::{Days, NaiveDate};

    /// Does the last task first.
    struct Backwards;

    impl Executor for Backwards {
        fn run_all(&self, tasks: Vec<Task<'_>>) {
            tasks.into_iter().rev().for_each(|task| task());
        }
    }

    fn packed(caseload: &Caseload) -> Vec<u8> {
        let mut bytes = Vec::new();
        caseload.pack(&mut bytes).unwrap();
        bytes
    }

    /// Counts the tasks.
    #[derive(Default)]
    struct Counted(std::cell::Cell<usize>);

    impl Executor for Counted {
        fn run_all(&self, tasks: Vec<Task<'_>>) {
            self.0.set(self.0.get() + tasks.len());
            OneThread.run_all(tasks);
        }
    }

    #[test]
    fn short_texts_are_not_tasks() {
        let mut bytes = [MARK.as_slice(), &VERSION.to_le_bytes()].concat();
        let mut to = Packer::new(&mut bytes);
        to.texts(vec![b"".as_slice(); 100_000].into_iter()).unwrap();
        to.finish().unwrap();
        let executor = Counted::default();
        let error = Caseload::unpack_with(&mut bytes.as_slice(), &executor).unwrap_err();
        assert!(matches!(error, UnpackError::Damaged), "{error}");
        assert!((1..100).contains(&executor.0.get()), "{} tasks", executor.0.get());
    }

    #[test]
    fn nothing_but_the_sum_comes_after_the_caseload() {
        let bytes = packed(&Caseload::default());
        let with_more = [&*bytes, b"more"].concat();
        let mut left = with_more.as_slice();
        assert!(Caseload::unpack_with(&mut left, &OneThread).is_ok());
        assert_eq!(left, b"more");

        // The values in the only block, and perhaps one more.
        let values = &bytes[16..bytes.len() - 12];
        let with = |more: &[u8]| {
            let mut bytes = [MARK.as_slice(), &VERSION.to_le_bytes()].concat();
            let mut to = Packer::new(&mut bytes);
            values.iter().chain(more).for_each(|byte| to.one(byte).unwrap());
            to.finish().unwrap();
            bytes
        };
        assert!(with(&[]) == bytes);
        assert!(matches!(Caseload::unpack(&mut with(&[0]).as_slice()), Err(UnpackError::Damaged)));
    }

    #[test]
    fn columns_of_different_lengths_are_damage() {
        let mut builder = Caseload::builder();
        let child = builder.child(entry::Child { id: "P1", ..Default::default() });
        for day in 5..8 {
            let date = NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
            builder.event(child, EventKind::ProtectionVisit, entry::Event::new("", date));
        }
        let caseload = builder.finish().unwrap();
        assert!(Caseload::unpack(&mut packed(&caseload).as_slice()).is_ok());
        let without_last: [fn(&mut EventColumns); 3] =
            [|visits| visits.dates.truncate(2), |visits| visits.seen.truncate(2), |visits| visits.ids.truncate(2)];
        for shorten in without_last {
            let mut damaged = caseload.clone();
            shorten(&mut damaged.events[EventKind::ProtectionVisit as usize]);
            let error = Caseload::unpack(&mut packed(&damaged).as_slice()).unwrap_err();
            assert!(matches!(error, UnpackError::Damaged), "{error}");
        }
    }

    #[test]
    fn rows_that_are_not_those_of_the_records_are_damage() {
        for starts in [vec![0, 3], vec![0, 1, 1, 3], vec![0, 0, 3]] {
            assert_eq!(rows_of(starts.clone(), 3).unwrap().starts(), starts);
        }
        assert!(rows_of(Vec::new(), 0).is_some() && rows_of(vec![0], 0).is_some());
        for starts in [vec![], vec![3], vec![1, 3], vec![0, 2], vec![0, 4], vec![0, 2, 1, 3]] {
            assert!(rows_of(starts.clone(), 3).is_none(), "{starts:?}");
        }
    }

    #[test]
    fn codes_without_a_text_are_in_no_set() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
        let mut builder = Caseload::builder();
        let child = builder.child(entry::Child { id: "P1", ..Default::default() });
        builder.allocation(child, entry::Allocation { team: "T7", role: "CW", ..entry::Allocation::new("", day) });
        builder.health_check(child, entry::HealthCheck { kind: "Dentist", ..entry::HealthCheck::new("", day) });
        let mut caseload = builder.finish().unwrap();
        let without_text = Code::from_number(u32::MAX);
        let (rows, mut allocations) = std::mem::take(&mut caseload.allocations).into_parts();
        allocations.iter_mut().for_each(|one| (one.team, one.role) = (without_text, without_text));
        caseload.allocations = Table::from_rows(rows, allocations);
        let (rows, mut checks) = std::mem::take(&mut caseload.health_checks).into_parts();
        checks.iter_mut().for_each(|one| (one.kind, one.status) = (without_text, without_text));
        caseload.health_checks = Table::from_rows(rows, checks);
        caseload.teams.push((without_text, without_text));

        let caseload = Caseload::unpack(&mut packed(&caseload).as_slice()).unwrap();
        let none = CodeSet::default();
        assert_eq!((&caseload.allocation_codes.teams, &caseload.allocation_codes.roles), (&none, &none));
        assert_eq!(caseload.codes_of(CodeColumn::Team, |_| true), none);
        assert_eq!(caseload.values_of(CodeColumn::Role), []);
        assert_eq!(caseload.teams_named(&["T7".to_owned(), String::new()]), none);
        let dental = caseload.health_checks(EventKind::DentalCheck, &HealthCheckSettings::default());
        let conventions = Conventions::new(WorkingCalendar::england_and_wales());
        let as_of = AsOf::new(day, Period::YearToDate, &conventions);
        assert!(caseload.find("P1").unwrap().as_of(&as_of).counted(dental).is_empty());
    }

    #[test]
    fn batches_in_any_order_give_the_same_caseload() {
        let mut builder = Caseload::builder();
        for number in 0..1_000_u64 {
            let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number % 400);
            let id = &*format!("P{number}");
            let child = builder.child(entry::Child { id, born: Some(day), ..Default::default() });
            for kind in EventKind::ALL.into_iter().take(usize::try_from(number % 14).unwrap()) {
                builder.event(child, kind, entry::Event::new(id, day + Days::new(number)));
            }
            builder.protection_plan(child, entry::Plan::new(id, day));
            builder.referral(child, entry::Referral::new(id, day));
            let kind = OwnKind::new(if number % 3 == 0 { "a" } else { "b" }).unwrap();
            builder.own_event(
                child,
                kind,
                entry::OwnEvent { time: TimeOfDay::new(9, 30), ..entry::OwnEvent::new(id, day) },
            );
            builder.own_spell(child, kind, entry::Spell::new(id, day));
        }
        let bytes = packed(&builder.finish().unwrap());
        let caseload = Caseload::unpack_with(&mut bytes.as_slice(), &Backwards).unwrap();
        assert!(packed(&caseload) == bytes);
        for at in (0..bytes.len()).step_by(997) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(Caseload::unpack_with(&mut damaged.as_slice(), &Backwards).is_err(), "byte {at}");
        }
    }
}
