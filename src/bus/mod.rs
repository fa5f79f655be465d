//! News of a sitting inside one process: what was committed, and whether the store answers. Nodes
//! on other machines will hear the same news through Redis; nothing that goes through here is ever
//! believed over the ledger.

use std::sync::Arc;

use tokio::sync::broadcast;

use crate::audit::record::{Head, Sealed};
use crate::domain::ids::BallotId;
use crate::domain::sitting::Sitting;
use crate::domain::tally::Tally;

/// News kept for a slow listener. One that falls further behind is told so and takes a snapshot.
pub const NEWS_KEPT: usize = 256;

/// What listeners are told, in the order of the record.
#[derive(Clone, Debug)]
pub enum News {
    /// Records that are durable now; they follow the last ones told without a gap.
    Committed(Vec<Arc<Sealed>>),
    /// Start again from here: the record was found other than it had been told.
    Replaced(Snapshot),
    /// Whether the store answers.
    Health(bool),
    /// New running totals of a secret ballot that shows them. They end with the ballot.
    LiveTally(Arc<LiveTally>),
}

/// Running totals of a secret ballot, told at most once a second. They are no record: the box is
/// counted after its cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveTally {
    /// Which ballot.
    pub ballot: BallotId,
    /// Votes in these totals.
    pub voted: u32,
    /// The totals.
    pub tally: Tally,
}

/// The whole state at a place in the record.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The state.
    pub sitting: Arc<Sitting>,
    /// Where the record ends; none before the first record.
    pub head: Option<Head>,
    /// Changes when what was told before may not hold any more.
    pub epoch: uuid::Uuid,
    /// Whether the store answers.
    pub healthy: bool,
    /// The newest running totals of a secret ballot that shows them.
    pub live_tally: Option<Arc<LiveTally>>,
}

/// Sending side, owned by the task that drives the sitting.
#[derive(Clone, Debug)]
pub struct Channel(broadcast::Sender<Arc<News>>);

impl Channel {
    /// A channel nobody listens to yet.
    #[must_use]
    pub fn new() -> Self {
        Self(broadcast::channel(NEWS_KEPT).0)
    }

    /// Tells everybody who listens; nobody is no fault.
    pub fn tell(&self, news: News) {
        let listeners = self.0.send(Arc::new(news)).unwrap_or_default();
        tracing::trace!(listeners, "news told");
    }

    /// From now on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Arc<News>> {
        self.0.subscribe()
    }
}

impl Default for Channel {
    fn default() -> Self {
        Self::new()
    }
}
