//! The first K of N in an order of preference (rules.md §4.4, shape c). A list cannot have a gap or
//! an equal rank, so only its length and repeats can be wrong (rules.md §0.3, reading 14).

use serde::{Deserialize, Serialize};

use crate::domain::paper::{Item, Paper, RawPaper, count, repeats};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::Key;

/// K of N, ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RanksForm {
    /// 1 to [`crate::domain::paper::ITEMS_MAX`] options.
    pub options: Vec<Item>,
    /// Fewest ranks on a valid paper.
    pub min: u32,
    /// Most ranks on a valid paper (K).
    pub max: u32,
}

impl RanksForm {
    pub(super) fn check(&self) -> Result<(), SheetError> {
        if self.max == 0 || self.min > self.max || self.max > count(self.options.len()) {
            return Err(SheetError {
                zh: "应排名次数与候选项数不符",
                en: "the number to rank does not fit the options",
            });
        }
        Ok(())
    }

    pub(super) fn parse(&self, raw: &[Key]) -> Result<Paper, Refusal> {
        let given = count(raw.len());
        if given > self.max {
            return Err(Refusal::RanksTooMany { max: self.max, given });
        }
        let mut ranks = Vec::with_capacity(raw.len());
        for key in raw {
            let index = self.options.iter().position(|option| option.id == *key);
            let index = index.ok_or(Refusal::RanksUnknown)?;
            ranks.push(u16::try_from(index).expect("at most 200 options"));
        }
        self.admits(&ranks)?;
        Ok(Paper::Ranks { ranks })
    }

    pub(super) fn admits(&self, ranks: &[u16]) -> Result<(), Refusal> {
        if !ranks.iter().all(|rank| usize::from(*rank) < self.options.len()) {
            return Err(Refusal::PaperWrongForm);
        }
        let given = count(ranks.len());
        match given {
            _ if given > self.max => Err(Refusal::RanksTooMany { max: self.max, given }),
            _ if repeats(ranks.iter()) => Err(Refusal::RanksRepeated),
            _ if given < self.min => Err(Refusal::RanksTooFew { min: self.min, given }),
            _ => Ok(()),
        }
    }

    pub(super) fn spell(&self, ranks: &[u16]) -> Option<RawPaper> {
        let key = |rank: &u16| self.options.get(usize::from(*rank)).map(|o| o.id.clone());
        Some(RawPaper::Ranks { ranks: ranks.iter().map(key).collect::<Option<_>>()? })
    }

    /// Bytes of the longest text of a paper: `199,` is the longest entry.
    pub(super) fn text_max(&self) -> usize {
        let most = usize::try_from(self.max).expect("at most 200 ranks");
        br#"{"form":"ranks","ranks":[]}"#.len() + 4 * most
    }
}
