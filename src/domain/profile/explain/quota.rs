//! What a quota in the result means: ranking, floor, the others, and what a score is made of.

use crate::domain::group::EmptyGroup;
use crate::domain::outcome::quota::RankingKey;
use crate::domain::outcome::score::{Composite, Precision};
use crate::domain::paper::Grade;
use crate::domain::profile::explain::words::{Body, base_meaning, label, needed, threshold};
use crate::domain::profile::explain::{Example, Sentence, say};
use crate::domain::profile::{Profile, ProfileOutcome};

impl Profile {
    pub(super) fn explain_quota(&self, example: Example, body: Body) -> Vec<Sentence> {
        let ProfileOutcome::Quota { grade, percent, floor, ranking, others, composite, .. } =
            &self.outcome
        else {
            return Vec::new();
        };
        let grades = self.grades();
        let keys: Vec<Sentence> = ranking.iter().map(|key| ranking_key(grades, key)).collect();
        let zh: Vec<&str> = keys.iter().map(|key| key.zh.as_str()).collect();
        let en: Vec<&str> = keys.iter().map(|key| key.en.as_str()).collect();
        let first = label(grades, grade);
        let votes_first =
            matches!(ranking.first(), Some(RankingKey::Votes { grade: named }) if named == grade);
        let mut sentences = vec![say(
            format!("排名：先比{}。", zh.join("，相等的再比")),
            format!("Ranked by {}.", en.join(", then by ")),
        )];
        sentences.extend(composite.as_ref().map(made_of));
        sentences.extend(self.explain_groups());
        sentences.push(places(&first, *percent, votes_first));
        if let Some(floor) = floor {
            let share = threshold(floor, example, body);
            sentences.push(say(
                format!(
                    "底线：{}票须{}；排在名额之内而没有达到的不评，名额空缺，不由后面的递补。",
                    first.zh, share.zh
                ),
                format!(
                    "Floor: votes for {} must be {}; who is within the places and below it is not \
                     given it, and the place stays open for nobody behind.",
                    first.en, share.en
                ),
            ));
            sentences.push(needed(floor, example, body));
            sentences.push(base_meaning(floor.base));
        }
        let Some(others) = others else {
            sentences.push(say(
                "其余的只列名次，不评等次。",
                "The others are ranked and given no grade.",
            ));
            return sentences;
        };
        let share = threshold(others, example, body);
        sentences.push(say(
            format!(
                "其余的从最好的等次起逐等累加，累计票数首先{}时所到的、低于{}的等次，即为其等次；\
                 没有这样的等次就未产生结果。",
                share.zh, first.zh
            ),
            format!(
                "The others get the best grade below {} at which the votes, added up from the best \
                 grade, are {}; without such a grade there is no result.",
                first.en, share.en
            ),
        ));
        sentences.push(needed(others, example, body));
        sentences.push(base_meaning(others.base));
        sentences
    }

    fn explain_groups(&self) -> Option<Sentence> {
        let groups = self.groups.as_ref()?;
        let shares: Vec<String> =
            groups.shares.iter().map(|share| format!("{} {}", share.group, share.weight)).collect();
        let (empty, empty_en) = match groups.empty {
            EmptyGroup::Renormalise => (
                "某项没有有效评分的组不按 0 分计，其余各组的权数按其和折算，计算过程写明",
                "a group without a counted vote in a row is not 0: the weights of the others are \
                 taken for the whole, and the derivation says so",
            ),
            EmptyGroup::Refuse => (
                "某项有一组没有有效评分的，该项未产生结果；有一组无人时不能开始表决",
                "a row that one group gave no counted vote has no result, and with a group that \
                 nobody is in no ballot opens",
            ),
        };
        let (secret, secret_en) = match groups.in_secret {
            true => (
                "无记名时也公布各组的合计，组内不超过 5 人时开始前提醒主持人。",
                " In a secret ballot the totals of each group are published too; the chair is \
                 warned before it if a group has at most 5.",
            ),
            false => ("", ""),
        };
        Some(say(
            format!(
                "分组（名册的“组别”）：先算各组得分，再按权数加权（{}）；{empty}。{secret}",
                shares.join("、")
            ),
            format!(
                "Groups (as on the roster): first the score of each, then their weights ({}); \
                 {empty_en}.{secret_en}",
                shares.join(", ")
            ),
        ))
    }
}

fn places(first: &Sentence, percent: Option<u32>, votes_first: bool) -> Sentence {
    let (n, n_en) = match percent {
        Some(percent) => (
            format!("n 为评议对象的 {percent}%，只取整数"),
            format!("n is {percent}% of the rows, rounded down"),
        ),
        None => ("n 随每次表决填写".to_owned(), "n comes with the ballot".to_owned()),
    };
    match votes_first {
        true => say(
            format!("前 n 名为{}，{n}；一张{}票也没有的不在此列。", first.zh, first.zh),
            format!(
                "The first n get {}, {n_en}; never a row without a single vote for it.",
                first.en
            ),
        ),
        false => say(
            format!("前 n 名为{}，{n}。", first.zh),
            format!("The first n get {}; {n_en}.", first.en),
        ),
    }
}

fn made_of(composite: &Composite) -> Sentence {
    let own = composite.ballot_weight;
    let zh: Vec<String> =
        composite.sources.iter().map(|s| format!("{} {}%", s.zh, s.weight)).collect();
    let en: Vec<String> =
        composite.sources.iter().map(|s| format!("{} {}%", s.en, s.weight)).collect();
    let (ranked, ranked_en) = match composite.ranked {
        Precision::FourDecimals => {
            ("按四舍五入到小数点后四位的数排名", "ranked at four decimals, half up")
        }
        Precision::Exact => ("按准确值排名", "ranked exactly"),
    };
    say(
        format!(
            "综合得分 = 本次测评得分 {own}% + {}，{ranked}；外部得分随表决填写，缺一项就不能准备表决。",
            zh.join(" + ")
        ),
        format!(
            "Composite = score of this ballot {own}% + {}, {ranked_en}; the scores from outside \
             come with the ballot, and without one of them it cannot be prepared.",
            en.join(" + ")
        ),
    )
}

fn ranking_key(grades: &[Grade], key: &RankingKey) -> Sentence {
    match key {
        RankingKey::Votes { grade } => {
            let Sentence { zh, en } = label(grades, grade);
            say(format!("{zh}票数"), format!("votes for {en}"))
        }
        RankingKey::Score {} => say(
            "平均得分（按准确值，不按小数位）",
            "mean score (compared exactly, not by decimals shown)",
        ),
        RankingKey::Composite {} => say("综合得分", "the composite"),
    }
}

/// What a floor means for those who are equal across the last place.
pub(super) fn floor_in_ties() -> Sentence {
    say(
        "相等的之中只有达到底线的参加再次投票；够名额的直接评定。",
        "Of the equal ones only those that reach the floor go into the run-off; if there are \
         places for all of them, they are given it.",
    )
}
