//! V17 and V18: clocks, and who wrote it.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::checks::Check;
use super::report::{Notes, Place, State, counted};
use crate::audit::bundle::Header;
use crate::audit::record::Record;

/// A wall clock that steps back further than this is reported as a warning.
pub const WALL_BACK_MS_MAX: u64 = 2_000;

/// The clocks of every start of every server that wrote the record.
#[derive(Default)]
pub(super) struct Clocks {
    /// Latest time of each start.
    latest_ms: BTreeMap<Uuid, u64>,
    wall_ms: u64,
}

impl Clocks {
    pub(super) fn record(&mut self, record: &Record, place: Place, notes: &mut Notes) {
        let latest_ms = self.latest_ms.entry(record.boot).or_default();
        if record.at_ms < *latest_ms {
            let back_ms = *latest_ms - record.at_ms;
            notes.find(Check::V17, place, format!("time runs back by {back_ms} ms"));
        }
        *latest_ms = record.at_ms.max(*latest_ms);
        if record.wall_ms.saturating_add(WALL_BACK_MS_MAX) < self.wall_ms {
            let back_ms = self.wall_ms - record.wall_ms;
            notes.warn(Check::V17, place, format!("the wall clock was set back by {back_ms} ms"));
        }
        self.wall_ms = record.wall_ms;
    }

    pub(super) fn finish(&self, header: Option<&Header>, notes: &mut Notes) {
        let starts = self.latest_ms.len() as u64;
        notes.say(Check::V17, State::Ok, counted(starts, "server start"));
        let Some(header) = header else {
            return;
        };
        if is_build(&header.software) {
            notes.say(Check::V18, State::Ok, header.software.clone());
        } else {
            let line = Place { seq: None, line: 1 };
            notes.find(Check::V18, line, "the header does not name the software as name/version");
        }
    }
}

/// `name/version`, both of plain characters.
fn is_build(software: &str) -> bool {
    let plain = |part: &str, others: &str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || others.contains(c);
        !part.is_empty() && part.chars().all(is_plain)
    };
    software
        .split_once('/')
        .is_some_and(|(name, version)| plain(name, "-") && plain(version, ".-+"))
}
