//! The state of a sitting with the head of its record: loading, deciding, linking.

use std::sync::Arc;

use uuid::Uuid;

use crate::audit::record::{Head, RECORD_VERSION, Record, RecordError, Sealed};
use crate::crypto::hash::Hash;
use crate::domain::command::Command;
use crate::domain::event::{Event, Role};
use crate::domain::ids::SittingId;
use crate::domain::refusal::Refusal;
use crate::domain::sitting::{Answer, Sitting, Unlawful};
use crate::engine::clock::Clock;
use crate::engine::{Receipt, Reply};
use crate::ledger::{Ledger, LedgerError, READ_RECORDS_MAX};

/// State and head, always of the same moment.
#[derive(Clone, Debug)]
pub(crate) struct Live {
    pub(crate) id: SittingId,
    pub(crate) sitting: Sitting,
    pub(crate) head: Option<Head>,
    /// `boot` of the last record.
    pub(crate) last_boot: Option<Uuid>,
}

/// A record in the store that cannot be followed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoadError {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("record {seq} is damaged: {source}")]
    Damaged { seq: u64, source: RecordError },
    #[error("record {seq} does not follow the one before")]
    Unlinked { seq: u64 },
    #[error("record {seq} is against the rules: {source}")]
    Unlawful { seq: u64, source: Unlawful },
}

impl Live {
    pub(crate) fn empty(id: SittingId) -> Self {
        Self { id, sitting: Sitting::default(), head: None, last_boot: None }
    }

    /// Reads on from the head to the end of the stored record; returns what was read.
    pub(crate) async fn catch_up(
        &mut self,
        ledger: &dyn Ledger,
    ) -> Result<Vec<Arc<Sealed>>, LoadError> {
        let mut read = Vec::new();
        loop {
            let from = self.next_seq();
            let page = ledger.read_from(self.id, from, READ_RECORDS_MAX).await?;
            let last = page.len() < usize::try_from(READ_RECORDS_MAX).expect("a small number");
            for bytes in page {
                read.push(self.follow(bytes)?);
            }
            if last {
                return Ok(read);
            }
        }
    }

    /// Checks one stored record against chain and rules, and applies it.
    fn follow(&mut self, bytes: Vec<u8>) -> Result<Arc<Sealed>, LoadError> {
        let seq = self.next_seq();
        let sealed = Sealed::read(bytes).map_err(|source| LoadError::Damaged { seq, source })?;
        let record = &sealed.record;
        if record.seq != seq || record.prev != self.prev() || record.sitting != self.id {
            return Err(LoadError::Unlinked { seq });
        }
        self.sitting
            .reenact(&record.event, record.by, record.at_ms)
            .map_err(|source| LoadError::Unlawful { seq, source })?;
        let sealed = Arc::new(sealed);
        self.apply(&sealed);
        Ok(sealed)
    }

    fn apply(&mut self, sealed: &Sealed) {
        self.sitting.apply(&sealed.record.event, sealed.stamp());
        self.head = Some(sealed.head());
        self.last_boot = Some(sealed.record.boot);
    }

    fn next_seq(&self) -> u64 {
        self.head.map_or(0, |head| head.seq + 1)
    }

    fn prev(&self) -> Hash {
        self.head.map_or(Hash::ZERO, |head| head.hash)
    }

    /// Decides one command; an event is linked and applied, ahead of its commit, and pushed.
    pub(crate) fn carry_out(
        &mut self,
        command: &Command,
        clock: &Clock,
        linked: &mut Vec<Arc<Sealed>>,
    ) -> Result<Answer, Refusal> {
        let now = clock.now();
        let decision = self.sitting.decide(command, now.at_ms)?;
        if let Some(event) = decision.event {
            let sealed = Arc::new(self.link(event, command.role(), now, clock.boot()));
            self.apply(&sealed);
            linked.push(sealed);
        }
        Ok(decision.answer)
    }

    fn link(
        &self,
        event: Event,
        by: Role,
        now: crate::engine::clock::Reading,
        boot: Uuid,
    ) -> Sealed {
        let record = Record {
            v: RECORD_VERSION,
            sitting: self.id,
            seq: self.next_seq(),
            prev: self.prev(),
            at_ms: now.at_ms,
            wall_ms: now.wall_ms,
            boot,
            by,
            event,
        };
        Sealed::new(record).expect("the domain's texts are NFC and its numbers are small integers")
    }

    /// Whether an open ballot was left behind by an earlier start of a server.
    pub(crate) fn left_open(&self, boot: Uuid) -> Option<Command> {
        let foreign = self.last_boot.is_some_and(|last| last != boot);
        let due = foreign.then(|| self.sitting.due_after_restart()).flatten();
        due.map(Command::System)
    }

    /// What to answer once everything linked so far is committed.
    pub(crate) fn reply(&self, answer: Result<Answer, Refusal>, command: &Command) -> Reply {
        match answer {
            Err(refusal) | Ok(Answer::Refused(refusal)) => Reply::Refused(refusal),
            Ok(Answer::Done) => Reply::Done,
            Ok(Answer::Recorded { ballot, cast_id }) => {
                let Command::Delegate(delegate, _) = command else {
                    return Reply::Done;
                };
                let poll = self.sitting.ballot(ballot).and_then(|found| found.phase.poll());
                let vote = poll.and_then(|poll| poll.votes.get(delegate));
                let (revision, stamp) = vote
                    .and_then(|vote| vote.revision_of(cast_id))
                    .expect("decided as recorded in this state");
                Reply::Recorded(Receipt {
                    ballot,
                    cast_id,
                    revision,
                    seq: stamp.seq,
                    at_ms: stamp.at_ms,
                    hash: Hash(stamp.hash),
                })
            }
        }
    }
}
