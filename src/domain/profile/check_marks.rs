//! Contradictions in what a score is made of: criteria, quotas of a paper, composites, groups.

use crate::domain::casting::Casting;
use crate::domain::group::GROUPS_MAX;
use crate::domain::outcome::quota::RankingKey;
use crate::domain::outcome::score::{COMPOSITE_WEIGHTS, Composite, SOURCES_MAX};
use crate::domain::outcome::votes_fit;
use crate::domain::paper::{AllEqual, CRITERIA_MAX, MarksForm};
use crate::domain::profile::check::{check_share, check_votes, fits, known, repeat};
use crate::domain::profile::reading::Reading;
use crate::domain::profile::{Profile, ProfileOutcome, ProfilePaper, RowCount};
use crate::domain::sheet::Secrecy;
use crate::domain::threshold::Base;

impl Profile {
    /// Criteria, and what a paper may and must have.
    pub(super) fn check_cells(&self, reading: &mut Reading, form: &MarksForm) {
        let ProfilePaper::Marks { rows, criteria, paper_quota, quotas, all_equal, .. } =
            &self.paper
        else {
            return;
        };
        if criteria.len() == 1 || criteria.len() > CRITERIA_MAX {
            let zh = format!("评价指标应为 2 至 {CRITERIA_MAX} 个，或不写");
            let en = format!("there are 2 to {CRITERIA_MAX} criteria, or none");
            reading.flaw("paper.criteria", "criteria_count", zh, en);
        }
        let ids: Vec<_> = criteria.iter().map(|criterion| &criterion.id).collect();
        if let Some(n) = repeat(&ids) {
            let place = format!("paper.criteria[{n}].id");
            let (zh, en) = ("有两个指标标识相同", "two criteria have the same id");
            reading.flaw(&place, "criterion_repeated", zh.into(), en.into());
        }
        for (n, quota) in quotas.iter().enumerate() {
            let place = format!("paper.quotas[{}]", n + 1);
            known(reading, form, &format!("{place}.grade"), &quota.grade);
            let before = quotas[..n].iter().any(|other| other.grade == quota.grade);
            if before || paper_quota.as_ref() == Some(&quota.grade) {
                let zh = "同一等次的限额写了两次".into();
                let en = "the same grade is limited twice";
                reading.flaw(&format!("{place}.grade"), "quota_repeated", zh, en.into());
            }
            if quota.max.is_some_and(|max| max < quota.min) {
                let (zh, en) = ("至少数大于至多数", "the fewest are more than the most");
                reading.flaw(&format!("{place}.min"), "quota_bounds", zh.into(), en.into());
            }
        }
        if *all_equal == AllEqual::Refused && *rows == RowCount::One && criteria.is_empty() {
            let zh = "只有一项时，不能规定“全部相同无效”".into();
            let en = "with one row a paper cannot be refused for equal grades";
            reading.flaw("paper.all_equal", "all_equal_one_row", zh, en.into());
        }
        let by_votes =
            matches!(self.outcome, ProfileOutcome::Threshold(_) | ProfileOutcome::Ladder(_));
        if !criteria.is_empty() && by_votes {
            let zh = "分指标评分只能按得分排名（quota）或只公布票数（counts）".into();
            let en =
                "rows with criteria are ranked by their score (quota) or only counted (counts)";
            reading.flaw("outcome.kind", "criteria_outcome", zh, en.into());
        }
    }

    pub(super) fn check_quota(&self, reading: &mut Reading, form: &MarksForm) {
        let ProfileOutcome::Quota { grade, floor, ranking, others, composite, places, .. } =
            &self.outcome
        else {
            return;
        };
        Self::check_places_of_marks(reading, form, places);
        let one_grade = std::slice::from_ref(grade);
        if known(reading, form, "outcome.grade", grade) {
            fits(reading, "outcome.grade", votes_fit(form, one_grade, Base::ValidRows));
            if let Some(floor) = floor {
                let at = "outcome.floor";
                check_votes(reading, form, "outcome.grade", at, one_grade, floor);
            }
        }
        if let Some(others) = others {
            check_share(reading, "outcome.others", others.fraction, others.comparator);
            if others.base != Base::ValidRows {
                let zh = "累计过半数以本项有效票为基数，应为 valid_rows".into();
                let en = "the cumulative majority counts the row's own valid papers: valid_rows";
                reading.flaw("outcome.others.base", "others_base", zh, en.into());
            }
        }
        if let ProfilePaper::Marks { paper_quota: Some(limited), .. } = &self.paper
            && limited != grade
            && form.grade_index(limited).is_some()
        {
            let zh = "名额随表决填写，只有一个：每张票限额的等次应与 outcome.grade 相同".into();
            let en =
                "a ballot names one quota; the grade limited on the paper must be outcome.grade";
            reading.flaw("paper.paper_quota", "quota_grades_differ", zh, en.into());
        }
        super::ladder::check_ranking(reading, form, ranking);
        if !form.criteria.is_empty() {
            let votes = ranking.iter().position(|key| matches!(key, RankingKey::Votes { .. }));
            let places = [
                votes.map(|n| format!("outcome.ranking[{}]", n + 1)),
                floor.map(|_| "outcome.floor".to_owned()),
                others.map(|_| "outcome.others".to_owned()),
            ];
            for place in places.into_iter().flatten() {
                let zh = "分指标评分时，只按得分排名，不按票数另定等次".into();
                let en = "with criteria the score ranks, and no votes of a row decide besides";
                reading.flaw(&place, "criteria_outcome", zh, en.into());
            }
        }
        check_composite(reading, composite.as_ref(), ranking);
    }

    /// Weighted groups: names, and what they need to mean anything.
    pub(super) fn check_groups(&self, reading: &mut Reading) {
        let Some(groups) = &self.groups else { return };
        if !(2..=GROUPS_MAX).contains(&groups.shares.len()) {
            let zh = format!("分组应为 2 至 {GROUPS_MAX} 个");
            let en = format!("there are 2 to {GROUPS_MAX} groups");
            reading.flaw("groups.shares", "groups_count", zh, en);
        }
        let names: Vec<_> = groups.shares.iter().map(|share| &share.group).collect();
        if let Some(n) = repeat(&names) {
            let place = format!("groups.shares[{n}].group");
            let (zh, en) = ("同一组写了两次", "the same group stands twice");
            reading.flaw(&place, "group_repeated", zh.into(), en.into());
        }
        let scored = match &self.outcome {
            ProfileOutcome::Quota { ranking, .. } => {
                ranking.iter().any(|key| !matches!(key, RankingKey::Votes { .. }))
            }
            _ => false,
        };
        if !scored {
            let zh = "分组权数只用于按得分排名（quota，score 或 composite）".into();
            let en = "weighted groups need a ranking by score (quota, with score or composite)";
            reading.flaw("groups", "groups_unscored", zh, en.into());
        }
        if self.casting != [Casting::Tablet] || !self.fallback.is_empty() {
            let key = if self.fallback.is_empty() { "casting" } else { "fallback" };
            let zh = "有分组权数的表决只能在平板上投票，纸质票和举手不知属于哪一组".into();
            let en = "a ballot with weighted groups is cast on tablets only: of a paper or a hand \
                      nobody knows the group";
            reading.flaw(key, "groups_off_tablet", zh, en.into());
        }
        if self.attendance.growing {
            let zh = "有分组权数的表决名单在开始时固定，应为 false".into();
            let en = "a ballot with weighted groups has a frozen list; it must be false";
            reading.flaw("growing", "groups_growing", zh, en.into());
        }
        let secret = self.secrecy.contains(&Secrecy::Secret);
        if secret && !groups.in_secret {
            let zh = "无记名表决要公布各组合计，须写明 in_secret = true".into();
            let en =
                "a secret ballot publishes the totals of each group: in_secret = true must say so";
            reading.flaw("groups.in_secret", "groups_in_secret", zh, en.into());
        }
        if !secret && groups.in_secret {
            let zh = "只适用于无记名表决，而 secrecy 中没有 secret".into();
            let en = "it is for secret ballots, and secrecy has no secret";
            reading.flaw("groups.in_secret", "secret_only", zh, en.into());
        }
    }
}

fn check_composite(reading: &mut Reading, composite: Option<&Composite>, ranking: &[RankingKey]) {
    let ranked = ranking.contains(&RankingKey::Composite {});
    if ranked != composite.is_some() {
        let zh = "outcome.composite 与排序依据 composite 须同时有或同时没有".into();
        let en = "outcome.composite and the ranking key composite go together";
        reading.flaw("outcome.composite", "composite_unranked", zh, en.into());
    }
    let Some(composite) = composite else { return };
    if composite.sources.is_empty() || composite.sources.len() > SOURCES_MAX {
        let zh = format!("外部得分来源应为 1 至 {SOURCES_MAX} 个");
        let en = format!("there are 1 to {SOURCES_MAX} sources");
        reading.flaw("outcome.composite.sources", "sources_count", zh, en);
    }
    let ids: Vec<_> = composite.sources.iter().map(|source| &source.id).collect();
    if let Some(n) = repeat(&ids) {
        let place = format!("outcome.composite.sources[{n}].id");
        let (zh, en) = ("有两个来源标识相同", "two sources have the same id");
        reading.flaw(&place, "source_repeated", zh.into(), en.into());
    }
    let weights = composite.sources.iter().map(|source| source.weight);
    let whole = weights.fold(composite.ballot_weight, u32::saturating_add);
    if whole != COMPOSITE_WEIGHTS {
        let zh = format!("权数之和为 {whole}，应为 {COMPOSITE_WEIGHTS}");
        let en = format!("the weights come to {whole}, not to {COMPOSITE_WEIGHTS}");
        reading.flaw("outcome.composite", "composite_weights", zh, en);
    }
}
