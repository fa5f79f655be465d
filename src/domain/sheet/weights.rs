//! Which ballots weights and proxies go with.

use crate::domain::casting::Casting;
use crate::domain::paper::PaperForm;
use crate::domain::sheet::{ElectorateRule, NotVoted, Remote, Rules, Secrecy, Sheet, SheetError};
use crate::domain::weight::Scale;

impl Sheet {
    /// What is added up by weight are grades and ticks. A clerk who strikes out the highest score
    /// strikes out a paper, and answers are read one by one: neither has a weight.
    pub(super) fn check_weighed_form(&self) -> Result<(), SheetError> {
        let weighable = matches!(self.form, PaperForm::Marks(_) | PaperForm::Picks(_));
        match self.rules.weights {
            _ if self.body.is_some()
                && (self.rules.weights, self.rules.proxies) != (None, None) =>
            {
                Err(SheetError {
                    zh: "联席会议各机关的表决不能计票权，也不能委托投票",
                    en: "a ballot of one body of a joint sitting has neither weights nor proxies",
                })
            }
            Some(_) if !weighable => Err(SheetError {
                zh: "计票权只适用于逐项选择和 K 选票",
                en: "weights are for papers with marks or picks",
            }),
            _ => Ok(()),
        }
    }
}

impl Rules {
    /// How figures of the tally are written.
    #[must_use]
    pub fn scale(&self) -> Scale {
        self.weights.map_or(Scale::WHOLE, |rule| rule.decimals)
    }

    /// A rare weight would name its owner, and a holder knows what was cast for another: neither
    /// goes with a secret ballot. Only members have weights and proxies.
    pub(super) fn check_weights(&self) -> Result<(), SheetError> {
        if let Some(proxies) = self.proxies {
            proxies.check()?;
        }
        let used = self.weights.is_some() || self.proxies.is_some();
        if used && self.secrecy != Secrecy::Recorded {
            return Err(SheetError {
                zh: "计票权或可委托的表决只能记名，不能无记名或唱名",
                en: "weights and proxies need a recorded ballot, neither secret nor by roll call",
            });
        }
        // The score of a group is a mean of heads, and its votes are counted one by one.
        if self.weights.is_some() && self.groups.is_some() {
            return Err(SheetError {
                zh: "计票权的表决不能再有分组权数",
                en: "a ballot with vote weights has no weighted groups",
            });
        }
        // Whose weight leaves which base, and who casts for somebody recused, no rule here says.
        if used && self.recusal.allowed {
            return Err(SheetError {
                zh: "计票权或可委托的表决不适用回避",
                en: "weights and proxies do not go with recusal",
            });
        }
        if used && (self.casting != Casting::Tablet || !self.fallback.is_empty()) {
            return Err(SheetError {
                zh: "计票权或可委托的表决只能在平板上进行",
                en: "weights and proxies need votes on tablets",
            });
        }
        // Weights and proxies are frozen with the list at the opening, and a holder is in the hall.
        let elsewhere = self.rooms || self.remote == Remote::Allowed;
        if used && (self.growing || self.background || !self.presence_needed)
            || self.proxies.is_some() && elsewhere
        {
            return Err(SheetError {
                zh: "计票权或可委托的表决须在会场签到，名单固定；委托投票不能分会场或视频参加",
                en: "weights and proxies need a fixed list of people present; proxies one hall and \
                     no video",
            });
        }
        if used && self.not_voted == NotVoted::CountAsAbstain {
            return Err(SheetError {
                zh: "计票权或可委托的表决不能把未按计为弃权",
                en: "silence is no abstention where there are weights or proxies",
            });
        }
        if used && self.electorate != ElectorateRule::Members {
            return Err(SheetError {
                zh: "只有成员才有票权和委托",
                en: "weights and proxies are for members only",
            });
        }
        Ok(())
    }
}
