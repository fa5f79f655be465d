//! Frames to clients, encoded once and shared by all sockets.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::domain::ids::BallotId;
use crate::hub::actor::{Actor, ActorRole, Audience};
use crate::hub::problem::Problem;
use crate::hub::requests::PROTOCOL;
use crate::hub::{Options, views};

/// One lifecycle push: ordered, never conflated.
#[derive(Debug)]
pub struct Push {
    /// Last record it reflects.
    pub seq: u64,
    /// For delegates and projectors; none when it is not for them.
    pub public: Option<Utf8Bytes>,
    /// For chair and desk.
    pub staff: Option<Utf8Bytes>,
    /// The own view of these people is other now; none: of nobody, empty: of everybody.
    pub own: Own,
}

/// What sockets hear from their feed.
#[derive(Clone, Debug)]
pub enum Signal {
    /// A lifecycle push.
    Push(Arc<Push>),
    /// Everything is other now: begin again with a snapshot.
    Restart,
    /// Nothing more will come: connect again.
    Ended,
}

/// Whose own view a push changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// Nobody's.
    Nobody,
    /// One person's.
    One(crate::domain::ids::DelegateId),
    /// Everybody's: another ballot is on stage.
    Everybody,
}

/// The newest frame of each state topic; a slow socket skips what it missed.
#[derive(Clone, Debug, Default)]
pub struct Ticks {
    /// Turnout for the public.
    pub turnout_public: Option<Arc<Utf8Bytes>>,
    /// Turnout for chair and desk.
    pub turnout_staff: Option<Arc<Utf8Bytes>>,
    /// Running totals.
    pub tally: Option<Arc<Utf8Bytes>>,
    /// Attendance.
    pub attendance: Option<Arc<Utf8Bytes>>,
    /// Connected and waiting.
    pub presence: Option<Arc<Utf8Bytes>>,
    /// Head and health.
    pub record: Option<Arc<Utf8Bytes>>,
    /// Roster for the desk.
    pub roster: Option<Arc<Utf8Bytes>>,
    /// The draw the hall looks at, for screens.
    pub draws_public: Option<Arc<Utf8Bytes>>,
    /// All draws, for chair and desk.
    pub draws_staff: Option<Arc<Utf8Bytes>>,
}

impl Ticks {
    /// The frames one audience gets, in sending order. Delegates get none.
    #[must_use]
    pub fn of(&self, audience: Audience) -> [Option<&Arc<Utf8Bytes>>; 7] {
        let (record, attendance, tally) =
            (self.record.as_ref(), self.attendance.as_ref(), self.tally.as_ref());
        let staff_turnout = self.turnout_staff.as_ref();
        let (presence, roster) = (self.presence.as_ref(), self.roster.as_ref());
        let draws = self.draws_staff.as_ref();
        let (public, shown) = (self.turnout_public.as_ref(), self.draws_public.as_ref());
        match audience {
            Audience::Delegate => [None; 7],
            Audience::Screen => [public, tally, attendance, record, shown, None, None],
            Audience::Chair => [staff_turnout, tally, attendance, presence, record, draws, None],
            Audience::Desk => [staff_turnout, tally, attendance, presence, record, draws, roster],
        }
    }
}

impl Push {
    /// The frame for one audience.
    #[must_use]
    pub fn frame(&self, audience: Audience) -> Option<&Utf8Bytes> {
        if audience.is_staff() { self.staff.as_ref() } else { self.public.as_ref() }
    }
}

/// A push frame.
#[must_use]
pub fn push(topic: &str, epoch: &str, seq: u64, data: &Value) -> Utf8Bytes {
    let frame = json!({
        "type": "push", "topic": topic, "at": {"epoch": epoch, "seq": seq}, "data": data,
    });
    frame.to_string().into()
}

/// The first frame.
#[must_use]
pub fn welcome(actor: &Actor, options: &Options, now_ms: u64) -> Utf8Bytes {
    let person = match &actor.role {
        ActorRole::Delegate(person) => views::person(person),
        ActorRole::Chair | ActorRole::Operator | ActorRole::Scrutineer | ActorRole::Display => {
            Value::Null
        }
    };
    let frame = json!({
        "type": "welcome", "protocol": PROTOCOL,
        "server": concat!("plenum/", env!("CARGO_PKG_VERSION")), "now_ms": now_ms,
        "actor": {"role": actor.role_name(), "person": person},
        "ping_s": options.ping_s,
        "reconnect_ms": {"min": options.reconnect_min_ms, "max": options.reconnect_max_ms},
        "limits": {
            "frame_bytes": options.frame_bytes_max, "messages_per_s": options.messages_per_s_max,
        },
    });
    frame.to_string().into()
}

/// An answer that something was done; `more` is merged in.
#[must_use]
pub fn done(r#ref: u32, more: &Value) -> Utf8Bytes {
    let mut frame = json!({"type": "answer", "ref": r#ref, "ok": true});
    if let Value::Object(more) = more {
        more.iter().for_each(|(key, value)| frame[key] = value.clone());
    }
    frame.to_string().into()
}

/// An answer that it was not.
#[must_use]
pub fn refused(r#ref: u32, problem: &Problem) -> Utf8Bytes {
    let frame = json!({"type": "answer", "ref": r#ref, "ok": false, "refusal": problem});
    frame.to_string().into()
}

/// The receipt of a recorded vote, for its answer.
#[must_use]
pub fn receipt(receipt: &crate::engine::Receipt) -> Value {
    let ballot: BallotId = receipt.ballot;
    json!({"receipt": {
        "ballot": ballot, "cast_id": receipt.cast_id, "revision": receipt.revision,
        "seq": receipt.seq, "at_ms": receipt.at_ms, "hash": receipt.hash,
        "content": receipt.content, "key": receipt.signed.map(|signed| signed.key),
        "signature": receipt.signed.map(|signed| signed.signature),
    }})
}
