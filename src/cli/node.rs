//! One running node: store, engine, hub, HTTP, from a configuration.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::access::Access;
use crate::access::store::Store as AccessStore;
use crate::cli::profiles;
use crate::config::{Config, Store};
use crate::engine::clock::Clock;
use crate::engine::{self, Engine};
use crate::http::auth::OpenSockets;
use crate::http::{self, App, accept};
use crate::hub::{self, Hub};
use crate::ledger::Ledger;
use crate::ledger::postgres::PostgresLedger;
use crate::ledger::sqlite::SqliteLedger;

/// How long sockets and requests get to end when the node stops.
const GRACE: Duration = Duration::from_secs(4);

/// Everything of one node, not yet listening.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) app: App,
    pub(crate) ledger: Arc<dyn Ledger>,
    limits: accept::Limits,
}

/// Opens the store, which must be in this version's form; creates an embedded one that is not there
/// yet.
pub(crate) async fn open_store(config: &Config) -> anyhow::Result<(Arc<dyn Ledger>, Access)> {
    match config.store()? {
        Store::Sqlite(path) => {
            if let Some(folder) = path.parent().filter(|folder| *folder != Path::new("")) {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("create {}", folder.display()))?;
            }
            let named = || format!("open the store {}", path.display());
            let ledger = SqliteLedger::open(&path).await.with_context(named)?;
            let access = AccessStore::sqlite(&access_path(&path)).await.with_context(named)?;
            Ok((Arc::new(ledger), Access::new(access, config.token_valid_ms())))
        }
        Store::Postgres(url) => {
            let named = "open the Postgres store";
            let ledger = PostgresLedger::connect(&url).await.context(named)?;
            let access = AccessStore::postgres(&url).await.context(named)?;
            Ok((Arc::new(ledger), Access::new(access, config.token_valid_ms())))
        }
    }
}

/// Tokens live beside the record, not in it.
fn access_path(store: &Path) -> std::path::PathBuf {
    store.with_extension("access.sqlite")
}

/// Brings a Postgres store into this version's form, with a login that may. An embedded store is
/// brought there whenever it is opened.
pub(crate) async fn migrate_store(config: &Config) -> anyhow::Result<()> {
    if let Store::Postgres(url) = config.store()? {
        let doing = "bring the store to this version's form";
        PostgresLedger::migrate(&url).await.context(doing)?;
        AccessStore::migrate_postgres(&url).await.context(doing)?;
    }
    Ok(())
}

/// What a node is opened for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// To serve: it takes over what an earlier server left behind, and opens ballots only over a
    /// store that it trusts, or that it was told to put up with.
    Serve {
        /// Whether a store with weaknesses will do.
        allow_weak_store: bool,
    },
    /// To look in, maybe beside a server that runs on the same store.
    Look,
}

impl Node {
    /// A node over the configured store.
    pub(crate) async fn open(config: &Config, purpose: Purpose) -> anyhow::Result<Self> {
        let profiles = profiles::load(&config.profiles_folder)?;
        let (ledger, access) = open_store(config).await?;
        let options = engine_options(config, purpose, ledger.as_ref()).await?;
        let engine = Engine::new(Arc::clone(&ledger), Clock::start(), options);
        let now_ms = engine.clock().now_ms();
        access.forget_expired(now_ms).await.context("forget expired links and tokens")?;
        let hub = Hub::new(engine, hub_options(config));
        let app = App {
            hub,
            access,
            profiles: Arc::new(profiles),
            origins: config.allowed_origins.clone().into(),
            token_valid_ms: config.token_valid_ms(),
            sockets: OpenSockets::default(),
        };
        Ok(Self { app, ledger, limits: accept_limits(config) })
    }

    /// Serves until `stop`, then closes sockets with "come back", finishes what waits in every
    /// sitting, and returns.
    pub(crate) async fn serve(&self, listener: TcpListener, stop: CancellationToken) {
        let router = http::router(self.app.clone());
        let until = stop.clone();
        let accepting = accept::serve(listener, router, self.limits, until, GRACE);
        let closing = async {
            stop.cancelled().await;
            self.app.hub.shutdown(GRACE).await;
        };
        tokio::join!(accepting, closing);
        self.app.hub.engine().shutdown().await;
    }
}

async fn engine_options(
    config: &Config,
    purpose: Purpose,
    ledger: &dyn Ledger,
) -> anyhow::Result<engine::Options> {
    let open_refused = match purpose {
        Purpose::Serve { allow_weak_store } => !is_trusted(ledger).await? && !allow_weak_store,
        Purpose::Look => false,
    };
    if open_refused {
        tracing::error!(
            "no ballot can be opened over this store (store_not_trusted); \
             --allow-weak-store does without this check"
        );
    }
    Ok(engine::Options {
        mailbox_max: config.engine.mailbox_max,
        batch_max: config.engine.batch_max,
        follow_ms: Some(config.engine.follow_ms).filter(|ms| *ms > 0),
        recovers: matches!(purpose, Purpose::Serve { .. }),
        open_refused,
    })
}

/// Logs every weakness; true when there is none.
async fn is_trusted(ledger: &dyn Ledger) -> anyhow::Result<bool> {
    let weaknesses = ledger.self_check().await.context("check the store")?;
    for weakness in &weaknesses {
        tracing::warn!(code = weakness.code(), zh = weakness.zh(), "the store is weak: {weakness}");
    }
    Ok(weaknesses.is_empty())
}

fn hub_options(config: &Config) -> hub::Options {
    let limits = &config.limits;
    hub::Options {
        frame_bytes_max: limits.frame_bytes_max,
        read_buffer_bytes: limits.read_buffer_bytes,
        write_buffer_bytes_max: limits.write_buffer_bytes_max,
        frames_per_s_max: limits.frames_per_s_max,
        messages_per_s_max: limits.messages_per_s_max,
        ping_s: limits.ping_s,
        tick_ms: config.hub.tick_ms,
        ..hub::Options::default()
    }
}

fn accept_limits(config: &Config) -> accept::Limits {
    let limits = &config.limits;
    accept::Limits {
        sockets_max: limits.sockets_max,
        sockets_per_address_max: limits.sockets_per_address_max,
        header_timeout_ms: limits.header_timeout_ms,
        headers_max: limits.headers_max,
        header_bytes_max: limits.header_bytes_max,
    }
}

/// Resolves at Ctrl-C or SIGTERM.
pub(crate) async fn asked_to_stop() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("listen for SIGTERM")?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed.context("listen for Ctrl-C"),
        _ = terminate.recv() => Ok(()),
    }
}
