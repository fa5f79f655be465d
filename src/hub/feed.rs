//! One feed per sitting: it follows the news, keeps a replica of the state, and turns changes into
//! frames that all sockets share.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{broadcast, watch};
use tokio::time::{MissedTickBehavior, interval};
use tokio_tungstenite::tungstenite::Utf8Bytes;
use tokio_util::sync::CancellationToken;

use crate::audit::record::Sealed;
use crate::bus::{News, Snapshot};
use crate::domain::event::Event;
use crate::domain::ids::DelegateId;
use crate::engine::SittingHandle;
use crate::hub::actor::Audience;
use crate::hub::lifecycle::pushes_for;
use crate::hub::presence::Presence;
use crate::hub::push::{Signal, Ticks, push};
use crate::hub::replica::Replica;
use crate::hub::views;

/// Lifecycle pushes kept for sockets that lag or come back; who needs more takes a snapshot.
pub const PUSHES_KEPT: usize = 256;

/// Shortest time between two steps of the figures of a running secret ballot, so that a single
/// vote does not show (trust.md §2).
pub const SECRET_STEP: Duration = Duration::from_secs(1);

/// What a socket needs to follow a sitting.
#[derive(Debug)]
pub struct Feed {
    replica: RwLock<Replica>,
    pushes: broadcast::Sender<Signal>,
    ticks: watch::Sender<Ticks>,
    presence: Arc<Presence>,
    /// The roster view is the largest; it is made anew only when somebody came or went.
    roster_changed: AtomicBool,
    /// Draws are made anew only after an act of a draw, or when another ballot takes the stage.
    draws_changed: AtomicBool,
    /// A secret ballot was opened: its first figures are shown at once, the next a step later.
    steps_began: AtomicBool,
    /// False once nothing drives this feed any more.
    alive: AtomicBool,
}

/// Tells sockets that their feed has ended, however it ended: they come back to a new one.
struct Ending(Arc<Feed>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.alive.store(false, Ordering::Release);
        self.0.send(Signal::Ended);
    }
}

/// Where a socket begins.
#[derive(Debug)]
pub struct Beginning {
    /// Whether the client goes on from where it was.
    pub recovered: bool,
    /// First frames, in order.
    pub frames: Vec<Utf8Bytes>,
    /// Pushes from then on.
    pub pushes: broadcast::Receiver<Signal>,
    /// State topics.
    pub ticks: watch::Receiver<Ticks>,
}

impl Feed {
    /// A feed that follows `handle` until `stop`; the future drives it.
    pub fn start(
        snapshot: &Snapshot,
        news: broadcast::Receiver<Arc<News>>,
        handle: SittingHandle,
        tick: Duration,
        stop: CancellationToken,
    ) -> (Arc<Self>, impl Future<Output = ()> + Send + use<>) {
        let mut replica = Replica::new(snapshot);
        // Nobody is connected to a feed that has only just begun.
        replica.begin_steps(BTreeSet::new);
        let feed = Arc::new(Self {
            replica: RwLock::new(replica),
            pushes: broadcast::channel(PUSHES_KEPT).0,
            ticks: watch::channel(Ticks::default()).0,
            presence: Arc::default(),
            roster_changed: AtomicBool::new(true),
            draws_changed: AtomicBool::new(true),
            steps_began: AtomicBool::new(false),
            alive: AtomicBool::new(true),
        });
        let run = Arc::clone(&feed).run(news, handle, tick, stop);
        (feed, run)
    }

    /// The state now. Never held across an await.
    pub fn replica(&self) -> RwLockReadGuard<'_, Replica> {
        self.replica.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this feed still follows its sitting.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.alive.load(Ordering::Acquire)
    }

    /// Who is connected.
    #[must_use]
    pub fn presence(&self) -> &Arc<Presence> {
        &self.presence
    }

    /// First frames for a socket, and everything after them without a gap.
    #[must_use]
    pub fn begin(
        &self,
        audience: Audience,
        delegate: Option<DelegateId>,
        resume: Option<(&str, u64)>,
        now_ms: u64,
    ) -> Beginning {
        // News are applied and pushed under the write lock, so nothing can slip in between.
        let replica = self.replica();
        let (pushes, ticks) = (self.pushes.subscribe(), self.ticks.subscribe());
        let missed = resume.and_then(|(epoch, seq)| replica.missed(epoch, seq));
        let recovered = missed.is_some();
        let own = delegate.map(|delegate| replica.own(delegate));
        let mut frames = Vec::new();
        match missed {
            Some(missed) => {
                frames.extend(missed.iter().filter_map(|push| push.frame(audience).cloned()));
                frames.extend(delegate.map(|delegate| replica.own_push(delegate)));
            }
            None => {
                let (own, connected) = (own.unwrap_or(Value::Null), self.presence.connected());
                frames.push(replica.snapshot(audience, now_ms, &own, &connected));
            }
        }
        // A snapshot holds the state topics too, and is newer than their last frames.
        if recovered {
            let ticks = ticks.borrow();
            frames.extend(ticks.of(audience).iter().flatten().map(|f| f.as_ref().clone()));
        }
        Beginning { recovered, frames, pushes, ticks }
    }

    async fn run(
        self: Arc<Self>,
        mut news: broadcast::Receiver<Arc<News>>,
        handle: SittingHandle,
        tick: Duration,
        stop: CancellationToken,
    ) {
        let _ending = Ending(Arc::clone(&self));
        let mut ticker = interval(tick);
        ticker.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut dirty = true;
        // What runs already was shown by another feed a moment ago.
        let mut since_step = if self.replica().runs_secret() { 0 } else { u32::MAX };
        let steps = steps_of(tick);
        let mut shown: [Value; 9] = Default::default();
        loop {
            // Both arms are cancel-safe.
            tokio::select! {
                () = stop.cancelled() => return,
                heard = news.recv() => match heard {
                    Ok(heard) if self.hear(&heard) => {
                        dirty = true;
                        if self.steps_began.swap(false, Ordering::AcqRel) {
                            self.tick(&mut shown);
                            (dirty, since_step) = (false, 0);
                            // Else the first step would come up to a tick too early.
                            ticker.reset();
                        }
                    }
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {
                        // Too far behind, or a gap: take the state whole and go on from there.
                        match handle.follow().await {
                            Ok((snapshot, fresh)) => {
                                self.replace(&snapshot);
                                news = fresh;
                                shown = Default::default();
                                dirty = true;
                            }
                            Err(_) => return,
                        }
                    }
                    Err(broadcast::error::RecvError::Closed) => return,
                },
                _ = ticker.tick() => {
                    let moved = self.presence.take_changed();
                    self.roster_changed.fetch_or(moved, Ordering::AcqRel);
                    dirty |= moved;
                    since_step = since_step.saturating_add(1);
                    if dirty && (since_step >= steps || !self.replica().runs_secret()) {
                        self.tick(&mut shown);
                        (dirty, since_step) = (false, 0);
                    }
                }
            }
        }
    }

    /// False when something is missing between the replica and these news.
    fn hear(&self, news: &News) -> bool {
        match news {
            News::Replaced(snapshot) => self.replace(snapshot),
            News::Health(healthy) => {
                let mut replica = self.replica.write().unwrap_or_else(PoisonError::into_inner);
                replica.healthy = *healthy;
                replica.snapshots = Default::default();
            }
            News::LiveTally(tally) => {
                let mut replica = self.replica.write().unwrap_or_else(PoisonError::into_inner);
                replica.live_tally = Some(Arc::clone(tally));
                replica.snapshots = Default::default();
            }
            News::Committed(records) => {
                let mut replica = self.replica.write().unwrap_or_else(PoisonError::into_inner);
                for sealed in records {
                    let next = replica.sitting.last().map_or(0, |stamp| stamp.seq + 1);
                    if sealed.record.seq < next {
                        continue;
                    }
                    if sealed.record.seq > next {
                        return false;
                    }
                    self.follow(&mut replica, sealed);
                }
            }
        }
        true
    }

    fn replace(&self, snapshot: &Snapshot) {
        let mut replica = self.replica.write().unwrap_or_else(PoisonError::into_inner);
        let mut fresh = Replica::new(snapshot);
        fresh.follows(&mut replica);
        fresh.begin_steps(|| self.presence.connected());
        *replica = fresh;
        self.roster_changed.store(true, Ordering::Release);
        self.draws_changed.store(true, Ordering::Release);
        self.send(Signal::Restart);
    }

    fn follow(&self, replica: &mut Replica, sealed: &Sealed) {
        replica.sitting.apply(&sealed.record.event, sealed.stamp());
        replica.snapshots = Default::default();
        if replica.begin_steps(|| self.presence.connected()) {
            self.steps_began.store(true, Ordering::Release);
        }
        let event = &sealed.record.event;
        let moves = matches!(
            event,
            Event::PeopleEnrolled { .. }
                | Event::CheckedIn { .. }
                | Event::CheckedOut { .. }
                | Event::LeaveSet { .. }
                | Event::WeightSet(_)
                | Event::ProxyGiven(_)
                | Event::ProxyEnded(_)
                | Event::RoomsSet(_)
                | Event::PersonMoved(_)
                | Event::PaperIssued(_)
                | Event::PaperTakenBack(_)
        );
        self.roster_changed.fetch_or(moves, Ordering::AcqRel);
        let draws = matches!(
            event,
            Event::DrawCommitted(_)
                | Event::DrawMade(_)
                | Event::DrawReplaced(_)
                | Event::BallotOpened { .. }
        );
        self.draws_changed.fetch_or(draws, Ordering::AcqRel);
        for push in pushes_for(replica, event) {
            let push = Arc::new(push);
            if replica.recent.len() == PUSHES_KEPT {
                replica.recent.pop_front();
            }
            replica.recent.push_back(Arc::clone(&push));
            self.send(Signal::Push(push));
        }
    }

    fn send(&self, signal: Signal) {
        let sockets = self.pushes.send(signal).unwrap_or_default();
        tracing::trace!(sockets, "push sent");
    }

    /// Encodes the state topics once, and only those whose content changed.
    fn tick(&self, shown: &mut [Value; 9]) {
        let connected = self.presence.connected();
        let mut replica = self.replica.write().unwrap_or_else(PoisonError::into_inner);
        let seq = replica.seq();
        let moved = self.roster_changed.swap(false, Ordering::AcqRel);
        let drawn = self.draws_changed.swap(false, Ordering::AcqRel);
        let draws = |staff| drawn.then(|| views::draw::draws(&replica.sitting, staff));
        let [draws_public, draws_staff] = [draws(false), draws(true)];
        let [public, staff, tally, attendance, presence, record] = replica.step(&connected);
        let fresh = [
            ("turnout", Some(public)),
            ("turnout", Some(staff)),
            ("tally", Some(tally)),
            ("attendance", Some(attendance)),
            ("presence", Some(presence)),
            ("record", Some(record)),
            ("roster", moved.then(|| views::roster(&replica.sitting, &connected))),
            ("draws", draws_public),
            ("draws", draws_staff),
        ];
        self.ticks.send_modify(|ticks| {
            let slots = [
                &mut ticks.turnout_public,
                &mut ticks.turnout_staff,
                &mut ticks.tally,
                &mut ticks.attendance,
                &mut ticks.presence,
                &mut ticks.record,
                &mut ticks.roster,
                &mut ticks.draws_public,
                &mut ticks.draws_staff,
            ];
            for ((slot, shown), (topic, data)) in slots.into_iter().zip(shown).zip(fresh) {
                if let Some(data) = data.filter(|data| shown != data) {
                    let frame = || Arc::new(push(topic, &replica.epoch, seq, &data));
                    *slot = (!data.is_null()).then(frame);
                    *shown = data;
                }
            }
        });
    }
}

/// Ticks that make up [`SECRET_STEP`], rounded up.
fn steps_of(tick: Duration) -> u32 {
    let steps = SECRET_STEP.as_millis().div_ceil(tick.as_millis().max(1));
    u32::try_from(steps).unwrap_or(u32::MAX)
}
