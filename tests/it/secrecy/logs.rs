//! B-04: the server's own log at full volume, and everything that it answers, pushes and shows,
//! with good papers and with papers that it refuses.

use std::io::Write;
use std::sync::{Arc, Mutex};

use plenum::client::Client;
use plenum::client::sealing::sealed;
use plenum::domain::command::ChairCommand;
use plenum::domain::ids::BallotId;
use plenum::domain::paper::{Paper, PaperForm, RawPaper};
use plenum::domain::profile::BallotRequest;
use plenum::domain::seal::paper_text;
use plenum::domain::sheet::Secrecy;
use plenum::domain::text::Key;
use plenum::http::accept::Limits;
use plenum::hub;
use plenum::ledger::memory::MemoryLedger;
use serde_json::{Value, json};
use tracing_subscriber::util::SubscriberInitExt;
use uuid::Uuid;

use super::election::{evaluation, paper};
use super::markers::{self, Found, Markers};
use crate::support::hall::Hall;
use crate::support::keys::{KeyRoom, Sealing};
use crate::support::server::{TestServer, code, next};

/// What is written to it, shared.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What is done to a vote before it is sent.
type Change = fn(&mut Value);

/// A server, its ballot, and all that anybody has been told.
struct Watched {
    server: TestServer,
    here: Sealing,
    told: Vec<u8>,
    papers: Vec<Paper>,
}

fn limited(secrecy: Secrecy) -> BallotRequest {
    BallotRequest {
        profile: Key::new("eval-paper-quota").unwrap(),
        quota: Some(2),
        secrecy: Some(secrecy),
        ..evaluation("a")
    }
}

/// A paper that nobody else has: within the quota of outstanding, or far over it.
fn of_member(member: usize, over_quota: bool) -> Paper {
    let Paper::Marks { mut marks } = paper("logs", member) else { unreachable!() };
    for mark in marks.iter_mut().filter(|mark| **mark == Some(0)).skip(2) {
        *mark = Some(1);
    }
    if over_quota {
        marks[3..8].fill(Some(0));
    }
    Paper::Marks { marks }
}

fn spelt(form: &PaperForm, paper: &Paper) -> Value {
    let spelt: RawPaper = form.spell(paper).unwrap();
    serde_json::to_value(spelt).unwrap()
}

impl Watched {
    async fn new() -> Self {
        let room = KeyRoom::new();
        let hall = Hall::with_keys(Arc::new(MemoryLedger::default()), 12, room.keys()).await;
        let server = TestServer::over(hall, hub::Options::default(), Limits::default()).await;
        let ballot = server.open(&limited(Secrecy::Secret), 1).await;
        let here = server.hall.sealing(ballot).await;
        // The folder of the keys may go: they are in memory.
        Self { server, here, told: Vec::new(), papers: Vec::new() }
    }

    fn note(&mut self, told: &Value) {
        self.told.extend_from_slice(told.to_string().as_bytes());
    }

    async fn tablet(&mut self, member: usize) -> (Client, Value) {
        let mut tablet = self.server.tablet(member).await;
        let snapshot = next(&mut tablet, "snapshot").await;
        self.note(&snapshot);
        let ballots = snapshot["data"]["ballots"].as_array().unwrap();
        let view = ballots.iter().find(|b| b["id"] == json!(self.here.ballot)).unwrap();
        (tablet, view.clone())
    }

    /// Sends an envelope with this paper and returns the answer.
    async fn cast(&mut self, member: usize, over_quota: bool, change: Change) -> Value {
        let paper = of_member(member, over_quota);
        let (mut tablet, view) = self.tablet(member).await;
        let delegate = self.server.hall.people[member].id;
        let mut fields = match over_quota {
            false => {
                let paper = spelt(&self.here.form, &paper);
                sealed(&view, delegate, 1, &paper, Uuid::now_v7()).unwrap()
            }
            // A tablet of ours would not seal it.
            true => {
                let envelope = self.here.envelope(delegate, 1, &paper_text(&paper));
                json!({
                    "ballot": self.here.ballot, "cast_id": Uuid::now_v7(), "revision": 1,
                    "envelope": envelope,
                })
            }
        };
        change(&mut fields);
        self.papers.push(paper);
        let answer = tablet.request("cast_sealed", fields).await.unwrap();
        self.note(&answer);
        answer
    }

    /// What the server shows to anybody who asks.
    async fn ask(&mut self) {
        let ballot = self.here.ballot;
        let sitting = self.server.hall.sitting;
        let token = self.server.token(plenum::access::GrantRole::Chair).await;
        for path in [
            "/healthz".to_owned(),
            "/readyz".into(),
            "/openapi.json".into(),
            "/metrics".into(),
            "/api/sittings".into(),
            format!("/api/sittings/{sitting}"),
            format!("/api/sittings/{sitting}/ballots/{ballot}"),
            format!("/api/sittings/{sitting}/ballots/{ballot}/result.csv"),
            format!("/api/sittings/{sitting}/export"),
        ] {
            let url = format!("{}{path}", self.server.base);
            let response = reqwest::Client::new().get(url).bearer_auth(&token).send().await;
            self.told.extend_from_slice(&response.unwrap().bytes().await.unwrap());
        }
        let (mut chair, mut screen) = (self.server.chair().await, self.server.screen().await);
        for client in [&mut chair, &mut screen] {
            let snapshot = next(client, "snapshot").await;
            self.told.extend_from_slice(snapshot.to_string().as_bytes());
        }
    }

    fn markers(&self) -> Markers {
        let of = |(n, paper): (usize, &Paper)| {
            markers::of_paper(&format!("paper {n}"), &self.here.form, paper)
        };
        let mut all: Vec<_> = self.papers.iter().enumerate().flat_map(of).collect();
        all.extend(markers::of_any_paper());
        Markers::new(all)
    }
}

#[tokio::test]
async fn no_paper_is_in_a_log_an_answer_or_a_view() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::level_filters::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone());
    let _guard = subscriber.set_default();

    let mut watched = Watched::new().await;
    for member in 0..5 {
        assert_eq!(watched.cast(member, false, |_| ()).await["ok"], true);
    }
    let wrong: [(usize, bool, Change, &str); 6] = [
        (5, true, |_| (), "paper_over_quota"),
        (6, false, |cast| cast["revision"] = json!(2), "revision_stale"),
        (7, false, shorten, "envelope_wrong_length"),
        (8, false, damage, "envelope_unreadable"),
        (9, false, |cast| cast["envelope"] = json!("=!"), "bad_frame"),
        (0, false, |cast| cast["revision"] = json!(1), "revision_stale"),
    ];
    for (member, over_quota, change, refusal) in wrong {
        let answer = watched.cast(member, over_quota, change).await;
        assert_eq!(code(&answer), refusal);
    }
    watched.ask().await;
    let ballot = watched.here.ballot;
    watched.server.hall.chair(ChairCommand::Close { ballot }).await.unwrap();
    assert_eq!(code(&watched.cast(10, false, |_| ()).await), "ballot_closed");
    watched.ask().await;

    let markers = watched.markers();
    let mut found = Found::default();
    markers.bytes("the log", &log.0.lock().unwrap(), &mut found);
    markers.bytes("what was told", &watched.told, &mut found);
    println!("{} markers in {} bytes", markers.len(), found.bytes);
    found.assert_nothing("log, answers and views");
    control(&watched.server, &log).await;
    watched.server.finish().await;
}

fn shorten(cast: &mut Value) {
    let envelope = cast["envelope"].as_str().unwrap();
    cast["envelope"] = json!(envelope[..envelope.len() / 4 * 4 - 4]);
}

fn damage(cast: &mut Value) {
    let envelope = cast["envelope"].as_str().unwrap();
    cast["envelope"] = json!(format!("AAAA{}", &envelope[4..]));
}

/// At this volume a library logs whole frames: the paper of a recorded ballot is found.
async fn control(server: &TestServer, log: &Log) {
    let ballot: BallotId = server.open(&limited(Secrecy::Recorded), 2).await;
    let (snapshot, _) = server.hall.handle.follow().await.unwrap();
    let form = snapshot.sitting.ballot(ballot).unwrap().sheet.form.clone();
    let paper = of_member(11, false);
    let cast = json!({
        "ballot": ballot, "cast_id": Uuid::now_v7(), "paper": spelt(&form, &paper),
    });
    let mut tablet = server.tablet(11).await;
    assert_eq!(tablet.request("cast", cast).await.unwrap()["ok"], true);
    let markers = Markers::new(markers::of_paper("a recorded paper", &form, &paper));
    let mut found = Found::default();
    markers.bytes("the log", &log.0.lock().unwrap(), &mut found);
    assert!(!found.hits.is_empty(), "the log is not at full volume");
}
