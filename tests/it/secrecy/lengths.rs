//! B-06 and B-09: what can be measured or shown of a vote is the same whatever was chosen.

use std::collections::BTreeSet;
use std::sync::Arc;

use data_encoding::BASE64URL_NOPAD;
use plenum::audit::record::Sealed;
use plenum::client::sealing::sealed;
use plenum::crypto::envelope::Envelope;
use plenum::crypto::hash::Hash;
use plenum::domain::event::Event;
use plenum::domain::ids::{BallotId, CastId};
use plenum::engine::{Receipt, Signed};
use plenum::http::accept::Limits;
use plenum::hub;
use plenum::ledger::memory::MemoryLedger;
use serde_json::{Value, json};
use uuid::Uuid;

use super::election::{ROWS, evaluation};
use crate::support::hall::Hall;
use crate::support::keys::{KeyRoom, secret_motion};
use crate::support::server::{TestServer, next};

async fn server(members: usize, room: &KeyRoom) -> TestServer {
    let ledger = Arc::new(MemoryLedger::default());
    let hall = Hall::with_keys(ledger, members, room.keys()).await;
    TestServer::over(hall, hub::Options::default(), Limits::default()).await
}

/// Digits of a number as it is written.
fn digits(number: &Value) -> usize {
    number.as_u64().unwrap_or_else(|| panic!("{number} is a count")).to_string().len()
}

/// The ballot on stage as a tablet gets it.
fn staged(snapshot: &Value) -> Value {
    let data = &snapshot["data"];
    let all = data["ballots"].as_array().unwrap();
    all.iter().find(|ballot| ballot["id"] == data["stage"]).expect("a ballot on stage").clone()
}

/// Papers of a matrix: every grade everywhere, no grade at all, and one row alone.
fn papers() -> Vec<Value> {
    let grades = ["outstanding", "competent", "basically_competent", "incompetent"];
    let marks = |rows: &mut dyn Iterator<Item = usize>, grade: &str| {
        let marks: serde_json::Map<_, _> =
            rows.map(|row| ((row + 1).to_string(), json!(grade))).collect();
        json!({"form": "marks", "marks": marks})
    };
    let mut all: Vec<Value> = grades.iter().map(|grade| marks(&mut (0..ROWS), grade)).collect();
    all.push(marks(&mut (0..0), ""));
    all.extend(
        grades.iter().flat_map(|grade| [0, ROWS - 1].map(|row| marks(&mut (row..row + 1), grade))),
    );
    all.extend((0..ROWS).map(|rows| marks(&mut (0..rows), "competent")));
    all
}

#[tokio::test]
async fn every_paper_has_envelopes_frames_answers_and_records_of_one_length() {
    let (room, papers) = (KeyRoom::new(), papers());
    let server = server(papers.len(), &room).await;
    let ballot = server.open(&evaluation("a"), 1).await;
    let [mut envelopes, mut frames, mut answers, mut owns] = [const { BTreeSet::new() }; 4];
    for (member, paper) in papers.iter().enumerate() {
        let mut tablet = server.tablet(member).await;
        let view = staged(&next(&mut tablet, "snapshot").await);
        let delegate = server.hall.people[member].id;
        for revision in 1..=2 {
            let fields = sealed(&view, delegate, revision, paper, Uuid::now_v7()).unwrap();
            envelopes.insert(fields["envelope"].as_str().unwrap().len());
            let mut frame = fields.clone();
            frame["type"] = json!("cast_sealed");
            frame["ref"] = json!(1);
            // A reference of one digit and a revision of one: then the frames are equally long.
            frames.insert(frame.to_string().len());
            let answer = tablet.request("cast_sealed", fields).await.unwrap();
            assert_eq!(answer["ok"], true, "{answer}");
            // The place in the record has as many digits as it has.
            answers.insert(answer.to_string().len() - digits(&answer["receipt"]["seq"]));
        }
        let mut again = server.tablet(member).await;
        let own = next(&mut again, "snapshot").await["data"]["own"].clone();
        owns.insert(own.to_string().len() - digits(&own["vote"]["seq"]));
    }
    for (what, lengths) in [
        ("envelopes", &envelopes),
        ("frames", &frames),
        ("answers", &answers),
        ("own views", &owns),
    ] {
        println!("{what}: {lengths:?}");
        assert_eq!(lengths.len(), 1, "{what}: {lengths:?}");
    }
    let stored = records(&server.hall, ballot).await;
    let lengths = stored.iter().map(|sealed| {
        let Event::EnvelopeCast { revision, .. } = &sealed.record.event else { unreachable!() };
        // Times have thirteen digits until the year 2286; the place and the revision vary.
        assert_eq!(sealed.record.at_ms.to_string().len(), 13);
        sealed.bytes.len() - sealed.record.seq.to_string().len() - revision.to_string().len()
    });
    let lengths: BTreeSet<usize> = lengths.collect();
    println!("records: {lengths:?}");
    assert_eq!(lengths.len(), 1, "{lengths:?}");
    server.finish().await;
}

/// Every sealed vote in the record.
async fn records(hall: &Hall, ballot: BallotId) -> Vec<Sealed> {
    let all = hall.ledger.read_from(hall.sitting, 0, 5_000).await.unwrap();
    let all = all.into_iter().map(|bytes| Sealed::read(bytes).unwrap());
    let of = |sealed: &Sealed| matches!(&sealed.record.event, Event::EnvelopeCast { ballot: of, .. } if *of == ballot);
    all.filter(of).collect()
}

#[tokio::test]
async fn a_receipt_follows_from_the_envelope_and_its_place_alone() {
    let room = KeyRoom::new();
    let server = server(6, &room).await;
    let ballot = server.open(&secret_motion("a"), 1).await;
    let mut shapes = BTreeSet::new();
    for (member, grade) in ["yes", "no", "abstain"].into_iter().cycle().take(6).enumerate() {
        let mut tablet = server.tablet(member).await;
        let view = staged(&next(&mut tablet, "snapshot").await);
        let delegate = server.hall.people[member].id;
        let paper = json!({"form": "marks", "marks": {"1": grade}});
        let cast_id = Uuid::now_v7();
        let fields = sealed(&view, delegate, 1, &paper, cast_id).unwrap();
        let bytes = BASE64URL_NOPAD.decode(fields["envelope"].as_str().unwrap().as_bytes());
        let envelope = Envelope::new(bytes.unwrap()).unwrap();
        let answer = tablet.request("cast_sealed", fields).await.unwrap();
        let receipt = answer["receipt"].clone();
        shapes.insert(shape(&receipt));

        // Made again by someone who has never seen the paper.
        let stored = records(&server.hall, ballot).await;
        let stored = stored.last().unwrap();
        let cast_id = CastId(cast_id);
        let expected = Event::EnvelopeCast { ballot, delegate, cast_id, revision: 1, envelope };
        assert_eq!(stored.record.event, expected);
        let content = Some(expected_content(&stored.record.event));
        let again = Receipt {
            ballot,
            cast_id,
            revision: 1,
            seq: stored.record.seq,
            at_ms: stored.record.at_ms,
            hash: Hash::of(&stored.bytes),
            content,
            signed: None,
        };
        let signature =
            crate::support::keys::signer(1).key.sign(&again.statement(server.hall.sitting));
        let key = crate::support::keys::signer(1).key.public();
        let again = Receipt { signed: Some(Signed { key, signature }), ..again };
        assert_eq!(hub::push::receipt(&again)["receipt"], receipt);
    }
    println!("{shapes:?}");
    assert_eq!(shapes.len(), 1, "{shapes:?}");
    server.finish().await;
}

fn expected_content(event: &Event) -> Hash {
    let Event::EnvelopeCast { envelope, .. } = event else { unreachable!() };
    Hash::of(envelope.as_bytes())
}

/// Names of the fields with the kinds and lengths of their values.
fn shape(receipt: &Value) -> String {
    let field = |(name, value): (&String, &Value)| match value {
        Value::String(text) => format!("{name}: {} characters", text.len()),
        Value::Number(_) => format!("{name}: number"),
        other => format!("{name}: {other}"),
    };
    receipt.as_object().unwrap().iter().map(field).collect::<Vec<_>>().join(", ")
}
