//! B-10: while a secret ballot runs, figures move in steps of at least a second and know nothing
//! of options. Sockets are pipes in memory and the clock stands still until nobody has anything to
//! do, so that what is measured is the rule and not the machine.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use plenum::domain::command::{ChairCommand, DeskCommand};
use plenum::domain::sheet::ShowWhileOpen;
use plenum::engine::Reply;
use plenum::engine::clock::Clock;
use plenum::hub::actor::{Actor, ActorRole};
use plenum::hub::{self, Hub};
use plenum::ledger::memory::MemoryLedger;
use serde_json::{Value, json};
use tokio::io::DuplexStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::support::hall::{Hall, mark, profile};
use crate::support::keys::{KeyRoom, Sealing, secret_motion};

const VOTERS: usize = 60;
/// Between two votes.
const PACE: Duration = Duration::from_millis(130);
/// Room of a pipe, bytes.
const PIPE: usize = 1 << 20;

struct Watched {
    hall: Hall,
    hub: Hub,
    tracker: TaskTracker,
    stop: CancellationToken,
    _room: KeyRoom,
}

/// A frame with the time at which it came, ms.
type Seen = (u64, Value);

impl Watched {
    async fn new() -> Self {
        let room = KeyRoom::new();
        let ledger = Arc::new(MemoryLedger::default());
        let hall = Hall::with_keys(ledger, VOTERS, room.keys()).await;
        let hub = Hub::new(hall.engine.clone(), hub::Options::default());
        let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
        Self { hall, hub, tracker, stop, _room: room }
    }

    fn clock(&self) -> &Clock {
        self.hall.engine.clock()
    }

    /// A socket of this role that has said hello.
    async fn socket(&self, role: ActorRole) -> WebSocketStream<DuplexStream> {
        let (ours, theirs) = tokio::io::duplex(PIPE);
        let actor = Actor { sitting: self.hall.sitting, role };
        let place = self.hub.place(self.hall.sitting).await.unwrap().unwrap();
        let (hub, token) = (self.hub.clone(), self.stop.clone());
        self.tracker.spawn(async move { hub.serve(theirs, actor, place, token).await });
        let mut socket = WebSocketStream::from_raw_socket(ours, Role::Client, None).await;
        let hello = json!({"type": "hello", "ref": 1, "protocol": 1});
        socket.send(Message::Text(hello.to_string().into())).await.unwrap();
        socket
    }

    /// The snapshot that somebody gets who comes now.
    async fn snapshot(&self, role: ActorRole) -> Value {
        let mut socket = self.socket(role).await;
        loop {
            let frame = frame(&mut socket).await.expect("the snapshot comes");
            if frame["topic"] == "snapshot" {
                return frame["data"].clone();
            }
        }
    }

    /// Notes everything that a socket of this role is sent, until the end.
    fn watch(&self, role: ActorRole) -> tokio::task::JoinHandle<Vec<Seen>> {
        let watched = Self {
            hall: Hall {
                engine: self.hall.engine.clone(),
                handle: self.hall.handle.clone(),
                ledger: Arc::clone(&self.hall.ledger),
                sitting: self.hall.sitting,
                people: Vec::new(),
            },
            hub: self.hub.clone(),
            tracker: self.tracker.clone(),
            stop: self.stop.clone(),
            _room: KeyRoom::new(),
        };
        self.tracker.spawn(async move {
            let mut socket = watched.socket(role).await;
            let mut seen = Vec::new();
            while let Some(frame) = frame(&mut socket).await {
                seen.push((watched.clock().now_ms(), frame));
            }
            seen
        })
    }

    async fn vote(&self, sealing: &Sealing, member: usize) {
        let grade = ["yes", "no", "abstain"][member % 3];
        let text = sealing.text(&mark(grade));
        let cast = self.hall.cast_text(sealing, member, 1, &text).await;
        assert!(matches!(cast, Ok(Reply::Recorded(_))), "{cast:?}");
    }
}

/// The next frame; none when the socket was closed.
async fn frame(socket: &mut WebSocketStream<DuplexStream>) -> Option<Value> {
    loop {
        match socket.next().await?.ok()? {
            Message::Text(text) => return Some(serde_json::from_str(&text).unwrap()),
            Message::Close(_) => return None,
            _ => {}
        }
    }
}

/// Everything in a view that moves with a vote and is not the place in the stream.
fn figures(data: &Value) -> String {
    json!([data["turnout"], data["tally"], data["presence"], data["record"]]).to_string()
}

#[tokio::test(start_paused = true)]
async fn figures_of_a_secret_ballot_move_in_steps_of_a_second_and_know_no_option() {
    let watched = Watched::new().await;
    let watchers: Vec<_> = [ActorRole::Display, ActorRole::Chair, ActorRole::Operator]
        .map(|role| watched.watch(role))
        .into_iter()
        .collect();
    let tablet = watched.watch(ActorRole::Delegate(Box::new(watched.hall.people[0].clone())));
    tokio::time::sleep(Duration::from_secs(5)).await;
    // Something has just been shown when the ballot opens: the first step is a second away.
    let delegate = watched.hall.people[VOTERS - 1].id;
    watched.hall.desk(DeskCommand::CheckOut { delegate }).await.unwrap();
    watched.hall.desk(DeskCommand::CheckIn { delegate }).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let ballot = watched.hall.open(&secret_motion("a"), 1, 0).await;
    let sealing = watched.hall.sealing(ballot).await;
    let opened_ms = watched.clock().now_ms();
    let mut reconnected = Vec::new();
    for member in 0..VOTERS {
        watched.vote(&sealing, member).await;
        for role in [ActorRole::Display, ActorRole::Chair, ActorRole::Operator] {
            let data = watched.snapshot(role.clone()).await;
            reconnected.push((watched.clock().now_ms(), role, figures(&data)));
        }
        tokio::time::sleep(PACE).await;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let ended_ms = watched.clock().now_ms();
    watched.stop.cancel();
    watched.hub.shutdown(Duration::from_secs(1)).await;
    votes_push_nothing(&tablet.await.unwrap(), opened_ms, ended_ms);
    for watcher in watchers {
        check_pushes(&watcher.await.unwrap(), opened_ms, ended_ms);
    }
    check_reconnections(&reconnected, opened_ms);
    watched.hall.finish().await;
}

#[tokio::test(start_paused = true)]
async fn running_totals_of_a_secret_ballot_stand_alone_and_move_in_steps() {
    let watched = Watched::new().await;
    let watchers: Vec<_> = [ActorRole::Display, ActorRole::Chair, ActorRole::Operator]
        .map(|role| watched.watch(role))
        .into_iter()
        .collect();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let request = secret_motion("a");
    let mut sheet = profile(request.profile.as_str()).sheet(&request, 1, 1).unwrap();
    sheet.rules.show_while_open = ShowWhileOpen::Tally;
    sheet.rules.live_tally_in_secret = true;
    let ballot = watched.hall.ready_sheet(sheet).await;
    watched.hall.open_ready(ballot, 0).await;
    let sealing = watched.hall.sealing(ballot).await;
    let mut looks = Vec::new();
    for member in 0..VOTERS {
        watched.vote(&sealing, member).await;
        let data = watched.snapshot(ActorRole::Chair).await;
        assert!(data["turnout"].is_null() && data["presence"]["waiting"].is_null(), "{data}");
        looks.push((watched.clock().now_ms(), data["tally"].to_string()));
        if member % 20 == 10 {
            // A ballot that is suspended and goes on gives no step away.
            let reason = plenum::domain::text::Text::default();
            watched.hall.chair(ChairCommand::Suspend { ballot, reason }).await.unwrap();
            watched.hall.chair(ChairCommand::Resume { ballot }).await.unwrap();
        }
        tokio::time::sleep(PACE).await;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    watched.stop.cancel();
    watched.hub.shutdown(Duration::from_secs(1)).await;
    for watcher in watchers {
        let seen = watcher.await.unwrap();
        let shown = |topic: &'static str| {
            let of = move |(_, frame): &&Seen| frame["topic"] == topic && !frame["data"].is_null();
            seen.iter().filter(of)
        };
        assert_eq!(shown("turnout").count(), 0);
        let mut totals: Vec<(u64, String)> =
            shown("tally").map(|(at_ms, frame)| (*at_ms, frame["data"].to_string())).collect();
        totals.dedup_by(|a, b| a.1 == b.1);
        let gaps: Vec<u64> = totals.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        println!("totals: gaps of {gaps:?} ms");
        assert!(gaps.len() >= 4 && gaps.iter().all(|gap| *gap >= 1_000), "{gaps:?}");
    }
    let pace_ms = u64::try_from(PACE.as_millis()).unwrap();
    looks.retain(|(_, tally)| tally != "null");
    looks.dedup_by(|a, b| a.1 == b.1);
    let gaps: Vec<u64> = looks.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    println!("who comes again: {gaps:?} ms");
    assert!(gaps.iter().all(|gap| gap + pace_ms >= 1_000), "{gaps:?}");
    watched.hall.finish().await;
}

/// Of each topic with figures two frames are a second apart, and it moved all the same.
fn check_pushes(seen: &[Seen], opened_ms: u64, ended_ms: u64) {
    votes_push_nothing(seen, opened_ms, ended_ms);
    for topic in ["turnout", "presence", "record", "tally"] {
        let times: Vec<u64> = seen
            .iter()
            .filter(|(at_ms, frame)| frame["topic"] == topic && *at_ms >= opened_ms)
            .map(|(at_ms, frame)| {
                let text = frame.to_string();
                for option in ["yes", "abstain", "votes", "rows", "blank"] {
                    assert!(!text.contains(option), "{text}");
                }
                *at_ms
            })
            .collect();
        let gaps: Vec<u64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
        println!("{topic}: gaps of {gaps:?} ms");
        assert!(gaps.iter().all(|gap| *gap >= 1_000), "{topic}: {gaps:?}");
        let most = usize::try_from((ended_ms - opened_ms) / 1_000 + 2).unwrap();
        assert!(
            times.len() <= most && (times.len() >= 5 || topic == "presence" || topic == "tally")
        );
    }
}

/// A vote is told in the figures of the next step and in nothing else: neither its ballot nor the
/// agenda goes to the hall again, and a tablet whose owner does nothing hears nothing.
fn votes_push_nothing(seen: &[Seen], opened_ms: u64, ended_ms: u64) {
    assert!(seen.iter().any(|(_, frame)| frame["topic"] == "ballot"), "the opening was told");
    let told_ms = opened_ms + u64::try_from(PACE.as_millis()).unwrap() / 2;
    let while_voting = seen.iter().filter(|(at_ms, _)| (told_ms..ended_ms).contains(at_ms));
    for (_, frame) in while_voting {
        let topic = frame["topic"].as_str().unwrap_or_default();
        assert!(["turnout", "presence", "record", "tally"].contains(&topic), "{frame}");
    }
}

/// Who comes again and again sees the same steps.
fn check_reconnections(seen: &[(u64, ActorRole, String)], opened_ms: u64) {
    for role in [ActorRole::Display, ActorRole::Chair, ActorRole::Operator] {
        let mine: Vec<_> = seen.iter().filter(|(_, of, _)| *of == role).collect();
        let moved: Vec<u64> = mine
            .windows(2)
            .filter(|pair| pair[0].2 != pair[1].2)
            .map(|pair| pair[1].0 - opened_ms)
            .collect();
        println!("{role:?}: figures moved at {moved:?} ms, of {} looks", mine.len());
        // A step is seen by the first look after it, at most one pace late.
        let pace_ms = u64::try_from(PACE.as_millis()).unwrap();
        let steps = std::iter::once(0).chain(moved.iter().copied()).collect::<Vec<_>>();
        assert!(steps.windows(2).all(|pair| pair[1] - pair[0] + pace_ms >= 1_000), "{steps:?}");
        assert!(moved.len() >= 5, "{moved:?}");
    }
}
