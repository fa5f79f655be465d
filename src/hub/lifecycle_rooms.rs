//! Which pushes follow from an event about who is there.

use serde_json::Value;

use crate::domain::event::Event;
use crate::domain::event::rooms::{ElectorateGrowth, QuorumMark, RoomAct};
use crate::domain::ids::BallotId;
use crate::hub::actor::Audience;
use crate::hub::push::{Own, Push, push};
use crate::hub::replica::Replica;
use crate::hub::views;

/// People whose own views are pushed one by one; for more of them everybody's is.
const ONE_BY_ONE_MAX: usize = 16;

pub(super) fn pushes_for(replica: &Replica, event: &Event) -> Vec<Push> {
    match event {
        Event::SittingOpened(_)
        | Event::QuorumLost(QuorumMark { ballot: None, .. })
        | Event::QuorumRegained(QuorumMark { ballot: None, .. }) => {
            vec![sitting(replica, Own::Nobody)]
        }
        Event::RoomsSet(_) => vec![sitting(replica, Own::Everybody)],
        Event::QuorumLost(QuorumMark { ballot: Some(ballot), .. })
        | Event::QuorumRegained(QuorumMark { ballot: Some(ballot), .. }) => {
            self::ballot(replica, *ballot, Own::Nobody).into_iter().collect()
        }
        Event::RoomOpened(RoomAct { ballot, .. }) | Event::RoomClosed(RoomAct { ballot, .. }) => {
            self::ballot(replica, *ballot, Own::Everybody).into_iter().collect()
        }
        Event::PersonMoved(moved) => vec![own(replica, Own::One(moved.delegate))],
        Event::ElectorateGrown(ElectorateGrowth { ballot, joined, .. }) => {
            if joined.len() > ONE_BY_ONE_MAX {
                return self::ballot(replica, *ballot, Own::Everybody).into_iter().collect();
            }
            let of_ballot = self::ballot(replica, *ballot, Own::Nobody);
            let of_people = joined.iter().map(|id| own(replica, Own::One(*id)));
            of_ballot.into_iter().chain(of_people).collect()
        }
        _ => Vec::new(),
    }
}

fn own(replica: &Replica, own: Own) -> Push {
    Push { seq: replica.seq(), public: None, staff: None, own }
}

fn sitting(replica: &Replica, own: Own) -> Push {
    let seq = replica.seq();
    let frame = push("sitting", &replica.epoch, seq, &views::sitting(&replica.sitting));
    Push { seq, public: Some(frame.clone()), staff: Some(frame), own }
}

/// None for a ballot that is not there.
fn ballot(replica: &Replica, id: BallotId, own: Own) -> Option<Push> {
    let (sitting, seq) = (&replica.sitting, replica.seq());
    let found = sitting.ballot(id)?;
    let view = |audience| -> Value { views::ballot::ballot(sitting, found, audience) };
    let frame = |audience| Some(push("ballot", &replica.epoch, seq, &view(audience)));
    Some(Push { seq, public: frame(Audience::Screen), staff: frame(Audience::Chair), own })
}
