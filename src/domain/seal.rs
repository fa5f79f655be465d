//! The secret ballot as the rules see it: what a sealed paper is bound to, how long it is, and what
//! an opened box must add up to. Keys and opening are not here: the state of a sitting never holds
//! a private key or a secret choice.

use serde::{Deserialize, Serialize};

use crate::crypto::canonical;
use crate::crypto::envelope::{Envelope, OVERHEAD, SUITE, SealPublicKey};
use crate::crypto::hash::Hash;
use crate::crypto::merkle;
use crate::domain::ballot::{Content, Poll, Stamp};
use crate::domain::event::SittingHead;
use crate::domain::group::{GroupShare, GroupTally};
use crate::domain::ids::{BallotId, DelegateId, SittingId};
use crate::domain::paper::excused::{Excused, NOBODY};
use crate::domain::paper::{Paper, PaperForm, count};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::Sheet;
use crate::domain::tally::Tally;
use crate::domain::text::Text;
use crate::domain::write_ins::{ReadName, Rulings, as_ruled, read_names};

/// Version of the manifest's form.
pub const MANIFEST_VERSION: u32 = 1;
/// Sealed texts are padded up to a multiple of so many bytes.
pub const PAD_STEP: u32 = 32;
/// Most bytes that the published papers of one ballot may have together: they stand in one record,
/// and a verifier reads no longer line.
pub const PUBLISHED_BYTES_MAX: usize = 12 * 1024 * 1024;
/// Bytes that carry the length of the text inside the padding.
const LENGTH_BYTES: u32 = 2;

/// What froze at the opening of a secret ballot besides the electorate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// [`SUITE`]: which primitives.
    pub suite: u16,
    /// Papers are sealed to it. Its private half exists in the vault alone.
    pub public_key: SealPublicKey,
    /// SHA-256 of the manifest: every envelope is bound to it.
    pub manifest: Hash,
    /// Root over the ids of the electorate.
    pub electorate_root: Hash,
    /// Bytes of every padded text.
    pub pad_len: u32,
}

/// The seal of a running or finished secret ballot, with what became of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollSeal {
    /// What froze at opening.
    pub seal: Seal,
    /// Where the private key is.
    pub key: KeyState,
}

/// What became of the private key of a secret ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// In the vault.
    Held,
    /// Destroyed after the count or the void.
    Destroyed(Stamp),
    /// Gone before the count: the ballot can only be voided.
    Lost(Stamp),
}

/// The cut of a secret ballot: which envelopes are counted, before any is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnvelopeCut {
    /// Envelopes that count, one for each person who voted.
    pub count: u32,
    /// `E`: root over their hashes in ascending order of delegates.
    pub root: Hash,
}

/// What a count of envelopes adds to the count itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// `E` again: exactly these envelopes were counted.
    pub root: Hash,
    /// The papers, sorted bytewise by their canonical JSON; none where the rule publishes totals
    /// only. Nothing here says whose paper is which.
    pub papers: Option<Vec<Paper>>,
}

/// An emptied box: a function of the multiset of papers alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedBox {
    /// Figures of the valid papers.
    pub tally: Tally,
    /// The same per weighted group, in the order of the rule; none where it has no groups.
    pub groups: Option<Vec<GroupTally>>,
    /// Envelopes that could not be read, or whose paper breaks the form.
    pub invalid: u32,
    /// Valid papers, sorted; none where the rule publishes totals only.
    pub papers: Option<Vec<Paper>>,
}

/// Everything a voter commits to by sealing a paper. `docs/record.md` gives the form.
#[derive(Serialize)]
struct Manifest<'a> {
    v: u32,
    suite: u16,
    assembly: &'a Text,
    sitting: SittingId,
    ballot: BallotId,
    sheet: &'a Sheet,
    electorate_root: Hash,
    pad_len: u32,
}

/// The manifest as canonical JSON: the same bytes for server, tablet and verifier.
///
/// # Panics
/// Never for a sheet of the domain, whose texts are NFC and whose numbers are small.
#[must_use]
pub fn manifest(
    head: &SittingHead,
    ballot: BallotId,
    sheet: &Sheet,
    electorate_root: Hash,
) -> String {
    let manifest = Manifest {
        v: MANIFEST_VERSION,
        suite: SUITE,
        assembly: &head.assembly,
        sitting: head.id,
        ballot,
        sheet,
        electorate_root,
        pad_len: sheet.form.pad_len(),
    };
    let bytes = canonical::to_bytes(&manifest).expect("texts are NFC and numbers are small");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

/// Root over the ids of an electorate, given in ascending order.
#[must_use]
pub fn electorate_root(electorate: &[DelegateId]) -> Hash {
    merkle::root(electorate.iter().map(|id| merkle::leaf(id.0.as_bytes())))
}

/// The canonical JSON of a paper: what is sealed, and what published papers are sorted by.
///
/// # Panics
/// Never: a paper is small integers, and text in NFC.
#[must_use]
pub fn paper_text(paper: &Paper) -> Vec<u8> {
    canonical::to_bytes(paper).expect("a paper is small integers, and text in NFC")
}

/// Empties a box: `texts` are the opened texts in any order, none for an envelope that could not be
/// opened. A text that is no paper of this form counts as invalid, as on paper. Of a ballot without
/// weighted groups in which nobody is recused.
pub fn empty_box<'a>(sheet: &Sheet, texts: impl Iterator<Item = Option<&'a [u8]>>) -> OpenedBox {
    empty_box_of(sheet, &Rulings::new(), texts.map(|text| (text, &NOBODY, 0)))
}

/// As [`empty_box`], with the names written in as they were ruled, each text with the rows that its voter is recused from, where a mark makes the
/// paper invalid, and with the place of the voter's weighted group, 0 where the rule has no groups.
///
/// # Panics
/// When a group is named that the rule does not have.
pub fn empty_box_of<'a>(
    sheet: &Sheet,
    rulings: &Rulings,
    texts: impl Iterator<Item = (Option<&'a [u8]>, &'a Excused, usize)>,
) -> OpenedBox {
    let mut tally = Tally::zero(&sheet.form);
    let shares = sheet.rules.groups.as_ref().map(|groups| &groups.shares);
    let empty = |share: &GroupShare| GroupTally::zero(share, &sheet.form);
    let mut groups: Option<Vec<_>> = shares.map(|shares| shares.iter().map(empty).collect());
    let (mut invalid, mut papers) = (0, Vec::new());
    for (text, excused, group) in texts {
        match text.map(|text| sheet.form.read_for(text, excused)) {
            Some(Ok(paper)) => {
                tally.add(&sheet.form, &as_ruled(&sheet.form, &paper, rulings, excused), 1);
                tally.excuse(&sheet.form, excused, 1);
                if let Some(groups) = &mut groups {
                    groups[group].add(&sheet.form, &paper, excused);
                }
                papers.push(paper);
            }
            Some(Err(_)) | None => invalid += 1,
        }
    }
    // Sorted, never shuffled: the order then says nothing, with no luck needed.
    papers.sort_by_cached_key(paper_text);
    OpenedBox { tally, groups, invalid, papers: sheet.rules.publish_papers.then_some(papers) }
}

/// Names written in on the papers of a box, which are read before it is counted; `texts` as for
/// [`empty_box_of`].
pub fn names_in_box<'a>(
    sheet: &Sheet,
    texts: impl Iterator<Item = (Option<&'a [u8]>, &'a Excused)>,
) -> Vec<ReadName> {
    let read = |(text, excused): (Option<&[u8]>, _)| sheet.form.read_for(text?, excused).ok();
    let papers: Vec<Paper> = texts.filter_map(read).collect();
    read_names(papers.iter())
}

impl Seal {
    /// The seal for an opening with this electorate (ascending).
    #[must_use]
    pub fn new(
        head: &SittingHead,
        ballot: BallotId,
        sheet: &Sheet,
        electorate: &[DelegateId],
        public_key: SealPublicKey,
    ) -> Self {
        let electorate_root = electorate_root(electorate);
        Self {
            suite: SUITE,
            public_key,
            manifest: Hash::of(manifest(head, ballot, sheet, electorate_root).as_bytes()),
            electorate_root,
            pad_len: sheet.form.pad_len(),
        }
    }

    /// Bytes of every envelope of this ballot.
    #[must_use]
    pub fn envelope_len(&self) -> usize {
        usize::try_from(self.pad_len).expect("a small number") + OVERHEAD
    }
}

impl PollSeal {
    /// Whether the private key is still in the vault.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.key == KeyState::Held
    }

    /// Whether the ballot can only be voided.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        matches!(self.key, KeyState::Lost(_))
    }
}

impl Poll {
    /// The envelopes that count, ascending by delegate.
    pub fn envelopes(&self) -> impl Iterator<Item = (DelegateId, u32, &Envelope)> {
        self.votes.iter().filter_map(|(delegate, vote)| match &vote.content {
            Content::Sealed(envelope) => Some((*delegate, vote.revision(), envelope)),
            Content::Paper(_) => None,
        })
    }

    /// `E` over the envelopes that count now; none for a recorded ballot.
    #[must_use]
    pub fn envelope_cut(&self) -> Option<EnvelopeCut> {
        self.seal?;
        let leaves = self.envelopes().map(|(.., envelope)| merkle::leaf(&envelope.hash().0));
        Some(EnvelopeCut { count: self.voted(), root: merkle::root(leaves) })
    }
}

impl Sheet {
    /// Whether the papers of so many people may be too long to be published together.
    pub(crate) fn publishes_too_much(&self, people: usize) -> bool {
        // A paper and the comma behind it.
        let longest = people.saturating_mul(self.form.text_max() + 1);
        self.rules.publish_papers && longest > PUBLISHED_BYTES_MAX
    }
}

impl PaperForm {
    /// Bytes of every padded text of this form: room for the longest paper, so that lengths say
    /// nothing, rounded up to [`PAD_STEP`].
    #[must_use]
    pub fn pad_len(&self) -> u32 {
        (LENGTH_BYTES + count(self.text_max())).next_multiple_of(PAD_STEP)
    }

    /// Reads the text of a sealed paper; strict, so that one choice has one text.
    ///
    /// # Errors
    /// [`Refusal::EnvelopeUnreadable`] when it is no canonical paper, else what the form says no to.
    pub fn read(&self, text: &[u8]) -> Result<Paper, Refusal> {
        self.read_for(text, &NOBODY)
    }

    /// As [`PaperForm::read`], for somebody who is recused from `excused`.
    ///
    /// # Errors
    /// As there; [`Refusal::RowRecused`] for an entry in a row that the person is recused from.
    pub fn read_for(&self, text: &[u8], excused: &Excused) -> Result<Paper, Refusal> {
        let value = canonical::parse(text).map_err(|_| Refusal::EnvelopeUnreadable)?;
        let paper: Paper =
            serde_json::from_value(value).map_err(|_| Refusal::EnvelopeUnreadable)?;
        // Canonical JSON is not enough: serde takes a tagged enum from an array too.
        if paper_text(&paper) != text {
            return Err(Refusal::EnvelopeUnreadable);
        }
        self.admits_for(&paper, excused)?;
        Ok(paper)
    }
}
