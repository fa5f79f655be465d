//! Folding events into the state. Relatively dumb: everything has been decided.

use std::sync::Arc;

use crate::domain::ballot::{
    Attending, Ballot, Closing, Content, Counting, Phase, Poll, Stamp, Suspension, Vote,
};
use crate::domain::event::Event;
use crate::domain::event::weights::{SplitCast, WeightSet};
use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::manual::Manual;
use crate::domain::paper::count;
use crate::domain::proxy::Mandates;
use crate::domain::roll_call::RollCall;
use crate::domain::roster::AttendanceMark;
use crate::domain::seal::{KeyState, PollSeal};
use crate::domain::settled::Settled;
use crate::domain::sitting::{Checkpointed, Sitting};
use crate::domain::tally::Tally;
use crate::domain::weight::Weighing;

impl Sitting {
    /// Folds one committed (or about to be committed) event.
    ///
    /// # Panics
    /// When the event does not fit the state: call only with what `decide` returned, or with what
    /// [`Sitting::reenact`] has found lawful.
    #[expect(clippy::too_many_lines, reason = "one arm per event, each a line or two")]
    pub fn apply(&mut self, event: &Event, stamp: Stamp) {
        match event {
            Event::SittingCreated { head } => {
                self.roster.set_video(head.video);
                self.head = Some(head.clone());
            }
            Event::PeopleEnrolled { people } => self.take_in(people),
            Event::CheckedIn { delegate, by, via } => {
                let (at_ms, late) = (stamp.at_ms, self.has_begun());
                let (by, via) = (*by, *via);
                let before = self.roster.is_counted(*delegate);
                self.roster.mark(*delegate, AttendanceMark::CheckedIn { at_ms, by, via, late });
                self.note_presence(*delegate, before);
            }
            Event::CheckedOut { delegate } => {
                self.roster.mark(*delegate, AttendanceMark::CheckedOut { at_ms: stamp.at_ms });
                self.note_absence(*delegate);
            }
            Event::SittingOpened(_)
            | Event::QuorumLost(_)
            | Event::QuorumRegained(_)
            | Event::RoomsSet(_)
            | Event::RoomOpened(_)
            | Event::RoomClosed(_)
            | Event::PersonMoved(_)
            | Event::ElectorateGrown(_) => self.apply_rooms(event, stamp),
            Event::LeaveSet { delegate, on_leave } => self.roster.set_leave(*delegate, *on_leave),
            Event::BallotDrafted { ballot, sheet } => {
                let (id, sheet) = (*ballot, Arc::new(sheet.as_ref().clone()));
                let (late, recusals) = Default::default();
                self.pin(&sheet);
                let (phase, settled) = (Phase::Draft, Settled::default());
                let draft = Ballot { id, sheet, phase, late, amended: false, settled, recusals };
                self.ballots.insert(id, draft);
            }
            Event::WeightSet(WeightSet { delegate, weight }) => {
                self.roster.set_weight(*delegate, *weight);
            }
            Event::ProxyGiven(proxy) => self.roster.give_proxy(proxy.principal, proxy.holder),
            Event::ProxyEnded(proxy) => self.roster.end_proxy(proxy.principal),
            Event::WriteInsRead(read) => {
                self.settle(read.ballot).read = Some(read.names.clone());
            }
            Event::WriteInsRuled(ruled) => {
                self.settle(ruled.ballot).rulings = Some(ruled.rulings.clone());
            }
            Event::TieDecided(decided) => self.settle(decided.ballot).ties.push(decided.clone()),
            Event::ItemWithdrawn(withdrawn) => {
                self.settle(withdrawn.ballot).withdrawn.push(withdrawn.clone());
            }
            Event::VoteCast { ballot, delegate, by, cast_id, paper, .. } => {
                let content = Content::Paper(paper.clone());
                self.drop_into_box(*ballot, *delegate, *by, content, (*cast_id, stamp));
            }
            Event::SplitCast(split) => self.drop_split(split, stamp),
            Event::EnvelopeCast { ballot, delegate, cast_id, envelope, .. } => {
                let content = Content::Sealed(envelope.clone());
                self.drop_into_box(*ballot, *delegate, None, content, (*cast_id, stamp));
            }
            Event::KeyDestroyed { ballot, .. } => {
                self.key_mut(*ballot).key = KeyState::Destroyed(stamp);
            }
            Event::KeyLost { ballot, .. } => self.key_mut(*ballot).key = KeyState::Lost(stamp),
            Event::DrawCommitted(committed) => self.apply_committed(committed, stamp),
            Event::DrawMade(made) => self.apply_made(made, stamp),
            Event::DrawReplaced(replaced) => self.apply_replaced(replaced, stamp),
            Event::SigningKeySet { key, .. } => self.signing_key = Some(*key),
            Event::CheckpointSigned { size, root, key, signature } => {
                let (size, root, key, signature) = (*size, *root, *key, *signature);
                self.checkpoint = Some(Checkpointed { size, root, key, signature, stamp });
            }
            Event::LateVoteRefused { ballot, delegate, .. } => {
                let found = self.ballots.get_mut(ballot).expect("decided on this ballot");
                found.late.insert(*delegate);
            }
            Event::BallotOpened { ballot, .. } => {
                *self.phase_mut(*ballot) = Phase::Open(Box::new(self.new_poll(event, stamp)));
                if !self.ballots[ballot].sheet.rules.background {
                    self.stage = Some(*ballot);
                }
                self.call_first(*ballot);
            }
            Event::Recused(recused) => self.apply_recused(recused),
            Event::RecusalWithdrawn(withdrawn) => self.apply_withdrawn(withdrawn),
            Event::ScrutineersNamed(named) => self.apply_scrutineers(named),
            Event::ChairNamed(named) => self.apply_chair(&named.chair),
            Event::ChairHandedOver(handed) => self.apply_chair(&handed.to),
            Event::RollPassed(passed) => self.apply_passed(passed),
            Event::LastCallMade { ballot, deadline_ms } => {
                self.set_deadline(*ballot, *deadline_ms, true);
            }
            Event::BallotExtended { ballot, deadline_ms } => {
                self.set_deadline(*ballot, *deadline_ms, false);
            }
            Event::PaperIssued(_)
            | Event::PaperTakenBack(_)
            | Event::VoteAnnulled(_)
            | Event::IssueReported(_)
            | Event::DifferenceExplained(_)
            | Event::FiguresEntered(_)
            | Event::FiguresConfirmed(_)
            | Event::CorrectionProposed(_)
            | Event::CountCorrected(_)
            | Event::DeclarationNoted(_)
            | Event::AssistanceNoted(_)
            | Event::CastingChanged(_) => self.apply_manual(event, stamp),
            Event::BallotReadied { ballot }
            | Event::BallotUnreadied { ballot }
            | Event::BallotCancelled { ballot, .. }
            | Event::BallotSuspended { ballot, .. }
            | Event::BallotResumed { ballot, .. }
            | Event::BallotClosed { ballot, .. }
            | Event::BallotCounted { ballot, .. }
            | Event::BallotCertified { ballot, .. }
            | Event::BallotDeclared { ballot, .. }
            | Event::BallotVoided { ballot, .. } => {
                let phase = self.phase_mut(*ballot);
                *phase = step(std::mem::replace(phase, Phase::Draft), event, stamp);
                if matches!(event, Event::BallotDeclared { .. }) {
                    self.note_adopted(*ballot);
                }
            }
        }
        self.last = Some(stamp);
    }

    fn new_poll(&self, opening: &Event, stamp: Stamp) -> Poll {
        let Event::BallotOpened {
            ballot,
            members,
            present,
            represented,
            electorate,
            weights,
            proxies,
            deadline_ms,
            seal,
            recused,
            roll,
        } = opening
        else {
            unreachable!("called for an opening")
        };
        let found = self.ballots.get(ballot).expect("decided on this ballot");
        let sheet = &found.sheet;
        let mandates = sheet.rules.proxies.zip(proxies.as_ref());
        let mandates = mandates.map(|(rule, proxies)| Mandates::new(rule, proxies, &self.roster));
        let here = |place: usize| {
            let id = electorate[place];
            self.roster.is_counted(id) || (proxies.is_some() && self.roster.is_represented(id))
        };
        let rooms = self.roster.rooms().iter().map(|room| room.id.clone());
        let mut poll = Poll {
            opened: stamp,
            members: *members,
            present_at_open: *present,
            represented: *represented,
            electorate: electorate.as_slice().into(),
            been_present: std::collections::BTreeSet::new(),
            deadline_ms: *deadline_ms,
            last_call: false,
            votes: std::collections::BTreeMap::new(),
            tally: Tally::zero(&sheet.form),
            seal: seal.map(|seal| PollSeal { seal, key: KeyState::Held }),
            casting: sheet.rules.casting,
            manual: Manual::default(),
            weighing: weights.as_ref().map(|weights| Weighing::new(weights, here)),
            mandates: mandates.unwrap_or_default(),
            attending: Attending::new(&sheet.rules, *present, rooms),
            recused: self.opening_recusals(found, recused),
            item_recused: Vec::new(),
            came_later: std::collections::BTreeSet::new(),
            roll: roll.as_deref().map(RollCall::new),
            officers: self.officers.clone(),
        };
        let attending = electorate.iter().copied().filter(|id| poll.attends(&self.roster, *id));
        poll.been_present = attending.collect();
        let people = self.roster.people().map(|(person, _)| person.id);
        poll.attending.seen = people.filter(|id| self.roster.is_counted(*id)).collect();
        poll.item_recused = super::people::item_recused(&self.roster, &sheet.form, &poll);
        poll
    }

    fn set_deadline(&mut self, ballot: BallotId, deadline_ms: u64, last_call: bool) {
        match self.phase_mut(ballot) {
            Phase::Open(poll) => {
                poll.deadline_ms = Some(deadline_ms);
                poll.last_call = last_call;
            }
            other => panic!("an open ballot was decided on, found {}", other.name()),
        }
    }

    fn key_mut(&mut self, ballot: BallotId) -> &mut PollSeal {
        let seal = self.phase_mut(ballot).poll_mut().and_then(|poll| poll.seal.as_mut());
        seal.expect("decided on a secret ballot")
    }

    fn drop_split(&mut self, split: &SplitCast, stamp: Stamp) {
        for share in &split.shares {
            for vote in &share.votes {
                let by = Some(split.holder).filter(|holder| *holder != vote.delegate);
                let content = Content::Paper(share.paper.clone());
                let cast = (split.cast_id, stamp);
                self.drop_into_box(split.ballot, vote.delegate, by, content, cast);
            }
        }
    }

    fn drop_into_box(
        &mut self,
        ballot: BallotId,
        delegate: DelegateId,
        by: Option<DelegateId>,
        content: Content,
        cast: (CastId, Stamp),
    ) {
        let found = self.ballots.get_mut(&ballot).expect("decided on this ballot");
        let Phase::Open(poll) = &mut found.phase else {
            panic!("a vote was decided on an open ballot, found {}", found.phase.name())
        };
        let (form, weight) = (&found.sheet.form, poll.weight_of(delegate));
        let excused = poll.excused(delegate).clone();
        if let Content::Paper(paper) = &content {
            poll.tally.add(form, paper, weight);
            poll.tally.excuse(form, &excused, weight);
        }
        match poll.votes.get_mut(&delegate) {
            Some(vote) => {
                if let Content::Paper(paper) = &vote.content {
                    poll.tally.unexcuse(form, &excused, weight);
                    poll.tally.take(form, paper, weight);
                }
                vote.content = content;
                vote.by = by;
                vote.casts.push(cast);
            }
            None => {
                let before = count(poll.manual.annulled_of(delegate).len());
                poll.votes.insert(delegate, Vote { content, by, casts: vec![cast], before });
            }
        }
        self.call_next(ballot, delegate);
    }
}

/// One edge of the life of a ballot.
fn step(phase: Phase, event: &Event, stamp: Stamp) -> Phase {
    match (phase, event) {
        (Phase::Draft, Event::BallotReadied { .. }) => Phase::Ready,
        (Phase::Ready, Event::BallotUnreadied { .. }) => Phase::Draft,
        (Phase::Draft | Phase::Ready, Event::BallotCancelled { reason, .. }) => {
            Phase::Cancelled { reason: reason.clone() }
        }
        (Phase::Open(poll), Event::BallotSuspended { cause, reason, remaining_ms, .. }) => {
            let (cause, reason, remaining_ms) = (*cause, reason.clone(), *remaining_ms);
            let at_ms = stamp.at_ms;
            Phase::Suspended(poll, Suspension { cause, reason, at_ms, remaining_ms })
        }
        (Phase::Suspended(mut poll, _), Event::BallotResumed { deadline_ms, .. }) => {
            poll.deadline_ms = *deadline_ms;
            Phase::Open(poll)
        }
        (Phase::Open(poll), Event::BallotClosed { cause, turnout, envelopes, .. }) => {
            let (cause, turnout, envelopes) = (*cause, *turnout, *envelopes);
            Phase::Closed(poll, Closing { closed: stamp, cause, turnout, envelopes })
        }
        (Phase::Closed(poll, closing), Event::BallotCounted { count, opened, .. }) => {
            let (count, opened) = (count.as_ref().clone(), opened.clone());
            let counting = Counting { counted: stamp, count, opened };
            Phase::Counted(poll, closing, Box::new(counting))
        }
        (Phase::Counted(poll, closing, counting), Event::BallotCertified { .. }) => {
            Phase::Certified(poll, closing, counting)
        }
        (
            Phase::Counted(poll, closing, counting) | Phase::Certified(poll, closing, counting),
            Event::BallotDeclared { .. },
        ) => Phase::Declared(poll, closing, counting),
        (
            Phase::Open(poll)
            | Phase::Suspended(poll, _)
            | Phase::Closed(poll, _)
            | Phase::Counted(poll, ..)
            | Phase::Certified(poll, ..)
            | Phase::Declared(poll, ..),
            Event::BallotVoided { cause, reason, .. },
        ) => Phase::Voided { cause: *cause, reason: reason.clone(), poll },
        (phase, event) => panic!("{event:?} does not follow phase {}", phase.name()),
    }
}
