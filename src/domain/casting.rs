//! How votes are given: on tablets, by show of hands, on paper, or on tablets and paper side by side
//! with one channel for each person. And a ballot that changes over when the tablets fail.

use serde::{Deserialize, Serialize};

use crate::domain::ids::BallotId;
use crate::domain::paper::PaperForm;
use crate::domain::sheet::{
    Link, LinkWhy, NotVoted, Rules, Secrecy, Sheet, SheetError, ShowWhileOpen,
};

/// The way votes are given in one ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Casting {
    /// 电子表决: every vote on the voter's own device.
    Tablet,
    /// 举手: counted in the hall, entered by two people.
    Hands,
    /// 纸质票: papers counted in the hall, entered by two people.
    Paper,
    /// 电子与纸质并用: the desk hands a paper to one person after another, who then has no tablet.
    Mixed,
}

impl Casting {
    /// Whether any vote comes from a device.
    #[must_use]
    pub fn takes_tablets(self) -> bool {
        matches!(self, Self::Tablet | Self::Mixed)
    }

    /// Whether there are papers to be accounted for.
    #[must_use]
    pub fn has_papers(self) -> bool {
        matches!(self, Self::Paper | Self::Mixed)
    }

    /// Name for people, zh-CN.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Tablet => "电子表决",
            Self::Hands => "举手表决",
            Self::Paper => "纸质票",
            Self::Mixed => "电子与纸质票并用",
        }
    }

    /// Name for people, English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Tablet => "tablets",
            Self::Hands => "show of hands",
            Self::Paper => "paper ballot",
            Self::Mixed => "tablets and paper",
        }
    }
}

impl Rules {
    /// Takes from the rules what this way of voting cannot have: running totals, papers to be
    /// published, a close by itself; and the time limit, where people count in the hall.
    #[must_use]
    pub fn with_casting(mut self, casting: Casting) -> Self {
        self.casting = casting;
        self.fallback.retain(|other| *other != casting);
        if casting == Casting::Tablet {
            return self;
        }
        self.close_when_all_voted = false;
        self.live_tally_in_secret = false;
        self.publish_papers = false;
        self.publish_names = false;
        // Who is there and silent is known of tablets alone, and so is who answers from elsewhere.
        self.not_voted = NotVoted::Report;
        self.presence_needed = true;
        (self.growing, self.background) = (false, false);
        self.rooms &= casting.takes_tablets();
        if self.show_while_open == ShowWhileOpen::Tally {
            self.show_while_open = ShowWhileOpen::Turnout;
        }
        if !casting.takes_tablets() {
            self.duration_s = None;
        }
        if casting == Casting::Hands {
            // Everybody sees a raised hand, and nobody is called.
            self.secrecy = Secrecy::Recorded;
            self.call_order = None;
        }
        self
    }

    pub(super) fn check_casting(&self, form: &PaperForm) -> Result<(), SheetError> {
        let mut fallback = self.fallback.clone();
        fallback.sort_unstable();
        fallback.dedup();
        if fallback.len() != self.fallback.len() || self.fallback.contains(&self.casting) {
            return Err(SheetError {
                zh: "备用表决方式重复",
                en: "a way to fall back on stands twice, or is the one in use",
            });
        }
        if self.casting == Casting::Tablet {
            return Ok(());
        }
        let live = self.show_while_open == ShowWhileOpen::Tally || self.live_tally_in_secret;
        let published = self.publish_papers || self.publish_names;
        if live || published || self.close_when_all_voted {
            return Err(SheetError {
                zh: "举手和纸质票没有实时票数、公布选票或名单和自动结束",
                en: "hands and papers have no running totals, nothing published by name or paper and \
                     no close by themselves",
            });
        }
        if matches!(form, PaperForm::Text(_)) {
            return Err(SheetError {
                zh: "文字意见只能在平板上填写",
                en: "free text is answered on tablets only",
            });
        }
        if self.casting == Casting::Hands {
            hands_fit(form)?;
            if self.secrecy == Secrecy::Secret {
                return Err(SheetError {
                    zh: "举手表决不能无记名",
                    en: "a show of hands is not secret",
                });
            }
        }
        Ok(())
    }
}

/// A show of hands is one question with one choice for each raised hand.
fn hands_fit(form: &PaperForm) -> Result<(), SheetError> {
    match form {
        PaperForm::Marks(marks)
            if marks.rows.len() == 1 && marks.quotas.is_empty() && marks.criteria.is_empty() =>
        {
            Ok(())
        }
        _ => Err(SheetError {
            zh: "举手表决一次只能有一个问题",
            en: "a show of hands has one question",
        }),
    }
}

impl Sheet {
    /// The same question, to be voted on in another way after `before` (rules.md §11, case 26).
    ///
    /// # Errors
    /// What this way of voting cannot have.
    pub fn change_over(
        &self,
        before: BallotId,
        round: u32,
        casting: Casting,
    ) -> Result<Self, SheetError> {
        let mut sheet = self.clone();
        sheet.round = round;
        sheet.link = Some(Link { ballot: before, why: LinkWhy::Rerun });
        if sheet.rules.secrecy == Secrecy::RollCall {
            // Nobody is called off tablets.
            sheet.rules.secrecy = Secrecy::Recorded;
            sheet.rules.call_order = None;
        }
        sheet.rules = sheet.rules.with_casting(casting);
        sheet.check()?;
        Ok(sheet)
    }
}
