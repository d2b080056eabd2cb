//! The measuring kernel: standings, verdicts, stretches, tallies and figures.
//!
//! An [`Indicator`] judges one case as it stands at the end of a day: which of its records is a member of the figure,
//! whether it meets the rule, by which clause, measured from which day, until when. Everything else follows from that
//! one answer:
//!
//! - [`tally`] counts the members on one day, [`over`] cuts a case's days into stretches during which nothing changes,
//!   and [`History`] adds stretches up to a tally for every day;
//! - a [`Figure`] is a tally with its value, exact until it is shown;
//! - an [`Outcome`] is the evidence for one member.
//!
//! A rule about something that must happen again and again gives its [`Clauses`], as its sentence states them, and leaves
//! it to the kernel to find the events: so it need not be asked again at each of them ([`Tracer`]).
//!
//! The kernel knows nothing of what the cases are.

mod clause;
mod clauses;
mod dates;
mod figure;
mod flows;
mod history;
mod indicator;
mod lapses;
mod standing;
mod stretch;
mod tally;
mod tracer;
mod verdict;
mod walk;

pub use clause::Clause;
pub use clauses::{Answer, Clauses};
pub use figure::{Figure, Value};
pub use history::History;
pub use indicator::{About, Among, Indicator, Measure};
pub use standing::{Standing, either};
pub use stretch::{Stretch, foresee, over};
pub use tally::{Tally, judge_each, tally};
pub use tracer::Tracer;
pub use verdict::{Outcome, Verdict};
