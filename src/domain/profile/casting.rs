//! The ways of voting that a profile allows.

use crate::domain::casting::Casting;
use crate::domain::profile::check::repeat;
use crate::domain::profile::explain::{Point, Sentence, point, say};
use crate::domain::profile::reading::Reading;
use crate::domain::profile::{BallotRequest, Profile, ProfilePaper, RowCount};
use crate::domain::sheet::{Secrecy, SheetError};

impl Profile {
    /// The way of voting that a request asks for.
    pub(super) fn casting_of(&self, request: &BallotRequest) -> Result<Casting, SheetError> {
        let casting = request.casting.unwrap_or(self.casting[0]);
        if !self.casting.contains(&casting) {
            return Err(SheetError {
                zh: "该规则模板不允许这种投票方式",
                en: "the profile does not allow this way of voting",
            });
        }
        if casting == Casting::Hands && request.secrecy == Some(Secrecy::Secret) {
            return Err(SheetError {
                zh: "举手表决不能无记名",
                en: "a show of hands is not secret",
            });
        }
        Ok(casting)
    }

    pub(super) fn check_casting(&self, reading: &mut Reading) {
        if self.casting.is_empty() {
            let en = "casting names no way of voting";
            reading.flaw("casting", "casting_empty", "未规定投票方式".into(), en.into());
        }
        for (key, list) in [("casting", &self.casting), ("fallback", &self.fallback)] {
            if let Some(n) = repeat(list) {
                let (zh, en) = ("同一种投票方式写了两次", "the same way of voting stands twice");
                reading.flaw(&format!("{key}[{n}]"), "casting_repeated", zh.into(), en.into());
            }
            let raised = list.iter().position(|casting| *casting == Casting::Hands);
            if let Some(n) = raised.filter(|_| !self.is_one_question()) {
                let zh = "举手表决一次只能有一个问题（paper.rows = \"one\"）".into();
                let en = "a show of hands has one question (paper.rows = \"one\")";
                reading.flaw(&format!("{key}[{}]", n + 1), "hands_form", zh, en.into());
            }
        }
        let papers = self.casting.iter().position(|casting| casting.has_papers());
        if let Some(n) = papers.filter(|_| self.secrecy == [Secrecy::RollCall]) {
            let zh = "唱名表决在平板上进行".into();
            let en = "a roll call is held on tablets";
            reading.flaw(&format!("casting[{}]", n + 1), "roll_call_papers", zh, en.into());
        }
        if let Some(n) = self.fallback.iter().position(|casting| casting.takes_tablets()) {
            let zh = "平板失灵时改用的方式只能是 hands 或 paper".into();
            let en = "what takes over when tablets fail is hands or paper";
            reading.flaw(&format!("fallback[{}]", n + 1), "fallback_tablets", zh, en.into());
        }
    }

    fn is_one_question(&self) -> bool {
        let one_row = |rows| matches!(rows, RowCount::One | RowCount::EnBloc);
        matches!(
            &self.paper,
            ProfilePaper::Marks { rows, paper_quota: None, criteria, quotas, .. }
                if one_row(*rows) && criteria.is_empty() && quotas.is_empty()
        )
    }

    pub(super) fn explain_casting(&self) -> Point {
        let names = |list: &[Casting]| -> Sentence {
            let zh: Vec<&str> = list.iter().map(|casting| casting.zh()).collect();
            let en: Vec<&str> = list.iter().map(|casting| casting.en()).collect();
            say(zh.join("、"), en.join(", "))
        };
        let mut sentences = vec![match self.casting.as_slice() {
            [only] => say(format!("只用{}。", only.zh()), format!("Only {}.", only.en())),
            [first, others @ ..] => {
                let others = names(others);
                say(
                    format!("{}；准备表决时可改为：{}。", first.zh(), others.zh),
                    format!(
                        "By default {}; when the ballot is prepared: {}.",
                        first.en(),
                        others.en
                    ),
                )
            }
            [] => say("未规定。", "Not said."),
        }];
        if self.casting.contains(&Casting::Mixed) {
            sentences.push(say(
                "并用时每人只有一种方式：领了纸质票的，平板不再接收；已在平板上表决的，先宣布无效。",
                "Side by side each person has one channel: with a paper in hand the tablet takes \
                 nothing more, and a vote that stands on it is annulled first.",
            ));
        }
        let all = || self.casting.iter().chain(&self.fallback);
        if all().any(|casting| casting.has_papers()) {
            sentences.push(say(
                "纸质票由两人各自录入，一致才计票；收回多于发出，整次投票无效；超选的整张无效，仍在收回之内。",
                "Figures of papers are entered by two people, and count only when they agree. More \
                 papers returned than issued make the whole ballot void. An over-selected paper is \
                 invalid as a whole and stays among those returned.",
            ));
        }
        if all().any(|casting| *casting == Casting::Hands) {
            sentences.push(say(
                "举手表决分别清点赞成、反对、弃权，由两人各自录入，一致才计票；不记姓名。",
                "In a show of hands each choice is counted, two people enter the figures, and they \
                 count only when they agree; no names are recorded.",
            ));
        }
        sentences.push(match self.fallback.is_empty() {
            true => say(
                "平板失灵时，只能作废后另行准备表决。",
                "When the tablets fail the ballot is voided and another one prepared.",
            ),
            false => {
                let fallback = names(&self.fallback);
                say(
                    format!("平板失灵时，主持人可改用：{}。", fallback.zh),
                    format!("When the tablets fail the chair may change over to: {}.", fallback.en),
                )
            }
        });
        point("投票方式", "How votes are given", sentences)
    }
}
