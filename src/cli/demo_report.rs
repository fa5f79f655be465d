//! What the demo prints: for people on standard output, or one JSON object per line.

use std::io::{BufRead, IsTerminal};
use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

use crate::audit::anchor::{Anchor, AnchorClaim};
use crate::audit::verify::{self, Request};
use crate::cli::demo::event;
use crate::cli::node::Node;
use crate::cli::{export, results, verify as verify_command};
use crate::domain::ids::SittingId;

/// Latency from sending to the committed acknowledgement, and votes per second.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Speed {
    votes: usize,
    p50_us: u64,
    p99_us: u64,
    /// Of the ballot that was fastest, over its whole span.
    votes_per_s_max: u64,
}

impl Speed {
    /// `spans`: votes taken in a ballot so far, and the time since its first one was sent.
    pub(crate) fn new(mut latencies_us: Vec<u64>, spans: &[(u64, u64)]) -> Self {
        latencies_us.sort_unstable();
        let at = |percent: usize| {
            let last = latencies_us.len().saturating_sub(1);
            latencies_us.get(last * percent / 100).copied().unwrap_or_default()
        };
        // The last span of each ballot is the one before the count falls back to 1.
        let ends = spans.iter().zip(spans.iter().skip(1).map(|next| next.0).chain([1]));
        let whole = ends.filter(|((votes, _), next)| *next <= *votes).map(|(span, _)| *span);
        let speed = |(votes, us): (u64, u64)| votes * 1_000_000 / us.max(1);
        Self {
            votes: latencies_us.len(),
            p50_us: at(50),
            p99_us: at(99),
            votes_per_s_max: whole.map(speed).max().unwrap_or_default(),
        }
    }

    fn json(self) -> Value {
        json!({
            "votes": self.votes, "ack_p50_us": self.p50_us, "ack_p99_us": self.p99_us,
            "votes_per_s_max": self.votes_per_s_max,
        })
    }
}

#[derive(Debug)]
pub(crate) struct Report {
    json: bool,
}

impl Report {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    pub(crate) fn ready(&self, base: &str, sitting: SittingId, links: &[(String, String)]) {
        if self.json {
            let links: serde_json::Map<String, Value> =
                links.iter().map(|(role, link)| (role.clone(), link.clone().into())).collect();
            let ready = json!({"base": base, "sitting": sitting, "links": links});
            println!("{}", event("ready", ready));
            return;
        }
        println!("Plenum demo  {base}\n");
        println!("One-click links, each good for one browser:");
        for (role, link) in links {
            println!("  {role:<14} {link}");
        }
        println!("(two delegates in one browser: use a private window for the second)\n");
    }

    /// Resolves when the agenda should run by itself: at once where nobody can be asked, at Enter
    /// at a terminal, never with `--json`, where a program opens the chair's link.
    pub(crate) async fn nobody_takes_the_chair(&self) {
        if self.json {
            return std::future::pending().await;
        }
        if !std::io::stdin().is_terminal() {
            return;
        }
        println!("The delegates are coming in. Open the chair's link and take the chair,");
        println!("or press Enter to let the agenda run by itself.");
        let (pressed, wait) = tokio::sync::oneshot::channel();
        // A thread of its own: a read from a terminal cannot be cancelled.
        std::thread::spawn(move || {
            let mut line = String::new();
            if std::io::stdin().lock().read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
                // Nobody listens any more once a person has taken the chair to the end.
                let _ = pressed.send(());
            }
        });
        if wait.await.is_err() {
            std::future::pending().await
        }
    }

    pub(crate) fn declared(&self, ballot: &Value) {
        if self.json {
            println!("{}", event("declared", json!({"ballot": ballot})));
        } else {
            println!(
                "declared: {}. {}  {}",
                ballot["number"],
                ballot["title"].as_str().unwrap_or_default(),
                ballot["count"]["sentence"]["zh"].as_str().unwrap_or_default()
            );
        }
    }

    /// Writes the bundle, verifies it, prints every result.
    pub(crate) async fn finish(
        &self,
        node: &Node,
        sitting: SittingId,
        data: &Path,
        speed: Speed,
    ) -> anyhow::Result<()> {
        // What the hall saw before the export, not what the file says of itself.
        let anchors = live_anchor(node, sitting).await?.into_iter().map(AnchorClaim::Text);
        let path = data.join("sitting.plenum.jsonl");
        export::to_file(node.ledger.as_ref(), sitting, &path).await?;
        let file = std::fs::File::open(&path).context("open the bundle")?;
        let request = Request { anchors: anchors.collect(), ..Request::default() };
        let report = verify::verify_against(&mut std::io::BufReader::new(file), request)?;
        if self.json {
            let verified = json!({
                "ok": report.ok, "verdict": report.verdict, "bundle": path, "records": report.records, "head": report.head,
                "findings": report.findings, "ballots": results::values(&report.sitting),
                "speed": speed.json(),
            });
            println!("{}", event("verified", verified));
        } else {
            println!();
            println!("{}", verify_command::text(&report));
            println!("\nbundle: {}", path.display());
            println!(
                "{} votes; acknowledged after {} µs (median), {} µs (99 %); at most {} votes/s",
                speed.votes, speed.p50_us, speed.p99_us, speed.votes_per_s_max
            );
        }
        anyhow::ensure!(report.ok, "the record does not verify");
        Ok(())
    }
}

/// The newest checkpoint as the live hall shows it; none while nothing is signed.
pub(crate) async fn live_anchor(node: &Node, sitting: SittingId) -> anyhow::Result<Option<Anchor>> {
    let place = node.app.hub.place(sitting).await?.context("the sitting is being served")?;
    let replica = place.feed.replica();
    let checkpoint = replica.sitting.checkpointed();
    Ok(checkpoint.map(|signed| Anchor { sitting, size: signed.size, root: signed.root }))
}
