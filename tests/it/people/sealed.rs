//! Recusal over a real engine and vault: envelopes are opened where they arrive, and what may stand
//! in one of them depends on who is recused at that moment.

use std::sync::Arc;

use plenum::domain::command::people::DeskPeople;
use plenum::domain::command::{ChairCommand, DeskCommand};
use plenum::domain::ids::BallotId;
use plenum::domain::paper::Paper;
use plenum::domain::profile::{BallotRequest, RequestedItem};
use plenum::domain::seal::paper_text;
use plenum::domain::sheet::Secrecy;
use plenum::domain::text::Text;
use plenum::engine::{Failure, Reply};
use plenum::ledger::memory::MemoryLedger;
use uuid::Uuid;

use crate::support::ballots::key;
use crate::support::hall::{Hall, motion, profile, text};
use crate::support::keys::{KeyRoom, Sealing};

/// Five members before an open matrix of two rows, secret, every row to be marked.
async fn opened() -> (Hall, KeyRoom, Sealing) {
    let room = KeyRoom::new();
    let hall = Hall::with_keys(Arc::new(MemoryLedger::default()), 5, room.keys()).await;
    let item = |n: usize| RequestedItem {
        title: text(&format!("第{n}项")),
        note: Text::default(),
        details: Vec::new(),
        person: None,
    };
    let request = BallotRequest {
        profile: key("sc-appointments-seriatim"),
        items: vec![item(1), item(2)],
        secrecy: Some(Secrecy::Secret),
        ..motion("任免")
    };
    let sheet = profile("sc-appointments-seriatim").sheet(&request, 1, 1).expect("consistent");
    let ballot = BallotId(Uuid::now_v7());
    let draft = DeskCommand::Draft { ballot, sheet: Box::new(sheet) };
    for command in [draft, DeskCommand::Ready { ballot }] {
        assert_eq!(hall.desk(command).await, Ok(Reply::Done));
    }
    let open = ChairCommand::Open { ballot, duration_s: Some(0) };
    assert_eq!(hall.chair(open).await, Ok(Reply::Done));
    let sealing = hall.sealing(ballot).await;
    (hall, room, sealing)
}

fn paper(marks: [Option<u8>; 2]) -> Vec<u8> {
    paper_text(&Paper::Marks { marks: marks.to_vec() })
}

fn code(answer: Result<Reply, Failure>) -> &'static str {
    match answer.expect("answered") {
        Reply::Recorded(_) => "recorded",
        Reply::Refused(refusal) => refusal.code(),
        Reply::Done => "done",
    }
}

#[tokio::test]
async fn an_envelope_is_read_as_its_person_is_recused_when_it_is_cast() {
    let (hall, _room, sealing) = opened().await;
    let cast = |member, revision, marks| {
        let text = paper(marks);
        let (hall, sealing) = (&hall, &sealing);
        async move { code(hall.cast_text(sealing, member, revision, &text).await) }
    };
    assert_eq!(cast(0, 1, [None, Some(0)]).await, "paper_incomplete");
    assert_eq!(cast(0, 1, [Some(0), Some(0)]).await, "recorded");
    let (ballot, delegate) = (sealing.ballot, hall.people[0].id);
    let (rows, reason) = (Some(vec![key("1")]), text("近亲属"));
    let recuse = DeskPeople::Recuse { ballot, delegate, rows, reason };
    assert_eq!(hall.desk(DeskCommand::People(recuse)).await, Ok(Reply::Done));
    assert_eq!(cast(0, 1, [None, Some(1)]).await, "revision_stale");
    assert_eq!(cast(0, 2, [Some(0), Some(1)]).await, "row_recused");
    assert_eq!(cast(0, 2, [None, None]).await, "paper_incomplete");
    assert_eq!(cast(0, 2, [None, Some(1)]).await, "recorded");
    assert_eq!(cast(1, 1, [Some(0), Some(0)]).await, "recorded");
    assert_eq!(cast(2, 1, [Some(1), Some(0)]).await, "recorded");
    let close = ChairCommand::Close { ballot };
    assert_eq!(hall.chair(close).await, Ok(Reply::Done));
    let (snapshot, _) = hall.handle.follow().await.expect("alive");
    let found = snapshot.sitting.ballot(ballot).expect("on the agenda");
    let count = &found.phase.counting().expect("counted").count;
    let tally = serde_json::to_value(&count.tally).expect("data");
    assert_eq!(
        tally["rows"][0],
        serde_json::json!({"votes": [1, 1, 0], "blank": 0, "invalid": 0, "recused": 1})
    );
    assert_eq!(
        tally["rows"][1],
        serde_json::json!({"votes": [2, 1, 0], "blank": 0, "invalid": 0, "recused": 0})
    );
    hall.finish().await;
}
