//! Receipts: what they say, that they are signed, and that the record bears them out.

use std::sync::Arc;

use plenum::crypto::hash::Hash;
use plenum::crypto::merkle;
use plenum::domain::command::{ChairCommand, Command, DelegateCommand};
use plenum::domain::ids::CastId;
use plenum::engine::{Receipt, Reply, SittingHandle};
use uuid::Uuid;

use super::{done, hall, opened};
use crate::support::hall::{Hall, mark, motion};
use crate::support::keys::signer;

async fn receipt(handle: &SittingHandle, command: Command) -> Receipt {
    match handle.submit(command).await {
        Ok(Reply::Recorded(receipt)) => receipt,
        other => panic!("not recorded: {other:?}"),
    }
}

fn is_signed(hall: &Hall, receipt: &Receipt) -> bool {
    let signed = receipt.signed.expect("there is a key");
    assert_eq!(signed.key, signer(1).key.public());
    signed.key.verify(&receipt.statement(hall.sitting), &signed.signature)
}

#[tokio::test]
async fn a_receipt_of_a_secret_vote_names_the_envelope_and_nothing_of_the_choice() {
    let (hall, ledger, _room) = hall(3).await;
    let sealing = opened(&hall, 1).await;
    let delegate = hall.people[0].id;
    let envelope =
        |revision, grade: &str| sealing.envelope(delegate, revision, &sealing.text(&mark(grade)));
    let cast = |cast_id, revision, grade: &str| {
        let (ballot, envelope) = (sealing.ballot, envelope(revision, grade));
        let cast = DelegateCommand::CastSealed { ballot, cast_id, revision, envelope };
        Command::Delegate(delegate, cast)
    };
    let (first_id, second_id) = (CastId(Uuid::now_v7()), CastId(Uuid::now_v7()));
    let first = receipt(&hall.handle, cast(first_id, 1, "yes")).await;
    assert_eq!(first.content, Some(Hash::of(envelope(1, "yes").as_bytes())));
    let record = ledger.records().into_iter().find(|sealed| sealed.hash == first.hash).unwrap();
    assert_eq!((record.record.seq, record.record.at_ms), (first.seq, first.at_ms));
    assert!(is_signed(&hall, &first));
    assert_eq!(receipt(&hall.handle, cast(first_id, 1, "yes")).await, first, "the same again");

    let second = receipt(&hall.handle, cast(second_id, 2, "no")).await;
    assert_eq!(
        (second.revision, second.content),
        (2, Some(Hash::of(envelope(2, "no").as_bytes())))
    );
    assert!(is_signed(&hall, &second));
    // What was in the first act is not kept: its receipt says so, and is signed all the same.
    let replaced = receipt(&hall.handle, cast(first_id, 1, "yes")).await;
    assert_eq!(replaced.content, None);
    assert_eq!((replaced.seq, replaced.hash), (first.seq, first.hash));
    assert!(is_signed(&hall, &replaced) && replaced.signed != first.signed);
    assert!(String::from_utf8(replaced.statement(hall.sitting)).unwrap().contains("\n-\n"));

    // After everything, a repeat still has its receipt, and the proof leads to a checkpoint.
    done(&hall, ChairCommand::Close { ballot: sealing.ballot }).await;
    assert_eq!(receipt(&hall.handle, cast(second_id, 2, "no")).await, second);
    let proof = hall.engine.prove(hall.sitting, second.seq, second_id).await.unwrap().unwrap();
    let (signed, path) = (proof.checkpoint.unwrap(), proof.path.unwrap());
    assert_eq!(Hash::of(&proof.record), second.hash);
    let leaf = merkle::leaf(&proof.record);
    assert!(merkle::verify_inclusion(leaf, second.seq, signed.size, &path, signed.root));
    let other = hall.engine.prove(hall.sitting, second.seq, first_id).await.unwrap();
    assert_eq!(other, None, "the act is the permission");
    hall.finish().await;
}

#[tokio::test]
async fn a_receipt_of_a_recorded_vote_names_the_paper() {
    let (hall, _ledger, _room) = hall(3).await;
    let ballot = hall.open(&motion("a"), 1, 0).await;
    let receipt = hall.vote(0, ballot, "no").await;
    assert_eq!(receipt.content, Some(Hash::of(br#"{"form":"marks","marks":[1]}"#)));
    assert!(is_signed(&hall, &receipt));
    for (name, changed) in [
        ("sitting", None),
        ("seq", Some(Receipt { seq: receipt.seq + 1, ..receipt.clone() })),
        ("revision", Some(Receipt { revision: 2, ..receipt.clone() })),
        ("cast", Some(Receipt { cast_id: CastId(Uuid::nil()), ..receipt.clone() })),
        ("content", Some(Receipt { content: None, ..receipt.clone() })),
        ("hash", Some(Receipt { hash: Hash::ZERO, ..receipt.clone() })),
    ] {
        let sitting = if changed.is_some() { hall.sitting.0 } else { Uuid::nil() };
        let changed = changed.unwrap_or_else(|| receipt.clone());
        let statement = changed.statement(plenum::domain::ids::SittingId(sitting));
        let signed = receipt.signed.unwrap();
        assert!(!signed.key.verify(&statement, &signed.signature), "another {name}");
    }
    hall.finish().await;
}

#[tokio::test]
async fn ten_devices_with_the_same_act_have_one_receipt() {
    let (hall, _ledger, _room) = hall(3).await;
    let sealing = opened(&hall, 1).await;
    let delegate = hall.people[0].id;
    let envelope = sealing.envelope(delegate, 1, &sealing.text(&mark("yes")));
    let (ballot, cast_id) = (sealing.ballot, CastId(Uuid::now_v7()));
    let cast = DelegateCommand::CastSealed { ballot, cast_id, revision: 1, envelope };
    let command = Arc::new(Command::Delegate(delegate, cast));
    let all = (0..10).map(|_| receipt(&hall.handle, Command::clone(&command)));
    let all = futures_util::future::join_all(all).await;
    assert!(all.iter().all(|receipt| *receipt == all[0] && receipt.revision == 1), "{all:?}");
    hall.finish().await;
}
