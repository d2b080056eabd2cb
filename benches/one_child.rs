//! One child with many records of every kind, for what must not cost the square of their number.

use carekpi_model::{Caseload, EventKind, Seen, entry};
use chrono::{Days, NaiveDate};

use crate::last_day;

/// How the records of one child lie in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Each record begins when the one before it ends, in one period of care.
    InARow,
    /// There are gaps between them, and each is a period of care of short breaks.
    ShortBreaks,
    /// Each record begins after the one before it, and ends before that one does.
    Nested,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 3] = [Self::InARow, Self::ShortBreaks, Self::Nested];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InARow => "in a row",
            Self::ShortBreaks => "short breaks",
            Self::Nested => "nested",
        }
    }

    /// The start and the end of a record, if this many records are spread over ten years.
    fn dates(self, number: u64, records: u64) -> (NaiveDate, Option<NaiveDate>) {
        let day = |part: u64, parts: u64| {
            let before = 3_650 - part.saturating_mul(3_650) / parts.max(1);
            last_day().checked_sub_days(Days::new(before)).unwrap_or_default()
        };
        match self {
            Self::InARow => (day(number, records), Some(day(number + 1, records))),
            Self::ShortBreaks => (day(2 * number, 2 * records), Some(day(2 * number + 1, 2 * records))),
            Self::Nested => (day(number, 2 * records), Some(day(2 * records - number, 2 * records))),
        }
    }
}

/// A caseload of one child with this many records of each kind, spread over ten years. Each allocation is to another worker and team.
#[must_use]
pub fn one_child(records: u64, shape: Shape) -> Option<Caseload> {
    let mut builder = Caseload::builder();
    let child =
        builder.child(entry::Child { id: "P1", born: NaiveDate::from_ymd_opt(2012, 5, 5), ..Default::default() });
    let code = if shape == Shape::ShortBreaks { "V3" } else { "C2" };
    for number in 0..records {
        let (start, end) = shape.dates(number, records);
        let text = number.to_string();
        let id = text.as_str();
        builder.protection_plan(child, entry::Plan { end, ..entry::Plan::new(id, start) });
        builder.in_need_plan(child, entry::Plan { end, ..entry::Plan::new(id, start) });
        builder.referral(child, entry::Referral { end, ..entry::Referral::new(id, start) });
        if shape == Shape::ShortBreaks || number == 0 {
            let end = end.filter(|_| shape == Shape::ShortBreaks);
            builder.period_of_care(child, entry::PeriodOfCare { id, start, end });
        }
        builder.legal_status(child, entry::LegalStatus { code, end, ..entry::LegalStatus::new(id, start) });
        builder.placement(child, entry::Placement { code: "U1", setting: id, end, ..entry::Placement::new(id, start) });
        builder.allocation(child, entry::Allocation { worker: id, team: id, end, ..entry::Allocation::new(id, start) });
        builder.assessment(child, entry::Assessment { id, start: Some(start), end });
        builder.leaver_spell(child, entry::LeaverSpell { id, start: Some(start), end, ..Default::default() });
        let recorded = Some(start);
        builder.leaver_status(child, entry::LeaverStatus { id, recorded, in_touch: "YES", ..Default::default() });
        for kind in EventKind::ALL {
            builder.event(child, kind, entry::Event { seen: Seen::Yes, ..entry::Event::new(id, start) });
        }
    }
    builder.finish().ok()
}
