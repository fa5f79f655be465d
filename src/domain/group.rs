//! Weighted groups (rules.md §7.4): deputies 40, officials 30, public 30. First the mean of each
//! group, then the weights; a group without a vote never counts as 0.

use serde::{Deserialize, Serialize};

use crate::domain::paper::excused::Excused;
use crate::domain::paper::{Paper, PaperForm};
use crate::domain::sheet::SheetError;
use crate::domain::tally::Tally;
use crate::domain::text::Text;

/// Most groups of one ballot.
pub const GROUPS_MAX: usize = 10;
/// Highest weight of a group.
pub const GROUP_WEIGHT_MAX: u32 = 1_000;

/// How the scores of groups are put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupRule {
    /// 2 to [`GROUPS_MAX`] groups, named as on the roster.
    pub shares: Vec<GroupShare>,
    /// What becomes of a row that a group gave no counted vote.
    pub empty: EmptyGroup,
    /// A secret ballot has them too: how each group voted is then published as a total. Always
    /// false in a recorded ballot.
    pub in_secret: bool,
}

/// One group with its weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupShare {
    /// As it stands on the roster.
    pub group: Text,
    /// 1 to [`GROUP_WEIGHT_MAX`].
    pub weight: u32,
}

/// A group that gave a row no counted vote (rules.md §11, case 59).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyGroup {
    /// The weights of the others are taken for the whole, and the derivation says so.
    Renormalise,
    /// The row has no score; and no ballot is opened with a group that nobody is in.
    Refuse,
}

/// What one group voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupTally {
    /// Its name.
    pub group: Text,
    /// Its valid papers.
    pub papers: u32,
    /// Figures of these papers.
    pub tally: Tally,
}

impl GroupRule {
    pub(crate) fn check(&self) -> Result<(), SheetError> {
        let lawful = |share: &GroupShare| {
            !share.group.is_empty() && (1..=GROUP_WEIGHT_MAX).contains(&share.weight)
        };
        let repeats = |n: usize| self.shares[..n].iter().any(|s| s.group == self.shares[n].group);
        if !(2..=GROUPS_MAX).contains(&self.shares.len())
            || !self.shares.iter().all(lawful)
            || (0..self.shares.len()).any(repeats)
        {
            return Err(SheetError {
                zh: "分组应为 2 至 10 个，名称不重复，权数为 1 至 1000",
                en: "groups are 2 to 10, each with its own name and a weight of 1 to 1,000",
            });
        }
        Ok(())
    }

    /// Place of a group by its name.
    #[must_use]
    pub fn place(&self, group: &Text) -> Option<usize> {
        self.shares.iter().position(|share| share.group == *group)
    }
}

impl GroupTally {
    /// Nothing yet.
    #[must_use]
    pub fn zero(share: &GroupShare, form: &PaperForm) -> Self {
        Self { group: share.group.clone(), papers: 0, tally: Tally::zero(form) }
    }

    /// Adds one paper of this form, of somebody who is recused from `excused`.
    pub fn add(&mut self, form: &PaperForm, paper: &Paper, excused: &Excused) {
        self.papers += 1;
        self.tally.add(form, paper, 1);
        self.tally.excuse(form, excused, 1);
    }
}
