//! V4 to V6: the tree over the records, what was signed about it, and what is known of it from
//! outside.

use std::io::BufRead;

use super::checks::Check;
use super::report::{Notes, Place, State, counted};
use crate::audit::anchor::AnchorClaim;
use crate::audit::bundle::{self, BundleError, Header, Line};
use crate::audit::checkpoint::{Checkpoint, key_statement};
use crate::crypto::hash::Hash;
use crate::crypto::merkle::{self, Frontier};
use crate::crypto::sign::VerifyKey;
use crate::domain::event::Event;
use crate::domain::ids::SittingId;

/// The tree so far, and the anchors that lie ahead.
pub(super) struct Tree {
    frontier: Frontier,
    /// Not reached yet, the nearest last.
    ahead: Vec<AnchorClaim>,
    met: u64,
    given: usize,
    checkpoints: u64,
}

impl Tree {
    pub(super) fn new(mut anchors: Vec<AnchorClaim>) -> Self {
        anchors.sort_by_key(|anchor| std::cmp::Reverse(anchor.size()));
        let given = anchors.len();
        Self { frontier: Frontier::default(), ahead: anchors, met: 0, given, checkpoints: 0 }
    }

    pub(super) fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Adds a record and holds the tree against the anchors of this size.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        sitting: SittingId,
        place: Place,
        notes: &mut Notes,
    ) {
        self.frontier.push(merkle::leaf(bytes));
        let size = self.frontier.len();
        while let Some(anchor) = self.ahead.pop_if(|anchor| anchor.size() <= size) {
            let checkpoint = Checkpoint { size, root: self.frontier.root() };
            if anchor.sitting().is_some_and(|other| other != sitting) {
                notes.find(Check::V6, place, "an anchor is of another sitting");
            } else if anchor.meets(&checkpoint) {
                self.met += 1;
            } else {
                let what = format!("the anchor for {} records has another root", anchor.size());
                notes.find(Check::V6, place, what);
            }
        }
    }

    /// V4: a checkpoint against the records before it; not yet pushed itself.
    pub(super) fn checkpoint(&mut self, size: u64, root: Hash, place: Place, notes: &mut Notes) {
        self.checkpoints += 1;
        if size != self.frontier.len() {
            let what =
                format!("a checkpoint of {size} records, with {} before it", self.frontier.len());
            notes.find(Check::V4, place, what);
        } else if root != self.frontier.root() {
            notes.find(Check::V4, place, "the root of a checkpoint is not that of its records");
        }
    }

    /// Whether anything outside the bundle was given and met.
    pub(super) fn finish(
        &self,
        earlier: Option<&Earlier<'_>>,
        end: Place,
        notes: &mut Notes,
    ) -> bool {
        let records = self.frontier.len();
        for anchor in &self.ahead {
            let what =
                format!("an anchor names {} records; this file has {records}", anchor.size());
            notes.find(Check::V6, end, what);
        }
        match self.checkpoints {
            0 => notes.say(Check::V4, State::Absent, "no checkpoint in this bundle"),
            count => notes.say(Check::V4, State::Ok, counted(count, "checkpoint")),
        }
        let extended = earlier.map(|earlier| earlier.compared);
        let note = match (self.given, extended) {
            (0, None) => "no anchor given".to_owned(),
            (given, None) => format!("{} of {given} anchors met", self.met),
            (0, Some(count)) => format!("begins with the {count} records of the earlier bundle"),
            (given, Some(count)) => format!(
                "{} of {given} anchors met; begins with the {count} records of the earlier bundle",
                self.met
            ),
        };
        let outside = self.given > 0 || extended.is_some();
        notes.say(Check::V6, if outside { State::Ok } else { State::Absent }, note);
        outside
    }
}

/// V5: the keys that sign, one after another.
#[derive(Default)]
pub(super) struct KeyHistory {
    first: Option<VerifyKey>,
    current: Option<VerifyKey>,
    keys: u64,
    signatures: u64,
}

impl KeyHistory {
    /// Looks at a record that sets a key or is signed with one; passes over any other.
    pub(super) fn event(
        &mut self,
        event: &Event,
        sitting: SittingId,
        place: Place,
        notes: &mut Notes,
    ) {
        match event {
            Event::SigningKeySet { key, previous, by_previous, by_key } => {
                let statement = key_statement(sitting, previous.as_ref(), key);
                if *previous != self.current {
                    notes.find(Check::V5, place, "the key before is not the one that was in force");
                }
                if self.current == Some(*key) {
                    notes.find(Check::V5, place, "the key was in force already");
                }
                if previous.is_some() != by_previous.is_some() {
                    notes.find(
                        Check::V5,
                        place,
                        "a key and a signature of the key before go together",
                    );
                }
                let by = [(Some(*key), Some(*by_key)), (*previous, *by_previous)];
                for (key, signature) in by.into_iter().filter_map(|(k, s)| Some((k?, s?))) {
                    if !key.verify(&statement, &signature) {
                        notes.find(
                            Check::V5,
                            place,
                            format!("key {} did not sign the change", short(&key)),
                        );
                    }
                }
                self.keys += 1;
                self.first.get_or_insert(*key);
                self.current = Some(*key);
            }
            Event::CheckpointSigned { size, root, key, signature } => {
                let checkpoint = Checkpoint { size: *size, root: *root };
                self.signatures += 1;
                if self.current != Some(*key) {
                    notes.find(Check::V5, place, format!("key {} was not in force", short(key)));
                }
                if !checkpoint.is_signed(sitting, key, signature) {
                    notes.find(Check::V5, place, "the signature of a checkpoint is not valid");
                }
            }
            _ => {}
        }
    }

    /// Each of `expected` must be the first or the last key.
    pub(super) fn finish(&self, expected: &[VerifyKey], end: Place, notes: &mut Notes) {
        for key in expected {
            if ![self.first, self.current].contains(&Some(*key)) {
                let what = format!("key {} is neither the first nor the last one here", short(key));
                notes.find(Check::V5, end, what);
            }
        }
        match self.keys {
            0 => notes.say(Check::V5, State::Absent, "no signing key in this bundle"),
            keys => {
                let pinned = if expected.is_empty() { "" } else { ", as expected" };
                let note = format!(
                    "{}, {}{pinned}",
                    counted(keys, "key"),
                    counted(self.signatures, "signature")
                );
                notes.say(Check::V5, State::Ok, note);
            }
        }
    }
}

fn short(key: &VerifyKey) -> String {
    key.to_string()[..16].to_owned()
}

/// A bundle from an earlier day, read side by side with this one.
pub(super) struct Earlier<'a> {
    input: &'a mut dyn BufRead,
    line: Vec<u8>,
    /// Whether `line` holds a record that is still to be compared.
    waits: bool,
    compared: u64,
    differs: bool,
}

impl<'a> Earlier<'a> {
    /// Reads its header and its first record.
    pub(super) fn open(input: &'a mut dyn BufRead) -> Result<Self, BundleError> {
        let mut line = Vec::new();
        let whole = bundle::next_line(input, &mut line)? == Line::Whole;
        if !whole || Header::read(&line).is_none() {
            return Err(BundleError::Earlier);
        }
        let mut earlier = Self { input, line, waits: false, compared: 0, differs: false };
        earlier.advance()?;
        if earlier.waits { Ok(earlier) } else { Err(BundleError::Earlier) }
    }

    fn advance(&mut self) -> Result<(), BundleError> {
        self.waits = bundle::next_line(self.input, &mut self.line)? == Line::Whole;
        Ok(())
    }

    /// Compares the next record.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        place: Place,
        notes: &mut Notes,
    ) -> Result<(), BundleError> {
        if !self.waits || self.differs {
            return Ok(());
        }
        if self.line == bytes {
            self.compared += 1;
            return self.advance();
        }
        self.differs = true;
        notes.find(Check::V6, place, "from here on it is not the record of the earlier bundle");
        Ok(())
    }

    pub(super) fn finish(&self, end: Place, notes: &mut Notes) {
        if self.waits && !self.differs {
            let what = format!("the earlier bundle goes on behind record {}", self.compared);
            notes.find(Check::V6, end, what);
        }
    }
}
