//! A hall of many voters over an engine with keys.

use std::sync::Arc;

use plenum::audit::record::Sealed;
use plenum::bus::News;
use plenum::crypto::envelope::{Binding, seal};
use plenum::crypto::hash::Hash;
use plenum::crypto::sign::SigningKey;
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand};
use plenum::domain::event::{Event, SittingHead};
use plenum::domain::ids::{BallotId, CastId, DelegateId, SittingId};
use plenum::domain::paper::RawPaper;
use plenum::domain::profile::{BallotRequest, Profile, RequestedItem};
use plenum::domain::roster::{Person, Standing};
use plenum::domain::seal::{Seal, paper_text};
use plenum::domain::sheet::{Secrecy, Sheet};
use plenum::domain::text::{Key, Text};
use plenum::engine::clock::Clock;
use plenum::engine::{Engine, Keys, Options, Reply, Signer, SittingHandle};
use plenum::ledger::Ledger;
use plenum::vault;
use tokio::task::JoinSet;
use uuid::Uuid;

/// Rows of the paper.
const ROWS: usize = 20;
const GRADES: [&str; 4] = ["outstanding", "competent", "basically_competent", "incompetent"];

/// A vault in memory, gone with its handle.
pub(crate) struct Vault(tempfile::TempDir);

impl Vault {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir_in("/dev/shm").expect("a folder in memory"))
    }

    pub(crate) fn keys(&self) -> Keys {
        let options = vault::Options { dir: self.0.path().join("keys"), allow_swap: true };
        let vault = vault::Vault::open(options).expect("a vault");
        let signer = Signer { key: SigningKey::from_seed([7; 32]), previous: None };
        Keys::new(Some(vault), Some(signer))
    }
}

fn text(words: &str) -> Text {
    Text::new(words).expect("plain words")
}

/// An evaluation of 20 people with four grades.
pub(crate) fn sheet(secrecy: Secrecy) -> Sheet {
    let profile = include_str!("../../config/profiles/eval-score.toml");
    let profile = Profile::parse(profile).expect("a profile that ships");
    let item = |row| RequestedItem {
        title: text(&format!("{row}")),
        note: Text::default(),
        details: Vec::new(),
        person: None,
    };
    let request = BallotRequest {
        profile: profile.id.clone(),
        title: text("示例"),
        items: (1..=ROWS).map(item).collect(),
        places: None,
        quota: Some(5),
        duration_s: None,
        secrecy: Some(secrecy),
        link: None,
        external: std::collections::BTreeMap::new(),
        amends: None,
        draw: None,
        documents: Vec::new(),
        casting: None,
        body: None,
        person: None,
    };
    let number = if secrecy == Secrecy::Secret { 2 } else { 1 };
    profile.sheet(&request, number, 1).expect("a lawful sheet")
}

/// The paper of the n-th voter.
pub(crate) fn raw_paper(voter: usize) -> RawPaper {
    let key = |word: &str| Key::new(word).expect("a key");
    let mark = |row: usize| (key(&format!("{}", row + 1)), key(GRADES[(voter + row) % 4]));
    RawPaper::Marks { marks: (0..ROWS).map(mark).collect() }
}

pub(crate) struct Hall {
    pub(crate) engine: Engine,
    pub(crate) handle: SittingHandle,
    pub(crate) keys: Keys,
    people: Vec<DelegateId>,
}

/// A ballot that is open.
pub(crate) struct Open {
    pub(crate) id: BallotId,
    sheet: Sheet,
    seal: Option<Seal>,
}

impl Hall {
    /// Everybody is there.
    pub(crate) async fn new(ledger: Arc<dyn Ledger>, keys: Keys, voters: usize) -> Self {
        let engine = Engine::new(ledger, Clock::start(), Options::default());
        let engine = engine.with_keys(keys.clone());
        let head = SittingHead {
            id: SittingId(Uuid::now_v7()),
            assembly: text("示例县人民代表大会"),
            title: text("示例县第十五届人民代表大会第四次会议"),
            name: text("第三次全体会议"),
            venue: text("县会议中心"),
            rehearsal: false,
            video: plenum::domain::roster::VideoAttendance::Refused,
            quorum: serde_json::from_str(r#"{"fraction":"2/3","comparator":"ge"}"#)
                .expect("a threshold"),
        };
        let sitting = head.id;
        assert_eq!(engine.create(head).await, Ok(Reply::Done));
        let handle = engine.find(sitting).await.expect("in memory").expect("just created");
        let person = |place: usize| Person {
            id: DelegateId(Uuid::now_v7()),
            number: text(&format!("{place:04}")),
            name: text(&format!("代表{place:04}")),
            delegation: text("第一代表团"),
            group: Text::default(),
            seat: Text::default(),
            standing: Standing::Member,
            weight: None,
            bodies: Default::default(),
        };
        let people: Vec<Person> = (0..voters).map(person).collect();
        let ids: Vec<_> = people.iter().map(|person| person.id).collect();
        let hall = Self { engine, handle, keys, people: ids };
        hall.done(Command::Desk(DeskCommand::Enrol { people })).await;
        let check_in = |id: &DelegateId| Command::Desk(DeskCommand::CheckIn { delegate: *id });
        hall.all(hall.people.iter().map(check_in).collect()).await;
        hall
    }

    async fn done(&self, command: Command) {
        assert_eq!(self.handle.submit(command).await, Ok(Reply::Done));
    }

    pub(crate) async fn chair(&self, command: ChairCommand) {
        self.done(Command::Chair(command)).await;
    }

    pub(crate) async fn open(&self, secrecy: Secrecy) -> Open {
        let (id, sheet) = (BallotId(Uuid::now_v7()), sheet(secrecy));
        let draft = DeskCommand::Draft { ballot: id, sheet: Box::new(sheet.clone()) };
        self.done(Command::Desk(draft)).await;
        self.done(Command::Desk(DeskCommand::Ready { ballot: id })).await;
        self.chair(ChairCommand::Open { ballot: id, duration_s: None }).await;
        let (snapshot, _) = self.handle.follow().await.expect("still running");
        let poll = snapshot.sitting.ballot(id).and_then(|found| found.phase.poll());
        let seal = poll.expect("it is open").seal.map(|seal| seal.seal);
        Open { id, sheet, seal }
    }

    /// Everybody's vote in the clear.
    pub(crate) fn recorded(&self, open: &Open) -> Vec<Command> {
        let vote = |(voter, id): (usize, &DelegateId)| {
            let (ballot, cast_id) = (open.id, CastId(Uuid::now_v7()));
            let paper = raw_paper(voter);
            Command::Delegate(*id, DelegateCommand::Cast { ballot, cast_id, paper })
        };
        self.people.iter().enumerate().map(vote).collect()
    }

    /// Everybody's vote as their tablets have sealed it.
    pub(crate) fn sealed(&self, open: &Open) -> Vec<Command> {
        let frozen = open.seal.expect("it is secret");
        let vote = |(voter, id): (usize, &DelegateId)| {
            let binding = Binding {
                manifest: frozen.manifest,
                ballot: *open.id.0.as_bytes(),
                delegate: *id.0.as_bytes(),
                revision: 1,
            };
            let paper = open.sheet.form.parse(&raw_paper(voter)).expect("a paper that fits");
            let seed = Hash::of(&binding.aad()).0;
            let (key, text) = (&frozen.public_key, paper_text(&paper));
            let envelope = seal(key, &binding, &text, frozen.pad_len, seed).expect("it fits");
            let (ballot, cast_id) = (open.id, CastId(Uuid::now_v7()));
            let cast = DelegateCommand::CastSealed { ballot, cast_id, revision: 1, envelope };
            Command::Delegate(*id, cast)
        };
        self.people.iter().enumerate().map(vote).collect()
    }

    /// Everybody votes at once; returns with the last receipt.
    pub(crate) async fn vote(&self, votes: Vec<Command>) {
        self.all(votes).await;
    }

    /// One task each, as sockets are.
    async fn all(&self, commands: Vec<Command>) {
        let mut tasks = JoinSet::new();
        for command in commands {
            let handle = self.handle.clone();
            tasks.spawn(async move { handle.submit(command).await });
        }
        for answer in tasks.join_all().await {
            assert!(matches!(answer, Ok(Reply::Done | Reply::Recorded(_))), "{answer:?}");
        }
    }

    /// Microseconds from the chair's close to the count, and to the end of the key.
    pub(crate) async fn close_and_count(&self, ballot: BallotId) -> (u64, u64) {
        let (_, mut news) = self.handle.follow().await.expect("still running");
        let clock = self.engine.clock();
        let begun = clock.now_us();
        self.chair(ChairCommand::Close { ballot }).await;
        let mut counted = None;
        loop {
            let told = news.recv().await.expect("it keeps up");
            let News::Committed(records) = told.as_ref() else { continue };
            let has = |wanted: fn(&Event) -> bool| {
                records.iter().any(|sealed: &Arc<Sealed>| wanted(&sealed.record.event))
            };
            if has(|event| matches!(event, Event::BallotCounted { .. })) {
                counted = Some(clock.now_us() - begun);
            }
            if has(|event| matches!(event, Event::KeyDestroyed { .. })) {
                return (counted.expect("first the count"), clock.now_us() - begun);
            }
        }
    }
}
