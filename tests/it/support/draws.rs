//! Draws as tests ask for them.

use plenum::crypto::hash::Hash;
use plenum::domain::command::draw::DrawPlan;
use plenum::domain::draw::{DrawRules, Entry, EqualRemainders, StratumBy};
use plenum::domain::ids::DrawId;
use plenum::domain::text::Text;
use uuid::Uuid;

use crate::support::ballots::text_of;

const DRAW: u128 = 0xF << 64;

/// The n-th draw.
pub(crate) fn draw_id(n: u128) -> DrawId {
    DrawId(Uuid::from_u128(DRAW + n))
}

/// The secret that tests commit to.
pub(crate) fn secret() -> Hash {
    Hash([7; 32])
}

/// Somebody eligible without a name.
pub(crate) fn entry(number: &str, unit: &str) -> Entry {
    Entry {
        number: Text::new(number).expect("a text"),
        name: Text::default(),
        unit: text_of(unit),
        level: Text::default(),
        eligible: true,
        reason: Text::default(),
    }
}

/// Units of so many people, one after the other.
pub(crate) fn plan_of(units: &[(&str, usize)], rules: DrawRules) -> DrawPlan {
    let people = units.iter().flat_map(|(unit, people)| vec![*unit; *people]);
    DrawPlan {
        title: text_of("2023年度人民警察履职评议对象"),
        condition: text_of("符合履职评议条件"),
        label: text_of("民警"),
        replaces: None,
        reason: Text::default(),
        rules,
        list: people.enumerate().map(|(n, unit)| entry(&format!("{:04}", n + 1), unit)).collect(),
    }
}

/// Fixture F-draw of the rules: 312, 388, 341 and 164 people, 20 seats, and two substitutes each.
pub(crate) fn fixture() -> DrawPlan {
    let units =
        [("市公安局机关", 312), ("交警支队", 388), ("双桥公安分局", 341), ("高新区公安分局", 164)];
    let rules = DrawRules {
        seats: 20,
        strata: vec![StratumBy::Unit],
        minimum: 1,
        substitutes: 2,
        equal_remainders: EqualRemainders::Lot,
    };
    plan_of(&units, rules)
}
