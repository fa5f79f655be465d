//! When a checkpoint is signed, and that each one is true.

use std::time::Duration;

use plenum::audit::checkpoint::Checkpoint;
use plenum::crypto::merkle;
use plenum::domain::command::{ChairCommand, DeskCommand};
use plenum::domain::event::Event;
use plenum::engine::Keys;

use super::watched::{Watched, is};
use super::{done, hall, opened};
use crate::support::hall::{Hall, motion, text};
use crate::support::keys::signer;

/// Longest time without a checkpoint while votes come (trust.md §3: every 10 s).
const CHECKPOINT_MS: u64 = 10_000;
/// Events that are under a checkpoint in the same commit.
const MARKED: [&str; 7] = [
    "signing_key_set",
    "ballot_opened",
    "ballot_closed",
    "ballot_counted",
    "key_destroyed",
    "ballot_declared",
    "ballot_voided",
];

/// Every checkpoint of the record, computed again from its bytes; returns how many there are.
fn all_hold(ledger: &Watched, hall: &Hall) -> usize {
    let records = ledger.records();
    let leaves: Vec<_> = records.iter().map(|sealed| merkle::leaf(&sealed.bytes)).collect();
    let mut found = 0;
    for (place, sealed) in records.iter().enumerate() {
        let Event::CheckpointSigned { size, root, key, signature } = sealed.record.event else {
            continue;
        };
        assert_eq!(size, place as u64, "all records before it");
        assert_eq!(root, merkle::root(leaves[..place].iter().copied()));
        assert_eq!(key, signer(1).key.public());
        let checkpoint = Checkpoint { size, root };
        assert!(checkpoint.is_signed(hall.sitting, &key, &signature), "record {place}");
        found += 1;
    }
    found
}

#[tokio::test]
async fn the_first_record_after_the_creation_introduces_the_key() {
    let (hall, ledger, _room) = hall(3).await;
    let first = ledger.commits()[0].clone();
    let kinds = ["sitting_created", "signing_key_set", "checkpoint_signed"];
    assert_eq!(first.len(), kinds.len(), "one commit");
    assert!(first.iter().zip(kinds).all(|(sealed, kind)| is(sealed, kind)), "{first:?}");
    let Event::SigningKeySet { key, previous, by_previous, .. } = first[1].record.event else {
        panic!("{first:?}")
    };
    assert_eq!((key, previous, by_previous), (signer(1).key.public(), None, None));
    assert_eq!(all_hold(&ledger, &hall), 1);
    hall.finish().await;
}

#[tokio::test]
async fn what_matters_is_under_a_checkpoint_in_its_own_commit() {
    let (hall, ledger, _room) = hall(4).await;
    let sealing = opened(&hall, 1).await;
    let ballot = sealing.ballot;
    for member in 0..3 {
        hall.vote_sealed(&sealing, member, "yes").await;
    }
    done(&hall, ChairCommand::Close { ballot }).await;
    done(&hall, ChairCommand::Declare { ballot }).await;
    let wrong = opened(&hall, 2).await.ballot;
    done(&hall, ChairCommand::Void { ballot: wrong, reason: text("wrong draft") }).await;
    let clear = hall.open(&motion("a"), 3, 0).await;
    hall.vote(0, clear, "yes").await;
    done(&hall, ChairCommand::Close { ballot: clear }).await;
    hall.handle.follow().await.unwrap();
    for kind in MARKED {
        let commits = ledger.commits();
        let with = commits.iter().filter(|commit| commit.iter().any(|sealed| is(sealed, kind)));
        let marked = with.inspect(|commit| {
            let last = commit.last().unwrap();
            assert!(is(last, "checkpoint_signed"), "{kind} ends with {:?}", last.record.event);
        });
        assert!(marked.count() > 0, "no {kind}");
    }
    // The cut is durable before the count, the count before the key goes.
    let holding = |kind| ledger.commits().iter().position(|c| c.iter().any(|s| is(s, kind)));
    let steps = ["ballot_closed", "ballot_counted", "key_destroyed"].map(holding);
    assert!(steps.is_sorted() && steps[0] < steps[1] && steps[1] < steps[2], "{steps:?}");
    // Votes and sign-ins ask for none by themselves.
    let alone = ["envelope_cast", "checked_in"];
    for commit in ledger.commits() {
        if commit.iter().any(|sealed| alone.iter().any(|kind| is(sealed, kind))) {
            assert!(!commit.iter().any(|sealed| is(sealed, "checkpoint_signed")), "{commit:?}");
        }
    }
    assert_eq!(all_hold(&ledger, &hall), ledger.events("checkpoint_signed").len());
    hall.finish().await;
}

#[tokio::test(start_paused = true)]
async fn while_votes_come_no_record_waits_longer_than_ten_seconds() {
    let (hall, ledger, _room) = hall(40).await;
    let sealing = opened(&hall, 1).await;
    let begun = ledger.events("checkpoint_signed").len();
    for member in 0..40 {
        // Steps that the ten seconds are no multiple of.
        tokio::time::sleep(Duration::from_millis(1_700)).await;
        hall.vote_sealed(&sealing, member, "yes").await;
    }
    tokio::time::sleep(Duration::from_millis(CHECKPOINT_MS)).await;
    let records = ledger.records();
    let covers = |seq: u64| {
        let signs = |sealed: &&std::sync::Arc<plenum::audit::record::Sealed>| matches!(sealed.record.event, Event::CheckpointSigned { size, .. } if size > seq);
        records.iter().find(signs).expect("a checkpoint").record.at_ms
    };
    for vote in records.iter().filter(|sealed| is(sealed, "envelope_cast")) {
        let waited = covers(vote.record.seq) - vote.record.at_ms;
        assert!(waited <= CHECKPOINT_MS, "record {} waited {waited} ms", vote.record.seq);
    }
    // 68 s of votes: not one for each of them either.
    let signed = ledger.events("checkpoint_signed").len() - begun;
    assert!((6..=8).contains(&signed), "{signed} checkpoints");
    all_hold(&ledger, &hall);
    hall.finish().await;
}

#[tokio::test(start_paused = true)]
async fn nothing_is_signed_while_nothing_happens() {
    let (hall, ledger, _room) = hall(3).await;
    let sealing = opened(&hall, 1).await;
    let quiet = async || {
        // What is due by then may still be signed.
        tokio::time::sleep(Duration::from_millis(CHECKPOINT_MS)).await;
        let before = ledger.records().len();
        tokio::time::sleep(Duration::from_secs(3_600)).await;
        assert_eq!(ledger.records().len(), before);
    };
    quiet().await;
    hall.vote_sealed(&sealing, 0, "yes").await;
    quiet().await;
    done(&hall, ChairCommand::Suspend { ballot: sealing.ballot, reason: text("break") }).await;
    quiet().await;
    done(&hall, ChairCommand::Resume { ballot: sealing.ballot }).await;
    done(&hall, ChairCommand::Close { ballot: sealing.ballot }).await;
    let delegate = hall.people[0].id;
    hall.desk(DeskCommand::CheckOut { delegate }).await.unwrap();
    quiet().await;
    hall.finish().await;
}

#[tokio::test]
async fn without_a_key_nothing_is_signed() {
    let ledger = std::sync::Arc::new(Watched::default());
    let hall = Hall::with_keys(ledger.clone(), 3, Keys::default()).await;
    let ballot = hall.open(&motion("a"), 1, 0).await;
    assert_eq!(hall.vote(0, ballot, "yes").await.signed, None);
    done(&hall, ChairCommand::Close { ballot }).await;
    assert!(ledger.events("checkpoint_signed").is_empty());
    assert!(ledger.events("signing_key_set").is_empty());
    hall.finish().await;
}
