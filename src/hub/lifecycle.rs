//! Which pushes follow from one event.

use serde_json::Value;

use crate::domain::ballot::Ballot;
use crate::domain::event::Event;
use crate::domain::event::election::{ItemWithdrawn, TieDecided, WriteInsRead, WriteInsRuled};
use crate::domain::event::people::{RecusalWithdrawn, Recused, RollPassed};
use crate::domain::event::weights::ProxyGiven;
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::sitting::Sitting;
use crate::hub::actor::Audience;
use crate::hub::push::{Own, Push, push};
use crate::hub::replica::Replica;
use crate::hub::views;

/// Lifecycle pushes that follow from one event. Votes make none: they show in the state topics.
#[expect(clippy::too_many_lines, reason = "one arm per event, each a line or two")]
pub(super) fn pushes_for(replica: &Replica, event: &Event) -> Vec<Push> {
    let (sitting, epoch, seq) = (&replica.sitting, replica.epoch.as_str(), replica.seq());
    let encode = |topic: &str, own: Own, view: &dyn Fn(Audience) -> Value| {
        let frame = |audience| match view(audience) {
            Value::Null => None,
            view => Some(push(topic, epoch, seq, &view)),
        };
        Push { seq, public: frame(Audience::Screen), staff: frame(Audience::Chair), own }
    };
    match event {
        Event::SittingCreated { .. } => {
            vec![encode("sitting", Own::Nobody, &|_| views::sitting(sitting))]
        }
        Event::CheckedIn { delegate, .. } | Event::CheckedOut { delegate } => {
            let mut pushes = roll(replica);
            pushes.push(Push { seq, public: None, staff: None, own: Own::One(*delegate) });
            pushes
        }
        Event::VoteCast { ballot, delegate, .. }
        | Event::RollPassed(RollPassed { ballot, delegate }) => {
            let mut pushes = roll(replica);
            let mut told = of_mandate(sitting, *ballot, *delegate);
            told.extend((!pushes.is_empty()).then_some(*delegate));
            let own = |who| Push { seq, public: None, staff: None, own: Own::One(who) };
            pushes.extend(told.into_iter().map(own));
            pushes
        }
        Event::ScrutineersNamed(_) | Event::ChairNamed(_) | Event::ChairHandedOver(_) => {
            let mut pushes = vec![encode("sitting", Own::Nobody, &|_| views::sitting(sitting))];
            let staged = sitting.stage();
            pushes.extend(staged.map(|found| {
                let view = |audience| views::ballot::ballot(sitting, found, audience);
                encode("ballot", Own::Nobody, &view)
            }));
            pushes
        }
        Event::ProxyGiven(ProxyGiven { principal, holder, .. }) => {
            let own = |who| Push { seq, public: None, staff: None, own: Own::One(who) };
            vec![own(*principal), own(*holder)]
        }
        // One record that is the vote of many; and who held a proxy its end does not say.
        Event::SplitCast(_) | Event::ProxyEnded(_) => {
            vec![Push { seq, public: None, staff: None, own: Own::Everybody }]
        }
        Event::SittingOpened(_)
        | Event::QuorumLost(_)
        | Event::QuorumRegained(_)
        | Event::RoomsSet(_)
        | Event::RoomOpened(_)
        | Event::RoomClosed(_)
        | Event::PersonMoved(_)
        | Event::ElectorateGrown(_) => crate::hub::lifecycle_rooms::pushes_for(replica, event),
        Event::PeopleEnrolled { .. }
        | Event::WeightSet(_)
        | Event::LeaveSet { .. }
        | Event::EnvelopeCast { .. }
        // A draw shows in its state topic.
        | Event::DrawCommitted(_)
        | Event::DrawMade(_)
        | Event::DrawReplaced(_)
        | Event::SigningKeySet { .. }
        | Event::CheckpointSigned { .. }
        | Event::LateVoteRefused { .. } => Vec::new(),
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
        | Event::CastingChanged(_) => manual(event, &encode, sitting),
        // Named one by one: an event that nobody thought of here must not be told to a whole hall.
        Event::BallotDrafted { ballot, .. }
        | Event::BallotReadied { ballot }
        | Event::BallotUnreadied { ballot }
        | Event::BallotCancelled { ballot, .. }
        | Event::Recused(Recused { ballot, .. })
        | Event::RecusalWithdrawn(RecusalWithdrawn { ballot, .. })
        | Event::BallotOpened { ballot, .. }
        | Event::LastCallMade { ballot, .. }
        | Event::BallotExtended { ballot, .. }
        | Event::BallotSuspended { ballot, .. }
        | Event::BallotResumed { ballot, .. }
        | Event::BallotClosed { ballot, .. }
        | Event::BallotCounted { ballot, .. }
        | Event::KeyDestroyed { ballot, .. }
        | Event::KeyLost { ballot, .. }
        | Event::BallotCertified { ballot, .. }
        | Event::BallotDeclared { ballot, .. }
        | Event::BallotVoided { ballot, .. }
        | Event::WriteInsRead(WriteInsRead { ballot, .. })
        | Event::WriteInsRuled(WriteInsRuled { ballot, .. })
        | Event::TieDecided(TieDecided { ballot, .. })
        | Event::ItemWithdrawn(ItemWithdrawn { ballot, .. }) => {
            let Some(found) = sitting.ballot(*ballot) else {
                return Vec::new();
            };
            let opened = matches!(event, Event::BallotOpened { .. });
            let own = match event {
                Event::Recused(Recused { delegate, .. }) => Own::One(*delegate),
                _ if opened => Own::Everybody,
                _ => Own::Nobody,
            };
            let ballot = |audience| ballot_view(sitting, found, audience);
            let mut pushes = vec![
                encode("agenda", Own::Nobody, &|audience| views::agenda(sitting, audience)),
                encode("ballot", own, &ballot),
            ];
            // The ballot before says whether the one that follows from it is prepared.
            let follows = matches!(
                event,
                Event::BallotDrafted { .. }
                    | Event::BallotCancelled { .. }
                    | Event::BallotVoided { .. }
            );
            let first = found.sheet.link.filter(|_| follows);
            if let Some(first) = first.and_then(|link| sitting.ballot(link.ballot)) {
                let view = |audience| ballot_view(sitting, first, audience);
                pushes.push(encode("ballot", Own::Nobody, &view));
            }
            pushes
        }
    }
}

fn ballot_view(sitting: &Sitting, ballot: &Ballot, audience: Audience) -> Value {
    match audience.is_staff() || ballot.phase.poll().is_some() {
        true => views::ballot::ballot(sitting, ballot, audience),
        false => Value::Null,
    }
}

type Encode<'a> = &'a dyn Fn(&str, Own, &dyn Fn(Audience) -> Value) -> Push;

/// Hands and papers. What is only being entered is for the staff; the person with a paper is told.
fn manual(event: &Event, encode: Encode<'_>, sitting: &Sitting) -> Vec<Push> {
    let found = |id| sitting.ballot(id);
    let (own, public) = match event {
        Event::PaperIssued(of) | Event::PaperTakenBack(of) => (Own::One(of.delegate), false),
        Event::VoteAnnulled(of) => (Own::One(of.delegate), false),
        Event::CountCorrected(_) | Event::DeclarationNoted(_) | Event::CastingChanged(_) => {
            (Own::Nobody, true)
        }
        _ => (Own::Nobody, false),
    };
    let Some(ballot) = event.ballot().and_then(found) else {
        return Vec::new();
    };
    let view = |ballot: &Ballot, audience: Audience| match audience.is_staff() || public {
        true => ballot_view(sitting, ballot, audience),
        false => Value::Null,
    };
    let mut pushes = Vec::new();
    if public {
        let agenda = |audience| views::agenda(sitting, audience);
        pushes.push(encode("agenda", Own::Nobody, &agenda));
    }
    pushes.push(encode("ballot", own, &|audience| view(ballot, audience)));
    if let Event::CastingChanged(changed) = event
        && let Some(next) = found(changed.to_ballot)
    {
        pushes.push(encode("ballot", Own::Everybody, &|audience| view(next, audience)));
    }
    pushes
}

/// Whose own view a vote changes: nobody's without a proxy, as the one who cast it has the answer;
/// with one, principal and holder each see what the other did.
fn of_mandate(sitting: &Sitting, ballot: BallotId, delegate: DelegateId) -> Vec<DelegateId> {
    let poll = sitting.ballot(ballot).and_then(|found| found.phase.poll());
    match poll.and_then(|poll| poll.mandates.holder_of(delegate)) {
        None => Vec::new(),
        Some(holder) => vec![delegate, holder],
    }
}

/// Whose turn it is in a roll call that runs, told to everybody, and to the one whose turn it is.
fn roll(replica: &Replica) -> Vec<Push> {
    let (sitting, seq) = (&replica.sitting, replica.seq());
    let Some(found) = sitting.running() else {
        return Vec::new();
    };
    let Some(roll) = found.phase.poll().and_then(|poll| poll.roll.as_ref()) else {
        return Vec::new();
    };
    let frame = push("roll", &replica.epoch, seq, &views::people::roll(sitting, found));
    let own = roll.called.map_or(Own::Nobody, Own::One);
    vec![Push { seq, public: Some(frame.clone()), staff: Some(frame), own }]
}
