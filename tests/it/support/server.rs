//! A whole node on a free port, with real sockets; every test ends by checking the house.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use plenum::access::store::Store;
use plenum::access::{Access, Grant, GrantRole};
use plenum::client::Client;
use plenum::domain::ids::BallotId;
use plenum::domain::profile::{BallotRequest, Profile};
use plenum::domain::text::Key;
use plenum::engine::clock::Clock;
use plenum::http::accept::Limits;
use plenum::http::auth::OpenSockets;
use plenum::http::{self, App};
use plenum::hub::{self, Hub};
use plenum::ledger::Ledger;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::hall::Hall;

/// Longest wait for anything in a test.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct TestServer {
    pub(crate) hall: Hall,
    pub(crate) base: String,
    pub(crate) access: Access,
    pub(crate) app: App,
    stop: CancellationToken,
    tracker: TaskTracker,
}

/// Every profile that ships.
pub(crate) fn profiles() -> BTreeMap<Key, Profile> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/config/profiles");
    let files = std::fs::read_dir(folder).expect("config/profiles");
    let profile = |file: std::io::Result<std::fs::DirEntry>| {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let profile = Profile::parse(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        (profile.id.clone(), profile)
    };
    files.map(profile).collect()
}

impl TestServer {
    /// A server over `ledger` with a sitting of `members`, all signed in.
    pub(crate) async fn start(ledger: Arc<dyn Ledger>, members: usize) -> Self {
        Self::with(ledger, members, hub::Options::default(), Limits::default()).await
    }

    pub(crate) async fn with(
        ledger: Arc<dyn Ledger>,
        members: usize,
        options: hub::Options,
        limits: Limits,
    ) -> Self {
        Self::over(Hall::new(ledger, members).await, options, limits).await
    }

    /// A server over a hall that is there already: a restart.
    pub(crate) async fn over(hall: Hall, options: hub::Options, limits: Limits) -> Self {
        let access = Access::new(Store::memory().await.expect("a store in memory"), 3_600_000);
        let app = App {
            hub: Hub::new(hall.engine.clone(), options),
            access: access.clone(),
            profiles: Arc::new(profiles()),
            origins: Arc::new([]),
            token_valid_ms: 3_600_000,
            sockets: OpenSockets::default(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (stop, tracker) = (CancellationToken::new(), TaskTracker::new());
        let grace = Duration::from_secs(2);
        let router = http::router(app.clone());
        tracker.spawn(http::accept::serve(listener, router, limits, stop.clone(), grace));
        Self { hall, base, access, app, stop, tracker }
    }

    pub(crate) fn clock(&self) -> &Clock {
        self.hall.engine.clock()
    }

    /// A token without a browser.
    pub(crate) async fn token(&self, role: GrantRole) -> String {
        let grant = Grant { sitting: self.hall.sitting, role };
        let now_ms = self.clock().now_ms();
        let code = self.access.issue_link(grant, now_ms, 3_600_000).await.unwrap();
        let redeemed = self.access.redeem(&code.to_string(), "test", now_ms).await;
        redeemed.unwrap().0.as_str().to_owned()
    }

    pub(crate) async fn client(&self, face: &str, role: GrantRole) -> Client {
        let token = self.token(role).await;
        Client::connect(&self.base, face, &token).await.expect("connect and say hello")
    }

    /// The n-th member at a tablet.
    pub(crate) async fn tablet(&self, member: usize) -> Client {
        self.client("vote", GrantRole::Delegate(self.hall.people[member].id)).await
    }

    pub(crate) async fn chair(&self) -> Client {
        self.client("chair", GrantRole::Chair).await
    }

    pub(crate) async fn screen(&self) -> Client {
        self.client("screen", GrantRole::Display).await
    }

    /// A ballot that is open, without a deadline.
    pub(crate) async fn open(&self, request: &BallotRequest, number: u32) -> BallotId {
        self.hall.open(request, number, 0).await
    }

    /// Stops the server and checks the house.
    pub(crate) async fn finish(self) -> plenum::audit::verify::Report {
        self.stop_serving().await;
        self.hall.finish().await
    }

    /// Stops the server without its engine.
    pub(crate) async fn stop_serving(&self) {
        self.stop.cancel();
        self.app.hub.shutdown(Duration::from_secs(2)).await;
        self.tracker.close();
        self.tracker.wait().await;
    }
}

/// A cast of `paper` with a fresh id.
pub(crate) fn cast(ballot: BallotId, paper: impl Into<Value>) -> Value {
    json!({"ballot": ballot, "cast_id": uuid::Uuid::now_v7(), "paper": paper.into()})
}

pub(crate) fn marked(grade: &str) -> Value {
    json!({"form": "marks", "marks": {"1": grade}})
}

/// The code of a refusal; panics on an answer that is none.
pub(crate) fn code(answer: &Value) -> &str {
    assert_eq!(answer["ok"], false, "{answer}");
    for language in ["zh", "en"] {
        let sentence = answer["refusal"][language].as_str().expect("a sentence");
        assert!(!sentence.is_empty() && !sentence.contains('{'), "{answer}");
    }
    answer["refusal"]["code"].as_str().expect("a code")
}

/// The next push of a topic, within [`PATIENCE`].
pub(crate) async fn next(client: &mut Client, topic: &str) -> Value {
    until(client, |push| push["topic"] == topic).await
}

/// The next push that satisfies `wanted`, within [`PATIENCE`].
pub(crate) async fn until(client: &mut Client, wanted: impl Fn(&Value) -> bool) -> Value {
    let wait = async {
        loop {
            let push = client.push().await.expect("the link holds");
            if wanted(&push) {
                return push;
            }
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("the push comes in time")
}
