//! `plenum keys`: the key that signs, and where those of secret ballots lie. Shows no private half.

use anyhow::{Context, bail};

use crate::access::signing::SigningKeyFile;
use crate::audit::checkpoint::verifier_key;
use crate::audit::record::Sealed;
use crate::cli::args::KeysCommand;
use crate::cli::node::{self, Node};
use crate::config::Config;
use crate::crypto::sign::{SigningKey, VerifyKey};
use crate::domain::event::Event;
use crate::domain::ids::SittingId;
use crate::ledger::{Ledger, READ_RECORDS_MAX};
use crate::vault;

pub(crate) async fn run(command: KeysCommand, config: Config) -> anyhow::Result<()> {
    let file = SigningKeyFile::new(&config.keys.signing_key);
    match command {
        KeysCommand::Show { sitting } => show(&config, &file, sitting.map(SittingId)).await,
        KeysCommand::Rotate => rotate(&config, &file),
        KeysCommand::ForgetOld => forget_old(&config, &file).await,
    }
}

async fn show(
    config: &Config,
    file: &SigningKeyFile,
    sitting: Option<SittingId>,
) -> anyhow::Result<()> {
    let path = &config.keys.signing_key;
    println!("signing key     {}", path.display());
    if path.exists() {
        println!("public key      {}", file.load()?.public());
        if let Some(old) = file.old()? {
            println!("before it       {}  (plenum keys forget-old)", old.public());
        }
    } else {
        println!("public key      none yet; a server makes the key when it starts");
    }
    let options = node::vault_options(config);
    println!("vault folder    {}", options.dir.display());
    match vault::count(&options) {
        Ok(Some(keys)) => println!("key files       {keys}"),
        Ok(None) => println!("key files       0  (the folder is made by a server when it starts)"),
        Err(error) => println!("key files       no secret ballot can be opened: {error}"),
    }
    let Some(sitting) = sitting else {
        return Ok(());
    };
    let (ledger, _) = node::open_store(config).await?;
    let keys = keys_of_record(ledger.as_ref(), sitting).await?;
    if keys.is_empty() {
        println!("\nno key has signed in sitting {sitting} yet");
        return Ok(());
    }
    println!("\nkeys that signed the record of sitting {sitting}, the newest last:");
    for (seq, key) in keys {
        println!("  from record {seq}: {key}\n    vkey {}", verifier_key(sitting, &key));
    }
    Ok(())
}

/// Every signing key of a record, with where it is introduced.
async fn keys_of_record(
    ledger: &dyn Ledger,
    sitting: SittingId,
) -> anyhow::Result<Vec<(u64, VerifyKey)>> {
    let head = ledger.head(sitting).await?.context("there is no such sitting")?;
    let (mut keys, mut next) = (Vec::new(), 0);
    while next <= head.seq {
        let page = ledger.read_from(sitting, next, READ_RECORDS_MAX).await?;
        anyhow::ensure!(!page.is_empty(), "the record ends before its head");
        for bytes in page {
            let record = Sealed::read(bytes).with_context(|| format!("record {next}"))?.record;
            if let Event::SigningKeySet { key, .. } = record.event {
                keys.push((record.seq, key));
            }
            next += 1;
        }
    }
    Ok(keys)
}

fn rotate(config: &Config, file: &SigningKeyFile) -> anyhow::Result<()> {
    let (old, new) = file.rotate()?;
    let path = config.keys.signing_key.display();
    println!("new signing key {}  in {path}", new.public());
    println!("before it       {}  in {path}.old", old.public());
    println!(
        "What happens next:\n\
         1. Copy both files to every other server of this store.\n\
         2. Restart the servers, not while a ballot is open. As it starts, a server puts the new \
         key into the record of every sitting, signed by both keys, and signs with it from then on.\n\
         3. `plenum keys forget-old` removes the key before, once no sitting needs it any more.\n\
         4. Back the new key up, and write its public half down where the old one stood."
    );
    Ok(())
}

/// A server forgets nothing by itself: it cannot know whether another one, or a store that is away,
/// still stands under the key before.
async fn forget_old(config: &Config, file: &SigningKeyFile) -> anyhow::Result<()> {
    let Some(old) = file.old()? else {
        // What is left of a rotation that was cut off is the key itself.
        file.forget_old()?;
        println!("there is no signing key before the one in use; nothing to forget");
        return Ok(());
    };
    let sittings = needing(config, &old).await?;
    if !sittings.is_empty() {
        let list: String = sittings.iter().map(|(id, why)| format!("\n  {id}: {why}")).collect();
        bail!(
            "the key before ({}) is still needed; start a server of this store, so that the new \
             one is introduced, and try again{list}",
            old.public()
        );
    }
    file.forget_old()?;
    println!("forgotten: {}; every sitting of the store stands under another key", old.public());
    Ok(())
}

/// The sittings of the store that do not yet stand under another key, or cannot be read.
async fn needing(
    config: &Config,
    old: &SigningKey,
) -> anyhow::Result<Vec<(SittingId, &'static str)>> {
    let node = Node::open(config).await?;
    let mut needing = Vec::new();
    for id in node.ledger.sittings().await.context("read the store")? {
        let engine = node.app.hub.engine();
        let handle = engine.find(id).await?.context("a sitting of the list is gone")?;
        // Followed like by a server, so that what a signature does not bear out is not believed.
        let (snapshot, _) = handle.follow().await?;
        if !snapshot.healthy || snapshot.head.is_none() {
            needing.push((id, "its record cannot be followed"));
        } else if snapshot.sitting.signing_key() == Some(old.public()) {
            needing.push((id, "it stands under the key before"));
        }
    }
    node.app.hub.engine().shutdown().await;
    Ok(needing)
}
