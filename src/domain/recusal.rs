//! Recusal (回避): who takes no part in a question, and what that does to the figures (rules.md §0
//! and §11, cases 63 to 65). A person is recused from single rows or options of a paper, or from
//! the whole ballot; a rule says whether the bases shrink by it.

use serde::{Deserialize, Serialize};

use crate::domain::ids::DelegateId;
use crate::domain::paper::PaperForm;
use crate::domain::paper::excused::Excused;
use crate::domain::sheet::{Rules, Secrecy, SheetError};
use crate::domain::text::{Key, Text};

/// What a rule says about recusal. Nothing is compulsory unless a flag says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecusalRule {
    /// Recusals can be recorded.
    pub allowed: bool,
    /// Whoever is the subject of a row or option takes no part in it (本人回避).
    pub subject_recused: bool,
    /// 全体代表 as a base shrinks by the recused members, present or absent.
    pub base_shrinks: bool,
    /// 实到 as a base shrinks by the recused members who were present at the opening.
    pub present_shrinks: bool,
    /// While the named chair is the subject of an item, the ballot is not opened.
    pub chair_hands_over: bool,
}

/// How many members are recused from one row or option, whether from it alone or from the ballot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemRecused {
    /// Of 全体代表.
    pub members: u32,
    /// Of those present at the opening.
    pub present: u32,
}

/// A recusal as it stood at an opening, those by rule among them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningRecusal {
    /// Who.
    pub delegate: DelegateId,
    /// Keys of the rows or options in paper order; none: the whole ballot.
    pub rows: Option<Vec<Key>>,
}

/// One person's recusal from a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// The rows or options; all of them when it is the whole ballot.
    pub items: Excused,
    /// From the whole ballot: not in its electorate.
    pub whole: bool,
    /// As declared; empty where the rule alone says so.
    pub reason: Text,
    /// In the room at any time while the ballot was open.
    pub in_room: bool,
}

impl Default for RecusalRule {
    /// Recusals can be recorded; nothing else follows by itself (rules.md §0.2, no. 9).
    fn default() -> Self {
        Self {
            allowed: true,
            subject_recused: false,
            base_shrinks: false,
            present_shrinks: false,
            chair_hands_over: false,
        }
    }
}

impl RecusalRule {
    pub(crate) fn check(self, rules: &Rules, form: &PaperForm) -> Result<(), SheetError> {
        let needs = self.subject_recused || self.base_shrinks || self.present_shrinks;
        if needs && !self.allowed {
            return Err(SheetError {
                zh: "不允许回避，就不能有本人回避或基数扣减回避人数",
                en: "where recusal is not allowed, no base shrinks by it and no subject is recused",
            });
        }
        // A published paper with exactly these rows blank would name its voter.
        let published = rules.secrecy == Secrecy::Secret && rules.publish_papers;
        if self.subject_recused && published && form.items().len() > 1 {
            return Err(SheetError {
                zh: "公布选票的无记名表决不能有本人逐项回避，空白项会暴露其选票",
                en: "where papers of a secret ballot are published, no subject can be recused from \
                     a row: the blank would tell whose paper it is",
            });
        }
        Ok(())
    }
}

impl Recusal {
    /// The keys of its rows; none: the whole ballot.
    #[must_use]
    pub fn keys(&self, form: &PaperForm) -> Option<Vec<Key>> {
        (!self.whole).then(|| self.items.keys(form))
    }
}
