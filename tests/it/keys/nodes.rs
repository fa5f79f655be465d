//! Two engines over one ledger and one vault, and an engine without its vault.

use std::sync::Arc;
use std::time::Duration;

use plenum::crypto::envelope::Envelope;
use plenum::domain::command::ChairCommand;
use plenum::domain::event::Event;
use plenum::domain::refusal::Refusal;
use plenum::engine::{Keys, Options, Reply};
use plenum::vault::{Unopened, Vault};

use super::{done, hall, opened, phase};
use crate::support::hall::{Hall, check_house, mark};
use crate::support::keys::{Sealing, signer};

fn following() -> Options {
    Options { follow_ms: Some(20), ..Options::default() }
}

async fn heard(hall: &Hall, sealing: &Sealing, wanted: &str) {
    let wait = async {
        while phase(hall, sealing.ballot).await != wanted {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait).await.expect("it hears of it");
}

fn is_known(vault: &Vault, sealing: &Sealing, hall: &Hall) -> bool {
    let delegate = hall.people[0].id;
    let envelope: Envelope = sealing.envelope(delegate, 1, &sealing.text(&mark("yes")));
    let binding = sealing.binding(delegate, 1);
    let (key, pad_len) = (&sealing.seal.public_key, sealing.seal.pad_len);
    let opened = vault.open_envelope(key, &binding, &envelope, pad_len);
    !matches!(opened, Err(Unopened::NoKey))
}

#[tokio::test]
async fn a_node_that_only_heard_of_an_opening_takes_sealed_votes() {
    let (hall, _ledger, room) = hall(4).await;
    let other = hall.again_with(following(), room.keys()).await;
    other.handle.follow().await.unwrap();
    let sealing = opened(&hall, 1).await;
    heard(&other, &sealing, "open").await;
    let receipt = other.vote_sealed(&sealing, 0, "yes").await;
    assert_eq!(receipt.signed.unwrap().key, signer(1).key.public());
    other.engine.shutdown().await;
    hall.engine.shutdown().await;
    check_house(hall.ledger.as_ref(), hall.sitting).await;
}

#[tokio::test]
async fn two_nodes_with_the_same_keys_agree_on_a_secret_ballot() {
    let (first, ledger, room) = hall(60).await;
    let vault = room.vault();
    let keys = Keys::new(Some(vault.clone()), Some(signer(1)));
    let second = first.again_with(following(), keys).await;
    second.handle.follow().await.unwrap();
    let sealing = opened(&first, 1).await;
    let halls = [&first, &second];
    let votes = (0..60).map(|member| {
        let grade = if member % 3 == 0 { "no" } else { "yes" };
        halls[member % 2].vote_sealed(&sealing, member, grade)
    });
    heard(&second, &sealing, "open").await;
    let receipts = futures_util::future::join_all(votes).await;
    let mut places: Vec<u64> = receipts.iter().map(|receipt| receipt.seq).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 60, "every vote has its own place");
    assert!(is_known(&vault, &sealing, &first));
    let close = || ChairCommand::Close { ballot: sealing.ballot };
    let closed = tokio::join!(first.chair(close()), second.chair(close()));
    let done = [&closed.0, &closed.1].into_iter().filter(|reply| **reply == Ok(Reply::Done));
    assert_eq!(done.count(), 1, "{closed:?}");
    for hall in halls {
        heard(hall, &sealing, "counted").await;
    }
    // The one that did not destroy the key hears that it is gone, and forgets it.
    tokio::time::sleep(Duration::from_millis(100)).await;
    second.handle.follow().await.unwrap();
    second.engine.shutdown().await;
    first.engine.shutdown().await;
    assert!(!is_known(&vault, &sealing, &first) && room.files().is_empty());
    for kind in ["ballot_closed", "ballot_counted", "key_destroyed"] {
        assert_eq!(ledger.events(kind).len(), 1, "{kind}");
    }
    let report = check_house(first.ledger.as_ref(), first.sitting).await;
    let counting = report.sitting.ballot(sealing.ballot).unwrap().phase.counting().unwrap();
    assert_eq!((counting.count.turnout.voted, counting.count.papers.invalid), (60, 0));
}

#[tokio::test]
async fn a_server_that_cannot_use_its_vault_does_not_call_the_key_lost() {
    let (hall, ledger, room) = hall(3).await;
    let sealing = opened(&hall, 1).await;
    hall.vote_sealed(&sealing, 0, "yes").await;
    hall.engine.shutdown().await;
    let resume = || ChairCommand::Resume { ballot: sealing.ballot };

    let without = hall.again_with(Options::default(), Keys::new(None, Some(signer(1)))).await;
    let refused = without.chair(resume()).await;
    assert_eq!(refused, Ok(Reply::Refused(Refusal::SecretNotAvailable)));
    assert_eq!(phase(&without, sealing.ballot).await, "suspended");
    without.engine.shutdown().await;
    assert!(ledger.events("key_lost").is_empty());

    let with = without.again_with(Options::default(), room.keys()).await;
    done(&with, resume()).await;
    with.vote_sealed(&sealing, 1, "no").await;
    done(&with, ChairCommand::Close { ballot: sealing.ballot }).await;
    assert_eq!(phase(&with, sealing.ballot).await, "counted");
    with.finish().await;
}

#[tokio::test]
async fn a_key_that_is_gone_after_a_restart_is_recorded_as_lost_and_the_ballot_only_voided() {
    let (hall, ledger, room) = hall(3).await;
    let sealing = opened(&hall, 1).await;
    let ballot = sealing.ballot;
    hall.vote_sealed(&sealing, 0, "yes").await;
    hall.engine.shutdown().await;
    room.files().iter().for_each(|file| std::fs::remove_file(file).unwrap());
    let after = hall.again_with(Options::default(), room.keys()).await;
    let refused = |command| async { after.chair(command).await };
    let lost = Ok(Reply::Refused(Refusal::KeyLost));
    assert_eq!(refused(ChairCommand::Resume { ballot }).await, lost);
    let [Event::KeyLost { key_hash, .. }] = ledger.events("key_lost")[..] else {
        panic!("{:?}", ledger.events("key_lost"))
    };
    assert_eq!(key_hash, sealing.seal.public_key.hash());
    let reason = crate::support::hall::text("key lost");
    done(&after, ChairCommand::Void { ballot, reason }).await;
    // The next one is opened with a key of its own.
    let next = opened(&after, 2).await;
    after.vote_sealed(&next, 1, "yes").await;
    done(&after, ChairCommand::Close { ballot: next.ballot }).await;
    assert_eq!(phase(&after, next.ballot).await, "counted");
    after.finish().await;
}

#[tokio::test]
async fn an_engine_beside_leaves_the_keys_of_an_opening_alone() {
    let (hall, ledger, room) = hall(3).await;
    let sealing = opened(&hall, 1).await;
    let beside = Options { recovers: false, ..Options::default() };
    let beside = hall.again_with(beside, Keys::default()).await;
    assert_eq!(phase(&beside, sealing.ballot).await, "open");
    beside.engine.shutdown().await;
    assert_eq!(room.files().len(), 1);
    hall.vote_sealed(&sealing, 0, "yes").await;
    done(&hall, ChairCommand::Close { ballot: sealing.ballot }).await;
    assert_eq!(phase(&hall, sealing.ballot).await, "counted");
    assert!(ledger.events("key_lost").is_empty());
    drop(Arc::clone(&hall.ledger));
    hall.finish().await;
}
