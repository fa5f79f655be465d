//! `plenum migrate`: what an administrator does before a server of a new version starts.

use anyhow::{Context, ensure};

use crate::cli::args::Migrate;
use crate::cli::node;
use crate::config::secret::Secret;
use crate::config::{Config, Store};
use crate::ledger::postgres::{AUDITOR_ROLE, SERVICE_ROLE};

pub(crate) async fn run(args: Migrate, mut config: Config) -> anyhow::Result<()> {
    if let Some(url) = args.store {
        config.store.url = Secret::new(&url);
        config.check().context("--store")?;
        ensure!(!url.is_empty(), "--store is empty");
    }
    match config.store()? {
        Store::Sqlite(_) => drop(node::open_store(&config).await?),
        Store::Postgres(_) => node::migrate_store(&config).await?,
    }
    println!("the store is in this version's form");
    if let Store::Postgres(_) = config.store()? {
        println!(
            "the login of a server needs {SERVICE_ROLE}, that of an auditor {AUDITOR_ROLE}: \
             docs/operations.md"
        );
    }
    Ok(())
}
