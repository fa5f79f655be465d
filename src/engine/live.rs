//! The state of a sitting with the head of its record: loading, deciding, linking.

use std::sync::Arc;

use uuid::Uuid;

use crate::audit::checkpoint::{Checkpoint, key_statement};
use crate::audit::record::{Head, RECORD_VERSION, Record, RecordError, Sealed};
use crate::crypto::hash::Hash;
use crate::crypto::merkle::{self, Tree};
use crate::crypto::sign::SigningKey;
use crate::domain::ballot::Phase;
use crate::domain::command::weights::MandateCommand;
use crate::domain::command::{Command, DelegateCommand, SystemCommand};
use crate::domain::event::{Event, Role};
use crate::domain::ids::SittingId;
use crate::domain::refusal::Refusal;
use crate::domain::sitting::{Answer, Sitting, Unlawful};
use crate::engine::Reply;
use crate::engine::clock::Clock;
use crate::engine::keys::Verdict;
use crate::engine::receipt::{Receipt, content_hash};
use crate::ledger::{Ledger, LedgerError, READ_RECORDS_MAX};

/// State and head, always of the same moment.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) id: SittingId,
    pub(crate) sitting: Sitting,
    pub(crate) head: Option<Head>,
    /// `boot` of the last record.
    pub(crate) last_boot: Option<Uuid>,
    /// RFC 6962 tree over every record.
    pub(crate) tree: Tree,
    /// Something happened that a checkpoint is signed for at once.
    checkpoint_asked: bool,
}

/// How old a checkpoint may grow while a ballot is open and records come in (trust.md §3).
pub(crate) const CHECKPOINT_MS: u64 = 10_000;

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
    #[error("record {seq} is a signature that does not hold")]
    Unsigned { seq: u64 },
}

impl Live {
    pub(crate) fn empty(id: SittingId) -> Self {
        Self {
            id,
            sitting: Sitting::default(),
            head: None,
            last_boot: None,
            tree: Tree::default(),
            checkpoint_asked: false,
        }
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
        if !self.signatures_hold(&record.event) {
            return Err(LoadError::Unsigned { seq });
        }
        let sealed = Arc::new(sealed);
        self.apply(&sealed);
        Ok(sealed)
    }

    fn apply(&mut self, sealed: &Sealed) {
        self.sitting.apply(&sealed.record.event, sealed.stamp());
        self.head = Some(sealed.head());
        self.last_boot = Some(sealed.record.boot);
        self.tree.push(merkle::leaf(&sealed.bytes));
        match &sealed.record.event {
            Event::CheckpointSigned { .. } => self.checkpoint_asked = false,
            event => self.checkpoint_asked |= asks_for_checkpoint(event),
        }
    }

    /// Whether what a record says is signed is signed by the right key.
    fn signatures_hold(&self, event: &Event) -> bool {
        match event {
            Event::CheckpointSigned { size, root, key, signature } => {
                let checkpoint = Checkpoint { size: *size, root: *root };
                *root == self.tree.root() && checkpoint.is_signed(self.id, key, signature)
            }
            Event::SigningKeySet { key, previous, by_previous, by_key } => {
                let statement = key_statement(self.id, previous.as_ref(), key);
                let handed_over = previous.zip(*by_previous);
                key.verify(&statement, by_key)
                    && handed_over.is_none_or(|(key, by)| key.verify(&statement, &by))
            }
            _ => true,
        }
    }

    /// When the next checkpoint is due, UTC ms; none: only when something asks for it.
    pub(crate) fn checkpoint_due_ms(&self) -> Option<u64> {
        if self.checkpoint_asked {
            return Some(0);
        }
        let open = self.sitting.all_running().any(|found| matches!(found.phase, Phase::Open(_)));
        let signed = self.sitting.checkpointed()?;
        let grown = self.head.is_some_and(|head| head.seq > signed.stamp.seq);
        (open && grown).then_some(signed.stamp.at_ms + CHECKPOINT_MS)
    }

    /// The command that signs the record so far.
    pub(crate) fn checkpoint(&self, key: &SigningKey) -> Command {
        let checkpoint = Checkpoint { size: self.tree.len(), root: self.tree.root() };
        let (root, signature) = (checkpoint.root, checkpoint.sign(self.id, key));
        Command::System(SystemCommand::Checkpoint { root, key: key.public(), signature })
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
        verdict: Verdict,
        clock: &Clock,
        linked: &mut Vec<Arc<Sealed>>,
    ) -> Result<Answer, Refusal> {
        let now = clock.now();
        let decision = self.sitting.decide(command, now.at_ms)?;
        // The rules have nothing against it; whoever has the key may still.
        if let Some(Event::EnvelopeCast { .. }) = &decision.event {
            verdict.unwrap_or(Err(Refusal::KeyLost))?;
        }
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

    /// What is to be done about ballots that an earlier start of a server left open.
    pub(crate) fn left_open(&self, boot: Uuid) -> Vec<Command> {
        let foreign = self.last_boot.is_some_and(|last| last != boot);
        let due = if foreign { self.sitting.due_after_restart() } else { Vec::new() };
        due.into_iter().map(Command::System).collect()
    }

    /// What to answer once everything linked so far is committed.
    pub(crate) fn reply(&self, answer: Result<Answer, Refusal>, command: &Command) -> Reply {
        match answer {
            Err(refusal) | Ok(Answer::Refused(refusal)) => Reply::Refused(refusal),
            Ok(Answer::Done) => Reply::Done,
            Ok(Answer::Recorded { ballot, cast_id }) => {
                let delegate = match command {
                    Command::Delegate(
                        _,
                        DelegateCommand::Mandate(MandateCommand::CastFor { principal, .. }),
                    ) => principal,
                    Command::Delegate(delegate, _) => delegate,
                    _ => return Reply::Done,
                };
                let poll = self.sitting.ballot(ballot).and_then(|found| found.phase.poll());
                let vote = poll.and_then(|poll| poll.votes.get(delegate));
                let (vote, (revision, stamp)) = vote
                    .and_then(|vote| Some((vote, vote.revision_of(cast_id)?)))
                    .expect("decided as recorded in this state");
                Reply::Recorded(Receipt {
                    ballot,
                    cast_id,
                    revision,
                    seq: stamp.seq,
                    at_ms: stamp.at_ms,
                    hash: Hash(stamp.hash),
                    content: (vote.last().0 == cast_id).then(|| content_hash(&vote.content)),
                    signed: None,
                })
            }
        }
    }
}

/// A checkpoint is signed at every opening, close, count, correction, declaration and void, at every
/// act between the close and the declaration, when a key goes, and at every step of a draw: the
/// commitment can be noted down before digits are called out.
fn asks_for_checkpoint(event: &Event) -> bool {
    matches!(
        event,
        Event::BallotOpened { .. }
            | Event::BallotClosed { .. }
            | Event::BallotCounted { .. }
            | Event::BallotDeclared { .. }
            | Event::BallotVoided { .. }
            | Event::WriteInsRead(_)
            | Event::WriteInsRuled(_)
            | Event::TieDecided(_)
            | Event::ItemWithdrawn(_)
            | Event::CountCorrected(_)
            | Event::CastingChanged(_)
            | Event::KeyDestroyed { .. }
            | Event::KeyLost { .. }
            | Event::SigningKeySet { .. }
            | Event::DrawCommitted(_)
            | Event::DrawMade(_)
    )
}
