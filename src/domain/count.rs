//! The count of a closed ballot: turnout, papers, tally, outcome, and the identities they must
//! satisfy.

use serde::{Deserialize, Serialize};

use crate::domain::group::GroupTally;
use crate::domain::manual::Channels;
use crate::domain::outcome::Outcome;
use crate::domain::outcome::score::Grouped;
use crate::domain::paper::{GradeRole, MarksForm};
use crate::domain::recusal::{ItemRecused, RecusalRule};
use crate::domain::sheet::Sheet;
use crate::domain::tally::{RanksTally, RowTally, Tally};
use crate::domain::threshold::Base;
use crate::domain::weight::{Scale, Weights};

/// Who could vote and who did, in heads. `eligible = voted + did_not_vote + left_early`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turnout {
    /// 全体代表, frozen at opening.
    pub members: u32,
    /// Members present at opening (实到), in person or represented.
    pub present_at_open: u32,
    /// Of those, members present through the holder of their proxy alone.
    pub represented: u32,
    /// Persons in the frozen electorate.
    pub electorate: u32,
    /// Of the electorate, those present, or represented where the rule has proxies, at any time while
    /// the ballot was open (发出).
    pub eligible: u32,
    /// Those with a recorded vote (收回).
    pub voted: u32,
    /// 未按: present at the close without a vote. Never mixed with 弃权.
    pub did_not_vote: u32,
    /// 中途退场: left before the close without a vote.
    pub left_early: u32,
    /// Of the eligible, those who could vote at the opening already.
    pub eligible_at_open: u32,
    /// Members present at the close.
    pub present_at_close: u32,
    /// Fewest members present at any time from the opening to the close.
    pub present_least: u32,
    /// Of those who did not vote, how many count as 弃权 in the base `expressed` (rules.md §0.3,
    /// reading 7); 0 where the rule reports them only.
    pub auto_abstained: u32,
    /// 回避: in the room, and recused from the whole ballot; not in the electorate.
    pub recused: u32,
}

/// 发出 收回 有效 无效. In a recorded ballot every paper taken is valid: it was parsed against its
/// form before it was recorded. In a secret one an envelope that cannot be read, or whose paper
/// breaks the form, is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// 发出.
    pub issued: u32,
    /// 收回.
    pub returned: u32,
    /// 有效.
    pub valid: u32,
    /// 无效.
    pub invalid: u32,
}

/// Everything that is declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Who took part.
    pub turnout: Turnout,
    /// Papers.
    pub papers: Papers,
    /// Bases in weights; none where each vote counts one. Then the figures of the tally are weights.
    pub weights: Option<Weights>,
    /// Figures per row or option.
    pub tally: Tally,
    /// The same per weighted group, in the order of the rule; none where the rule has no groups.
    pub groups: Option<Vec<GroupTally>>,
    /// What they mean.
    pub outcome: Outcome,
    /// The channels that add up to it; none where every vote came from a tablet.
    pub channels: Option<Channels>,
    /// Members recused from each row or option, in paper order; none where nobody is.
    pub recused: Option<Vec<ItemRecused>>,
}

/// The numbers a threshold may be taken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bases {
    /// 全体代表.
    pub total_membership: u64,
    /// 实到 at opening.
    pub present: u64,
    /// 发出票.
    pub papers_issued: u64,
    /// 收回票.
    pub papers_returned: u64,
    /// 有效票.
    pub valid_papers: u64,
    /// How these and every figure of the tally are written.
    pub scale: Scale,
    /// 未按 that count as 弃权, in the base `expressed` alone.
    pub auto_abstained: u64,
    /// By how much 全体代表 and 实到 shrink for each row or option; empty: they do not.
    pub shrinks: Vec<ItemRecused>,
}

/// An accounting identity that does not hold, by the name used in rules.md §0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("accounting identity does not hold: {0}")]
pub struct BrokenIdentity(pub &'static str);

impl Bases {
    /// Of a count under its rules.
    #[must_use]
    pub fn of(sheet: &Sheet, count: &Count) -> Self {
        let bases = match &count.weights {
            Some(weights) => Self::weighed(weights, sheet.rules.scale()),
            None => Self::new(&count.turnout, &count.papers),
        };
        bases.shrunk(sheet.rules.recusal, count.recused.as_deref())
    }

    /// With the members taken off who are recused, as far as the rule says so (rules.md §0.3,
    /// reading 5).
    #[must_use]
    pub fn shrunk(mut self, rule: RecusalRule, recused: Option<&[ItemRecused]>) -> Self {
        let off = |item: &ItemRecused| ItemRecused {
            members: if rule.base_shrinks { item.members } else { 0 },
            present: if rule.present_shrinks { item.present } else { 0 },
        };
        self.shrinks = recused.unwrap_or_default().iter().map(off).collect();
        self
    }

    /// How many recused members are taken off a base for one row or option.
    #[must_use]
    pub fn off(&self, base: Base, item: usize) -> u64 {
        let off = self.shrinks.get(item).copied().unwrap_or_default();
        match base {
            Base::TotalMembership => off.members.into(),
            Base::Present => off.present.into(),
            Base::PapersIssued
            | Base::PapersReturned
            | Base::ValidPapers
            | Base::ValidRows
            | Base::ForPlusAgainst
            | Base::Expressed => 0,
        }
    }

    /// Whether a base is the same number for every row or option, as far as recusal goes.
    #[must_use]
    pub fn alike(&self, base: Base) -> bool {
        (1..self.shrinks.len()).all(|item| self.off(base, item) == self.off(base, 0))
    }

    /// The bases of one row or option.
    #[must_use]
    pub fn of_item(&self, item: usize) -> Self {
        Self {
            total_membership: self.total_membership - self.off(Base::TotalMembership, item),
            present: self.present - self.off(Base::Present, item),
            shrinks: Vec::new(),
            ..*self
        }
    }

    /// From the figures of a count, before anything is taken off.
    #[must_use]
    pub fn new(turnout: &Turnout, papers: &Papers) -> Self {
        Self {
            total_membership: turnout.members.into(),
            present: turnout.present_at_open.into(),
            papers_issued: papers.issued.into(),
            papers_returned: papers.returned.into(),
            valid_papers: papers.valid.into(),
            scale: Scale::WHOLE,
            auto_abstained: turnout.auto_abstained.into(),
            shrinks: Vec::new(),
        }
    }

    /// The same where votes are weighed.
    #[must_use]
    pub fn weighed(weights: &Weights, scale: Scale) -> Self {
        Self {
            total_membership: weights.total_membership,
            present: weights.present,
            papers_issued: weights.papers_issued,
            papers_returned: weights.papers_returned,
            valid_papers: weights.valid_papers,
            scale,
            // Silence is no abstention where votes are weighed.
            auto_abstained: 0,
            shrinks: Vec::new(),
        }
    }

    /// A base that does not depend on the row. Row bases are the valid papers here.
    #[must_use]
    pub fn of_papers(&self, base: Base) -> u64 {
        match base {
            Base::TotalMembership => self.total_membership,
            Base::Present => self.present,
            Base::PapersIssued => self.papers_issued,
            Base::PapersReturned => self.papers_returned,
            Base::ValidPapers | Base::ValidRows | Base::ForPlusAgainst | Base::Expressed => {
                self.valid_papers
            }
        }
    }

    /// The base for one row of a matrix.
    #[must_use]
    pub fn count(&self, base: Base, form: &MarksForm, row: &RowTally) -> u64 {
        let of_roles = |roles: &[GradeRole]| {
            let cells = form.grades.iter().zip(&row.votes);
            cells.filter(|(grade, _)| roles.contains(&grade.role)).map(|(_, votes)| votes).sum()
        };
        match base {
            Base::ValidRows => row.valid(form),
            Base::ForPlusAgainst => of_roles(&[GradeRole::For, GradeRole::Against]),
            Base::Expressed => {
                let roles = [GradeRole::For, GradeRole::Against, GradeRole::Abstain];
                self.auto_abstained.saturating_add(of_roles(&roles))
            }
            other => self.of_papers(other),
        }
    }
}

fn holds(truth: bool, name: &'static str) -> Result<(), BrokenIdentity> {
    if truth { Ok(()) } else { Err(BrokenIdentity(name)) }
}

impl Turnout {
    fn check_identities(&self) -> Result<(), BrokenIdentity> {
        holds(
            u64::from(self.eligible)
                == [self.voted, self.did_not_vote, self.left_early]
                    .map(u64::from)
                    .iter()
                    .sum::<u64>(),
            "eligible = voted + did_not_vote + left_early",
        )?;
        holds(self.eligible <= self.electorate, "eligible <= electorate")?;
        holds(self.eligible_at_open <= self.eligible, "eligible_at_open <= eligible")?;
        holds(self.present_at_open <= self.members, "present_at_open <= members")?;
        let least = self.present_at_open.min(self.present_at_close);
        holds(self.present_least <= least, "present_least <= present at open and close")?;
        holds(
            self.auto_abstained == 0 || self.auto_abstained == self.did_not_vote,
            "auto_abstained = did_not_vote",
        )
    }
}

impl Count {
    /// The groups of this count with their weights.
    #[must_use]
    pub fn grouped<'a>(&'a self, sheet: &'a Sheet) -> Option<Grouped<'a>> {
        let (rule, tallies) = (sheet.rules.groups.as_ref()?, self.groups.as_ref()?);
        Some(Grouped { rule, tallies })
    }

    /// Checks the accounting identities of rules.md §0.
    ///
    /// # Errors
    /// The first identity that does not hold.
    pub fn check_identities(&self, named_max: Option<u32>) -> Result<(), BrokenIdentity> {
        let (turnout, papers) = (&self.turnout, &self.papers);
        // Added wide: a record may claim any figures.
        let sum = |parts: &[u32]| parts.iter().copied().map(u64::from).sum::<u64>();
        turnout.check_identities()?;
        // Papers that people hand out and collect may differ from the voters who signed in; the
        // difference is explained in the record (rules.md §11, cases 75 and 77).
        let by_name = self.channels.as_ref().is_none_or(Channels::is_by_name);
        holds(!by_name || papers.issued == turnout.eligible, "issued = eligible")?;
        holds(turnout.voted == papers.returned.min(turnout.eligible), "returned = voted")?;
        holds(papers.returned <= papers.issued, "returned <= issued")?;
        holds(
            u64::from(papers.returned) == sum(&[papers.valid, papers.invalid]),
            "returned = valid + invalid",
        )?;
        holds(turnout.represented <= turnout.present_at_open, "represented <= present_at_open")?;
        let recused = self.recused.as_deref().unwrap_or_default();
        let possible = |item: &ItemRecused| {
            item.present <= item.members
                && item.members <= turnout.members
                && item.present <= turnout.present_at_open
        };
        holds(recused.iter().all(possible), "recused <= members, recused present <= present")?;
        let valid = match &self.weights {
            Some(weights) => {
                weights.check()?;
                weights.valid_papers
            }
            None => papers.valid.into(),
        };
        match &self.tally {
            Tally::Marks { rows } => holds(
                rows.iter().all(|row| row.papers() == valid),
                "per row: valid = sum of grades + blank + invalid + recused lines",
            ),
            Tally::Picks(tally) => {
                let most = u64::from(named_max.unwrap_or(u32::MAX)).saturating_mul(valid);
                holds(tally.chosen() <= most, "sum of ticks <= K x valid")?;
                holds(tally.within(valid), "ticks and crosses per option <= valid")
            }
            Tally::Ranks { rows } => {
                let given = rows.iter().map(RanksTally::ranked).fold(0, u64::saturating_add);
                let most = u64::from(named_max.unwrap_or(u32::MAX)).saturating_mul(valid);
                holds(given <= most, "sum of ranks <= K x valid")?;
                holds(rows.iter().all(|row| row.ranked() <= valid), "ranks per option <= valid")
            }
            Tally::Scores { rows } => holds(
                rows.iter().all(|row| row.papers() == valid),
                "per row: valid = scores + blank + invalid + recused lines",
            ),
            Tally::Text { answered } => {
                holds(answered.iter().all(|a| *a <= valid), "answers per question <= valid")
            }
        }
    }
}
