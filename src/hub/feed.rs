//! One feed per sitting: it follows the news, keeps a replica of the state, and turns changes into
//! frames that all sockets share.

use std::collections::{BTreeSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{broadcast, watch};
use tokio::time::{MissedTickBehavior, interval};
use tokio_tungstenite::tungstenite::Utf8Bytes;
use tokio_util::sync::CancellationToken;

use crate::audit::record::Sealed;
use crate::bus::{News, Snapshot};
use crate::domain::event::Event;
use crate::domain::ids::DelegateId;
use crate::domain::sitting::Sitting;
use crate::engine::SittingHandle;
use crate::hub::actor::Audience;
use crate::hub::lifecycle::pushes_for;
use crate::hub::presence::Presence;
use crate::hub::push::{Push, Signal, Ticks, push};
use crate::hub::views;

/// Lifecycle pushes kept for sockets that lag or come back; who needs more takes a snapshot.
pub const PUSHES_KEPT: usize = 256;

/// The state as this node's faces see it.
#[derive(Debug)]
pub struct Replica {
    /// Fold of all news so far.
    pub sitting: Sitting,
    /// Epoch of positions.
    pub epoch: String,
    /// Whether the store answers.
    pub healthy: bool,
    recent: VecDeque<Arc<Push>>,
    /// Encoded snapshots of this very state, up to the own view; made when first asked for.
    snapshots: [OnceLock<String>; 4],
}

/// What a socket needs to follow a sitting.
#[derive(Debug)]
pub struct Feed {
    replica: RwLock<Replica>,
    pushes: broadcast::Sender<Signal>,
    ticks: watch::Sender<Ticks>,
    presence: Arc<Presence>,
    /// The roster view is the largest; it is made anew only when somebody came or went.
    roster_changed: AtomicBool,
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

impl Replica {
    /// The replica at a place in the record.
    #[must_use]
    pub fn new(snapshot: &Snapshot) -> Self {
        Self {
            sitting: snapshot.sitting.as_ref().clone(),
            epoch: snapshot.epoch.simple().to_string(),
            healthy: snapshot.healthy,
            recent: VecDeque::new(),
            snapshots: Default::default(),
        }
    }

    /// Last record applied.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.sitting.last().map_or(0, |stamp| stamp.seq)
    }

    /// The snapshot frame for one audience, with the own view of the one who gets it and who is
    /// connected now.
    #[must_use]
    pub fn snapshot(
        &self,
        audience: Audience,
        now_ms: u64,
        own: &Value,
        connected: &BTreeSet<DelegateId>,
    ) -> Utf8Bytes {
        let place = audience as usize;
        let open = self.snapshots[place].get_or_init(|| self.encode_snapshot(audience));
        let presence = match audience.is_staff() {
            true => views::presence(&self.sitting, connected),
            false => Value::Null,
        };
        let roster = match audience {
            Audience::Desk => views::roster(&self.sitting, connected),
            Audience::Delegate | Audience::Screen | Audience::Chair => Value::Null,
        };
        let rest = json!({"now_ms": now_ms, "own": own, "presence": presence, "roster": roster});
        let rest = rest.to_string();
        let rest = rest.strip_prefix('{').expect("an object begins with a brace");
        format!("{open},{rest}}}").into()
    }

    /// The snapshot frame without its end, so that what differs from socket to socket can follow.
    fn encode_snapshot(&self, audience: Audience) -> String {
        let sitting = &self.sitting;
        let agenda = sitting.agenda();
        let seen = agenda.iter().filter(|b| audience.is_staff() || b.phase.poll().is_some());
        let shows_figures = audience != Audience::Delegate;
        let data = json!({
            "sitting": views::sitting(sitting), "agenda": views::agenda(sitting, audience),
            "ballots": seen.map(|b| views::ballot::ballot(sitting, b, audience)).collect::<Vec<_>>(),
            "stage": sitting.stage().map(|ballot| ballot.id),
            "attendance": views::attendance(sitting),
            "turnout": if shows_figures { views::turnout(sitting, audience) } else { Value::Null },
            "tally": if shows_figures { views::tally(sitting) } else { Value::Null },
            "record": views::record(sitting, self.healthy),
        });
        let at = json!({"epoch": self.epoch, "seq": self.seq()});
        let data = data.to_string();
        let open = data.strip_suffix('}').expect("an object ends with a brace");
        format!("{{\"type\":\"push\",\"topic\":\"snapshot\",\"at\":{at},\"data\":{open}")
    }

    fn own(&self, delegate: DelegateId) -> Value {
        views::own(&self.sitting, delegate)
    }

    /// The own view of one delegate as a push.
    #[must_use]
    pub fn own_push(&self, delegate: DelegateId) -> Utf8Bytes {
        push("own", &self.epoch, self.seq(), &self.own(delegate))
    }

    /// What a client at this position has missed; none when it must take a snapshot.
    fn missed(&self, epoch: &str, seq: u64) -> Option<Vec<Arc<Push>>> {
        let oldest = self.recent.front().map_or(self.seq() + 1, |push| push.seq);
        let covered = seq <= self.seq() && (seq + 1 >= oldest || seq == self.seq());
        let known = epoch == self.epoch && covered && self.sitting.last().is_some();
        known.then(|| self.recent.iter().filter(|push| push.seq > seq).cloned().collect())
    }
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
        let feed = Arc::new(Self {
            replica: RwLock::new(Replica::new(snapshot)),
            pushes: broadcast::channel(PUSHES_KEPT).0,
            ticks: watch::channel(Ticks::default()).0,
            presence: Arc::default(),
            roster_changed: AtomicBool::new(true),
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
        let mut shown: [Value; 7] = Default::default();
        loop {
            // Both arms are cancel-safe.
            tokio::select! {
                () = stop.cancelled() => return,
                heard = news.recv() => match heard {
                    Ok(heard) if self.hear(&heard) => dirty = true,
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
                    if moved || dirty {
                        self.tick(&mut shown);
                        dirty = false;
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
        *replica = Replica::new(snapshot);
        self.roster_changed.store(true, Ordering::Release);
        self.send(Signal::Restart);
    }

    fn follow(&self, replica: &mut Replica, sealed: &Sealed) {
        replica.sitting.apply(&sealed.record.event, sealed.stamp());
        replica.snapshots = Default::default();
        let event = &sealed.record.event;
        let moves = matches!(
            event,
            Event::PeopleEnrolled { .. }
                | Event::CheckedIn { .. }
                | Event::CheckedOut { .. }
                | Event::LeaveSet { .. }
        );
        self.roster_changed.fetch_or(moves, Ordering::AcqRel);
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
    fn tick(&self, shown: &mut [Value; 7]) {
        let connected = self.presence.connected();
        let replica = self.replica();
        let (sitting, seq) = (&replica.sitting, replica.seq());
        let moved = self.roster_changed.swap(false, Ordering::AcqRel);
        let fresh = [
            ("turnout", Some(views::turnout(sitting, Audience::Screen))),
            ("turnout", Some(views::turnout(sitting, Audience::Chair))),
            ("tally", Some(views::tally(sitting))),
            ("attendance", Some(views::attendance(sitting))),
            ("presence", Some(views::presence(sitting, &connected))),
            ("record", Some(views::record(sitting, replica.healthy))),
            ("roster", moved.then(|| views::roster(sitting, &connected))),
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
