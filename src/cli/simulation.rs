//! The people of the demo: tablets that vote by themselves, and a chair that follows the agenda.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::access::{Access, Grant, GrantRole};
use crate::client::Client;
use crate::client::tablet::{Cast, Habits, Tablet};
use crate::domain::ids::{DelegateId, SittingId};
use crate::engine::clock::Clock;

/// Acknowledged votes that may wait to be read by the demo.
const CASTS_KEPT: usize = 4_096;
/// How long a token of a simulated person lasts.
const TOKEN_VALID_MS: u64 = 86_400_000;
/// Sockets are set up a few at a time, as people come in.
const ARRIVAL: Duration = Duration::from_millis(2);

/// Makes a token without a browser.
pub(crate) async fn token(access: &Access, grant: Grant, clock: &Clock) -> anyhow::Result<String> {
    let now_ms = clock.now_ms();
    let code = access.issue_link(grant, now_ms, TOKEN_VALID_MS).await?;
    let (token, _) = access.redeem(&code.to_string(), "simulation", now_ms).await?;
    Ok(token.as_str().to_owned())
}

/// Starts one tablet for each of `delegates`; what they cast is told to the receiver.
pub(crate) async fn start_tablets(
    delegates: &[DelegateId],
    sitting: SittingId,
    access: &Access,
    clock: &Clock,
    habits: Habits,
    tracker: &TaskTracker,
    stop: &CancellationToken,
) -> anyhow::Result<mpsc::Receiver<Cast>> {
    let (casts, told) = mpsc::channel(CASTS_KEPT);
    let habits = Arc::new(habits);
    for (number, delegate) in (0_u64..).zip(delegates) {
        let grant = Grant { sitting, role: GrantRole::Delegate(*delegate) };
        let token = token(access, grant, clock).await?;
        let tablet = Tablet::new(Arc::clone(&habits), number, token, clock.clone(), casts.clone());
        tracker.spawn(tablet.run(stop.clone()));
        tokio::time::sleep(ARRIVAL).await;
    }
    Ok(told)
}

/// A chair or scrutineer who follows the agenda over a real socket.
#[derive(Debug)]
pub(crate) struct Officer {
    client: Client,
}

impl Officer {
    pub(crate) async fn connect(base: &str, face: &str, token: &str) -> anyhow::Result<Self> {
        let client = Client::connect(base, face, token).await;
        Ok(Self { client: client.with_context(|| format!("connect the {face}"))? })
    }

    /// Does one thing to a ballot; a refusal is an error here, because the demo follows the rules.
    pub(crate) async fn act(&mut self, kind: &str, ballot: &str) -> anyhow::Result<()> {
        self.act_with(kind, json!({"ballot": ballot})).await
    }

    pub(crate) async fn act_with(&mut self, kind: &str, fields: Value) -> anyhow::Result<()> {
        let answer = self.client.request(kind, fields).await?;
        anyhow::ensure!(answer["ok"] == true, "{kind} was refused: {}", answer["refusal"]["en"]);
        Ok(())
    }

    /// Reads pushes until one satisfies `done`; the whole wait is bounded by `patience`.
    pub(crate) async fn wait_for<T>(
        &mut self,
        patience: Duration,
        mut done: impl FnMut(&Value) -> Option<T>,
    ) -> anyhow::Result<T> {
        let wait = async {
            loop {
                let push = self.client.push().await?;
                if let Some(found) = done(&push) {
                    return anyhow::Ok(found);
                }
            }
        };
        tokio::time::timeout(patience, wait).await.context("nothing happened in time")?
    }
}
