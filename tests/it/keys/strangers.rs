//! When no ballot is opened although the rules allow it: a server with another signing key than the
//! record's, a store that is not to be trusted.

use std::sync::Arc;
use std::time::Duration;

use plenum::domain::command::ChairCommand;
use plenum::domain::refusal::Refusal;
use plenum::engine::{Options, Reply};
use plenum::http::accept::Limits;
use plenum::ledger::{Ledger, Weakness};
use serde_json::json;

use super::watched::Watched;
use super::{done, hall, keys_of};
use crate::support::hall::{Hall, motion};
use crate::support::keys::{KeyRoom, secret_motion};
use crate::support::server::{TestServer, code};

/// The sitting again, over a server with these options and a signer of this seed.
async fn again(hall: &Hall, room: &KeyRoom, options: Options, seed: u8) -> Hall {
    hall.engine.shutdown().await;
    hall.again_with(options, keys_of(room, seed)).await
}

fn open(ballot: plenum::domain::ids::BallotId) -> ChairCommand {
    ChairCommand::Open { ballot, duration_s: None }
}

#[tokio::test]
async fn a_server_with_another_signing_key_opens_no_ballot_and_signs_nothing() {
    let (hall, ledger, room) = hall(3).await;
    let (clear, secret) =
        (hall.ready(&motion("a"), 1).await, hall.ready(&secret_motion("b"), 2).await);
    let running = hall.ready(&motion("c"), 3).await;
    done(&hall, open(running)).await;
    let signed = ledger.events("checkpoint_signed").len();

    let stranger = again(&hall, &room, Options::default(), 2).await;
    for ballot in [clear, secret] {
        let refused = stranger.chair(open(ballot)).await;
        assert_eq!(refused, Ok(Reply::Refused(Refusal::StoreNotTrusted)));
    }
    assert!(room.files().is_empty(), "no key was made");
    // What is open goes on: nothing that was begun is lost.
    done(&stranger, ChairCommand::Resume { ballot: running }).await;
    stranger.vote(0, running, "yes").await;
    done(&stranger, ChairCommand::Close { ballot: running }).await;
    assert_eq!(ledger.events("signing_key_set").len(), 1);
    assert_eq!(ledger.events("checkpoint_signed").len(), signed, "it signs nothing");

    let known = again(&stranger, &room, Options::default(), 1).await;
    done(&known, open(secret)).await;
    assert!(ledger.events("checkpoint_signed").len() > signed);
    known.finish().await;
}

#[tokio::test]
async fn a_chair_is_told_over_the_socket_that_no_ballot_can_be_opened() {
    for (seed, open_refused) in [(2, false), (1, true)] {
        let (hall, _ledger, room) = hall(3).await;
        let ballot = hall.ready(&secret_motion("a"), 1).await;
        let options = Options { open_refused, ..Options::default() };
        let hall = again(&hall, &room, options, seed).await;
        let server = TestServer::over(hall, plenum::hub::Options::default(), Limits::default());
        let server = server.await;
        let mut chair = server.chair().await;
        let answer = chair.request("open", json!({"ballot": ballot})).await.unwrap();
        assert_eq!(code(&answer), "store_not_trusted");
        assert_eq!(answer["refusal"]["zh"], Refusal::StoreNotTrusted.zh());
        assert!(room.files().is_empty());
        server.finish().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_grows_weak_opens_no_further_ballot_until_it_is_mended() {
    let (ledger, room) = (Arc::new(Watched::default()), KeyRoom::new());
    let shared: Arc<dyn Ledger> = ledger.clone();
    let hall = Hall::with_keys(shared, 3, room.keys()).await;
    let options = Options { checks_store: true, ..Options::default() };
    let hall = again(&hall, &room, options, 1).await;
    let weak = || vec![Weakness::LoginIsSuperuser { login: "somebody".to_owned() }];
    let first = hall.ready(&motion("a"), 1).await;
    let second = hall.ready(&motion("b"), 2).await;
    let third = hall.ready(&motion("c"), 3).await;
    let close = |ballot| ChairCommand::Close { ballot };

    done(&hall, open(first)).await;
    done(&hall, close(first)).await;
    ledger.weaken(weak());
    done(&hall, open(second)).await;
    done(&hall, close(second)).await;
    assert_eq!(ledger.checks(), 1, "asked at most once a minute while it passes");

    tokio::time::sleep(Duration::from_secs(61)).await;
    for _ in 0..2 {
        let refused = hall.chair(open(third)).await;
        assert_eq!(refused, Ok(Reply::Refused(Refusal::StoreNotTrusted)));
    }
    assert_eq!(ledger.checks(), 3, "asked again each time while it does not");
    ledger.weaken(Vec::new());
    done(&hall, open(third)).await;
    hall.finish().await;
}
