//! The records of your own kinds in a caseload.

use carekpi_dates::{DateRange, HourLimit, Moment};

use crate::own_records::OwnRecords;
use crate::{Caseload, ChildAsOf, EventKind, Events, OwnKind, OwnKindError};

mod sealed {
    use crate::{Caseload, Events};

    /// Finds events by their kind. It also limits [`AnyEventKind`](super::AnyEventKind) to the kinds of this crate.
    pub trait Find {
        /// The events of this kind of the child with a storage index.
        fn find(self, caseload: &Caseload, storage_index: usize) -> Events<'_>;
    }
}

/// A kind of event: an [`EventKind`], or an [`OwnKind`]. The trait is sealed: only these two implement it.
pub trait AnyEventKind: Copy + sealed::Find {}

impl AnyEventKind for EventKind {}

impl AnyEventKind for OwnKind {}

impl sealed::Find for EventKind {
    #[inline]
    fn find(self, caseload: &Caseload, storage_index: usize) -> Events<'_> {
        caseload.events.get(self as usize).map(|columns| columns.of(storage_index)).unwrap_or_default()
    }
}

impl sealed::Find for OwnKind {
    #[inline]
    fn find(self, caseload: &Caseload, storage_index: usize) -> Events<'_> {
        caseload.own_records(self).map(|records| records.events.of(storage_index)).unwrap_or_default()
    }
}

impl ChildAsOf<'_, '_> {
    /// The event of a kind of your own that answers to a moment, within a limit of hours: the first in time that is not before it,
    /// or else the first that is not before it. An event without a time of day can be at any time of its day.
    #[must_use]
    pub fn first_within(&self, kind: OwnKind, from: Moment, limit: HourLimit) -> Option<Moment> {
        let events = self.child().events(kind);
        let earlier = events.dates().partition_point(|date| *date < from.day);
        let happened = |at: &Moment| !at.is_before(from) && self.as_of().happened(at.day);
        let mut since = events.moments_from(earlier).filter(happened);
        let first = since.next()?;
        let in_time = |at: &Moment| limit.is_kept(from, *at);
        Some(if in_time(&first) { first } else { since.find(in_time).unwrap_or(first) })
    }
}

impl Caseload {
    /// The kind of your own with this name.
    ///
    /// ```
    /// use carekpi_model::Caseload;
    ///
    /// let mut builder = Caseload::builder();
    /// let missing = builder.own_kind("missing-episode").unwrap();
    /// let caseload = builder.finish().unwrap();
    /// assert_eq!(caseload.own_kind("missing-episode"), Ok(missing));
    /// let error = caseload.own_kind("missing").unwrap_err().to_string();
    /// assert_eq!(error, "the caseload has no kind of record \"missing\"; expected missing-episode");
    /// ```
    ///
    /// # Errors
    ///
    /// The caseload does not know it: [`OwnKindError::Unknown`].
    pub fn own_kind(&self, name: &str) -> Result<OwnKind, OwnKindError> {
        let unknown = || OwnKindError::Unknown { name: name.to_owned(), known: self.own_kinds().collect() };
        self.own_kinds().find(|kind| kind.name() == name).ok_or_else(unknown)
    }

    /// Your own kinds, by name: those of any record, and those that were only named.
    pub fn own_kinds(&self) -> impl ExactSizeIterator<Item = OwnKind> + use<'_> {
        self.own.iter().map(|records| records.kind)
    }

    /// The storage indices, in order, of the children who have a spell of this kind. Each has the days from the first start
    /// through the latest end, as recorded.
    ///
    /// A rule about such spells can name them as its candidates, and then the other children are not read.
    ///
    /// ```
    /// use carekpi_dates::{DateRange, HourLimit, Moment};
    /// use carekpi_model::{Caseload, entry};
    /// use chrono::NaiveDate;
    ///
    /// let start = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    /// let mut builder = Caseload::builder();
    /// let missing = builder.own_kind("missing-episode").unwrap();
    /// builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let child = builder.child(entry::Child { id: "P2", ..Default::default() });
    /// builder.own_spell(child, missing, entry::Spell::new("M1", start));
    /// let caseload = builder.finish().unwrap();
    /// assert_eq!(caseload.with_spells(missing), [(1, DateRange::from(start))]);
    /// ```
    #[must_use]
    pub fn with_spells(&self, kind: OwnKind) -> Vec<(u32, DateRange)> {
        self.own_records(kind).map(OwnRecords::members).unwrap_or_default()
    }

    /// The number of events of a kind of your own.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// let interview = builder.own_kind("return-interview").unwrap();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.own_event(child, interview, entry::Event::new("", "2026-03-02".parse().unwrap()));
    /// let caseload = builder.finish().unwrap();
    /// assert_eq!((caseload.own_events(interview), caseload.own_spells(interview)), (1, 0));
    /// ```
    #[must_use]
    pub fn own_events(&self, kind: OwnKind) -> usize {
        self.own_records(kind).map_or(0, |records| records.events.dates().len())
    }

    /// The number of spells of a kind of your own.
    #[must_use]
    pub fn own_spells(&self, kind: OwnKind) -> usize {
        self.own_records(kind).map_or(0, |records| records.spells.records().len())
    }

    /// The records of a kind; `None` if it is not known.
    #[inline]
    pub(crate) fn own_records(&self, kind: OwnKind) -> Option<&OwnRecords> {
        self.own.iter().find(|records| records.kind == kind)
    }
}
