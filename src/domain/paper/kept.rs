//! Papers as a record keeps them, in indices: the rules that hold for every paper, whether it came
//! in keys or in indices.

use crate::domain::paper::{Paper, PaperForm, RawPaper};
use crate::domain::refusal::Refusal;

impl PaperForm {
    /// Whether `paper` is one that [`PaperForm::parse`] could have made.
    ///
    /// # Errors
    /// The refusal that its filler would have been shown; [`Refusal::PaperWrongForm`] for indices
    /// that the form does not have, and for picks that are not ascending.
    pub fn admits(&self, paper: &Paper) -> Result<(), Refusal> {
        match (self, paper) {
            (Self::Marks(form), Paper::Marks { marks }) => form.admits(marks),
            (Self::Picks(form), Paper::Picks(paper)) => form.admits(paper),
            (Self::Ranks(form), Paper::Ranks { ranks }) => form.admits(ranks),
            (Self::Scores(form), Paper::Scores { scores }) => form.admits(scores),
            (Self::Text(form), Paper::Text { answers }) => form.admits(answers),
            _ => Err(Refusal::PaperWrongForm),
        }
    }

    /// Whether `raw` is `paper` with keys.
    #[must_use]
    pub fn spells(&self, raw: &RawPaper, paper: &Paper) -> bool {
        self.parse(raw).as_ref() == Ok(paper)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form(json: serde_json::Value) -> PaperForm {
        serde_json::from_value(json).expect("a form")
    }

    fn items(n: usize) -> serde_json::Value {
        let item = |n| json!({"id": format!("i{n}"), "title": "t", "note": "", "details": []});
        (0..n).map(item).collect()
    }

    /// Every list of so many entries below `bound`.
    fn lists(len: u32, bound: u16) -> impl Iterator<Item = Vec<u16>> {
        let digit =
            move |code: u32, place: u32| code / u32::from(bound).pow(place) % u32::from(bound);
        let entry = move |code, place| u16::try_from(digit(code, place)).expect("below the bound");
        let list = move |code| (0..len).map(|place| entry(code, place)).collect();
        (0..u32::from(bound).pow(len)).map(list)
    }

    #[track_caller]
    fn check(form: &PaperForm, paper: &Paper) {
        let parsed = form.spell(paper).is_some_and(|raw| form.spells(&raw, paper));
        assert_eq!(form.admits(paper).is_ok(), parsed, "{paper:?}");
    }

    #[test]
    fn a_kept_paper_is_admitted_exactly_if_it_could_have_been_parsed() {
        for (min, max) in [(0, 1), (0, 3), (1, 2), (2, 2)] {
            let form = form(
                json!({"form": "picks", "options": items(3), "min": min, "max": max, "crosses": false, "write_ins": null}),
            );
            for picks in (0..4).flat_map(|len| lists(len, 4)) {
                check(&form, &Paper::Picks(picks.into()));
            }
            check(&form, &Paper::Marks { marks: vec![Some(0)] });
        }
        let grade = |id: &str| {
            json!({"id": id, "zh": "一", "en": "a", "shape": "none", "role": "grade",
                "weight": null, "counts_in_base": true})
        };
        let criterion = |id: &str| json!({"id": id, "zh": "一", "en": "a", "weight": 1});
        let two = json!([criterion("x"), criterion("y")]);
        let forms = [
            ("refused", 3, json!([]), json!({"grade": "a", "min": 0, "max": 1}), "allowed"),
            ("abstain", 3, json!([]), json!({"grade": "a", "min": 1, "max": 2}), "allowed"),
            ("invalid", 3, json!([]), json!({"grade": "a", "min": 0, "max": 3}), "refused"),
            ("abstain", 2, two.clone(), json!({"grade": "a", "min": 1, "max": 1}), "allowed"),
            ("refused", 2, two, json!({"grade": "b", "min": 0, "max": 2}), "refused"),
        ];
        for (blank, rows, criteria, quota, all_equal) in forms {
            let form = form(json!({
                "form": "marks", "rows": items(rows), "grades": [grade("a"), grade("b")],
                "criteria": criteria, "blank_rows": blank, "quotas": [quota],
                "all_equal": all_equal,
            }));
            // 3 stands for a blank row, 2 for a grade that is not there.
            for marks in (2..5).flat_map(|len| lists(len, 4)) {
                let mark = |mark: &u16| u8::try_from(*mark).ok().filter(|mark| *mark < 3);
                check(&form, &Paper::Marks { marks: marks.iter().map(mark).collect() });
            }
            check(&form, &Paper::Picks(vec![0].into()));
        }
    }

    #[test]
    fn kept_ranks_and_scores_are_admitted_exactly_if_they_could_have_been_parsed() {
        for (min, max) in [(0, 1), (0, 3), (1, 2), (2, 2)] {
            let form = form(json!({"form": "ranks", "options": items(3), "min": min, "max": max}));
            for ranks in (0..4).flat_map(|len| lists(len, 4)) {
                check(&form, &Paper::Ranks { ranks });
            }
            check(&form, &Paper::Picks(vec![0].into()));
        }
        for (blank, decimals) in [("refused", 0), ("abstain", 1), ("invalid", 2)] {
            let form = form(json!({
                "form": "scores", "rows": items(2), "min": 2, "max": 8, "step": 3,
                "decimals": decimals, "blank_rows": blank, "bands": [], "labels": null,
            }));
            // 10 stands for a blank row.
            for scores in (1..4).flat_map(|len| lists(len, 11)) {
                let score = |score: &u16| (*score < 10).then_some(u32::from(*score));
                check(&form, &Paper::Scores { scores: scores.iter().map(score).collect() });
            }
        }
    }

    #[test]
    fn a_kept_answer_is_clean_and_within_its_length() {
        let form = form(json!({"form": "text", "questions": items(2), "max_chars": 3}));
        for answers in [json!(["a", null]), json!([null, null]), json!(["好", "ab\""])] {
            let paper: Paper =
                serde_json::from_value(json!({"form": "text", "answers": answers})).expect("clean");
            check(&form, &paper);
            assert!(form.admits(&paper).is_ok());
            let said = format!("{paper:?}");
            assert!(!said.contains('好') && !said.contains("ab"), "{said}");
        }
        for answers in [json!(["abcd", null]), json!(["a"]), json!([])] {
            let paper: Paper =
                serde_json::from_value(json!({"form": "text", "answers": answers})).expect("clean");
            check(&form, &paper);
        }
        for answers in [json!(["", null]), json!([" a", null]), json!(["a\nb", null])] {
            let paper = json!({"form": "text", "answers": answers});
            assert!(serde_json::from_value::<Paper>(paper).is_err(), "{answers}");
        }
    }
}
