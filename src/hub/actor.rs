//! Who is at a socket. Comes from the token at upgrade, never from a frame.

use crate::domain::ids::{DelegateId, SittingId};
use crate::domain::roster::{Person, Standing};

/// The person or role at one socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// In which sitting.
    pub sitting: SittingId,
    /// As what.
    pub role: ActorRole,
}

/// What a socket may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActorRole {
    /// A delegate or non-voting attendee, with the person as on the roster.
    Delegate(Box<Person>),
    /// The chair.
    Chair,
    /// The desk.
    Operator,
    /// A scrutineer.
    Scrutineer,
    /// A projector.
    Display,
}

/// Which set of views a face gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Delegates: public views and the own one.
    Delegate,
    /// Projectors: public views and state topics.
    Screen,
    /// The chair: everything but the roster.
    Chair,
    /// Desk and scrutineers: everything.
    Desk,
}

impl Audience {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Delegate, Self::Screen, Self::Chair, Self::Desk];

    /// Sees a count before it is declared.
    #[must_use]
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Chair | Self::Desk)
    }
}

impl Actor {
    /// The views this actor gets.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match self.role {
            ActorRole::Delegate(_) => Audience::Delegate,
            ActorRole::Chair => Audience::Chair,
            ActorRole::Operator | ActorRole::Scrutineer => Audience::Desk,
            ActorRole::Display => Audience::Screen,
        }
    }

    /// The delegate, if it is one.
    #[must_use]
    pub fn delegate(&self) -> Option<DelegateId> {
        match &self.role {
            ActorRole::Delegate(person) => Some(person.id),
            ActorRole::Chair | ActorRole::Operator | ActorRole::Scrutineer | ActorRole::Display => {
                None
            }
        }
    }

    /// Name of the role on the wire.
    #[must_use]
    pub fn role_name(&self) -> &'static str {
        match &self.role {
            ActorRole::Delegate(person) => match person.standing {
                Standing::Member => "delegate",
                Standing::NonvotingAttendee => "attendee",
            },
            ActorRole::Chair => "chair",
            ActorRole::Operator => "operator",
            ActorRole::Scrutineer => "scrutineer",
            ActorRole::Display => "display",
        }
    }
}
