//! One task drives one sitting: it drains what waits, decides, links, appends once, tells, answers.

pub mod clock;
mod keys;
mod live;
mod loading;
mod receipt;
mod sitting_task;
mod tending;

use std::sync::Arc;

use dashmap::DashMap;
use tokio::sync::{broadcast, mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::audit::record::Sealed;
use crate::bus::{News, Snapshot};
use crate::crypto::hash::Hash;
use crate::domain::command::{Command, SystemCommand};
use crate::domain::event::{Event, SittingHead};
use crate::domain::ids::{BallotId, CastId, DrawId, SittingId};
use crate::domain::refusal::Refusal;
use crate::domain::sitting::Checkpointed;
use crate::engine::clock::Clock;
use crate::engine::keys::Verdict;
use crate::engine::sitting_task::SittingTask;
use crate::ledger::Ledger;

pub use crate::engine::keys::{Keys, Signer};
pub use crate::engine::receipt::{Receipt, Signed};

/// Limits of the engine.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Commands that may wait for one sitting; a further one is answered "please wait".
    pub mailbox_max: usize,
    /// Commands decided and committed together, at most 900.
    pub batch_max: usize,
    /// How often the head of the store is read for what other nodes appended; none: never.
    pub follow_ms: Option<u64>,
    /// Whether an open ballot that another start of a server left behind is suspended. True for a
    /// server; a command that only looks in beside a running one must leave its ballot alone.
    pub recovers: bool,
    /// Whether opening a ballot is refused, because the store did not pass its self-check.
    pub open_refused: bool,
    /// Whether the store is asked for its self-check again before a ballot is opened, at most once
    /// a minute. Opening is refused while it does not pass.
    pub checks_store: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mailbox_max: 10_000,
            batch_max: 900,
            follow_ms: None,
            recovers: true,
            open_refused: false,
            checks_store: false,
        }
    }
}

/// Answer of a sitting, given after the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Carried out.
    Done,
    /// The vote is in the record.
    Recorded(Receipt),
    /// A rule said no.
    Refused(Refusal),
}

/// That a record stands under a signed checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The exact bytes of the record.
    pub record: Vec<u8>,
    /// Which ballot it is a vote of.
    pub ballot: Option<BallotId>,
    /// The newest checkpoint; none before the first.
    pub checkpoint: Option<Checkpointed>,
    /// RFC 6962 inclusion of the record in it; none while no checkpoint covers the record.
    pub path: Option<Vec<Hash>>,
}

/// The newest checkpoint and the way to its root.
type Way = (Option<Checkpointed>, Option<Vec<Hash>>);

/// The machine could not. Nothing was acknowledged; the same act may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The store is away, or the fate of the act is unknown.
    #[error("the store is away")]
    Unavailable,
    /// Too many commands wait.
    #[error("too many commands wait")]
    Busy,
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
}

/// A command that waits for its answer.
pub(crate) struct Submitted {
    command: Command,
    /// What its envelope was found to be where it arrived.
    verdict: Verdict,
    reply: oneshot::Sender<Result<Reply, Failure>>,
}

pub(crate) enum Envelope {
    Command(Box<Submitted>),
    Prove { seq: u64, reply: oneshot::Sender<Result<Way, Failure>> },
    Follow { reply: oneshot::Sender<(Snapshot, broadcast::Receiver<Arc<News>>)> },
}

/// The sittings of this node.
#[derive(Clone, Debug)]
pub struct Engine {
    ledger: Arc<dyn Ledger>,
    clock: Clock,
    options: Options,
    keys: Keys,
    sittings: Arc<DashMap<SittingId, SittingHandle>>,
    tracker: TaskTracker,
    stop: CancellationToken,
}

/// A way to one sitting; cheap to clone.
#[derive(Clone, Debug)]
pub struct SittingHandle {
    id: SittingId,
    mailbox: mpsc::Sender<Envelope>,
    keys: Keys,
}

impl Engine {
    /// An engine over a ledger. Its tasks run until [`Engine::shutdown`].
    #[must_use]
    pub fn new(ledger: Arc<dyn Ledger>, clock: Clock, options: Options) -> Self {
        Self {
            ledger,
            clock,
            options,
            keys: Keys::default(),
            sittings: Arc::default(),
            tracker: TaskTracker::new(),
            stop: CancellationToken::new(),
        }
    }

    /// The same engine with a vault for secret ballots and a key that signs.
    #[must_use]
    pub fn with_keys(self, keys: Keys) -> Self {
        Self { keys, ..self }
    }

    /// The engine's clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The secret of a new draw, 32 bytes that nobody else can know; none without a signing key.
    #[must_use]
    pub fn draw_secret(&self, sitting: SittingId, draw: DrawId) -> Option<Hash> {
        self.keys.draw_secrets(sitting, draw).next()
    }

    /// The secret of a draw that was committed to, by this server or another one with the same
    /// signing key; none where the key was changed more than once since.
    #[must_use]
    pub fn draw_secret_of(
        &self,
        sitting: SittingId,
        draw: DrawId,
        commitment: Hash,
    ) -> Option<Hash> {
        self.keys.draw_secrets(sitting, draw).find(|secret| Hash::of(&secret.0) == commitment)
    }

    /// The ledger, for export.
    #[must_use]
    pub fn ledger(&self) -> &Arc<dyn Ledger> {
        &self.ledger
    }

    /// Begins a new sitting.
    ///
    /// # Errors
    /// [`Failure`]; a refusal comes back as a reply.
    pub async fn create(&self, head: SittingHead) -> Result<Reply, Failure> {
        let handle = self.handle(head.id);
        handle.submit(Command::System(SystemCommand::Create { head })).await
    }

    /// The handle of a sitting that has a record; `None` when there is no such sitting.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the store cannot say.
    pub async fn find(&self, id: SittingId) -> Result<Option<SittingHandle>, Failure> {
        if let Some(handle) = self.sittings.get(&id) {
            return Ok(Some(handle.clone()));
        }
        match self.ledger.head(id).await {
            Ok(None) => Ok(None),
            Ok(Some(_)) => Ok(Some(self.handle(id))),
            Err(error) => {
                tracing::warn!(sitting.id = %id, %error, "failed to look a sitting up");
                Err(Failure::Unavailable)
            }
        }
    }

    /// The record of one vote with the proof that the newest checkpoint covers it; `None` when
    /// record `seq` of the sitting is not the vote of this act.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn prove(
        &self,
        id: SittingId,
        seq: u64,
        cast_id: CastId,
    ) -> Result<Option<Proof>, Failure> {
        let Some(handle) = self.find(id).await? else {
            return Ok(None);
        };
        let read = self.ledger.read_from(id, seq, 1).await;
        let read = read.map_err(|error| {
            tracing::warn!(sitting.id = %id, %error, "failed to read a record for its proof");
            Failure::Unavailable
        })?;
        let sealed = read.into_iter().next().and_then(|bytes| Sealed::read(bytes).ok());
        let is_the_act = |event: &Event| match event {
            Event::VoteCast { cast_id: cast, .. } | Event::EnvelopeCast { cast_id: cast, .. } => {
                *cast == cast_id
            }
            Event::SplitCast(split) => split.cast_id == cast_id,
            _ => false,
        };
        let Some(sealed) = sealed.filter(|sealed| is_the_act(&sealed.record.event)) else {
            return Ok(None);
        };
        let (checkpoint, path) = handle.prove(seq).await?;
        let ballot = sealed.record.event.ballot();
        Ok(Some(Proof { record: sealed.bytes, ballot, checkpoint, path }))
    }

    fn handle(&self, id: SittingId) -> SittingHandle {
        let start = || {
            let (mailbox, inbox) = mpsc::channel(self.options.mailbox_max);
            let task = SittingTask::new(
                id,
                Arc::clone(&self.ledger),
                self.clock.clone(),
                self.options,
                self.keys.clone(),
                inbox,
                self.stop.clone(),
            );
            self.tracker.spawn(task.run());
            SittingHandle { id, mailbox, keys: self.keys.clone() }
        };
        self.sittings.entry(id).or_insert_with(start).clone()
    }

    /// Stops taking commands, finishes what waits, and returns when every task has ended.
    pub async fn shutdown(&self) {
        self.stop.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }
}

impl SittingHandle {
    /// Which sitting.
    #[must_use]
    pub fn id(&self) -> SittingId {
        self.id
    }

    /// Submits a command and waits for its answer, which comes after the commit.
    ///
    /// Not cancel-safe: when the future is dropped the command may still be carried out.
    ///
    /// # Errors
    /// [`Failure`]; then the fate of the command is unknown and it may be submitted again.
    pub async fn submit(&self, command: Command) -> Result<Reply, Failure> {
        let (reply, answer) = oneshot::channel();
        let verdict = self.keys.examine(&command);
        let envelope = Envelope::Command(Box::new(Submitted { command, verdict, reply }));
        self.mailbox.try_send(envelope).map_err(full_or_closed)?;
        let mut answer = answer.await.unwrap_or(Err(Failure::Stopping));
        if let Ok(Reply::Recorded(receipt)) = &mut answer {
            self.keys.sign_receipt(self.id, receipt);
        }
        answer
    }

    /// The newest checkpoint, and the way from record `seq` to its root.
    async fn prove(&self, seq: u64) -> Result<Way, Failure> {
        let (reply, answer) = oneshot::channel();
        let sent = self.mailbox.try_send(Envelope::Prove { seq, reply });
        sent.map_err(full_or_closed)?;
        answer.await.unwrap_or(Err(Failure::Stopping))
    }

    /// The state now and all news from now on, without a gap between them.
    ///
    /// # Errors
    /// [`Failure::Stopping`].
    pub async fn follow(&self) -> Result<(Snapshot, broadcast::Receiver<Arc<News>>), Failure> {
        let (reply, answer) = oneshot::channel();
        let sent = self.mailbox.send(Envelope::Follow { reply }).await;
        sent.map_err(|_| Failure::Stopping)?;
        answer.await.map_err(|_| Failure::Stopping)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
fn full_or_closed(error: mpsc::error::TrySendError<Envelope>) -> Failure {
    match error {
        mpsc::error::TrySendError::Full(_) => Failure::Busy,
        mpsc::error::TrySendError::Closed(_) => Failure::Stopping,
    }
}
