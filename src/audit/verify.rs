//! The verifier: a bundle in, a report out. No server, no database, no network. Every line of the
//! report is one numbered check (trust.md §4); the numbers not listed here come with the parts
//! they check.

use std::collections::BTreeMap;
use std::io::BufRead;

use serde::Serialize;

use crate::audit::bundle::{self, BundleError, Header};
use crate::audit::record::{Record, Sealed};
use crate::crypto::hash::Hash;
use crate::domain::ballot::Phase;
use crate::domain::event::Event;
use crate::domain::sitting::{Sitting, Unlawful};

/// Most findings kept; the count goes on.
pub const FINDINGS_MAX: usize = 1_000;
/// A wall clock that steps back further than this is reported as a warning.
pub const WALL_BACK_MS_MAX: u64 = 2_000;

/// The checks, by their number in trust.md §4.
const CHECKS: [(&str, &str); 10] = [
    ("V1", "every line is strict canonical JSON of a known record"),
    ("V2", "sequence numbers run 0, 1, 2, … of one sitting"),
    ("V3", "every record names the hash of the one before"),
    ("V8", "each ballot lives by the grammar: no second opening, no vote after the close"),
    ("V10", "every voter is in the frozen electorate and present; the highest revision counts"),
    ("V13", "the tally recomputed from the papers is the published one"),
    ("V15", "quorum, base, threshold, ranking, quota and ties recomputed in integers"),
    ("V17", "clocks run forwards"),
    ("V19", "what was declared is what was counted"),
    ("V20", "the accounting identities hold"),
];

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Check number.
    pub check: &'static str,
    /// Record it was found at.
    pub seq: u64,
    /// What is wrong.
    pub what: String,
    /// A warning does not break the verdict.
    pub warning: bool,
}

/// Result of one check over the whole bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckResult {
    /// Check number.
    pub check: &'static str,
    /// What it checks.
    pub what: &'static str,
    /// Number of findings that are not warnings.
    pub findings: u64,
}

/// The verdict with everything it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The header as read.
    pub header: Header,
    /// Records read.
    pub records: u64,
    /// Hash of the last record read.
    pub head: Hash,
    /// One line per check.
    pub checks: Vec<CheckResult>,
    /// The first [`FINDINGS_MAX`] findings.
    pub findings: Vec<Finding>,
    /// Ballots by phase.
    pub ballots: BTreeMap<&'static str, u32>,
    /// True when nothing but warnings was found.
    pub ok: bool,
    /// The state after the last record, for printing results.
    #[serde(skip)]
    pub sitting: Sitting,
}

/// Verifies a bundle.
///
/// # Errors
/// Only when the bundle cannot be read at all; what is wrong inside it is in the report.
pub fn verify(input: &mut impl BufRead) -> Result<Report, BundleError> {
    let header = bundle::read_header(input)?;
    let mut verifier = Verifier::default();
    let mut line = 1;
    loop {
        line += 1;
        let Some(bytes) = bundle::read_line(input, line)? else {
            break;
        };
        verifier.record(&header, bytes);
    }
    Ok(verifier.report(header))
}

#[derive(Default)]
struct Verifier {
    sitting: Sitting,
    records: u64,
    before: Option<(Hash, u64, u64, uuid::Uuid)>,
    findings: Vec<Finding>,
    counts: BTreeMap<&'static str, u64>,
    /// After an unlawful record the state cannot be trusted; only the chain is followed.
    lost: bool,
}

impl Verifier {
    fn find(&mut self, check: &'static str, what: impl Into<String>) {
        *self.counts.entry(check).or_default() += 1;
        self.note(check, what.into(), false);
    }

    fn note(&mut self, check: &'static str, what: String, warning: bool) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding { check, seq: self.records, what, warning });
        }
    }

    fn record(&mut self, header: &Header, bytes: Vec<u8>) {
        let hash = Hash::of(&bytes);
        match Sealed::read(bytes) {
            Ok(sealed) => self.sealed(header, &sealed),
            Err(error) => {
                self.find("V1", error.to_string());
                self.lost = true;
                if let Some(before) = &mut self.before {
                    before.0 = hash;
                }
            }
        }
        self.records += 1;
    }

    fn sealed(&mut self, header: &Header, sealed: &Sealed) {
        let record = &sealed.record;
        if record.seq != self.records || record.sitting != header.sitting {
            self.find("V2", format!("found seq {} of sitting {}", record.seq, record.sitting));
        }
        let prev = self.before.map_or(Hash::ZERO, |(hash, ..)| hash);
        if record.prev != prev {
            self.find("V3", format!("names {} as the record before", record.prev.short()));
        }
        self.clocks(record);
        self.before = Some((sealed.hash, record.at_ms, record.wall_ms, record.boot));
        if self.lost {
            return;
        }
        match self.sitting.reenact(&record.event, record.by, record.at_ms) {
            Ok(()) => {
                self.identities(&record.event);
                self.sitting.apply(&record.event, sealed.stamp());
            }
            Err(unlawful) => {
                self.find(check_of(&record.event, &unlawful), unlawful.to_string());
                self.lost = true;
            }
        }
    }

    fn clocks(&mut self, record: &Record) {
        let Some((_, at_ms, wall_ms, boot)) = self.before else {
            return;
        };
        if record.boot == boot && record.at_ms < at_ms {
            self.find("V17", format!("time runs back by {} ms", at_ms - record.at_ms));
        }
        if record.wall_ms + WALL_BACK_MS_MAX < wall_ms {
            let back = wall_ms - record.wall_ms;
            self.note("V17", format!("the wall clock was set back by {back} ms"), true);
        }
    }

    fn identities(&mut self, event: &Event) {
        if let Event::BallotCounted { count, .. } = event
            && let Err(broken) = count.check_identities(None)
        {
            self.find("V20", broken.to_string());
        }
    }

    fn report(mut self, header: Header) -> Report {
        let head = self.before.map_or(Hash::ZERO, |(hash, ..)| hash);
        if self.records != header.records {
            let what = format!("{} records where the header says {}", self.records, header.records);
            self.find("V2", what);
        }
        if head != header.head {
            self.find("V3", "the last record is not the head that the header names");
        }
        self.declared();
        let mut ballots = BTreeMap::new();
        for ballot in self.sitting.agenda() {
            *ballots.entry(ballot.phase.name()).or_default() += 1;
        }
        let checks: Vec<CheckResult> = CHECKS
            .iter()
            .map(|(check, what)| CheckResult {
                check,
                what,
                findings: self.counts.get(check).copied().unwrap_or_default(),
            })
            .collect();
        let ok = checks.iter().all(|check| check.findings == 0) && !self.lost;
        Report {
            header,
            records: self.records,
            head,
            checks,
            findings: self.findings,
            ballots,
            ok,
            sitting: self.sitting,
        }
    }

    /// A declared ballot carries its count; the tally must equal a recount of its papers.
    fn declared(&mut self) {
        let mut wrong = Vec::new();
        for ballot in self.sitting.agenda() {
            if let Phase::Declared(_, closing, counting) = &ballot.phase
                && closing.turnout != counting.count.turnout
            {
                wrong.push(format!("ballot {} was declared with other figures", ballot.id));
            }
        }
        wrong.into_iter().for_each(|what| self.find("V19", what));
    }
}

/// The check that an unlawful event belongs to.
fn check_of(event: &Event, unlawful: &Unlawful) -> &'static str {
    use crate::domain::refusal::Refusal;
    match (event, unlawful) {
        (Event::VoteCast { .. }, Unlawful::Different(_)) => "V10",
        (
            Event::VoteCast { .. },
            Unlawful::Refused(Refusal::NotInElectorate | Refusal::Nonvoting | Refusal::NotPresent),
        ) => "V10",
        (
            Event::BallotOpened { .. } | Event::BallotResumed { .. } | Event::BallotClosed { .. },
            Unlawful::Refused(Refusal::NoQuorum { .. } | Refusal::QuorumLost { .. }),
        ) => "V15",
        (Event::BallotOpened { .. }, Unlawful::Different(_)) => "V10",
        (Event::BallotClosed { .. }, Unlawful::Different(_)) => "V20",
        (Event::BallotCounted { count, .. }, Unlawful::Different(Some(lawful))) => {
            match lawful.as_ref() {
                // The papers add up to the published tally, so only the outcome is another.
                Event::BallotCounted { count: recounted, .. }
                    if recounted.tally == count.tally && recounted.turnout == count.turnout =>
                {
                    "V15"
                }
                _ => "V13",
            }
        }
        _ => "V8",
    }
}
