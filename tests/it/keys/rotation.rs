//! A signing key takes the place of another: from its file to the record.

use std::sync::Arc;

use plenum::access::signing::SigningKeyFile;
use plenum::audit::checkpoint::key_statement;
use plenum::domain::command::ChairCommand;
use plenum::domain::event::Event;
use plenum::domain::refusal::Refusal;
use plenum::engine::{Keys, Options, Reply, Signer};

use super::watched::Watched;
use super::{done, handing_over, keys_of, opened};
use crate::support::hall::{Hall, motion};
use crate::support::keys::KeyRoom;

/// What a server does with its file when it starts.
fn keys(room: &KeyRoom, file: &SigningKeyFile) -> Keys {
    let (key, previous) = (file.load_or_create().unwrap(), file.old().unwrap());
    Keys::new(Some(room.vault()), Some(Signer { key, previous }))
}

#[tokio::test]
async fn a_rotated_key_is_vouched_for_by_the_one_before_and_signs_from_then_on() {
    let (folder, room) = (tempfile::tempdir().unwrap(), KeyRoom::new());
    let file = SigningKeyFile::new(folder.path().join("signing.key"));
    let ledger = Arc::new(Watched::default());
    let before = Hall::with_keys(ledger.clone(), 4, keys(&room, &file)).await;
    let sealing = opened(&before, 1).await;
    let ballot = sealing.ballot;
    let by_old = before.vote_sealed(&sealing, 0, "yes").await.signed.unwrap().key;
    before.engine.shutdown().await;

    let (old, new) = file.rotate().unwrap();
    let (old, new) = (old.public(), new.public());
    let after = before.again_with(Options::default(), keys(&room, &file)).await;
    done(&after, ChairCommand::Resume { ballot }).await;
    let by_new = after.vote_sealed(&sealing, 1, "no").await.signed.unwrap().key;
    assert_eq!((by_old, by_new), (old, new));
    let [Event::SigningKeySet { .. }, Event::SigningKeySet { key, previous, by_previous, by_key }] =
        ledger.events("signing_key_set")[..]
    else {
        panic!("{:?}", ledger.events("signing_key_set"))
    };
    assert_eq!((key, previous), (new, Some(old)));
    let statement = key_statement(after.sitting, Some(&old), &new);
    assert!(old.verify(&statement, &by_previous.unwrap()) && new.verify(&statement, &by_key));

    // From there on the key before is needed no more.
    file.forget_old().unwrap();
    after.engine.shutdown().await;
    let later = after.again_with(Options::default(), keys(&room, &file)).await;
    done(&later, ChairCommand::Resume { ballot }).await;
    done(&later, ChairCommand::Close { ballot }).await;
    let mut now = old;
    for sealed in ledger.records() {
        match sealed.record.event {
            Event::SigningKeySet { key, .. } => now = key,
            Event::CheckpointSigned { key, .. } => assert_eq!(key, now, "{}", sealed.record.seq),
            _ => {}
        }
    }
    assert_eq!(now, new);
    assert_eq!(ledger.events("signing_key_set").len(), 2, "introduced once");
    later.finish().await;
}

#[tokio::test]
async fn a_sitting_that_missed_a_rotation_takes_no_key_that_nobody_vouches_for() {
    let (ledger, room) = (Arc::new(Watched::default()), KeyRoom::new());
    let first = Hall::with_keys(ledger.clone(), 3, keys_of(&room, 1)).await;
    let ballot = first.ready(&motion("a"), 1).await;
    first.engine.shutdown().await;
    // The key before is the second one; the record knows only the first.
    let third = Keys::new(Some(room.vault()), Some(handing_over(2, 3)));
    let third = first.again_with(Options::default(), third).await;
    let open = ChairCommand::Open { ballot, duration_s: None };
    let refused = third.chair(open.clone()).await;
    assert_eq!(refused, Ok(Reply::Refused(Refusal::StoreNotTrusted)));
    assert_eq!(ledger.events("signing_key_set").len(), 1);
    third.engine.shutdown().await;
    // With the right one at hand it goes on.
    let second = Keys::new(Some(room.vault()), Some(handing_over(1, 2)));
    let second = third.again_with(Options::default(), second).await;
    done(&second, open).await;
    assert_eq!(ledger.events("signing_key_set").len(), 2);
    second.finish().await;
}
