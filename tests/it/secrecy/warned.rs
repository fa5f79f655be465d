use std::sync::Arc;

use plenum::domain::command::ChairCommand;
use plenum::engine::Reply;
use plenum::ledger::memory::MemoryLedger;

use crate::support::hall::Hall;
use crate::support::keys::{KeyRoom, secret_motion};

#[tokio::test]
async fn a_secret_motion_runs_and_its_key_goes() {
    let room = KeyRoom::new();
    let hall = Hall::with_keys(Arc::new(MemoryLedger::default()), 6, room.keys()).await;
    let ballot = hall.open(&secret_motion("a"), 1, 0).await;
    let sealing = hall.sealing(ballot).await;
    assert_eq!(room.files().len(), 1);
    for (member, grade) in [(0, "yes"), (1, "yes"), (2, "no")] {
        hall.vote_sealed(&sealing, member, grade).await;
    }
    assert_eq!(hall.chair(ChairCommand::Close { ballot }).await, Ok(Reply::Done));
    assert_eq!(hall.chair(ChairCommand::Declare { ballot }).await, Ok(Reply::Done));
    hall.finish().await;
    assert!(room.files().is_empty());
}
