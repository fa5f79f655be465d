//! Results in words and as JSON, for the demo and the verifier.

use serde_json::{Value, json};

use crate::domain::draw::Draw;
use crate::domain::sitting::Sitting;
use crate::domain::text::Text;
use crate::hub::actor::Audience;
use crate::hub::views;

/// What stands above everything that a command says of a rehearsal.
pub(crate) const REHEARSAL_LINE: &str = "*** 演练 REHEARSAL: no result, 不是表决结果 ***";

/// One JSON object per ballot, in agenda order.
pub(crate) fn values(sitting: &Sitting) -> Vec<Value> {
    let agenda = sitting.agenda();
    let view = |ballot: &&crate::domain::ballot::Ballot| {
        let view = views::ballot::ballot(sitting, ballot, Audience::Chair);
        json!({
            "id": view["id"], "number": view["number"], "round": view["round"],
            "title": view["title"], "kind": view["kind"], "phase": view["phase"],
            "secrecy": view["secrecy"], "count": view["count"], "form": view["form"],
        })
    };
    agenda.iter().map(view).collect()
}

/// The same for people.
pub(crate) fn lines(sitting: &Sitting) -> Vec<String> {
    let rehearsal = sitting.head().is_some_and(|head| head.rehearsal);
    let mut lines: Vec<String> =
        rehearsal.then(|| format!("\n{REHEARSAL_LINE}")).into_iter().collect();
    lines.extend(sitting.draws().into_iter().flat_map(draw_lines));
    lines.extend(values(sitting).iter().flat_map(ballot_lines));
    lines
}

fn draw_lines(draw: &Draw) -> Vec<String> {
    let committed = &draw.committed;
    let (number, people) = (committed.number, committed.list.len());
    let mut lines = vec![format!("\n抽取 {number}. {}  [{people} 人]", committed.title)];
    let Some(made) = &draw.made else {
        return lines;
    };
    for (stratum, standing) in committed.strata.iter().zip(&made.standing) {
        let numbers: Vec<&str> = standing.iter().map(Text::as_str).collect();
        lines.push(format!("   {} {}: {}", stratum.name(), numbers.len(), numbers.join(" ")));
    }
    lines
}

fn ballot_lines(ballot: &Value) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or("–").to_owned();
    let mut lines = vec![format!(
        "\n{}. {}  [{}]",
        ballot["number"],
        word(&ballot["title"]),
        word(&ballot["phase"])
    )];
    let count = &ballot["count"];
    if count.is_null() {
        return lines;
    }
    let turnout = &count["turnout"];
    lines.push(format!(
        "   全体代表 {} · 实到 {} · 发出票 {} · 收回票 {} · 未按 {} · 中途退场 {}",
        turnout["members"],
        turnout["present_at_open"],
        turnout["eligible"],
        turnout["voted"],
        turnout["did_not_vote"],
        turnout["left_early"]
    ));
    let outcome = &count["outcome"];
    let figures = count["rows"].as_array();
    let rows = outcome["rows"].as_array().or(figures).cloned().unwrap_or_default();
    for row in rows {
        let key = &row["item"];
        let votes = figures.and_then(|all| all.iter().find(|figure| figure["item"] == *key));
        let rank = row["rank"].as_u64().map(|rank| format!("{rank:>3} ")).unwrap_or_default();
        let grade = row["grade"].as_str().map(|grade| format!(" {grade}")).unwrap_or_default();
        let verdict = row["verdict"].as_str().unwrap_or("");
        lines.push(format!(
            "   {rank}{}  {}  {verdict}{grade}",
            title_of(ballot, key),
            votes.map_or_else(String::new, |row| row["votes"].to_string())
        ));
    }
    lines.push(format!("   {}", word(&count["sentence"]["zh"])));
    let derivation = count["derivation"].as_array().into_iter().flatten();
    lines.extend(derivation.map(|line| format!("     {}", word(&line["zh"]))));
    lines
}

fn title_of(ballot: &Value, key: &Value) -> String {
    let form = &ballot["form"];
    let items = form["rows"].as_array().or(form["options"].as_array());
    let item = items.and_then(|items| items.iter().find(|item| item["id"] == *key));
    item.and_then(|item| item["title"].as_str()).unwrap_or("–").to_owned()
}
