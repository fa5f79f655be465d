//! What the views say of sealed ballots, keys and checkpoints. The records are written by hand, in
//! the form of docs/record.md, with no more in them than the views read.

use plenum::crypto::hash::Hash;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::hall::ASSEMBLY;
use super::tests::check;
use crate::support::postgres::Postgres;
use crate::support::postgres::database::Database;

/// Three bytes without padding, whose base64url has both characters that base64 has not.
const ENVELOPE_A: &str = "--__";
/// One byte and two bytes: padding of two characters, and of one.
const ENVELOPE_B: &str = "AA";
const ENVELOPE_C: &str = "AAA";

fn person(n: u128) -> Value {
    json!({
        "id": Uuid::from_u128(n), "number": format!("00{n}"), "name": format!("代表{n}"),
        "delegation": "第一代表团", "seat": "", "standing": "member",
    })
}

fn sheet() -> Value {
    json!({
        "number": 1, "round": 1, "title": "关于示例的决议", "kind": "motion_vote", "profile": "motion",
        "rules": {"secrecy": "secret"},
        "form": {
            "form": "marks", "rows": [{"id": "1", "title": "关于示例的决议"}],
            "grades": [{"id": "yes", "zh": "赞成"}, {"id": "no", "zh": "反对"}],
        },
    })
}

fn envelope(voter: u128, revision: u32, envelope: &str) -> Value {
    let cast_id = Uuid::from_u128(voter * 10 + u128::from(revision));
    json!({
        "type": "envelope_cast", "ballot": Uuid::from_u128(0x101), "cast_id": cast_id,
        "delegate": Uuid::from_u128(voter), "revision": revision, "envelope": envelope,
    })
}

/// Three members, two of whom take part; one of them twice.
fn voted() -> Vec<Value> {
    let ballot = Uuid::from_u128(0x101);
    let people: Vec<Value> = (1..=3).map(person).collect();
    let electorate: Vec<Uuid> = (1..=3).map(Uuid::from_u128).collect();
    let comes = |n| json!({"type": "checked_in", "delegate": Uuid::from_u128(n), "by": "self"});
    vec![
        json!({"type": "sitting_created", "head": {"assembly": ASSEMBLY}}),
        json!({
            "type": "signing_key_set", "key": "aa", "previous": null, "by_previous": null,
            "by_key": "a1",
        }),
        json!({"type": "people_enrolled", "people": people}),
        comes(1),
        comes(2),
        comes(3),
        json!({"type": "ballot_drafted", "ballot": ballot, "sheet": sheet()}),
        json!({"type": "ballot_readied", "ballot": ballot}),
        json!({
            "type": "ballot_opened", "ballot": ballot, "members": 3, "present": 3,
            "electorate": electorate, "deadline_ms": null,
            "seal": {"suite": 1, "public_key": "cc", "manifest": "{}", "electorate_root": "dd",
                "pad_len": 64},
        }),
        envelope(1, 1, ENVELOPE_B),
        envelope(2, 1, ENVELOPE_C),
        envelope(1, 2, ENVELOPE_A),
    ]
}

/// Closed, counted with its papers, key destroyed, checkpoints signed with an old and a new key.
fn counted() -> Vec<Value> {
    let ballot = Uuid::from_u128(0x101);
    let turnout = json!({
        "members": 3, "present_at_open": 3, "electorate": 3, "eligible": 3, "voted": 2,
        "did_not_vote": 1, "left_early": 0,
    });
    vec![
        json!({
            "type": "ballot_closed", "ballot": ballot, "cause": "chair", "turnout": turnout,
            "envelopes": {"count": 2, "root": "ee"},
        }),
        json!({
            "type": "ballot_counted", "ballot": ballot,
            "count": {
                "turnout": turnout,
                "tally": {"rows": [{"votes": [1, 0], "blank": 1, "invalid": 0}]},
                "outcome": {"kind": "no_result", "rows": []},
            },
            "opened": {"root": "ee", "papers": [
                {"form": "marks", "marks": [0]}, {"form": "marks", "marks": [null]},
            ]},
        }),
        json!({"type": "key_destroyed", "ballot": ballot, "key_hash": "ff"}),
        json!({
            "type": "checkpoint_signed", "size": 15, "root": "ab", "key": "aa", "signature": "a2",
        }),
        json!({
            "type": "signing_key_set", "key": "bb", "previous": "aa", "by_previous": "a3",
            "by_key": "b1",
        }),
    ]
}

/// Appends events behind `head`, one batch, as a server does.
async fn append(database: &Database, head: Option<(i64, Hash)>, events: Vec<Value>) -> (i64, Hash) {
    let first = head.map_or(0, |(seq, _)| seq + 1);
    let mut last = head;
    let (mut seqs, mut hashes, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
    for (seq, event) in (first..).zip(events) {
        let by = if event["type"] == "envelope_cast" { "delegate" } else { "system" };
        let at_ms = 1_760_000_000_000 + 1_000 * seq;
        let body = json!({"at_ms": at_ms, "by": by, "event": event}).to_string().into_bytes();
        let hash = Hash::of(&body);
        last = Some((seq, hash));
        seqs.push(seq);
        hashes.push(hash.0.to_vec());
        bodies.push(body);
    }
    let append = "select plenum.append_records($1::text::uuid, $2, $3, $4, $5, $6)";
    let appended: bool = sqlx::query_scalar(append)
        .bind(Uuid::from_u128(1).to_string())
        .bind(seqs)
        .bind(hashes)
        .bind(bodies)
        .bind(head.map(|(seq, _)| seq))
        .bind(head.map(|(_, hash)| hash.0.to_vec()))
        .fetch_one(&mut database.as_server().await)
        .await
        .unwrap();
    assert!(appended);
    last.expect("an event")
}

async fn participates(auditor: &mut PgConnection) {
    let columns = "number, name, delegation, revision, right(cast_id::text, 2), seq, counts,
        left(envelope_hash, 16)";
    check(
        auditor,
        "participation",
        columns,
        "seq",
        "
        001 | 代表1 | 第一代表团 | 1 | 0b | 9 | false | 6e340b9cffb37a98
        002 | 代表2 | 第一代表团 | 1 | 15 | 10 | true | 96a296d224f285c6
        001 | 代表1 | 第一代表团 | 2 | 0c | 11 | true | 099a8b91dc87c576
    ",
    )
    .await;
}

#[tokio::test]
async fn a_sealed_ballot_shows_who_took_part_and_never_a_choice_of_theirs() {
    let database = Postgres::shared().migrated_database().await;
    let head = append(&database, None, voted()).await;
    let mut auditor = database.let_audit(ASSEMBLY).await;
    participates(&mut auditor).await;
    let columns = "members, present_at_open, electorate, eligible, voted, did_not_vote, left_early";
    check(&mut auditor, "turnout", columns, "ballot", "3 | 3 | 3 | 3 | 2 | 1 | 0").await;
    check(&mut auditor, "papers", "seq", "seq", "").await;
    let columns = "phase, secrecy, envelopes, envelopes_root, seal_key";
    check(&mut auditor, "ballots", columns, "number", "open | secret | - | - | held").await;

    append(&database, Some(head), counted()).await;
    participates(&mut auditor).await;
    check(&mut auditor, "ballots", columns, "number", "counted | secret | 2 | ee | destroyed")
        .await;
    let columns = "delegate, number, name, revision, cast_id, seq, counts, published, item, choice,
        choice_zh";
    check(
        &mut auditor,
        "papers",
        columns,
        "published",
        "
        - | - | - | - | - | 13 | true | 1 | 1 | yes | 赞成
        - | - | - | - | - | 13 | true | 2 | 1 | - | -
    ",
    )
    .await;
    let columns = "votes ->> 'yes', votes ->> 'no', blank, invalid, verdict";
    check(&mut auditor, "results", columns, "item", "1 | 0 | 1 | 0 | no_result").await;
    let columns = "seq, mark, size, root, key, signature, previous_key, previous_signature";
    check(
        &mut auditor,
        "checkpoints",
        columns,
        "seq",
        "
        1 | signing_key_set | - | - | aa | a1 | - | -
        15 | checkpoint_signed | 15 | ab | aa | a2 | - | -
        16 | signing_key_set | - | - | bb | b1 | aa | a3
    ",
    )
    .await;
}

#[tokio::test]
async fn a_ballot_without_published_papers_or_with_a_lost_key_says_so() {
    let database = Postgres::shared().migrated_database().await;
    let head = append(&database, None, voted()).await;
    let mut events = counted();
    events[1]["opened"]["papers"] = Value::Null;
    events[2]["type"] = json!("key_lost");
    append(&database, Some(head), events).await;
    let mut auditor = database.let_audit(ASSEMBLY).await;
    check(&mut auditor, "papers", "seq", "seq", "").await;
    check(&mut auditor, "ballots", "phase, seal_key", "number", "counted | lost").await;
}
