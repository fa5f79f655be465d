//! Every value in every record, changed by itself, with chain, header and checkpoints fitting. What
//! the rules bind is found; what they leave open (a name, a seat) only an anchor tells.

use serde_json::{Value, json};

use super::author::Good;
use super::bytes::Dice;
use super::forge::{Forgery, Signs};
use super::mutant::Corpus;

/// Changes tried of each bundle.
const CHANGES: usize = 80;
/// One in so many is tried against an anchor as well.
const ANCHORED: usize = 8;

pub(super) fn add_all(good: &Good, corpus: &mut Corpus) {
    let mut dice = Dice::new(good);
    let forgery = Forgery::new(good, Signs::Anew);
    let mut changes = Vec::new();
    for (place, record) in forgery.records.iter().enumerate() {
        let mut paths = Vec::new();
        walk(record, &mut String::new(), &mut paths);
        for path in paths.iter().filter(|path| !is_rewritten(record, path)) {
            let value = record.pointer(path).unwrap();
            changes.extend(others(value).into_iter().map(|other| (place, path.clone(), other)));
        }
    }
    for (at, (place, path, other)) in
        dice.some(changes, corpus.most(CHANGES)).into_iter().enumerate()
    {
        let mut forgery = forgery.clone();
        let name = format!("{} record {place} {path} = {other}", good.name);
        *forgery.records[place].pointer_mut(&path).unwrap() = other;
        forgery.follows_counts = path != "/event/counted";
        let bundle = forgery.write();
        if bundle == good.bundle {
            continue;
        }
        if at % ANCHORED == 0 {
            let class = "one value changed, stolen key, anchored";
            corpus.anchored(class, &name, bundle.clone(), &good.whole, 1);
        }
        corpus.alike("one value changed, stolen key", name, bundle);
    }
}

/// What the forger computes anyway.
fn is_rewritten(record: &Value, path: &str) -> bool {
    let signed = ["/event/size", "/event/root", "/event/signature", "/event/by_key"];
    matches!(path, "" | "/seq" | "/prev")
        || record["event"]["type"] == "checkpoint_signed" && signed.contains(&path)
}

fn walk(value: &Value, path: &mut String, paths: &mut Vec<String>) {
    paths.push(path.clone());
    let before = path.len();
    match value {
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                path.push_str(&format!("/{place}"));
                walk(item, path, paths);
                path.truncate(before);
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                path.push_str(&format!("/{key}"));
                walk(item, path, paths);
                path.truncate(before);
            }
        }
        _ => {}
    }
}

/// Other values in its place.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![json!(0), json!(1_764_000_060_000_u64)],
        Value::Bool(truth) => vec![json!(!truth)],
        Value::Number(number) => {
            let number = number.as_u64().unwrap();
            let fewer = number.checked_sub(1).map(|fewer| json!(fewer));
            let wide = [json!(u32::MAX), json!((1_u64 << 53) - 1), Value::Null];
            [json!(number + 1), json!(number + 1_000)]
                .into_iter()
                .chain(fewer)
                .chain(wide)
                .collect()
        }
        Value::String(text) => {
            let last = text.chars().last();
            let cut: String = text.chars().take(text.chars().count().saturating_sub(1)).collect();
            let next = match last {
                Some(c @ ('0'..='8' | 'a'..='e')) => char::from_u32(u32::from(c) + 1).unwrap(),
                Some('9' | 'f') => '0',
                _ => '改',
            };
            let mut values = vec![json!(format!("{cut}{next}")), json!(cut), json!("")];
            values.extend(words_like(text).iter().map(|word| json!(word)));
            values
        }
        Value::Array(items) => {
            let mut fewer = items.clone();
            let last = fewer.pop();
            let mut more = items.clone();
            more.extend(last);
            let mut turned = items.clone();
            turned.reverse();
            let lists = [fewer, more, turned].into_iter().filter(|list| list != items);
            lists.map(Value::Array).chain([Value::Null]).collect()
        }
        Value::Object(fields) => {
            let mut fewer = fields.clone();
            let first = fewer.keys().next().cloned();
            first.and_then(|key| fewer.remove(&key));
            let mut more = fields.clone();
            more.insert("zz".to_owned(), json!(0));
            vec![Value::Object(fewer), Value::Object(more), Value::Null]
        }
    }
}

/// Other words of the same list, where it is one.
fn words_like(text: &str) -> Vec<&'static str> {
    const LISTS: [&[&str]; 16] = [
        &["gt", "ge"],
        &["secret", "recorded"],
        &["members", "everyone"],
        &["last_wins", "first_wins"],
        &["nothing", "turnout", "tally"],
        &["on_count", "on_declaration"],
        &["refused", "abstain", "invalid", "allowed"],
        &["report", "count_as_abstain", "block_close"],
        &["hall", "video"],
        &["own", "desk"],
        &["enrolled", "invited"],
        &["for", "against", "abstain", "grade"],
        &["member", "nonvoting_attendee"],
        &["selected", "tied", "not_selected", "below_majority"],
        &[
            "total_membership",
            "present",
            "papers_issued",
            "valid_papers",
            "valid_rows",
            "expressed",
        ],
        &["chair", "restart", "quorum_lost", "deadline", "all_voted", "chair_confirmed"],
    ];
    let list = LISTS.iter().find(|list| list.contains(&text));
    list.into_iter().flat_map(|list| list.iter().copied()).filter(|word| *word != text).collect()
}
