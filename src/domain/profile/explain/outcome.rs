//! Quorum, what passes, what ties and shortfalls mean.

use crate::domain::derivation::terms::Terms;
use crate::domain::outcome::ladder::LadderRule;
use crate::domain::outcome::threshold::ThresholdRule;
use crate::domain::paper::Grade;
use crate::domain::profile::explain::places::Places;
use crate::domain::profile::explain::quota::floor_in_ties;
use crate::domain::profile::explain::scored;
use crate::domain::profile::explain::words::{
    Body, base_meaning, comparison, label, needed, threshold, votes_for,
};
use crate::domain::profile::explain::{Example, Point, Sentence, point, say};
use crate::domain::profile::places::PlaceRules;
use crate::domain::profile::{Profile, ProfileOutcome, ProfilePaper, RowCount};
use crate::domain::sheet::NotVoted;
use crate::domain::threshold::{Base, Threshold};

impl Profile {
    pub(super) fn explain_quorum(&self, example: Example, body: Body) -> Point {
        let Some(quorum) = self.quorum else {
            let none = say("没有法定人数要求。", "No quorum is needed.");
            return point("法定人数", "Quorum", vec![none]);
        };
        let Example { members, present, .. } = example;
        let all = say(body.all_zh, body.all_en);
        let rule = comparison(quorum.fraction, quorum.comparator, &all);
        let (needed, met) = (quorum.needed(members), quorum.met(present, members));
        let (met_zh, met_en) =
            if met { ("达到", "enough") } else { ("没有达到", "not enough") };
        let sentences = vec![
            say(
                format!("{}须{}。", body.present_zh, rule.zh),
                format!("Present must be {}.", rule.en),
            ),
            say(
                format!("算例：{members} 人中须有 {needed} 人；实到 {present} 人，{met_zh}。"),
                format!("Example: {needed} of {members} are needed; {present} present, {met_en}."),
            ),
            match (quorum.during, quorum.at_close) {
                (true, _) => say(
                    "不足时不能开始；进行中降到不足时自动暂停，补足前不能恢复，也不能结束、不产生结果。",
                    "Without it no ballot opens; an open ballot that loses it is suspended by \
                     itself, and until it is met again it can neither go on nor close, and has no \
                     result.",
                ),
                (false, true) => say(
                    "不足时不能开始，也不能结束、不产生结果；进行中降到不足时只作记录。",
                    "Without it no ballot opens and none closes with a result; that it is lost in \
                     between is recorded and stops nothing.",
                ),
                (false, false) => say(
                    "不足时不能开始；此后降到不足时只作记录。",
                    "Without it no ballot opens; that it is lost later is recorded and stops \
                     nothing.",
                ),
            },
            say(
                "开始、结束时的实到人数和期间的最少人数都写在计票结果里。",
                "The count says how many were present at the opening, at the close, and at least \
                 in between.",
            ),
        ];
        point("法定人数", "Quorum", sentences)
    }

    pub(super) fn explain_passing(&self, example: Example, body: Body) -> Point {
        let sentences = match &self.outcome {
            ProfileOutcome::Threshold(rule) => self.passing(rule, example, body),
            ProfileOutcome::Selection { majority, .. } => {
                let terms = Terms::of(self.kind);
                selection(majority.as_ref(), example, body, terms)
            }
            ProfileOutcome::Quota { .. } => self.explain_quota(example, body),
            ProfileOutcome::Ladder(rule) => ladder(self.grades(), rule, example, body),
            ProfileOutcome::Points { method } => scored::points(*method),
            ProfileOutcome::Mean { trim, places } => {
                let form = match &self.paper {
                    ProfilePaper::Scores { form, .. } => Some(form),
                    _ => None,
                };
                scored::mean(trim.as_ref(), *places, form)
            }
            ProfileOutcome::Counts {} => vec![say(
                "只公布各项票数，不作结论。",
                "Only the figures are published; nothing is concluded.",
            )],
        };
        point("怎样算通过", "What passes", sentences)
    }

    pub(super) fn grades(&self) -> &[Grade] {
        match &self.paper {
            ProfilePaper::Marks { grades, .. } => grades,
            _ => &[],
        }
    }

    fn passing(&self, rule: &ThresholdRule, example: Example, body: Body) -> Vec<Sentence> {
        let votes = votes_for(self.grades(), &rule.grades);
        let share = threshold(&rule.threshold, example, body);
        let one = matches!(
            self.paper,
            ProfilePaper::Marks { rows: RowCount::One | RowCount::EnBloc, .. }
        );
        let passes = match one {
            true => say(
                format!("{}{}为通过，否则不通过。", votes.zh, share.zh),
                format!("Adopted when {} are {}; else not.", votes.en, share.en),
            ),
            false => say(
                format!("逐项计算：{}{}的项通过，其余不通过。", votes.zh, share.zh),
                format!("Row by row: adopted when {} are {}; else not.", votes.en, share.en),
            ),
        };
        let silence_counts = self.attendance.not_voted == NotVoted::CountAsAbstain;
        let base = match rule.threshold.base {
            Base::Expressed if silence_counts => say(
                "弃权的在基数内，在场未按的计为弃权，也在内。",
                "Abstentions are in the base; who is present and does not vote abstains and is in \
                 it too.",
            ),
            base => base_meaning(base),
        };
        vec![passes, needed(&rule.threshold, example, body), base]
    }

    pub(super) fn explain_ties(&self, example: Example, body: Body) -> Point {
        let sentences = match &self.outcome {
            ProfileOutcome::Threshold(_) => vec![say(
                "没有平局：够票数就通过，不够就不通过；没有人有决定性的一票。",
                "There is no tie: enough votes pass, fewer do not; nobody has a casting vote.",
            )],
            ProfileOutcome::Ladder(_) => vec![say(
                "没有平局，也没有名额：各项只看自己的票数，可以有任意多项得到同一等次。",
                "There is no tie and no number of places: each row has its own votes, and any \
                 number of rows may get the same grade.",
            )],
            ProfileOutcome::Points { .. } => scored::ties(true),
            ProfileOutcome::Mean { places, .. } => scored::ties(*places),
            ProfileOutcome::Counts {} => {
                vec![say("票数相等就照实显示。", "Equal figures are shown as they are.")]
            }
            ProfileOutcome::Selection { majority, places } => {
                let terms = Terms::of(self.kind);
                let selected = say(terms.selected, terms.selected_en);
                let places = self.places_in_words(places, "K", &selected);
                let short = match majority {
                    Some(_) => say("够票数的不足 K 时", "If fewer than K have enough votes"),
                    None => say("得了票的不足 K 时", "If fewer than K have a vote"),
                };
                let mut sentences = places.ties();
                sentences.push(places.shortfall(&short));
                sentences.extend(places.run_off(example, body));
                sentences.push(places.withdrawal());
                sentences
            }
            ProfileOutcome::Quota { grade, places, floor, .. } => {
                let Sentence { zh, en } = label(self.grades(), grade);
                let selected = say(format!("为{zh}"), format!("graded {en}"));
                let places = self.places_in_words(places, "n", &selected);
                let mut sentences = places.ties();
                let short = say("合条件的不足 n 名时", "If fewer than n qualify");
                sentences.push(places.shortfall(&short));
                sentences.extend(floor.is_some().then(floor_in_ties));
                sentences
            }
        };
        point("得票相等与名额不足", "Ties and shortfalls", sentences)
    }

    fn places_in_words<'a>(
        &'a self,
        rules: &'a PlaceRules,
        letter: &'static str,
        selected: &'a Sentence,
    ) -> Places<'a> {
        Places { rules, kind: self.kind, letter, selected, grades: self.grades() }
    }

    pub(super) fn explain_no_result(&self) -> Point {
        let mut sentences = vec![match &self.outcome {
            ProfileOutcome::Counts {} => {
                say("一张有效票也没有时，未产生结果。", "Without a valid paper there is no result.")
            }
            _ => say(
                "一张有效票也没有时，未产生结果，而不是不通过。",
                "Without a valid paper there is no result, which is not a defeat.",
            ),
        }];
        if matches!(self.outcome, ProfileOutcome::Quota { .. } | ProfileOutcome::Ladder(_)) {
            sentences.push(say(
                "只有弃权、未选或无效的项，该项未产生结果，而不是最低等次。",
                "A row with nothing but abstentions, blanks or invalid marks has no result, which \
                 is not the lowest grade.",
            ));
        }
        if matches!(self.outcome, ProfileOutcome::Mean { .. }) {
            sentences.push(say(
                "没有评分的项，该项未产生结果，没有名次，而不是 0 分。",
                "A row without a score has no result and no rank, which is not a mean of 0.",
            ));
        }
        point("没有结果", "No result", sentences)
    }
}

fn selection(
    majority: Option<&Threshold>,
    example: Example,
    body: Body,
    terms: Terms,
) -> Vec<Sentence> {
    let Terms { unit, selected, selected_en, .. } = terms;
    let Some(majority) = majority else {
        return vec![say(
            format!(
                "按得票数取前 K {unit}{selected}，不要求过半数；一票也没有的不{selected}。K \
                 随每次表决填写。"
            ),
            format!(
                "The first K by votes are {selected_en}, no majority is needed; an option without a \
                 vote never is. K comes with the ballot."
            ),
        )];
    };
    let share = threshold(majority, example, body);
    vec![
        say(
            format!("得票{}的，按得票数取前 K {unit}{selected}。K 随每次表决填写。", share.zh),
            format!(
                "Of the options with votes from {}, the first K by votes are {selected_en}. K comes \
                 with the ballot.",
                share.en
            ),
        ),
        needed(majority, example, body),
        base_meaning(majority.base),
    ]
}

fn ladder(grades: &[Grade], rule: &LadderRule, example: Example, body: Body) -> Vec<Sentence> {
    let mut sentences = vec![say(
        "各项分别从第一档起看，达到哪一档就是哪一档：",
        "For each row the steps are tried in order, and the first that it reaches decides:",
    )];
    for (n, step) in rule.steps.iter().enumerate() {
        let (votes, result) = (votes_for(grades, &step.sum), label(grades, &step.grade));
        let share = threshold(&step.threshold, example, body);
        sentences.push(say(
            format!("（{}）{}{}：{}。", n + 1, votes.zh, share.zh, result.zh),
            format!("({}) {} are {}: {}.", n + 1, votes.en, share.en, result.en),
        ));
        let same = |before: &&crate::domain::outcome::ladder::LadderStep| {
            before.threshold == step.threshold
        };
        if !rule.steps[..n].iter().any(|before| same(&before)) {
            sentences.push(needed(&step.threshold, example, body));
        }
    }
    sentences.push(match rule.otherwise.as_ref().map(|grade| label(grades, grade)) {
        Some(grade) => say(
            format!("都没有达到的：{}。", grade.zh),
            format!("A row that reaches no step: {}.", grade.en),
        ),
        None => say("都没有达到的：未产生结果。", "A row that reaches no step has no result."),
    });
    let mut bases = Vec::new();
    for base in rule.steps.iter().map(|step| step.threshold.base) {
        if !bases.contains(&base) {
            bases.push(base);
            sentences.push(base_meaning(base));
        }
    }
    sentences
}
