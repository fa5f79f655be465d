//! The first K of N: the majority if one is asked for, the ranking, the cut.

use crate::domain::count::Bases;
use crate::domain::derivation::Line;
use crate::domain::derivation::ranking::{Place, Ranking};
use crate::domain::derivation::share::{needed_words, percent, words};
use crate::domain::derivation::words::{base_noun, both, places_en, sized, votes_en};
use crate::domain::outcome::selection::SelectionRule;
use crate::domain::paper::{PicksForm, count};
use crate::domain::sheet::Sheet;
use crate::domain::weight::Scale;

pub(super) fn lines(
    sheet: &Sheet,
    form: &PicksForm,
    rule: &SelectionRule,
    votes: &[u64],
    bases: &Bases,
) -> Vec<Line> {
    let needed: Vec<u64> = (0..votes.len()).map(|i| rule.needed_by(bases, i)).collect();
    let may: Vec<bool> = votes.iter().zip(&needed).map(|(votes, least)| votes >= least).collect();
    let everyone = vec![true; votes.len()];
    let ranking = Ranking::new(&everyone, &may, rule.places, |i, j| votes[i] > votes[j]);
    let mut lines = vec![
        both(
            format!("应定 {} 项，候选 {} 项。", rule.places, form.options.len()),
            format!("Places {}, candidates {}.", rule.places, form.options.len()),
        ),
        standard(sheet, rule, bases),
    ];
    for &row in &ranking.order {
        let base = own_base(sheet, rule, bases, row);
        let said = (needed[row], &base);
        lines.push(option(form, &ranking, row, votes[row], said, bases));
    }
    lines.push(cut(form, rule, &ranking, votes, bases.scale));
    lines.push(conclusion(rule, &ranking));
    lines
}

fn standard(sheet: &Sheet, rule: &SelectionRule, bases: &Bases) -> Line {
    let Some(majority) = rule.majority else {
        return both(
            "不要求过半数，按得票数排名；没有得票的不入选。",
            "No majority is asked for: plurality; nobody is selected without a vote.",
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

/// What one option needed, where it is not the same number for all.
fn own_base(sheet: &Sheet, rule: &SelectionRule, bases: &Bases, option: usize) -> Line {
    let Some(majority) = rule.majority.filter(|majority| !bases.alike(majority.base)) else {
        return both("", "");
    };
    let base = sized(sheet, majority.base, bases, option);
    let base_count = bases.of_item(option).of_papers(majority.base);
    let needed = needed_words(&majority, base_count, bases.scale);
    both(format!("，{}，{}", base.zh, needed.zh), format!(", {}, {}", base.en, needed.en))
}

/// Every option with rank, votes and 得票率, which is taken of the valid papers (rules.md §0.3,
/// reading 4).
fn option(
    form: &PicksForm,
    ranking: &Ranking,
    row: usize,
    votes: u64,
    (needed, base): (u64, &Line),
    bases: &Bases,
) -> Line {
    let (named, share) =
        (ranking.named(row, &form.options[row]), percent(votes, bases.valid_papers));
    let (zh, en) = match ranking.places[row] {
        Place::Above => (" → 入选".to_owned(), " → selected".to_owned()),
        Place::Tied => (" → 得票相等".to_owned(), " → tied".to_owned()),
        Place::Behind => (" → 未入选".to_owned(), " → not selected".to_owned()),
        Place::Out if votes == 0 => {
            ("，没有得票 → 未入选".to_owned(), ", no vote → not selected".to_owned())
        }
        Place::Out => {
            let short = bases.scale.say(needed - votes);
            (
                format!("，少 {short} 票 → 未达到所需票数"),
                format!(", {} short → below the number needed", votes_en(short)),
            )
        }
    };
    let votes = bases.scale.say(votes);
    both(
        format!("{}：{votes} 票（得票率 {share}）{}{zh}。", named.zh, base.zh),
        format!("{}: {} ({share} of the valid papers){}{en}.", named.en, votes_en(votes), base.en),
    )
}

/// What happens at the last place.
fn cut(
    form: &PicksForm,
    rule: &SelectionRule,
    ranking: &Ranking,
    votes: &[u64],
    scale: Scale,
) -> Line {
    let places = rule.places;
    let reached = count(votes.len()) - ranking.at(Place::Out);
    let (those, those_en) = match rule.majority {
        Some(_) => ("达到所需票数的", "reached the number needed"),
        None => ("有得票的", "received votes"),
    };
    if reached > places {
        let head = both(
            format!("{those} {reached} 项，超过应定 {places} 项"),
            format!("{reached} {those_en}, more than {}", places_en(places)),
        );
        return crossed(form, rule, ranking, (votes, scale), &head);
    }
    let (short, short_en) = match places - reached {
        0 => Default::default(),
        n => (
            format!("；应定 {places} - 入选 {reached} = 缺额 {n}，不以其他项目补足"),
            format!(
                "; places {places} - selected {reached} = {n} not filled, and nobody else is taken"
            ),
        ),
    };
    let (all, all_en) = match reached {
        0 => Default::default(),
        _ => ("，全部入选", ": all are selected"),
    };
    both(
        format!("{those} {reached} 项，不超过应定 {places} 项{all}{short}。"),
        format!("{reached} {those_en}, no more than {}{all_en}{short_en}.", places_en(places)),
    )
}

/// More are good enough than there are places: the votes on both sides of the cut.
fn crossed(
    form: &PicksForm,
    rule: &SelectionRule,
    ranking: &Ranking,
    (votes, scale): (&[u64], Scale),
    head: &Line,
) -> Line {
    let (places, above, tied) = (rule.places, ranking.at(Place::Above), ranking.at(Place::Tied));
    let at = |rank: u32| {
        let place = usize::try_from(rank - 1).ok();
        // Of those who reached what they need: others may have as many votes, and a larger base.
        let mut in_line = ranking.order.iter().filter(|row| ranking.places[**row] != Place::Out);
        let row = place.and_then(|place| in_line.nth(place));
        scale.say(row.map_or(0, |row| votes[*row]))
    };
    let (last, next, after) = (at(places), at(places + 1), places + 1);
    let head = both(
        format!("{}；第 {places} 位 {last} 票，第 {after} 位 {next} 票", head.zh),
        format!(
            "{}; place {places} has {}, place {after} has {}",
            head.en,
            votes_en(last),
            votes_en(next)
        ),
    );
    if tied == 0 {
        return both(
            format!("{}，不相等，前 {places} 项入选。", head.zh),
            format!("{}, not equal: the first {places} are selected.", head.en),
        );
    }
    let (open, names) = (places - above, ranking.tied(&form.options));
    both(
        format!(
            "{}，得票相等；在前的 {above} 项入选，余 {open} 个名额，仅就得票相等的 {tied} 项再次票决：{}。",
            head.zh, names.zh
        ),
        format!(
            "{}, equal; the {above} before them are selected, {} left, and a run-off is held among \
             exactly these {tied}: {}.",
            head.en,
            places_en(open),
            names.en
        ),
    )
}

fn conclusion(rule: &SelectionRule, ranking: &Ranking) -> Line {
    let (above, tied) = (ranking.at(Place::Above), ranking.at(Place::Tied));
    let open = rule.places - above;
    let (zh, en) = match (tied, open) {
        (0, 0) => Default::default(),
        (0, open) => (format!("，缺额 {open} 项"), format!(", {} not filled", places_en(open))),
        (tied, open) => (
            format!("，{tied} 项得票相等，余 {open} 个名额，需再次票决"),
            format!(", {tied} tied for {}, a run-off is required", places_en(open)),
        ),
    };
    both(format!("结论：入选 {above} 项{zh}。"), format!("Conclusion: {above} selected{en}."))
}
