//! One running node: store, engine, hub, HTTP, from a configuration.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::access::Access;
use crate::access::signing::SigningKeyFile;
use crate::access::store::Store as AccessStore;
use crate::cli::profiles;
use crate::config::{Config, Store};
use crate::engine::clock::Clock;
use crate::engine::{self, Engine, Keys, Signer};
use crate::http::auth::OpenSockets;
use crate::http::{self, App, accept};
use crate::hub::{self, Hub};
use crate::ledger::Ledger;
use crate::ledger::postgres::PostgresLedger;
use crate::ledger::sqlite::SqliteLedger;
use crate::vault::{self, Vault};

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

impl Node {
    /// A node that serves: it takes over what an earlier server left behind. Over a store that does
    /// not pass its self-check it opens no ballot, unless a weak store is allowed.
    pub(crate) async fn open_to_serve(
        config: &Config,
        allow_weak_store: bool,
    ) -> anyhow::Result<Self> {
        let store = open_store(config).await?;
        let open_refused = !is_trusted(store.0.as_ref(), allow_weak_store).await?;
        let options = engine::Options {
            recovers: true,
            open_refused,
            checks_store: !allow_weak_store,
            ..engine_options(config)
        };
        let keys = keys(config)?;
        let rotated = keys.signer.as_ref().is_some_and(|signer| signer.previous.is_some());
        let node = Self::with(config, store, options, keys).await?;
        if rotated {
            node.hand_over().await?;
        }
        Ok(node)
    }

    /// Loads every sitting once, so that each one's record takes the new signing key while the one
    /// before can still vouch for it.
    async fn hand_over(&self) -> anyhow::Result<()> {
        tracing::info!("the signing key was rotated; introducing it in every sitting");
        for id in self.ledger.sittings().await.context("read the store")? {
            let handle = self.app.hub.engine().find(id).await?;
            if let Some(handle) = handle {
                handle.follow().await?;
            }
        }
        Ok(())
    }

    /// A node that looks in, maybe beside a server that runs on the same store.
    pub(crate) async fn open(config: &Config) -> anyhow::Result<Self> {
        Self::with(config, open_store(config).await?, engine_options(config), Keys::default()).await
    }

    async fn with(
        config: &Config,
        (ledger, access): (Arc<dyn Ledger>, Access),
        options: engine::Options,
        keys: Keys,
    ) -> anyhow::Result<Self> {
        let profiles = profiles::load(&config.profiles_folder)?;
        let engine = Engine::new(Arc::clone(&ledger), Clock::start(), options).with_keys(keys);
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

/// Where the vault is.
pub(crate) fn vault_options(config: &Config) -> vault::Options {
    let folder = &config.keys.vault_folder;
    let named = Some(folder.clone()).filter(|folder| folder != Path::new(""));
    let dir = named.unwrap_or_else(|| vault::Options::default().dir);
    vault::Options { dir, allow_swap: config.keys.allow_swap }
}

/// The vault and the signing key of a server. Without a vault it serves all the same, and refuses
/// to open secret ballots; without its signing key it does not start.
fn keys(config: &Config) -> anyhow::Result<Keys> {
    let vault = Vault::open(vault_options(config));
    let vault = vault.map_err(|error| {
        tracing::error!(%error, "there is no vault; secret ballots cannot be opened");
    });
    let path = &config.keys.signing_key;
    if let Some(folder) = path.parent().filter(|folder| *folder != Path::new("")) {
        std::fs::create_dir_all(folder).with_context(|| format!("create {}", folder.display()))?;
    }
    let file = SigningKeyFile::new(path);
    let (key, previous) = (file.load_or_create()?, file.old()?);
    Ok(Keys::new(vault.ok(), Some(Signer { key, previous })))
}

/// Whether ballots may be opened over this store. Logs every weakness.
async fn is_trusted(ledger: &dyn Ledger, allow_weak_store: bool) -> anyhow::Result<bool> {
    let weaknesses = ledger.self_check().await.context("check the store")?;
    for weakness in &weaknesses {
        tracing::warn!(code = weakness.code(), zh = weakness.zh(), "the store is weak: {weakness}");
    }
    match (weaknesses.is_empty(), allow_weak_store) {
        (true, _) => return Ok(true),
        (false, true) => tracing::warn!("--allow-weak-store: ballots are opened all the same"),
        (false, false) => tracing::error!(
            "no ballot can be opened over this store (store_not_trusted); mend it, or start with \
             --allow-weak-store"
        ),
    }
    Ok(allow_weak_store)
}

fn engine_options(config: &Config) -> engine::Options {
    engine::Options {
        mailbox_max: config.engine.mailbox_max,
        batch_max: config.engine.batch_max,
        follow_ms: Some(config.engine.follow_ms).filter(|ms| *ms > 0),
        recovers: false,
        open_refused: false,
        checks_store: false,
    }
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
