//! The clock and the ids: the one place where time and randomness come in.

use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

/// Reads time for one start of one server. Its time is the wall clock at the start, moved on by the
/// monotonic clock: it never runs backwards and does not follow steps of the wall clock, so that a
/// ballot of 60 seconds lasts 60 seconds.
#[derive(Clone, Debug)]
pub struct Clock {
    boot: Uuid,
    started: Instant,
    wall_at_start_ms: u64,
}

/// Both clocks at one moment, UTC ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Steady time, used for everything.
    pub at_ms: u64,
    /// The wall clock, recorded for comparison.
    pub wall_ms: u64,
}

impl Clock {
    /// Starts the clock of this server.
    #[must_use]
    pub fn start() -> Self {
        Self { boot: Uuid::new_v4(), started: instant_now(), wall_at_start_ms: wall_now_ms() }
    }

    /// Which start of which server.
    #[must_use]
    pub fn boot(&self) -> Uuid {
        self.boot
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Reading {
        Reading { at_ms: self.now_ms(), wall_ms: wall_now_ms() }
    }

    /// Steady time now, UTC ms.
    #[must_use]
    pub fn now_ms(&self) -> u64 {
        let steady = instant_now().duration_since(self.started);
        self.wall_at_start_ms + u64::try_from(steady.as_millis()).expect("less than an age")
    }

    /// Microseconds since the clock was started, for measuring.
    #[must_use]
    pub fn now_us(&self) -> u64 {
        let steady = instant_now().duration_since(self.started);
        u64::try_from(steady.as_micros()).expect("less than an age")
    }

    /// The instant of a steady time; a past one is now.
    #[must_use]
    pub fn instant_of(&self, at_ms: u64) -> Instant {
        self.started + Duration::from_millis(at_ms.saturating_sub(self.wall_at_start_ms))
    }

    /// A fresh id that sorts by time.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}

#[expect(clippy::disallowed_methods, reason = "the one lawful reading of the monotonic clock")]
fn instant_now() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "the one lawful reading of the wall clock")]
fn wall_now_ms() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| u64::try_from(since.as_millis()).expect("less than an age"))
}
