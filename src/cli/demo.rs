//! `plenum demo`: a whole fictional sitting, with nothing installed and nothing running.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::access::GrantRole;
use crate::cli::agenda::{Agenda, Staff};
use crate::cli::args::Demo;
use crate::cli::demo_report::Report;
use crate::cli::node::{self, Node, asked_to_stop};
use crate::cli::{credentials, demo_files, import, simulation};
use crate::client::tablet::Habits;
use crate::config::Config;
use crate::documents::sitting::{RosterForm, SittingDocument};
use crate::domain::ids::{DelegateId, SittingId};
use crate::domain::roster::Standing;
use crate::ledger::sql::StartError;

/// Seats kept for people who want to try a tablet.
const SPARE_SEATS: u32 = 2;
/// Sockets besides the simulated delegates: faces, and people who look in.
const OTHER_SOCKETS: usize = 500;
/// Members that stay away for every simulated one that comes, as 15 to 209.
const ABSENT: (u32, u32) = (15, 209);
/// One delegate in a hundred leaves a ballot unanswered, so that 未按 can be seen.
const SILENT_PERCENT: u32 = 1;
/// A demo decides nothing, so any store is good enough for it; its weaknesses are logged.
const ALLOW_WEAK_STORE: bool = true;
/// How long a link of the demo may wait.
const LINKS_VALID_H: u64 = 24;

pub(crate) async fn run(args: Demo, mut config: Config) -> anyhow::Result<()> {
    let data = data_folder(&args)?;
    if !args.configured_store {
        config.use_sqlite(data.join("plenum.sqlite"));
    }
    // A demo runs on any machine; a real hall decides for itself whether to swap.
    config.keys.allow_swap = true;
    config.keys.signing_key = data.join("signing.key");
    // All simulated tablets come from one address.
    let sockets = usize::try_from(args.delegates)? + OTHER_SOCKETS;
    config.limits.sockets_per_address_max = sockets;
    config.limits.sockets_max = config.limits.sockets_max.max(sockets);
    let node = open(&config).await?;
    let clock = node.app.hub.engine().clock().clone();
    let document = document(&args)?;
    let prepared = document.prepare(&demo_files::read, &mut || clock.new_id())?;
    let sitting = import::set_up(&node, prepared).await?;

    let listener = listen(&args, &config).await?;
    let base = format!("http://{}", listener.local_addr()?);
    let (stop, tracker) = (CancellationToken::new(), TaskTracker::new());
    // Whatever ends this command ends the server and the tablets too.
    let guard = stop.clone().drop_guard();
    let show = async {
        let done = show(&args, &node, sitting, &base, &data, &tracker, &stop).await;
        if done.is_ok() && !args.once {
            eprintln!("\nthe server goes on; stop it with Ctrl-C");
            asked_to_stop().await?;
        }
        done
    };
    let show = async {
        let ended = tokio::select! {
            done = show => done,
            asked = asked_to_stop() => asked,
        };
        drop(guard);
        ended
    };
    let ((), ended) = tokio::join!(node.serve(listener, stop.clone()), show);
    tracker.close();
    tracker.wait().await;
    ended
}

/// A demo makes what it needs: tables that are missing too, when its login may make them.
async fn open(config: &Config) -> anyhow::Result<Node> {
    match Node::open_to_serve(config, ALLOW_WEAK_STORE).await {
        Err(error) if matches!(error.downcast_ref(), Some(StartError::NotMigrated)) => {
            node::migrate_store(config).await?;
            Node::open_to_serve(config, ALLOW_WEAK_STORE).await
        }
        opened => opened,
    }
}

/// Links, tablets, agenda, bundle.
async fn show(
    args: &Demo,
    node: &Node,
    sitting: SittingId,
    base: &str,
    data: &std::path::Path,
    tracker: &TaskTracker,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let seats = seats(node, sitting, args.delegates).await?;
    let report = Report::new(args.json);
    report.ready(base, sitting, &links(node, sitting, base, &seats.spare).await?);

    let app = &node.app;
    let clock = app.hub.engine().clock();
    let habits = Habits {
        base: base.to_owned(),
        seed: args.seed,
        think_ms_max: args.think_ms,
        silent_percent: SILENT_PERCENT,
    };
    let casts = simulation::start_tablets(
        &seats.simulated,
        sitting,
        &app.access,
        clock,
        habits,
        tracker,
        stop,
    );
    let casts = casts.await?;
    let staff = Staff::connect(base, sitting, &app.access, clock).await?;
    let mut agenda = Agenda::new(staff, casts, args.think_ms, &report);
    agenda.wait_for_attendance(args.delegates).await?;
    let by_itself = args.headless
        || tokio::select! {
            watched = agenda.watch() => watched.map(|()| false)?,
            () = report.nobody_takes_the_chair() => true,
        };
    if by_itself {
        agenda.run().await?;
    }
    let speed = agenda.speed();
    report.finish(node, sitting, data, speed).await
}

struct Seats {
    simulated: Vec<DelegateId>,
    spare: Vec<(DelegateId, String)>,
}

/// The first members are simulated, the next two are for people, the rest stays away.
async fn seats(node: &Node, sitting: SittingId, delegates: u32) -> anyhow::Result<Seats> {
    let place = node.app.hub.place(sitting).await?.context("the sitting was just created")?;
    let mut members: Vec<_> = {
        let replica = place.feed.replica();
        let people = replica.sitting.roster().people();
        let members = people.filter(|(person, _)| person.standing == Standing::Member);
        members.map(|(person, _)| (person.number.to_string(), person.id)).collect()
    };
    members.sort();
    let taken = usize::try_from(delegates)?;
    let spare = members.iter().skip(taken).take(usize::try_from(SPARE_SEATS)?);
    Ok(Seats {
        simulated: members.iter().take(taken).map(|(_, id)| *id).collect(),
        spare: spare.map(|(number, id)| (*id, number.clone())).collect(),
    })
}

async fn links(
    node: &Node,
    sitting: SittingId,
    base: &str,
    spare: &[(DelegateId, String)],
) -> anyhow::Result<Vec<(String, String)>> {
    let valid_ms = credentials::valid_ms(LINKS_VALID_H);
    let mut links = credentials::staff_links(node, sitting, valid_ms).await?;
    for (id, number) in spare {
        let grant = crate::access::Grant { sitting, role: GrantRole::Delegate(*id) };
        let link = credentials::issue(node, grant, valid_ms).await?;
        links.push((format!("delegate {number}"), link));
    }
    Ok(links.into_iter().map(|(role, link)| (role, format!("{base}{link}"))).collect())
}

fn document(args: &Demo) -> anyhow::Result<SittingDocument> {
    let text = demo_files::read("sitting.toml").context("the demo's sitting document")?;
    let mut document = SittingDocument::parse(std::str::from_utf8(&text)?)?;
    if let RosterForm::Generated(roster) = &mut document.roster {
        let absent = args.delegates * ABSENT.0 / ABSENT.1;
        roster.members = args.delegates + SPARE_SEATS + absent;
    }
    Ok(document)
}

fn data_folder(args: &Demo) -> anyhow::Result<PathBuf> {
    let folder = match &args.data {
        Some(folder) => folder.clone(),
        None => std::env::temp_dir().join(format!("plenum-demo-{}", std::process::id())),
    };
    std::fs::create_dir_all(&folder).with_context(|| format!("create {}", folder.display()))?;
    Ok(folder)
}

async fn listen(args: &Demo, config: &Config) -> anyhow::Result<TcpListener> {
    let address = args.listen.unwrap_or(config.listen);
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        // A demo must start even when something else sits on the usual port.
        Err(_) if args.listen.is_none() => {
            Ok(TcpListener::bind((address.ip(), 0)).await.context("listen on a free port")?)
        }
        Err(error) => Err(error).with_context(|| format!("listen on {address}")),
    }
}

/// Seconds as a duration, for readability at the call sites of this command.
pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A JSON object of an event, for `--json`.
pub(crate) fn event(name: &str, mut more: Value) -> Value {
    more["event"] = json!(name);
    more
}
