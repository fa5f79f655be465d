//! Identifiers: one newtype each, so that a ballot can never be taken for a delegate.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// One sitting (一次会议): one roster, one attendance log, one record.
    SittingId
);
id!(
    /// One person on the roster, member or non-voting attendee.
    DelegateId
);
id!(
    /// One ballot: one act of voting. A re-run is another ballot.
    BallotId
);
id!(
    /// Made by the client once per act of casting; repeating it is harmless.
    CastId
);
id!(
    /// One draw (随机抽取). A draw that takes the place of another one is another draw.
    DrawId
);
