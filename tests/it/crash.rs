//! Killed for real: the server's process in the middle of a ballot, and Postgres under a server.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use plenum::client::Client;
use plenum::ledger::Ledger;
use serde_json::{Value, json};

use crate::support::hall::motion;
use crate::support::postgres::Postgres;
use crate::support::server::{TestServer, cast, code, marked, next, until};

const SITTING: &str = r#"
[sitting]
assembly = "示例县人民代表大会"
title = "示例县第十五届人民代表大会第四次会议"
name = "第三次全体会议"
venue = "县会议中心"
quorum = { fraction = "2/3", comparator = "ge" }

[roster.generated]
members = 5
delegations = ["第一代表团"]

[[ballots]]
profile = "congress-motion"
title = "关于示例的决议（草案）"
secrecy = "recorded"
duration_s = 600
"#;

/// The binary, over a store in `folder`.
fn plenum(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenum"));
    command.args(args).env("PLENUM_STORE_SQLITE", folder.join("plenum.sqlite"));
    command
}

/// A running `plenum serve`, killed with its handle.
struct Serving {
    child: Child,
    base: String,
}

impl Serving {
    fn start(folder: &Path) -> Self {
        let mut command = plenum(folder, &["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("start the server");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("its first line");
        let base = line.split_whitespace().find(|word| word.starts_with("http://"));
        let base = base.unwrap_or_else(|| panic!("no address in {line:?}")).to_owned();
        Self { child, base }
    }

    /// SIGKILL: no goodbye, no flush.
    fn kill(&mut self) {
        self.child.kill().expect("kill the server");
        self.child.wait().expect("reap the server");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Tokens by what `plenum credentials` calls their owners.
async fn tokens(folder: &Path, base: &str) -> Vec<(String, String)> {
    let output = plenum(folder, &["credentials", "--json"]).output().expect("issue links");
    assert!(output.status.success(), "{output:?}");
    let mut tokens = Vec::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let link: Value = serde_json::from_str(line).unwrap();
        let code = link["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let sign_in = reqwest::Client::new().post(format!("{base}/api/sign-in"));
        let response = sign_in.json(&json!({"code": code})).send().await.unwrap();
        let body: Value = response.json().await.unwrap();
        let token = body["token"].as_str().expect("signed in").to_owned();
        tokens.push((link["for"].as_str().unwrap().to_owned(), token));
    }
    tokens
}

#[tokio::test]
async fn a_server_killed_in_a_ballot_comes_back_suspended_with_every_recorded_vote() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sitting.toml"), SITTING).unwrap();
    let document = folder.path().join("sitting.toml");
    let imported = plenum(folder.path(), &["import", document.to_str().unwrap()]).output().unwrap();
    assert!(imported.status.success(), "{imported:?}");

    let mut serving = Serving::start(folder.path());
    let tokens = tokens(folder.path(), &serving.base).await;
    let token = |owner: &str| {
        let found = tokens.iter().find(|(name, _)| name.starts_with(owner));
        found.unwrap_or_else(|| panic!("{owner} in {tokens:?}")).1.clone()
    };
    let connect = async |base: &str, face: &str, owner: &str| {
        Client::connect(base, face, &token(owner)).await.expect("connect")
    };
    let mut chair = connect(&serving.base, "chair", "chair").await;
    let snapshot = next(&mut chair, "snapshot").await;
    let ballot: plenum::domain::ids::BallotId =
        serde_json::from_value(snapshot["data"]["agenda"][0]["id"].clone()).unwrap();
    let mut tablets = Vec::new();
    for number in ["0001", "0002", "0003", "0004"] {
        let mut tablet = connect(&serving.base, "vote", number).await;
        tablet.request("check_in", json!({})).await.unwrap();
        tablets.push(tablet);
    }
    let opened = chair.request("open", json!({"ballot": ballot})).await.unwrap();
    assert_eq!(opened["ok"], true, "{opened}");
    let vote = cast(ballot, marked("yes"));
    let answer = tablets[0].request("cast", vote.clone()).await.unwrap();
    let receipt = answer["receipt"].clone();
    assert_eq!(receipt["revision"], 1, "{answer}");
    // This one may or may not be recorded when the server dies.
    let lost = cast(ballot, marked("no"));
    tablets[1].send("cast", lost.clone()).await.unwrap();
    serving.kill();
    drop(tablets);

    let serving = Serving::start(folder.path());
    let mut first = connect(&serving.base, "vote", "0001").await;
    let snapshot = next(&mut first, "snapshot").await;
    assert_eq!(snapshot["data"]["ballots"][0]["phase"], "suspended");
    assert_eq!(snapshot["data"]["ballots"][0]["suspension"]["cause"], "restart");
    assert_eq!(snapshot["data"]["own"]["vote"]["seq"], receipt["seq"]);
    assert_eq!(first.request("cast", vote).await.unwrap()["receipt"], receipt);
    let mut chair = connect(&serving.base, "chair", "chair").await;
    let resumed = chair.request("resume", json!({"ballot": ballot})).await.unwrap();
    assert_eq!(resumed["ok"], true, "{resumed}");
    let mut second = connect(&serving.base, "vote", "0002").await;
    let found = second.request("cast", lost).await.unwrap();
    assert_eq!(found["receipt"]["revision"], 1, "recorded before or now, and once: {found}");
    chair.request("close", json!({"ballot": ballot})).await.unwrap();
    let counted = until(&mut chair, |p| p["topic"] == "ballot" && !p["data"]["count"].is_null());
    assert_eq!(counted.await["data"]["count"]["turnout"]["voted"], 2);

    let bundle = folder.path().join("bundle.jsonl");
    let export = ["export", "--output", bundle.to_str().unwrap()];
    assert!(plenum(folder.path(), &export).output().unwrap().status.success());
    let (code, said) = verify(folder.path(), &bundle);
    // Nothing is wrong; without an anchor that is all that can be said.
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("收回 2 = 有效 2 + 无效 0。"), "the derivation of the result: {said}");
    let broken = std::fs::read_to_string(&bundle).unwrap();
    std::fs::write(&bundle, broken.replace("\"voted\":2", "\"voted\":3")).unwrap();
    let (code, said) = verify(folder.path(), &bundle);
    assert_eq!(code, Some(1), "{said}");
}

/// Exit code and words of `plenum verify`.
fn verify(folder: &Path, bundle: &Path) -> (Option<i32>, String) {
    let verified = plenum(folder, &["verify", bundle.to_str().unwrap()]).output().unwrap();
    (verified.status.code(), String::from_utf8_lossy(&verified.stdout).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_killed_under_a_ballot_loses_nothing_and_nothing_is_restarted() {
    let postgres = Postgres::start();
    let database = postgres.migrated_database().await;
    let ledger: Arc<dyn Ledger> = Arc::new(database.ledger().await);
    let server = TestServer::start(Arc::clone(&ledger), 6).await;
    let ballot = server.open(&motion("a"), 1).await;
    let mut receipts = Vec::new();
    for member in 0..3 {
        receipts.push(server.hall.vote(member, ballot, "yes").await);
    }
    let mut tablet = server.tablet(3).await;
    let mut screen = server.screen().await;
    let vote = cast(ballot, marked("no"));
    postgres.kill9();
    let away = tablet.request("cast", vote.clone()).await.unwrap();
    assert_eq!((code(&away), &away["refusal"]["retry"]), ("unavailable", &json!(true)));
    until(&mut screen, |p| p["topic"] == "record" && p["data"]["healthy"] == false).await;
    postgres.restart();
    let recorded = loop {
        let answer = tablet.request("cast", vote.clone()).await.unwrap();
        if answer["ok"] == true {
            break answer;
        }
        assert_eq!(answer["refusal"]["retry"], true, "{answer}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    assert_eq!(recorded["receipt"]["revision"], 1);
    let seq = recorded["receipt"]["seq"].as_u64().unwrap();
    assert!(receipts.iter().all(|receipt| receipt.seq < seq));
    server.hall.chair(plenum::domain::command::ChairCommand::Close { ballot }).await.unwrap();
    until(&mut screen, |p| p["topic"] == "record" && p["data"]["healthy"] == true).await;
    let report = server.finish().await;
    let counting = report.sitting.ballot(ballot).unwrap().phase.counting().unwrap();
    assert_eq!(counting.count.turnout.voted, 4);
}
