//! The same ballot through the code under test, read back from its own JSON.

use std::collections::BTreeMap;

use plenum::domain::count::Bases;
use plenum::domain::group::{EmptyGroup, GroupRule, GroupShare, GroupTally};
use plenum::domain::outcome::OutcomeRule;
use plenum::domain::outcome::score::Grouped;
use plenum::domain::paper::excused::NOBODY;
use plenum::domain::paper::{Paper, PaperForm, RawPaper};
use plenum::domain::tally::Tally;
use plenum::domain::text::Text;
use plenum::domain::weight::Scale;
use serde_json::Value;

use super::case::{Case, Groups, grade, item};
use super::dice::Dice;
use super::expected::{Expected, Verdict};

/// What the product makes of a ballot.
///
/// # Panics
/// When it contradicts itself: papers in another order, changed back and forth, or figures that its
/// own bounds do not allow.
pub(super) fn found(case: &Case, seed: u64) -> Expected {
    let form: PaperForm = serde_json::from_value(case.form.json()).expect("a form");
    let rule: OutcomeRule = serde_json::from_value(case.rule.json()).expect("a rule");
    let raw = |filled: &super::case::Filled| -> RawPaper {
        serde_json::from_value(filled.json(&case.form)).expect("a raw paper")
    };
    let parsed: Vec<Option<Paper>> =
        case.papers.iter().map(|filled| form.parse(&raw(filled)).ok()).collect();
    let mut papers: Vec<Paper> = parsed.iter().flatten().cloned().collect();
    let tally = Tally::recount(&form, papers.iter());
    let valid = number(papers.len());
    assert!(tally.fits(&form) && tally.comes_from(&form, valid));
    reorder(&form, &mut papers, &tally, seed);

    let bases = Bases {
        total_membership: case.hall.members.into(),
        present: case.hall.present.into(),
        papers_issued: case.hall.issued.into(),
        papers_returned: number(case.papers.len()).into(),
        valid_papers: valid.into(),
        scale: Scale::WHOLE,
        auto_abstained: 0,
        shrinks: Vec::new(),
    };
    let groups = case.groups.as_ref().map(|groups| grouped(groups, &form, &parsed));
    if let Some((_, tallies)) = &groups {
        let mut sum = Tally::zero(&form);
        assert!(tallies.iter().all(|group| {
            group.tally.comes_from(&form, group.papers) && sum.add_all(&group.tally)
        }));
        assert_eq!(sum, tally, "the groups together are the tally");
    }
    let of_rule = groups.as_ref().map(|(rule, tallies)| Grouped { rule, tallies });
    let outcome = rule.decide(&form, &tally, &bases, of_rule);
    let outcome = serde_json::to_value(outcome).expect("data");
    read(&outcome, &serde_json::to_value(&tally).expect("data"), papers.len())
}

/// The groups with what each of them voted.
fn grouped(
    groups: &Groups,
    form: &PaperForm,
    papers: &[Option<Paper>],
) -> (GroupRule, Vec<GroupTally>) {
    let share = |(place, weight): (usize, &u32)| {
        let group = Text::new(&format!("group {place}")).expect("a plain name");
        GroupShare { group, weight: *weight }
    };
    let shares: Vec<GroupShare> = groups.weights.iter().enumerate().map(share).collect();
    let empty = if groups.refuse { EmptyGroup::Refuse } else { EmptyGroup::Renormalise };
    let mut tallies: Vec<GroupTally> =
        shares.iter().map(|share| GroupTally::zero(share, form)).collect();
    for (group, paper) in groups.of.iter().zip(papers) {
        if let Some(paper) = paper {
            tallies[*group].add(form, paper, &NOBODY);
        }
    }
    (GroupRule { shares, empty, in_secret: false }, tallies)
}

/// Every paper is taken out again and put in at another place: the figures stay.
fn reorder(form: &PaperForm, papers: &mut [Paper], tally: &Tally, seed: u64) {
    Dice::new(seed ^ 0xA5A5).shuffle(papers);
    let mut moved = tally.clone();
    for paper in papers.iter() {
        moved.take(form, paper, 1);
        moved.add(form, paper, 1);
    }
    assert_eq!(&moved, tally);
    assert_eq!(&Tally::recount(form, papers.iter()), tally);
}

fn read(outcome: &Value, tally: &Value, valid: usize) -> Expected {
    let mut found = Expected { valid, figures: figures(tally), ..Expected::default() };
    if outcome["kind"] == "no_result" {
        return found;
    }
    let rows = outcome["rows"].as_array().map(Vec::as_slice).unwrap_or_default();
    let verdict = |row: &Value| {
        let name = row["item"].as_str().expect("a key").to_owned();
        (name, Verdict { rank: row["rank"].as_u64().map(size), word: word(row) })
    };
    found.verdicts = Some(rows.iter().map(verdict).collect());
    found.tie = outcome.get("tie").filter(|tie| !tie.is_null()).map(|tie| {
        let items = tie["items"].as_array().expect("a list").iter();
        let names = items.map(|name| name.as_str().expect("a key").to_owned()).collect();
        (names, size(tie["open_places"].as_u64().expect("a number")))
    });
    found.shortfall = outcome["shortfall"].as_u64().map_or(0, size);
    found
}

fn word(row: &Value) -> String {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let adopted = row["adopted"].as_bool().map(|adopted| match adopted {
        true => "adopted".to_owned(),
        false => "not_adopted".to_owned(),
    });
    let verdict = &row["verdict"];
    let graded = text(&verdict["grade"]).or_else(|| text(&verdict["verdict"]));
    adopted.or(graded).or_else(|| text(verdict)).expect("a verdict")
}

fn figures(tally: &Value) -> BTreeMap<String, usize> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let votes = |value: &Value| size(value.as_u64().expect("a number"));
    let mut figures = BTreeMap::new();
    for (row, cells) in list(&tally["rows"]).iter().enumerate() {
        for (place, cell) in list(&cells["ranks"]).iter().enumerate() {
            figures.insert(format!("{}/{place}", item(row)), votes(cell));
        }
        for cell in list(&cells["scores"]) {
            figures.insert(format!("{}={}", item(row), cell[0]), votes(&cell[1]));
        }
        for (place, cell) in list(&cells["votes"]).iter().enumerate() {
            figures.insert(format!("{}/{}", item(row), grade(place)), votes(cell));
        }
    }
    for (option, cell) in list(&tally["votes"]).iter().enumerate() {
        figures.insert(item(option), votes(cell));
    }
    figures
}

fn size(n: u64) -> usize {
    usize::try_from(n).expect("small")
}

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("small")
}
