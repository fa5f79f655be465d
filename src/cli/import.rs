//! `plenum import`: a sitting document becomes a sitting.

use std::path::{Component, Path};

use anyhow::{Context, bail};
use serde_json::json;

use crate::cli::args::Import;
use crate::cli::credentials;
use crate::cli::node::Node;
use crate::config::Config;
use crate::documents::sitting::{PreparedSitting, SittingDocument};
use crate::domain::command::{Command, SystemCommand};
use crate::domain::ids::SittingId;
use crate::engine::Reply;

pub(crate) async fn run(args: Import, config: Config) -> anyhow::Result<()> {
    let node = Node::open(&config).await?;
    let name = args.document.display().to_string();
    let text = std::fs::read_to_string(&args.document).with_context(|| format!("read {name}"))?;
    let folder = args.document.parent().unwrap_or(Path::new(".")).to_owned();
    let clock = node.app.hub.engine().clock().clone();
    let document = SittingDocument::parse(&text).with_context(|| name.clone())?;
    let read = |file: &str| read_beside(&folder, file);
    let prepared = document.prepare(&read, &mut || clock.new_id()).with_context(|| name.clone())?;
    let sitting = set_up(&node, prepared).await?;
    let links = credentials::staff_links(&node, sitting, credentials::valid_ms(24)).await?;
    if args.json {
        println!("{}", json!({"sitting": sitting, "links": links}));
    } else {
        println!("sitting {sitting}");
        for (role, link) in &links {
            println!("  {role:<10} {}{link}", config.public_url());
        }
        println!("links of delegates: plenum credentials --sitting {sitting} --role delegates");
    }
    node.app.hub.engine().shutdown().await;
    Ok(())
}

/// Creates the sitting, its roster and its ballots.
pub(crate) async fn set_up(node: &Node, prepared: PreparedSitting) -> anyhow::Result<SittingId> {
    let engine = node.app.hub.engine();
    let sitting = prepared.head.id;
    let clock = engine.clock().clone();
    let commands = prepared.commands(&node.app.profiles, &mut || clock.new_id())?;
    for command in commands {
        let reply = match command {
            Command::System(SystemCommand::Create { head }) => engine.create(head).await?,
            command => {
                let handle = engine.find(sitting).await?.context("the sitting was just created")?;
                handle.submit(command).await?
            }
        };
        if let Reply::Refused(refusal) = reply {
            bail!("{} ({})", refusal.en(), refusal.code());
        }
    }
    Ok(sitting)
}

/// A file beside the document; no path leads out of its folder.
fn read_beside(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let path = Path::new(name);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    if !plain {
        return None;
    }
    std::fs::read(folder.join(path)).ok()
}
