//! The state as the feed has folded it, and the frames that show it whole.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::bus::{LiveTally, Snapshot};
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::sitting::Sitting;
use crate::hub::actor::Audience;
use crate::hub::push::{Push, push};
use crate::hub::views;

/// The state as this node's faces see it.
#[derive(Debug)]
pub struct Replica {
    /// Fold of all news so far.
    pub sitting: Sitting,
    /// Epoch of positions.
    pub epoch: String,
    /// Whether the store answers.
    pub healthy: bool,
    /// Running totals of a secret ballot that shows them.
    pub live_tally: Option<Arc<LiveTally>>,
    /// What screens were last shown of a running secret ballot.
    stepped: Option<Stepped>,
    pub(super) recent: VecDeque<Arc<Push>>,
    /// Encoded snapshots of this very state, up to the own view; made when first asked for.
    pub(super) snapshots: [OnceLock<String>; 4],
}

/// Figures of a running secret ballot as they were last shown.
#[derive(Debug)]
struct Stepped {
    ballots: Vec<BallotId>,
    turnout_public: Value,
    turnout_staff: Value,
    presence: Value,
    record: Value,
}

impl Replica {
    /// The replica at a place in the record.
    #[must_use]
    pub fn new(snapshot: &Snapshot) -> Self {
        Self {
            sitting: snapshot.sitting.as_ref().clone(),
            epoch: snapshot.epoch.simple().to_string(),
            healthy: snapshot.healthy,
            live_tally: snapshot.live_tally.clone(),
            stepped: None,
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
        let presence = match (audience.is_staff(), self.stepped()) {
            (false, _) => Value::Null,
            (true, Some(stepped)) => stepped.presence.clone(),
            (true, None) => views::presence(&self.sitting, connected),
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
            "turnout": if shows_figures { self.turnout(audience) } else { Value::Null },
            "tally": if shows_figures { self.tally() } else { Value::Null },
            "record": self.record(),
            "draws": if shows_figures { views::draw::draws(sitting, audience.is_staff()) } else { json!([]) },
        });
        let at = json!({"epoch": self.epoch, "seq": self.seq()});
        let data = data.to_string();
        let open = data.strip_suffix('}').expect("an object ends with a brace");
        format!("{{\"type\":\"push\",\"topic\":\"snapshot\",\"at\":{at},\"data\":{open}")
    }

    pub(super) fn own(&self, delegate: DelegateId) -> Value {
        views::own(&self.sitting, delegate)
    }

    /// The own view of one delegate as a push.
    #[must_use]
    pub fn own_push(&self, delegate: DelegateId) -> Utf8Bytes {
        push("own", &self.epoch, self.seq(), &self.own(delegate))
    }

    /// What a client at this position has missed; none when it must take a snapshot.
    pub(super) fn missed(&self, epoch: &str, seq: u64) -> Option<Vec<Arc<Push>>> {
        let oldest = self.recent.front().map_or(self.seq() + 1, |push| push.seq);
        let covered = seq <= self.seq() && (seq + 1 >= oldest || seq == self.seq());
        let known = epoch == self.epoch && covered && self.sitting.last().is_some();
        known.then(|| self.recent.iter().filter(|push| push.seq > seq).cloned().collect())
    }

    /// Whether a secret ballot runs: then figures move in steps.
    pub(super) fn runs_secret(&self) -> bool {
        !self.secret_running().is_empty()
    }

    /// The secret ballots that run: that of the hall and polls beside it.
    fn secret_running(&self) -> Vec<BallotId> {
        let running = self.sitting.all_running();
        let secret = running.filter(|b| b.phase.poll().is_some_and(|poll| poll.seal.is_some()));
        secret.map(|ballot| ballot.id).collect()
    }

    /// From the moment at which a secret ballot runs there is something that was last shown of it:
    /// else those who come within its first second would see every single vote. True when the
    /// steps begin now.
    pub(super) fn begin_steps(&mut self, connected: impl FnOnce() -> BTreeSet<DelegateId>) -> bool {
        let begins = self.runs_secret() && self.stepped().is_none();
        if begins {
            self.step(&connected());
        }
        begins
    }

    /// Takes the place of `old`, whose last step goes on.
    pub(super) fn follows(&mut self, old: &mut Self) {
        self.stepped = old.stepped.take();
    }

    /// Head and health as they are shown now.
    #[must_use]
    pub fn record(&self) -> Value {
        match self.stepped() {
            Some(stepped) => stepped.record.clone(),
            None => views::record(&self.sitting, self.healthy),
        }
    }

    /// What was last shown of the secret ballot that runs, so that connecting again and again shows
    /// no finer steps than staying does.
    fn stepped(&self) -> Option<&Stepped> {
        let running = self.secret_running();
        self.stepped.as_ref().filter(|stepped| !running.is_empty() && stepped.ballots == running)
    }

    fn turnout(&self, audience: Audience) -> Value {
        match self.stepped() {
            Some(stepped) if audience.is_staff() => stepped.turnout_staff.clone(),
            Some(stepped) => stepped.turnout_public.clone(),
            None => views::turnout(&self.sitting, audience),
        }
    }

    fn tally(&self) -> Value {
        views::tally(&self.sitting, self.live_tally.as_deref())
    }

    /// The state topics as they are now; remembered while a secret ballot runs.
    pub(super) fn step(&mut self, connected: &BTreeSet<DelegateId>) -> [Value; 6] {
        let sitting = &self.sitting;
        let turnout_public = views::turnout(sitting, Audience::Screen);
        let turnout_staff = views::turnout(sitting, Audience::Chair);
        let presence = views::presence(sitting, connected);
        let record = views::record(sitting, self.healthy);
        let (tally, attendance) = (self.tally(), views::attendance(sitting));
        let ballots = self.secret_running();
        if !ballots.is_empty() {
            self.stepped = Some(Stepped {
                ballots,
                turnout_public: turnout_public.clone(),
                turnout_staff: turnout_staff.clone(),
                presence: presence.clone(),
                record: record.clone(),
            });
            self.snapshots = Default::default();
        }
        [turnout_public, turnout_staff, tally, attendance, presence, record]
    }
}
