//! The accept loop: our own, because `axum::serve` has no header or first-byte time-out and no
//! limit on sockets.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// Limits of the accept loop; figures from quality.md §2.9.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Sockets at once.
    pub sockets_max: usize,
    /// Sockets of one address at once; halls are behind one.
    pub sockets_per_address_max: usize,
    /// Time for a whole request header, from the first byte or from the connection on.
    pub header_timeout_ms: u64,
    /// Most header fields.
    pub headers_max: usize,
    /// Longest request header, bytes.
    pub header_bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sockets_max: 15_000,
            sockets_per_address_max: 200,
            header_timeout_ms: 5_000,
            headers_max: 64,
            header_bytes_max: 16 * 1024,
        }
    }
}

/// How long an accept that failed (no descriptors left) waits before the next.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves `router` on `listener` until `stop`; returns once every connection that is not upgraded
/// has ended, or after `grace`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: CancellationToken,
    grace: Duration,
) {
    let places = Arc::new(Semaphore::new(limits.sockets_max));
    let addresses = Addresses::default();
    let tracker = TaskTracker::new();
    loop {
        // Both arms are cancel-safe.
        let (stream, peer) = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "failed to accept a connection");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            },
        };
        // Over the limit: closed at once, so that the peer comes back later or elsewhere.
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            continue;
        };
        let Some(guest) = addresses.enter(peer.ip(), limits.sockets_per_address_max) else {
            continue;
        };
        let (router, stop) = (router.clone(), stop.clone());
        let presence = Arc::new((place, guest));
        tracker.spawn(connection(stream, peer, router, limits, stop, presence));
    }
    tracker.close();
    if tokio::time::timeout(grace, tracker.wait()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
}

/// Held by a connection, and by the socket it is upgraded to, for as long as it counts.
pub type Place = Arc<(tokio::sync::OwnedSemaphorePermit, Guest)>;

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    stop: CancellationToken,
    place: Place,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "failed to set nodelay");
    }
    let service = router.map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(Arc::clone(&place));
        request
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_millis(limits.header_timeout_ms))
        .max_headers(limits.headers_max)
        .max_buf_size(limits.header_bytes_max);
    let connection =
        builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = std::pin::pin!(connection.with_upgrades());
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection failed");
    }
}

/// How many sockets each address has.
#[derive(Clone, Debug, Default)]
struct Addresses(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One socket of an address; counts until dropped.
#[derive(Debug)]
pub struct Guest {
    addresses: Addresses,
    ip: IpAddr,
}

impl Addresses {
    fn enter(&self, ip: IpAddr, max: usize) -> Option<Guest> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(ip).or_default();
        if *count >= max {
            return None;
        }
        *count += 1;
        Some(Guest { addresses: self.clone(), ip })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut counts = self.addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.ip) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.ip);
            }
        }
    }
}
