//! Good records, written as an engine writes them: decided by the rules, chained, signed. No clock
//! and no chance, so that every run has the same bytes.

mod mandates;
mod manual;

use plenum::audit::anchor::Anchor;
use plenum::audit::bundle::{self, Header};
use plenum::audit::checkpoint::{Checkpoint, key_statement};
use plenum::audit::record::{RECORD_VERSION, Record, Sealed};
use plenum::crypto::envelope::{self, Binding, Envelope, SealPrivateKey};
use plenum::crypto::hash::Hash;
use plenum::crypto::merkle::{self, Frontier};
use plenum::crypto::sign::SigningKey;
use plenum::domain::ballot::{Ballot, Phase};
use plenum::domain::command::election::SystemElection;
use plenum::domain::command::{
    ChairCommand, Command, DelegateCommand, DeskCommand, ScrutineerCommand, SystemCommand,
};
use plenum::domain::ids::{BallotId, CastId, DelegateId, SittingId};
use plenum::domain::paper::RawPaper;
use plenum::domain::paper::excused::Excused;
use plenum::domain::roster::{Person, Standing, VideoAttendance};
use plenum::domain::seal::{OpenedBox, empty_box_of, names_in_box, paper_text};
use plenum::domain::sheet::Sheet;
use plenum::domain::sitting::Sitting;
use plenum::domain::text::Text;
use plenum::domain::write_ins::ReadName;
use uuid::Uuid;

use crate::support::ballots::text_of;
use crate::support::world;

const START_MS: u64 = 1_764_000_000_000;
/// Between two records.
const STEP_MS: u64 = 137;

/// A record in the making.
pub(super) struct Author {
    pub(super) sitting: Sitting,
    pub(super) id: SittingId,
    lines: Vec<Sealed>,
    tree: Frontier,
    pub(super) now_ms: u64,
    signer: Option<SigningKey>,
    acts: u128,
}

/// A whole bundle with its newest checkpoint.
pub(super) struct Good {
    pub(super) name: &'static str,
    pub(super) bundle: Vec<u8>,
    pub(super) anchor: String,
    /// Over all its records, as nobody signed it.
    pub(super) whole: String,
}

pub(super) fn ballot(n: u128) -> BallotId {
    BallotId(Uuid::from_u128(0xB << 64 | n))
}

/// The n-th member, from 1, out of order, so that order by id is not that of the roster.
pub(super) fn member(n: u128) -> DelegateId {
    DelegateId(Uuid::from_u128((0xD0 + n * 7 % 16) << 64 | n))
}

/// The signing key of this number.
pub(super) fn signing_key(n: u8) -> SigningKey {
    SigningKey::from_seed([n; 32])
}

fn seal_key(ballot: BallotId) -> SealPrivateKey {
    let [.., last] = *ballot.0.as_bytes();
    SealPrivateKey::from_seed([last; 32])
}

impl Author {
    /// A sitting with so many members and one attendee; all are present but the last member.
    pub(super) fn new(n: u128, members: u128) -> Self {
        Self::with_video(n, members, VideoAttendance::Refused)
    }

    /// The same where people may attend by video.
    pub(super) fn with_video(n: u128, members: u128, video: VideoAttendance) -> Self {
        let id = SittingId(Uuid::from_u128(0x51 << 64 | n));
        let (lines, acts, signer) = (Vec::new(), 0, None);
        let (sitting, tree) = (Sitting::default(), Frontier::default());
        let mut author = Self { sitting, id, lines, tree, now_ms: START_MS, signer, acts };
        let mut head = world::head();
        (head.id, head.video) = (id, video);
        author.system(SystemCommand::Create { head });
        let person = |n: u128| Person {
            id: member(n),
            number: text_of(&format!("{n:03}")),
            name: text_of(&format!("代表{n}")),
            delegation: text_of("第一代表团"),
            group: Text::default(),
            seat: Text::default(),
            standing: if n > members { Standing::NonvotingAttendee } else { Standing::Member },
            weight: None,
            bodies: Default::default(),
        };
        author.desk(DeskCommand::Enrol { people: (1..=members + 1).map(person).collect() });
        for n in (1..=members + 1).filter(|n| *n != members) {
            author.desk(DeskCommand::CheckIn { delegate: member(n) });
        }
        author
    }

    pub(super) fn give(&mut self, command: &Command) {
        let decision = self.sitting.decide(command, self.now_ms);
        let event = decision.unwrap_or_else(|refusal| panic!("{refusal} for {command:?}")).event;
        let record = Record {
            v: RECORD_VERSION,
            sitting: self.id,
            seq: self.tree.len(),
            prev: self.lines.last().map_or(Hash::ZERO, |last| last.hash),
            at_ms: self.now_ms,
            wall_ms: self.now_ms + 3,
            boot: Uuid::from_u128(0xB007),
            by: command.role(),
            event: event.unwrap_or_else(|| panic!("nothing new in {command:?}")),
        };
        let sealed = Sealed::new(record).expect("a record");
        self.sitting.apply(&sealed.record.event, sealed.stamp());
        self.tree.push(merkle::leaf(&sealed.bytes));
        self.lines.push(sealed);
        self.now_ms += STEP_MS;
    }

    pub(super) fn chair(&mut self, command: ChairCommand) {
        self.give(&Command::Chair(command));
    }

    pub(super) fn desk(&mut self, command: DeskCommand) {
        self.give(&Command::Desk(command));
    }

    pub(super) fn system(&mut self, command: SystemCommand) {
        self.give(&Command::System(command));
    }

    pub(super) fn draft(&mut self, ballot: BallotId, sheet: Sheet) {
        self.desk(DeskCommand::Draft { ballot, sheet: Box::new(sheet) });
        self.desk(DeskCommand::Ready { ballot });
    }

    /// Opens with a deadline of so many seconds, 0 for none.
    pub(super) fn open(&mut self, ballot: BallotId, seconds: u32) {
        self.chair(ChairCommand::Open { ballot, duration_s: Some(seconds) });
        self.checkpoint();
    }

    pub(super) fn open_sealed(&mut self, ballot: BallotId) {
        let key = seal_key(ballot).public();
        self.chair(ChairCommand::OpenSealed { ballot, duration_s: None, key });
        self.checkpoint();
    }

    pub(super) fn cast(&mut self, ballot: BallotId, n: u128, paper: RawPaper) {
        self.acts += 1;
        let cast_id = CastId(Uuid::from_u128(0xCA << 64 | self.acts));
        let cast = DelegateCommand::Cast { ballot, cast_id, paper };
        self.give(&Command::Delegate(member(n), cast));
    }

    /// Seals a paper to the ballot's key; `None` is an envelope that holds no paper.
    pub(super) fn seal(&mut self, ballot: BallotId, n: u128, paper: Option<&RawPaper>) {
        self.acts += 1;
        let found = self.sitting.ballot(ballot).expect("drafted");
        let poll = found.phase.poll().expect("opened");
        let seal = poll.seal.expect("secret").seal;
        let text = paper.map_or(b"nothing".to_vec(), |raw| {
            let paper = found.sheet.form.parse_for(raw, poll.excused(member(n)));
            paper_text(&paper.expect("a paper of the form"))
        });
        let annulled = u32::try_from(poll.manual.annulled_of(member(n)).len()).unwrap();
        let revision = poll.votes.get(&member(n)).map_or(annulled, |vote| vote.revision()) + 1;
        let binding = binding(seal.manifest, ballot, member(n), revision);
        let seed = Hash::of(&self.acts.to_be_bytes()).0;
        let sealed = envelope::seal(&seal.public_key, &binding, &text, seal.pad_len, seed);
        let envelope = sealed.expect("the padding fits");
        let cast_id = CastId(Uuid::from_u128(0xCA << 64 | self.acts));
        let cast = DelegateCommand::CastSealed { ballot, cast_id, revision, envelope };
        self.give(&Command::Delegate(member(n), cast));
    }

    pub(super) fn close(&mut self, ballot: BallotId) {
        self.chair(ChairCommand::Close { ballot });
        self.checkpoint();
        self.settle();
    }

    /// What the state asks for by itself: the count of a closed ballot, the end of its key.
    pub(super) fn settle(&mut self) {
        while let Some(command) = self.sitting.due(self.now_ms) {
            self.system(command);
            self.checkpoint();
        }
        if let Some((ballot, _)) = self.sitting.key_to_destroy() {
            self.system(SystemCommand::DestroyKey { ballot });
        }
        if let Some(closed) = self.sitting.box_to_open() {
            let (ballot, names) = (closed.id, names(closed));
            if closed.settled.read.is_none() && !names.is_empty() {
                let read = SystemElection::ReadWriteIns { ballot, names: Some(names) };
                self.system(SystemCommand::Election(read));
                self.checkpoint();
                return self.settle();
            }
            let opened = opened_box(closed);
            self.system(SystemCommand::CountOpened { ballot, opened: Box::new(opened) });
            self.checkpoint();
            self.system(SystemCommand::DestroyKey { ballot });
        }
    }

    pub(super) fn certify(&mut self, ballot: BallotId) {
        self.give(&Command::Scrutineer(ScrutineerCommand::Certify { ballot }));
    }

    pub(super) fn declare(&mut self, ballot: BallotId) {
        self.chair(ChairCommand::Declare { ballot });
        self.checkpoint();
    }

    /// Sets a signing key, in the place of the one before.
    pub(super) fn set_key(&mut self, n: u8) {
        let (new, old) = (signing_key(n), self.signer.take());
        let previous = old.as_ref().map(SigningKey::public);
        let statement = key_statement(self.id, previous.as_ref(), &new.public());
        let by_previous = old.map(|old| old.sign(&statement));
        let (key, by_key) = (new.public(), new.sign(&statement));
        self.system(SystemCommand::SetSigningKey { key, by_previous, by_key });
        self.signer = Some(new);
    }

    /// Signs the record so far, if there is a key.
    pub(super) fn checkpoint(&mut self) {
        let Some(signer) = &self.signer else {
            return;
        };
        let checkpoint = Checkpoint { size: self.tree.len(), root: self.tree.root() };
        let (key, signature) = (signer.public(), checkpoint.sign(self.id, signer));
        self.system(SystemCommand::Checkpoint { root: checkpoint.root, key, signature });
    }

    pub(super) fn finish(self, name: &'static str) -> Good {
        let whole = Anchor { sitting: self.id, size: self.tree.len(), root: self.tree.root() };
        let signed = self.sitting.checkpointed();
        let anchor = signed.map_or(whole, |signed| Anchor {
            sitting: self.id,
            size: signed.size,
            root: signed.root,
        });
        let head = self.lines.last().expect("a record").head();
        let mut bundle = Vec::new();
        Header::new(self.id, head).write(&mut bundle).unwrap();
        self.lines.iter().for_each(|line| bundle::write_line(&mut bundle, &line.bytes).unwrap());
        Good { name, bundle, anchor: anchor.to_string(), whole: whole.to_string() }
    }
}

fn binding(manifest: Hash, ballot: BallotId, delegate: DelegateId, revision: u32) -> Binding {
    let (ballot, delegate) = (*ballot.0.as_bytes(), *delegate.0.as_bytes());
    Binding { manifest, ballot, delegate, revision }
}

fn opened_box(closed: &Ballot) -> OpenedBox {
    let texts = texts(closed);
    let texts = borrowed(&texts).map(|(text, excused)| (text, excused, 0));
    empty_box_of(&closed.sheet, &closed.rulings(), texts)
}

fn names(closed: &Ballot) -> Vec<ReadName> {
    let texts = texts(closed);
    names_in_box(&closed.sheet, borrowed(&texts))
}

/// The text of an envelope, none where it did not open, and what its voter is recused from.
type Opened<'a> = (Option<zeroize::Zeroizing<Vec<u8>>>, &'a Excused);

fn borrowed<'a>(texts: &'a [Opened<'a>]) -> impl Iterator<Item = (Option<&'a [u8]>, &'a Excused)> {
    texts.iter().map(|(text, excused)| (text.as_ref().map(|text| text.as_slice()), *excused))
}

fn texts(closed: &Ballot) -> Vec<Opened<'_>> {
    let Phase::Closed(poll, _) = &closed.phase else { panic!("closed") };
    let (seal, key) = (poll.seal.expect("secret").seal, seal_key(closed.id));
    let open = |(delegate, revision, envelope): (DelegateId, u32, &Envelope)| {
        let binding = binding(seal.manifest, closed.id, delegate, revision);
        (envelope::open(&key, &binding, envelope, seal.pad_len).ok(), poll.excused(delegate))
    };
    poll.envelopes().map(open).collect()
}
