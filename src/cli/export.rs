//! `plenum export`: the bundle of a sitting.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};

use crate::audit::bundle::{self, Header};
use crate::cli::args::Export;
use crate::cli::credentials::only_sitting;
use crate::cli::node::Node;
use crate::config::Config;
use crate::domain::ids::SittingId;
use crate::ledger::{Ledger, READ_RECORDS_MAX};

pub(crate) async fn run(args: Export, config: Config) -> anyhow::Result<()> {
    let node = Node::open(&config).await?;
    let sitting = only_sitting(&node, args.sitting).await?;
    match &args.output {
        Some(path) => {
            let records = to_file(node.ledger.as_ref(), sitting, path).await?;
            println!("{records} records written to {}", path.display());
        }
        None => {
            write(node.ledger.as_ref(), sitting, &mut std::io::stdout().lock()).await?;
        }
    }
    Ok(())
}

/// Writes the bundle to a file that is complete or not there; returns the number of records.
pub(crate) async fn to_file(
    ledger: &dyn Ledger,
    sitting: SittingId,
    path: &Path,
) -> anyhow::Result<u64> {
    let named = || format!("write {}", path.display());
    let part = path.with_extension("part");
    let mut file = BufWriter::new(File::create(&part).with_context(named)?);
    let records = write(ledger, sitting, &mut file).await?;
    file.flush().with_context(named)?;
    file.get_ref().sync_all().with_context(named)?;
    std::fs::rename(&part, path).with_context(named)?;
    Ok(records)
}

async fn write(
    ledger: &dyn Ledger,
    sitting: SittingId,
    out: &mut impl Write,
) -> anyhow::Result<u64> {
    let head = ledger.head(sitting).await?.context("there is no such sitting")?;
    let bar = progress(head.seq + 1, "exporting");
    Header::new(sitting, head).write(out)?;
    let mut next = 0;
    while next <= head.seq {
        let left = (head.seq - next + 1).min(READ_RECORDS_MAX.into());
        let page = ledger.read_from(sitting, next, u32::try_from(left)?).await?;
        anyhow::ensure!(!page.is_empty(), "the record ends before its head");
        for bytes in page {
            bundle::write_line(out, &bytes)?;
            next += 1;
        }
        bar.set_position(next);
    }
    bar.finish_and_clear();
    Ok(head.seq + 1)
}

/// A bar on standard error; hidden where that is no terminal.
pub(crate) fn progress(length: u64, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:<24} {wide_bar} {pos}/{len}");
    let bar = ProgressBar::new(length).with_message(what);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
