//! The task that drives one sitting. It owns the state; nobody else touches it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::audit::record::{Head, Sealed};
use crate::bus::{Channel, LiveTally, News, Snapshot};
use crate::crypto::envelope::SealPublicKey;
use crate::crypto::hash::Hash;
use crate::domain::command::{ChairCommand, Command};
use crate::domain::ids::{BallotId, SittingId};
use crate::domain::refusal::Refusal;
use crate::domain::sitting::{Answer, Checkpointed};
use crate::engine::clock::Clock;
use crate::engine::keys::Keys;
use crate::engine::live::Live;
use crate::engine::tending::sign;
use crate::engine::{Envelope, Failure, Options, Reply, Submitted};
use crate::ledger::{Ledger, LedgerError};

/// How often a batch is decided again because another node was faster.
const CONFLICT_ROUNDS_MAX: u32 = 16;
/// How long one append or load may take before its fate counts as unknown.
pub(super) const STORE_TIMEOUT: Duration = Duration::from_secs(30);
/// How often a store that is away is tried again.
const RETRY_MS: u64 = 500;

/// A key made for an opening whose fate is not known yet.
pub(super) struct Made {
    pub(super) ballot: BallotId,
    pub(super) key: SealPublicKey,
    /// The head that the opening was decided on. An append that was given up may still reach the
    /// store, but only behind this head.
    pub(super) after: Option<Head>,
}

pub(crate) struct SittingTask {
    pub(super) id: SittingId,
    pub(super) ledger: Arc<dyn Ledger>,
    pub(super) clock: Clock,
    pub(super) options: Options,
    pub(super) keys: Keys,
    inbox: mpsc::Receiver<Envelope>,
    stop: CancellationToken,
    pub(super) news: Channel,
    /// None: the state is not known, because the store was away.
    pub(super) live: Option<Live>,
    /// Where the news end; kept when the state is thrown away.
    pub(super) told: Option<Head>,
    pub(super) epoch: Uuid,
    healthy: bool,
    pub(super) recovered: bool,
    /// Somebody began to listen while the state was not known and must be given it whole.
    pub(super) owes_snapshot: bool,
    /// Keys made for openings that are not durable yet.
    pub(super) made: Vec<Made>,
    /// Secret ballots whose key should be in the vault and is not.
    pub(super) missing: Vec<BallotId>,
    pub(super) live_tally: Option<Arc<LiveTally>>,
    /// Record and time of the last running totals.
    pub(super) live_tally_seq: Option<u64>,
    pub(super) live_tally_ms: u64,
    /// When the store last passed its self-check here, UTC ms.
    pub(super) store_checked_ms: Option<u64>,
    /// Whether it did not pass the last one.
    pub(super) store_weak: bool,
}

impl SittingTask {
    pub(crate) fn new(
        id: SittingId,
        ledger: Arc<dyn Ledger>,
        clock: Clock,
        options: Options,
        keys: Keys,
        inbox: mpsc::Receiver<Envelope>,
        stop: CancellationToken,
    ) -> Self {
        let epoch = clock.new_id();
        Self {
            id,
            ledger,
            clock,
            options,
            keys,
            inbox,
            stop,
            news: Channel::new(),
            live: None,
            told: None,
            epoch,
            healthy: true,
            recovered: false,
            owes_snapshot: false,
            made: Vec::new(),
            missing: Vec::new(),
            live_tally: None,
            live_tally_seq: None,
            live_tally_ms: 0,
            store_checked_ms: None,
            store_weak: false,
        }
    }

    #[tracing::instrument(name = "sitting", skip_all, fields(sitting.id = %self.id))]
    pub(crate) async fn run(mut self) {
        let mut follow =
            interval(Duration::from_millis(self.options.follow_ms.unwrap_or(RETRY_MS)));
        follow.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut waiting = Vec::new();
        let stop = self.stop.clone();
        self.guarded_turn(&mut waiting).await;
        loop {
            let deadline_ms = self.next_due_ms();
            let deadline = self.clock.instant_of(deadline_ms.unwrap_or_default());
            let mut mail = Vec::new();
            // Every arm is cancel-safe: recv_many loses nothing, the others hold no state.
            tokio::select! {
                biased;
                () = stop.cancelled(), if !self.inbox.is_closed() => self.inbox.close(),
                taken = self.inbox.recv_many(&mut mail, self.options.batch_max) => {
                    if taken == 0 {
                        break;
                    }
                }
                () = sleep_until(deadline), if deadline_ms.is_some() => {}
                _ = follow.tick(), if self.options.follow_ms.is_some() || self.live.is_none() => {
                    self.follow_ledger().await;
                }
            }
            for envelope in mail {
                match envelope {
                    Envelope::Command(submitted) => waiting.push(*submitted),
                    // An asker that went away in the meantime is no fault, here and below.
                    Envelope::Prove { seq, reply } => drop(reply.send(self.prove(seq))),
                    Envelope::Follow { reply } => {
                        self.guarded_turn(&mut waiting).await;
                        self.owes_snapshot |= self.live.is_none();
                        drop(reply.send((self.snapshot(), self.news.listen())));
                    }
                }
            }
            self.guarded_turn(&mut waiting).await;
            self.tell_live_tally().await;
        }
        tracing::debug!("the sitting's task has ended");
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        let live = self.live.as_ref();
        Snapshot {
            sitting: Arc::new(live.map(|live| live.sitting.clone()).unwrap_or_default()),
            head: live.and_then(|live| live.head),
            epoch: self.epoch,
            healthy: self.healthy,
            live_tally: self.live_tally.clone(),
        }
    }

    /// The newest checkpoint, and the way from record `seq` to its root.
    fn prove(&self, seq: u64) -> Result<(Option<Checkpointed>, Option<Vec<Hash>>), Failure> {
        let live = self.live.as_ref().ok_or(Failure::Unavailable)?;
        let checkpoint = live.sitting.checkpointed().copied();
        let path = checkpoint.and_then(|signed| live.tree.inclusion(seq, signed.size));
        Ok((checkpoint, path))
    }

    /// A broken invariant panics. It stops this sitting and no other, for one turn: the state is
    /// thrown away and loaded again from the ledger, which alone is right.
    async fn guarded_turn(&mut self, waiting: &mut Vec<Submitted>) {
        let turn = AssertUnwindSafe(self.turn(waiting)).catch_unwind().await;
        if turn.is_err() {
            tracing::error!("an invariant of this sitting was broken; it is loaded again");
            self.away(&"a broken invariant", waiting);
        }
    }

    /// Decides what waits and what is due, commits it once, tells, answers.
    async fn turn(&mut self, waiting: &mut Vec<Submitted>) {
        for _ in 0..CONFLICT_ROUNDS_MAX {
            if !self.load().await {
                break;
            }
            let step = self.key_step().await;
            let before = self.live.as_ref().and_then(|live| live.head);
            let mut linked = Vec::new();
            if let Err(error) = self.check_store(waiting).await {
                return self.away(&error, waiting);
            }
            let replies = match &step {
                Some(step) => self.carry_out_step(step, &mut linked),
                None => self.decide(waiting, before, &mut linked),
            };
            if linked.is_empty() {
                let refused = replies.iter().any(|reply| matches!(reply, Reply::Refused(_)));
                if refused && !self.is_current().await {
                    continue;
                }
                return answer(waiting, replies);
            }
            let append = self.ledger.append(self.id, before, &linked);
            match timeout(STORE_TIMEOUT, append).await {
                Ok(Ok(())) => {
                    self.told(linked);
                    self.settle_made();
                    // Whoever waits while a box is opened is decided in the next round.
                    if step.is_none() {
                        answer(waiting, replies);
                        if !self.key_step_waits() {
                            return;
                        }
                    }
                }
                Ok(Err(LedgerError::Conflict)) => {
                    tracing::info!("another node appended first; deciding again");
                    self.live = None;
                }
                Ok(Err(error @ LedgerError::Away(_))) => return self.away(&error, waiting),
                Err(elapsed) => return self.away(&elapsed, waiting),
            }
        }
        // The store does not answer, or other nodes are always faster: nothing is acknowledged.
        waiting.drain(..).for_each(|one| drop(one.reply.send(Err(Failure::Unavailable))));
    }

    /// Where other nodes append too, a refusal may rest on a state that is behind. (An append finds
    /// that out by itself.) False: the state was thrown away and the batch is to be decided again.
    async fn is_current(&mut self) -> bool {
        let known = self.live.as_ref().map(|live| live.head);
        if self.options.follow_ms.is_none() || known.is_none() {
            return true;
        }
        self.follow_ledger().await;
        self.live.as_ref().map(|live| live.head) == known
    }

    fn away(&mut self, error: &dyn std::fmt::Display, waiting: &mut Vec<Submitted>) {
        tracing::warn!(%error, commands = waiting.len(), "the store is away; state thrown away");
        self.live = None;
        self.set_health(false);
        waiting.drain(..).for_each(|one| drop(one.reply.send(Err(Failure::Unavailable))));
    }

    pub(super) fn set_health(&mut self, healthy: bool) {
        if self.healthy != healthy {
            self.healthy = healthy;
            self.news.tell(News::Health(healthy));
        }
    }

    pub(super) fn told(&mut self, records: Vec<Arc<Sealed>>) {
        if let Some(last) = records.last() {
            self.told = Some(last.head());
            self.news.tell(News::Committed(records));
        }
    }

    /// Decides everything that waits, and after each act what has become due by it; then signs.
    fn decide(
        &mut self,
        waiting: &[Submitted],
        before: Option<Head>,
        linked: &mut Vec<Arc<Sealed>>,
    ) -> Vec<Reply> {
        let live = self.live.as_mut().expect("just loaded");
        let weak = self.options.open_refused || self.store_weak;
        let trusted = !weak && !self.keys.is_stranger(&live.sitting);
        carry_out_due(live, &self.clock, linked);
        let mut replies = Vec::with_capacity(waiting.len());
        for Submitted { command, verdict, .. } in waiting {
            let verdict = &match self.keys.examine_excused(&live.sitting, command) {
                Some(verdict) => verdict,
                None => verdict.clone(),
            };
            let opens = is_opening(command);
            let answer = if opens && !trusted {
                Err(Refusal::StoreNotTrusted)
            } else if self.keys.resumes_in_vain(live.id, &live.sitting, command) {
                Err(Refusal::SecretNotAvailable)
            } else {
                live.carry_out(command, verdict.clone(), &self.clock, linked)
            };
            let answer = match answer {
                // Everything else is in order: make the key, and ask again with it.
                Err(Refusal::SecretNotAvailable) if opens => {
                    let opened = open_sealed(live, command, &self.keys, &self.clock, linked);
                    opened.map(|(answer, ballot, key)| {
                        self.made.push(Made { ballot, key, after: before });
                        answer
                    })
                }
                // It arrived before this task knew the key.
                Err(Refusal::KeyLost) if verdict.is_none() => {
                    let verdict = self.keys.examine_late(live.id, &live.sitting, command);
                    live.carry_out(command, verdict, &self.clock, linked)
                }
                answer => answer,
            };
            replies.push(live.reply(answer, command));
            carry_out_due(live, &self.clock, linked);
        }
        sign(live, &self.keys, &self.clock, linked);
        replies
    }

    fn carry_out_step(&mut self, step: &Command, linked: &mut Vec<Arc<Sealed>>) -> Vec<Reply> {
        let live = self.live.as_mut().expect("just loaded");
        live.carry_out(step, None, &self.clock, linked).expect("the state itself asked for it");
        sign(live, &self.keys, &self.clock, linked);
        Vec::new()
    }

    fn key_step_waits(&self) -> bool {
        let sitting = self.live.as_ref().map(|live| &live.sitting);
        sitting.is_some_and(|s| s.box_to_open().is_some() || s.key_to_destroy().is_some())
    }
}

/// Whether the chair opens a ballot.
pub(super) fn is_opening(command: &Command) -> bool {
    matches!(command, Command::Chair(ChairCommand::Open { .. }))
}

/// Opens a secret ballot with a fresh key; a refused one leaves no key behind.
fn open_sealed(
    live: &mut Live,
    command: &Command,
    keys: &Keys,
    clock: &Clock,
    linked: &mut Vec<Arc<Sealed>>,
) -> Result<(Answer, BallotId, SealPublicKey), Refusal> {
    let Command::Chair(ChairCommand::Open { ballot, duration_s }) = command else {
        return Err(Refusal::SecretNotAvailable);
    };
    let (ballot, duration_s) = (*ballot, *duration_s);
    let key = keys.create(live.id, ballot).ok_or(Refusal::SecretNotAvailable)?;
    let command = Command::Chair(ChairCommand::OpenSealed { ballot, duration_s, key });
    let answer = live.carry_out(&command, None, clock, linked).inspect_err(|_| {
        keys.destroy(live.id, ballot, &key);
    })?;
    let opened = live.sitting.ballot(ballot).expect("it was just opened");
    let seal = opened.phase.poll().and_then(|poll| poll.seal).expect("with a key");
    keys.holds(live.id, opened, &seal.seal);
    Ok((answer, ballot, key))
}

fn carry_out_due(live: &mut Live, clock: &Clock, linked: &mut Vec<Arc<Sealed>>) {
    while let Some(command) = live.sitting.due(clock.now_ms()) {
        let command = Command::System(command);
        live.carry_out(&command, None, clock, linked).expect("the state itself asked for it");
    }
}

/// Nobody waits for an answer whose receiver is gone.
fn answer(waiting: &mut Vec<Submitted>, replies: Vec<Reply>) {
    for (one, answer) in waiting.drain(..).zip(replies) {
        drop(one.reply.send(Ok(answer)));
    }
}
