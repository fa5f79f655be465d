//! What happens at the last place of a selection, in words.

use crate::domain::derivation::Line;
use crate::domain::derivation::ranking::Place;
use crate::domain::derivation::selection::Field;
use crate::domain::derivation::words::{both, places_en, votes_en};
use crate::domain::outcome::places::{ShortfallRule, TieRule};
use crate::domain::paper::count;

pub(super) fn line(field: &Field<'_>) -> Line {
    let (terms, places) = (field.terms, field.rule.places);
    let reached = count(field.votes.len()) - field.ranking.at(Place::Out);
    let (those, those_en) = match field.rule.majority {
        Some(_) => ("达到所需票数的", "reached the number needed"),
        None => ("有得票的", "received votes"),
    };
    let (seats, unit) = (terms.seats, terms.unit);
    if reached > places {
        let head = both(
            format!("{those} {reached} {unit}，超过{seats} {places} {unit}"),
            format!("{reached} {those_en}, more than {}", places_en(places)),
        );
        return crossed(field, &head);
    }
    let short = shortfall(field, places - reached);
    let (all, all_en) = match reached {
        0 => Default::default(),
        _ => (format!("，全部{}", terms.selected), format!(": all are {}", terms.selected_en)),
    };
    both(
        format!("{those} {reached} {unit}，不超过{seats} {places} {unit}{all}{}。", short.zh),
        format!("{reached} {those_en}, no more than {}{all_en}{}.", places_en(places), short.en),
    )
}

/// Open places and what the rule does about them; empty where there is none.
fn shortfall(field: &Field<'_>, open: u32) -> Line {
    if open == 0 {
        return both("", "");
    }
    let (terms, places) = (field.terms, field.rule.places);
    let selected = places - open;
    let (zh, en) = match field.rule.shortfall_rule {
        ShortfallRule::AcceptFewer => {
            (format!("不以其他{}补足", terms.others), "nobody else is taken".to_owned())
        }
        ShortfallRule::SecondRound => {
            (format!("就缺额进行{}", terms.next), format!("{} is held for them", terms.next_en))
        }
        ShortfallRule::FillNextMeeting => {
            ("缺额留待下次会议".to_owned(), "they are left to the next meeting".to_owned())
        }
    };
    both(
        format!("；{} {places} - {} {selected} = 缺额 {open}，{zh}", terms.seats, terms.selected),
        format!(
            "; places {places} - {} {selected} = {open} not filled, and {en}",
            terms.selected_en
        ),
    )
}

/// More are good enough than there are places: the votes on both sides of the cut.
fn crossed(field: &Field<'_>, head: &Line) -> Line {
    let (terms, ranking, places) = (field.terms, &field.ranking, field.rule.places);
    let (above, tied) = (ranking.at(Place::Above), ranking.at(Place::Tied));
    let at = |rank: u32| {
        let place = usize::try_from(rank - 1).ok();
        // Of those who reached what they need: others may have as many votes, and a larger base.
        let mut in_line = ranking.order.iter().filter(|row| ranking.places[**row] != Place::Out);
        place.and_then(|place| in_line.nth(place)).map_or(0, |row| field.votes[*row])
    };
    let same = at(places) == at(places + 1);
    let say = |rank| field.scale.say(at(rank));
    let (last, next, after) = (say(places), say(places + 1), places + 1);
    let head = both(
        format!("{}；第 {places} 位 {last} 票，第 {after} 位 {next} 票", head.zh),
        format!(
            "{}; place {places} has {}, place {after} has {}",
            head.en,
            votes_en(last),
            votes_en(next)
        ),
    );
    let (unit, selected, selected_en) = (terms.unit, terms.selected, terms.selected_en);
    if above > places {
        return both(
            format!(
                "{}，得票相等；按规定得票相等的全部{selected}，{selected} {above} {unit}，超过{} {places} {unit}。",
                head.zh, terms.seats
            ),
            format!(
                "{}, equal; by the rule all who are equal are {selected_en}: {above}, more than {}.",
                head.en,
                places_en(places)
            ),
        );
    }
    if tied == 0 {
        let (not_equal, not_equal_en) = match same {
            true => ("得票相等而反对票不相等", "equal in votes but not in votes against"),
            false => ("不相等", "not equal"),
        };
        return both(
            format!("{}，{not_equal}，前 {places} {unit}{selected}。", head.zh),
            format!("{}, {not_equal_en}: the first {places} are {selected_en}.", head.en),
        );
    }
    let (open, names) = (places - above, field.tied());
    let (zh, en) = of_tie(field, tied);
    both(
        format!(
            "{}，得票相等；在前的 {above} {unit}{selected}，余 {open} 个名额，{zh}：{}。",
            head.zh, names.zh
        ),
        format!(
            "{}, equal; the {above} before them are {selected_en}, {} left, and {en}: {}.",
            head.en,
            places_en(open),
            names.en
        ),
    )
}

/// What is done about the tied.
fn of_tie(field: &Field<'_>, tied: u32) -> (String, String) {
    let (unit, again) = (field.terms.unit, field.terms.again);
    match &field.rule.tie_rule {
        TieRule::ChairDecides => (
            format!("由主持人（主席团）从得票相等的 {tied} {unit}中确定"),
            format!("the chair (presidium) decides among these {tied}"),
        ),
        TieRule::Lot => (
            format!("在得票相等的 {tied} {unit}中抽签确定"),
            format!("a lot decides among these {tied}"),
        ),
        TieRule::SharedRank => (
            format!("得票相等的 {tied} {unit}名次并列，名额不因此确定"),
            format!("these {tied} share the rank, which gives nobody a place"),
        ),
        TieRule::RevoteAmongTied | TieRule::AllTiedIn | TieRule::SecondaryKey(_) => (
            format!("仅就得票相等的 {tied} {unit}再次{again}"),
            format!("a run-off is held among exactly these {tied}"),
        ),
    }
}

pub(super) fn conclusion(field: &Field<'_>) -> Line {
    let (terms, rule) = (field.terms, field.rule);
    let (above, tied) = (field.ranking.at(Place::Above), field.ranking.at(Place::Tied));
    let open = rule.places.saturating_sub(above);
    let (unit, selected) = (terms.unit, terms.selected);
    let (zh, en) = match (tied, open) {
        (0, 0) if above > rule.places => (
            format!("，超过{} {} {unit}", terms.seats, rule.places),
            format!(", more than {}", places_en(rule.places)),
        ),
        (0, 0) => Default::default(),
        (0, open) => (format!("，缺额 {open} {unit}"), format!(", {} not filled", places_en(open))),
        (tied, open) => {
            let (next, next_en) = match &rule.tie_rule {
                TieRule::ChairDecides => ("待主持人决定".to_owned(), "the chair is to decide"),
                TieRule::Lot => ("待抽签决定".to_owned(), "a lot is to decide"),
                TieRule::SharedRank => ("名次并列".to_owned(), "sharing the rank"),
                _ => (format!("需再次{}", terms.again), "a run-off is required"),
            };
            (
                format!("，{tied} {unit}得票相等，余 {open} 个名额，{next}"),
                format!(", {tied} tied for {}, {next_en}", places_en(open)),
            )
        }
    };
    both(
        format!("结论：{selected} {above} {unit}{zh}。"),
        format!("Conclusion: {above} {}{en}.", terms.selected_en),
    )
}
