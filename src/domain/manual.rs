//! What people count and type in: raised hands, papers, consent. Two of them enter the same figures
//! without seeing each other's; then they stand beside the votes of the tablets, channel by channel.

pub mod checks;
mod differs;
mod sum;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::ballot::{Counting, Stamp};
use crate::domain::count::Papers;
use crate::domain::ids::{CastId, DelegateId};
use crate::domain::tally::Tally;
use crate::domain::text::Text;

pub use differs::FieldName;

/// Most corrections of one count, and most notes on what was said aloud.
pub const NOTES_MAX: usize = 20;
/// At so few papers beside sealed votes the figures of the papers tell who chose what.
pub const PAPERS_FEW: u32 = 5;

/// What one person types in, for the step that the ballot is at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Entry {
    /// Raised hands, choice by choice.
    Hands(Hands),
    /// Nobody asked for a count.
    Consent(Consent),
    /// 发票、收票情况 (form D3), before any paper is counted.
    Accounts(Accounts),
    /// 计票结果 (form D4).
    Papers(PaperCount),
}

/// Raised hands, choice by choice, in the form of the ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hands {
    /// One row; who raised no hand is in none of it.
    pub tally: Tally,
}

/// General consent: everybody entitled and present counts as voting for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// How the hall agreed.
    pub method: ConsentMethod,
}

/// How a hall agrees without a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentMethod {
    /// 鼓掌通过.
    Applause,
    /// 没有意见.
    NoObjection,
}

/// Papers handed out and collected (form D3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// 印制.
    pub printed: u32,
    /// 发出, one for each voter; exchanged ones are not counted again.
    pub issued: u32,
    /// 更换(写坏): spoiled papers given back for fresh ones.
    pub replaced: u32,
    /// 收回.
    pub returned: u32,
}

/// What is on the collected papers (form D4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperCount {
    /// 有效.
    pub valid: u32,
    /// 无效, by reason.
    pub invalid: InvalidPapers,
    /// Figures of the valid papers. A row may have invalid lines whatever the rule says of blank
    /// ones: two grades in one row are possible on paper (rules.md §11, case 36).
    pub tally: Tally,
}

/// 无效票原因 of form D4. Each of these papers counts nowhere and is among those returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvalidPapers {
    /// 超选.
    pub over_selected: u32,
    /// 无法辨认.
    pub illegible: u32,
    /// 不按规定填写.
    pub not_as_instructed: u32,
    /// 其他.
    pub other: u32,
}

/// All figures that were entered for one ballot, complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Figures {
    /// Raised hands.
    Hands(Hands),
    /// General consent.
    Consent(Consent),
    /// Papers: what became of them, and what is on them.
    Papers(PaperFigures),
}

/// Forms D3 and D4 together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperFigures {
    /// Form D3.
    pub accounts: Accounts,
    /// Form D4.
    pub count: PaperCount,
}

/// The channels of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// Votes of the tablets; none where no tablet took any.
    pub tablet: Option<TabletPart>,
    /// What was counted by people.
    pub manual: Figures,
}

/// The votes that came from tablets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TabletPart {
    /// Voters without a paper in hand, their votes, valid and invalid ones.
    pub papers: Papers,
    /// Figures of the valid votes.
    pub tally: Tally,
}

/// What papers handed out and signed-in voters are held against each other for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// 发出 is not the number of voters signed in (rules.md §11, case 75).
    Issued,
    /// 收回 is more than the voters signed in, and not more than 发出 (case 77).
    Returned,
}

/// A correction that the operator has proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Everything anew.
    pub figures: Figures,
    /// Why.
    pub reason: Text,
}

/// A figure that was entered once, and by whom the second time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The operator's entry.
    pub entry: Entry,
    /// The scrutineer entered the same.
    pub confirmed: bool,
}

/// What people did by hand in one ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manual {
    /// Who has a paper in hand; their tablets are refused.
    pub on_paper: BTreeSet<DelegateId>,
    /// Acts of votes that were annulled: none of them counts, and none is taken again.
    pub annulled: BTreeMap<DelegateId, Vec<(CastId, Stamp)>>,
    /// 发出 as the desk reported it before the papers are filled.
    pub reported: Option<u32>,
    /// Explanations of differences.
    pub explained: BTreeMap<Difference, Text>,
    /// Form D3.
    pub accounts: Option<Entered>,
    /// Hands, consent, or form D4.
    pub counted: Option<Entered>,
    /// A correction that waits for the scrutineer.
    pub proposal: Option<Proposal>,
    /// Counts that were corrected, oldest first.
    pub superseded: Vec<Counting>,
    /// Why, each for the count that followed.
    pub reasons: Vec<Text>,
    /// What was said aloud and is not what was counted (case 61).
    pub notes: Vec<(Text, Stamp)>,
    /// Whom somebody helped to vote (case 74). Not with what.
    pub assisted: BTreeSet<DelegateId>,
}

impl Difference {
    /// The difference in words, zh-CN and English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Issued => {
                ("发出票数与签到的有表决权人数不等", "papers issued are not the voters signed in")
            }
            Self::Returned => (
                "收回票数多于签到的有表决权人数",
                "more papers were returned than voters signed in",
            ),
        }
    }
}

impl InvalidPapers {
    /// All of them; wide, since a record may claim any figures.
    #[must_use]
    pub fn sum(self) -> u64 {
        [self.over_selected, self.illegible, self.not_as_instructed, self.other]
            .map(u64::from)
            .iter()
            .sum()
    }
}

impl Accounts {
    /// More came back than went out: the whole ballot is void (rules.md §2.4; §11, case 76).
    #[must_use]
    pub fn over_returned(self) -> bool {
        self.returned > self.issued
    }

    /// 剩余: printed, neither handed out nor exchanged. To be cut at the corner.
    #[must_use]
    pub fn left_over(self) -> u32 {
        self.printed.saturating_sub(self.issued).saturating_sub(self.replaced)
    }
}

impl Manual {
    /// Form D3, once two people have entered it.
    #[must_use]
    pub fn accounts(&self) -> Option<Accounts> {
        match self.accounts.as_ref().filter(|entered| entered.confirmed)?.entry {
            Entry::Accounts(accounts) => Some(accounts),
            _ => None,
        }
    }

    /// All figures, once two people have entered them.
    #[must_use]
    pub fn figures(&self) -> Option<Figures> {
        let counted = self.counted.as_ref().filter(|entered| entered.confirmed)?;
        Some(match &counted.entry {
            Entry::Hands(hands) => Figures::Hands(hands.clone()),
            Entry::Consent(consent) => Figures::Consent(consent.clone()),
            Entry::Papers(count) => {
                let (accounts, count) = (self.accounts()?, count.clone());
                Figures::Papers(PaperFigures { accounts, count })
            }
            Entry::Accounts(_) => return None,
        })
    }

    /// Acts of one person that were annulled.
    #[must_use]
    pub fn annulled_of(&self, delegate: DelegateId) -> &[(CastId, Stamp)] {
        self.annulled.get(&delegate).map_or(&[], Vec::as_slice)
    }
}
