//! What the chair is told before a ballot is opened. Nothing is refused by it.

use crate::domain::ballot::{Ballot, Poll};
use crate::domain::casting::Casting;
use crate::domain::manual::PAPERS_FEW;
use crate::domain::paper::count;
use crate::domain::sheet::Secrecy;
use crate::domain::sitting::Sitting;

/// At so few voters a secret ballot reveals by arithmetic what nobody told (trust.md §2).
pub const ELECTORATE_TINY: u32 = 5;

/// One warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// At most [`ELECTORATE_TINY`] may vote in a secret ballot.
    ElectorateTiny,
    /// A secret ballot shows running totals.
    LiveTallyInSecret,
    /// At most [`ELECTORATE_TINY`] of a weighted group may vote in a secret ballot.
    GroupSmall,
    /// The named chair is the subject of a row.
    ChairIsSubject,
    /// At most [`PAPERS_FEW`] papers, or tablets, beside the other channel of a secret ballot.
    ChannelTiny,
}

impl Warning {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ElectorateTiny => "electorate_tiny",
            Self::LiveTallyInSecret => "live_tally_in_secret",
            Self::GroupSmall => "group_small",
            Self::ChairIsSubject => "chair_is_subject",
            Self::ChannelTiny => "channel_tiny",
        }
    }

    /// Sentence in zh-CN.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::ElectorateTiny => "有表决权的人不超过 5 名，无记名结果可能推知个人的选择",
            Self::ChannelTiny => {
                "本次无记名表决中，纸质票或电子票不超过 5 张，分别计票可能推知个人的选择"
            }
            Self::LiveTallyInSecret => "本次无记名表决将实时显示票数，逐次变化可能推知个人的选择",
            Self::GroupSmall => "有的组有表决权的人不超过 5 名，公布各组合计可能推知个人的选择",
            Self::ChairIsSubject => "主持人是本项的当事人，宜先移交主持",
        }
    }

    /// Sentence in English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::ElectorateTiny => {
                "At most 5 may vote: the result of a secret ballot may tell who chose what."
            }
            Self::ChannelTiny => {
                "At most 5 papers, or 5 tablets, in a secret ballot: their own figures may tell who \
                 chose what."
            }
            Self::LiveTallyInSecret => {
                "This secret ballot shows running totals: their steps may tell who chose what."
            }
            Self::GroupSmall => {
                "At most 5 of one group may vote: its totals may tell who chose what."
            }
            Self::ChairIsSubject => {
                "The chair is the subject of this item: the chair had better be handed over first."
            }
        }
    }
}

impl Sitting {
    /// What the chair should know before opening this ballot now.
    #[must_use]
    pub fn warnings(&self, ballot: &Ballot) -> Vec<Warning> {
        let rules = &ballot.sheet.rules;
        let secret = rules.secrecy == Secrecy::Secret;
        if let Some(poll) = ballot.phase.poll() {
            let tiny = secret && ballot.phase.is_running() && has_tiny_channel(poll);
            return if tiny { vec![Warning::ChannelTiny] } else { Vec::new() };
        }
        let electorate = self.electorate_and_recused(ballot).0;
        let tiny = count(electorate.len()) <= ELECTORATE_TINY;
        // An empty group tells nothing; somebody outside all groups keeps the ballot from opening.
        let sizes = self.group_sizes(&ballot.sheet, &electorate).ok().flatten().unwrap_or_default();
        let small = sizes.iter().any(|size| (1..=ELECTORATE_TINY).contains(size));
        let warnings = [
            (secret && tiny).then_some(Warning::ElectorateTiny),
            (secret && rules.live_tally_in_secret).then_some(Warning::LiveTallyInSecret),
            (secret && small).then_some(Warning::GroupSmall),
            self.chair_is_subject(&ballot.sheet).then_some(Warning::ChairIsSubject),
        ];
        warnings.into_iter().flatten().collect()
    }
}

/// Both channels are in use, and one of them by very few.
fn has_tiny_channel(poll: &Poll) -> bool {
    let papers = count(poll.manual.on_paper.len());
    let tablets = count(poll.been_present.len()).saturating_sub(papers);
    let few = |n: u32| (1..=PAPERS_FEW).contains(&n);
    poll.casting == Casting::Mixed && papers > 0 && (few(papers) || few(tablets))
}
