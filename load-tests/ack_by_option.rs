//! Whether the time from a sealed vote to its receipt tells what was voted.
//! `cargo run --release --example ack_by_option`, under a minute. 10,000 votes over real sockets
//! against SQLite on the disk, options in an order like dice; then the two-sample
//! Kolmogorov–Smirnov test between every two options. Nothing is asserted here: a figure depends on
//! the machine. p above 0.01 for all pairs is expected (quality.md, B-07).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use plenum::access::store::Store;
use plenum::access::{Access, Grant, GrantRole};
use plenum::client::Client;
use plenum::client::sealing::sealed;
use plenum::crypto::hash::Hash;
use plenum::crypto::sign::SigningKey;
use plenum::domain::command::{ChairCommand, Command, DeskCommand};
use plenum::domain::event::SittingHead;
use plenum::domain::ids::{BallotId, DelegateId, SittingId};
use plenum::domain::profile::{BallotRequest, Profile};
use plenum::domain::roster::{Person, Standing};
use plenum::domain::text::Text;
use plenum::engine::clock::Clock;
use plenum::engine::{Engine, Keys, Options, Reply, Signer};
use plenum::http::accept::{self, Limits};
use plenum::http::auth::OpenSockets;
use plenum::http::{self, App};
use plenum::hub::{self, Hub};
use plenum::ledger::sqlite::SqliteLedger;
use plenum::vault::{self, Vault};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

/// People; each votes [`TURNS`] times, the most that the rules take.
const VOTERS: usize = 100;
const TURNS: u32 = 100;
const OPTIONS: [&str; 3] = ["yes", "no", "abstain"];
const PROFILE: &str = include_str!("../config/profiles/congress-motion.toml");
const HOUR_MS: u64 = 3_600_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let keys = tempfile::tempdir_in("/dev/shm").context("a filesystem in memory")?;
    let ledger = SqliteLedger::open(&folder.path().join("plenum.sqlite")).await?;
    let dir = keys.path().join("keys");
    let vault = Vault::open(vault::Options { dir, allow_swap: true })?;
    let signer = Signer { key: SigningKey::from_seed([1; 32]), previous: None };
    let engine = Engine::new(Arc::new(ledger), Clock::start(), Options::default())
        .with_keys(Keys::new(Some(vault), Some(signer)));
    let (sitting, people) = seated(&engine).await?;
    let ballot = opened(&engine, sitting).await?;
    let latencies = measured(&engine, sitting, &people).await?;
    report(latencies);
    let handle = engine.find(sitting).await?.context("the sitting")?;
    done(handle.submit(Command::Chair(ChairCommand::Close { ballot })).await?)?;
    engine.shutdown().await;
    Ok(())
}

fn text(words: &str) -> anyhow::Result<Text> {
    Text::new(words).ok().context("plain words")
}

fn done(reply: Reply) -> anyhow::Result<()> {
    match reply {
        Reply::Done => Ok(()),
        other => bail!("not done: {other:?}"),
    }
}

/// A sitting with everybody signed in.
async fn seated(engine: &Engine) -> anyhow::Result<(SittingId, Vec<DelegateId>)> {
    let id = SittingId(Uuid::now_v7());
    let head = SittingHead {
        id,
        assembly: text("示例县人民代表大会")?,
        title: text("示例会议")?,
        name: text("全体会议")?,
        venue: text("县会议中心")?,
        rehearsal: true,
        video: plenum::domain::roster::VideoAttendance::Refused,
        quorum: serde_json::from_value(json!({"fraction": "2/3", "comparator": "ge"}))?,
    };
    done(engine.create(head).await?)?;
    let handle = engine.find(id).await?.context("just created")?;
    let person = |n: usize| {
        Ok(Person {
            id: DelegateId(Uuid::now_v7()),
            number: text(&format!("{n:04}"))?,
            name: text(&format!("代表{n:04}"))?,
            delegation: text("第一代表团")?,
            seat: text(&format!("{n}座"))?,
            standing: Standing::Member,
            weight: None,
            bodies: Default::default(),
            group: Text::default(),
        })
    };
    let people: Vec<Person> = (1..=VOTERS).map(person).collect::<anyhow::Result<_>>()?;
    let ids: Vec<DelegateId> = people.iter().map(|person| person.id).collect();
    done(handle.submit(Command::Desk(DeskCommand::Enrol { people })).await?)?;
    for delegate in &ids {
        let check_in = DeskCommand::CheckIn { delegate: *delegate };
        done(handle.submit(Command::Desk(check_in)).await?)?;
    }
    Ok((id, ids))
}

/// A secret motion, open.
async fn opened(engine: &Engine, sitting: SittingId) -> anyhow::Result<BallotId> {
    let profile = Profile::parse(PROFILE)?;
    let request: BallotRequest = serde_json::from_value(json!({
        "profile": "congress-motion", "title": "示例议案", "items": [], "secrecy": "secret",
    }))?;
    let sheet = profile.sheet(&request, 1, 1).ok().context("a sheet")?;
    let ballot = BallotId(Uuid::now_v7());
    let handle = engine.find(sitting).await?.context("the sitting")?;
    let draft = DeskCommand::Draft { ballot, sheet: Box::new(sheet) };
    done(handle.submit(Command::Desk(draft)).await?)?;
    done(handle.submit(Command::Desk(DeskCommand::Ready { ballot })).await?)?;
    let open = ChairCommand::Open { ballot, duration_s: Some(0) };
    done(handle.submit(Command::Chair(open)).await?)?;
    Ok(ballot)
}

/// Microseconds from sending to the receipt, by option.
async fn measured(
    engine: &Engine,
    sitting: SittingId,
    people: &[DelegateId],
) -> anyhow::Result<BTreeMap<&'static str, Vec<u64>>> {
    let access = Access::new(Store::memory().await?, HOUR_MS);
    let app = App {
        hub: Hub::new(
            engine.clone(),
            hub::Options { messages_per_s_max: 10_000, ..Default::default() },
        ),
        access: access.clone(),
        profiles: Arc::default(),
        origins: Arc::new([]),
        token_valid_ms: HOUR_MS,
        sockets: OpenSockets::default(),
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    let (stop, tracker) = (CancellationToken::new(), TaskTracker::new());
    let (router, grace) = (http::router(app.clone()), Duration::from_secs(2));
    tracker.spawn(accept::serve(listener, router, Limits::default(), stop.clone(), grace));

    let mut latencies: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for (n, delegate) in people.iter().enumerate() {
        let grant = Grant { sitting, role: GrantRole::Delegate(*delegate) };
        let now_ms = engine.clock().now_ms();
        let code = access.issue_link(grant, now_ms, HOUR_MS).await?;
        let (token, _) = access.redeem(&code.to_string(), "load", now_ms).await?;
        let mut tablet = Client::connect(&base, "vote", token.as_str()).await?;
        let snapshot = tablet.push().await?;
        let view = snapshot["data"]["ballots"][0].clone();
        for revision in 1..=TURNS {
            let option = option(n, revision);
            let paper = json!({"form": "marks", "marks": {"1": option}});
            let vote = sealed(&view, *delegate, revision, &paper, Uuid::now_v7());
            let vote: Value = vote.context("the paper fits")?;
            let begun_us = engine.clock().now_us();
            let answer = tablet.request("cast_sealed", vote).await?;
            let took_us = engine.clock().now_us() - begun_us;
            ensure!(answer["ok"] == true, "{answer}");
            latencies.entry(option).or_default().push(took_us);
        }
        tablet.close().await;
    }
    stop.cancel();
    app.hub.shutdown(grace).await;
    tracker.close();
    tracker.wait().await;
    Ok(latencies)
}

fn option(voter: usize, revision: u32) -> &'static str {
    let hash = Hash::of(format!("{voter} {revision}").as_bytes());
    OPTIONS[usize::from(hash.0[0]) % OPTIONS.len()]
}

fn report(mut latencies: BTreeMap<&'static str, Vec<u64>>) {
    for (option, of) in &mut latencies {
        of.sort_unstable();
        let at = |percent: usize| of[(of.len() - 1) * percent / 100];
        println!("{option}: {} votes, p50 {} us, p99 {} us", of.len(), at(50), at(99));
    }
    for (place, first) in OPTIONS.iter().enumerate() {
        for second in &OPTIONS[place + 1..] {
            let (a, b) = (&latencies[first], &latencies[second]);
            let distance = distance(a, b);
            println!(
                "{first} and {second}: D = {distance:.4}, p = {:.3}",
                p_value(distance, a.len(), b.len())
            );
        }
    }
}

/// Largest distance between two empirical distributions, given sorted.
fn distance(a: &[u64], b: &[u64]) -> f64 {
    let share =
        |of: &[u64], value: u64| part(of.partition_point(|one| *one <= value)) / part(of.len());
    let all = a.iter().chain(b);
    all.map(|value| (share(a, *value) - share(b, *value)).abs()).fold(0.0, f64::max)
}

/// Asymptotic two-sided p-value with the correction for finite samples.
///
/// Source: Stephens 1970, as in Numerical Recipes, section 14.3.
fn p_value(distance: f64, a: usize, b: usize) -> f64 {
    let size = (part(a) * part(b) / (part(a) + part(b))).sqrt();
    let lambda = (size + 0.12 + 0.11 / size) * distance;
    let term = |k: i32| {
        let sign = if k % 2 == 1 { 2.0 } else { -2.0 };
        sign * (-2.0 * f64::from(k * k) * lambda * lambda).exp()
    };
    (1..=100).map(term).sum::<f64>().clamp(0.0, 1.0)
}

fn part(n: usize) -> f64 {
    f64::from(u32::try_from(n).expect("some thousands"))
}
