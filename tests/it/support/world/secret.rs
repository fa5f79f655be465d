//! The secret half of a world: keys as the vault holds them, papers sealed as a tablet seals them,
//! boxes opened as the engine opens them.

use std::sync::Arc;

use plenum::crypto::envelope::{Binding, Envelope, SealPrivateKey, open, seal};
use plenum::crypto::hash::Hash;
use plenum::domain::ballot::Poll;
use plenum::domain::command::election::SystemElection;
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, SystemCommand};
use plenum::domain::event::Event;
use plenum::domain::ids::{BallotId, CastId, DelegateId};
use plenum::domain::paper::excused::Excused;
use plenum::domain::paper::{Name, Paper, PaperForm, PicksPaper, RawPaper};
use plenum::domain::refusal::Refusal;
use plenum::domain::seal::{OpenedBox, empty_box_of, names_in_box, paper_text};
use plenum::domain::sheet::{Rules, Secrecy};
use plenum::domain::tally::Tally;
use plenum::domain::text::{Key, Text};

use super::{Given, World};

/// The text of an envelope, none where it did not open, what its voter is recused from, and the
/// place of the voter's group.
type Opened<'a> = (Option<Vec<u8>>, &'a Excused, usize);

fn borrowed<'a>(texts: &'a [Opened<'a>]) -> impl Iterator<Item = (Option<&'a [u8]>, &'a Excused)> {
    texts.iter().map(|(text, excused, _)| (text.as_deref(), *excused))
}

/// The key that every world makes for this ballot.
fn key_of(ballot: BallotId) -> SealPrivateKey {
    SealPrivateKey::from_seed(Hash::of(ballot.0.as_bytes()).0)
}

/// The paper in index form, lawful or not: what a tablet that checks nothing would seal.
pub(crate) fn unchecked(form: &PaperForm, raw: &RawPaper) -> Paper {
    let index = |key: &Key| {
        let place = form.items().iter().position(|item| item.id == *key);
        place.expect("a row or option of the paper")
    };
    match (form, raw) {
        (PaperForm::Marks(form), RawPaper::Marks { marks }) => {
            let mut paper = vec![None; form.cells()];
            let names: Vec<String> = (0..form.cells()).map(|cell| form.cell_name(cell)).collect();
            for (name, grade) in marks {
                let grade = form.grade_index(grade).expect("a grade of the paper");
                let cell = names.iter().position(|known| known == name.as_str());
                paper[cell.expect("a cell of the paper")] =
                    Some(u8::try_from(grade).expect("at most ten grades"));
            }
            Paper::Marks { marks: paper }
        }
        (PaperForm::Picks(_), RawPaper::Picks(raw)) => {
            let pick = |key: &Key| u16::try_from(index(key)).expect("at most 200 options");
            let places = |keys: &Vec<Key>| {
                let mut places: Vec<u16> = keys.iter().map(&pick).collect();
                places.sort_unstable();
                places
            };
            let name = |text: &Text| Name::new(text).expect("a plain name");
            let names = |texts: &Vec<Text>| {
                let mut names: Vec<Name> = texts.iter().map(&name).collect();
                names.sort_unstable();
                names
            };
            Paper::Picks(PicksPaper {
                picks: places(&raw.picks),
                against: raw.against.as_ref().map(places),
                write_ins: raw.write_ins.as_ref().map(names),
            })
        }
        (PaperForm::Ranks(_), RawPaper::Ranks { ranks }) => {
            let rank = |key| u16::try_from(index(key)).expect("at most 200 options");
            Paper::Ranks { ranks: ranks.iter().map(rank).collect() }
        }
        // What a number or an answer may be is not for an honest hand to break.
        _ => form.parse(raw).expect("a paper of this form"),
    }
}

impl World {
    /// Opens as the ballot's own secrecy asks.
    pub(crate) fn opening(&self, name: &str, duration_s: Option<u32>) -> Command {
        let ballot = self.id(name);
        Command::Chair(match self.is_secret(name) {
            true => self.open_sealed(name, duration_s),
            false => ChairCommand::Open { ballot, duration_s },
        })
    }

    /// Opens with a key, whether the ballot asks for one or not.
    pub(crate) fn open_sealed(&self, name: &str, duration_s: Option<u32>) -> ChairCommand {
        let ballot = self.id(name);
        ChairCommand::OpenSealed { ballot, duration_s, key: key_of(ballot).public() }
    }

    /// Secret, and voted on by tablets: there is a key and there are envelopes.
    pub(crate) fn is_secret(&self, name: &str) -> bool {
        let sealed =
            |rules: &Rules| rules.secrecy == Secrecy::Secret && rules.casting.takes_tablets();
        self.sheet(name).is_some_and(|sheet| sealed(&sheet.rules))
    }

    /// A vote as the ballot's own secrecy asks.
    pub(crate) fn vote(
        &mut self,
        who: DelegateId,
        name: &str,
        paper: RawPaper,
    ) -> Result<Given, Refusal> {
        let cast_id = self.fresh_cast();
        let command = match self.is_secret(name) {
            true => {
                let form = &self.sheet(name).expect("named").form;
                let text = paper_text(&unchecked(form, &paper));
                self.seal(who, name, &text, (cast_id, self.next_revision(who, name)))
            }
            false => DelegateCommand::Cast { ballot: self.id(name), cast_id, paper },
        };
        self.give(&Command::Delegate(who, command))
    }

    /// A text, sealed as this act. The same act with the same text is the same envelope.
    pub(crate) fn seal(
        &self,
        who: DelegateId,
        name: &str,
        text: &[u8],
        (cast_id, revision): (CastId, u32),
    ) -> DelegateCommand {
        let ballot = self.id(name);
        let poll = self.sitting.ballot(ballot).and_then(|ballot| ballot.phase.poll());
        // Without a seal to go by: an envelope of the right length all the same.
        let (key, manifest, pad_len) = match poll.and_then(|poll| poll.seal) {
            Some(seal) => (seal.seal.public_key, seal.seal.manifest, seal.seal.pad_len),
            None => {
                let form = &self.sheet(name).expect("a named paper").form;
                (key_of(ballot).public(), Hash([0; 32]), form.pad_len())
            }
        };
        let binding = binding(manifest, ballot, who, revision);
        let seed = Hash::of(&[who.0.as_bytes(), cast_id.0.as_bytes(), text].concat()).0;
        let envelope = seal(&key, &binding, text, pad_len, seed).expect("room for the text");
        DelegateCommand::CastSealed { ballot, cast_id, revision, envelope }
    }

    pub(crate) fn next_revision(&self, who: DelegateId, name: &str) -> u32 {
        let poll = self.sitting.ballot(self.id(name)).and_then(|ballot| ballot.phase.poll());
        let annulled = poll.map_or(0, |poll| poll.manual.annulled_of(who).len());
        let vote = poll.and_then(|poll| poll.votes.get(&who));
        vote.map_or(u32::try_from(annulled).expect("few"), |vote| vote.revision()) + 1
    }

    /// What lies in the box, by the key in the vault; an empty box without a key.
    pub(crate) fn open_box(&self, name: &str) -> OpenedBox {
        let ballot = self.id(name);
        match self.sitting.ballot(ballot).and_then(|ballot| ballot.phase.poll()) {
            Some(poll) if self.vault.contains_key(&ballot) => self.emptied(ballot, poll),
            _ => {
                let tally = Tally::zero(&self.sheet(name).expect("a named paper").form);
                OpenedBox { tally, groups: None, invalid: 0, papers: None }
            }
        }
    }

    fn emptied(&self, ballot: BallotId, poll: &Poll) -> OpenedBox {
        let texts = self.texts(ballot, poll);
        let found = self.sitting.ballot(ballot).expect("it has a poll");
        let (sheet, rulings) = (&found.sheet, found.rulings());
        let emptied = |texts: &[Opened<'_>]| {
            let texts = texts.iter();
            let texts = texts.map(|(text, excused, group)| (text.as_deref(), *excused, *group));
            empty_box_of(sheet, &rulings, texts)
        };
        let opened = emptied(&texts);
        let mut reversed = texts;
        reversed.reverse();
        assert_eq!(opened, emptied(&reversed), "the order of envelopes matters");
        opened
    }

    fn texts<'a>(&self, ballot: BallotId, poll: &'a Poll) -> Vec<Opened<'a>> {
        let (key, seal) = (&self.vault[&ballot], poll.seal.expect("a secret ballot").seal);
        let sheet = &self.sitting.ballot(ballot).expect("it has a poll").sheet;
        let text = |(who, revision, envelope): (DelegateId, u32, &Envelope)| {
            let binding = binding(seal.manifest, ballot, who, revision);
            let text = open(key, &binding, envelope, seal.pad_len).ok().map(|text| text.to_vec());
            (text, poll.excused(who), self.sitting.group_place(sheet, who))
        };
        poll.envelopes().map(text).collect()
    }

    /// What the engine does with keys once nothing else is due: open a box, destroy a key.
    pub(super) fn keys_due(&self) -> Option<SystemCommand> {
        if let Some(found) = self.sitting.box_to_open() {
            let poll = found.phase.poll().expect("closed");
            if found.takes_write_ins().is_some() && found.settled.read.is_none() {
                let texts = self.texts(found.id, poll);
                let names = names_in_box(&found.sheet, borrowed(&texts));
                if !names.is_empty() {
                    let names = Some(names);
                    let read = SystemElection::ReadWriteIns { ballot: found.id, names };
                    return Some(SystemCommand::Election(read));
                }
            }
            let opened = Box::new(self.emptied(found.id, poll));
            return Some(SystemCommand::CountOpened { ballot: found.id, opened });
        }
        let (ballot, _) = self.sitting.key_to_destroy()?;
        Some(SystemCommand::DestroyKey { ballot })
    }

    /// A key exists from the opening until the record says otherwise.
    pub(super) fn keep_keys(&mut self, event: &Event) {
        match event {
            Event::BallotOpened { ballot, seal: Some(seal), .. } => {
                let key = key_of(*ballot);
                assert_eq!(key.public(), seal.public_key);
                self.vault.insert(*ballot, Arc::new(key));
            }
            Event::KeyDestroyed { ballot, key_hash } | Event::KeyLost { ballot, key_hash } => {
                let key = self.vault.remove(ballot).expect("a key in the vault");
                assert_eq!(key.public().hash(), *key_hash);
            }
            _ => {}
        }
    }

    /// The keys that the state calls held are those in the vault.
    pub(super) fn check_keys(&self) {
        let held: Vec<_> = self.sitting.keys_held();
        let kept = self.vault.iter().map(|(ballot, key)| (*ballot, key.public()));
        assert_eq!(held, kept.collect::<Vec<_>>());
    }
}

fn binding(manifest: Hash, ballot: BallotId, who: DelegateId, revision: u32) -> Binding {
    let (ballot, delegate) = (*ballot.0.as_bytes(), *who.0.as_bytes());
    Binding { manifest, ballot, delegate, revision }
}
