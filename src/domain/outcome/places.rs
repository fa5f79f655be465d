//! What is done about places: equal votes at the last one, too few who reach the majority, and a
//! candidate who withdraws after the close. A rule names it beforehand; nothing is filled silently.

use serde::{Deserialize, Serialize};

use crate::domain::outcome::quota::Graded;
use crate::domain::outcome::selection::Selected;
use crate::domain::outcome::{Outcome, OutcomeRule, Tie};
use crate::domain::paper::count;
use crate::domain::text::Key;

/// `tie_rule`: equal votes across the last place (rules.md §0).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// A run-off among exactly the tied for exactly the open places.
    #[default]
    RevoteAmongTied,
    /// All of them are in; the result may exceed the places.
    AllTiedIn,
    /// The tie is reported, and the chair names who is in, with a reason, before the declaration.
    ChairDecides,
    /// The tie is reported, and a lot decides before the declaration.
    Lot,
    /// The tied share the rank, and none of them has a place by it.
    SharedRank,
    /// Another figure comes second; who is equal in that too goes into a run-off.
    SecondaryKey(TieKey),
}

/// The figure that comes second.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieKey {
    /// Fewer 反对; on a paper with crosses.
    FewerAgainst,
    /// More votes for this grade; on a matrix.
    More(Key),
    /// Fewer votes for this grade; on a matrix.
    Fewer(Key),
}

/// `shortfall_rule`: fewer than there are places reach what is needed (rules.md §0).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortfallRule {
    /// The other places stay open.
    #[default]
    AcceptFewer,
    /// A second round among exactly the others for exactly the open places; in an election a
    /// further election (另行选举), for which people may be nominated anew.
    SecondRound,
    /// The open places are for the next meeting.
    FillNextMeeting,
}

/// What follows when somebody who is in withdraws after the close (rules.md §0.3, reading 18).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawalRule {
    /// The place stays open.
    #[default]
    Vacancy,
    /// The votes for the one who withdrew are left out, and the next in line moves up.
    NextInLine,
}

/// Who has decided a tie without a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// The chair, for the presidium.
    Chair,
    /// The lot.
    Lot,
}

impl TieRule {
    /// Whether the tied may vote again.
    #[must_use]
    pub fn allows_run_off(&self) -> bool {
        match self {
            Self::RevoteAmongTied | Self::SecondaryKey(_) | Self::ChairDecides => true,
            Self::AllTiedIn | Self::Lot | Self::SharedRank => false,
        }
    }

    /// Whether the tie must be settled before the result is declared.
    #[must_use]
    pub fn awaits_decision(&self) -> bool {
        matches!(self, Self::ChairDecides | Self::Lot)
    }

    /// Where the cut falls under this rule: how many are in, and how many behind them are tied.
    pub(crate) fn settle(&self, (above, tied): (usize, usize)) -> (usize, usize) {
        match self {
            Self::AllTiedIn => (above + tied, 0),
            _ => (above, tied),
        }
    }
}

/// Who has a place once everything is settled that was settled after the count. The count itself
/// stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// In, in rank order; of a decided tie behind the others.
    pub selected: Vec<Key>,
    /// Still tied, with the places that are left for them.
    pub tie: Option<Tie>,
    /// Places that nobody has and nobody is tied for.
    pub open: u32,
    /// Not in and not tied, in rank order.
    pub others: Vec<Key>,
}

/// One candidate in rank order, as the outcome has it.
struct Row<'a> {
    item: &'a Key,
    rank: Option<u32>,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    In,
    Tied,
    /// Good enough, behind the cut.
    Behind,
    Out,
}

/// What an outcome with places comes to; none for an outcome without. `decided` are the items that
/// a decision gave the places of a tie; `withdrawn` are those who withdrew after the close.
#[must_use]
pub fn standing(
    rule: &OutcomeRule,
    outcome: &Outcome,
    decided: &[Key],
    withdrawn: &[Key],
) -> Option<Standing> {
    let (rows, tie) = rows(rule, outcome)?;
    let (places, withdrawal) = (rule.places()?, rule.withdrawal());
    let gone = |row: &&Row<'_>| withdrawn.contains(row.item);
    let staying: Vec<&Row<'_>> = rows.iter().filter(|row| !gone(row)).collect();
    let (selected, tied, open) = match withdrawal {
        WithdrawalRule::NextInLine if staying.len() < rows.len() => {
            move_up(&staying, places, rule.tie_rule()?)
        }
        _ => {
            let of = |place| staying.iter().filter(move |row| row.place == place).map(|r| r.item);
            // A place that was decided stays open when its holder withdraws.
            let left = rows.iter().filter(|row| gone(row) && decided.contains(row.item)).count();
            let open = tie.map_or(0, |tie| tie.open_places).saturating_sub(count(left));
            (of(Place::In).collect(), of(Place::Tied).collect(), open)
        }
    };
    Some(with_decision((selected, tied, open), &staying, decided, places))
}

/// In, tied, and the places left for the tied.
type Parted<'a> = (Vec<&'a Key>, Vec<&'a Key>, u32);

/// The decision of a tie, and what is left of the tie without it.
fn with_decision(
    (selected, tied, open): Parted<'_>,
    staying: &[&Row<'_>],
    decided: &[Key],
    places: u32,
) -> Standing {
    let mut selected: Vec<Key> = selected.into_iter().cloned().collect();
    let (drawn, mut rest): (Vec<&Key>, Vec<&Key>) =
        tied.into_iter().partition(|item| decided.contains(item));
    let mut open = open.saturating_sub(count(drawn.len()));
    selected.extend(drawn.into_iter().cloned());
    // No more than there are places for: nobody is tied with anybody.
    if count(rest.len()) <= open {
        open -= count(rest.len());
        selected.extend(rest.drain(..).cloned());
    }
    // A tie without a place left for it is over.
    let tie = (open > 0 && !rest.is_empty())
        .then(|| Tie { items: rest.into_iter().cloned().collect(), open_places: open });
    let taken = count(selected.len()) + tie.as_ref().map_or(0, |tie| tie.open_places);
    let is_other = |item: &Key| {
        !selected.contains(item) && !tie.as_ref().is_some_and(|tie| tie.items.contains(item))
    };
    let others = staying.iter().map(|row| row.item).filter(|item| is_other(item)).cloned();
    Standing { others: others.collect(), selected, tie, open: places.saturating_sub(taken) }
}

/// The cut again without those who withdrew.
fn move_up<'a>(staying: &[&Row<'a>], places: u32, rule: &TieRule) -> Parted<'a> {
    // Where bases shrink by row, somebody with more votes may miss a majority that others reach.
    let able: Vec<&&Row<'a>> = staying.iter().filter(|row| row.place != Place::Out).collect();
    let equal = |a: usize, b: usize| able[a].rank == able[b].rank;
    let places = usize::try_from(places).expect("at most 200 places");
    let (above, tied) = rule.settle(super::cut(able.len(), places, equal));
    let items = |range: std::ops::Range<usize>| able[range].iter().map(|row| row.item).collect();
    let open = if tied > 0 { count(places - above) } else { 0 };
    (items(0..above), items(above..above + tied), open)
}

fn rows<'a>(rule: &OutcomeRule, outcome: &'a Outcome) -> Option<(Vec<Row<'a>>, Option<&'a Tie>)> {
    match (rule, outcome) {
        (OutcomeRule::Selection(_), Outcome::Selection { rows, tie, .. }) => {
            let row = |row: &'a super::selection::SelectionRow| {
                let place = match row.verdict {
                    Selected::Selected => Place::In,
                    Selected::Tied => Place::Tied,
                    Selected::NotSelected => Place::Behind,
                    Selected::BelowMajority => Place::Out,
                };
                Row { item: &row.item, rank: Some(row.rank), place }
            };
            Some((rows.iter().map(row).collect(), tie.as_ref()))
        }
        (OutcomeRule::Quota(rule), Outcome::Quota { rows, tie, .. }) => {
            let row = |row: &'a super::quota::QuotaRow| {
                let place = match &row.verdict {
                    Graded::Graded { grade } if *grade == rule.grade => Place::In,
                    Graded::Tied {} => Place::Tied,
                    Graded::Graded { .. } | Graded::Ranked {} | Graded::NoResult {} => Place::Out,
                };
                Row { item: &row.item, rank: row.rank, place }
            };
            Some((rows.iter().map(row).collect(), tie.as_ref()))
        }
        _ => None,
    }
}

impl OutcomeRule {
    /// Places that the rule gives; none where it gives none.
    #[must_use]
    pub fn places(&self) -> Option<u32> {
        match self {
            Self::Selection(rule) => Some(rule.places),
            Self::Quota(rule) => Some(rule.places),
            _ => None,
        }
    }

    /// The rule for equal votes across the last place; none without places.
    #[must_use]
    pub fn tie_rule(&self) -> Option<&TieRule> {
        match self {
            Self::Selection(rule) => Some(&rule.tie_rule),
            Self::Quota(rule) => Some(&rule.tie_rule),
            _ => None,
        }
    }

    /// The rule for places that nobody reaches; none without places.
    #[must_use]
    pub fn shortfall_rule(&self) -> Option<ShortfallRule> {
        match self {
            Self::Selection(rule) => Some(rule.shortfall_rule),
            Self::Quota(rule) => Some(rule.shortfall_rule),
            _ => None,
        }
    }

    /// What a withdrawal after the close leaves.
    #[must_use]
    pub fn withdrawal(&self) -> WithdrawalRule {
        match self {
            Self::Selection(rule) => rule.withdrawal,
            _ => WithdrawalRule::Vacancy,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nobody_below_the_majority_moves_up() {
        let rule: OutcomeRule = serde_json::from_value(json!({
            "kind": "selection", "places": 2, "tie_rule": "revote_among_tied",
            "majority": {"fraction": "1/2", "comparator": "gt", "base": "present"},
            "run_off_majority": null, "shortfall_rule": "accept_fewer",
            "withdrawal": "next_in_line",
        }))
        .unwrap();
        // The base of 3 and 4 is smaller, because more people are recused from them.
        let outcome: Outcome = serde_json::from_value(json!({
            "kind": "selection", "tie": null, "shortfall": 0, "rows": [
                {"item": "1", "votes": 9, "rank": 1, "verdict": "selected"},
                {"item": "2", "votes": 5, "rank": 2, "verdict": "below_majority"},
                {"item": "3", "votes": 4, "rank": 3, "verdict": "selected"},
                {"item": "4", "votes": 3, "rank": 4, "verdict": "not_selected"},
            ],
        }))
        .unwrap();
        let gone = [Key::new("1").unwrap()];
        let standing = standing(&rule, &outcome, &[], &gone).unwrap();
        let keys = |keys: &[Key]| keys.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(keys(&standing.selected), ["3", "4"]);
        assert_eq!((keys(&standing.others), standing.open), (vec!["2".to_owned()], 0));
    }
}
