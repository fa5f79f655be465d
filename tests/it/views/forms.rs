//! Ranked, scored and written papers as the views show them.

use plenum::domain::command::DelegateCommand;
use plenum::domain::roster::Standing;
use serde_json::{Value, json};

use super::hall::{ASSEMBLY, Hall, text};
use super::tests::check;
use crate::support::postgres::Postgres;

const PEOPLE: &[(u128, &str, &str, Standing)] =
    &[(1, "代表甲", "第一代表团", Standing::Member), (2, "代表乙", "第一代表团", Standing::Member)];

const RANKS: &str = r#"
    id = "ranks"
    kind = "selection_ballot"
    [paper]
    form = "ranks"
    limit = "at_most"
    [outcome]
    kind = "points"
    method = "weighted"
"#;

const SCORES: &str = r#"
    id = "scores"
    kind = "scoring"
    [paper]
    form = "scores"
    rows = "many"
    decimals = 1
    min = 0
    max = 100
    step = "0.5"
    blank_rows = "abstain"
    bands = [
        { id = "high", zh = "高", en = "High", from = 90, to = 100 },
        { id = "low", zh = "低", en = "Low", from = 0, to = "89.5" },
    ]
    [outcome]
    kind = "mean"
"#;

const TEXT: &str = r#"
    id = "text"
    kind = "quick_poll"
    [paper]
    form = "text"
    rows = "many"
    max_chars = 20
    [outcome]
    kind = "counts"
"#;

fn request(profile: &str, titles: [&str; 2]) -> Value {
    let items: Vec<Value> = titles.iter().map(|title| json!({"title": text(title)})).collect();
    json!({"profile": profile, "title": profile, "items": items})
}

/// Rules, request and the papers of two voters, for each ballot.
fn ballots() -> [(&'static str, Value, [Value; 2]); 3] {
    let mut ranks = request("ranks", ["路灯", "桥梁"]);
    ranks["places"] = json!(2);
    [
        (RANKS, ranks, [json!({"ranks": ["2", "1"]}), json!({"ranks": ["2"]})]),
        (
            SCORES,
            request("scores", ["甲", "乙"]),
            [json!({"scores": {"1": "93.5", "2": "80"}}), json!({"scores": {"1": "90"}})],
        ),
        (
            TEXT,
            request("text", ["问题一", "问题二"]),
            [json!({"answers": {"1": "多留时间"}}), json!({"answers": {}})],
        ),
    ]
}

#[tokio::test]
async fn ranks_scores_and_answers_are_listed_and_summed() {
    let database = Postgres::shared().migrated_database().await;
    let mut hall = Hall::new(&database, 1).await;
    hall.enrol(PEOPLE).await;
    for n in 1..=2 {
        hall.own(n, DelegateCommand::CheckIn).await;
    }
    for (n, (rules, request, papers)) in (1..).zip(ballots()) {
        let form = request["profile"].clone();
        hall.draft(n, rules, request).await;
        hall.open(n).await;
        for (voter, mut paper) in (1..).zip(papers) {
            paper["form"] = form.clone();
            hall.cast(n, voter, paper).await;
        }
        hall.close_and_count(n).await;
    }
    let mut database = database.let_audit(ASSEMBLY).await;
    let columns = "right(ballot::text, 1), number, item, item_title, choice, choice_zh";
    check(
        &mut database,
        "papers",
        columns,
        "ballot, number, item",
        "
        1 | 001 | 1 | 路灯 | rank_2 | 第 2 名
        1 | 001 | 2 | 桥梁 | rank_1 | 第 1 名
        1 | 002 | 2 | 桥梁 | rank_1 | 第 1 名
        2 | 001 | 1 | 甲 | 935 | 93.5
        2 | 001 | 2 | 乙 | 800 | 80.0
        2 | 002 | 1 | 甲 | 900 | 90.0
        2 | 002 | 2 | 乙 | - | -
        3 | 001 | 1 | 问题一 | 多留时间 | 多留时间
        3 | 001 | 2 | 问题二 | - | -
        3 | 002 | 1 | 问题一 | - | -
        3 | 002 | 2 | 问题二 | - | -
    ",
    )
    .await;
    let columns = "right(ballot::text, 1), item, votes, blank, verdict, grade, rank";
    check(
        &mut database,
        "results",
        columns,
        "ballot, item",
        r#"
        1 | 1 | {"rank_1":0,"rank_2":1} | 0 | selected | - | 2
        1 | 2 | {"rank_1":2,"rank_2":0} | 0 | selected | - | 1
        2 | 1 | {"900":1,"935":1} | 0 | ranked | high | 1
        2 | 2 | {"800":1} | 1 | ranked | low | 2
        3 | 1 | {"answered":1} | 0 | - | - | -
        3 | 2 | {"answered":0} | 0 | - | - | -
    "#,
    )
    .await;
}
