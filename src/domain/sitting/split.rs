//! One act for every mandate held: 70 for, 30 against, dealt out by a stated rule.

use crate::domain::ballot::{Ballot, Content, Poll};
use crate::domain::command::weights::RawShare;
use crate::domain::event::Event;
use crate::domain::event::weights::{SplitCast, SplitShare, SplitVote};
use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::paper::excused::NOBODY;
use crate::domain::paper::{Paper, count};
use crate::domain::proxy::SHARES_MAX;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::weights::MandateRefusal;
use crate::domain::sitting::vote::{Offered, late, next_revision, taking};
use crate::domain::sitting::{Answer, Decision, Sitting};

/// So many of one paper, as offered or as a record keeps it.
pub(super) struct OfferedShare<'a> {
    pub(super) paper: Offered<'a>,
    pub(super) count: u32,
}

impl<'a> OfferedShare<'a> {
    pub(super) fn of(share: &'a RawShare) -> Self {
        Self { paper: Offered::Paper(&share.paper), count: share.count }
    }

    fn again(share: &'a SplitShare) -> Self {
        Self { paper: Offered::Kept(&share.paper), count: count(share.votes.len()) }
    }
}

impl Sitting {
    /// The mandates held are the principals who have not voted themselves, ascending by number on
    /// the roster, and the own one last. The first share gets the first of them, and so on.
    pub(super) fn cast_split(
        &self,
        holder: DelegateId,
        ballot: BallotId,
        cast_id: CastId,
        shares: &[OfferedShare<'_>],
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        if let Some(repeat) = repeated(found, holder, cast_id, shares) {
            return repeat;
        }
        if let (Some(_), Some(poll)) = (found.phase.closing(), found.phase.poll()) {
            return late(found, poll, holder, cast_id, Refusal::BallotClosed);
        }
        let poll = taking(&found.phase, at_ms)?;
        self.may_vote(poll, holder)?;
        if found.sheet.rules.proxies.is_none() {
            return Err(MandateRefusal::NotAllowed.into());
        }
        let held = poll.held_by(holder);
        let dealt = deal(found, &held, shares)?;
        let revised = |(paper, to): (Paper, &[DelegateId])| {
            let vote = |delegate: &DelegateId| {
                let by = Some(holder).filter(|holder| holder != delegate);
                let revision = next_revision(found, poll, *delegate, by)?;
                Ok(SplitVote { delegate: *delegate, revision })
            };
            let votes = to.iter().map(vote).collect::<Result<_, Refusal>>()?;
            Ok(SplitShare { paper, votes })
        };
        let shares = dealt.into_iter().map(revised).collect::<Result<_, Refusal>>()?;
        let event = Event::SplitCast(SplitCast { ballot, holder, cast_id, shares });
        Ok(Decision { event: Some(event), answer: Answer::Recorded { ballot, cast_id } })
    }
}

/// Each share with the persons it goes to.
fn deal<'h>(
    ballot: &Ballot,
    mut held: &'h [DelegateId],
    shares: &[OfferedShare<'_>],
) -> Result<Vec<(Paper, &'h [DelegateId])>, Refusal> {
    if !(1..=SHARES_MAX).contains(&shares.len()) || shares.iter().any(|share| share.count == 0) {
        return Err(MandateRefusal::SplitShares.into());
    }
    let given = shares.iter().fold(0_u32, |sum, share| sum.saturating_add(share.count));
    if given != count(held.len()) {
        return Err(MandateRefusal::SplitCounts { held: count(held.len()), given }.into());
    }
    let mut dealt = Vec::with_capacity(shares.len());
    for share in shares {
        let paper = share.paper.recorded(&ballot.sheet.form, &NOBODY)?;
        let (to, rest) = held.split_at(usize::try_from(share.count).expect("a small number"));
        dealt.push((paper, to));
        held = rest;
    }
    Ok(dealt)
}

/// The same act again: the same answer, whatever has happened since. What it was dealt to is known
/// by its id; a paper that a later act replaced cannot be compared any more.
fn repeated(
    ballot: &Ballot,
    holder: DelegateId,
    cast_id: CastId,
    shares: &[OfferedShare<'_>],
) -> Option<Result<Decision, Refusal>> {
    let poll = ballot.phase.poll()?;
    let known = |id: &DelegateId| poll.votes.get(id).and_then(|v| v.revision_of(cast_id)).is_some();
    if !known(&holder) {
        return None;
    }
    let principals = poll.mandates.of(holder).iter().copied();
    let held: Vec<DelegateId> = principals.chain([holder]).filter(known).collect();
    let same = |dealt: Vec<(Paper, &[DelegateId])>| {
        dealt.iter().all(|(paper, to)| to.iter().all(|id| agrees(poll, *id, cast_id, paper)))
    };
    if !deal(ballot, &held, shares).is_ok_and(same) {
        return Some(Err(Refusal::CastIdConflict));
    }
    let answer = Answer::Recorded { ballot: ballot.id, cast_id };
    Some(Ok(Decision { event: None, answer }))
}

fn agrees(poll: &Poll, delegate: DelegateId, cast_id: CastId, paper: &Paper) -> bool {
    let vote = poll.votes.get(&delegate);
    vote.is_none_or(|vote| {
        vote.last().0 != cast_id || vote.content == Content::Paper(paper.clone())
    })
}

impl Sitting {
    /// What a recorded split leads to when it is asked for again.
    pub(super) fn split_again(&self, split: &SplitCast, at_ms: u64) -> Result<Decision, Refusal> {
        let shares: Vec<_> = split.shares.iter().map(OfferedShare::again).collect();
        self.cast_split(split.holder, split.ballot, split.cast_id, &shares, at_ms)
    }
}
