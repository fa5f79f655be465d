//! The first K of N: the majority if one is asked for, the ranking, the cut.

use crate::domain::count::Bases;
use crate::domain::derivation::Line;
use crate::domain::derivation::places;
use crate::domain::derivation::ranking::{Place, Ranking};
use crate::domain::derivation::share::{needed_words, percent, words};
use crate::domain::derivation::terms::Terms;
use crate::domain::derivation::words::{base_noun, both, sized, votes_en};
use crate::domain::outcome::places::{TieKey, TieRule};
use crate::domain::outcome::selection::SelectionRule;
use crate::domain::paper::PicksForm;
use crate::domain::sheet::Sheet;
use crate::domain::tally::PicksTally;
use crate::domain::weight::Scale;

/// Everybody who may be selected, as the lines need them.
pub(super) struct Field<'a> {
    pub(super) terms: Terms,
    pub(super) rule: &'a SelectionRule,
    /// `3. 丙`, or `另选 丁` for a person written in.
    pub(super) names: Vec<Line>,
    pub(super) votes: Vec<u64>,
    /// 反对 per candidate; none where the paper has no crosses.
    against: Vec<Option<u64>>,
    pub(super) ranking: Ranking,
    /// Votes that each needs besides the rank.
    pub(super) needed: Vec<u64>,
    /// What each needed, where it is not the same number for all.
    own_bases: Vec<Line>,
    /// How figures are written.
    pub(super) scale: Scale,
}

pub(super) fn lines(
    sheet: &Sheet,
    form: &PicksForm,
    rule: &SelectionRule,
    tally: &PicksTally,
    bases: &Bases,
) -> Vec<Line> {
    let field = Field::new(sheet, form, rule, tally, bases);
    let (terms, written) = (field.terms, tally.written().len());
    let mut lines = vec![both(
        format!(
            "{} {} {}，{} {} {}。",
            terms.seats,
            rule.places,
            terms.unit,
            terms.candidates,
            form.options.len(),
            terms.unit
        ),
        format!("Places {}, candidates {}.", rule.places, form.options.len()),
    )];
    if written > 0 {
        lines.push(both(
            format!("另选他人 {written} 名，与候选人一并计算。"),
            format!("Written in {written}; they compete with those on the paper."),
        ));
    }
    lines.push(standard(sheet, rule, bases));
    lines.extend(second_key(&rule.tie_rule));
    for &row in &field.ranking.order {
        lines.push(field.candidate(row, bases.valid_papers));
    }
    lines.push(places::line(&field));
    lines.push(places::conclusion(&field));
    lines
}

impl<'a> Field<'a> {
    fn new(
        sheet: &Sheet,
        form: &PicksForm,
        rule: &'a SelectionRule,
        tally: &PicksTally,
        bases: &Bases,
    ) -> Self {
        let listed = (1..).zip(&form.options).map(|(number, option)| {
            let name = format!("{number}. {}", option.title);
            both(name.clone(), name)
        });
        let written = tally.written().iter().map(|person| {
            both(format!("另选 {}", person.name), format!("written in: {}", person.name))
        });
        let names: Vec<Line> = listed.chain(written).collect();
        let persons = tally.written().iter().map(|person| person.votes);
        let votes: Vec<u64> = tally.votes.iter().copied().chain(persons).collect();
        let mut against = vec![None; names.len()];
        for (place, crosses) in tally.crossed().iter().enumerate() {
            against[place] = Some(*crosses);
        }
        // A row without a single vote is never selected (rules.md §0.3, reading 13).
        let needed: Vec<u64> = (0..votes.len()).map(|i| rule.needed_by(bases, i)).collect();
        let may: Vec<bool> =
            votes.iter().zip(&needed).map(|(votes, least)| votes >= least).collect();
        let own_bases = (0..votes.len()).map(|i| own_base(sheet, rule, bases, i)).collect();
        let fewer = rule.tie_rule == TieRule::SecondaryKey(TieKey::FewerAgainst);
        let second = |i: usize| against[i].filter(|_| fewer).unwrap_or_default();
        let better = |i: usize, j: usize| {
            votes[i] > votes[j] || votes[i] == votes[j] && second(i) < second(j)
        };
        let mut ranking = Ranking::new(&vec![true; votes.len()], &may, rule.places, better);
        if rule.tie_rule == TieRule::AllTiedIn {
            ranking.admit_tied();
        }
        let (terms, scale) = (Terms::of(sheet.kind), bases.scale);
        Self { terms, rule, names, votes, against, ranking, needed, own_bases, scale }
    }

    /// Every candidate with rank, votes and 得票率, which is taken of the valid papers (rules.md
    /// §0.3, reading 4).
    fn candidate(&self, row: usize, valid: u64) -> Line {
        let (named, votes) = (self.ranking.ranked(row, &self.names[row]), self.votes[row]);
        let (share, terms) = (percent(votes, valid), self.terms);
        let (zh, en) = match self.ranking.places[row] {
            Place::Above => (format!(" → {}", terms.selected), format!(" → {}", terms.selected_en)),
            Place::Tied => (" → 得票相等".to_owned(), " → tied".to_owned()),
            Place::Behind => {
                (format!(" → {}", terms.not_selected), format!(" → {}", terms.not_selected_en))
            }
            Place::Out if votes == 0 => (
                format!("，没有得票 → {}", terms.not_selected),
                format!(", no vote → {}", terms.not_selected_en),
            ),
            Place::Out => {
                let short = self.scale.say(self.needed[row] - votes);
                (
                    format!("，少 {short} 票 → 未达到所需票数"),
                    format!(", {} short → below the number needed", votes_en(short)),
                )
            }
        };
        let (more, more_en) = match self.against[row] {
            Some(against) => {
                let silent = self.scale.say(valid.saturating_sub(votes + against));
                let against = self.scale.say(against);
                (
                    format!("，反对 {against}，弃权 {silent}"),
                    format!(", against {against}, abstained {silent}"),
                )
            }
            None => Default::default(),
        };
        let (votes, own) = (self.scale.say(votes), &self.own_bases[row]);
        let of_en = if self.scale.is_weighed() { "weight of valid papers" } else { "valid papers" };
        both(
            format!("{}：{votes} 票（得票率 {share}）{more}{}{zh}。", named.zh, own.zh),
            format!(
                "{}: {} ({share} of the {of_en}){more_en}{}{en}.",
                named.en,
                votes_en(votes),
                own.en
            ),
        )
    }

    /// Names of those tied: exactly who goes into the run-off.
    pub(super) fn tied(&self) -> Line {
        let tied = |language: fn(&Line) -> &str, between: &str| {
            let rows = self.names.iter().enumerate();
            let tied = rows.filter(|(row, _)| self.ranking.places[*row] == Place::Tied);
            tied.map(|(_, name)| language(name)).collect::<Vec<_>>().join(between)
        };
        both(tied(|name| &name.zh, "、"), tied(|name| &name.en, "; "))
    }
}

fn standard(sheet: &Sheet, rule: &SelectionRule, bases: &Bases) -> Line {
    let terms = Terms::of(sheet.kind);
    let Some(majority) = rule.majority else {
        return both(
            format!("不要求过半数，按得票数排名；没有得票的不{}。", terms.selected),
            format!(
                "No majority is asked for: plurality; nobody is {} without a vote.",
                terms.selected_en
            ),
        );
    };
    let noun = base_noun(sheet, majority.base);
    if !bases.alike(majority.base) {
        let share = words(majority.fraction, majority.comparator);
        return both(
            format!("计票基数：{}，各项分别减去回避人数；得票须{}。", noun.zh, share.zh),
            format!(
                "Majority base: {}, less those recused from each option; votes received: {}.",
                noun.en, share.en
            ),
        );
    }
    let base = sized(sheet, majority.base, bases, 0);
    let base_count = bases.of_item(0).of_papers(majority.base);
    let needed = needed_words(&majority, base_count, bases.scale);
    both(
        format!("计票基数：{}；得票须{}。", base.zh, needed.zh),
        format!("Majority base: {}; votes received: {}.", base.en, needed.en),
    )
}

/// What one of them needed, where it is not the same number for all.
fn own_base(sheet: &Sheet, rule: &SelectionRule, bases: &Bases, row: usize) -> Line {
    let Some(majority) = rule.majority.filter(|majority| !bases.alike(majority.base)) else {
        return both("", "");
    };
    let base = sized(sheet, majority.base, bases, row);
    let base_count = bases.of_item(row).of_papers(majority.base);
    let needed = needed_words(&majority, base_count, bases.scale);
    both(format!("，{}，{}", base.zh, needed.zh), format!(", {}, {}", base.en, needed.en))
}

fn second_key(rule: &TieRule) -> Option<Line> {
    (*rule == TieRule::SecondaryKey(TieKey::FewerAgainst)).then(|| {
        both("得票相等的，反对票少的在前。", "Among equal votes, fewer votes against come first.")
    })
}
