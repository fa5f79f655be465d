//! The verifier against tampering: what the chain catches, and what it cannot catch but the rules
//! do, because the chain was computed anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use plenum::audit::bundle::{self, Header};
use plenum::audit::record::{Record, Sealed};
use plenum::audit::verify::{Check, Report, verify};
use plenum::crypto::hash::Hash;
use plenum::domain::command::ChairCommand;
use plenum::domain::event::{Event, Role};
use plenum::domain::ids::{CastId, DelegateId};
use plenum::ledger::memory::MemoryLedger;
use uuid::Uuid;

use crate::support::hall::{Hall, export, motion};

/// A declared motion: five members, three for, one against, one silent.
async fn records() -> Vec<Record> {
    let hall = Hall::new(Arc::new(MemoryLedger::default()), 5).await;
    let ballot = hall.open(&motion("a"), 1, 0).await;
    for (member, grade) in [(0, "yes"), (1, "yes"), (2, "no"), (3, "yes")] {
        hall.vote(member, ballot, grade).await;
    }
    hall.chair(ChairCommand::Close { ballot }).await.unwrap();
    hall.chair(ChairCommand::Declare { ballot }).await.unwrap();
    let bundle = export(hall.ledger.as_ref(), hall.sitting).await;
    hall.finish().await;
    let lines = bundle.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).skip(1);
    lines.map(|line| Sealed::read(line.to_vec()).expect("a record").record).collect()
}

/// A bundle with a chain and header that fit the records, whoever wrote them; certificates and
/// declarations name the count that stands before them.
fn rechain(records: &[Record]) -> Vec<u8> {
    let mut prev = Hash::ZERO;
    let mut counts = BTreeMap::new();
    let mut lines = Vec::new();
    let mut head = None;
    for (seq, record) in (0..).zip(records) {
        let mut record = Record { seq, prev, ..record.clone() };
        if let Event::BallotCertified { ballot, counted }
        | Event::BallotDeclared { ballot, counted } = &mut record.event
            && let Some(hash) = counts.get(ballot)
        {
            *counted = *hash;
        }
        let sealed = Sealed::new(record).expect("a record");
        if let Event::BallotCounted { ballot, .. } = sealed.record.event {
            counts.insert(ballot, sealed.hash);
        }
        prev = sealed.hash;
        head = Some(sealed.head());
        bundle::write_line(&mut lines, &sealed.bytes).unwrap();
    }
    let mut out = Vec::new();
    Header::new(records[0].sitting, head.expect("records")).write(&mut out).unwrap();
    out.extend(lines);
    out
}

fn check(bundle: &[u8]) -> Report {
    verify(&mut &bundle[..]).expect("a bundle that can be read")
}

/// The checks that found something.
fn broken(report: &Report) -> Vec<&'static str> {
    assert_eq!(report.ok, report.checks.iter().all(|check| check.findings == 0));
    let found = report.checks.iter().filter(|check| check.findings > 0);
    found.map(|check| check.check.name()).collect()
}

fn place(records: &[Record], wanted: fn(&Event) -> bool) -> usize {
    records.iter().position(|record| wanted(&record.event)).expect("in the record")
}

#[tokio::test]
async fn an_untouched_record_holds() {
    let records = records().await;
    let report = check(&rechain(&records));
    assert_eq!(broken(&report), Vec::<&str>::new(), "{:?}", report.findings);
}

#[tokio::test]
async fn any_byte_changed_is_found() {
    let bundle = rechain(&records().await);
    let first = bundle.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    // Every seventh byte of the records, each with another bit.
    for at in (first..bundle.len()).step_by(7).filter(|at| bundle[*at] != b'\n') {
        let mut changed = bundle.clone();
        changed[at] ^= 1 << (at % 7);
        if changed[at] == b'\n' {
            continue;
        }
        assert!(!check(&changed).ok, "byte {at} of {} changed unseen", bundle.len());
    }
}

#[tokio::test]
async fn rows_deleted_swapped_repeated_or_cut_off_are_found() {
    let bundle = rechain(&records().await);
    let lines: Vec<&[u8]> = bundle.split_inclusive(|byte| *byte == b'\n').collect();
    for place in 1..lines.len() {
        let mut deleted = lines.clone();
        deleted.remove(place);
        assert!(!check(&deleted.concat()).ok, "line {place} deleted");
        let mut repeated = lines.clone();
        repeated.insert(place, lines[place]);
        assert!(!check(&repeated.concat()).ok, "line {place} repeated");
        if place + 1 < lines.len() {
            let mut swapped = lines.clone();
            swapped.swap(place, place + 1);
            assert!(!check(&swapped.concat()).ok, "line {place} swapped");
        }
        assert!(!check(&lines[..place].concat()).ok, "cut off at {place}, header kept");
    }
}

#[tokio::test]
async fn a_published_tally_that_the_papers_do_not_give_is_found() {
    let mut records = records().await;
    let at = place(&records, |event| matches!(event, Event::BallotCounted { .. }));
    let json = serde_json::to_string(&records[at].event).unwrap();
    let json = json.replace("\"votes\":[3,1,0]", "\"votes\":[4,0,0]");
    records[at].event = serde_json::from_str(&json).unwrap();
    assert_eq!(broken(&check(&rechain(&records))), ["V13"]);
}

#[tokio::test]
async fn an_outcome_that_the_tally_does_not_give_is_found() {
    let mut records = records().await;
    let at = place(&records, |event| matches!(event, Event::BallotCounted { .. }));
    let json = serde_json::to_string(&records[at].event).unwrap();
    let json = json.replace("\"adopted\":true", "\"adopted\":false");
    records[at].event = serde_json::from_str(&json).unwrap();
    assert_eq!(broken(&check(&rechain(&records))), ["V15"]);
}

#[tokio::test]
async fn a_vote_of_nobody_or_of_somebody_absent_is_found() {
    let records = records().await;
    let at = place(&records, |event| matches!(event, Event::VoteCast { .. }));
    let mut forged = records[at].clone();
    let Event::VoteCast { delegate, cast_id, .. } = &mut forged.event else { unreachable!() };
    *delegate = DelegateId(Uuid::now_v7());
    *cast_id = CastId(Uuid::now_v7());
    let mut with = records.clone();
    with.insert(at, forged);
    assert_eq!(broken(&check(&rechain(&with))), ["V10"]);
    // The third member was never signed in, in this telling.
    let absent = place(&records, |event| matches!(event, Event::CheckedIn { .. })) + 2;
    let mut without = records;
    without.remove(absent);
    assert!(!check(&rechain(&without)).ok);
}

#[tokio::test]
async fn an_act_of_another_role_or_out_of_turn_is_found() {
    let records = records().await;
    let opened = place(&records, |event| matches!(event, Event::BallotOpened { .. }));
    let mut by_the_desk = records.clone();
    by_the_desk[opened].by = Role::Operator;
    assert_eq!(broken(&check(&rechain(&by_the_desk))), ["V8"]);
    let closed = place(&records, |event| matches!(event, Event::BallotClosed { .. }));
    let vote = place(&records, |event| matches!(event, Event::VoteCast { .. }));
    let mut late = records.clone();
    let moved = late.remove(vote);
    late.insert(closed, moved);
    assert!(!check(&rechain(&late)).ok, "a vote after the close");
    let mut twice = records.clone();
    twice.insert(opened + 1, records[opened].clone());
    assert_eq!(broken(&check(&rechain(&twice))), ["V8"]);
    let mut uncounted = records;
    uncounted.retain(|record| !matches!(record.event, Event::BallotCounted { .. }));
    assert_eq!(broken(&check(&rechain(&uncounted))), ["V8"]);
}

#[tokio::test]
async fn an_electorate_other_than_the_roster_is_found() {
    let mut records = records().await;
    let at = place(&records, |event| matches!(event, Event::BallotOpened { .. }));
    let Event::BallotOpened { electorate, .. } = &mut records[at].event else { unreachable!() };
    electorate.pop();
    assert_eq!(broken(&check(&rechain(&records))), ["V10"]);
}

#[tokio::test]
async fn time_that_runs_back_is_found_and_a_clock_set_back_is_a_warning() {
    let mut records = records().await;
    let last = records.len() - 1;
    records[last].wall_ms -= 10_000;
    let report = check(&rechain(&records));
    assert!(report.ok && report.findings.iter().any(|f| f.warning && f.check == Check::V17));
    records[last].at_ms -= 10_000;
    assert_eq!(broken(&check(&rechain(&records))), ["V17"]);
}
