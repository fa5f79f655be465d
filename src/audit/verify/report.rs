//! What the verifier found: findings with their place, a line for each check, a verdict.

use std::collections::BTreeMap;

use serde::Serialize;

use super::checks::{CHECKS, Check};
use crate::audit::bundle::Header;
use crate::crypto::hash::Hash;
use crate::domain::sitting::Sitting;

/// Most findings kept; the counts go on.
pub const FINDINGS_MAX: usize = 1_000;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which check found it.
    pub check: Check,
    /// Place in the record, from 0; none for what is not about one record.
    pub seq: Option<u64>,
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub what: String,
    /// A warning does not break the verdict.
    pub warning: bool,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing wrong.
    Ok,
    /// Nothing wrong, but something to look at.
    Warning,
    /// Something is wrong.
    Broken,
    /// Nothing to check in this bundle, or nothing given to check with.
    Absent,
    /// Nothing wrong so far, but something is still to come.
    Open,
}

/// Result of one check over the whole bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckResult {
    /// Which.
    pub check: Check,
    /// What it checks.
    pub what: &'static str,
    /// The same in zh-CN.
    pub zh: &'static str,
    /// How it ended.
    pub state: State,
    /// Number of findings that are not warnings.
    pub findings: u64,
    /// What it looked at, or why it looked at nothing. May be empty.
    pub note: String,
}

/// The verdict over the whole bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing is wrong, and an anchor was given and met.
    Holds,
    /// Something is wrong.
    Broken,
    /// Nothing wrong was found, but the sitting was a rehearsal: it is no result, whatever else.
    Rehearsal,
    /// Nothing wrong was found, but the record may go on: no anchor was given, the file is cut off,
    /// or the key of a ballot is still to be destroyed.
    Incomplete,
}

/// The report with everything it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What it comes to.
    pub verdict: Verdict,
    /// True when nothing but warnings was found and the file is whole.
    pub ok: bool,
    /// The header as read; none when there is no lawful one.
    pub header: Option<Header>,
    /// Records read.
    pub records: u64,
    /// Hash of the last record read.
    pub head: Hash,
    /// RFC 6962 root over all records read.
    pub root: Hash,
    /// One line for each check.
    pub checks: Vec<CheckResult>,
    /// The first [`FINDINGS_MAX`] findings and warnings.
    pub findings: Vec<Finding>,
    /// Why it is incomplete, one sentence each.
    pub open: Vec<String>,
    /// Records that the rules were not asked about, because something before them was unlawful.
    pub unjudged: u64,
    /// Ballots by phase.
    pub ballots: BTreeMap<&'static str, u32>,
    /// The state after the last record, for printing results.
    #[serde(skip)]
    pub sitting: Sitting,
}

/// Where the verifier stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) seq: Option<u64>,
    pub(super) line: u64,
}

/// Everything noted so far.
#[derive(Debug, Default)]
pub(super) struct Notes {
    findings: Vec<Finding>,
    broken: BTreeMap<Check, u64>,
    warned: BTreeMap<Check, u64>,
    /// What a check looked at, said at the end.
    says: BTreeMap<Check, (State, String)>,
    open: Vec<String>,
}

impl Notes {
    pub(super) fn find(&mut self, check: Check, place: Place, what: impl Into<String>) {
        *self.broken.entry(check).or_default() += 1;
        self.keep(check, place, what.into(), false);
    }

    pub(super) fn warn(&mut self, check: Check, place: Place, what: String) {
        *self.warned.entry(check).or_default() += 1;
        self.keep(check, place, what, true);
    }

    fn keep(&mut self, check: Check, place: Place, what: String, warning: bool) {
        if self.findings.len() < FINDINGS_MAX {
            let Place { seq, line } = place;
            self.findings.push(Finding { check, seq, line, what, warning });
        }
    }

    /// What a check looked at, unless it found something.
    pub(super) fn say(&mut self, check: Check, state: State, note: impl Into<String>) {
        self.says.insert(check, (state, note.into()));
    }

    /// Nothing wrong, but not the end either.
    pub(super) fn leave_open(&mut self, why: impl Into<String>) {
        self.open.push(why.into());
    }

    pub(super) fn is_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// Results, findings, and what was left open.
    pub(super) fn finish(self) -> (Vec<CheckResult>, Vec<Finding>, Vec<String>) {
        let result = |&(check, what, zh): &(Check, &'static str, &'static str)| {
            let findings = self.broken.get(&check).copied().unwrap_or_default();
            let (said, note) = self.says.get(&check).cloned().unwrap_or((State::Ok, String::new()));
            let state = match said {
                _ if findings > 0 => State::Broken,
                State::Ok if self.warned.contains_key(&check) => State::Warning,
                said => said,
            };
            CheckResult { check, what, zh, state, findings, note }
        };
        (CHECKS.iter().map(result).collect(), self.findings, self.open)
    }
}

/// `1 key`, `2 keys`; the plural has an s.
pub(super) fn counted(count: u64, one: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {one}{plural}")
}
