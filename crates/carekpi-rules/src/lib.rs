#![doc = include_str!("../README.md")]
//!
//! A [`Rule`] is made with a [`Context`].
#![cfg_attr(docsrs, feature(doc_cfg))]

mod by_age;
mod candidates;
mod context;
mod evidence;
mod in_need_visits;
mod info;
mod not_counted;
mod rule;
mod supervision;

pub use by_age::by_age;
pub use candidates::Candidates;
pub use context::Context;
pub use evidence::Evidence;
pub use in_need_visits::{InNeedVisits, InNeedVisitsSettings};
pub use info::{Area, IndicatorInfo, Polarity, Unit};
pub use not_counted::{NotCounted, WhyNot};
pub use rule::{Counted, Rule, tally};
pub use supervision::{Supervision, SupervisionSettings};
