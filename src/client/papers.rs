//! How a simulated delegate fills a paper: by a seed, so that the same demo has the same result
//! whatever the order in which the votes arrive. A simulation, not a model of anybody.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::{Map, Value, json};

/// One simulated mind.
#[derive(Debug)]
pub struct Mind(ChaCha8Rng);

impl Mind {
    /// The mind of delegate `number` in demo `seed`.
    #[must_use]
    pub fn new(seed: u64, number: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed.wrapping_mul(1_000_003).wrapping_add(number)))
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u32) -> u32 {
        let wide = u64::from(self.0.next_u32()) * u64::from(bound.max(1));
        u32::try_from(wide >> 32).expect("below a u32")
    }

    /// True in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// A filled paper for the `form` of a ballot view.
    pub fn fill(&mut self, form: &Value) -> Value {
        if form["kind"] == "picks" { self.picks(form) } else { self.marks(form) }
    }

    fn marks(&mut self, form: &Value) -> Value {
        let (rows, grades) = (list(&form["rows"]), list(&form["grades"]));
        let mut marks = Map::new();
        for (place, row) in rows.iter().enumerate() {
            // Earlier rows are liked a little more, and the first half clearly more.
            let place = u32::try_from(place).unwrap_or_default();
            let total = u32::try_from(rows.len()).unwrap_or_default();
            let best = if total == 1 {
                90
            } else {
                86 - place * 2 - if place * 2 >= total { 14 } else { 0 }
            };
            for cell in cells(key(row), form) {
                let grade = self.grade(best, grades.len());
                marks.insert(cell, grades[grade]["id"].clone());
            }
        }
        json!({"form": "marks", "marks": marks})
    }

    fn grade(&mut self, best_percent: u32, grades: usize) -> usize {
        let mut grade = 0;
        let mut percent = best_percent;
        while grade + 1 < grades && !self.chance(percent) {
            grade += 1;
            percent = 80;
        }
        grade
    }

    fn picks(&mut self, form: &Value) -> Value {
        let options = list(&form["options"]);
        let max = usize::try_from(form["max"].as_u64().unwrap_or_default()).unwrap_or_default();
        let mut liked: Vec<(u32, String)> = Vec::new();
        for (place, option) in options.iter().enumerate() {
            let bonus = 40_u32.saturating_sub(u32::try_from(place).unwrap_or_default() * 4);
            liked.push((self.below(100) + bonus, key(option)));
        }
        liked.sort_unstable_by(|a, b| b.cmp(a));
        let picks: Vec<String> = liked.into_iter().take(max).map(|(_, key)| key).collect();
        json!({"form": "picks", "picks": picks})
    }
}

/// The names of the cells of a row: its own, or one for each criterion.
fn cells(row: String, form: &Value) -> Vec<String> {
    match list(&form["criteria"]) {
        [] => vec![row],
        criteria => criteria.iter().map(|criterion| format!("{row}_{}", key(criterion))).collect(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn key(item: &Value) -> String {
    item["id"].as_str().unwrap_or_default().to_owned()
}
