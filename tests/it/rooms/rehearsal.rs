//! A rehearsal is marked wherever it shows, and its figures are never a result.

use std::sync::Arc;

use plenum::access::GrantRole;
use plenum::audit::verify::{Verdict, verify};
use plenum::domain::event::SittingHead;
use plenum::engine::Keys;
use plenum::http::accept::Limits;
use plenum::hub;
use plenum::ledger::memory::MemoryLedger;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::support::hall::{Hall, export, motion};
use crate::support::place::Place;
use crate::support::server::{TestServer, cast, marked, next, until};

async fn rehearsal() -> TestServer {
    let mark = |head: &mut SittingHead| head.rehearsal = true;
    let hall = Hall::headed(Arc::new(MemoryLedger::default()), 3, Keys::default(), mark).await;
    TestServer::over(hall, hub::Options::default(), Limits::default()).await
}

#[tokio::test]
async fn a_rehearsal_gives_no_result_away() {
    let server = rehearsal().await;
    let mut chair = server.chair().await;
    let snapshot = next(&mut chair, "snapshot").await;
    assert_eq!(snapshot["data"]["sitting"]["rehearsal"], true);
    let ballot = server.open(&motion("关于示例的决议"), 1).await;
    let mut tablet = server.tablet(0).await;
    let answer = tablet.request("cast", cast(ballot, marked("yes"))).await.unwrap();
    chair.request("close", json!({"ballot": ballot})).await.unwrap();
    chair.request("declare", json!({"ballot": ballot})).await.unwrap();
    let declared =
        until(&mut chair, |p| p["topic"] == "ballot" && p["data"]["phase"] == "declared").await;
    let count = &declared["data"]["count"];
    for (language, mark) in [("zh", "演练"), ("en", "ehearsal")] {
        for said in [&count["sentence"], &count["derivation"][0]] {
            assert!(said[language].as_str().unwrap().contains(mark), "{said}");
        }
    }

    let of = format!("{}/api/sittings/{}", server.base, server.hall.sitting);
    let token = server.token(GrantRole::Chair).await;
    let get = |url: String| Client::new().get(url).bearer_auth(&token).send();
    for file in ["result.csv", "votes.csv"] {
        let csv = get(format!("{of}/ballots/{ballot}/{file}")).await.unwrap();
        assert_eq!(csv.status(), StatusCode::CONFLICT);
        let refused: Value = csv.json().await.unwrap();
        assert_eq!(refused["refusal"]["code"], "rehearsal_no_result");
    }
    let bundle = get(format!("{of}/export")).await.unwrap();
    let name = bundle.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(name.contains("REHEARSAL"), "{name}");
    let report = verify(&mut bundle.bytes().await.unwrap().as_ref()).unwrap();
    assert_eq!(report.verdict, Verdict::Rehearsal);
    let proof = format!(
        "{of}/record/{}?cast_id={}",
        answer["receipt"]["seq"],
        text(&answer["receipt"]["cast_id"])
    );
    let proof: Value = get(proof).await.unwrap().json().await.unwrap();
    assert_eq!(proof["rehearsal"], true);
    server.finish().await;
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

#[tokio::test]
async fn both_verifiers_tell_a_rehearsal_from_a_result_and_a_broken_one_from_both() {
    let mark = |head: &mut SittingHead| head.rehearsal = true;
    let hall = Hall::headed(Arc::new(MemoryLedger::default()), 3, Keys::default(), mark).await;
    hall.open(&motion("a"), 1, 0).await;
    let (ledger, sitting) = (Arc::clone(&hall.ledger), hall.sitting);
    hall.finish().await;
    let bundle = export(ledger.as_ref(), sitting).await;
    let text = String::from_utf8(bundle.clone()).unwrap();
    let broken = text.replacen("\"members\":3", "\"members\":4", 1);
    assert_ne!(broken, text);
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, code, word) in
        [("good", text.as_bytes(), 4, "REHEARSAL"), ("broken", broken.as_bytes(), 1, "NOT HOLD")]
    {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/verify.py");
        let mut python = std::process::Command::new("python3");
        let mut rust = std::process::Command::new(env!("CARGO_BIN_EXE_plenum"));
        for command in [python.arg(script).arg(&path), rust.arg("verify").arg(&path)] {
            let output = command.output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            assert_eq!(output.status.code(), Some(code), "{said}");
            assert!(said.contains(word), "{said}");
        }
    }
}

const SITTING: &str = r#"
[sitting]
assembly = "示例县人民代表大会"
title = "示例县第十五届人民代表大会第四次会议"
name = "演练"
venue = "县会议中心"
rehearsal = true
quorum = { fraction = "2/3", comparator = "ge" }

[roster.generated]
members = 3
"#;

#[test]
fn the_command_exports_a_rehearsal_only_when_told_that_it_is_one() {
    let place = Place::new(None);
    place.import(SITTING);
    let refused = place.command(&["export", "-o", "record.jsonl"]).output().unwrap();
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && told.contains("rehearsal_no_result"), "{told}");
    assert!(!std::path::Path::new(&place.path("record.jsonl")).exists());
    let written = place.command(&["export", "--rehearsal", "-o", "record.jsonl"]).output().unwrap();
    let told = String::from_utf8(written.stderr).unwrap();
    assert!(written.status.success() && told.contains("REHEARSAL"), "{told}");
    let verified = place.command(&["verify", "record.jsonl"]).output().unwrap();
    assert_eq!(verified.status.code(), Some(4));
}
