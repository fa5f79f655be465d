//! What happens at the last place of a ranking that no majority bounds, and the conclusion.

use crate::domain::derivation::Line;
use crate::domain::derivation::ranking::{Place, Ranking};
use crate::domain::derivation::words::{both, places_en};
use crate::domain::paper::{Item, count};

/// `those` who may be given a place, in words; `said(row)` the figure of a row with its unit.
pub(super) fn lines(
    items: &[Item],
    places: u32,
    ranking: &Ranking,
    those: &Line,
    said: impl Fn(usize) -> Line,
) -> [Line; 2] {
    let able = count(items.len()) - ranking.at(Place::Out);
    let line = if able > places {
        crossed(items, places, ranking, those, said)
    } else {
        within(places, able, those)
    };
    [line, conclusion(places, ranking)]
}

fn within(places: u32, able: u32, those: &Line) -> Line {
    let (short, short_en) = match places - able {
        0 => Default::default(),
        n => (
            format!("；应定 {places} - 入选 {able} = 缺额 {n}，不以其他项目补足"),
            format!(
                "; places {places} - selected {able} = {n} not filled, and nobody else is taken"
            ),
        ),
    };
    let (all, all_en) = match able {
        0 => Default::default(),
        _ => ("，全部入选", ": all are selected"),
    };
    both(
        format!("{} {able} 项，不超过应定 {places} 项{all}{short}。", those.zh),
        format!("{able} {}, no more than {}{all_en}{short_en}.", those.en, places_en(places)),
    )
}

fn crossed(
    items: &[Item],
    places: u32,
    ranking: &Ranking,
    those: &Line,
    said: impl Fn(usize) -> Line,
) -> Line {
    let (above, tied) = (ranking.at(Place::Above), ranking.at(Place::Tied));
    let at = |rank: u32| {
        let place = usize::try_from(rank - 1).expect("a rank from 1");
        said(ranking.order[place])
    };
    let able = count(items.len()) - ranking.at(Place::Out);
    let (last, next, after) = (at(places), at(places + 1), places + 1);
    let head = both(
        format!(
            "{} {able} 项，超过应定 {places} 项；第 {places} 位 {}，第 {after} 位 {}",
            those.zh, last.zh, next.zh
        ),
        format!(
            "{able} {}, more than {}; place {places} has {}, place {after} has {}",
            those.en,
            places_en(places),
            last.en,
            next.en
        ),
    );
    if tied == 0 {
        return both(
            format!("{}，不相等，前 {places} 项入选。", head.zh),
            format!("{}, not equal: the first {places} are selected.", head.en),
        );
    }
    let (open, names) = (places - above, ranking.tied(items));
    both(
        format!(
            "{}，得分相等；在前的 {above} 项入选，余 {open} 个名额，仅就得分相等的 {tied} 项再次票决：{}。",
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

fn conclusion(places: u32, ranking: &Ranking) -> Line {
    let (above, tied) = (ranking.at(Place::Above), ranking.at(Place::Tied));
    let (zh, en) = match (tied, places - above) {
        (0, 0) => Default::default(),
        (0, open) => (format!("，缺额 {open} 项"), format!(", {} not filled", places_en(open))),
        (tied, open) => (
            format!("，{tied} 项得分相等，余 {open} 个名额，需再次票决"),
            format!(", {tied} tied for {}, a run-off is required", places_en(open)),
        ),
    };
    both(format!("结论：入选 {above} 项{zh}。"), format!("Conclusion: {above} selected{en}."))
}
