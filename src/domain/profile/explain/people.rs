//! What a profile says about persons: recusal, the subject, the chair, the order of a roll call.

use crate::domain::profile::Profile;
use crate::domain::profile::explain::{Point, Sentence, point, say};
use crate::domain::roll_call::CallOrder;
use crate::domain::sheet::Secrecy;

impl Profile {
    pub(super) fn explain_recusal(&self) -> Point {
        let rule = self.recusal;
        let mut sentences = Vec::new();
        if !rule.allowed {
            sentences.push(say("不设回避。", "There is no recusal."));
            return point("回避", "Recusal", sentences);
        }
        sentences.push(say(
            "可申报对整票或其中几项回避；回避的项不计为弃权或未按。",
            "Anybody may be recused from the ballot or from some of its rows; that is neither an \
             abstention nor silence.",
        ));
        sentences.push(match rule.subject_recused {
            true => say(
                "候选人、评议对象本人对该项自动回避。",
                "Whoever is the candidate or subject of a row is recused from it by rule.",
            ),
            false => say(
                "候选人、评议对象本人不因此回避。",
                "Being the candidate or subject of a row recuses nobody by itself.",
            ),
        });
        sentences.push(match (rule.base_shrinks, rule.present_shrinks) {
            (false, false) => {
                say("计票基数不因回避而减少。", "No majority base shrinks by recusals.")
            }
            (true, false) => say(
                "以全体为基数的，减去回避的人数（无论是否到会）；以实到为基数的不减。",
                "The base of all members shrinks by those recused, present or absent; the base of \
                 those present does not.",
            ),
            (false, true) => say(
                "以实到为基数的，减去到会的回避人数；以全体为基数的不减。",
                "The base of those present shrinks by those recused among them; the base of all \
                 members does not.",
            ),
            (true, true) => say(
                "以全体为基数的，减去回避的人数（无论是否到会）；以实到为基数的，减去其中到会的。",
                "The base of all members shrinks by those recused, present or absent; the base of \
                 those present by those recused among them.",
            ),
        });
        sentences.push(match rule.chair_hands_over {
            true => say(
                "主持人是当事人的，移交主持后才能开始表决。",
                "Where the chair is the subject, the ballot opens only when the chair was handed \
                 over.",
            ),
            false => say(
                "主持人是当事人的，开始前会看到提醒。",
                "Where the chair is the subject, there is a warning before the opening.",
            ),
        });
        point("回避", "Recusal", sentences)
    }

    pub(super) fn explain_roll_call(&self) -> Option<Sentence> {
        if !self.secrecy.contains(&Secrecy::RollCall) {
            return None;
        }
        let (zh, en) = match self.call_order {
            CallOrder::Number => ("代表证号", "number"),
            CallOrder::Name => ("姓名", "name"),
            CallOrder::Roster => ("名册次序", "place on the roster"),
        };
        Some(say(
            format!(
                "唱名时按{zh}逐人点名，点到的人投票；未应答的最后再点一次。每人的选择连同姓名存入会议\
                 记录。"
            ),
            format!(
                "In a roll call people are called one by one by {en}, and only the one called \
                 votes; who does not answer is called once more at the end. The record holds each \
                 choice with the name."
            ),
        ))
    }
}
