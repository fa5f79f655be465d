//! At most, or exactly, K of N.

use serde::{Deserialize, Serialize};

use crate::domain::paper::{Item, Paper, RawPaper, count};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::Key;

/// K of N.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PicksForm {
    /// 1 to [`crate::domain::paper::ITEMS_MAX`] options.
    pub options: Vec<Item>,
    /// Fewest picks on a valid paper; `min == max` means exactly so many.
    pub min: u32,
    /// Most picks on a valid paper (K).
    pub max: u32,
}

impl PicksForm {
    pub(super) fn check(&self) -> Result<(), SheetError> {
        if self.max == 0 || self.min > self.max || self.max > count(self.options.len()) {
            return Err(SheetError {
                zh: "应选项数与候选项数不符",
                en: "the number to choose does not fit the options",
            });
        }
        Ok(())
    }

    pub(super) fn parse(&self, raw: &[Key]) -> Result<Paper, Refusal> {
        let given = count(raw.len());
        if given > self.max {
            return Err(Refusal::PicksTooMany { max: self.max, given });
        }
        let mut picks = Vec::with_capacity(raw.len());
        for key in raw {
            let index = self.options.iter().position(|option| option.id == *key);
            let index = index.ok_or(Refusal::PicksUnknown)?;
            picks.push(u16::try_from(index).expect("at most 200 options"));
        }
        picks.sort_unstable();
        if picks.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Refusal::PicksRepeated);
        }
        self.admits(&picks)?;
        Ok(Paper::Picks { picks })
    }

    pub(super) fn admits(&self, picks: &[u16]) -> Result<(), Refusal> {
        let given = count(picks.len());
        let is_option = |pick: &u16| usize::from(*pick) < self.options.len();
        if !picks.iter().all(is_option) || !picks.is_sorted_by(|a, b| a < b) {
            return Err(Refusal::PaperWrongForm);
        }
        match given {
            _ if given > self.max => Err(Refusal::PicksTooMany { max: self.max, given }),
            _ if given < self.min => Err(Refusal::PicksTooFew { min: self.min, given }),
            _ => Ok(()),
        }
    }

    pub(super) fn spell(&self, picks: &[u16]) -> Option<RawPaper> {
        let key = |pick: &u16| self.options.get(usize::from(*pick)).map(|o| o.id.clone());
        Some(RawPaper::Picks { picks: picks.iter().map(key).collect::<Option<_>>()? })
    }

    /// Bytes of the longest text of a paper: `199,` is the longest pick.
    pub(super) fn text_max(&self) -> usize {
        let most = usize::try_from(self.max).expect("at most 200 picks");
        br#"{"form":"picks","picks":[]}"#.len() + 4 * most
    }
}
