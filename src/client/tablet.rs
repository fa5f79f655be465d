//! A simulated delegate: connects, signs in, votes on every ballot that opens after a human-like
//! delay, and keeps its `cast_id` until it is answered, over any number of lost links.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::client::papers::Mind;
use crate::client::sealing::sealed;
use crate::client::{Client, ClientError};
use crate::domain::ids::DelegateId;
use crate::engine::clock::Clock;

/// Longest pause before a lost link is tried again.
const RECONNECT_MAX_MS: u32 = 4_000;
/// Attempts to get one vote answered before the tablet gives up on this ballot.
const CAST_ATTEMPTS_MAX: u32 = 100;

/// How simulated delegates behave.
#[derive(Clone, Debug)]
pub struct Habits {
    /// `http://host:port`.
    pub base: String,
    /// Seed of the demo.
    pub seed: u64,
    /// Longest time to think; each vote takes between a fifth of it and all of it.
    pub think_ms_max: u32,
    /// Share of delegates that leave a ballot unanswered, percent.
    pub silent_percent: u32,
}

/// What a tablet tells about one acknowledged vote.
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    /// From sending to the committed acknowledgement, microseconds.
    pub latency_us: u64,
    /// When it was acknowledged, microseconds since the clock was started.
    pub at_us: u64,
    /// True when the server refused it.
    pub refused: bool,
}

/// One simulated delegate.
#[derive(Debug)]
pub struct Tablet {
    habits: Arc<Habits>,
    token: String,
    mind: Mind,
    clock: Clock,
    casts: mpsc::Sender<Cast>,
    voted: Option<Value>,
    delegate: Option<DelegateId>,
}

impl Tablet {
    /// The tablet of delegate `number`, signed in by `token`; its votes are told to `casts`.
    #[must_use]
    pub fn new(
        habits: Arc<Habits>,
        number: u64,
        token: String,
        clock: Clock,
        casts: mpsc::Sender<Cast>,
    ) -> Self {
        let mind = Mind::new(habits.seed, number);
        Self { habits, token, mind, clock, casts, voted: None, delegate: None }
    }

    /// Runs until `stop`.
    pub async fn run(mut self, stop: CancellationToken) {
        let mut pause_ms = 100;
        while !stop.is_cancelled() {
            let session = self.session();
            tokio::select! {
                () = stop.cancelled() => return,
                ended = session => {
                    tracing::debug!(error = %ended, "a simulated tablet lost its link");
                }
            }
            // Full jitter, so that a hall does not come back in one instant.
            let pause = self.mind.below(pause_ms) + 20;
            sleep(Duration::from_millis(pause.into())).await;
            pause_ms = (pause_ms * 2).min(RECONNECT_MAX_MS);
        }
    }

    /// One connection, until it ends.
    async fn session(&mut self) -> ClientError {
        match self.connected().await {
            Ok(never) => match never {},
            Err(error) => error,
        }
    }

    async fn connected(&mut self) -> Result<std::convert::Infallible, ClientError> {
        let mut client = Client::connect(&self.habits.base, "vote", &self.token).await?;
        client.request("check_in", json!({})).await?;
        self.delegate =
            client.welcome["actor"]["person"]["id"].as_str().and_then(|id| id.parse().ok());
        let (mut ballot, mut own) = (Value::Null, Value::Null);
        loop {
            let push = client.push().await?;
            match push["topic"].as_str() {
                Some("snapshot") => {
                    let stage = &push["data"]["stage"];
                    let all = push["data"]["ballots"].as_array();
                    let staged = all.and_then(|all| all.iter().find(|b| b["id"] == *stage));
                    ballot = staged.cloned().unwrap_or_default();
                    own = push["data"]["own"].clone();
                }
                Some("ballot") => ballot = push["data"].clone(),
                Some("own") => own = push["data"].clone(),
                _ => continue,
            }
            self.consider(&mut client, &ballot, &own).await?;
        }
    }

    /// Votes once on an open ballot, if it may.
    async fn consider(
        &mut self,
        client: &mut Client,
        ballot: &Value,
        own: &Value,
    ) -> Result<(), ClientError> {
        let open = ballot["phase"] == "open" && own["ballot"] == ballot["id"];
        if !open || own["may_vote"] != true || !own["vote"].is_null() {
            return Ok(());
        }
        if self.voted.as_ref().is_none_or(|voted| voted["ballot"] != ballot["id"]) {
            let silent = self.mind.chance(self.habits.silent_percent);
            let paper = self.mind.fill(&ballot["form"]);
            let think = self.habits.think_ms_max;
            let think = think / 5 + self.mind.below(think - think / 5);
            if silent {
                self.voted = Some(json!({"ballot": ballot["id"], "done": true}));
                return Ok(());
            }
            sleep(Duration::from_millis(think.into())).await;
            let cast_id = uuid::Uuid::now_v7();
            self.voted = Some(self.vote(ballot, &paper, cast_id)?);
        }
        self.cast(client).await
    }

    /// The fields of a first vote, sealed where the ballot is secret.
    fn vote(
        &self,
        ballot: &Value,
        paper: &Value,
        cast_id: uuid::Uuid,
    ) -> Result<Value, ClientError> {
        if ballot["seal"].is_null() {
            return Ok(json!({"ballot": ballot["id"], "cast_id": cast_id, "paper": paper}));
        }
        let delegate = self.delegate.ok_or(ClientError::Protocol)?;
        sealed(ballot, delegate, 1, paper, cast_id).ok_or(ClientError::Protocol)
    }

    /// Sends the kept vote until it is answered for good.
    async fn cast(&mut self, client: &mut Client) -> Result<(), ClientError> {
        let Some(vote) = self.voted.clone().filter(|vote| vote["done"] != true) else {
            return Ok(());
        };
        let begun_us = self.clock.now_us();
        for _ in 0..CAST_ATTEMPTS_MAX {
            let kind = if vote["envelope"].is_null() { "cast" } else { "cast_sealed" };
            let answer = client.request(kind, vote.clone()).await?;
            if answer["refusal"]["code"] == "ballot_suspended" {
                // Kept, and sent again when the chair resumes.
                return Ok(());
            }
            if answer["ok"] == true || answer["refusal"]["retry"] != true {
                self.voted = Some(json!({"ballot": vote["ballot"], "done": true}));
                let at_us = self.clock.now_us();
                let latency_us = at_us - begun_us;
                let cast = Cast { at_us, latency_us, refused: answer["ok"] != true };
                if self.casts.send(cast).await.is_err() {
                    tracing::debug!("nobody listens to casts any more");
                }
                return Ok(());
            }
            sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }
}
