//! Nouns and figures of a derivation, in the terms of rules.md §12.

use crate::domain::count::Bases;
use crate::domain::derivation::Line;
use crate::domain::outcome::sum;
use crate::domain::paper::{GradeRole, Item, MarksForm};
use crate::domain::sheet::Sheet;
use crate::domain::tally::RowTally;
use crate::domain::text::Key;
use crate::domain::threshold::Base;
use crate::domain::weight::{Said, Scale};

/// A line, or a part of one.
pub(super) fn both(zh: impl Into<String>, en: impl Into<String>) -> Line {
    Line { zh: zh.into(), en: en.into() }
}

/// A base by its name, with what it counts: 人 people, 张 papers, 票 votes.
pub(super) struct Noun {
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) unit: &'static str,
}

/// The base as this body calls it. Deputies, members of a committee or assessors: no field of the
/// rule says which, its own wording does. Only the name depends on it.
pub(super) fn base_noun(sheet: &Sheet, base: Base) -> Noun {
    let Noun { zh, en, unit } = heads_noun(sheet, base);
    match sheet.rules.weights {
        // What is added up are the weights of those people or papers.
        Some(_) => Noun { zh: format!("{zh}票权"), en: format!("weight of {en}"), unit: "票" },
        None => Noun { zh, en, unit },
    }
}

/// The same where people or papers are counted whatever they weigh.
pub(super) fn heads_noun(sheet: &Sheet, base: Base) -> Noun {
    let wording = sheet.rules.wording.zh.as_str();
    let named = |word: &str| wording.contains(word);
    let (zh, en, unit) = match base {
        Base::TotalMembership if named("组成人员") => ("全体组成人员", "all members", "人"),
        Base::TotalMembership if named("参评人员") => ("全体参评人员", "all assessors", "人"),
        Base::TotalMembership if named("会员") => ("全体会员", "all members", "人"),
        Base::TotalMembership => ("全体代表", "all deputies", "人"),
        Base::Present if named("组成人员") => ("实到组成人员", "members present", "人"),
        Base::Present if named("参评人员") => ("实到参评人员", "assessors present", "人"),
        Base::Present if named("会员") => ("实到会员", "members present", "人"),
        Base::Present => ("实到代表", "deputies present", "人"),
        Base::PapersIssued => ("发出票", "papers issued", "张"),
        Base::PapersReturned => ("收回票", "papers returned", "张"),
        Base::ValidPapers => ("有效票", "valid papers", "张"),
        Base::ValidRows => ("本项有效票", "papers valid in the row", "张"),
        Base::ForPlusAgainst => ("赞成与反对票之和", "votes for and against", "票"),
        Base::Expressed => ("赞成、反对、弃权票之和", "votes expressed", "票"),
    };
    Noun { zh: zh.to_owned(), en: en.to_owned(), unit }
}

/// A base of papers or people with its number for one row or option, and how it became that number:
/// 全体代表 327 人 or 全体代表 327 减回避 2 = 325 人.
pub(super) fn sized(sheet: &Sheet, base: Base, bases: &Bases, item: usize) -> Line {
    let noun = base_noun(sheet, base);
    let left = bases.of_item(item).of_papers(base);
    let (off, all) = (bases.off(base, item), left + bases.off(base, item));
    let [off_said, all, left] = [off, all, left].map(|figure| bases.scale.say(figure));
    match off {
        0 => both(format!("{} {left} {}", noun.zh, noun.unit), format!("{} {left}", noun.en)),
        _ => both(
            format!("{} {all} 减回避 {off_said} = {left} {}", noun.zh, noun.unit),
            format!("{} {all} less {off_said} recused = {left}", noun.en),
        ),
    }
}

/// Whether every row has its own number of this base.
pub(super) fn of_the_row(base: Base) -> bool {
    matches!(base, Base::ValidRows | Base::ForPlusAgainst | Base::Expressed)
}

/// The base of a row with its number, written out where it is a sum of roles: 赞成 160 + 反对 100 =
/// 260 票.
pub(super) fn row_base(
    form: &MarksForm,
    row: &RowTally,
    base: Base,
    base_count: u64,
    scale: Scale,
) -> Line {
    let (mut silent, base_count) = (base_count, scale.say(base_count));
    let roles: &[GradeRole] = match base {
        Base::ForPlusAgainst => &[GradeRole::For, GradeRole::Against],
        Base::Expressed => &[GradeRole::For, GradeRole::Against, GradeRole::Abstain],
        _ => {
            return match scale.is_weighed() {
                true => both(
                    format!("本项有效票权 {base_count} 票"),
                    format!("weight {base_count} valid in the row"),
                ),
                false => both(
                    format!("本项有效票 {base_count} 张"),
                    format!("{base_count} papers valid in the row"),
                ),
            };
        }
    };
    let cells = form.grades.iter().zip(&row.votes);
    let named = cells.filter(|(grade, _)| roles.contains(&grade.role));
    let mut parts: Vec<Line> = Vec::new();
    for (grade, votes) in named {
        silent = silent.saturating_sub(*votes);
        let votes = scale.say(*votes);
        parts.push(both(format!("{} {votes}", grade.zh), format!("{} {votes}", grade.en)));
    }
    // What is in the base and in no grade has not voted, and counts as abstaining.
    if silent > 0 {
        let silent = scale.say(silent);
        let en = format!("did not vote, abstaining {silent}");
        parts.push(both(format!("未按计为弃权 {silent}"), en));
    }
    let said = join(&parts, " + ", " + ");
    both(format!("{} = {base_count} 票", said.zh), format!("{} = {base_count}", said.en))
}

/// 赞成 163 票, or 满意 10 + 基本满意 8 = 18 票.
pub(super) fn votes_for(form: &MarksForm, row: &RowTally, grades: &[Key], scale: Scale) -> Line {
    let named = form.grades.iter().zip(&row.votes).filter(|(grade, _)| grades.contains(&grade.id));
    let parts: Vec<Line> = named
        .map(|(grade, votes)| {
            let votes = scale.say(*votes);
            both(format!("{} {votes}", grade.zh), format!("{} {votes}", grade.en))
        })
        .collect();
    let (said, total) = (join(&parts, " + ", " + "), scale.say(sum(form, row, grades)));
    if parts.len() == 1 {
        return both(format!("{} 票", said.zh), said.en);
    }
    both(format!("{} = {total} 票", said.zh), format!("{} = {total}", said.en))
}

/// What is counted: 赞成票, or 满意、基本满意票之和.
pub(super) fn counted(form: &MarksForm, grades: &[Key]) -> Line {
    let named = form.grades.iter().filter(|grade| grades.contains(&grade.id));
    let parts: Vec<Line> =
        named.map(|grade| both(grade.zh.as_str(), format!("“{}”", grade.en))).collect();
    let zh = join(&parts, "、", "").zh;
    match parts.split_last() {
        Some((last, before)) if !before.is_empty() => both(
            format!("{zh}票之和"),
            format!("{} and {} together", join(before, "", ", ").en, last.en),
        ),
        _ => both(format!("{zh}票"), join(&parts, "", "").en),
    }
}

/// Everything in a row: its grades, then blanks and invalid lines where there are any.
pub(super) fn figures(form: &MarksForm, row: &RowTally, scale: Scale) -> Vec<Line> {
    let mut parts: Vec<Line> = form
        .grades
        .iter()
        .zip(&row.votes)
        .map(|(grade, votes)| {
            let votes = scale.say(*votes);
            both(format!("{} {votes}", grade.zh), format!("{} {votes}", grade.en))
        })
        .collect();
    let more = [
        (row.blank, "本项弃权", "row abstentions"),
        (row.invalid, "本项无效", "invalid rows"),
        (row.recused, "本项回避", "recused from the row"),
    ];
    for (votes, zh, en) in more.into_iter().filter(|(votes, ..)| *votes > 0) {
        let votes = scale.say(votes);
        parts.push(both(format!("{zh} {votes}"), format!("{en} {votes}")));
    }
    parts
}

/// Parts side by side.
pub(super) fn join(parts: &[Line], between_zh: &str, between_en: &str) -> Line {
    let zh: Vec<&str> = parts.iter().map(|part| part.zh.as_str()).collect();
    let en: Vec<&str> = parts.iter().map(|part| part.en.as_str()).collect();
    both(zh.join(between_zh), en.join(between_en))
}

/// What is said of one row, behind its number on the paper and its name.
pub(super) fn numbered(number: u32, item: &Item, said: &Line) -> Line {
    both(
        format!("{number}. {}：{}", item.title, said.zh),
        format!("{number}. {}: {}", item.title, said.en),
    )
}

/// 1 place, 2 places.
pub(super) fn places_en(places: u32) -> String {
    if places == 1 { "1 place".to_owned() } else { format!("{places} places") }
}

/// 1 vote, 2 votes.
pub(super) fn votes_en(votes: Said) -> String {
    if votes.is_one() { "1 vote".to_owned() } else { format!("{votes} votes") }
}
