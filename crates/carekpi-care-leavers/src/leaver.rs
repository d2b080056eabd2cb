//! The care leavers on a snapshot date, and their latest recorded statuses.

use carekpi_measure::{Clause, Outcome};
use carekpi_model::{
    CareLeaver, Caseload, ChildAsOf, Code, CodeColumn, CodeSet, Eligibility, LeaverSpell, LeaverStatus, list_with,
};
use carekpi_rules::{Evidence, NotCounted};
use chrono::NaiveDate;

/// The latest recorded statuses decide.
pub(crate) const RECORDED: Clause = Clause::new("recorded");

/// The open spell of a care leaver, and the first day that counts as during it.
#[inline]
pub(crate) fn leaver<'a>(
    child: ChildAsOf<'a, '_>,
    eligibility: &Eligibility,
) -> Result<(&'a LeaverSpell, NaiveDate), NotCounted> {
    match child.leaver_spell(eligibility) {
        CareLeaver::Open { spell, since } => Ok((spell, since)),
        CareLeaver::Undetermined => Err(NotCounted::Undecidable),
        CareLeaver::NotEligible => Err(NotCounted::NotEligible),
        CareLeaver::NotOpen => Err(NotCounted::NoSpell),
    }
}

/// The codes of one field of a status that meet a rule, and those that are known not to.
#[derive(Clone, Debug)]
pub(crate) struct KnownCodes {
    met: CodeSet,
    not_met: CodeSet,
}

impl KnownCodes {
    /// The codes of a field. Those in both lists meet the rule.
    pub(crate) fn new(caseload: &Caseload, column: CodeColumn, met: &[String], not_met: &[String]) -> Self {
        let codes = |list| caseload.codes_of(column, |text| list_with(text, &[met, not_met]) == Some(list));
        Self { met: codes(0), not_met: codes(1) }
    }

    /// Whether a code meets the rule; `None` if it is blank or not known.
    #[inline]
    fn decide(&self, code: Code) -> Option<bool> {
        if self.met.contains(code) { Some(true) } else { self.not_met.contains(code).then_some(false) }
    }

    /// What one field of the statuses of the latest day says.
    pub(crate) fn recorded<'a>(
        what: &'static str,
        child: ChildAsOf<'a, '_>,
        eligibility: &Eligibility,
        field: impl Fn(&LeaverStatus) -> Code,
    ) -> Vec<Evidence<'a>> {
        let on = child.latest_leaver_statuses(eligibility).find_map(|status| status.recorded);
        let filled = child.latest_leaver_statuses(eligibility).map(field).filter(|code| !code.is_blank());
        let mut texts: Vec<&str> = filled.map(|code| child.child().caseload().code_text(code)).collect();
        texts.sort_unstable();
        texts.dedup();
        vec![Evidence::Recorded { what: what.into(), on, texts }]
    }

    /// The outcome by one field of the statuses of the latest day. Those that leave it blank say nothing. It is undetermined if
    /// none is left, or if they do not agree.
    #[inline]
    pub(crate) fn outcome(
        &self,
        child: ChildAsOf<'_, '_>,
        eligibility: &Eligibility,
        field: impl Fn(&LeaverStatus) -> Code,
    ) -> Outcome {
        let filled = child.latest_leaver_statuses(eligibility).filter(|status| !field(status).is_blank());
        let mut decided = filled.map(|status| (self.decide(field(status)), status.recorded));
        match decided.next() {
            Some((Some(met), recorded)) if decided.all(|(other, _)| other == Some(met)) => {
                Outcome::decided(met, RECORDED, recorded)
            }
            _ => Outcome::UNDETERMINED,
        }
    }
}
