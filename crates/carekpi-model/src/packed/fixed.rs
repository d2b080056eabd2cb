//! Values of a fixed number of bytes, the least significant first.

use carekpi_dates::{TimeOfDay, day_key, day_of_key};
use chrono::NaiveDate;

use crate::person::Person;
use crate::{
    Allocation, Assessment, Code, HealthCheck, Id, LeaverSpell, LeaverStatus, LegalStatus, OwnKind, PathwayPlan,
    PeriodOfCare, Placement, PlacementKind, Plan, PopulationEstimate, Referral, Seen, Spell,
};

/// A value of a fixed number of bytes.
pub(super) trait Fixed: Sized {
    /// How many bytes.
    const SIZE: usize;

    /// Adds its bytes.
    fn pack(&self, to: &mut Vec<u8>);

    /// Takes its bytes from the front of these; `None` if they are too few, or no such value.
    fn unpack(from: &mut &[u8]) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Fixed for $number {
            const SIZE: usize = size_of::<Self>();

            #[inline]
            fn pack(&self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_le_bytes());
            }

            #[inline]
            fn unpack(from: &mut &[u8]) -> Option<Self> {
                let (bytes, rest) = from.split_first_chunk()?;
                *from = rest;
                Some(Self::from_le_bytes(*bytes))
            }
        })*
    };
}

numbers!(u8, u32, i32, u64, u128);

/// One byte for each value of a small set.
macro_rules! choices {
    ($($choice:ty: [$($value:expr),*];)*) => {
        $(impl Fixed for $choice {
            const SIZE: usize = 1;

            #[inline]
            fn pack(&self, to: &mut Vec<u8>) {
                let place = [$($value),*].iter().position(|value| value == self).unwrap_or(0);
                to.push(u8::try_from(place).unwrap_or(0));
            }

            #[inline]
            fn unpack(from: &mut &[u8]) -> Option<Self> {
                [$($value),*].get(usize::from(u8::unpack(from)?)).copied()
            }
        })*
    };
}

choices! {
    bool: [false, true];
    Seen: [Seen::Unknown, Seen::No, Seen::Yes];
    PlacementKind: [PlacementKind::Other, PlacementKind::ForAdoption, PlacementKind::Temporary];
}

impl Fixed for NaiveDate {
    const SIZE: usize = 4;

    #[inline]
    fn pack(&self, to: &mut Vec<u8>) {
        day_key(*self).pack(to);
    }

    #[inline]
    fn unpack(from: &mut &[u8]) -> Option<Self> {
        day_of_key(i32::unpack(from)?)
    }
}

/// What stands for no date.
const NO_DATE: i32 = i32::MIN;

impl Fixed for Option<NaiveDate> {
    const SIZE: usize = 4;

    #[inline]
    fn pack(&self, to: &mut Vec<u8>) {
        self.map_or(NO_DATE, day_key).pack(to);
    }

    #[inline]
    fn unpack(from: &mut &[u8]) -> Option<Self> {
        match i32::unpack(from)? {
            NO_DATE => Some(None),
            key => day_of_key(key).map(Some),
        }
    }
}

/// A number of its own type.
macro_rules! wrapped {
    ($($name:ident),*) => {
        $(impl Fixed for $name {
            const SIZE: usize = 4;

            #[inline]
            fn pack(&self, to: &mut Vec<u8>) {
                self.number().pack(to);
            }

            #[inline]
            fn unpack(from: &mut &[u8]) -> Option<Self> {
                u32::unpack(from).map(Self::from_number)
            }
        })*
    };
}

wrapped!(Id, Code);

impl Fixed for OwnKind {
    const SIZE: usize = Self::LONGEST;

    fn pack(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(self.bytes());
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let (name, rest) = from.split_first_chunk()?;
        *from = rest;
        Self::from_bytes(name)
    }
}

impl<A: Fixed, B: Fixed> Fixed for (A, B) {
    const SIZE: usize = A::SIZE + B::SIZE;

    fn pack(&self, to: &mut Vec<u8>) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?))
    }
}

/// A record is its fields, in this order.
macro_rules! records {
    ($($record:ident { $($field:ident: $kind:ty),* $(,)? })*) => {
        $(impl Fixed for $record {
            const SIZE: usize = 0 $(+ <$kind>::SIZE)*;

            #[inline]
            fn pack(&self, to: &mut Vec<u8>) {
                $(self.$field.pack(to);)*
            }

            #[inline]
            fn unpack(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: <$kind>::unpack(from)?),* })
            }
        })*
    };
}

type OptionalDate = Option<NaiveDate>;
type OptionalTime = Option<TimeOfDay>;

/// A time is its hour and its minute, and no time the hour 24.
impl Fixed for OptionalTime {
    const SIZE: usize = 2;

    fn pack(&self, to: &mut Vec<u8>) {
        let (hour, minute) = self.map_or((NO_HOUR, 0), |time| (time.hour(), time.minute()));
        to.extend([hour, minute].map(|number| u8::try_from(number).unwrap_or(u8::MAX)));
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        match (u8::unpack(from)?.into(), u8::unpack(from)?.into()) {
            (NO_HOUR, 0) => Some(None),
            (hour, minute) => TimeOfDay::new(hour, minute).map(Some),
        }
    }
}

const NO_HOUR: u32 = 24;

records! {
    Person {
        id: Id, id_rank: u32, born: OptionalDate, expected: OptionalDate, died: OptionalDate,
        sex: Code, gender: Code, ethnicity: Code,
    }
    Plan { id: Id, start: NaiveDate, end: OptionalDate, team: Code, other_authority: bool }
    Referral { id: Id, start: NaiveDate, end: OptionalDate, nfa: bool }
    PeriodOfCare { id: Id, start: NaiveDate, end: OptionalDate }
    LegalStatus { id: Id, start: NaiveDate, end: OptionalDate, code: Code }
    Placement { id: Id, start: NaiveDate, end: OptionalDate, code: Code, kind: PlacementKind, setting: Code }
    Allocation { id: Id, start: NaiveDate, end: OptionalDate, worker: Code, team: Code, role: Code }
    Assessment { id: Id, start: OptionalDate, end: OptionalDate }
    LeaverSpell { id: Id, start: OptionalDate, end: OptionalDate, eligibility: Code, team: Code }
    HealthCheck { id: Id, date: NaiveDate, kind: Code, status: Code }
    PathwayPlan { id: Id, date: NaiveDate, eligibility: Code }
    LeaverStatus {
        id: Id, recorded: OptionalDate, in_touch: Code, accommodation: Code, suitable: Code, activity: Code,
        contact: OptionalDate, eligibility: Code,
    }
    Spell { id: Id, start: NaiveDate, start_time: OptionalTime, end: OptionalDate, end_time: OptionalTime }
    PopulationEstimate { reference: OptionalDate, published: NaiveDate, population: u64 }
}
