//! Papers with 反对 and names written in, and what follows from an outcome with places.

use plenum::domain::outcome::places::Standing;
use plenum::domain::paper::{PicksForm, RawPicks};
use plenum::domain::sitting::FollowUp;
use plenum::domain::text::Key;
use serde_json::{Value, json};

use crate::support::ballots::text_of;
use crate::support::world::World;

/// Head of the column with the names, divided by `、`.
pub(super) const NAMES: &str = "另选他人";
/// What stands in a cell where an option is chosen.
const TICK: &str = "○";
/// What stands in a cell where it is voted against.
const CROSS: &str = "×";

pub(super) fn picks(form: &PicksForm, cells: &[&str]) -> RawPicks {
    let marked = |mark: &str| -> Vec<Key> {
        let options = form.options.iter().zip(cells).filter(|(_, cell)| **cell == mark);
        options.map(|(option, _)| option.id.clone()).collect()
    };
    let known = |cell: &&str| ["", TICK].contains(cell) || form.crosses && *cell == CROSS;
    assert!(cells[..form.options.len()].iter().all(known), "{cells:?}");
    let names = || {
        let names = cells[form.options.len()].split('、').filter(|name| !name.is_empty());
        names.map(text_of).collect()
    };
    RawPicks {
        picks: marked(TICK),
        against: form.crosses.then(|| marked(CROSS)),
        write_ins: form.write_ins.map(|_| names()),
    }
}

/// The names of people and projects, as they stand on papers.
fn titles(world: &World, ballot: &str, keys: &[Key]) -> Value {
    let ballot = world.ballot_named(ballot);
    keys.iter().map(|key| json!(ballot.item(key).expect("in the outcome").title)).collect()
}

pub(super) fn standing(world: &World, ballot: &str) -> Value {
    let Standing { selected, tie, open, .. } =
        world.ballot_named(ballot).standing().expect("an outcome with places");
    let tied = tie.map(
        |tie| json!({"items": titles(world, ballot, &tie.items), "open_places": tie.open_places}),
    );
    json!({"selected": titles(world, ballot, &selected), "tie": tied, "open": open})
}

pub(super) fn follow_ups(world: &World, ballot: &str) -> Vec<Value> {
    let found = world.ballot_named(ballot);
    let view = |FollowUp { why, items, places, .. }: &FollowUp| {
        let items: Vec<_> = items.iter().map(|item| item.title.as_str()).collect();
        json!({"why": why, "items": items, "places": places})
    };
    world.sitting.follow_ups(found).iter().map(view).collect()
}
