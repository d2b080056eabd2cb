//! Joins episodes of care into periods of care.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use carekpi_model::ChildKey;
use chrono::NaiveDate;

/// A kept row of `ssd_cla_episodes`.
#[derive(Clone, Debug)]
pub(crate) struct Episode {
    pub(crate) line: u64,
    pub(crate) child: ChildKey,
    pub(crate) period: Box<str>,
    pub(crate) id: Box<str>,
    pub(crate) start: NaiveDate,
    pub(crate) end: Option<NaiveDate>,
    pub(crate) entered_care: Option<NaiveDate>,
}

/// A period of care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) child: ChildKey,
    pub(crate) id: Box<str>,
    pub(crate) start: NaiveDate,
    pub(crate) end: Option<NaiveDate>,
}

impl Period {
    fn starting_with(episode: &Episode) -> Self {
        let id = if episode.period.is_empty() { &episode.id } else { &episode.period };
        let mut period = Self { child: episode.child, id: id.clone(), start: episode.start, end: episode.end };
        period.include_entry(episode);
        period
    }

    fn extend(&mut self, episode: &Episode) {
        self.start = self.start.min(episode.start);
        self.end = self.end.zip(episode.end).map(|(one, other)| one.max(other));
        self.include_entry(episode);
    }

    /// Starts the period on the entry into care if that is earlier: the first episodes are not on record.
    fn include_entry(&mut self, episode: &Episode) {
        if let Some(entered_care) = episode.entered_care {
            self.start = self.start.min(entered_care);
        }
    }

    /// Whether an episode continues the period: it starts on or before the day after the latest end so far.
    fn continues_with(&self, episode: &Episode) -> bool {
        self.end.is_none_or(|end| end.succ_opt().is_none_or(|next| episode.start <= next))
    }
}

/// Ends the episodes that were left open, whichever period they are in: a person is in one episode at a time, so that an episode
/// without an end ends on the day on which the person's next later one begins. Of several that begin on one day, none comes after
/// another. Calls `each` with every episode that it ends, in the order of the lines.
pub(crate) fn end_left_open(episodes: &mut [Episode], mut each: impl FnMut(&Episode)) {
    let mut order: Vec<&mut Episode> = episodes.iter_mut().collect();
    order.sort_by_key(|episode| Reverse((episode.child, episode.start)));
    let mut ended = Vec::new();
    // The day that was seen last, and the one after it, of the same child.
    let mut seen: Option<(ChildKey, NaiveDate)> = None;
    let mut later: Option<NaiveDate> = None;
    for episode in order {
        match seen {
            Some((child, start)) if child == episode.child => {
                if start != episode.start {
                    later = Some(start);
                }
            }
            _ => later = None,
        }
        seen = Some((episode.child, episode.start));
        if episode.end.is_none() && later.is_some() {
            episode.end = later;
            ended.push(&*episode);
        }
    }
    ended.sort_by_key(|episode| episode.line);
    ended.into_iter().for_each(&mut each);
}

/// Joins episodes, which may be in any order, into periods of care.
///
/// Episodes of one child with the same `clae_cla_id` are one period, whatever the gaps. Episodes without one are chained: an
/// episode continues the period before it if it starts on or before the day after the latest end so far.
pub(crate) fn periods_of_care(mut episodes: Vec<Episode>) -> Vec<Period> {
    episodes.sort_by(|one, other| {
        (one.child, &one.period, one.start, &one.id).cmp(&(other.child, &other.period, other.start, &other.id))
    });
    let mut named: BTreeMap<(ChildKey, Box<str>), Period> = BTreeMap::new();
    let mut chained: Vec<Period> = Vec::new();
    for episode in &episodes {
        if episode.period.is_empty() {
            match chained.last_mut() {
                Some(period) if period.child == episode.child && period.continues_with(episode) => {
                    period.extend(episode)
                }
                _ => chained.push(Period::starting_with(episode)),
            }
        } else {
            named
                .entry((episode.child, episode.period.clone()))
                .and_modify(|period| period.extend(episode))
                .or_insert_with(|| Period::starting_with(episode));
        }
    }
    chained.into_iter().chain(named.into_values()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use carekpi_model::{Caseload, entry};

    /// The periods of one child. Each row is an episode: period, identifier, start, end, entry into care. Dates are days of
    /// 2025; 0 is no date.
    fn periods_of(rows: &[(&str, &str, u32, u32, u32)]) -> Vec<(String, u32, u32)> {
        let child = Caseload::builder().child(entry::Child::default());
        let day = |ordinal| NaiveDate::from_yo_opt(2025, ordinal);
        let episodes = rows.iter().map(|(period, id, start, end, entered)| Episode {
            line: 0,
            child,
            period: (*period).into(),
            id: (*id).into(),
            start: day(*start).unwrap(),
            end: day(*end),
            entered_care: day(*entered),
        });
        let ordinal = |day: NaiveDate| chrono::Datelike::ordinal(&day);
        let mut episodes: Vec<Episode> = episodes.collect();
        end_left_open(&mut episodes, |_| ());
        periods_of_care(episodes)
            .into_iter()
            .map(|period| (period.id.into(), ordinal(period.start), period.end.map_or(0, ordinal)))
            .collect()
    }

    #[test]
    fn episodes_of_one_period_are_one_gaps_and_all() {
        let rows = [("C1", "E2", 100, 120, 0), ("C1", "E1", 10, 20, 0)];
        assert_eq!(periods_of(&rows), [("C1".to_owned(), 10, 120)]);
    }

    #[test]
    fn a_period_is_open_if_any_of_its_episodes_is() {
        let rows = [("C1", "E1", 10, 120, 0), ("C1", "E2", 100, 0, 0), ("C1", "E3", 100, 110, 0)];
        assert_eq!(periods_of(&rows), [("C1".to_owned(), 10, 0)]);
    }

    #[test]
    fn an_episode_left_open_ends_when_the_next_later_one_begins() {
        let named = |id: &str, start, end| (id.to_owned(), start, end);
        // One period: the later episode ended, and so has the period.
        assert_eq!(periods_of(&[("C1", "E1", 10, 0, 0), ("C1", "E2", 100, 120, 0)]), [named("C1", 10, 120)]);
        // Two periods, in either order of their names.
        assert_eq!(
            periods_of(&[("C2", "E1", 10, 0, 0), ("C1", "E2", 100, 120, 0)]),
            [named("C1", 100, 120), named("C2", 10, 100)]
        );
        // Without periods: the ended one chains up to the next.
        assert_eq!(periods_of(&[("", "E1", 10, 0, 0), ("", "E2", 100, 120, 0)]), [named("E1", 10, 120)]);
        assert_eq!(
            periods_of(&[("", "E1", 10, 0, 0), ("C1", "E2", 100, 0, 0)]),
            [named("E1", 10, 100), named("C1", 100, 0)]
        );
        // Each ends when the very next begins, and of two that begin on one day neither ends the other.
        assert_eq!(
            periods_of(&[("A", "E1", 10, 0, 0), ("B", "E2", 20, 0, 0), ("C", "E3", 20, 0, 0), ("D", "E4", 30, 40, 0)]),
            [named("A", 10, 20), named("B", 20, 30), named("C", 20, 30), named("D", 30, 40)]
        );
    }

    #[test]
    fn an_episode_left_open_ends_on_no_other_childs_day() {
        let mut builder = Caseload::builder();
        let children = [(); 2].map(|()| builder.child(entry::Child::default()));
        let day = |ordinal| NaiveDate::from_yo_opt(2025, ordinal).unwrap();
        let episode = |line, child, start| Episode {
            line,
            child,
            period: "".into(),
            id: "".into(),
            start: day(start),
            end: None,
            entered_care: None,
        };
        let [one, other] = children;
        let mut episodes = vec![episode(4, one, 30), episode(3, one, 20), episode(2, other, 50), episode(1, one, 10)];
        let mut ended = Vec::new();
        end_left_open(&mut episodes, |episode| ended.push((episode.line, episode.end)));
        assert_eq!(ended, [(1, Some(day(20))), (3, Some(day(30)))]);
    }

    #[test]
    fn entry_into_care_before_the_first_episode_is_the_start() {
        let rows = [("C1", "E1", 50, 60, 40), ("C1", "E2", 60, 70, 30), ("C2", "E3", 90, 95, 92)];
        assert_eq!(periods_of(&rows), [("C1".to_owned(), 30, 70), ("C2".to_owned(), 90, 95)]);
    }

    #[test]
    fn episodes_without_a_period_chain_up_to_the_day_after() {
        let rows = [("", "E1", 10, 20, 0), ("", "E2", 20, 30, 0), ("", "E3", 31, 40, 0), ("", "E4", 42, 50, 0)];
        assert_eq!(periods_of(&rows), [("E1".to_owned(), 10, 40), ("E4".to_owned(), 42, 50)]);
    }

    #[test]
    fn a_chain_ends_where_its_latest_end_is() {
        let rows = [("", "E1", 10, 60, 0), ("", "E2", 20, 30, 0), ("", "E3", 50, 80, 0)];
        assert_eq!(periods_of(&rows), [("E1".to_owned(), 10, 80)]);
    }

    #[test]
    fn nothing_ends_where_an_episode_is_open() {
        let rows = [("", "E1", 10, 20, 0), ("", "E2", 20, 0, 0), ("", "E3", 20, 30, 0)];
        assert_eq!(periods_of(&rows), [("E1".to_owned(), 10, 0)]);
    }

    #[test]
    fn a_chain_is_named_after_its_first_episode_the_least_of_that_day() {
        let rows = [("", "E2", 10, 20, 0), ("", "E10", 10, 15, 0)];
        assert_eq!(periods_of(&rows), [("E10".to_owned(), 10, 20)]);
    }
}
