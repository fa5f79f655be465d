//! B-14: what the chair is told before a secret ballot is opened. Weights of votes and results of
//! parts of the electorate do not exist yet, so nothing can be tried on them.

use std::sync::Arc;

use plenum::domain::sheet::{Secrecy, ShowWhileOpen};
use plenum::hub::actor::Audience;
use plenum::hub::views;
use plenum::ledger::memory::MemoryLedger;

use crate::support::hall::{Hall, motion, profile};
use crate::support::keys::{KeyRoom, secret_motion};

/// Codes of the warnings that this audience sees.
async fn warnings(
    hall: &Hall,
    ballot: plenum::domain::ids::BallotId,
    who: Audience,
) -> Vec<String> {
    let (snapshot, _) = hall.handle.follow().await.unwrap();
    let found = snapshot.sitting.ballot(ballot).unwrap();
    let view = views::ballot::ballot(&snapshot.sitting, found, who);
    let warnings = view["warnings"].as_array().expect("a list").iter();
    warnings
        .map(|warning| {
            for language in ["zh", "en"] {
                assert!(!warning[language].as_str().expect("a sentence").is_empty());
            }
            warning["code"].as_str().expect("a code").to_owned()
        })
        .collect()
}

#[tokio::test]
async fn up_to_five_voters_are_warned_of_before_a_secret_ballot_only() {
    for members in 1..=6 {
        let room = KeyRoom::new();
        let hall = Hall::with_keys(Arc::new(MemoryLedger::default()), members, room.keys()).await;
        let (secret, recorded) =
            (hall.ready(&secret_motion("a"), 1).await, hall.ready(&motion("b"), 2).await);
        let expected = if members <= 5 { vec!["electorate_tiny"] } else { Vec::new() };
        for staff in [Audience::Chair, Audience::Desk] {
            assert_eq!(warnings(&hall, secret, staff).await, expected, "{members}");
            assert!(warnings(&hall, recorded, staff).await.is_empty(), "{members}");
        }
        for public in [Audience::Delegate, Audience::Screen] {
            assert!(warnings(&hall, secret, public).await.is_empty(), "{members}");
        }
        // It warns and does not forbid.
        hall.open_ready(secret, 0).await;
        assert!(warnings(&hall, secret, Audience::Chair).await.is_empty());
        hall.finish().await;
    }
}

#[tokio::test]
async fn running_totals_in_secret_are_warned_of() {
    let room = KeyRoom::new();
    let hall = Hall::with_keys(Arc::new(MemoryLedger::default()), 8, room.keys()).await;
    let request = secret_motion("a");
    let mut sheet = profile(request.profile.as_str()).sheet(&request, 1, 1).unwrap();
    assert_eq!(sheet.rules.secrecy, Secrecy::Secret);
    sheet.rules.show_while_open = ShowWhileOpen::Tally;
    sheet.rules.live_tally_in_secret = true;
    let ballot = hall.ready_sheet(sheet).await;
    for staff in [Audience::Chair, Audience::Desk] {
        assert_eq!(warnings(&hall, ballot, staff).await, ["live_tally_in_secret"]);
    }
    hall.finish().await;
}
