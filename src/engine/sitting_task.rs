//! The task that drives one sitting. It owns the state; nobody else touches it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{MissedTickBehavior, interval, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::audit::record::{Head, Sealed};
use crate::bus::{Channel, News, Snapshot};
use crate::domain::command::Command;
use crate::domain::ids::SittingId;
use crate::engine::clock::Clock;
use crate::engine::live::{Live, LoadError};
use crate::engine::{Envelope, Failure, Options, Reply};
use crate::ledger::{Ledger, LedgerError};

/// How often a batch is decided again because another node was faster.
const CONFLICT_ROUNDS_MAX: u32 = 16;
/// How long one append or load may take before its fate counts as unknown.
const STORE_TIMEOUT: Duration = Duration::from_secs(30);
/// How often a store that is away is tried again.
const RETRY_MS: u64 = 500;

type Waiting = (Command, oneshot::Sender<Result<Reply, Failure>>);

pub(crate) struct SittingTask {
    id: SittingId,
    ledger: Arc<dyn Ledger>,
    clock: Clock,
    options: Options,
    inbox: mpsc::Receiver<Envelope>,
    stop: CancellationToken,
    news: Channel,
    /// None: the state is not known, because the store was away.
    live: Option<Live>,
    /// Where the news end; kept when the state is thrown away.
    told: Option<Head>,
    epoch: Uuid,
    healthy: bool,
    recovered: bool,
    /// Somebody began to listen while the state was not known and must be given it whole.
    owes_snapshot: bool,
}

impl SittingTask {
    pub(crate) fn new(
        id: SittingId,
        ledger: Arc<dyn Ledger>,
        clock: Clock,
        options: Options,
        inbox: mpsc::Receiver<Envelope>,
        stop: CancellationToken,
    ) -> Self {
        let epoch = clock.new_id();
        Self {
            id,
            ledger,
            clock,
            options,
            inbox,
            stop,
            news: Channel::new(),
            live: None,
            told: None,
            epoch,
            healthy: true,
            recovered: false,
            owes_snapshot: false,
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
            let deadline_ms = self.live.as_ref().and_then(|live| live.sitting.next_deadline_ms());
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
                    Envelope::Command { command, reply } => waiting.push((command, reply)),
                    Envelope::Follow { reply } => {
                        self.guarded_turn(&mut waiting).await;
                        self.owes_snapshot |= self.live.is_none();
                        // A listener that went away in the meantime is no fault.
                        drop(reply.send((self.snapshot(), self.news.listen())));
                    }
                }
            }
            self.guarded_turn(&mut waiting).await;
        }
        tracing::debug!("the sitting's task has ended");
    }

    fn snapshot(&self) -> Snapshot {
        let live = self.live.clone().unwrap_or_else(|| Live::empty(self.id));
        Snapshot {
            sitting: Arc::new(live.sitting),
            head: live.head,
            epoch: self.epoch,
            healthy: self.healthy,
        }
    }

    /// A broken invariant panics. It stops this sitting and no other, for one turn: the state is
    /// thrown away and loaded again from the ledger, which alone is right.
    async fn guarded_turn(&mut self, waiting: &mut Vec<Waiting>) {
        let turn = AssertUnwindSafe(self.turn(waiting)).catch_unwind().await;
        if turn.is_err() {
            tracing::error!("an invariant of this sitting was broken; it is loaded again");
            self.away(&"a broken invariant", waiting);
        }
    }

    /// Decides what waits and what is due, commits it once, tells, answers.
    async fn turn(&mut self, waiting: &mut Vec<Waiting>) {
        for _ in 0..CONFLICT_ROUNDS_MAX {
            if !self.load().await {
                break;
            }
            let live = self.live.as_mut().expect("just loaded");
            let before = live.head;
            let mut linked = Vec::new();
            let replies = decide(live, waiting, &self.clock, &mut linked);
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
                    return answer(waiting, replies);
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
        waiting.drain(..).for_each(|(_, reply)| drop(reply.send(Err(Failure::Unavailable))));
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

    fn away(&mut self, error: &dyn std::fmt::Display, waiting: &mut Vec<Waiting>) {
        tracing::warn!(%error, commands = waiting.len(), "the store is away; state thrown away");
        self.live = None;
        self.set_health(false);
        waiting.drain(..).for_each(|(_, reply)| drop(reply.send(Err(Failure::Unavailable))));
    }

    fn set_health(&mut self, healthy: bool) {
        if self.healthy != healthy {
            self.healthy = healthy;
            self.news.tell(News::Health(healthy));
        }
    }

    fn told(&mut self, records: Vec<Arc<Sealed>>) {
        if let Some(last) = records.last() {
            self.told = Some(last.head());
            self.news.tell(News::Committed(records));
        }
    }

    /// Makes sure the state is known; replays the record when it is not. False: the store is away
    /// or the record is damaged.
    async fn load(&mut self) -> bool {
        if self.live.is_some() {
            return true;
        }
        let mut live = Live::empty(self.id);
        let read = match timeout(STORE_TIMEOUT, live.catch_up(self.ledger.as_ref())).await {
            Ok(Ok(read)) => read,
            Ok(Err(error)) => return self.not_loaded(&error),
            Err(_) => return self.not_loaded(&LoadError::Ledger(LedgerError::Away("slow".into()))),
        };
        self.set_health(true);
        let known = self.told.is_none_or(|told| {
            let place = usize::try_from(told.seq).expect("a record in memory");
            read.get(place).is_some_and(|sealed| sealed.hash == told.hash)
        });
        let unheard = self.told.map_or(0, |told| told.seq + 1);
        self.live = Some(live);
        if known && !self.owes_snapshot {
            self.told(read.into_iter().skip_while(|sealed| sealed.record.seq < unheard).collect());
        } else {
            if !known {
                tracing::error!("the stored record is not the one that was told; new epoch");
                self.epoch = self.clock.new_id();
            }
            self.told = read.last().map(|sealed| sealed.head());
            self.owes_snapshot = false;
            self.news.tell(News::Replaced(self.snapshot()));
        }
        self.recover().await
    }

    fn not_loaded(&mut self, error: &LoadError) -> bool {
        match error {
            LoadError::Ledger(_) => tracing::warn!(%error, "failed to load the sitting"),
            LoadError::Damaged { .. } | LoadError::Unlinked { .. } | LoadError::Unlawful { .. } => {
                tracing::error!(%error, "the stored record cannot be followed");
            }
        }
        self.set_health(false);
        false
    }

    /// Once per start of the server: an open ballot that was left behind is suspended.
    async fn recover(&mut self) -> bool {
        let live = self.live.as_mut().expect("just loaded");
        let asks = self.options.recovers && !self.recovered;
        let left_open = if asks { live.left_open(self.clock.boot()) } else { None };
        let Some(command) = left_open else {
            self.recovered = true;
            return true;
        };
        let before = live.head;
        let mut linked = Vec::new();
        if let Err(refusal) = live.carry_out(&command, &self.clock, &mut linked) {
            tracing::error!(refusal.code = refusal.code(), "failed to suspend after a restart");
        }
        match self.ledger.append(self.id, before, &linked).await {
            Ok(()) => {
                tracing::info!("an open ballot was found after a restart and is suspended");
                self.recovered = true;
                self.told(linked);
                true
            }
            Err(error) => {
                tracing::warn!(%error, "failed to record the suspension after a restart");
                self.live = None;
                false
            }
        }
    }

    /// Reads what other nodes appended, or tries a store again that was away.
    async fn follow_ledger(&mut self) {
        let Some(live) = self.live.as_mut() else {
            self.load().await;
            return;
        };
        match self.ledger.head(self.id).await {
            Ok(head) if head == live.head => {}
            Ok(_) => match live.catch_up(self.ledger.as_ref()).await {
                Ok(read) if !read.is_empty() => self.told(read),
                // Shorter or other than what we know: load again from the beginning.
                Ok(_) | Err(_) => self.live = None,
            },
            Err(error) => {
                tracing::warn!(%error, "failed to read the head");
                self.set_health(false);
                self.live = None;
            }
        }
    }
}

/// Decides everything that waits, and after each act what has become due by it.
fn decide(
    live: &mut Live,
    waiting: &[Waiting],
    clock: &Clock,
    linked: &mut Vec<Arc<Sealed>>,
) -> Vec<Reply> {
    carry_out_due(live, clock, linked);
    let mut replies = Vec::with_capacity(waiting.len());
    for (command, _) in waiting {
        let answer = live.carry_out(command, clock, linked);
        replies.push(live.reply(answer, command));
        carry_out_due(live, clock, linked);
    }
    replies
}

fn carry_out_due(live: &mut Live, clock: &Clock, linked: &mut Vec<Arc<Sealed>>) {
    while let Some(command) = live.sitting.due(clock.now_ms()) {
        let command = Command::System(command);
        live.carry_out(&command, clock, linked).expect("the state itself asked for it");
    }
}

/// Nobody waits for an answer whose receiver is gone.
fn answer(waiting: &mut Vec<Waiting>, replies: Vec<Reply>) {
    for ((_, reply), answer) in waiting.drain(..).zip(replies) {
        drop(reply.send(Ok(answer)));
    }
}
