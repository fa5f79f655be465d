//! Ties, shortfalls, withdrawals and run-offs in words; crosses and names written in.

use crate::domain::outcome::places::{ShortfallRule, TieKey, TieRule, WithdrawalRule};
use crate::domain::paper::{Grade, WriteInsAfter};
use crate::domain::profile::explain::words::{Body, base_meaning, label, needed, threshold};
use crate::domain::profile::explain::{Example, Sentence, say};
use crate::domain::profile::places::{Contest, PlaceRules, ProfileWriteIns};
use crate::domain::sheet::BallotKind;

/// Who or what a profile speaks of.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub(super) rules: &'a PlaceRules,
    pub(super) kind: BallotKind,
    /// K or n.
    pub(super) letter: &'static str,
    /// In: 入选, 当选, or the label of the grade.
    pub(super) selected: &'a Sentence,
    pub(super) grades: &'a [Grade],
}

impl Places<'_> {
    /// What equal votes across the last place mean, and elsewhere.
    pub(super) fn ties(self) -> Vec<Sentence> {
        let mut sentences = vec![self.at_the_cut()];
        sentences.push(say(
            "名额之内或之外的相等不影响结果，名次并列（1、2、2、4）。",
            "Ties inside the places or among the others change nothing; they share the rank (1, 2, \
             2, 4).",
        ));
        sentences
    }

    fn at_the_cut(self) -> Sentence {
        let (k, selected) = (self.letter, self.selected);
        let (clearly, clearly_en) = (
            format!("第 {k} 位相等、超过名额时，排在前面的{}", selected.zh),
            format!("Equal across place {k}: those clearly above are {}", selected.en),
        );
        match &self.rules.tie_rule {
            TieRule::RevoteAmongTied => say(
                format!(
                    "{clearly}，相等的都列为“得票相等”，由再次投票决定余下的名额；不按排列次序取舍。"
                ),
                format!(
                    "{clearly_en}, the equal ones are listed as tied, and a run-off decides the \
                     places left; the order on the paper never does."
                ),
            ),
            TieRule::AllTiedIn => say(
                format!("第 {k} 位相等、超过名额时，相等的全部{}，结果可以超过名额。", selected.zh),
                format!(
                    "Equal across place {k}: all of them are {}, and the result may exceed the \
                     places.",
                    selected.en
                ),
            ),
            TieRule::ChairDecides => say(
                format!(
                    "{clearly}，相等的都列为“得票相等”；宣布结果前，由主持人（主席团）从中确定并说明理由，或者抽签、再次投票。"
                ),
                format!(
                    "{clearly_en}, the equal ones are listed as tied; before the declaration the \
                     chair (presidium) names who of them, with a reason, or has lots drawn, or a \
                     run-off held."
                ),
            ),
            TieRule::Lot => say(
                format!(
                    "{clearly}，相等的都列为“得票相等”；宣布结果前抽签，以会场当场报出的数字为种子，任何人都能重算。"
                ),
                format!(
                    "{clearly_en}, the equal ones are listed as tied; before the declaration a lot \
                     is drawn from what is called out in the hall, which anybody can repeat."
                ),
            ),
            TieRule::SharedRank => say(
                format!("{clearly}，相等的名次并列，名额不因此确定，也不再投票。"),
                format!(
                    "{clearly_en}, the equal ones share the rank, which gives none of them a \
                     place, and there is no run-off."
                ),
            ),
            TieRule::SecondaryKey(key) => self.second(key),
        }
    }

    fn second(self, key: &TieKey) -> Sentence {
        let k = self.letter;
        let key = self.key(key);
        say(
            format!(
                "得票相等的，{}的在前；这一项也相等、且超过名额的，都列为“得票相等”，由再次投票决定余下的名额。",
                key.zh
            ),
            format!(
                "Among equals, {} come first; those equal in that too across place {k} are \
                 listed as tied, and a run-off decides the places left.",
                key.en
            ),
        )
    }

    fn key(self, key: &TieKey) -> Sentence {
        match key {
            TieKey::FewerAgainst => say("反对票少", "fewer votes against"),
            TieKey::More(grade) => {
                let Sentence { zh, en } = label(self.grades, grade);
                say(format!("{zh}票多"), format!("more votes for {en}"))
            }
            TieKey::Fewer(grade) => {
                let Sentence { zh, en } = label(self.grades, grade);
                say(format!("{zh}票少"), format!("fewer votes for {en}"))
            }
        }
    }

    /// What happens with places that stay open.
    pub(super) fn shortfall(self, short: &Sentence) -> Sentence {
        let (next, next_en) = match self.kind {
            BallotKind::Election => {
                ("另行选举，名额恰为缺额", "a further election is held for them")
            }
            _ => (
                "第二轮投票，恰为其余各项、恰为缺额",
                "a second round is held among exactly the others for exactly these places",
            ),
        };
        let (rule, rule_en) = match self.rules.shortfall_rule {
            ShortfallRule::AcceptFewer => {
                ("其余名额空缺，不递补".to_owned(), "the other places stay open".to_owned())
            }
            ShortfallRule::SecondRound => (
                format!("其余名额空缺，{next}"),
                format!("the other places stay open, and {next_en}"),
            ),
            ShortfallRule::FillNextMeeting => (
                "其余名额空缺，留待下次会议".to_owned(),
                "the other places stay open for the next meeting".to_owned(),
            ),
        };
        say(format!("{}，{rule}。", short.zh), format!("{}, {rule_en}.", short.en))
    }

    /// What a run-off asks for.
    pub(super) fn run_off(self, example: Example, body: Body) -> Vec<Sentence> {
        if !self.rules.tie_rule.allows_run_off() {
            return Vec::new();
        }
        let Some(majority) = &self.rules.run_off_majority else {
            return vec![say(
                "再次投票只列得票相等的，名额恰为余下的名额，得票多的即可，不要求过半数。",
                "A run-off has exactly the tied and exactly the places left; the most votes win, no \
                 majority is needed.",
            )];
        };
        let share = threshold(majority, example, body);
        vec![
            say(
                format!("再次投票只列得票相等的，名额恰为余下的名额，得票还须{}。", share.zh),
                format!(
                    "A run-off has exactly the tied and exactly the places left; votes must be \
                     from {}.",
                    share.en
                ),
            ),
            needed(majority, example, body),
            base_meaning(majority.base),
        ]
    }

    /// What a withdrawal after the close leaves.
    pub(super) fn withdrawal(self) -> Sentence {
        match self.rules.withdrawal {
            WithdrawalRule::Vacancy => say(
                "投票结束后有人退出的，票数不变，其名额空缺。",
                "If one withdraws after the close, the figures stay and the place is vacant.",
            ),
            WithdrawalRule::NextInLine => say(
                "投票结束后有人退出的，票数不变，由够票数的下一名依次递补。",
                "If one withdraws after the close, the figures stay and the next with enough votes \
                 moves up.",
            ),
        }
    }
}

/// 赞成, 反对, 弃权 on each candidate; names written in; 等额 or 差额.
pub(super) fn paper(
    crosses: bool,
    write_ins: Option<&ProfileWriteIns>,
    contest: Contest,
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    match contest {
        Contest::Any => {}
        Contest::Single => sentences
            .push(say("等额：候选人数与名额相等。", "As many candidates as places, no more.")),
        Contest::Contested => {
            sentences.push(say("差额：候选人数多于名额。", "More candidates than places."))
        }
    }
    if crosses {
        sentences.push(say(
            "对每一名可以赞成（○）、反对（×）或弃权，三者操作相同；只有赞成的计入 K。",
            "Each may be voted for (○), against (×) or abstained from, all with the same gesture; \
             only votes for count towards K.",
        ));
    }
    let Some(write_ins) = write_ins else {
        return sentences;
    };
    let (most, most_en) = match write_ins.max {
        None => ("不超过 K 人".to_owned(), "up to K names".to_owned()),
        Some(max) => (format!("至多 {max} 人"), format!("at most {max} names")),
    };
    sentences.push(match write_ins.after {
        WriteInsAfter::Against => say(
            format!(
                "可另选他人，{most}，连同赞成的不超过 K；须至少对一名候选人反对，全部弃权的不能另选。"
            ),
            format!(
                "Names may be written in, {most_en}, with the votes for no more than K; at least \
                 one candidate must be voted against, and who abstains from all cannot."
            ),
        ),
        WriteInsAfter::Any => say(
            format!("可另选他人，{most}，连同赞成的不超过 K。"),
            format!("Names may be written in, {most_en}, with the votes for no more than K."),
        ),
    });
    sentences.push(say(
        "另选的姓名在结束后逐个读出，由总监票人认定：同一人合并，与候选人同名的计为该候选人，不能认定的该行无效；认定后才计票。哪些姓名写在同一张票上不公布。",
        "Names are read one by one after the close, and the chief scrutineer rules on them: the same \
         person is put together, a listed candidate counts as that candidate, a line that cannot be \
         ruled on is invalid; then the count is made. Which names stood together on one paper is \
         never told.",
    ));
    sentences
}
