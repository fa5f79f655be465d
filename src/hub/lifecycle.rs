//! Which pushes follow from one event.

use serde_json::Value;

use crate::domain::event::Event;
use crate::hub::actor::Audience;
use crate::hub::push::{Own, Push, push};
use crate::hub::replica::Replica;
use crate::hub::views;

/// Lifecycle pushes that follow from one event. Votes make none: they show in the state topics.
pub(super) fn pushes_for(replica: &Replica, event: &Event) -> Vec<Push> {
    let (sitting, epoch, seq) = (&replica.sitting, replica.epoch.as_str(), replica.seq());
    let encode = |topic, own, view: &dyn Fn(Audience) -> Value| {
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
            vec![Push { seq, public: None, staff: None, own: Own::One(*delegate) }]
        }
        // A proxy moves nobody's own view before a ballot is opened with it.
        Event::PeopleEnrolled { .. }
        | Event::WeightSet(_)
        | Event::ProxyGiven(_)
        | Event::ProxyEnded(_)
        | Event::SplitCast(_)
        | Event::LeaveSet { .. }
        | Event::VoteCast { .. }
        | Event::EnvelopeCast { .. }
        | Event::SigningKeySet { .. }
        | Event::CheckpointSigned { .. }
        | Event::LateVoteRefused { .. } => Vec::new(),
        // Named one by one: an event that nobody thought of here must not be told to a whole hall.
        Event::BallotDrafted { ballot, .. }
        | Event::BallotReadied { ballot }
        | Event::BallotUnreadied { ballot }
        | Event::BallotCancelled { ballot, .. }
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
        | Event::BallotVoided { ballot, .. } => {
            let Some(found) = sitting.ballot(*ballot) else {
                return Vec::new();
            };
            let opened = matches!(event, Event::BallotOpened { .. });
            let own = if opened { Own::Everybody } else { Own::Nobody };
            let ballot =
                |audience: Audience| match audience.is_staff() || found.phase.poll().is_some() {
                    true => views::ballot::ballot(sitting, found, audience),
                    false => Value::Null,
                };
            vec![
                encode("agenda", Own::Nobody, &|audience| views::agenda(sitting, audience)),
                encode("ballot", own, &ballot),
            ]
        }
    }
}
