//! How a simulated delegate fills a paper: by a seed, so that the same demo has the same result
//! whatever the order in which the votes arrive. A simulation, not a model of anybody.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::{Map, Value, json};

/// What simulated people write.
const ANSWERS: [&str; 6] = [
    "同意现有安排。",
    "建议提前三天发放材料。",
    "建议增加讨论时间。",
    "希望会后反馈办理情况。",
    "没有意见。",
    "建议分组时照顾不同地区的代表。",
];

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
        match form["kind"].as_str() {
            Some("picks") => self.picks(form),
            Some("ranks") => self.ranks(form),
            Some("scores") => self.scores(form),
            Some("text") => self.answers(form),
            _ => self.marks(form),
        }
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
        let mut picks = self.liked(form);
        let mut paper = json!({"form": "picks"});
        let mut crosses = Vec::new();
        if form["crosses"] == true {
            // Some of those picked are not that much liked either.
            let least = form["min"].as_u64().map_or(0, |min| usize::try_from(min).unwrap_or(0));
            let keep = (0..picks.len()).filter(|place| *place < least || self.chance(85)).count();
            picks.truncate(keep);
            let options = list(&form["options"]).iter().map(key);
            let rest = options.filter(|option| !picks.contains(option));
            crosses = rest.filter(|_| self.chance(60)).collect();
            paper["against"] = json!(crosses);
        }
        if let Some(write_ins) = form["write_ins"].as_object() {
            let may = write_ins["after"] != "against" || !crosses.is_empty();
            let room = form["max"].as_u64().is_some_and(|max| (picks.len() as u64) < max);
            let names = (may && room && self.chance(15)).then_some("示例人选");
            paper["write_ins"] = json!(names.into_iter().collect::<Vec<_>>());
        }
        paper["picks"] = json!(picks);
        paper
    }

    fn ranks(&mut self, form: &Value) -> Value {
        json!({"form": "ranks", "ranks": self.liked(form)})
    }

    /// As many options as a paper may name, the best liked first.
    fn liked(&mut self, form: &Value) -> Vec<String> {
        let options = list(&form["options"]);
        let max = usize::try_from(form["max"].as_u64().unwrap_or_default()).unwrap_or_default();
        let mut liked: Vec<(u32, String)> = Vec::new();
        for (place, option) in options.iter().enumerate() {
            let bonus = 40_u32.saturating_sub(u32::try_from(place).unwrap_or_default() * 4);
            liked.push((self.below(100) + bonus, key(option)));
        }
        liked.sort_unstable_by(|a, b| b.cmp(a));
        liked.into_iter().take(max).map(|(_, key)| key).collect()
    }

    /// In the upper third of the range, now and then a row without a score.
    fn scores(&mut self, form: &Value) -> Value {
        let units =
            |key: &str| u32::try_from(form[key].as_u64().unwrap_or_default()).unwrap_or_default();
        let (min, max, step) = (units("min"), units("max"), units("step").max(1));
        let decimals = usize::try_from(units("decimals")).unwrap_or_default();
        let (one, steps) = (10_u32.pow(units("decimals")), (max - min) / step);
        let all = form["blank_rows"] == "refused";
        let mut scores = Map::new();
        for row in list(&form["rows"]) {
            if !all && self.chance(5) {
                continue;
            }
            let score = max - self.below(steps / 3 + 2).min(steps) * step;
            let (whole, rest) = (score / one, score % one);
            let written = match decimals {
                0 => whole.to_string(),
                _ => format!("{whole}.{rest:0decimals$}"),
            };
            scores.insert(key(row), written.into());
        }
        json!({"form": "scores", "scores": scores})
    }

    /// A few sentences, and questions left open.
    fn answers(&mut self, form: &Value) -> Value {
        let most = usize::try_from(form["max_chars"].as_u64().unwrap_or_default());
        let most = most.unwrap_or_default();
        let mut answers = Map::new();
        for question in list(&form["questions"]) {
            let said = usize::try_from(self.below(8)).unwrap_or_default();
            if let Some(said) = ANSWERS.get(said) {
                let said: String = said.chars().take(most).collect();
                answers.insert(key(question), said.into());
            }
        }
        json!({"form": "text", "answers": answers})
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::paper::{PaperForm, RawPaper};

    fn items(n: usize) -> Value {
        let item = |n: usize| json!({"id": n.to_string(), "title": "t", "note": "", "details": []});
        (1..=n).map(item).collect()
    }

    #[test]
    fn a_simulated_paper_fits_its_form() {
        let forms = [
            json!({"form": "ranks", "options": items(5), "min": 1, "max": 3}),
            json!({"form": "scores", "rows": items(4), "min": 0, "max": 1_000, "step": 5,
                "decimals": 1, "blank_rows": "refused", "bands": [], "labels": null}),
            json!({"form": "scores", "rows": items(2), "min": 1, "max": 5, "step": 1,
                "decimals": 0, "blank_rows": "abstain", "bands": [], "labels": null}),
            json!({"form": "text", "questions": items(3), "max_chars": 5}),
            json!({"form": "picks", "options": items(6), "min": 0, "max": 4, "crosses": true,
                "write_ins": {"max": 2, "after": "against"}}),
            json!({"form": "picks", "options": items(4), "min": 2, "max": 2, "crosses": true,
                "write_ins": null}),
        ];
        for (n, mut json) in (1..).zip(forms) {
            let form: PaperForm = serde_json::from_value(json.clone()).unwrap();
            json["kind"] = json["form"].clone();
            for delegate in 0..200 {
                let filled = Mind::new(n, delegate).fill(&json);
                let raw: RawPaper = serde_json::from_value(filled).unwrap();
                assert!(form.parse(&raw).is_ok(), "{raw:?}");
            }
        }
    }
}
