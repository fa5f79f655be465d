//! The verifier: a bundle in, a report out. No server, no database, no network. Every line of the
//! report is one numbered check; `docs/record.md` says what each of them asks.
//!
//! A stream: one line is held at a time, besides the state of the sitting and the right edge of the
//! tree.

mod checks;
mod explain;
mod law;
mod report;
mod time;
mod tree;

use std::io::BufRead;

pub use self::checks::Check;
pub use self::report::{CheckResult, FINDINGS_MAX, Finding, Report, State, Verdict};
pub use self::time::WALL_BACK_MS_MAX;
use crate::audit::anchor::AnchorClaim;
use crate::audit::bundle::{self, BundleError, Header, LINE_BYTES_MAX, Line};
use crate::audit::record::{Record, Sealed};
use crate::audit::verify::law::Law;
use crate::audit::verify::report::{Notes, Place};
use crate::audit::verify::time::Clocks;
use crate::audit::verify::tree::{Earlier, KeyHistory, Tree};
use crate::crypto::hash::Hash;
use crate::crypto::sign::VerifyKey;
use crate::domain::event::Event;
use crate::domain::ids::SittingId;

/// What a bundle is held against, besides itself.
#[derive(Default)]
pub struct Request<'a> {
    /// Checkpoints kept outside.
    pub anchors: Vec<AnchorClaim>,
    /// Each must be the first or the last signing key of the record.
    pub keys: Vec<VerifyKey>,
    /// A bundle of an earlier day, which this one must begin with.
    pub earlier: Option<&'a mut dyn BufRead>,
    /// Whether the report needs the votes of finished ballots in its state.
    pub boxes: Boxes,
}

/// What becomes of the votes of a finished ballot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Boxes {
    /// Kept, so that the state is that of the live hall.
    #[default]
    Kept,
    /// Dropped, so that memory is that of one ballot.
    Dropped,
}

impl std::fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { anchors, keys, earlier, boxes } = self;
        write!(f, "Request({anchors:?}, {keys:?}, {}, {boxes:?})", earlier.is_some())
    }
}

/// Verifies a bundle against itself.
///
/// # Errors
/// Only when it cannot be read at all; what is wrong inside it is in the report.
pub fn verify(input: &mut impl BufRead) -> Result<Report, BundleError> {
    verify_against(input, Request::default())
}

/// Verifies a bundle against itself and whatever else is given.
///
/// # Errors
/// [`BundleError::Io`] when it cannot be read at all, [`BundleError::Earlier`] when the earlier
/// bundle is none; what is wrong inside the bundle is in the report.
pub fn verify_against(
    input: &mut impl BufRead,
    request: Request<'_>,
) -> Result<Report, BundleError> {
    let earlier = request.earlier.map(Earlier::open).transpose()?;
    let mut verifier = Verifier {
        header: None,
        sitting: None,
        records: 0,
        head: Hash::ZERO,
        end: End::Whole,
        notes: Notes::default(),
        tree: Tree::new(request.anchors),
        keys: KeyHistory::default(),
        clocks: Clocks::default(),
        law: Law::new(request.boxes == Boxes::Dropped),
        earlier,
    };
    let mut bytes = Vec::new();
    verifier.header(input, &mut bytes)?;
    while verifier.end == End::Whole {
        match bundle::next_line(input, &mut bytes)? {
            Line::End => break,
            Line::Whole => verifier.line(&bytes)?,
            Line::Cut => verifier.cut(&bytes),
            Line::TooLong => verifier.too_long(),
        }
    }
    Ok(verifier.report(&request.keys))
}

/// How the file ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Behind the end of a line.
    Whole,
    /// Inside a line that may have been cut off.
    Cut,
    /// Where reading could not go on.
    Unreadable,
}

struct Verifier<'a> {
    header: Option<Header>,
    /// From the header, or from the first record.
    sitting: Option<SittingId>,
    records: u64,
    head: Hash,
    end: End,
    notes: Notes,
    tree: Tree,
    keys: KeyHistory,
    clocks: Clocks,
    law: Law,
    earlier: Option<Earlier<'a>>,
}

impl Verifier<'_> {
    /// The record that is looked at: the header is line 1.
    fn place(&self) -> Place {
        Place { seq: Some(self.records), line: self.records + 2 }
    }

    fn header(&mut self, input: &mut impl BufRead, bytes: &mut Vec<u8>) -> Result<(), BundleError> {
        let first = Place { seq: None, line: 1 };
        match bundle::next_line(input, bytes)? {
            Line::End | Line::Cut if Header::may_be_cut_off(bytes) => self.end = End::Cut,
            Line::End | Line::Cut | Line::TooLong => {
                self.end = End::Unreadable;
                self.notes.find(Check::V1, first, "not a bundle of this format");
            }
            Line::Whole => {
                self.header = Header::read(bytes);
                match &self.header {
                    Some(header) if header.records == 0 => {
                        self.notes.find(Check::V9, first, "a record has at least one entry");
                    }
                    Some(header) => self.sitting = Some(header.sitting),
                    None => {
                        self.notes.find(Check::V1, first, "the header is not one of this format");
                    }
                }
            }
        }
        Ok(())
    }

    fn line(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        let place = self.place();
        let hash = Hash::of(bytes);
        match Record::read(bytes) {
            Ok(record) => self.record(&record, hash, place),
            Err(unreadable) => {
                self.notes.find(Check::V1, place, unreadable.error.to_string());
                match unreadable.meant {
                    Some(record) => self.record(&record, hash, place),
                    None => self.law.lose(place),
                }
            }
        }
        let sitting = self.sitting.unwrap_or(SittingId(uuid::Uuid::nil()));
        self.tree.push(bytes, sitting, place, &mut self.notes);
        if let Some(earlier) = &mut self.earlier {
            earlier.push(bytes, place, &mut self.notes)?;
        }
        self.records += 1;
        self.head = hash;
        Ok(())
    }

    fn record(&mut self, record: &Record, hash: Hash, place: Place) {
        let sitting = *self.sitting.get_or_insert(record.sitting);
        let notes = &mut self.notes;
        if record.seq != self.records {
            notes.find(Check::V2, place, format!("it has the number {}", record.seq));
        }
        if record.sitting != sitting {
            notes.find(Check::V2, place, format!("it is of sitting {}", record.sitting));
        }
        if record.prev != self.head {
            let what = format!("it names {} as the hash of the record before", record.prev.short());
            notes.find(Check::V3, place, what);
        }
        match &record.event {
            Event::SittingCreated { head } if head.id != sitting => {
                notes.find(Check::V2, place, format!("it begins sitting {}", head.id));
            }
            Event::CheckpointSigned { size, root, .. } => {
                self.tree.checkpoint(*size, *root, place, notes);
            }
            _ => {}
        }
        self.keys.event(&record.event, sitting, place, notes);
        self.clocks.record(record, place, notes);
        self.law.record(record, Sealed::stamp_of(record, hash), place, notes);
    }

    fn cut(&mut self, bytes: &[u8]) {
        self.end = End::Cut;
        let place = self.place();
        let complete = self.header.as_ref().is_some_and(|header| header.records <= self.records);
        if !bundle::may_be_cut_off(bytes) {
            self.notes.find(Check::V1, place, "the last line is not the beginning of a record");
        } else if complete {
            self.notes.find(Check::V9, place, "there is more behind the last record");
        }
    }

    fn too_long(&mut self) {
        self.end = End::Unreadable;
        let what = format!("longer than {LINE_BYTES_MAX} bytes; nothing behind it was read");
        self.notes.find(Check::V1, self.place(), what);
    }

    /// V9: what the header says against what was read.
    fn against_header(&mut self, end: Place) {
        let Some(Header { records, head, .. }) = self.header else {
            if self.end != End::Cut {
                self.notes.find(Check::V9, end, "there is no header to hold the records against");
            } else {
                self.notes.leave_open("the file ends inside its first line");
            }
            return;
        };
        let read = self.records;
        let same_head = head == self.head;
        if read > records || (read < records && same_head) {
            let what = format!("{read} records where the header says {records}");
            self.notes.find(Check::V9, end, what);
        } else if read < records {
            self.notes.leave_open(format!("the file is cut off: {read} of {records} records"));
        } else if !same_head {
            self.notes.find(
                Check::V3,
                end,
                "the last record is not the head that the header names",
            );
        }
    }

    fn report(mut self, keys: &[VerifyKey]) -> Report {
        let end = Place { seq: None, line: self.records + 1 };
        self.against_header(end);
        let cut_off = self.end == End::Cut
            || self.header.as_ref().is_some_and(|header| header.records > self.records);
        self.law.finish(end, &mut self.notes);
        self.clocks.finish(self.header.as_ref(), &mut self.notes);
        self.keys.finish(keys, end, &mut self.notes);
        if let Some(earlier) = &self.earlier {
            earlier.finish(end, &mut self.notes);
        }
        let anchored = self.tree.finish(self.earlier.as_ref(), end, &mut self.notes);
        if !anchored {
            self.notes
                .leave_open("no anchor was given: a record cut off at its end would not show");
        }
        self.notes.say(Check::V7, State::Absent, "not in this bundle");
        self.notes.say(Check::V11, State::Absent, "not in this bundle");
        self.notes.say(Check::V9, State::Ok, "views are checked when they are exported");
        self.close(cut_off)
    }

    fn close(self, cut_off: bool) -> Report {
        let broken = self.notes.is_broken();
        let root = self.tree.root();
        let (checks, findings, open) = self.notes.finish();
        let sitting = self.law.sitting;
        let mut ballots = std::collections::BTreeMap::new();
        for ballot in sitting.agenda() {
            *ballots.entry(ballot.phase.name()).or_default() += 1;
        }
        Report {
            verdict: match (broken, open.is_empty()) {
                (true, _) => Verdict::Broken,
                _ if sitting.head().is_some_and(|head| head.rehearsal) => Verdict::Rehearsal,
                (false, false) => Verdict::Incomplete,
                (false, true) => Verdict::Holds,
            },
            ok: !broken && !cut_off,
            header: self.header,
            records: self.records,
            head: self.head,
            root,
            checks,
            findings,
            open,
            unjudged: self.law.unjudged,
            ballots,
            sitting,
        }
    }
}
