//! `plenum export`: the bundle of a sitting.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};

use crate::audit::anchor::{Anchor, WordList};
use crate::audit::bundle::{self, Header};
use crate::audit::record::Record;
use crate::cli::args::Export;
use crate::cli::credentials::only_sitting;
use crate::cli::node::Node;
use crate::cli::results;
use crate::config::Config;
use crate::domain::event::Event;
use crate::domain::ids::SittingId;
use crate::ledger::{Ledger, READ_RECORDS_MAX};

pub(crate) async fn run(args: Export, config: Config) -> anyhow::Result<()> {
    let node = Node::open(&config).await?;
    let sitting = only_sitting(&node, args.sitting).await?;
    let rehearsal = is_rehearsal(node.ledger.as_ref(), sitting).await?;
    if rehearsal {
        eprintln!("{}", results::REHEARSAL_LINE);
        anyhow::ensure!(
            args.rehearsal,
            "this sitting is a rehearsal and has no result (rehearsal_no_result); its record is \
             exported with --rehearsal only\n本次会议为演练，没有表决结果；加 --rehearsal 才导出其记录"
        );
    }
    match &args.output {
        Some(path) => {
            let exported = to_file(node.ledger.as_ref(), sitting, path).await?;
            println!("{} records written to {}", exported.records, path.display());
            tell_anchor(exported.anchor.as_ref());
        }
        None => {
            let out = &mut std::io::stdout().lock();
            let exported = write(node.ledger.as_ref(), sitting, out).await?;
            tell_anchor(exported.anchor.as_ref());
        }
    }
    Ok(())
}

/// Whether the first record of the sitting says so.
async fn is_rehearsal(ledger: &dyn Ledger, sitting: SittingId) -> anyhow::Result<bool> {
    let first = ledger.read_from(sitting, 0, 1).await?;
    let first = first.first().context("there is no such sitting")?;
    let record = Record::read(first).map_err(|unreadable| unreadable.error)?;
    Ok(matches!(record.event, Event::SittingCreated { head } if head.rehearsal))
}

/// What was written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exported {
    /// How many records.
    pub(crate) records: u64,
    /// The newest checkpoint among them.
    pub(crate) anchor: Option<Anchor>,
}

/// On standard error, so that a bundle on standard output stays what it is.
fn tell_anchor(anchor: Option<&Anchor>) {
    let Some(anchor) = anchor else {
        eprintln!(
            "no checkpoint in this record yet, so there is no anchor\n记录中尚无检查点，没有锚点"
        );
        return;
    };
    eprintln!("keep this anchor apart from the bundle / 请与存档分开保存此锚点:\n{anchor}");
    for list in [WordList::Zh, WordList::En] {
        eprintln!("{} {}", anchor.size, anchor.words(list).join(" "));
    }
}

/// Writes the bundle to a file that is complete or not there.
pub(crate) async fn to_file(
    ledger: &dyn Ledger,
    sitting: SittingId,
    path: &Path,
) -> anyhow::Result<Exported> {
    let named = || format!("write {}", path.display());
    let part = path.with_extension("part");
    let mut file = BufWriter::new(File::create(&part).with_context(named)?);
    let exported = write(ledger, sitting, &mut file).await?;
    file.flush().with_context(named)?;
    file.get_ref().sync_all().with_context(named)?;
    std::fs::rename(&part, path).with_context(named)?;
    Ok(exported)
}

async fn write(
    ledger: &dyn Ledger,
    sitting: SittingId,
    out: &mut impl Write,
) -> anyhow::Result<Exported> {
    let head = ledger.head(sitting).await?.context("there is no such sitting")?;
    let bar = progress(head.seq + 1, "exporting");
    Header::new(sitting, head).write(out)?;
    let (mut next, mut anchor) = (0, None);
    while next <= head.seq {
        let left = (head.seq - next + 1).min(READ_RECORDS_MAX.into());
        let page = ledger.read_from(sitting, next, u32::try_from(left)?).await?;
        anyhow::ensure!(!page.is_empty(), "the record ends before its head");
        for bytes in page {
            bundle::write_line(out, &bytes)?;
            anchor = anchor_in(sitting, &bytes).or(anchor);
            next += 1;
        }
        bar.set_position(next);
    }
    bar.finish_and_clear();
    Ok(Exported { records: next, anchor })
}

/// The checkpoint in a record, if it is one.
fn anchor_in(sitting: SittingId, bytes: &[u8]) -> Option<Anchor> {
    // Most records are not even looked into.
    const TYPE: &[u8] = b"\"type\":\"checkpoint_signed\"";
    if !bytes.windows(TYPE.len()).any(|window| window == TYPE) {
        return None;
    }
    match Record::read(bytes).ok()?.event {
        Event::CheckpointSigned { size, root, .. } => Some(Anchor { sitting, size, root }),
        _ => None,
    }
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
