//! `plenum serve`.

use std::io::Write;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::cli::args::Serve;
use crate::cli::node::{Node, asked_to_stop};
use crate::config::Config;

pub(crate) async fn run(args: Serve, config: Config) -> anyhow::Result<()> {
    let node = Node::open_to_serve(&config, args.allow_weak_store).await?;
    let address = args.listen.unwrap_or(config.listen);
    let bound = || format!("listen on {address}");
    let listener = TcpListener::bind(address).await.with_context(bound)?;
    let local = listener.local_addr().with_context(bound)?;
    let stop = CancellationToken::new();
    tracing::info!(address = %local, "serving");
    // Whoever started the server may have stopped reading; that must not stop the server.
    drop(writeln!(
        std::io::stdout(),
        "plenum serves http://{local}  (stop with Ctrl-C; sign-in links: plenum credentials)"
    ));
    let guard = stop.clone().drop_guard();
    let asked = async {
        let asked = asked_to_stop().await;
        drop(guard);
        asked
    };
    let ((), asked) = tokio::join!(node.serve(listener, stop), asked);
    asked
}
