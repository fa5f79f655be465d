//! Arguments of `plenum draw`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::cli::args::Language;

/// Draw people from a list by strata.
#[derive(Clone, Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Draw {
    #[command(subcommand)]
    pub(crate) command: Option<DrawCommand>,
    /// The list: CSV in UTF-8 with the columns number, name, unit, level, eligible, reason (编号,
    /// 姓名, 单位, 层级, 符合条件, 原因), of which only the first must be there; or the JSON that an
    /// export gives.
    pub(crate) list: Option<PathBuf>,
    /// How many to draw.
    #[arg(long)]
    pub(crate) seats: Option<u32>,
    /// What strata are made by; both: unit × level; left out: one stratum.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) strata: Vec<StrataBy>,
    /// Fewest seats of a stratum.
    #[arg(long, default_value_t = 0)]
    pub(crate) min: u32,
    /// Substitutes of each stratum.
    #[arg(long, default_value_t = 0)]
    pub(crate) substitutes: u32,
    /// Which stratum gets the seat among equal remainders.
    #[arg(long, value_enum, default_value = "lot")]
    pub(crate) equal: Equal,
    /// The digits as they were called out, in quotes where there are spaces between.
    #[arg(long)]
    pub(crate) digits: Option<String>,
    /// File with a secret of 64 hexadecimal digits; made when it is not there and no digits are
    /// given, so that its hash can be shown before. Left out: the digits decide alone.
    #[arg(long)]
    pub(crate) secret: Option<PathBuf>,
    /// What is drawn for (抽取事项).
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Who is eligible, in words (条件).
    #[arg(long)]
    pub(crate) condition: Option<String>,
    /// Stands before the number of a person without a name.
    #[arg(long)]
    pub(crate) label: Option<String>,
    /// Print form D8 in one language only.
    #[arg(long, value_enum)]
    pub(crate) lang: Option<Language>,
    /// Print JSON, which `draw check` reads.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum DrawCommand {
    /// Draw again from a list and compare. Exit code 0: the same; 1: not the same.
    Check(DrawCheck),
}

/// Draw again from a list and compare.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct DrawCheck {
    /// What `draw --json` printed, or the desk's result.json.
    pub(crate) result: PathBuf,
    /// The list that was drawn from.
    pub(crate) list: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StrataBy {
    Unit,
    Level,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Equal {
    /// By lot from the seed.
    Lot,
    /// The one that the list names first.
    Listed,
    /// The larger one; by lot where they are of one size.
    Larger,
}
