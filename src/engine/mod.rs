//! One task drives one sitting: it drains what waits, decides, links, appends once, tells, answers.

pub mod clock;
mod live;
mod sitting_task;

use std::sync::Arc;

use dashmap::DashMap;
use tokio::sync::{broadcast, mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::bus::{News, Snapshot};
use crate::domain::command::{Command, SystemCommand};
use crate::domain::event::SittingHead;
use crate::domain::ids::{BallotId, CastId, SittingId};
use crate::domain::refusal::Refusal;
use crate::engine::clock::Clock;
use crate::engine::sitting_task::SittingTask;
use crate::ledger::Ledger;

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
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mailbox_max: 10_000,
            batch_max: 900,
            follow_ms: None,
            recovers: true,
            open_refused: false,
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

/// Proof of one recorded act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// In which ballot.
    pub ballot: BallotId,
    /// Which act.
    pub cast_id: CastId,
    /// 1 for the first.
    pub revision: u32,
    /// Place in the record.
    pub seq: u64,
    /// When, UTC ms.
    pub at_ms: u64,
    /// Hash of the record.
    pub hash: crate::crypto::hash::Hash,
}

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

pub(crate) enum Envelope {
    Command { command: Command, reply: oneshot::Sender<Result<Reply, Failure>> },
    Follow { reply: oneshot::Sender<(Snapshot, broadcast::Receiver<Arc<News>>)> },
}

/// The sittings of this node.
#[derive(Clone, Debug)]
pub struct Engine {
    ledger: Arc<dyn Ledger>,
    clock: Clock,
    options: Options,
    sittings: Arc<DashMap<SittingId, SittingHandle>>,
    tracker: TaskTracker,
    stop: CancellationToken,
}

/// A way to one sitting; cheap to clone.
#[derive(Clone, Debug)]
pub struct SittingHandle {
    id: SittingId,
    mailbox: mpsc::Sender<Envelope>,
}

impl Engine {
    /// An engine over a ledger. Its tasks run until [`Engine::shutdown`].
    #[must_use]
    pub fn new(ledger: Arc<dyn Ledger>, clock: Clock, options: Options) -> Self {
        Self {
            ledger,
            clock,
            options,
            sittings: Arc::default(),
            tracker: TaskTracker::new(),
            stop: CancellationToken::new(),
        }
    }

    /// The engine's clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
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

    fn handle(&self, id: SittingId) -> SittingHandle {
        let start = || {
            let (mailbox, inbox) = mpsc::channel(self.options.mailbox_max);
            let task = SittingTask::new(
                id,
                Arc::clone(&self.ledger),
                self.clock.clone(),
                self.options,
                inbox,
                self.stop.clone(),
            );
            self.tracker.spawn(task.run());
            SittingHandle { id, mailbox }
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
        let envelope = Envelope::Command { command, reply };
        self.mailbox.try_send(envelope).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Failure::Busy,
            mpsc::error::TrySendError::Closed(_) => Failure::Stopping,
        })?;
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
