//! The keys of an engine: the one that signs, and those of secret ballots, from the opening to
//! their end, over a memory ledger that goes wrong where it is told to.

mod checkpoints;
mod counting;
mod nodes;
mod openings;
mod receipts;
mod rotation;
mod strangers;
mod tampering;
mod watched;
mod write_ins;

use std::sync::Arc;

use plenum::domain::command::ChairCommand;
use plenum::domain::ids::BallotId;
use plenum::engine::{Keys, Reply, Signer};
use plenum::ledger::Ledger;

use self::watched::Watched;
use crate::support::hall::Hall;
use crate::support::keys::{KeyRoom, Sealing, secret_motion, signer};

/// A hall of `members` with keys, over a ledger that is watched.
async fn hall(members: usize) -> (Hall, Arc<Watched>, KeyRoom) {
    let (ledger, room) = (Arc::new(Watched::default()), KeyRoom::new());
    let shared: Arc<dyn Ledger> = ledger.clone();
    let hall = Hall::with_keys(shared, members, room.keys()).await;
    (hall, ledger, room)
}

/// A secret motion that is open, without a deadline.
async fn opened(hall: &Hall, number: u32) -> Sealing {
    let ballot = hall.open(&secret_motion("a"), number, 0).await;
    hall.sealing(ballot).await
}

/// A chair's act that is done.
async fn done(hall: &Hall, command: ChairCommand) {
    assert_eq!(hall.chair(command.clone()).await, Ok(Reply::Done), "{command:?}");
}

/// The phase of a ballot now, with everything done that was asked for before.
async fn phase(hall: &Hall, ballot: BallotId) -> String {
    let (snapshot, _) = hall.handle.follow().await.unwrap();
    snapshot.sitting.ballot(ballot).map_or("unheard of", |found| found.phase.name()).to_owned()
}

/// Keys over the same vault folder, with a signer of this seed.
fn keys_of(room: &KeyRoom, seed: u8) -> Keys {
    Keys::new(Some(room.vault()), Some(signer(seed)))
}

/// A signer that hands over from one seed to another.
fn handing_over(from: u8, to: u8) -> Signer {
    Signer { previous: Some(signer(from).key), ..signer(to) }
}
