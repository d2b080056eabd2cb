//! Building the caseload of the records that were collected.

use std::cmp::{Ordering, Reverse};

use crate::layout::Layout;
use crate::matching::compared_as;
use crate::same_placements::distinct;
use crate::{
    Allocation, Caseload, CaseloadBuilder, CaseloadError, CaseloadPart, Code, Executor, HealthCheck, LeaverStatus,
    OneThread, OrderedBuilder, Plan, Population, Task,
};

impl CaseloadBuilder {
    /// Builds the caseload, with each child's records in the order of their dates. A blank identifier is an identifier like any
    /// other. A record that ends before it starts is stored, but never open.
    ///
    /// # Errors
    ///
    /// Two children have the same identifier, or there are too many kinds of your own.
    pub fn finish(self) -> Result<Caseload, CaseloadError> {
        self.finish_with(&OneThread)
    }

    /// Builds the caseload as [`finish`](Self::finish) does, with the threads of `executor`.
    ///
    /// # Errors
    ///
    /// Two children have the same identifier, or there are too many kinds of your own.
    pub fn finish_with(self, executor: &impl Executor) -> Result<Caseload, CaseloadError> {
        self.order_children(executor)?.finish_with(Vec::new(), executor)
    }
}

impl OrderedBuilder {
    /// Builds the caseload of the records that were added before, and of those of `parts`, as
    /// [`CaseloadBuilder::finish_with`] does. Children of the parts are left out. There is an example with [`OrderedBuilder`].
    ///
    /// # Errors
    ///
    /// There are too many kinds of your own.
    pub fn finish_with(self, parts: Vec<CaseloadPart>, executor: &impl Executor) -> Result<Caseload, CaseloadError> {
        let Self { mut builder, order, children, digest } = self;
        let parts = parts.into_iter().map(|CaseloadPart { builder, events }| (builder, events));
        let events = builder.append_with_events(parts.collect(), executor);
        let events = builder.join(events, &order);
        let interner = builder.interner;
        let layout = Layout { interner: &interner, children: &order };
        let mut caseload = Caseload {
            children,
            events,
            own: builder.own.lay_out(&layout)?,
            population: Population::new(builder.population),
            teams: builder.teams,
            roles: builder.roles,
            ids_checked: builder.ids_checked,
            ..Caseload::default()
        };
        let (places, text) = (&layout, |code: Code| interner.code_text(code));
        // The records of each kind, with their number: the largest task starts first.
        let mut tasks: Vec<(usize, Task<'_>)> = Vec::new();
        let events = caseload.events.iter_mut().zip(builder.events);
        for (columns, entries) in events.filter(|(_, entries)| !entries.is_empty()) {
            tasks.push((entries.len(), Box::new(move || *columns = places.columns(entries))));
        }
        macro_rules! lay_out {
            ($table:ident, $order:expr) => {
                let (table, entries) = (&mut caseload.$table, builder.$table);
                tasks.push((entries.len(), Box::new(move || *table = places.table(entries, $order))));
            };
        }
        // Records that begin together are ordered by content, because identifiers can be new each time an extract is made.
        lay_out!(allocations, |one, other| {
            let texts = |of: &Allocation| [of.team, of.worker, of.role].map(text);
            places.by_start(one, other, || texts(one).cmp(&texts(other)))
        });
        let compared = |code: Code| compared_as(text(code));
        let (placements, same_placements) = (&mut caseload.placements, &mut caseload.same_placements);
        let entries = builder.placements;
        tasks.push((
            entries.len(),
            Box::new(move || {
                let table = places.table(entries, |one, other| {
                    places
                        .by_start(one, other, || {
                            let by_code = if one.code == other.code {
                                Ordering::Equal
                            } else {
                                compared(one.code).cmp(&compared(other.code))
                            };
                            by_code.then_with(|| text(one.setting).cmp(text(other.setting)))
                        })
                        .then_with(|| text(one.code).cmp(text(other.code)))
                });
                (*placements, *same_placements) =
                    distinct(table, |one, other| one.code == other.code || compared(one.code) == compared(other.code));
            }),
        ));
        lay_out!(protection_plans, |one, other| {
            let rest = |plan: &Plan| (text(plan.team), plan.other_authority);
            places.by_start(one, other, || Ordering::Equal).then_with(|| rest(one).cmp(&rest(other)))
        });
        lay_out!(in_need_plans, |one, other| {
            let by_start = places.by_start(one, other, || text(one.team).cmp(text(other.team)));
            by_start.then(one.other_authority.cmp(&other.other_authority))
        });
        lay_out!(referrals, |one, other| {
            places.by_start(one, other, || Ordering::Equal).then(one.nfa.cmp(&other.nfa))
        });
        lay_out!(periods_of_care, |one, other| places.by_start(one, other, || Ordering::Equal));
        lay_out!(legal_statuses, |one, other| {
            places.by_start(one, other, || Ordering::Equal).then_with(|| text(one.code).cmp(text(other.code)))
        });
        lay_out!(assessments, |one, other| {
            let by_id = || places.by_id(one.id, other.id);
            one.end.cmp(&other.end).then_with(by_id).then_with(|| one.start.cmp(&other.start))
        });
        lay_out!(leaver_spells, |one, other| {
            let by_id = || places.by_id(one.id, other.id);
            let by_eligibility = || text(one.eligibility).cmp(text(other.eligibility));
            one.start
                .cmp(&other.start)
                .then_with(|| text(one.team).cmp(text(other.team)))
                .then_with(by_id)
                .then_with(|| one.end.cmp(&other.end))
                .then_with(by_eligibility)
        });
        lay_out!(leaver_statuses, |one, other| {
            let by_id = || places.by_id(one.id, other.id);
            one.recorded.cmp(&other.recorded).then_with(by_id).then_with(|| {
                let texts = |of: &LeaverStatus| {
                    [of.in_touch, of.suitable, of.activity, of.accommodation, of.eligibility].map(text)
                };
                (texts(one), one.contact).cmp(&(texts(other), other.contact))
            })
        });
        lay_out!(disabilities, |one, other| text(*one).cmp(text(*other)));
        lay_out!(health_checks, |one, other| {
            let by_id = || places.by_id(one.id, other.id);
            let texts = |of: &HealthCheck| [of.kind, of.status].map(text);
            one.date.cmp(&other.date).then_with(by_id).then_with(|| texts(one).cmp(&texts(other)))
        });
        lay_out!(stated_pathway_plans, |one, other| {
            let by_id = || places.by_id(one.id, other.id);
            let by_eligibility = || text(one.eligibility).cmp(text(other.eligibility));
            one.date.cmp(&other.date).then_with(by_id).then_with(by_eligibility)
        });
        tasks.sort_by_key(|(records, _)| Reverse(*records));
        executor.run_all(tasks.into_iter().map(|(_, task)| task).collect());
        caseload.by_id_rank = order.by_id_rank;
        caseload.interner = interner;
        let mut caseload = caseload.with_indices(executor);
        caseload.digest = caseload.digest_with_records(digest, executor);
        Ok(caseload)
    }
}
