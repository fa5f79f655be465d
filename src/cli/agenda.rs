//! The demo's staff: a chair who follows the agenda and a scrutineer who certifies, over real
//! sockets. When a person takes the chair, they only watch.

use std::collections::BTreeMap;
use std::time::Duration;

use indicatif::ProgressBar;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::access::{Access, Grant, GrantRole};
use crate::cli::demo::seconds;
use crate::cli::demo_report::{Report, Speed};
use crate::cli::export::progress;
use crate::cli::simulation::{Officer, token};
use crate::client::tablet::Cast;
use crate::domain::ids::SittingId;
use crate::engine::clock::Clock;

/// How long the hall may take to come in, or a ballot to be counted.
const PATIENCE: Duration = seconds(120);
/// How long after the last vote a chair closes although some are silent.
const QUIET: Duration = Duration::from_millis(1_500);
/// A person in the chair may take a day.
const A_DAY: Duration = seconds(86_400);
/// Phases in which nothing more happens to a ballot.
const FINAL: [&str; 3] = ["declared", "voided", "cancelled"];

/// Chair and scrutineer.
#[derive(Debug)]
pub(crate) struct Staff {
    chair: Officer,
    scrutineer: Officer,
}

impl Staff {
    pub(crate) async fn connect(
        base: &str,
        sitting: SittingId,
        access: &Access,
        clock: &Clock,
    ) -> anyhow::Result<Self> {
        let chair = token(access, Grant { sitting, role: GrantRole::Chair }, clock).await?;
        let other = token(access, Grant { sitting, role: GrantRole::Scrutineer }, clock).await?;
        Ok(Self {
            chair: Officer::connect(base, "chair", &chair).await?,
            scrutineer: Officer::connect(base, "desk", &other).await?,
        })
    }
}

/// The agenda as the chair's face knows it.
#[derive(Debug)]
pub(crate) struct Agenda<'a> {
    staff: Staff,
    casts: mpsc::Receiver<Cast>,
    think: Duration,
    report: &'a Report,
    /// Ballot views by id, newest.
    ballots: BTreeMap<String, Value>,
    latencies_us: Vec<u64>,
    speeds: Vec<(u64, u64)>,
}

impl<'a> Agenda<'a> {
    pub(crate) fn new(
        staff: Staff,
        casts: mpsc::Receiver<Cast>,
        think_ms: u32,
        report: &'a Report,
    ) -> Self {
        let (ballots, think) = (BTreeMap::new(), Duration::from_millis(think_ms.into()));
        Self { staff, casts, think, report, ballots, latencies_us: Vec::new(), speeds: Vec::new() }
    }

    /// Until so many delegates are signed in.
    pub(crate) async fn wait_for_attendance(&mut self, delegates: u32) -> anyhow::Result<()> {
        let bar = progress(delegates.into(), "signing in");
        let ballots = &mut self.ballots;
        let come_in = self.staff.chair.wait_for(PATIENCE, |push| {
            keep(ballots, push);
            let attendance = match push["topic"].as_str() {
                Some("snapshot") => &push["data"]["attendance"],
                Some("attendance") => &push["data"],
                _ => return None,
            };
            let present = attendance["present"].as_u64().unwrap_or_default();
            bar.set_position(present);
            (present >= u64::from(delegates)).then_some(())
        });
        come_in.await?;
        bar.finish_and_clear();
        Ok(())
    }

    /// Runs every ballot that is ready, in the order of the agenda.
    pub(crate) async fn run(&mut self) -> anyhow::Result<()> {
        let ready = self.ballots.iter().filter(|(_, ballot)| ballot["phase"] == "ready");
        let mut agenda: Vec<_> =
            ready.map(|(id, ballot)| (ballot["number"].as_u64(), id.clone())).collect();
        agenda.sort();
        // Refused where a person has done it already, and no harm.
        drop(self.staff.chair.act_with("open_sitting", json!({})).await);
        for (_, ballot) in agenda {
            self.hold(&ballot).await?;
        }
        Ok(())
    }

    /// Lets a person hold the agenda; reports each declaration.
    pub(crate) async fn watch(&mut self) -> anyhow::Result<()> {
        let (ballots, report) = (&mut self.ballots, self.report);
        let watching = self.staff.chair.wait_for(A_DAY, |push| {
            if keep(ballots, push).is_some_and(|ballot| ballot["phase"] == "declared") {
                report.declared(&push["data"]);
            }
            let phase =
                |ballot: &Value| ballot["phase"].as_str().is_some_and(|p| FINAL.contains(&p));
            ballots.values().all(phase).then_some(())
        });
        // Votes are told all the while; nobody needs them here.
        let casts = async {
            while self.casts.recv().await.is_some() {}
            std::future::pending().await
        };
        tokio::select! {
            watched = watching => watched,
            () = casts => unreachable!("never ends"),
        }
    }

    async fn hold(&mut self, ballot: &str) -> anyhow::Result<()> {
        self.staff.chair.act_with("open", json!({"ballot": ballot})).await?;
        let eligible = self.eligible(ballot).await?;
        let bar = progress(eligible, "voting");
        self.take_votes(eligible, &bar).await;
        bar.finish_and_clear();
        let counted = |view: &Value| !view["count"].is_null();
        if !self.ballots.get(ballot).is_some_and(counted) {
            // A poll closes by itself when everybody has voted; then this is refused, and no harm.
            drop(self.staff.chair.act("close", ballot).await);
        }
        self.wait_for_view(ballot, counted).await?;
        if self.ballots.get(ballot).is_some_and(|view| view["certification"] == true) {
            self.staff.scrutineer.act("certify", ballot).await?;
            self.wait_for_view(ballot, |view| view["phase"] == "certified").await?;
        }
        self.staff.chair.act("declare", ballot).await?;
        let declared = self.wait_for_view(ballot, |view| view["phase"] == "declared").await?;
        self.report.declared(&declared);
        Ok(())
    }

    async fn eligible(&mut self, ballot: &str) -> anyhow::Result<u64> {
        let ballots = &mut self.ballots;
        let turnout = self.staff.chair.wait_for(PATIENCE, |push| {
            keep(ballots, push);
            let turnout = push["topic"] == "turnout" && push["data"]["ballot"] == ballot;
            turnout.then(|| push["data"]["eligible"].as_u64().unwrap_or_default())
        });
        turnout.await
    }

    /// Reads acknowledged votes until all have voted, or nobody does any more.
    async fn take_votes(&mut self, eligible: u64, bar: &ProgressBar) {
        let (mut first_us, mut taken) = (None, 0);
        let mut patience = self.think + QUIET;
        while taken < eligible {
            let Ok(Some(cast)) = timeout(patience, self.casts.recv()).await else {
                break;
            };
            patience = QUIET.max(self.think / 2);
            if cast.refused {
                continue;
            }
            taken += 1;
            bar.set_position(taken);
            self.latencies_us.push(cast.latency_us);
            first_us.get_or_insert(cast.at_us - cast.latency_us);
            if let Some(first_us) = first_us {
                // Tablets tell of their votes in about, not exactly, the order of the answers.
                let span_us = cast.at_us.saturating_sub(first_us);
                self.speeds.push((taken, span_us));
            }
        }
    }

    async fn wait_for_view(
        &mut self,
        ballot: &str,
        done: impl Fn(&Value) -> bool,
    ) -> anyhow::Result<Value> {
        if let Some(view) = self.ballots.get(ballot).filter(|view| done(view)) {
            return Ok(view.clone());
        }
        let ballots = &mut self.ballots;
        let wait = self.staff.chair.wait_for(PATIENCE, |push| {
            keep(ballots, push);
            ballots.get(ballot).filter(|view| done(view)).cloned()
        });
        wait.await
    }

    /// Latency and throughput of the votes taken, as measured by the tablets.
    pub(crate) fn speed(&mut self) -> Speed {
        Speed::new(std::mem::take(&mut self.latencies_us), &self.speeds)
    }
}

/// Keeps ballot views; returns the one this push brought, if it was one.
fn keep<'v>(ballots: &mut BTreeMap<String, Value>, push: &'v Value) -> Option<&'v Value> {
    let data = &push["data"];
    match push["topic"].as_str() {
        Some("snapshot") => {
            for ballot in data["ballots"].as_array().into_iter().flatten() {
                ballots.insert(id_of(ballot), ballot.clone());
            }
            None
        }
        Some("ballot") => {
            ballots.insert(id_of(data), data.clone());
            Some(data)
        }
        _ => None,
    }
}

fn id_of(ballot: &Value) -> String {
    ballot["id"].as_str().unwrap_or_default().to_owned()
}
