//! A real secret ballot with many voters, whose choices the test knows and nobody else should.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::{StreamExt, stream};
use plenum::crypto::hash::Hash;
use plenum::domain::command::{ChairCommand, Command, ScrutineerCommand};
use plenum::domain::ids::BallotId;
use plenum::domain::paper::Paper;
use plenum::domain::profile::BallotRequest;
use plenum::domain::seal::paper_text;
use plenum::domain::sheet::Secrecy;
use plenum::engine::Reply;
use plenum::ledger::Ledger;
use uuid::Uuid;

use super::markers::{self, Markers};
use crate::support::hall::{Hall, motion, profile, text};
use crate::support::keys::{KeyRoom, Sealing};

/// Rows of the paper.
pub(super) const ROWS: usize = 20;
/// Votes on their way at the same time; never two of the same person.
const AT_ONCE: usize = 64;
/// Papers whose every spelling is searched for; one in so many.
const MARKED: usize = 40;

/// A hall and its secret ballots.
pub(super) struct Election {
    pub(super) hall: Hall,
    pub(super) room: KeyRoom,
    ballots: u32,
}

/// One finished ballot with the truth about it.
pub(super) struct Held {
    pub(super) ballot: BallotId,
    pub(super) sealing: Sealing,
    /// The paper of each delegate that counts.
    pub(super) truth: BTreeMap<Uuid, Paper>,
    /// Papers that a later one of the same person replaced.
    pub(super) replaced: Vec<Paper>,
}

/// A number below `below` that follows from `what` and `n` and looks like any other.
pub(super) fn lot(what: &str, n: usize, below: u32) -> u32 {
    let hash = Hash::of(format!("{what} {n}").as_bytes());
    u32::from_be_bytes(hash.0[..4].try_into().unwrap()) % below
}

/// A paper that nobody else fills in: more than half begin with the first grade, all other rows
/// are as even as dice.
pub(super) fn paper(what: &str, n: usize) -> Paper {
    let first = match lot(&format!("{what} first"), n, 20) {
        0..11 => 0,
        11..16 => 1,
        16..19 => 2,
        _ => 3,
    };
    let others = (1..ROWS).map(|row| lot(&format!("{what} {row}"), n, 4));
    let marks = std::iter::once(first).chain(others);
    Paper::Marks { marks: marks.map(|mark| Some(u8::try_from(mark).unwrap())).collect() }
}

/// A secret evaluation of [`ROWS`] subjects with four grades.
pub(super) fn evaluation(title: &str) -> BallotRequest {
    let item =
        |n: usize| serde_json::json!({"title": format!("第{n}名"), "note": "", "details": []});
    let items: Vec<_> = (1..=ROWS).map(item).collect();
    BallotRequest {
        profile: plenum::domain::text::Key::new("eval-score").unwrap(),
        title: text(title),
        items: serde_json::from_value(items.into()).unwrap(),
        quota: Some(5),
        secrecy: Some(Secrecy::Secret),
        ..motion(title)
    }
}

impl Election {
    pub(super) async fn new(ledger: Arc<dyn Ledger>, members: usize) -> Self {
        let room = KeyRoom::new();
        let hall = Hall::with_keys(ledger, members, room.keys()).await;
        Self { hall, room, ballots: 0 }
    }

    /// Opens an evaluation; its papers are published after the count or not.
    pub(super) async fn open(&mut self, publish_papers: bool) -> Sealing {
        self.ballots += 1;
        let request = evaluation(&format!("ballot {}", self.ballots));
        let sheet = profile(request.profile.as_str()).sheet(&request, self.ballots, 1);
        let mut sheet = sheet.unwrap();
        sheet.rules.publish_papers = publish_papers;
        let ballot = self.hall.ready_sheet(sheet).await;
        self.hall.open_ready(ballot, 0).await;
        self.hall.sealing(ballot).await
    }

    /// Everybody votes, in an order that has nothing to do with the roster; one in ten changes the
    /// vote, some of them twice.
    pub(super) async fn vote(&self, sealing: &Sealing) -> Held {
        let what = sealing.ballot.to_string();
        let members = self.hall.people.len();
        let mut acts: Vec<(u32, usize, u32)> = Vec::new();
        for member in 0..members {
            let changes = [0; 9].into_iter().chain([1 + lot("twice", member, 2)]);
            let changes = changes.into_iter().nth(lot(&what, member, 10) as usize).unwrap();
            let first = lot(&format!("{what} order"), member, 1_000_000);
            // A change comes later than what it changes.
            acts.extend((0..=changes).map(|change| (first + change * 400_000, member, change + 1)));
        }
        acts.sort_unstable();
        let (mut truth, mut replaced) = (BTreeMap::new(), Vec::new());
        let mut next_of: BTreeMap<usize, u32> = BTreeMap::new();
        for wave in waves(&acts) {
            let cast = |(_, member, revision): (u32, usize, u32)| {
                let paper = paper(&format!("{what} {revision}"), member);
                async move {
                    let text = paper_text(&paper);
                    let answer = self.hall.cast_text(sealing, member, revision, &text).await;
                    assert!(matches!(answer, Ok(Reply::Recorded(_))), "{answer:?}");
                    (member, revision, paper)
                }
            };
            let casts = stream::iter(wave.iter().copied()).map(cast).buffer_unordered(AT_ONCE);
            for (member, revision, paper) in casts.collect::<Vec<_>>().await {
                assert_eq!(next_of.insert(member, revision).unwrap_or(0) + 1, revision);
                replaced.extend(truth.insert(self.hall.people[member].id.0, paper));
            }
        }
        Held { ballot: sealing.ballot, sealing: sealing.clone(), truth, replaced }
    }

    /// Closes, counts, destroys, certifies, declares.
    pub(super) async fn finish(&self, ballot: BallotId) {
        assert_eq!(self.hall.chair(ChairCommand::Close { ballot }).await, Ok(Reply::Done));
        let certify = Command::Scrutineer(ScrutineerCommand::Certify { ballot });
        assert_eq!(self.hall.handle.submit(certify).await, Ok(Reply::Done));
        assert_eq!(self.hall.chair(ChairCommand::Declare { ballot }).await, Ok(Reply::Done));
        assert!(self.room.files().is_empty(), "the key is still there");
    }

    /// A whole ballot.
    pub(super) async fn hold(&mut self, publish_papers: bool) -> Held {
        let sealing = self.open(publish_papers).await;
        let held = self.vote(&sealing).await;
        self.finish(held.ballot).await;
        held
    }
}

/// Consecutive acts of different people.
fn waves(acts: &[(u32, usize, u32)]) -> Vec<&[(u32, usize, u32)]> {
    let (mut waves, mut from) = (Vec::new(), 0);
    for end in 1..=acts.len() {
        let next = acts.get(end);
        let again = next.is_none_or(|next| acts[from..end].iter().any(|act| act.1 == next.1));
        if again || end - from == AT_ONCE {
            waves.push(&acts[from..end]);
            from = end;
        }
    }
    waves
}

impl Held {
    /// Canonical text of each delegate's paper.
    pub(super) fn texts(&self) -> BTreeMap<Uuid, String> {
        let text = |paper| String::from_utf8(paper_text(paper)).unwrap();
        self.truth.iter().map(|(delegate, paper)| (*delegate, text(paper))).collect()
    }

    /// Markers of many papers of this ballot, replaced ones among them, in every spelling.
    pub(super) fn markers(&self) -> Markers {
        let papers = self.truth.values().chain(&self.replaced).step_by(MARKED);
        let of = |(n, paper)| markers::of_paper(&format!("paper {n}"), &self.sealing.form, paper);
        Markers::new(papers.enumerate().flat_map(of).collect())
    }
}
