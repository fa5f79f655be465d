//! Rules about who is there: attendance by video, silence, rooms, and polls that people answer from
//! anywhere. Which of them may stand together.

use serde::{Deserialize, Serialize};

use crate::domain::casting::Casting;
use crate::domain::paper::{GradeRole, PaperForm};
use crate::domain::sheet::{Rules, Secrecy, Sheet, SheetError, ShowWhileOpen};

/// Whether whoever attends by video may vote with the device (rules.md §11, case 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remote {
    /// No: by another method, or not at all.
    Refused,
    /// Yes, as everybody in the hall.
    Allowed,
}

/// 未按: what it means that somebody is present at the close and has not voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotVoted {
    /// Reported apart, and nothing follows from it.
    Report,
    /// Counts as 弃权 in the base `expressed`, and in no other figure (rules.md §0.3, reading 7).
    CountAsAbstain,
    /// The chair is told how many are waited for, and closes only by saying so again.
    BlockClose,
}

impl Sheet {
    pub(super) fn check_attendance(&self) -> Result<(), SheetError> {
        let abstains = matches!(&self.form,
            PaperForm::Marks(form) if form.grades.iter().any(|g| g.role == GradeRole::Abstain));
        if self.rules.not_voted == NotVoted::CountAsAbstain && !abstains {
            return Err(SheetError {
                zh: "“未按计为弃权”须票上有弃权一项",
                en: "silence counts as an abstention only on a paper that has one",
            });
        }
        let rows = self.form.items().len() > 1;
        if self.rules.not_voted == NotVoted::CountAsAbstain
            && self.rules.recusal.subject_recused
            && rows
        {
            return Err(SheetError {
                zh: "“未按计为弃权”不能有本人逐项回避，各项的未按人数会不同",
                en: "where silence counts as an abstention no subject is recused from a row: the \
                     silent would differ from row to row",
            });
        }
        self.rules.check_attendance()
    }
}

impl Rules {
    /// Whether the ballot may have a deadline: rooms and people who are waited for have none.
    #[must_use]
    pub fn takes_deadline(&self) -> bool {
        !self.rooms && self.not_voted != NotVoted::BlockClose
    }

    fn check_attendance(&self) -> Result<(), SheetError> {
        let of_tablets = self.not_voted != NotVoted::Report
            || !self.presence_needed
            || self.growing
            || self.background;
        let alone = self.casting == Casting::Tablet;
        if (of_tablets && !alone) || (self.rooms && !self.casting.takes_tablets()) {
            return Err(SheetError {
                zh: "未按的计法、增补名单和分会场只适用于电子表决",
                en: "what silence means, a growing list and rooms are for tablets",
            });
        }
        let of_polls = self.growing || self.background || !self.presence_needed;
        if self.binding && of_polls {
            return Err(SheetError {
                zh: "只有意见征询可以增补名单、与其他表决并行或不要求签到",
                en: "only a poll may grow, run beside other ballots, or need nobody signed in",
            });
        }
        if (self.growing || !self.presence_needed) && self.recusal.allowed {
            return Err(SheetError {
                zh: "增补名单或不要求签到的意见征询不设回避",
                en: "a poll that grows or needs nobody signed in has no recusal",
            });
        }
        if self.secrecy == Secrecy::RollCall && (self.rooms || of_polls) {
            return Err(SheetError {
                zh: "唱名表决在一个会场进行，不分会场，不与其他表决并行，名单固定并须签到",
                en: "a roll call is held in one hall, alone, of a frozen list of people signed in",
            });
        }
        if self.rooms && of_polls {
            return Err(SheetError {
                zh: "分会场表决须签到，名单在开始时固定，不与其他表决并行",
                en: "a ballot in several rooms needs people signed in, and runs alone and frozen",
            });
        }
        if self.duration_s.is_some() && !self.takes_deadline() {
            return Err(SheetError {
                zh: "分会场表决和须等待未按人员的表决由主持人结束，不设时长",
                en: "a ballot in rooms, or one that waits for people, is closed by the chair and \
                     has no duration",
            });
        }
        if (self.rooms || self.background) && self.show_while_open == ShowWhileOpen::Tally {
            return Err(SheetError {
                zh: "分会场表决和并行的意见征询在结束前不显示票数",
                en: "a ballot in rooms and a poll beside others show no totals before their close",
            });
        }
        Ok(())
    }
}
