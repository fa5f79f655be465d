//! The opening of a secret ballot: exactly one key for it, and none for one that did not happen.

use std::time::Duration;

use plenum::domain::command::{ChairCommand, DeskCommand};
use plenum::domain::event::Event;
use plenum::domain::refusal::Refusal;
use plenum::engine::{Failure, Options, Reply};
use plenum::ledger::memory::Fault;

use super::watched::Watched;
use super::{done, hall, opened, phase};
use crate::support::hall::{Hall, mark};
use crate::support::keys::{KeyRoom, Sealing, cast_sealed, secret_motion};

fn open(ballot: plenum::domain::ids::BallotId) -> ChairCommand {
    ChairCommand::Open { ballot, duration_s: Some(0) }
}

/// Exactly the key that the record names is in the vault.
fn one_key(room: &KeyRoom, ledger: &Watched) {
    let [Event::BallotOpened { seal: Some(seal), .. }] = &ledger.events("ballot_opened")[..] else {
        panic!("{:?}", ledger.events("ballot_opened"))
    };
    let files = room.files();
    let name = |file: &std::path::PathBuf| file.file_name().unwrap().to_str().unwrap().to_owned();
    let names: Vec<String> = files.iter().map(name).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert!(names[0].contains(&seal.public_key.hash().to_string()), "{names:?}");
}

/// Somebody votes, it is closed, counted, and the key is gone.
async fn run_through(hall: &Hall, sealing: &Sealing, ledger: &Watched, room: &KeyRoom) {
    let ballot = sealing.ballot;
    hall.vote_sealed(sealing, 0, "yes").await;
    done(hall, ChairCommand::Close { ballot }).await;
    assert_eq!(phase(hall, ballot).await, "counted");
    assert_eq!(ledger.events("key_destroyed").len(), 1);
    assert!(room.files().is_empty());
}

#[tokio::test]
async fn an_opening_decided_twice_leaves_one_key() {
    let (hall, ledger, room) = hall(3).await;
    let ballot = hall.ready(&secret_motion("a"), 1).await;
    ledger.fail_at("ballot_opened", Fault::Conflict);
    done(&hall, open(ballot)).await;
    let tried = ledger.attempts().concat();
    let tried = tried.iter().filter(|sealed| super::watched::is(sealed, "ballot_opened"));
    assert_eq!(tried.count(), 2);
    one_key(&room, &ledger);
    run_through(&hall, &hall.sealing(ballot).await, &ledger, &room).await;
    hall.finish().await;
}

#[tokio::test]
async fn an_opening_whose_fate_is_unknown_leaves_one_key_once_it_is_known() {
    for fault in [Fault::AwayBefore, Fault::AwayAfter, Fault::Panic] {
        let (hall, ledger, room) = hall(3).await;
        let ballot = hall.ready(&secret_motion("a"), 1).await;
        ledger.fail_at("ballot_opened", fault);
        assert_eq!(hall.chair(open(ballot)).await, Err(Failure::Unavailable));
        let again = match fault {
            Fault::AwayAfter => Ok(Reply::Refused(Refusal::AlreadyDone)),
            _ => Ok(Reply::Done),
        };
        assert_eq!(hall.chair(open(ballot)).await, again, "{fault:?}");
        one_key(&room, &ledger);
        run_through(&hall, &hall.sealing(ballot).await, &ledger, &room).await;
        hall.finish().await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_opening_that_arrives_after_it_was_given_up_has_its_key() {
    let (first, ledger, room) = hall(3).await;
    first.engine.shutdown().await;
    let options = Options { follow_ms: Some(1_000), ..Options::default() };
    let hall = first.again_with(options, room.keys()).await;
    let ballot = hall.ready(&secret_motion("a"), 1).await;
    ledger.delay_at("ballot_opened", Duration::from_secs(45));
    assert_eq!(hall.chair(open(ballot)).await, Err(Failure::Unavailable));
    assert_eq!(phase(&hall, ballot).await, "ready");
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(phase(&hall, ballot).await, "open");
    one_key(&room, &ledger);
    run_through(&hall, &hall.sealing(ballot).await, &ledger, &room).await;
    hall.finish().await;
}

#[tokio::test]
async fn a_refused_opening_makes_no_key() {
    let (hall, ledger, room) = hall(3).await;
    let first = opened(&hall, 1).await;
    let second = hall.ready(&secret_motion("b"), 2).await;
    let refused = hall.chair(open(second)).await;
    assert_eq!(refused, Ok(Reply::Refused(Refusal::AnotherBallotOpen)));
    one_key(&room, &ledger);
    run_through(&hall, &first, &ledger, &room).await;
    for member in 0..2 {
        let delegate = hall.people[member].id;
        hall.desk(DeskCommand::CheckOut { delegate }).await.unwrap();
    }
    let refused = hall.chair(open(second)).await;
    assert!(matches!(refused, Ok(Reply::Refused(Refusal::NoQuorum { .. }))), "{refused:?}");
    assert!(room.files().is_empty());
    hall.finish().await;
}

#[tokio::test]
async fn an_opening_that_the_hall_overtook_leaves_no_key() {
    let (hall, ledger, room) = hall(3).await;
    let ballots =
        [hall.ready(&secret_motion("a"), 1).await, hall.ready(&secret_motion("b"), 2).await];
    // Neither hears of the other before it appends.
    let other = hall.again_with(Options::default(), room.keys()).await;
    phase(&other, ballots[0]).await;
    done(&hall, open(ballots[0])).await;
    let refused = other.chair(open(ballots[1])).await;
    assert_eq!(refused, Ok(Reply::Refused(Refusal::AnotherBallotOpen)));
    one_key(&room, &ledger);

    run_through(&hall, &hall.sealing(ballots[0]).await, &ledger, &room).await;
    other.engine.shutdown().await;
    let other = hall.again_with(Options::default(), room.keys()).await;
    assert_eq!(phase(&other, ballots[1]).await, "ready");
    for member in 0..2 {
        let delegate = hall.people[member].id;
        hall.desk(DeskCommand::CheckOut { delegate }).await.unwrap();
    }
    let refused = other.chair(open(ballots[1])).await;
    assert!(matches!(refused, Ok(Reply::Refused(Refusal::NoQuorum { .. }))), "{refused:?}");
    assert!(room.files().is_empty(), "a key was made for an opening that was refused");
    other.engine.shutdown().await;
    hall.engine.shutdown().await;
    crate::support::hall::check_house(hall.ledger.as_ref(), hall.sitting).await;
}

#[tokio::test]
async fn a_full_mailbox_says_busy_to_sealed_votes_and_loses_none() {
    let (hall, ledger, room) = hall(50).await;
    let sealing = opened(&hall, 1).await;
    hall.engine.shutdown().await;
    let options = Options { mailbox_max: 2, batch_max: 1, ..Options::default() };
    let small = hall.again_with(options, room.keys()).await;
    done(&small, ChairCommand::Resume { ballot: sealing.ballot }).await;
    let cast = |person: &plenum::domain::roster::Person| {
        let envelope = sealing.envelope(person.id, 1, &sealing.text(&mark("yes")));
        small.handle.submit(cast_sealed(sealing.ballot, person.id, 1, envelope))
    };
    let answers = futures_util::future::join_all(small.people.iter().map(cast)).await;
    let (mut busy, mut recorded) = (0, 0);
    for (answer, person) in answers.iter().zip(&small.people) {
        match answer {
            Ok(Reply::Recorded(_)) => recorded += 1,
            Err(Failure::Busy) => {
                busy += 1;
                assert!(
                    matches!(cast(person).await, Ok(Reply::Recorded(_))),
                    "alone there is room"
                );
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(busy > 0 && recorded > 0, "{busy} busy, {recorded} recorded");
    done(&small, ChairCommand::Close { ballot: sealing.ballot }).await;
    assert_eq!(phase(&small, sealing.ballot).await, "counted");
    assert_eq!(ledger.events("envelope_cast").len(), 50);
    small.finish().await;
}

#[tokio::test]
async fn a_vote_that_comes_before_its_key_is_known_is_examined_all_the_same() {
    let (hall, _ledger, room) = hall(4).await;
    let sealing = opened(&hall, 1).await;
    hall.engine.shutdown().await;
    let after = hall.again_with(Options::default(), room.keys()).await;
    let bad = after.cast_text(&sealing, 1, 1, b"{}");
    let resume = after.chair(ChairCommand::Resume { ballot: sealing.ballot });
    // All three are in the mailbox before the new task has read the record.
    let (resumed, good, bad) =
        tokio::join!(biased; resume, after.vote_sealed(&sealing, 0, "yes"), bad);
    assert_eq!(resumed, Ok(Reply::Done));
    assert_eq!(good.revision, 1);
    assert_eq!(bad, Ok(Reply::Refused(Refusal::EnvelopeUnreadable)));
    after.finish().await;
}
