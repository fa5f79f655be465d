//! The draw over the wire and at the command line: commit, digits, names on the screen, a ballot.

use std::sync::Arc;

use plenum::access::GrantRole;
use plenum::crypto::sign::SigningKey;
use plenum::domain::event::SittingHead;
use plenum::engine::{Keys, Signer};
use plenum::http::accept::Limits;
use plenum::hub;
use plenum::ledger::memory::MemoryLedger;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::support::hall::Hall;
use crate::support::place::Place;
use crate::support::server::{TestServer, next};

fn keys(previous: Option<u8>, key: u8) -> Keys {
    let of = |n: u8| SigningKey::from_seed([n; 32]);
    Keys::new(None, Some(Signer { key: of(key), previous: previous.map(of) }))
}

async fn over(hall: Hall) -> TestServer {
    TestServer::over(hall, hub::Options::default(), Limits::default()).await
}

async fn server(keys: Keys) -> TestServer {
    over(Hall::with_keys(Arc::new(MemoryLedger::default()), 3, keys).await).await
}

struct Desk {
    token: String,
    base: String,
}

impl Desk {
    async fn of(server: &TestServer, role: GrantRole) -> Self {
        let base = format!("{}/api/sittings/{}", server.base, server.hall.sitting);
        Self { token: server.token(role).await, base }
    }

    async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let request = Client::new().post(format!("{}{path}", self.base)).bearer_auth(&self.token);
        let response = request.json(body).send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Client::new().get(format!("{}{path}", self.base)).bearer_auth(&self.token);
        let response = request.send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    }

    /// Posts and expects a refusal.
    async fn refused(&self, path: &str, body: &Value) -> String {
        let (status, answer) = self.post(path, body).await;
        assert!(status.is_client_error(), "{status} {answer}");
        answer["refusal"]["code"].as_str().unwrap().to_owned()
    }
}

/// The fixture of the rules: 312, 388, 341, 164.
fn list() -> String {
    let units = [("甲局", 312), ("乙局", 388), ("丙局", 341), ("丁局", 164)];
    let lines = units.iter().flat_map(|(unit, people)| vec![*unit; *people]).enumerate();
    let lines: String = lines.map(|(n, unit)| format!("{:04},{unit}\n", n + 1)).collect();
    format!("编号,单位\n{lines}")
}

fn plan() -> Value {
    json!({
        "title": "评议对象", "label": "民警", "list": list(), "seats": 20, "strata": ["unit"],
        "minimum": 1, "substitutes": 2,
    })
}

#[tokio::test]
async fn seats_and_their_arithmetic_are_seen_before_anything_is_frozen() {
    let server = server(keys(None, 3)).await;
    let desk = Desk::of(&server, GrantRole::Operator).await;
    let (status, seen) = desk.post("/draws/plan", &plan()).await;
    assert_eq!(status, StatusCode::OK, "{seen}");
    assert_eq!((&seen["people"], &seen["eligible"]), (&json!(1205), &json!(1205)));
    let seats: Vec<_> = seen["strata"].as_array().unwrap().iter().map(|s| &s["seats"]).collect();
    assert_eq!(seats, [&json!(5), &json!(6), &json!(6), &json!(3)]);
    assert_eq!(seen["strata"][0]["arithmetic"]["zh"], "312 × 20 ÷ 1205 = 5.178 → 5");
    assert_eq!(desk.get("/draws").await.1, "[]");
    server.finish().await;
}

#[tokio::test]
async fn a_draw_is_committed_to_then_made_with_digits_and_seen_in_the_hall() {
    let server = server(keys(None, 3)).await;
    let desk = Desk::of(&server, GrantRole::Operator).await;
    let (_, seen) = desk.post("/draws/plan", &plan()).await;
    let mut screen = server.screen().await;
    let (status, made) = desk.post("/draws", &plan()).await;
    assert_eq!(status, StatusCode::OK, "{made}");
    let path = format!("/draws/{}", made["id"].as_str().unwrap());
    let shown = next(&mut screen, "draws").await;
    let draw = &shown["data"][0];
    assert_eq!((&draw["phase"], &draw["digits"]), (&json!("committed"), &Value::Null));
    assert_eq!(draw["list_hash"], seen["list_hash"]);
    assert_eq!(draw["secret"], Value::Null, "the secret is told to nobody before");
    assert!(shown.to_string().len() < 4_000, "the list is in no frame");
    assert_eq!(desk.get(&format!("{path}/result.json")).await.0, StatusCode::NOT_FOUND);

    assert_eq!(
        desk.refused(&format!("{path}/digits"), &json!({"digits": "12"})).await,
        "draw_digits_invalid"
    );
    let digits = json!({"digits": "3, 5 1，6 2 4"});
    assert_eq!(desk.post(&format!("{path}/digits"), &digits).await.0, StatusCode::OK);
    assert_eq!(desk.refused(&format!("{path}/digits"), &digits).await, "already_done");
    let shown = next(&mut screen, "draws").await;
    let draw = &shown["data"][0];
    assert_eq!((&draw["phase"], &draw["digits"]), (&json!("made"), &json!("3 5 1 6 2 4")));
    let first = &draw["strata"][0];
    assert_eq!(first["drawn"].as_array().unwrap().len(), 5);

    // Case 83 over the wire, then the lawful one.
    let out = first["drawn"][0]["number"].clone();
    let other = draw["strata"][1]["substitutes"][0]["number"].clone();
    let next_one = first["substitutes"][0]["number"].clone();
    let body = |incoming: &Value| json!({"out": out, "in": incoming, "reason": "请假"});
    let replacements = format!("{path}/replacements");
    assert_eq!(desk.refused(&replacements, &body(&other)).await, "substitute_other_stratum");
    assert_eq!(desk.post(&replacements, &body(&next_one)).await.0, StatusCode::OK);

    let ballot = json!({
        "profile": "eval-quota-rank", "title": "测评", "quota": 10, "draw": made["id"],
        "secrecy": "recorded",
    });
    let (status, drafted) = desk.post("/ballots", &ballot).await;
    assert_eq!(status, StatusCode::OK, "{drafted}");
    let (_, drafted) = desk.get(&format!("/ballots/{}", drafted["id"].as_str().unwrap())).await;
    let drafted: Value = serde_json::from_str(&drafted).unwrap();
    assert_eq!(drafted["form"]["rows"].as_array().unwrap().len(), 20);
    let came_in = format!("民警 {}", next_one.as_str().unwrap());
    assert_eq!(drafted["form"]["rows"][0]["title"], json!(came_in));

    let (_, form) = desk.get(&format!("{path}/form.txt?lang=zh")).await;
    assert!(form.contains("随机抽取结果单") && form.contains("递补：") && form.contains("地点："));
    let (_, exported) = desk.get(&format!("{path}/list.json")).await;
    let (_, result) = desk.get(&format!("{path}/result.json")).await;
    let place = Place::new(None);
    std::fs::write(place.path("list.json"), exported).unwrap();
    std::fs::write(place.path("result.json"), &result).unwrap();
    let said = place.run(&["draw", "check", "result.json", "list.json"]);
    assert!(said.contains("完全一致"), "{said}");
    let report = server.finish().await;
    assert!(report.findings.is_empty());
    assert_eq!(report.sitting.draws().len(), 1);
}

/// Rules.md §11, case 72: nobody is drawn in a rehearsal.
#[tokio::test]
async fn the_draw_of_a_rehearsal_gives_no_result_away() {
    let mark = |head: &mut SittingHead| head.rehearsal = true;
    let hall = Hall::headed(Arc::new(MemoryLedger::default()), 3, keys(None, 3), mark).await;
    let server = over(hall).await;
    let desk = Desk::of(&server, GrantRole::Operator).await;
    let (_, made) = desk.post("/draws", &plan()).await;
    let path = format!("/draws/{}", made["id"].as_str().unwrap());
    let digits = json!({"digits": "3 5 1 6 2 4"});
    assert_eq!(desk.post(&format!("{path}/digits"), &digits).await.0, StatusCode::OK);
    for file in ["result.json", "form.txt"] {
        let (status, told) = desk.get(&format!("{path}/{file}")).await;
        assert_eq!(status, StatusCode::CONFLICT, "{told}");
        assert!(told.contains("rehearsal_no_result"), "{told}");
    }
    server.finish().await;
}

#[tokio::test]
async fn only_the_operator_draws_and_delegates_see_no_lists() {
    let server = server(keys(None, 3)).await;
    let desk = Desk::of(&server, GrantRole::Operator).await;
    let (_, made) = desk.post("/draws", &plan()).await;
    let path = format!("/draws/{}", made["id"].as_str().unwrap());
    for role in [GrantRole::Chair, GrantRole::Scrutineer, GrantRole::Display] {
        let other = Desk::of(&server, role).await;
        for (path, body) in [
            ("/draws/plan".to_owned(), plan()),
            ("/draws".to_owned(), plan()),
            (format!("{path}/digits"), json!({"digits": "351624"})),
            (format!("{path}/replacements"), json!({"out": "1", "in": "2", "reason": "x"})),
        ] {
            assert_eq!(other.post(&path, &body).await.0, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(other.get("/draws").await.0, StatusCode::OK);
    }
    let screen = Desk::of(&server, GrantRole::Display).await;
    assert_eq!(screen.get(&format!("{path}/list.json")).await.0, StatusCode::FORBIDDEN);
    let member = server.hall.people[0].id;
    let delegate = Desk::of(&server, GrantRole::Delegate(member)).await;
    assert_eq!(delegate.get("/draws").await.0, StatusCode::FORBIDDEN);
    server.finish().await;
}

#[tokio::test]
async fn wrong_lists_are_told_cell_by_cell_and_nothing_is_recorded() {
    let server = server(keys(None, 3)).await;
    let desk = Desk::of(&server, GrantRole::Operator).await;
    let mut wrong = plan();
    wrong["list"] = json!("编号,符合条件\n1,也许\n1,是\n");
    let (status, answer) = desk.post("/draws", &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let zh = answer["refusal"]["zh"].as_str().unwrap();
    assert!(zh.contains("第 2 行“符合条件”") && zh.contains("第 3 行“编号”"), "{zh}");
    let mut many = plan();
    many["seats"] = json!(1206);
    assert_eq!(desk.refused("/draws", &many).await, "draw_rules_invalid");
    assert_eq!(desk.get("/draws").await.1, "[]");
    server.finish().await;
}

#[tokio::test]
async fn without_a_signing_key_nothing_is_committed_to() {
    let server = server(Keys::default()).await;
    let desk = Desk::of(&server, GrantRole::Operator).await;
    assert_eq!(desk.refused("/draws", &plan()).await, "draw_secret_unavailable");
    server.finish().await;
}

/// The secret outlives the server, and one change of the signing key, but not two.
#[tokio::test]
async fn a_draw_is_finished_by_the_next_server_as_long_as_it_has_the_key() {
    let hall = Hall::with_keys(Arc::new(MemoryLedger::default()), 3, keys(None, 3)).await;
    let first = over(hall).await;
    let (_, made) = Desk::of(&first, GrantRole::Operator).await.post("/draws", &plan()).await;
    let path = format!("/draws/{}/digits", made["id"].as_str().unwrap());
    let options = plenum::engine::Options::default();
    let digits = json!({"digits": "351624"});

    let lost = over(first.hall.again_with(options, keys(Some(3), 5)).await).await;
    let rotated = lost.hall.again_with(options, keys(Some(5), 6)).await;
    let later = over(rotated).await;
    let desk = Desk::of(&later, GrantRole::Operator).await;
    assert_eq!(desk.refused(&path, &digits).await, "draw_secret_lost");

    let again = over(first.hall.again_with(options, keys(Some(3), 5)).await).await;
    let desk = Desk::of(&again, GrantRole::Operator).await;
    let (status, answer) = desk.post(&path, &digits).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

#[test]
fn a_draw_at_the_command_line_can_be_checked_and_a_changed_one_is_found() {
    let place = Place::new(None);
    std::fs::write(place.path("list.csv"), list()).unwrap();
    let arguments = ["draw", "list.csv", "--seats", "20", "--strata", "unit", "--min", "1"];
    let with = |more: &[&'static str]| [&arguments[..], more].concat();

    let before = place.run(&with(&["--secret", "secret.txt", "--json"]));
    let before: Value = serde_json::from_str(&before).unwrap();
    assert_eq!(before["strata"][3]["seats"], 3);
    let known = with(&["--secret", "secret.txt", "--digits", "3 5 1 6 2 4", "--json"]);
    let result = place.run(&known);
    assert_eq!(place.run(&known), result, "the same list, secret and digits give the same names");
    let mut sheet: Value = serde_json::from_str(&result).unwrap();
    assert_eq!(sheet["commitment"], before["commitment"]);
    assert_eq!(sheet["seats"], json!([5, 6, 6, 3]));
    std::fs::write(place.path("result.json"), &result).unwrap();
    assert!(place.run(&["draw", "check", "result.json", "list.csv"]).contains("the same"));

    let swapped = sheet["result"][1][0].clone();
    sheet["result"][0][0] = swapped;
    std::fs::write(place.path("changed.json"), sheet.to_string()).unwrap();
    let output = place.output(&["draw", "check", "changed.json", "list.csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("result"));

    let form = place.run(&with(&["--digits", "351624", "--lang", "zh"]));
    assert!(form.contains("312 × 20 ÷ 1205 = 5.178 → 5"), "{form}");
    for wrong in [
        with(&["--digits", "12"]),
        with(&["--digits", "351624", "--secret", "none.txt"]),
        vec!["draw", "list.csv", "--digits", "351624"],
        vec!["draw", "none.csv", "--seats", "1", "--digits", "351624"],
        vec!["draw", "list.csv", "--seats", "1206", "--digits", "351624"],
    ] {
        assert!(!place.output(&wrong).status.success(), "{wrong:?}");
    }
}
