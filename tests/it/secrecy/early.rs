//! B-12: the box is opened once, whole, after the cut, and by nobody but the engine.

use std::sync::Arc;

use plenum::access::GrantRole;
use plenum::audit::record::Sealed;
use plenum::domain::ballot::Phase;
use plenum::domain::command::{ChairCommand, Command, ScrutineerCommand, SystemCommand};
use plenum::domain::event::Event;
use plenum::domain::seal::{OpenedBox, empty_box, paper_text};
use plenum::engine::Reply;
use plenum::http::accept::Limits;
use plenum::hub;
use plenum::ledger::Ledger;
use plenum::ledger::memory::MemoryLedger;
use serde_json::json;

use super::election::{Election, paper};
use super::markers::{self, Found, Markers};
use crate::support::hall::export;
use crate::support::server::{TestServer, code, next};

/// What is in the record, in order.
async fn events(ledger: &dyn Ledger, sitting: plenum::domain::ids::SittingId) -> Vec<&'static str> {
    let all = ledger.read_from(sitting, 0, 5_000).await.unwrap();
    let name = |bytes| match Sealed::read(bytes).unwrap().record.event {
        Event::BallotClosed { .. } => "closed",
        Event::BallotCounted { .. } => "counted",
        Event::KeyDestroyed { .. } => "destroyed",
        Event::KeyLost { .. } => "lost",
        _ => "",
    };
    all.into_iter().map(name).filter(|name| !name.is_empty()).collect()
}

#[tokio::test]
async fn no_command_opens_a_box_early_in_part_or_again() {
    let mut election = Election::new(Arc::new(MemoryLedger::default()), 8).await;
    let sealing = election.open(true).await;
    let ballot = sealing.ballot;
    for member in 0..5 {
        let text = paper_text(&paper("early", member));
        let cast = election.hall.cast_text(&sealing, member, 1, &text).await;
        assert!(matches!(cast, Ok(Reply::Recorded(_))));
    }
    let (snapshot, _) = election.hall.handle.follow().await.unwrap();
    let sheet = snapshot.sitting.ballot(ballot).unwrap().sheet.clone();
    // Forged: of a part of the papers, and of all.
    let forged = |papers: usize| -> OpenedBox {
        let texts: Vec<_> = (0..papers).map(|n| paper_text(&paper("early", n))).collect();
        empty_box(&sheet, texts.iter().map(|text| Some(text.as_slice())))
    };
    let commands = || {
        let open = |papers| {
            let opened = Box::new(forged(papers));
            Command::System(SystemCommand::CountOpened { ballot, opened })
        };
        vec![
            Command::System(SystemCommand::Count { ballot }),
            open(1),
            open(4),
            open(5),
            Command::System(SystemCommand::DestroyKey { ballot }),
            Command::System(SystemCommand::LoseKey { ballot }),
            Command::System(SystemCommand::CloseDue { ballot }),
            Command::System(SystemCommand::CloseAllVoted { ballot }),
            Command::Chair(ChairCommand::Open { ballot, duration_s: None }),
            Command::Chair(ChairCommand::OpenSealed {
                ballot,
                duration_s: None,
                key: sealing.seal.public_key,
            }),
        ]
    };
    let refused = async |command: Command| {
        let before = election.hall.ledger.head(election.hall.sitting).await.unwrap();
        let answer = election.hall.handle.submit(command.clone()).await;
        assert!(matches!(answer, Ok(Reply::Refused(_))), "{command:?}: {answer:?}");
        assert_eq!(before, election.hall.ledger.head(election.hall.sitting).await.unwrap());
    };
    for command in commands() {
        refused(command).await;
    }
    refused(Command::Chair(ChairCommand::Declare { ballot })).await;
    refused(Command::Scrutineer(ScrutineerCommand::Certify { ballot })).await;
    election.finish(ballot).await;
    for command in commands() {
        refused(command).await;
    }
    refused(Command::Chair(ChairCommand::Close { ballot })).await;
    let order = events(election.hall.ledger.as_ref(), election.hall.sitting).await;
    assert_eq!(order, ["closed", "counted", "destroyed"]);
    let report = election.hall.finish().await;
    let phase = &report.sitting.ballot(ballot).unwrap().phase;
    let Phase::Declared(_, closing, counting) = phase else { panic!("{}", phase.name()) };
    assert_eq!(closing.envelopes.unwrap().root, counting.opened.as_ref().unwrap().root);
    assert_eq!(counting.count.papers.valid + counting.count.papers.invalid, 5);
}

#[tokio::test]
async fn while_a_ballot_is_open_nobody_is_shown_a_choice() {
    let mut election = Election::new(Arc::new(MemoryLedger::default()), 8).await;
    let sealing = election.open(true).await;
    let mut patterns = markers::of_any_paper();
    let mut receipts = Vec::new();
    for member in 0..5 {
        let paper = paper("shown", member);
        let cast = election.hall.cast_text(&sealing, member, 1, &paper_text(&paper)).await;
        let Ok(Reply::Recorded(receipt)) = cast else { panic!("{cast:?}") };
        receipts.push(receipt);
        patterns.extend(markers::of_paper("a paper", &sealing.form, &paper));
    }
    // Figures of a count, of whatever row.
    for field in [r#""tally":{"#, r#""votes":["#, r#""opened":{"#] {
        patterns.push((field.into(), field.as_bytes().to_vec()));
    }
    let markers = Markers::new(patterns);
    let Election { hall, room, .. } = election;
    let server = TestServer::over(hall, hub::Options::default(), Limits::default()).await;
    let mut found = Found::default();
    look(&server, &sealing, &receipts, &markers, &mut found).await;
    println!("{} bytes", found.bytes);
    found.assert_nothing("an open ballot");

    // The same look afterwards sees what is published then.
    let ballot = sealing.ballot;
    server.hall.chair(ChairCommand::Close { ballot }).await.unwrap();
    let certify = Command::Scrutineer(ScrutineerCommand::Certify { ballot });
    server.hall.handle.submit(certify).await.unwrap();
    server.hall.chair(ChairCommand::Declare { ballot }).await.unwrap();
    let mut found = Found::default();
    look(&server, &sealing, &receipts, &markers, &mut found).await;
    for place in ["export", "snapshot of Chair", "snapshot of Display", "result.csv of"] {
        let seen = found.of(place);
        assert_eq!(seen == 0, place.starts_with("result"), "{place}: {seen}");
    }
    assert!(room.files().is_empty());
    server.finish().await;
}

/// Looks at everything that the server gives to any role.
async fn look(
    server: &TestServer,
    sealing: &crate::support::keys::Sealing,
    receipts: &[plenum::engine::Receipt],
    markers: &Markers,
    found: &mut Found,
) {
    let (ballot, sitting) = (sealing.ballot, server.hall.sitting);
    let bundle = export(server.hall.ledger.as_ref(), sitting).await;
    markers.bytes("the export", &bundle, found);
    for role in [
        GrantRole::Chair,
        GrantRole::Operator,
        GrantRole::Scrutineer,
        GrantRole::Display,
        GrantRole::Delegate(server.hall.people[0].id),
    ] {
        let token = server.token(role).await;
        let mut paths: Vec<String> = ["", "/roster", "/ballots", "/export"]
            .map(|path| format!("/api/sittings/{sitting}{path}"))
            .to_vec();
        paths.push(format!("/api/sittings/{sitting}/ballots/{ballot}"));
        paths.push(format!("/api/sittings/{sitting}/ballots/{ballot}/result.csv"));
        for receipt in receipts {
            let (seq, cast_id) = (receipt.seq, receipt.cast_id);
            paths.push(format!("/api/sittings/{sitting}/record/{seq}?cast_id={cast_id}"));
        }
        for path in paths {
            let url = format!("{}{path}", server.base);
            let response = reqwest::Client::new().get(url).bearer_auth(&token).send().await;
            let bytes = response.unwrap().bytes().await.unwrap();
            markers.bytes(&format!("{path} of {role:?}"), &bytes, found);
        }
        let face = match role {
            GrantRole::Chair => "chair",
            GrantRole::Operator | GrantRole::Scrutineer | GrantRole::Auditor => "desk",
            GrantRole::Display => "screen",
            GrantRole::Delegate(_) => "vote",
        };
        let mut client = server.client(face, role).await;
        let snapshot = next(&mut client, "snapshot").await;
        markers.bytes(&format!("snapshot of {role:?}"), snapshot.to_string().as_bytes(), found);
        for kind in ["count", "open_box", "count_opened", "destroy_key", "open_sealed"] {
            let answer = client.request(kind, json!({"ballot": ballot})).await.unwrap();
            assert_eq!(code(&answer), "unknown_type", "{kind}");
            markers.bytes(&format!("{kind} by {role:?}"), answer.to_string().as_bytes(), found);
        }
    }
}
