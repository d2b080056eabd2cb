#![doc = include_str!("../README.md")]
//!
//! A rule judges one case at the end of a day ([`AsOf`](carekpi_dates::AsOf)): which of its records is a member of the figure,
//! whether it meets the rule, by which clause, measured from which day, and until when. To the kernel a rule is a closure. It
//! gives each record that is [`Counted`], or the error [`Undecidable`]. Everything else follows from these answers:
//!
//! - an [`Outcome`] is the evidence for one member, a [`Tally`] counts members, and a [`Figure`] is a tally with its value, exact
//!   until it is displayed;
//! - a [`Timeline`] cuts a case's days into stretches during which nothing changes;
//! - a [`HistoryBuilder`] adds many cases up to a tally for every day.
//!
//! A rule about something that must happen regularly answers with [`UpToDate`], and the kernel finds the events. So the rule is not
//! called again for each of them.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod clause;
mod clause_result;
mod dates;
mod figure;
mod flows;
mod history;
mod history_builder;
mod lapses;
mod tally;
mod timeline;
mod up_to_date;
mod verdict;
mod walk;

pub use answer::{Answer, Counted, Undecidable};
pub use clause::Clause;
pub use clause_result::{ClauseResult, Lapse, governing};
pub use figure::{Figure, FigureKind, Value};
pub use history::History;
pub use history_builder::HistoryBuilder;
pub use tally::{Tally, TallyChange};
pub use timeline::Timeline;
pub use up_to_date::UpToDate;
pub use verdict::{Outcome, Stretch, Verdict};
