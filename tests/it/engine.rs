//! The engine over the memory ledger: order, idempotence, the cut, the store away, restarts.

use std::sync::Arc;
use std::time::Duration;

use plenum::domain::ballot::Phase;
use plenum::domain::command::ChairCommand;
use plenum::domain::event::{CloseCause, SuspendCause};
use plenum::domain::ids::CastId;
use plenum::domain::refusal::Refusal;
use plenum::engine::{Failure, Options, Reply};
use plenum::ledger::memory::{Fault, MemoryLedger};
use uuid::Uuid;

use crate::support::hall::{Hall, check_house, mark, motion};

#[tokio::test]
async fn a_motion_is_opened_voted_closed_counted_and_declared() {
    let hall = Hall::new(Arc::new(MemoryLedger::default()), 5).await;
    let ballot = hall.open(&motion("a"), 1, 0).await;
    for (member, grade) in [(0, "yes"), (1, "yes"), (2, "no"), (3, "abstain")] {
        hall.vote(member, ballot, grade).await;
    }
    // A change of vote is another revision of the same voter.
    let changed = hall.vote(2, ballot, "yes").await;
    assert_eq!(changed.revision, 2);
    assert_eq!(hall.chair(ChairCommand::Close { ballot }).await, Ok(Reply::Done));
    assert_eq!(hall.chair(ChairCommand::Declare { ballot }).await, Ok(Reply::Done));
    let report = hall.finish().await;
    let phase = &report.sitting.ballot(ballot).unwrap().phase;
    let Phase::Declared(_, _, counting) = phase else { panic!("{}", phase.name()) };
    let turnout = counting.count.turnout;
    assert_eq!((turnout.voted, turnout.did_not_vote, turnout.eligible), (4, 1, 5));
    assert_eq!(
        counting.count.tally,
        serde_json::from_value(serde_json::json!({
            "form": "marks", "rows": [{"votes": [3, 0, 1], "blank": 0, "invalid": 0, "recused": 0}]
        }))
        .unwrap()
    );
}

#[tokio::test]
async fn a_repeated_cast_id_is_one_vote_and_one_receipt() {
    let hall = Hall::new(Arc::new(MemoryLedger::default()), 3).await;
    let ballot = hall.open(&motion("a"), 1, 0).await;
    let (delegate, cast_id) = (hall.people[0].id, CastId(Uuid::now_v7()));
    let again = || hall.cast(delegate, ballot, cast_id, mark("yes"));
    let answers = futures_util::future::join_all((0..10).map(|_| again())).await;
    assert!(matches!(&answers[0], Ok(Reply::Recorded(receipt)) if receipt.revision == 1));
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    // Even after the close the same act has the same answer.
    hall.chair(ChairCommand::Close { ballot }).await.unwrap();
    assert_eq!(again().await, answers[0]);
    // Another content under the same id is refused.
    let other = hall.cast(delegate, ballot, cast_id, mark("no")).await;
    assert_eq!(other, Ok(Reply::Refused(Refusal::CastIdConflict)));
    hall.finish().await;
}

#[tokio::test]
async fn a_close_between_votes_is_a_cut() {
    const ROUNDS: u32 = 30;
    let hall = Hall::new(Arc::new(MemoryLedger::default()), 40).await;
    let (mut before, mut after) = (0, 0);
    for round in 1..=ROUNDS {
        let ballot = hall.open(&motion("a"), round, 0).await;
        let vote = |member: usize| {
            hall.cast(hall.people[member].id, ballot, CastId(Uuid::now_v7()), mark("yes"))
        };
        let close = async {
            tokio::task::yield_now().await;
            hall.chair(ChairCommand::Close { ballot }).await
        };
        let early = futures_util::future::join_all((0..20).map(vote));
        let late = async {
            tokio::task::yield_now().await;
            futures_util::future::join_all((20..40).map(vote)).await
        };
        let (early, closed, late) = tokio::join!(early, close, late);
        assert_eq!(closed, Ok(Reply::Done));
        let (snapshot, _) = hall.handle.follow().await.unwrap();
        let counting = snapshot.sitting.ballot(ballot).unwrap().phase.counting().unwrap();
        let mut recorded = 0;
        for answer in early.into_iter().chain(late) {
            match answer.unwrap() {
                Reply::Recorded(_) => recorded += 1,
                Reply::Refused(Refusal::BallotClosed) => after += 1,
                other => panic!("no definite answer: {other:?}"),
            }
        }
        before += recorded;
        assert_eq!(counting.count.turnout.voted, recorded, "acknowledged means counted");
    }
    assert!(before > 0 && after > 0, "the race did not happen: {before} before, {after} after");
    hall.finish().await;
}

#[tokio::test(start_paused = true)]
async fn the_deadline_closes_without_the_chair() {
    let hall = Hall::new(Arc::new(MemoryLedger::default()), 3).await;
    let ballot = hall.open(&motion("a"), 1, 30).await;
    hall.vote(0, ballot, "yes").await;
    tokio::time::sleep(Duration::from_millis(29_900)).await;
    hall.vote(1, ballot, "yes").await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let late = hall.cast(hall.people[2].id, ballot, CastId(Uuid::now_v7()), mark("yes")).await;
    assert_eq!(late, Ok(Reply::Refused(Refusal::BallotClosed)));
    let report = hall.finish().await;
    let closing = report.sitting.ballot(ballot).unwrap().phase.closing().unwrap().cause;
    assert_eq!(closing, CloseCause::Deadline);
    assert!(report.sitting.ballot(ballot).unwrap().phase.counting().is_some());
}

#[tokio::test(start_paused = true)]
async fn a_last_call_and_an_extension_move_the_end() {
    let hall = Hall::new(Arc::new(MemoryLedger::default()), 3).await;
    let ballot = hall.open(&motion("a"), 1, 60).await;
    assert_eq!(hall.chair(ChairCommand::Extend { ballot, seconds: 30 }).await, Ok(Reply::Done));
    assert_eq!(hall.chair(ChairCommand::LastCall { ballot, seconds: 5 }).await, Ok(Reply::Done));
    tokio::time::sleep(Duration::from_millis(4_900)).await;
    hall.vote(0, ballot, "yes").await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let report = hall.finish().await;
    assert!(report.sitting.ballot(ballot).unwrap().phase.counting().is_some());
}

#[tokio::test]
async fn nothing_is_acknowledged_while_the_store_is_away() {
    let ledger = Arc::new(MemoryLedger::default());
    let hall = Hall::new(ledger.clone(), 3).await;
    let ballot = hall.open(&motion("a"), 1, 0).await;
    let (delegate, cast_id) = (hall.people[0].id, CastId(Uuid::now_v7()));
    ledger.fail_next(Fault::AwayBefore);
    let lost = hall.cast(delegate, ballot, cast_id, mark("yes")).await;
    assert_eq!(lost, Err(Failure::Unavailable));
    // Written, but the answer was lost: the same act finds its receipt and is not written again.
    ledger.fail_next(Fault::AwayAfter);
    assert_eq!(hall.cast(delegate, ballot, cast_id, mark("yes")).await, Err(Failure::Unavailable));
    let found = hall.cast(delegate, ballot, cast_id, mark("yes")).await;
    assert!(matches!(&found, Ok(Reply::Recorded(receipt)) if receipt.revision == 1), "{found:?}");
    let report = hall.finish().await;
    let poll = report.sitting.ballot(ballot).unwrap().phase.poll().unwrap();
    assert_eq!(poll.votes.len(), 1);
}

#[tokio::test]
async fn a_broken_invariant_stops_one_turn_and_the_sitting_goes_on() {
    let ledger = Arc::new(MemoryLedger::default());
    let hall = Hall::new(ledger.clone(), 3).await;
    let ballot = hall.open(&motion("a"), 1, 0).await;
    let (delegate, cast_id) = (hall.people[0].id, CastId(Uuid::now_v7()));
    ledger.fail_next(Fault::Panic);
    let lost = hall.cast(delegate, ballot, cast_id, mark("yes")).await;
    assert_eq!(lost, Err(Failure::Unavailable));
    let again = hall.cast(delegate, ballot, cast_id, mark("yes")).await;
    assert!(matches!(&again, Ok(Reply::Recorded(receipt)) if receipt.revision == 1), "{again:?}");
    hall.finish().await;
}

#[tokio::test]
async fn a_conflict_is_decided_again() {
    let ledger = Arc::new(MemoryLedger::default());
    let hall = Hall::new(ledger.clone(), 3).await;
    let ballot = hall.open(&motion("a"), 1, 0).await;
    ledger.fail_next(Fault::Conflict);
    hall.vote(0, ballot, "yes").await;
    hall.finish().await;
}

#[tokio::test]
async fn two_engines_over_one_ledger_agree() {
    let ledger = Arc::new(MemoryLedger::default());
    let first = Hall::new(ledger.clone(), 60).await;
    let second = first.again(Options { follow_ms: Some(20), ..Options::default() }).await;
    second.handle.follow().await.unwrap();
    let ballot = first.open(&motion("a"), 1, 0).await;
    let halls = [&first, &second];
    let votes = (0..60).map(|member| halls[member % 2].vote(member, ballot, "yes"));
    // The second engine may still have to hear of the opening; a conflict tells it.
    let receipts = futures_util::future::join_all(votes).await;
    let mut places: Vec<u64> = receipts.iter().map(|receipt| receipt.seq).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 60, "every vote has its own place");
    let closed = tokio::join!(
        first.chair(ChairCommand::Close { ballot }),
        second.chair(ChairCommand::Close { ballot })
    );
    let done =
        [&closed.0, &closed.1].into_iter().filter(|reply| **reply == Ok(Reply::Done)).count();
    assert_eq!(done, 1, "one close, one already done: {closed:?}");
    second.engine.shutdown().await;
    first.engine.shutdown().await;
    let report = check_house(ledger.as_ref(), first.sitting).await;
    let counting = report.sitting.ballot(ballot).unwrap().phase.counting().unwrap();
    assert_eq!(counting.count.turnout.voted, 60);
}

#[tokio::test]
async fn after_a_restart_an_open_ballot_is_suspended() {
    let ledger = Arc::new(MemoryLedger::default());
    let before = Hall::new(ledger.clone(), 3).await;
    let ballot = before.open(&motion("a"), 1, 600).await;
    before.vote(0, ballot, "yes").await;
    before.engine.shutdown().await;

    let after = before.again(Options::default()).await;
    let cast = after.cast(after.people[1].id, ballot, CastId(Uuid::now_v7()), mark("no")).await;
    assert_eq!(cast, Ok(Reply::Refused(Refusal::BallotSuspended)));
    let (snapshot, _) = after.handle.follow().await.unwrap();
    let Phase::Suspended(poll, suspension) = &snapshot.sitting.ballot(ballot).unwrap().phase else {
        panic!("not suspended")
    };
    assert_eq!(poll.votes.len(), 1, "the acknowledged vote is there");
    assert_eq!(suspension.cause, SuspendCause::Restart);
    assert!(suspension.remaining_ms.is_some_and(|left| left > 590_000 && left <= 600_000));

    assert_eq!(after.chair(ChairCommand::Resume { ballot }).await, Ok(Reply::Done));
    after.vote(1, ballot, "no").await;
    assert_eq!(after.chair(ChairCommand::Close { ballot }).await, Ok(Reply::Done));
    after.finish().await;
}

#[tokio::test]
async fn a_command_beside_a_server_leaves_its_open_ballot_alone() {
    let ledger = Arc::new(MemoryLedger::default());
    let serving = Hall::new(ledger.clone(), 3).await;
    let ballot = serving.open(&motion("a"), 1, 0).await;
    let beside = serving.again(Options { recovers: false, ..Options::default() }).await;
    let (snapshot, _) = beside.handle.follow().await.unwrap();
    assert_eq!(snapshot.sitting.ballot(ballot).unwrap().phase.name(), "open");
    beside.engine.shutdown().await;
    serving.vote(0, ballot, "yes").await;
    serving.finish().await;
}

#[tokio::test]
async fn a_full_mailbox_says_busy_and_loses_nothing() {
    let ledger = Arc::new(MemoryLedger::default());
    let hall = Hall::new(ledger.clone(), 3).await;
    let ballot = hall.open(&motion("a"), 1, 0).await;
    let small = hall.again(Options { mailbox_max: 2, batch_max: 1, ..Options::default() }).await;
    hall.engine.shutdown().await;
    small.handle.follow().await.unwrap();
    let resumed = small.chair(ChairCommand::Resume { ballot }).await;
    assert_eq!(resumed, Ok(Reply::Done));
    let delegate = small.people[0].id;
    let casts = (0..50).map(|_| small.cast(delegate, ballot, CastId(Uuid::now_v7()), mark("yes")));
    let answers = futures_util::future::join_all(casts).await;
    let busy = answers.iter().filter(|answer| **answer == Err(Failure::Busy)).count();
    let recorded = answers.iter().filter(|a| matches!(a, Ok(Reply::Recorded(_)))).count();
    assert!(busy > 0 && recorded > 0 && busy + recorded == 50, "{busy} busy, {recorded} recorded");
    let report = small.finish().await;
    let poll = report.sitting.ballot(ballot).unwrap().phase.poll().unwrap();
    assert_eq!(poll.votes[&delegate].casts.len(), recorded);
}
