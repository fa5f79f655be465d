//! Where two entries of the same figures differ first, in words. The figures themselves are not
//! said: the second person is to count again, not to guess.

use serde_json::Value;

use crate::domain::paper::PaperForm;

/// A field of an entry form, as people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldName {
    /// zh-CN.
    pub zh: String,
    /// English.
    pub en: String,
}

impl FieldName {
    /// A field by its name in the record.
    #[must_use]
    pub fn of(key: &str) -> Self {
        let (zh, en) = words(key).unwrap_or((key, key));
        Self { zh: zh.to_owned(), en: en.to_owned() }
    }
}

/// The first field in which two entries differ; none when they are the same.
///
/// # Panics
/// Never: entries are plain data.
pub(super) fn first<T: serde::Serialize>(form: &PaperForm, one: &T, two: &T) -> Option<FieldName> {
    let value = |entry: &T| serde_json::to_value(entry).expect("an entry is plain data");
    let mut path = Vec::new();
    differing(&value(one), &value(two), &mut path).then(|| name(form, &path))
}

/// One step from the whole entry to a field.
enum Step {
    Key(String),
    Place(usize),
}

/// Goes to the first difference; false when there is none.
fn differing(one: &Value, two: &Value, path: &mut Vec<Step>) -> bool {
    let mut below = |step: Step, one: &Value, two: &Value| {
        path.push(step);
        let differs = differing(one, two, path);
        if !differs {
            path.pop();
        }
        differs
    };
    match (one, two) {
        (Value::Object(one), Value::Object(two)) if one.keys().eq(two.keys()) => one
            .iter()
            .zip(two.values())
            .any(|((key, one), two)| below(Step::Key(key.clone()), one, two)),
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
            (1..).zip(one.iter().zip(two)).any(|(n, (one, two))| below(Step::Place(n), one, two))
        }
        (one, two) => one != two,
    }
}

fn name(form: &PaperForm, path: &[Step]) -> FieldName {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    let mut list = "";
    for step in path {
        match step {
            Step::Key(key) => {
                list = key;
                if let Some((word, word_en)) = words(key) {
                    zh.push(word.to_owned());
                    en.push(word_en.to_owned());
                }
            }
            Step::Place(n) => {
                let (word, word_en) = place(form, list, *n);
                zh.push(word);
                en.push(word_en);
            }
        }
    }
    if zh.is_empty() {
        return FieldName::of("kind");
    }
    FieldName { zh: zh.join(" "), en: en.join(", ") }
}

/// The n-th entry of a list: a row, the column of a grade, an option.
fn place(form: &PaperForm, list: &str, n: usize) -> (String, String) {
    let grade = match form {
        PaperForm::Marks(marks) if list == "votes" => marks.grades.get(n - 1),
        _ => None,
    };
    match grade {
        Some(grade) => (grade.zh.to_string(), grade.en.to_string()),
        None => (format!("第 {n} 项"), format!("no. {n}")),
    }
}

/// What a field is called; none for those that only hold others.
fn words(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "printed" => ("印制", "printed"),
        "issued" => ("发出", "issued"),
        "replaced" => ("更换", "exchanged"),
        "returned" => ("收回", "returned"),
        "valid" => ("有效", "valid"),
        "invalid" => ("无效", "invalid"),
        "over_selected" => ("超选", "over-selected"),
        "illegible" => ("无法辨认", "illegible"),
        "not_as_instructed" => ("不按规定填写", "not as instructed"),
        "other" => ("其他", "other"),
        "blank" => ("本项弃权", "row abstentions"),
        "recused" => ("回避", "recused"),
        "against" => ("反对", "against"),
        "write_ins" => ("另选他人", "write-ins"),
        "method" | "kind" => ("方式", "method"),
        "tally" => ("各项票数", "figures"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form() -> PaperForm {
        let grade = |id: &str, zh: &str, en: &str| {
            json!({"id": id, "zh": zh, "en": en, "shape": "none", "role": "grade",
                "weight": null, "counts_in_base": true})
        };
        let item = |n: u32| json!({"id": format!("{n}"), "title": "t", "note": "", "details": []});
        let form = json!({
            "form": "marks", "rows": [item(1), item(2)], "criteria": [], "blank_rows": "abstain",
            "quotas": [], "all_equal": "allowed",
            "grades": [grade("yes", "赞成", "For"), grade("no", "反对", "Against")],
        });
        serde_json::from_value(form).unwrap()
    }

    fn said(one: &Value, two: &Value) -> Option<String> {
        first(&form(), one, two).map(|name| format!("{} / {}", name.zh, name.en))
    }

    #[test]
    fn the_first_field_that_differs_is_named() {
        let entry = |valid: u32, rows: Value| {
            json!({"kind": "papers", "valid": valid, "invalid": {"other": 1},
                "tally": {"form": "marks", "rows": rows}})
        };
        let rows = json!([{"votes": [1, 2], "blank": 0}, {"votes": [3, 0], "blank": 0}]);
        let one = entry(3, rows.clone());
        assert_eq!(said(&one, &one), None);
        assert_eq!(said(&one, &entry(4, rows)).unwrap(), "有效 / valid");
        let other = json!([{"votes": [1, 2], "blank": 0}, {"votes": [2, 1], "blank": 0}]);
        let named = "各项票数 第 2 项 赞成 / figures, no. 2, For";
        assert_eq!(said(&one, &entry(3, other)).unwrap(), named);
        let mut invalid = one.clone();
        invalid["invalid"]["other"] = json!(2);
        assert_eq!(said(&one, &invalid).unwrap(), "无效 其他 / invalid, other");
        assert_eq!(said(&one, &json!({"kind": "hands"})).unwrap(), "方式 / method");
    }
}
