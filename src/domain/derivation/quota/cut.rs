//! The cut of a quota in words: who is given the grade, who is tied, what stays open.

use crate::domain::derivation::Line;
use crate::domain::derivation::ladder::label;
use crate::domain::derivation::ranking::{Place, Ranking};
use crate::domain::derivation::words::{both, places_en};
use crate::domain::outcome::places::{ShortfallRule, TieRule};
use crate::domain::outcome::quota::QuotaRule;
use crate::domain::paper::{MarksForm, count};

pub(super) fn cut(form: &MarksForm, rule: &QuotaRule, ranking: &Ranking) -> Line {
    let places = rule.places;
    let candidates = count(form.rows.len()) - ranking.at(Place::Out);
    let grade = label(form, &rule.grade);
    if rule.floor.is_some() {
        return cut_above_floor(form, rule, ranking);
    }
    if candidates == 0 {
        return both(
            format!("没有可评“{}”的对象，{places} 个名额空缺。", grade.zh),
            format!("Nobody may be given “{}”: {} left open.", grade.en, places_en(places)),
        );
    }
    if candidates <= places {
        let (free, free_en) = match places - candidates {
            0 => Default::default(),
            n => {
                let (what, what_en) = match rule.shortfall_rule {
                    ShortfallRule::AcceptFewer => ("", ""),
                    ShortfallRule::SecondRound => {
                        ("，进行第二轮投票", ", and a second round is held")
                    }
                    ShortfallRule::FillNextMeeting => ("，留待下次会议", " for the next meeting"),
                };
                (format!("，余 {n} 名空缺{what}"), format!("; {} left open{what_en}", places_en(n)))
            }
        };
        return both(
            format!(
                "可评“{}”的 {candidates} 名，不超过名额 {places} 名，全部评为“{}”{free}。",
                grade.zh, grade.zh
            ),
            format!(
                "{candidates} may be given “{}”, no more than {}: all are{free_en}.",
                grade.en,
                places_en(places)
            ),
        );
    }
    let (head, head_en) = (
        format!("可评“{}”的 {candidates} 名，超过名额 {places} 名", grade.zh),
        format!("{candidates} may be given “{}”, more than {}", grade.en, places_en(places)),
    );
    both(
        format!("{head}；{}", last_place(form, rule, ranking).zh),
        format!("{head_en}; {}", last_place(form, rule, ranking).en),
    )
}

/// More may be given the grade than there are places.
fn last_place(form: &MarksForm, rule: &QuotaRule, ranking: &Ranking) -> Line {
    let (places, above, tied) = (rule.places, ranking.at(Place::Above), ranking.at(Place::Tied));
    let (next, grade) = (places + 1, label(form, &rule.grade));
    if above > places {
        return both(
            format!(
                "第 {places} 位与第 {next} 位各项依据全部相等；按规定相等的全部评为“{}”，共 {above} 名，超过名额 {places} 名。",
                grade.zh
            ),
            format!(
                "places {places} and {next} are equal in every key; by the rule all who are equal \
                 are given it: {above}, more than {}.",
                places_en(places)
            ),
        );
    }
    if tied == 0 {
        return both(
            format!("第 {places} 位与第 {next} 位不相等，前 {places} 名评为“{}”。", grade.zh),
            format!("places {places} and {next} are not equal: the first {places} are given it."),
        );
    }
    let (open, names) = (places - above, ranking.tied(&form.rows));
    let Line { zh: what, en: what_en } = about_the_tied(rule, tied);
    both(
        format!(
            "第 {places} 位与第 {next} 位各项依据全部相等；在前的 {above} 名评为“{}”，余 {open} 个名额，{what}：{}。",
            grade.zh, names.zh
        ),
        format!(
            "places {places} and {next} are equal in every key; the {above} before them are given \
             it, {} left, and {what_en}: {}.",
            places_en(open),
            names.en
        ),
    )
}

/// What is done about those who are equal across the cut.
fn about_the_tied(rule: &QuotaRule, tied: u32) -> Line {
    match &rule.tie_rule {
        TieRule::ChairDecides => both(
            format!("由主持人（主席团）从相等的 {tied} 名中确定"),
            format!("the chair (presidium) decides among these {tied}"),
        ),
        TieRule::Lot => both(
            format!("在相等的 {tied} 名中抽签确定"),
            format!("a lot decides among these {tied}"),
        ),
        TieRule::SharedRank => both(
            format!("相等的 {tied} 名名次并列，名额不因此确定"),
            format!("these {tied} share the rank, which gives nobody a place"),
        ),
        TieRule::RevoteAmongTied | TieRule::AllTiedIn | TieRule::SecondaryKey(_) => both(
            format!("仅就相等的 {tied} 名再次投票"),
            format!("a run-off is held among exactly these {tied}"),
        ),
    }
}

/// With a floor a place may stay open although somebody behind the cut reaches it: the floor moves no
/// ranks (rules.md §11, case 54).
fn cut_above_floor(form: &MarksForm, rule: &QuotaRule, ranking: &Ranking) -> Line {
    let (places, given) = (rule.places, ranking.at(Place::Above));
    let grade = label(form, &rule.grade);
    let tied = (0..form.rows.len()).find(|row| ranking.places[*row] == Place::Tied);
    let Some(rank) = tied.and_then(|row| ranking.ranks[row]) else {
        let open = places.saturating_sub(given);
        return both(
            format!(
                "前 {places} 名中达到底线的 {given} 名评为“{}”，空缺 {open} 个名额。",
                grade.zh
            ),
            format!(
                "Of the first {places}, the {given} that reach the floor are given “{}”; {} left open.",
                grade.en,
                places_en(open)
            ),
        );
    };
    let (open, tied, names) =
        (places + 1 - rank, ranking.at(Place::Tied), ranking.tied(&form.rows));
    let Line { zh: what, en: what_en } = about_the_tied(rule, tied);
    both(
        format!(
            "名次在前并达到底线的 {given} 名评为“{}”；余 {open} 个名额，{what}（名次相等并达到底线的）：{}。",
            grade.zh, names.zh
        ),
        format!(
            "The {given} before the tie that reach the floor are given “{}”; {} left, and {what_en} (equal, \
             and reaching it): {}.",
            grade.en,
            places_en(open),
            names.en
        ),
    )
}
