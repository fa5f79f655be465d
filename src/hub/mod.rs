//! Many sockets, one feed for each sitting: frames, connections, fan-out, resume, presence, limits.

pub mod actor;
pub mod close;
pub mod connection;
pub mod feed;
mod lifecycle;
mod lifecycle_rooms;
pub mod meter;
pub mod presence;
pub mod problem;
pub mod push;
pub mod replica;
pub mod requests;
pub mod views;

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::domain::ids::SittingId;
use crate::engine::{Engine, Failure, SittingHandle};
use crate::hub::actor::Actor;
use crate::hub::feed::Feed;

/// Limits of the hub; figures from quality.md §2.9.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Longest message and frame of a client, bytes.
    pub frame_bytes_max: usize,
    /// Read buffer of a socket, bytes.
    pub read_buffer_bytes: usize,
    /// Most bytes that wait to be written to one socket.
    pub write_buffer_bytes_max: usize,
    /// Frames of one socket in a second; above it is cut off.
    pub frames_per_s_max: u32,
    /// Messages of one socket in a second; above they are refused, then it is closed.
    pub messages_per_s_max: u32,
    /// WebSocket pings; a peer is dropped after two misses.
    pub ping_s: u64,
    /// How long one write may take.
    pub write_timeout_ms: u64,
    /// How long a client may take to say hello.
    pub hello_timeout_ms: u64,
    /// Conflation of state topics.
    pub tick_ms: u64,
    /// Shortest wait before a client comes back.
    pub reconnect_min_ms: u64,
    /// Longest wait before a client comes back.
    pub reconnect_max_ms: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            frame_bytes_max: 16 * 1024,
            read_buffer_bytes: 4 * 1024,
            write_buffer_bytes_max: 64 * 1024,
            frames_per_s_max: 200,
            messages_per_s_max: 20,
            ping_s: 15,
            write_timeout_ms: 10_000,
            hello_timeout_ms: 10_000,
            tick_ms: 250,
            reconnect_min_ms: 500,
            reconnect_max_ms: 8_000,
        }
    }
}

/// The hub of this node.
#[derive(Clone, Debug)]
pub struct Hub {
    engine: Engine,
    options: Options,
    feeds: Arc<Mutex<std::collections::BTreeMap<SittingId, Arc<Feed>>>>,
    tracker: TaskTracker,
    stop: CancellationToken,
}

/// One sitting as a socket or a REST handler reaches it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Submits commands.
    pub handle: SittingHandle,
    /// Shows the state.
    pub feed: Arc<Feed>,
}

impl Hub {
    /// A hub over an engine. Its tasks run until [`Hub::shutdown`].
    #[must_use]
    pub fn new(engine: Engine, options: Options) -> Self {
        let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
        Self { engine, options, feeds: Arc::default(), tracker, stop }
    }

    /// The engine below.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The limits in force.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Owns tasks that serve sockets, so that shutdown can wait for them.
    #[must_use]
    pub fn tracker(&self) -> &TaskTracker {
        &self.tracker
    }

    /// The sitting with its feed; `None` when there is no such sitting.
    ///
    /// # Errors
    /// [`Failure`] when the store cannot say.
    pub async fn place(&self, sitting: SittingId) -> Result<Option<Place>, Failure> {
        let Some(handle) = self.engine.find(sitting).await? else {
            return Ok(None);
        };
        // One feed for each sitting: the lock is held while it starts.
        let mut feeds = self.feeds.lock().await;
        if let Some(feed) = feeds.get(&sitting).filter(|feed| feed.is_alive()) {
            return Ok(Some(Place { handle, feed: Arc::clone(feed) }));
        }
        let (snapshot, news) = handle.follow().await?;
        let tick = Duration::from_millis(self.options.tick_ms);
        let (feed, run) = Feed::start(&snapshot, news, handle.clone(), tick, self.stop.clone());
        self.tracker.spawn(run);
        feeds.insert(sitting, Arc::clone(&feed));
        Ok(Some(Place { handle, feed }))
    }

    /// Serves one upgraded stream until it ends. Not cancel-safe; stop it by [`Hub::shutdown`].
    pub async fn serve<S>(
        &self,
        stream: S,
        actor: Actor,
        place: Place,
        signed_out: CancellationToken,
    ) where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let clock = self.engine.clock().clone();
        let (options, stop) = (self.options, self.stop.clone());
        connection::serve(stream, actor, place, clock, options, stop, signed_out).await;
    }

    /// Closes every socket with "come back" and waits for their tasks, at most `grace`.
    pub async fn shutdown(&self, grace: Duration) {
        self.stop.cancel();
        self.tracker.close();
        if tokio::time::timeout(grace, self.tracker.wait()).await.is_err() {
            tracing::warn!("some sockets did not close in time");
        }
    }
}
