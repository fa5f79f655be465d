//! Names written in on secret papers: read one by one after the cut, ruled on, and only then counted.
//! Each is a commit of its own, and the key is kept until the count and no longer.

use std::sync::Arc;

use plenum::domain::command::election::ScrutineerElection;
use plenum::domain::command::{ChairCommand, Command, ScrutineerCommand};
use plenum::domain::event::Event;
use plenum::domain::ids::BallotId;
use plenum::domain::paper::Name;
use plenum::domain::profile::BallotRequest;
use plenum::domain::refusal::Refusal;
use plenum::domain::sheet::Secrecy;
use plenum::domain::text::Key;
use plenum::domain::write_ins::{RuledAs, Ruling};
use plenum::engine::{Failure, Options, Reply};
use plenum::ledger::memory::Fault;
use serde_json::json;

use super::watched::Watched;
use super::{done, hall, phase};
use crate::support::hall::{Hall, motion, text};
use crate::support::keys::{KeyRoom, Sealing};
use crate::support::script::paper;

const STEPS: [&str; 5] =
    ["ballot_closed", "write_ins_read", "write_ins_ruled", "ballot_counted", "key_destroyed"];
const FAULTS: [Fault; 4] = [Fault::Conflict, Fault::AwayBefore, Fault::AwayAfter, Fault::Panic];

/// An election with two seats in which two names stand on one paper, and one is changed away.
async fn voted() -> (Hall, Arc<Watched>, KeyRoom, Sealing) {
    let (hall, ledger, room) = hall(6).await;
    let item = |title: &str| json!({"title": title, "note": "", "details": []});
    let items = json!([item("甲"), item("乙"), item("丙")]);
    let request = BallotRequest {
        profile: Key::new("election-local").unwrap(),
        items: serde_json::from_value(items).unwrap(),
        places: Some(2),
        secrecy: Some(Secrecy::Secret),
        ..motion("election")
    };
    let ballot = hall.open(&request, 1, 0).await;
    let sealing = hall.sealing(ballot).await;
    let papers = ["1 x2 +丁", "1 x2 +老丁", "x1 x2 +丁 +老丁", "1 x3 +甲", "1 x2 +戊"];
    for (member, words) in papers.iter().enumerate() {
        cast(&hall, &sealing, member, 1, words).await;
    }
    // 戊 stands on no paper that counts.
    cast(&hall, &sealing, 4, 2, "1 2").await;
    (hall, ledger, room, sealing)
}

async fn cast(hall: &Hall, sealing: &Sealing, member: usize, revision: u32, words: &str) {
    let filled = paper(&words.split(' ').collect::<Vec<_>>(), "election:");
    let answer = hall.cast_text(sealing, member, revision, &sealing.text(&filled)).await;
    assert!(matches!(answer, Ok(Reply::Recorded(_))), "{words}: {answer:?}");
}

async fn rule(hall: &Hall, ballot: BallotId) -> Result<Reply, Failure> {
    let name = |name: &str| Name::new(&text(name)).unwrap();
    let same = |read: &str| Ruling { name: name(read), ruled: RuledAs::Person(name("丁")) };
    let rule =
        ScrutineerElection::RuleWriteIns { ballot, rulings: vec![same("丁"), same("老丁")] };
    hall.handle.submit(Command::Scrutineer(ScrutineerCommand::Election(rule))).await
}

/// Closes, rules and comes back when it is counted and its key gone, whatever fails.
async fn finish(hall: &Hall, ballot: BallotId, ledger: &Watched) {
    for _ in 0..20 {
        drop(hall.chair(ChairCommand::Close { ballot }).await);
        drop(rule(hall, ballot).await);
        if !ledger.events("key_destroyed").is_empty() {
            return;
        }
    }
    panic!("it was never counted");
}

fn of_record(ledger: &Watched, kind: &str) -> Event {
    let [only] = &ledger.events(kind)[..] else { panic!("not once: {kind}") };
    only.clone()
}

#[tokio::test]
async fn whatever_fails_names_are_read_ruled_on_and_counted_once() {
    for step in STEPS {
        for fault in FAULTS {
            let case = format!("{fault:?} at {step}");
            let (hall, ledger, room, sealing) = voted().await;
            ledger.fail_at(step, fault);
            finish(&hall, sealing.ballot, &ledger).await;
            assert!(!ledger.has_faults(), "{case}: it did not happen");
            for step in STEPS {
                assert_eq!(ledger.events(step).len(), 1, "{case}: {step}");
            }
            let Event::WriteInsRead(read) = of_record(&ledger, "write_ins_read") else { panic!() };
            let names = json!([
                {"name": "丁", "papers": 2}, {"name": "甲", "papers": 1},
                {"name": "老丁", "papers": 2},
            ]);
            assert_eq!(serde_json::to_value(&read.names).unwrap(), names, "{case}");
            let Event::BallotCounted { count, opened, .. } = of_record(&ledger, "ballot_counted")
            else {
                panic!("{case}")
            };
            // A paper with both names of one person counts once for that person.
            let tally = json!({
                "form": "picks", "votes": [4, 1, 0], "against": [1, 3, 1],
                "write_ins": [{"name": "丁", "votes": 3}],
            });
            assert_eq!(serde_json::to_value(&count.tally).unwrap(), tally, "{case}");
            assert!(opened.expect("secret").papers.is_none(), "{case}");
            assert!(room.files().is_empty(), "{case}: the key is still there");
            hall.finish().await;
        }
    }
}

#[tokio::test]
async fn while_the_scrutineer_is_asked_nothing_is_counted_and_the_key_is_kept() {
    let (hall, ledger, room, sealing) = voted().await;
    let ballot = sealing.ballot;
    done(&hall, ChairCommand::Close { ballot }).await;
    assert_eq!(phase(&hall, ballot).await, "closed");
    assert_eq!((ledger.events("write_ins_read").len(), room.files().len()), (1, 1));
    let declared = hall.chair(ChairCommand::Declare { ballot }).await;
    assert!(matches!(declared, Ok(Reply::Refused(Refusal::WrongPhase { .. }))), "{declared:?}");
    hall.engine.shutdown().await;

    // Another process finds everything as it was: no name is read again, nothing is counted.
    let after = hall.again_with(Options::default(), room.keys()).await;
    assert_eq!(phase(&after, ballot).await, "closed");
    assert_eq!((ledger.events("write_ins_read").len(), room.files().len()), (1, 1));
    assert!(ledger.events("ballot_counted").is_empty() && ledger.events("key_lost").is_empty());
    assert_eq!(rule(&after, ballot).await, Ok(Reply::Done));
    assert_eq!(phase(&after, ballot).await, "counted");
    assert!(room.files().is_empty());
    after.finish().await;
}

#[tokio::test]
async fn a_key_lost_while_the_scrutineer_is_asked_leaves_no_figures() {
    let (hall, ledger, room, sealing) = voted().await;
    let ballot = sealing.ballot;
    done(&hall, ChairCommand::Close { ballot }).await;
    hall.engine.shutdown().await;
    room.files().iter().for_each(|file| std::fs::remove_file(file).unwrap());
    let after = hall.again_with(Options::default(), room.keys()).await;
    assert_eq!(phase(&after, ballot).await, "closed");
    assert_eq!(ledger.events("key_lost").len(), 1);
    assert_eq!(rule(&after, ballot).await, Ok(Reply::Done));
    assert!(ledger.events("ballot_counted").is_empty());
    done(&after, ChairCommand::Void { ballot, reason: text("key lost") }).await;
    after.finish().await;
}

/// Names are read out one by one; what else stood on a paper with one, and whose it was, is nowhere.
#[tokio::test]
async fn which_names_stood_together_is_not_told() {
    let (hall, ledger, _room, sealing) = voted().await;
    finish(&hall, sealing.ballot, &ledger).await;
    let with_names = |sealed: &Arc<plenum::audit::record::Sealed>| {
        String::from_utf8(sealed.bytes.clone()).unwrap().contains('丁')
    };
    let records = ledger.records();
    let told: Vec<_> = records.iter().filter(|sealed| with_names(sealed)).collect();
    let kind = |sealed: &plenum::audit::record::Sealed| {
        serde_json::to_value(&sealed.record.event).unwrap()["type"].as_str().unwrap().to_owned()
    };
    let kinds: Vec<String> = told.iter().map(|sealed| kind(sealed)).collect();
    assert_eq!(kinds, ["write_ins_read", "write_ins_ruled", "ballot_counted"]);
    // The changed paper left nothing behind.
    assert!(
        !records
            .iter()
            .any(|sealed| { String::from_utf8(sealed.bytes.clone()).unwrap().contains('戊') })
    );
    hall.finish().await;
}

#[tokio::test]
async fn without_a_name_it_is_counted_at_once() {
    let (hall, ledger, room) = hall(4).await;
    let item = |title: &str| json!({"title": title, "note": "", "details": []});
    let request = BallotRequest {
        profile: Key::new("election-local").unwrap(),
        items: serde_json::from_value(json!([item("甲"), item("乙")])).unwrap(),
        places: Some(1),
        secrecy: Some(Secrecy::Secret),
        ..motion("election")
    };
    let ballot = hall.open(&request, 1, 0).await;
    let sealing = hall.sealing(ballot).await;
    for member in 0..3 {
        cast(&hall, &sealing, member, 1, "1 x2").await;
    }
    done(&hall, ChairCommand::Close { ballot }).await;
    assert_eq!(phase(&hall, ballot).await, "counted");
    assert!(ledger.events("write_ins_read").is_empty() && room.files().is_empty());
    hall.finish().await;
}
