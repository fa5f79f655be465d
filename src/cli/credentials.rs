//! `plenum credentials`: one-time sign-in links.

use anyhow::{Context, bail};
use serde_json::json;

use crate::access::{Grant, GrantRole};
use crate::cli::args::{Credentials, LinkFor};
use crate::cli::node::Node;
use crate::config::Config;
use crate::domain::ids::SittingId;

/// Roles of the staff, in the order in which they are printed.
const STAFF: [(&str, LinkFor, GrantRole); 4] = [
    ("chair", LinkFor::Chair, GrantRole::Chair),
    ("desk", LinkFor::Operator, GrantRole::Operator),
    ("scrutineer", LinkFor::Scrutineer, GrantRole::Scrutineer),
    ("screen", LinkFor::Display, GrantRole::Display),
];

pub(crate) async fn run(args: Credentials, config: Config) -> anyhow::Result<()> {
    let node = Node::open(&config).await?;
    let sitting = only_sitting(&node, args.sitting).await?;
    let valid_ms = valid_ms(args.valid_h);
    let wanted = |link_for| args.role.is_none_or(|role| role == link_for);
    let mut links = Vec::new();
    for (name, link_for, role) in STAFF {
        if wanted(link_for) {
            links.push((name.to_owned(), issue(&node, Grant { sitting, role }, valid_ms).await?));
        }
    }
    if wanted(LinkFor::Delegates) {
        links.extend(delegate_links(&node, sitting, valid_ms).await?);
    }
    for (name, link) in &links {
        if args.json {
            println!("{}", json!({"for": name, "link": link}));
        } else {
            println!("{name:<24} {}{link}", config.public_url());
        }
    }
    node.app.hub.engine().shutdown().await;
    Ok(())
}

/// Links for chair, desk, scrutineer and projector.
pub(crate) async fn staff_links(
    node: &Node,
    sitting: SittingId,
    valid_ms: u64,
) -> anyhow::Result<Vec<(String, String)>> {
    let mut links = Vec::new();
    for (name, _, role) in STAFF {
        links.push((name.to_owned(), issue(node, Grant { sitting, role }, valid_ms).await?));
    }
    Ok(links)
}

async fn delegate_links(
    node: &Node,
    sitting: SittingId,
    valid_ms: u64,
) -> anyhow::Result<Vec<(String, String)>> {
    let place = node.app.hub.place(sitting).await?.context("there is no such sitting")?;
    let people: Vec<_> = {
        let replica = place.feed.replica();
        let people = replica.sitting.roster().people();
        people
            .map(|(person, _)| (person.id, format!("{} {}", person.number, person.name)))
            .collect()
    };
    let mut links = Vec::new();
    for (id, name) in people {
        let grant = Grant { sitting, role: GrantRole::Delegate(id) };
        links.push((name, issue(node, grant, valid_ms).await?));
    }
    Ok(links)
}

/// One link, as a path.
pub(crate) async fn issue(node: &Node, grant: Grant, valid_ms: u64) -> anyhow::Result<String> {
    let now_ms = node.app.hub.engine().clock().now_ms();
    let code = node.app.access.issue_link(grant, now_ms, valid_ms).await?;
    Ok(format!("/in/{code}"))
}

/// Hours as milliseconds.
pub(crate) fn valid_ms(hours: u64) -> u64 {
    hours * 3_600_000
}

/// The sitting named, or the only one there is.
pub(crate) async fn only_sitting(
    node: &Node,
    named: Option<uuid::Uuid>,
) -> anyhow::Result<SittingId> {
    if let Some(named) = named {
        return Ok(SittingId(named));
    }
    let sittings = node.ledger.sittings().await.context("read the store")?;
    match sittings.as_slice() {
        [only] => Ok(*only),
        [] => bail!("the store holds no sitting; create one with `plenum import`"),
        many => bail!("the store holds {} sittings; name one with --sitting", many.len()),
    }
}
