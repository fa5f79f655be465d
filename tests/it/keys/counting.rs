//! Close, count and the end of the key are three commits; whichever fails, and however, the same is
//! counted and the key goes once.

use std::sync::Arc;

use plenum::audit::record::Sealed;
use plenum::domain::command::ChairCommand;
use plenum::domain::event::Event;
use plenum::domain::refusal::Refusal;
use plenum::engine::{Failure, Options, Reply};
use plenum::ledger::memory::Fault;

use super::watched::{Watched, is};
use super::{done, hall, opened, phase};
use crate::support::hall::{Hall, text};
use crate::support::keys::{KeyRoom, Sealing};

const STEPS: [&str; 3] = ["ballot_closed", "ballot_counted", "key_destroyed"];
const FAULTS: [Fault; 4] = [Fault::Conflict, Fault::AwayBefore, Fault::AwayAfter, Fault::Panic];

/// A secret ballot with votes, a changed one and one that nobody can read among them.
async fn voted() -> (Hall, Arc<Watched>, KeyRoom, Sealing) {
    let (hall, ledger, room) = hall(6).await;
    let sealing = opened(&hall, 1).await;
    for (member, grade) in [(0, "yes"), (1, "no"), (2, "yes"), (3, "abstain")] {
        hall.vote_sealed(&sealing, member, grade).await;
    }
    let changed = sealing.text(&crate::support::hall::mark("yes"));
    let changed = hall.cast_text(&sealing, 1, 2, &changed).await;
    assert!(matches!(changed, Ok(Reply::Recorded(_))), "{changed:?}");
    (hall, ledger, room, sealing)
}

/// Closes the ballot and comes back when it is counted and its key gone, whatever fails.
async fn close(hall: &Hall, sealing: &Sealing, ledger: &Watched) -> Vec<Result<Reply, Failure>> {
    let mut answers = vec![hall.chair(ChairCommand::Close { ballot: sealing.ballot }).await];
    // A store that was away is tried again when somebody asks, or after a while.
    while ledger.events("key_destroyed").is_empty() {
        answers.push(hall.chair(ChairCommand::Close { ballot: sealing.ballot }).await);
        assert!(answers.len() < 20, "{answers:?}");
    }
    answers
}

fn events<'a>(records: &'a [Arc<Sealed>], kind: &str) -> Vec<&'a Event> {
    let found = records.iter().filter(|sealed| is(sealed, kind));
    found.map(|sealed| &sealed.record.event).collect()
}

#[tokio::test]
async fn whatever_fails_the_same_is_counted_and_the_key_goes_once() {
    for step in STEPS {
        for fault in FAULTS {
            let case = format!("{fault:?} at {step}");
            let (hall, ledger, room, sealing) = voted().await;
            ledger.fail_at(step, fault);
            let answers = close(&hall, &sealing, &ledger).await;
            assert!(!ledger.has_faults(), "{case}: it did not happen");
            let first = match (step, fault) {
                ("ballot_closed", Fault::Conflict) => Ok(Reply::Done),
                ("ballot_closed", _) => Err(Failure::Unavailable),
                // The chair had the answer with the cut.
                _ => Ok(Reply::Done),
            };
            assert_eq!(answers[0], first, "{case}");
            assert_eq!(phase(&hall, sealing.ballot).await, "counted", "{case}");
            assert!(room.files().is_empty(), "{case}: the key is still there");

            let (records, tried) = (ledger.records(), ledger.attempts().concat());
            for step in STEPS {
                assert_eq!(events(&records, step).len(), 1, "{case}: {step}");
            }
            // Tried once or twice: the same figures in the same bytes.
            let counted = events(&records, "ballot_counted")[0];
            let bytes = |event: &Event| serde_json::to_vec(event).unwrap();
            for again in events(&tried, "ballot_counted") {
                assert_eq!(bytes(again), bytes(counted), "{case}");
            }
            let Event::BallotCounted { count, opened: Some(opened), .. } = counted else {
                panic!("{case}: {counted:?}")
            };
            let [Event::BallotClosed { envelopes: Some(cut), .. }] =
                events(&records, "ballot_closed")[..]
            else {
                panic!("{case}")
            };
            assert_eq!((opened.root, count.papers.valid), (cut.root, 4), "{case}");
            let tally = serde_json::to_value(&count.tally).unwrap();
            assert_eq!(tally["rows"][0]["votes"], serde_json::json!([3, 0, 1]), "{case}");
            hall.finish().await;
        }
    }
}

#[tokio::test]
async fn a_server_that_stops_between_the_steps_finishes_them_when_it_comes_back() {
    for step in ["ballot_counted", "key_destroyed"] {
        let (hall, ledger, room, sealing) = voted().await;
        // Nothing gets through again before the stop.
        for _ in 0..4 {
            ledger.fail_at(step, Fault::AwayBefore);
        }
        done(&hall, ChairCommand::Close { ballot: sealing.ballot }).await;
        hall.engine.shutdown().await;
        assert!(ledger.events(step).is_empty(), "{step}");
        assert_eq!(room.files().is_empty(), step == "key_destroyed", "before its end is recorded");
        let mut after = hall.again_with(Options::default(), room.keys()).await;
        // Whatever faults are left hit the first tries of the new start.
        for _ in 0..8 {
            if ledger.events("key_destroyed").is_empty() {
                after.engine.shutdown().await;
                after = after.again_with(Options::default(), room.keys()).await;
                after.handle.follow().await.unwrap();
            }
        }
        assert_eq!(phase(&after, sealing.ballot).await, "counted", "{step}");
        for step in STEPS {
            assert_eq!(ledger.events(step).len(), 1, "{step}");
        }
        assert!(ledger.events("key_lost").is_empty() && room.files().is_empty());
        after.finish().await;
    }
}

#[tokio::test]
async fn a_key_lost_between_close_and_count_leaves_no_figures() {
    let (hall, ledger, room, sealing) = voted().await;
    let ballot = sealing.ballot;
    for _ in 0..4 {
        ledger.fail_at("ballot_counted", Fault::AwayBefore);
    }
    done(&hall, ChairCommand::Close { ballot }).await;
    hall.engine.shutdown().await;
    room.files().iter().for_each(|file| std::fs::remove_file(file).unwrap());
    let after = hall.again_with(Options::default(), room.keys()).await;
    assert_eq!(phase(&after, ballot).await, "closed");
    assert_eq!(ledger.events("key_lost").len(), 1);
    let declared = after.chair(ChairCommand::Declare { ballot }).await;
    assert!(matches!(declared, Ok(Reply::Refused(_))), "{declared:?}");
    let again = after.chair(ChairCommand::Close { ballot }).await;
    assert_eq!(again, Ok(Reply::Refused(Refusal::AlreadyDone)));
    done(&after, ChairCommand::Void { ballot, reason: text("key lost") }).await;
    assert!(ledger.events("ballot_counted").is_empty());
    after.finish().await;
}
