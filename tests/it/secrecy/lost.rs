//! B-13: the key goes at the wrong moment, or does not go at the right one. Never a part of a
//! result; what is told is in the record.

use std::path::PathBuf;
use std::sync::Arc;

use plenum::audit::record::Sealed;
use plenum::domain::ballot::{Ballot, Phase};
use plenum::domain::command::{ChairCommand, Command, DeskCommand, ScrutineerCommand};
use plenum::domain::event::Event;
use plenum::domain::ids::{BallotId, SittingId};
use plenum::domain::seal::{KeyState, paper_text};
use plenum::engine::{Options, Reply};
use plenum::hub::actor::Audience;
use plenum::hub::views;
use plenum::ledger::Ledger;

use super::cut::Cut;
use super::election::{Election, paper};
use crate::support::hall::{Hall, check_house, text};
use crate::support::keys::{KeyRoom, Sealing};

const VOTERS: usize = 6;

/// A secret ballot with four votes, over a ledger that can be cut.
struct Scene {
    cut: Arc<Cut>,
    hall: Hall,
    room: KeyRoom,
    sealing: Sealing,
    ballot: BallotId,
}

impl Scene {
    async fn voted() -> Self {
        let cut = Arc::new(Cut::default());
        let mut election = Election::new(cut.clone(), VOTERS).await;
        let sealing = election.open(true).await;
        let Election { hall, room, .. } = election;
        let scene = Self { cut, hall, room, ballot: sealing.ballot, sealing };
        for member in 0..4 {
            assert!(matches!(scene.vote(member).await, Ok(Reply::Recorded(_))));
        }
        scene
    }

    async fn vote(&self, member: usize) -> Result<Reply, plenum::engine::Failure> {
        let text = paper_text(&paper("lost", member));
        self.hall.cast_text(&self.sealing, member, 1, &text).await
    }

    fn key(&self) -> PathBuf {
        let files = self.room.files();
        let [file] = files.as_slice() else { panic!("{files:?}") };
        file.clone()
    }

    /// The process ends; another one starts over the same store and folder.
    async fn restart(&mut self) {
        self.hall.engine.shutdown().await;
        self.cut.mend();
        self.hall = self.hall.again_with(Options::default(), self.room.keys()).await;
    }

    async fn stands(&self) -> Ballot {
        let (snapshot, _) = self.hall.handle.follow().await.unwrap();
        snapshot.sitting.ballot(self.ballot).unwrap().clone()
    }

    async fn refusal(&self, command: Command) -> &'static str {
        match self.hall.handle.submit(command).await {
            Ok(Reply::Refused(refusal)) => refusal.code(),
            other => panic!("{other:?}"),
        }
    }

    /// Closes; returns when everything that follows from it is done or has failed.
    async fn close(&self) {
        let close = ChairCommand::Close { ballot: self.ballot };
        assert_eq!(self.hall.chair(close).await, Ok(Reply::Done), "the cut is committed and told");
        self.hall.handle.follow().await.unwrap();
    }

    async fn events(&self) -> Vec<&'static str> {
        let all = self.cut.read_from(self.hall.sitting, 0, 5_000).await.unwrap();
        let name = |bytes| match Sealed::read(bytes).unwrap().record.event {
            Event::BallotClosed { .. } => "closed",
            Event::BallotCounted { .. } => "counted",
            Event::KeyDestroyed { .. } => "destroyed",
            Event::KeyLost { .. } => "lost",
            Event::BallotVoided { .. } => "voided",
            _ => "",
        };
        all.into_iter().map(name).filter(|name| !name.is_empty()).collect()
    }

    /// The chair is told, nothing can be done but void, and nothing of the papers ever shows.
    async fn stays_lost(self, phase: &str, events: &[&str]) {
        let stands = self.stands().await;
        assert_eq!(stands.phase.name(), phase);
        let seal = stands.phase.poll().unwrap().seal.unwrap();
        assert!(matches!(seal.key, KeyState::Lost(_)));
        let (snapshot, _) = self.hall.handle.follow().await.unwrap();
        let view = views::ballot::ballot(&snapshot.sitting, &stands, Audience::Chair);
        assert_eq!((&view["key"], &view["count"]), (&"lost".into(), &serde_json::Value::Null));
        let ballot = self.ballot;
        for (what, code) in [
            (
                ChairCommand::Resume { ballot },
                if phase == "closed" { "wrong_phase" } else { "key_lost" },
            ),
            (
                ChairCommand::Close { ballot },
                if phase == "closed" { "already_done" } else { "wrong_phase" },
            ),
            (ChairCommand::Declare { ballot }, "wrong_phase"),
        ] {
            assert_eq!(self.refusal(Command::Chair(what)).await, code);
        }
        let certify = Command::Scrutineer(ScrutineerCommand::Certify { ballot });
        assert_eq!(self.refusal(certify).await, "wrong_phase");
        let void = ChairCommand::Void { ballot, reason: text("密钥丢失") };
        assert_eq!(self.hall.chair(void).await, Ok(Reply::Done));
        let stands = self.stands().await;
        assert!(stands.phase.counting().is_none());
        assert_eq!(self.events().await, events);
        assert!(self.room.files().is_empty());
        self.hall.finish().await;
    }
}

#[tokio::test]
async fn a_key_lost_while_open_costs_the_ballot() {
    let mut scene = Scene::voted().await;
    std::fs::remove_file(scene.key()).unwrap();
    scene.restart().await;
    scene.stays_lost("suspended", &["lost", "voided"]).await;
}

#[tokio::test]
async fn a_key_lost_while_suspended_costs_the_ballot() {
    let mut scene = Scene::voted().await;
    let suspend = ChairCommand::Suspend { ballot: scene.ballot, reason: text("") };
    assert_eq!(scene.hall.chair(suspend).await, Ok(Reply::Done));
    // Damaged is as good as gone; the file is left to whoever damaged it, until the void.
    std::fs::write(scene.key(), "plenum ballot key 1\nnot a key\n").unwrap();
    scene.restart().await;
    scene.stays_lost("suspended", &["lost", "voided"]).await;
}

#[tokio::test]
async fn a_key_lost_between_close_and_count_costs_the_ballot() {
    let mut scene = Scene::voted().await;
    scene.cut.before(|event| matches!(event, Event::BallotCounted { .. }));
    scene.close().await;
    assert_eq!(scene.events().await, ["closed"]);
    std::fs::remove_file(scene.key()).unwrap();
    scene.restart().await;
    scene.stays_lost("closed", &["closed", "lost", "voided"]).await;
}

#[tokio::test]
async fn a_file_that_goes_while_the_process_lives_costs_nothing() {
    let scene = Scene::voted().await;
    std::fs::remove_file(scene.key()).unwrap();
    assert!(matches!(scene.vote(4).await, Ok(Reply::Recorded(_))));
    scene.close().await;
    assert_eq!(scene.events().await, ["closed", "counted", "destroyed"]);
    scene.hall.finish().await;
}

/// The recorded count, as bytes.
async fn counted(scene: &Scene) -> Option<Vec<u8>> {
    let all = scene.cut.read_from(scene.hall.sitting, 0, 5_000).await.unwrap();
    all.into_iter().find_map(|bytes| {
        let event = Sealed::read(bytes).unwrap().record.event;
        matches!(event, Event::BallotCounted { .. })
            .then(|| plenum::crypto::canonical::to_bytes(&event).unwrap())
    })
}

#[tokio::test]
async fn a_crash_between_close_and_count_counts_the_same_bytes_again() {
    let mut scene = Scene::voted().await;
    scene.cut.before(|event| matches!(event, Event::BallotCounted { .. }));
    scene.close().await;
    scene.restart().await;
    let stands = scene.stands().await;
    assert_eq!(stands.phase.name(), "counted");
    assert_eq!(scene.events().await, ["closed", "counted", "destroyed"]);
    assert!(scene.room.files().is_empty());
    let first = counted(&scene).await.unwrap();
    // The same votes, never interrupted, in another sitting: the same count.
    let whole = Scene::voted().await;
    whole.close().await;
    let second = counted(&whole).await.unwrap();
    let figures = |bytes: &[u8]| {
        let event: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        (event["count"].to_string(), event["opened"]["papers"].to_string())
    };
    assert_eq!(figures(&first), figures(&second));
    scene.hall.finish().await;
    whole.hall.finish().await;
}

#[tokio::test]
async fn a_crash_before_the_destruction_destroys_and_records_after_the_restart() {
    let mut scene = Scene::voted().await;
    let (key, bytes) = (scene.key(), std::fs::read(scene.key()).unwrap());
    scene.cut.before(|event| matches!(event, Event::KeyDestroyed { .. }));
    scene.close().await;
    assert_eq!(scene.events().await, ["closed", "counted"]);
    scene.hall.engine.shutdown().await;
    // As if it had died just before: the file is still there.
    write_private(&key, &bytes);
    scene.restart().await;
    assert_eq!(scene.stands().await.phase.name(), "counted");
    assert_eq!(scene.events().await, ["closed", "counted", "destroyed"]);
    assert!(scene.room.files().is_empty());
    scene.hall.finish().await;
}

fn write_private(path: &std::path::Path, bytes: &[u8]) {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(path);
    file.unwrap().write_all(bytes).unwrap();
}

#[tokio::test]
async fn a_destruction_that_did_not_reach_the_record_is_recorded_after_the_restart() {
    let mut scene = Scene::voted().await;
    scene.cut.before(|event| matches!(event, Event::KeyDestroyed { .. }));
    scene.close().await;
    scene.hall.engine.shutdown().await;
    assert!(scene.room.files().is_empty(), "unlinked, and the record does not know");
    assert_eq!(scene.events().await, ["closed", "counted"]);
    scene.restart().await;
    let stands = scene.stands().await;
    assert!(matches!(stands.phase, Phase::Counted(..)));
    assert_eq!(scene.events().await, ["closed", "counted", "destroyed"]);
    scene.hall.finish().await;
}

#[tokio::test]
async fn an_opening_that_never_reached_the_record_leaves_no_key() {
    let cut = Arc::new(Cut::default());
    let room = KeyRoom::new();
    let hall = Hall::with_keys(cut.clone(), VOTERS, room.keys()).await;
    let ballot = hall.ready(&super::election::evaluation("a"), 1).await;
    cut.before(|event| matches!(event, Event::BallotOpened { .. }));
    let open = ChairCommand::Open { ballot, duration_s: None };
    assert!(hall.chair(open).await.is_err());
    hall.engine.shutdown().await;
    // Another one, as a kill between making the key and writing the record leaves it.
    room.vault().create(hall.sitting, ballot).unwrap();
    // A key of another sitting is none of ours.
    let other = SittingId(uuid::Uuid::now_v7());
    room.vault().create(other, ballot).unwrap();
    cut.mend();
    let again = hall.again_with(Options::default(), room.keys()).await;
    let (snapshot, _) = again.handle.follow().await.unwrap();
    assert_eq!(snapshot.sitting.ballot(ballot).unwrap().phase.name(), "ready");
    let files = room.files();
    assert!(
        matches!(files.as_slice(), [file] if file.to_str().unwrap().contains(&other.to_string()))
    );
    // And it opens after all.
    again.open_ready(ballot, 0).await;
    assert_eq!(room.files().len(), 2);
    again.finish().await;
}

/// The answer of the store is lost, and the opening is durable at once or a moment later. Both must
/// end in a ballot that can be voted in.
#[tokio::test]
async fn an_opening_whose_answer_was_lost_keeps_its_key() {
    for late in [false, true] {
        let cut = Arc::new(Cut::default());
        let room = KeyRoom::new();
        let hall = Hall::with_keys(cut.clone(), VOTERS, room.keys()).await;
        let ballot = hall.ready(&super::election::evaluation("a"), 1).await;
        hall.engine.shutdown().await;
        let options = Options { follow_ms: Some(20), ..Options::default() };
        let hall = hall.again_with(options, room.keys()).await;
        match late {
            true => cut.before(|event| matches!(event, Event::BallotOpened { .. })),
            false => cut.inner.fail_next(plenum::ledger::memory::Fault::AwayAfter),
        }
        let open = ChairCommand::Open { ballot, duration_s: None };
        assert!(hall.chair(open).await.is_err());
        // The sitting is loaded again meanwhile, and the opening is not in it.
        hall.handle.follow().await.unwrap();
        cut.mend();
        hall.handle.follow().await.unwrap();
        cut.deliver().await;
        let opened = async {
            loop {
                let (snapshot, _) = hall.handle.follow().await.unwrap();
                if snapshot.sitting.ballot(ballot).is_some_and(|b| b.phase.name() == "open") {
                    return;
                }
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(crate::support::server::PATIENCE, opened).await.unwrap();
        let sealing = hall.sealing(ballot).await;
        assert_eq!(room.files().len(), 1);
        let cast = hall.cast_text(&sealing, 0, 1, &paper_text(&paper("late", 0))).await;
        assert!(matches!(cast, Ok(Reply::Recorded(_))), "late: {late}, {cast:?}");
        hall.chair(ChairCommand::Close { ballot }).await.unwrap();
        hall.handle.follow().await.unwrap();
        assert!(room.files().is_empty());
        hall.engine.shutdown().await;
        check_house(cut.as_ref(), hall.sitting).await;
    }
}

/// An opening that was given up leaves no key once something else stands in its place.
#[tokio::test]
async fn a_key_is_destroyed_as_soon_as_its_opening_cannot_come_any_more() {
    let cut = Arc::new(Cut::default());
    let room = KeyRoom::new();
    let hall = Hall::with_keys(cut.clone(), VOTERS, room.keys()).await;
    let ballot = hall.ready(&super::election::evaluation("a"), 1).await;
    cut.before(|event| matches!(event, Event::BallotOpened { .. }));
    let open = || hall.chair(ChairCommand::Open { ballot, duration_s: None });
    assert!(open().await.is_err() && open().await.is_err());
    cut.mend();
    hall.desk(DeskCommand::CheckOut { delegate: hall.people[0].id }).await.unwrap();
    assert!(room.files().is_empty(), "nothing is open");
    assert_eq!(open().await, Ok(Reply::Done));
    assert_eq!(room.files().len(), 1, "one ballot, one key");
    hall.finish().await;
}
