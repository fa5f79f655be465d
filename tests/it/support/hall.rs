//! A sitting over a real engine and ledger, without sockets: members, a motion, votes; and the
//! check of the house at the end.

use std::sync::Arc;

use plenum::audit::bundle::{self, Header};
use plenum::audit::verify::{self, Report};
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand};
use plenum::domain::event::SittingHead;
use plenum::domain::ids::{BallotId, CastId, DelegateId, SittingId};
use plenum::domain::paper::RawPaper;
use plenum::domain::profile::{BallotRequest, Profile};
use plenum::domain::roster::{Person, Standing};
use plenum::domain::sheet::Sheet;
use plenum::domain::text::{Key, Text};
use plenum::engine::clock::Clock;
use plenum::engine::{Engine, Failure, Keys, Options, Receipt, Reply, SittingHandle};
use plenum::ledger::Ledger;
use uuid::Uuid;

pub(crate) fn text(words: &str) -> Text {
    Text::new(words).expect("plain words")
}

/// A profile as it ships.
pub(crate) fn profile(id: &str) -> Profile {
    let path = format!("{}/config/profiles/{id}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    Profile::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Numbered members and, behind them, attendees.
pub(crate) fn people(members: usize, attendees: usize) -> Vec<Person> {
    let person = |place: usize| Person {
        id: DelegateId(Uuid::now_v7()),
        number: text(&format!("{place:04}")),
        name: text(&format!("代表{place:04}")),
        delegation: text(&format!("第{}代表团", place % 3 + 1)),
        group: Text::default(),
        seat: text(&format!("{}排{}座", place / 20 + 1, place % 20 + 1)),
        standing: if place < members { Standing::Member } else { Standing::NonvotingAttendee },
        weight: None,
        bodies: Default::default(),
    };
    (0..members + attendees).map(person).collect()
}

pub(crate) fn head(id: SittingId) -> SittingHead {
    SittingHead {
        id,
        assembly: text("示例县人民代表大会"),
        title: text("示例县第十五届人民代表大会第四次会议"),
        name: text("第三次全体会议"),
        venue: text("县会议中心"),
        rehearsal: false,
        video: plenum::domain::roster::VideoAttendance::Refused,
        quorum: serde_json::from_str(r#"{"fraction":"2/3","comparator":"ge"}"#).unwrap(),
    }
}

/// A request for a recorded motion.
pub(crate) fn motion(title: &str) -> BallotRequest {
    BallotRequest {
        profile: Key::new("congress-motion").unwrap(),
        title: text(title),
        items: Vec::new(),
        places: None,
        quota: None,
        duration_s: None,
        secrecy: Some(plenum::domain::sheet::Secrecy::Recorded),
        external: std::collections::BTreeMap::new(),
        casting: None,
        link: None,
        amends: None,
        draw: None,
        documents: Vec::new(),
        body: None,
        person: None,
    }
}

pub(crate) fn mark(grade: &str) -> RawPaper {
    let marks = [(Key::new("1").unwrap(), Key::new(grade).unwrap())];
    RawPaper::Marks { marks: marks.into_iter().collect() }
}

pub(crate) struct Hall {
    pub(crate) engine: Engine,
    pub(crate) handle: SittingHandle,
    pub(crate) ledger: Arc<dyn Ledger>,
    pub(crate) sitting: SittingId,
    pub(crate) people: Vec<Person>,
}

impl Hall {
    /// A new sitting with `members`, all signed in.
    pub(crate) async fn new(ledger: Arc<dyn Ledger>, members: usize) -> Self {
        Self::with_keys(ledger, members, Keys::default()).await
    }

    /// As [`Hall::new`], with keys for secret ballots.
    pub(crate) async fn with_keys(ledger: Arc<dyn Ledger>, members: usize, keys: Keys) -> Self {
        Self::headed(ledger, members, keys, |_| {}).await
    }

    /// As [`Hall::with_keys`], with something else in the head.
    pub(crate) async fn headed(
        ledger: Arc<dyn Ledger>,
        members: usize,
        keys: Keys,
        change: fn(&mut SittingHead),
    ) -> Self {
        let engine = Engine::new(Arc::clone(&ledger), Clock::start(), Options::default());
        let engine = engine.with_keys(keys);
        let sitting = SittingId(Uuid::now_v7());
        let mut head = head(sitting);
        change(&mut head);
        assert_eq!(engine.create(head).await, Ok(Reply::Done));
        let handle = engine.find(sitting).await.unwrap().expect("just created");
        let people = people(members, 0);
        let hall = Self { engine, handle, ledger, sitting, people };
        let enrol = DeskCommand::Enrol { people: hall.people.clone() };
        assert_eq!(hall.desk(enrol).await, Ok(Reply::Done));
        // All at once, so that a large hall is a few commits.
        let check_in = |person: &Person| hall.desk(DeskCommand::CheckIn { delegate: person.id });
        let answers = futures_util::future::join_all(hall.people.iter().map(check_in)).await;
        assert!(answers.iter().all(|answer| *answer == Ok(Reply::Done)), "{answers:?}");
        hall
    }

    /// The same sitting again, over another engine on the same ledger: a restart, or another node.
    pub(crate) async fn again(&self, options: Options) -> Self {
        self.again_with(options, Keys::default()).await
    }

    /// As [`Hall::again`], with keys for secret ballots.
    pub(crate) async fn again_with(&self, options: Options, keys: Keys) -> Self {
        let engine = Engine::new(Arc::clone(&self.ledger), Clock::start(), options);
        let engine = engine.with_keys(keys);
        let handle = engine.find(self.sitting).await.unwrap().expect("it has a record");
        let (ledger, people) = (Arc::clone(&self.ledger), self.people.clone());
        Self { engine, handle, ledger, sitting: self.sitting, people }
    }

    pub(crate) async fn desk(&self, command: DeskCommand) -> Result<Reply, Failure> {
        self.handle.submit(Command::Desk(command)).await
    }

    pub(crate) async fn chair(&self, command: ChairCommand) -> Result<Reply, Failure> {
        self.handle.submit(Command::Chair(command)).await
    }

    /// Drafts and readies a ballot; it stands `number`th on the agenda.
    pub(crate) async fn ready(&self, request: &BallotRequest, number: u32) -> BallotId {
        self.ready_sheet(profile(request.profile.as_str()).sheet(request, number, 1).unwrap()).await
    }

    /// Drafts and readies a ballot with this very sheet.
    pub(crate) async fn ready_sheet(&self, sheet: Sheet) -> BallotId {
        let ballot = BallotId(Uuid::now_v7());
        let draft = DeskCommand::Draft { ballot, sheet: Box::new(sheet) };
        assert_eq!(self.desk(draft).await, Ok(Reply::Done));
        assert_eq!(self.desk(DeskCommand::Ready { ballot }).await, Ok(Reply::Done));
        ballot
    }

    /// A ballot that is open, `duration_s` 0 for no deadline.
    pub(crate) async fn open(
        &self,
        request: &BallotRequest,
        number: u32,
        duration_s: u32,
    ) -> BallotId {
        let ballot = self.ready(request, number).await;
        self.open_ready(ballot, duration_s).await;
        ballot
    }

    /// Opens a ballot that is ready, `duration_s` 0 for no deadline.
    pub(crate) async fn open_ready(&self, ballot: BallotId, duration_s: u32) {
        let open = ChairCommand::Open { ballot, duration_s: Some(duration_s) };
        assert_eq!(self.chair(open).await, Ok(Reply::Done));
    }

    pub(crate) async fn cast(
        &self,
        delegate: DelegateId,
        ballot: BallotId,
        cast_id: CastId,
        paper: RawPaper,
    ) -> Result<Reply, Failure> {
        let cast = DelegateCommand::Cast { ballot, cast_id, paper };
        self.handle.submit(Command::Delegate(delegate, cast)).await
    }

    /// Votes as the n-th member and returns the receipt.
    pub(crate) async fn vote(&self, member: usize, ballot: BallotId, grade: &str) -> Receipt {
        let cast_id = CastId(Uuid::now_v7());
        match self.cast(self.people[member].id, ballot, cast_id, mark(grade)).await {
            Ok(Reply::Recorded(receipt)) => receipt,
            other => panic!("not recorded: {other:?}"),
        }
    }

    /// Stops the engine and checks the house: chain, every rule, recount, identities, replay.
    pub(crate) async fn finish(self) -> Report {
        let (snapshot, _) = self.handle.follow().await.expect("still running");
        self.engine.shutdown().await;
        let report = check_house(self.ledger.as_ref(), self.sitting).await;
        assert_eq!(
            &report.sitting,
            snapshot.sitting.as_ref(),
            "replay differs from the live state"
        );
        report
    }
}

/// Exports a sitting from its ledger and verifies the bundle.
pub(crate) async fn check_house(ledger: &dyn Ledger, sitting: SittingId) -> Report {
    let report = verify::verify(&mut export(ledger, sitting).await.as_slice()).unwrap();
    assert!(report.ok, "the record does not verify: {:#?}", report.findings);
    report
}

/// The bundle of a sitting.
pub(crate) async fn export(ledger: &dyn Ledger, sitting: SittingId) -> Vec<u8> {
    let head = ledger.head(sitting).await.unwrap().expect("a record");
    let mut out = Vec::new();
    Header::new(sitting, head).write(&mut out).unwrap();
    let mut next = 0;
    while next <= head.seq {
        for bytes in ledger.read_from(sitting, next, 5_000).await.unwrap() {
            bundle::write_line(&mut out, &bytes).unwrap();
            next += 1;
        }
    }
    out
}
