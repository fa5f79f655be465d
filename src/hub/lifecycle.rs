//! Which pushes follow from one event.

use serde_json::Value;

use crate::domain::event::Event;
use crate::domain::event::election::{ItemWithdrawn, TieDecided, WriteInsRead, WriteInsRuled};
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
        Event::PeopleEnrolled { .. }
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
        | Event::BallotVoided { ballot, .. }
        | Event::WriteInsRead(WriteInsRead { ballot, .. })
        | Event::WriteInsRuled(WriteInsRuled { ballot, .. })
        | Event::TieDecided(TieDecided { ballot, .. })
        | Event::ItemWithdrawn(ItemWithdrawn { ballot, .. }) => {
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
                pushes.push(encode("ballot", Own::Nobody, &|audience| match audience.is_staff()
                    || first.phase.poll().is_some()
                {
                    true => views::ballot::ballot(sitting, first, audience),
                    false => Value::Null,
                }));
            }
            pushes
        }
    }
}
