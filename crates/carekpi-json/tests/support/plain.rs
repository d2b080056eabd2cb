//! A caseload in words, by the model's own accessors, to compare two caseloads.

use carekpi_model::{Caseload, EventKind};

/// Everything that a caseload holds, one item a line.
pub(crate) fn plain(caseload: &Caseload) -> Vec<String> {
    let mut all = Vec::new();
    let mut say = |line: String| all.push(line);
    let id = |id| caseload.text(id);
    let word = |symbol| caseload.code_text(symbol);
    say(format!("{:?}", caseload.population()));
    for (number, name) in caseload.teams() {
        say(format!("team {} {}", word(number), word(name)));
    }
    for child in caseload.children() {
        say(format!("child {:?} {:?} {:?} {:?}", child.id(), child.born(), child.expected(), child.died()));
        say(format!("{:?} {:?} {:?}", child.sex(), child.gender(), child.ethnicity()));
        child.disabilities().iter().for_each(|code| say(format!("disability {}", word(*code))));
        for (what, plans) in [("protection", child.protection_plans()), ("in need", child.in_need_plans())] {
            for of in plans {
                let words = (word(of.team), of.other_authority);
                say(format!("{what} {:?} {} {:?} {words:?}", id(of.id), of.start, of.end));
            }
        }
        for of in child.referrals() {
            say(format!("referral {:?} {} {:?} {}", id(of.id), of.start, of.end, of.nfa));
        }
        for of in child.periods_of_care() {
            say(format!("period {:?} {} {:?}", id(of.id), of.start, of.end));
        }
        for of in child.legal_statuses() {
            say(format!("legal {:?} {} {:?} {:?}", id(of.id), of.start, of.end, word(of.code)));
        }
        for of in child.placements() {
            let words = [word(of.code), word(of.setting)];
            say(format!("placement {:?} {} {:?} {words:?} {:?}", id(of.id), of.start, of.end, of.kind));
        }
        for of in child.allocations() {
            let words = [word(of.worker), word(of.team), word(of.role)];
            say(format!("allocation {:?} {} {:?} {words:?}", id(of.id), of.start, of.end));
        }
        for of in child.assessments() {
            say(format!("assessment {:?} {:?} {:?}", id(of.id), of.start, of.end));
        }
        for of in child.leaver_spells() {
            let words = [of.eligibility, of.team].map(word);
            say(format!("spell {:?} {:?} {:?} {words:?}", id(of.id), of.start, of.end));
        }
        for of in child.leaver_statuses() {
            let words = [of.in_touch, of.accommodation, of.suitable, of.activity, of.eligibility].map(word);
            say(format!("status {:?} {:?} {:?} {words:?}", id(of.id), of.recorded, of.contact));
        }
        for of in child.health_checks() {
            let words = [of.kind, of.status].map(word);
            say(format!("health check {:?} {} {words:?}", id(of.id), of.date));
        }
        for of in child.stated_pathway_plans() {
            say(format!("stated pathway plan {:?} {} {:?}", id(of.id), of.date, word(of.eligibility)));
        }
        for kind in EventKind::ALL {
            for (date, seen, of) in child.events(kind).iter() {
                say(format!("{kind:?} {:?} {date} {seen:?}", id(of)));
            }
        }
        for kind in caseload.own_kinds() {
            for (date, seen, of) in child.events(kind).iter() {
                say(format!("{kind} {:?} {date} {seen:?}", id(of)));
            }
            for of in child.spells(kind) {
                say(format!("{kind} {:?} {} {:?}", id(of.id), of.start, of.end));
            }
        }
    }
    all
}
