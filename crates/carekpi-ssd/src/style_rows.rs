//! The rows of the tables in a style.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::people::Owner;
use crate::rows::{CareLeaver, Cells, MOST_COLUMNS, NO_CELLS, Row, columns};
use crate::spec::{Spec, Via, position};
use crate::style_words::system_c;
use crate::{Style, Table, Tables};

/// The cells of a row that is written, in the order of the columns that are read.
type Written<'t> = [Cow<'t, str>; MOST_COLUMNS];

/// A plan, a period of care or a referral.
#[derive(Debug)]
struct Named<'t> {
    id: Cow<'t, str>,
    start: &'t str,
    end: &'t str,
}

/// The rows of the tables in a style. Texts of dates are compared: all are of the form `2026-03-31`.
#[derive(Debug)]
pub(crate) struct StyleRows<'t> {
    style: Style,
    tables: &'t Tables<'t>,
    /// Of each person.
    owners: BTreeMap<(Owner, &'t str), Vec<Named<'t>>>,
    /// Rows that are not in the tables.
    added: BTreeMap<Table, Vec<Written<'t>>>,
}

const OWNERS: [Owner; 4] = [Owner::PeriodOfCare, Owner::ProtectionPlan, Owner::InNeedPlan, Owner::Referral];

impl<'t> StyleRows<'t> {
    pub(crate) fn of(style: Style, tables: &'t Tables<'t>) -> Self {
        let mut rows = Self { style, tables, owners: BTreeMap::new(), added: BTreeMap::new() };
        if style == Style::Ssd {
            return rows;
        }
        for owner in OWNERS {
            rows.find(owner);
        }
        for table in Table::ALL {
            rows.add_owners(*table);
        }
        if tables.care_leavers.is_empty() {
            rows.add_care_leavers();
        }
        rows
    }

    /// Calls `each` with every row of a table.
    pub(crate) fn for_each_row(&self, table: Table, mut each: impl FnMut(&Written<'_>)) {
        let plain = |cells: Cells<'t>| cells.map(Cow::Borrowed);
        if self.style == Style::Ssd {
            self.tables.for_each_row(table, |cells| each(&plain(cells)));
            return;
        }
        let mut assessed = BTreeSet::new();
        let mut styled = |cells: Written<'t>| each(&self.styled(table, cells, &mut assessed));
        self.tables.for_each_row(table, |cells| styled(plain(cells)));
        self.added.get(&table).into_iter().flatten().cloned().for_each(styled);
    }

    fn styled(&self, table: Table, mut cells: Written<'t>, assessed: &mut BTreeSet<String>) -> Written<'t> {
        let Spec { person, via, required_date, .. } = Spec::of(table);
        let at = |column: Option<&str>| column.map_or(usize::MAX, |column| position(table, column));
        let cell = |at: usize| cells.get(at).map_or("", |cell| &**cell);
        if let Some(Via { column, owner }) = via
            && cell(position(table, column)).is_empty()
            && let Some(named) = self.named(owner, cell(at(person)), cell(at(required_date)))
            && let Some(cell) = cells.get_mut(position(table, column))
        {
            *cell = named.into();
        }
        if self.style == Style::SystemC {
            let is_assessment = cells.iter().any(|cell| cell == "Health assessment");
            let first = is_assessment
                && cells.get(at(person)).is_some_and(|person| assessed.insert(person.clone().into_owned()));
            for (cell, column) in cells.iter_mut().zip(columns(table)) {
                *cell = system_c(table, column, std::mem::take(cell), first);
            }
        }
        cells
    }

    /// The plan, period or referral of a person on a day; if there is none, another of the person.
    fn named(&self, owner: Owner, person: &str, day: &str) -> Option<String> {
        let all = self.owners.get(&(owner, person))?;
        let on_the_day = |one: &&Named<'_>| one.start <= day && (one.end.is_empty() || day <= one.end);
        all.iter().rev().find(on_the_day).or(all.last()).map(|one| one.id.clone().into_owned())
    }

    /// Finds the plans, periods or referrals.
    fn find(&mut self, owner: Owner) {
        let table = owner.table();
        let Spec { identifier, person, start, end, .. } = Spec::of(table);
        let identifier = if owner == Owner::PeriodOfCare { Some("clae_cla_id") } else { identifier };
        let [identifier, person, start, end] =
            [identifier, person, start, end].map(|column| column.map_or(usize::MAX, |column| position(table, column)));
        self.tables.for_each_row(table, |cells| {
            let cell = |at: usize| cells.get(at).copied().unwrap_or("");
            if !cell(identifier).is_empty() {
                let named = Named { id: cell(identifier).into(), start: cell(start), end: cell(end) };
                self.owners.entry((owner, cell(person))).or_default().push(named);
            }
        });
    }

    /// Adds a plan or a referral for each person who has none, if the rows of a table need one.
    fn add_owners(&mut self, table: Table) {
        let Spec { person: Some(person), via: Some(via), required_date: Some(date), .. } = Spec::of(table) else {
            return;
        };
        // A period of care can't be added: it would count.
        if self.style.writes(person) || via.owner == Owner::PeriodOfCare {
            return;
        }
        let mut needed: BTreeMap<&'t str, &'t str> = BTreeMap::new();
        self.tables.for_each_row(table, |cells| {
            let cell = |column: &str| cells.get(position(table, column)).copied().unwrap_or("");
            let (person, day) = (cell(person), cell(date));
            if cell(via.column).is_empty() && !person.is_empty() && !self.owners.contains_key(&(via.owner, person)) {
                let first = needed.entry(person).or_insert(day);
                *first = day.min(first);
            }
        });
        for (person, day) in needed {
            let id = format!("{person}-0");
            let row = nothing_that_counts(via.owner, &id, person, day);
            self.added.entry(via.owner.table()).or_default().push(row);
            let named = Named { id: id.into(), start: day, end: day };
            self.owners.entry((via.owner, person)).or_default().push(named);
        }
    }

    /// Adds a row of `ssd_care_leavers` for each person who has a spell or a status as a care leaver, made of the latest ones.
    fn add_care_leavers(&mut self) {
        let tables = self.tables;
        let mut leavers: BTreeMap<&str, (&str, CareLeaver<'t>)> = BTreeMap::new();
        let mut since: BTreeMap<&str, &str> = BTreeMap::new();
        for spell in &tables.care_leaver_spells {
            let latest = since.entry(&spell.person_id).or_default();
            let (_, leaver) = leavers.entry(&spell.person_id).or_default();
            if *latest <= &*spell.start_date {
                *latest = &spell.start_date;
                leaver.clea_care_leaver_eligibility = Cow::Borrowed(&*spell.eligibility);
            }
        }
        for status in &tables.care_leaver_statuses {
            let (latest, leaver) = leavers.entry(&status.person_id).or_default();
            if *latest <= &*status.recorded_date {
                *latest = &status.recorded_date;
                leaver.clea_care_leaver_in_touch = Cow::Borrowed(&*status.in_touch);
                leaver.clea_care_leaver_latest_contact = Cow::Borrowed(&*status.latest_contact_date);
                leaver.clea_care_leaver_accommodation = Cow::Borrowed(&*status.accommodation);
                leaver.clea_care_leaver_accom_suitable = Cow::Borrowed(&*status.accommodation_suitable);
                leaver.clea_care_leaver_activity = Cow::Borrowed(&*status.activity);
            }
        }
        for plan in &tables.pathway_plans {
            if let Some((_, leaver)) = leavers.get_mut(&*plan.person_id)
                && *leaver.clea_pathway_plan_review_date < *plan.pathway_plan_date
            {
                leaver.clea_pathway_plan_review_date = Cow::Borrowed(&*plan.pathway_plan_date);
            }
        }
        let rows = leavers.into_iter().map(|(person, (_, leaver))| {
            let clea_table_id = format!("{person}-1").into();
            let leaver = CareLeaver { clea_table_id, clea_person_id: person.into(), ..leaver };
            leaver.cells().map(|cell| Cow::Owned(cell.to_owned()))
        });
        self.added.insert(Table::CareLeavers, rows.collect());
    }
}

/// A plan that ends on the day on which it starts, or a referral without further action.
fn nothing_that_counts<'t>(owner: Owner, id: &str, person: &'t str, day: &'t str) -> Written<'t> {
    let table = owner.table();
    let Spec { identifier, person: of, start, end, flag, .. } = Spec::of(table);
    let mut cells: Written<'t> = NO_CELLS.map(Cow::Borrowed);
    let is_referral = owner == Owner::Referral;
    let nfa = flag.map(|flag| flag.column).filter(|_| is_referral);
    for (column, text) in [
        (identifier, Cow::Owned(id.to_owned())),
        (of, person.into()),
        (start, day.into()),
        (end, day.into()),
        (nfa, "Y".into()),
    ] {
        if let Some(cell) = column.and_then(|column| cells.get_mut(position(table, column))) {
            *cell = text;
        }
    }
    cells
}
