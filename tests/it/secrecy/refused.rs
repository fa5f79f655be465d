//! B-11: envelopes that must not count. Each is refused with its code and leaves no trace.

use std::sync::Arc;

use plenum::crypto::envelope::{Binding, Envelope, seal};
use plenum::crypto::hash::Hash;
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand};
use plenum::domain::ids::{BallotId, CastId};
use plenum::domain::profile::BallotRequest;
use plenum::engine::Reply;
use plenum::ledger::memory::MemoryLedger;
use uuid::Uuid;

use super::election::{ROWS, evaluation};
use crate::support::hall::{Hall, mark, motion};
use crate::support::keys::{KeyRoom, Sealing, cast_sealed, secret_motion};

struct Trial {
    hall: Hall,
    _room: KeyRoom,
}

impl Trial {
    async fn new(members: usize) -> Self {
        let room = KeyRoom::new();
        let ledger = Arc::new(MemoryLedger::default());
        Self { hall: Hall::with_keys(ledger, members, room.keys()).await, _room: room }
    }

    async fn open(&self, request: &BallotRequest, number: u32) -> Sealing {
        self.hall.sealing(self.hall.open(request, number, 0).await).await
    }

    /// Submits and returns the code of the refusal; nothing may have been recorded.
    #[track_caller]
    fn refused(&self, command: Command) -> impl Future<Output = &'static str> {
        let place = std::panic::Location::caller();
        async move {
            let before = self.hall.ledger.head(self.hall.sitting).await.unwrap();
            let answer = self.hall.handle.submit(command).await;
            let Ok(Reply::Refused(refusal)) = answer else { panic!("{place}: {answer:?}") };
            let after = self.hall.ledger.head(self.hall.sitting).await.unwrap();
            assert_eq!(before, after, "{place}: recorded");
            refusal.code()
        }
    }

    /// Refused: this envelope, from this member as this revision.
    #[track_caller]
    fn envelope(
        &self,
        sealing: &Sealing,
        member: usize,
        revision: u32,
        envelope: Envelope,
    ) -> impl Future<Output = &'static str> {
        let delegate = self.hall.people[member].id;
        self.refused(cast_sealed(sealing.ballot, delegate, revision, envelope))
    }

    /// Refused: this text, sealed in good order.
    #[track_caller]
    fn text(
        &self,
        sealing: &Sealing,
        member: usize,
        text: &str,
    ) -> impl Future<Output = &'static str> {
        let envelope = sealing.envelope(self.hall.people[member].id, 1, text.as_bytes());
        self.envelope(sealing, member, 1, envelope)
    }

    async fn voted(&self, ballot: BallotId) -> u32 {
        let (snapshot, _) = self.hall.handle.follow().await.unwrap();
        snapshot.sitting.ballot(ballot).unwrap().phase.poll().unwrap().voted()
    }
}

#[tokio::test]
async fn an_envelope_of_somebody_something_or_sometime_else_is_refused() {
    let trial = Trial::new(4).await;
    let other = trial.open(&secret_motion("a"), 1).await;
    let text = other.text(&mark("yes"));
    let people: Vec<_> = trial.hall.people.iter().map(|person| person.id).collect();
    let of_other = other.envelope(people[0], 1, &text);
    trial.hall.chair(ChairCommand::Close { ballot: other.ballot }).await.unwrap();
    let here = trial.open(&secret_motion("b"), 2).await;
    let good = here.envelope(people[0], 1, &text);

    // Of another person, as it is and under the own name.
    assert_eq!(trial.envelope(&here, 1, 1, good.clone()).await, "envelope_unreadable");
    // Of another ballot: its key, its id, its manifest.
    assert_eq!(trial.envelope(&here, 0, 1, of_other).await, "envelope_unreadable");
    for wrong in [
        Binding { ballot: *other.ballot.0.as_bytes(), ..here.binding(people[0], 1) },
        Binding { manifest: other.seal.manifest, ..here.binding(people[0], 1) },
        Binding { delegate: *people[1].0.as_bytes(), ..here.binding(people[0], 1) },
        Binding { revision: 0, ..here.binding(people[0], 1) },
        Binding { revision: 2, ..here.binding(people[0], 1) },
    ] {
        let key = &here.seal.public_key;
        let envelope = seal(key, &wrong, &text, here.seal.pad_len, [3; 32]).unwrap();
        assert_eq!(trial.envelope(&here, 0, 1, envelope).await, "envelope_unreadable");
    }
    // Sealed as one revision, sent as another.
    for revision in [0, 2, u32::MAX] {
        assert_eq!(trial.envelope(&here, 0, revision, good.clone()).await, "revision_stale");
    }
    assert_eq!(trial.voted(here.ballot).await, 0);

    // Replayed: the same act is the same vote, another act with it is none.
    let answer = trial.hall.cast_text(&here, 0, 1, &text).await;
    assert!(matches!(answer, Ok(Reply::Recorded(_))), "{answer:?}");
    assert_eq!(trial.envelope(&here, 0, 1, good.clone()).await, "revision_stale");
    assert_eq!(trial.envelope(&here, 0, 2, good.clone()).await, "envelope_unreadable");
    assert_eq!(trial.envelope(&here, 0, 3, good).await, "revision_stale");
    let second = here.envelope(people[0], 2, &here.text(&mark("no")));
    for revision in [0, 1, 3] {
        assert_eq!(trial.envelope(&here, 0, revision, second.clone()).await, "revision_stale");
    }
    assert_eq!(trial.voted(here.ballot).await, 1);
    counts(trial, here.ballot, "[1,0,0]").await;
}

#[tokio::test]
async fn a_damaged_a_random_and_a_misshapen_envelope_are_refused() {
    let trial = Trial::new(4).await;
    let here = trial.open(&secret_motion("a"), 1).await;
    let delegate = trial.hall.people[0].id;
    let good = here.envelope(delegate, 1, &here.text(&mark("yes"))).as_bytes().to_vec();
    for place in 0..good.len() {
        let mut bytes = good.clone();
        bytes[place] ^= 1 << (place % 8);
        let damaged = Envelope::new(bytes).unwrap();
        assert_eq!(trial.envelope(&here, 0, 1, damaged).await, "envelope_unreadable", "{place}");
    }
    for n in 0..100_u32 {
        let blocks = (0..=good.len() / 32).map(|block| Hash::of(format!("{n} {block}").as_bytes()));
        let random: Vec<u8> = blocks.flat_map(|hash| hash.0).take(good.len()).collect();
        let random = Envelope::new(random).unwrap();
        assert_eq!(trial.envelope(&here, 0, 1, random).await, "envelope_unreadable");
    }
    let longer = [good.as_slice(), &[0]].concat();
    for bytes in [&good[..0], &good[1..], &good[..good.len() - 1], &longer, &good.repeat(2)] {
        let envelope = Envelope::new(bytes).unwrap();
        assert_eq!(trial.envelope(&here, 0, 1, envelope).await, "envelope_wrong_length");
    }
    assert_eq!(trial.voted(here.ballot).await, 0);
    counts(trial, here.ballot, "[0,0,0]").await;
}

#[tokio::test]
async fn a_paper_that_breaks_its_rule_is_refused_in_its_envelope() {
    let trial = Trial::new(3).await;
    let request = BallotRequest {
        profile: plenum::domain::text::Key::new("eval-paper-quota").unwrap(),
        quota: Some(2),
        ..evaluation("a")
    };
    let here = trial.open(&request, 1).await;
    let marks = |marks: &[&str]| format!(r#"{{"form":"marks","marks":[{}]}}"#, marks.join(","));
    let all = |grade| vec![grade; ROWS];
    for (text, code) in [
        (marks(&all("0")), "paper_over_quota"),
        (marks(&all("4")), "paper_wrong_form"),
        (marks(&all("255")[..10]), "paper_wrong_form"),
        (marks(&all("1")[1..]), "paper_wrong_form"),
        (marks(&[all("1"), vec!["1"]].concat()), "paper_wrong_form"),
        (marks(&[]), "paper_wrong_form"),
        (r#"{"form":"picks","picks":[0]}"#.into(), "paper_wrong_form"),
        (r#"{"form":"marks","marks":{"1":"competent"}}"#.into(), "envelope_unreadable"),
        (r#"{"marks":[],"form":"marks"}"#.into(), "envelope_unreadable"),
        (marks(&all("1")).replace(",1]", ", 1]"), "envelope_unreadable"),
        (marks(&all("1")).replace(",1]", ",1.0]"), "envelope_unreadable"),
        (marks(&all("1")).replace(",1]", ",-1]"), "envelope_unreadable"),
        (marks(&all("1")).replace("]}", r#"],"x":1}"#), "envelope_unreadable"),
        (marks(&all("1")) + " ", "envelope_unreadable"),
        ("null".into(), "envelope_unreadable"),
        (String::new(), "envelope_unreadable"),
    ] {
        assert_eq!(trial.text(&here, 0, &text).await, code, "{text}");
    }
    assert_eq!(trial.voted(here.ballot).await, 0);
    trial.hall.finish().await;
}

#[tokio::test]
async fn a_selection_that_breaks_its_rule_is_refused_in_its_envelope() {
    let trial = Trial::new(3).await;
    let request = BallotRequest {
        profile: plenum::domain::text::Key::new("livelihood-plurality").unwrap(),
        quota: None,
        places: Some(3),
        ..evaluation("a")
    };
    let here = trial.open(&request, 1).await;
    let picks = |picks: &str| format!(r#"{{"form":"picks","picks":[{picks}]}}"#);
    for (text, code) in [
        (picks("0,1,2,3"), "picks_too_many"),
        (picks("1,1"), "paper_wrong_form"),
        (picks("2,1"), "paper_wrong_form"),
        (picks("20"), "paper_wrong_form"),
        (picks("65536"), "envelope_unreadable"),
        (picks("00"), "envelope_unreadable"),
        (picks("null"), "envelope_unreadable"),
        (r#"{"form":"picks","picks":["1"]}"#.into(), "envelope_unreadable"),
        (r#"{"form":"marks","marks":[0]}"#.into(), "paper_wrong_form"),
    ] {
        assert_eq!(trial.text(&here, 0, &text).await, code, "{text}");
    }
    assert_eq!(trial.voted(here.ballot).await, 0);
    trial.hall.finish().await;
}

#[tokio::test]
async fn the_wrong_way_of_voting_and_the_wrong_moment_are_refused() {
    let trial = Trial::new(5).await;
    let here = trial.open(&secret_motion("a"), 1).await;
    let (text, delegate) = (here.text(&mark("yes")), trial.hall.people[0].id);
    let envelope = here.envelope(delegate, 1, &text);
    let plain = |ballot| {
        let cast_id = CastId(Uuid::now_v7());
        let cast = DelegateCommand::Cast { ballot, cast_id, paper: mark("yes") };
        Command::Delegate(delegate, cast)
    };
    assert_eq!(trial.refused(plain(here.ballot)).await, "envelope_needed");
    trial.hall.desk(DeskCommand::CheckOut { delegate }).await.unwrap();
    assert_eq!(trial.envelope(&here, 0, 1, envelope.clone()).await, "not_present");
    trial.hall.desk(DeskCommand::CheckIn { delegate }).await.unwrap();
    let reason = plenum::domain::text::Text::default();
    trial.hall.chair(ChairCommand::Suspend { ballot: here.ballot, reason }).await.unwrap();
    assert_eq!(trial.envelope(&here, 0, 1, envelope.clone()).await, "ballot_suspended");
    trial.hall.chair(ChairCommand::Resume { ballot: here.ballot }).await.unwrap();
    trial.hall.chair(ChairCommand::Close { ballot: here.ballot }).await.unwrap();
    // The first late vote of a person is noted, without its envelope.
    let late = trial.hall.cast_text(&here, 0, 1, &text).await;
    assert!(matches!(&late, Ok(Reply::Refused(refusal)) if refusal.code() == "ballot_closed"));
    assert_eq!(trial.envelope(&here, 0, 1, envelope.clone()).await, "ballot_closed");
    let stored = trial.hall.ledger.read_from(trial.hall.sitting, 0, 5_000).await.unwrap();
    let spelt = envelope.to_string();
    assert!(!stored.iter().any(|bytes| String::from_utf8_lossy(bytes).contains(&spelt)));

    let recorded = trial.hall.open(&motion("b"), 2, 0).await;
    let sealed = cast_sealed(recorded, delegate, 1, envelope);
    assert_eq!(trial.refused(sealed).await, "envelope_not_asked");
    trial.hall.finish().await;
}

/// Closes, and looks at the figures of the one row.
async fn counts(trial: Trial, ballot: BallotId, votes: &str) {
    trial.hall.chair(ChairCommand::Close { ballot }).await.unwrap();
    let report = trial.hall.finish().await;
    let count = &report.sitting.ballot(ballot).unwrap().phase.counting().unwrap().count;
    let tally = serde_json::to_value(&count.tally).unwrap();
    assert_eq!(tally["rows"][0]["votes"].to_string(), votes);
    assert_eq!(count.papers.invalid, 0);
}
