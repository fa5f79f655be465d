use plenum::crypto::hash::Hash;
use plenum::domain::ballot::Phase;
use plenum::domain::command::{ChairCommand, DelegateCommand, DeskCommand};
use plenum::domain::roster::Standing;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection};

use super::hall::{ASSEMBLY, Hall, ballot, delegate, text};
use super::profiles::{LADDER, MOTION, QUOTA, SELECTION};
use crate::support::postgres::Postgres;

const PEOPLE: &[(u128, &str, &str, Standing)] = &[
    (1, "代表甲", "第一代表团", Standing::Member),
    (2, "代表乙", "第一代表团", Standing::Member),
    (3, "代表丙", "第二代表团", Standing::Member),
    (4, "列席丁", "", Standing::NonvotingAttendee),
];

/// The sitting with id 1 as a view shows it: a line per row, cells between bars, null as a dash.
async fn rows(database: &mut PgConnection, view: &str, columns: &str, order: &str) -> Vec<String> {
    let select = format!(
        "select jsonb_build_array({columns})::text from {view}
        where sitting = '00000000-0000-0000-0000-000000000001' order by {order}"
    );
    let rows: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(select)).fetch_all(database).await.unwrap();
    let cell = |cell: &Value| match cell {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let line = |row: &String| {
        let cells: Vec<Value> = serde_json::from_str(row).unwrap();
        cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
    };
    rows.iter().map(line).collect()
}

pub(super) async fn check(
    database: &mut PgConnection,
    view: &str,
    columns: &str,
    order: &str,
    expected: &str,
) {
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    let expected = expected.into_iter().filter(|line| !line.is_empty());
    let told = rows(database, &format!("plenum.{view}"), columns, order).await;
    assert_eq!(told.join("\n"), expected.collect::<Vec<_>>().join("\n"), "{view}");
}

/// A hall, and another sitting beside it with the same people and the same ballot, open.
pub(super) async fn fresh() -> (Hall, PgConnection) {
    let database = Postgres::shared().migrated_database().await;
    let mut other = Hall::new(&database, 2).await;
    other.enrol(PEOPLE).await;
    for n in 1..=3 {
        other.own(n, DelegateCommand::CheckIn).await;
    }
    other.draft(1, MOTION, motion("另一场")).await;
    other.open(1).await;
    for n in 1..=3 {
        other.cast(1, n, mark("no")).await;
    }
    let mut hall = Hall::new(&database, 1).await;
    hall.enrol(PEOPLE).await;
    (hall, database.let_audit(ASSEMBLY).await)
}

pub(super) fn motion(title: &str) -> Value {
    json!({"profile": "motion", "title": title})
}

fn items(profile: &str, titles: &[&str]) -> Value {
    let items: Vec<Value> = titles.iter().map(|title| json!({"title": title})).collect();
    json!({"profile": profile, "title": "多项", "items": items})
}

pub(super) fn mark(choice: &str) -> Value {
    json!({"form": "marks", "marks": {"1": choice}})
}

fn marks(one: &str, two: &str) -> Value {
    json!({"form": "marks", "marks": {"1": one, "2": two}})
}

fn picks(picks: &[&str]) -> Value {
    json!({"form": "picks", "picks": picks})
}

/// Sign-in on the device and at the desk, leave, a draft replaced, a vote changed, one who left.
async fn declared_motion(hall: &mut Hall) {
    hall.own(1, DelegateCommand::CheckIn).await;
    let (leaving, absent, on_leave) = (delegate(2), delegate(3), true);
    hall.desk(DeskCommand::CheckIn { delegate: leaving }).await;
    let delegate = absent;
    hall.desk(DeskCommand::SetLeave { delegate, on_leave }).await;
    hall.draft(1, MOTION, motion("旧题目")).await;
    hall.draft(1, MOTION, motion("关于预算的决议")).await;
    hall.open(1).await;
    hall.cast(1, 1, mark("no")).await;
    hall.cast(1, 2, mark("yes")).await;
    hall.cast(1, 1, mark("yes")).await;
    hall.desk(DeskCommand::CheckOut { delegate: leaving }).await;
    hall.close_and_count(1).await;
    let ballot = ballot(1);
    hall.chair(ChairCommand::Declare { ballot }).await;
}

#[tokio::test]
async fn ballots_attendance_and_turnout_of_a_declared_motion() {
    let (mut hall, mut database) = fresh().await;
    declared_motion(&mut hall).await;
    let columns = "number, round, title, kind, profile, secrecy, phase,
        opened_at::time, closed_at::time, close_cause, declared_at::time, void_reason";
    check(&mut database, "ballots", columns, "number", "
        1 | 1 | 关于预算的决议 | motion_vote | motion | recorded | declared | 08:53:28.123 | 08:53:33.123 | chair | 08:53:35.123 | -
    ").await;
    let columns = "number, name, delegation, seat, standing, seq, at::time, mark, by";
    check(
        &mut database,
        "attendance",
        columns,
        "number, seq",
        "
        001 | 代表甲 | 第一代表团 | 1排1座 | member | 2 | 08:53:22.123 | checked_in | delegate
        002 | 代表乙 | 第一代表团 | 1排2座 | member | 3 | 08:53:23.123 | checked_in | operator
        002 | 代表乙 | 第一代表团 | 1排2座 | member | 12 | 08:53:32.123 | checked_out | operator
        003 | 代表丙 | 第二代表团 | 1排3座 | member | 4 | 08:53:24.123 | leave | operator
        004 | 列席丁 |  | 1排4座 | nonvoting_attendee | - | - | - | -
    ",
    )
    .await;
    let columns = "members, present_at_open, electorate, eligible, voted, did_not_vote, left_early";
    check(&mut database, "turnout", columns, "ballot", "3 | 2 | 3 | 2 | 2 | 0 | 0").await;
}

#[tokio::test]
async fn papers_results_and_acts_of_a_declared_motion() {
    let (mut hall, mut database) = fresh().await;
    declared_motion(&mut hall).await;
    let columns = "number, name, delegation, revision, right(cast_id::text, 1), seq, at::time,
        counts, item, item_title, choice, choice_zh";
    check(&mut database, "papers", columns, "seq", "
        001 | 代表甲 | 第一代表团 | 1 | 1 | 9 | 08:53:29.123 | false | 1 | 关于预算的决议 | no | 反对
        002 | 代表乙 | 第一代表团 | 1 | 2 | 10 | 08:53:30.123 | true | 1 | 关于预算的决议 | yes | 赞成
        001 | 代表甲 | 第一代表团 | 2 | 3 | 11 | 08:53:31.123 | true | 1 | 关于预算的决议 | yes | 赞成
    ").await;
    let columns = "phase, item, title, votes ->> 'yes', votes ->> 'no', votes ->> 'abstain', blank,
        invalid, verdict, grade, rank, needed, base_count";
    check(
        &mut database,
        "results",
        columns,
        "item",
        "
        declared | 1 | 关于预算的决议 | 2 | 0 | 0 | 0 | 0 | adopted | - | - | 2 | 3
    ",
    )
    .await;
    let acts =
        rows(&mut database, "plenum.acts", "seq, at, by, type, ballot, event, hash", "seq").await;
    assert_eq!(acts.len(), 16);
    let last = hall.sitting.last().unwrap();
    let hash: String = last.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let (at, id) = ("2025-10-09T08:53:35.123+00:00", ballot(1));
    let counting = hall.sitting.ballot(ballot(1)).and_then(|found| found.phase.counting());
    let counted = Hash(counting.expect("declared").counted.hash);
    let event = format!(r#"{{"ballot":"{id}","counted":"{counted}","type":"ballot_declared"}}"#);
    assert_eq!(acts[15], format!("15 | {at} | chair | ballot_declared | {id} | {event} | {hash}"));
}

/// Picks, ladders and quotas; a blank paper, a blank row, a tie, a ballot in which nobody voted.
async fn every_form(hall: &mut Hall) {
    for n in 1..=3 {
        hall.own(n, DelegateCommand::CheckIn).await;
    }
    let mut selection = items("selection", &["路灯", "桥梁", "公园"]);
    selection["places"] = json!(2);
    let mut quota = items("quota", &["人甲", "人乙"]);
    quota["quota"] = json!(1);
    let ladder = items("ladder", &["局甲", "局乙"]);
    let sheets =
        [(SELECTION, selection), (LADDER, ladder), (QUOTA, quota), (MOTION, motion("无人投票"))];
    let votes = [
        vec![picks(&["3", "1"]), picks(&["3"]), picks(&[])],
        vec![mark("satisfied")],
        vec![marks("good", "good"), mark("fair")],
        vec![],
    ];
    for (n, ((profile, request), votes)) in (1..).zip(sheets.into_iter().zip(votes)) {
        hall.draft(n, profile, request).await;
        hall.open(n).await;
        for (voter, vote) in (1..).zip(votes) {
            hall.cast(n, voter, vote).await;
        }
        hall.close_and_count(n).await;
    }
}

#[tokio::test]
async fn papers_and_results_of_every_form() {
    let (mut hall, mut database) = fresh().await;
    every_form(&mut hall).await;
    let columns = "right(ballot::text, 1), number, counts, item, item_title, choice, choice_zh";
    check(
        &mut database,
        "papers",
        columns,
        "ballot, number, item",
        "
        1 | 001 | true | 1 | 路灯 | picked | 选
        1 | 001 | true | 3 | 公园 | picked | 选
        1 | 002 | true | 3 | 公园 | picked | 选
        1 | 003 | true | - | - | - | -
        2 | 001 | true | 1 | 局甲 | satisfied | 满意
        2 | 001 | true | 2 | 局乙 | - | -
        3 | 001 | true | 1 | 人甲 | good | 优秀
        3 | 001 | true | 2 | 人乙 | good | 优秀
        3 | 002 | true | 1 | 人甲 | fair | 称职
        3 | 002 | true | 2 | 人乙 | - | -
    ",
    )
    .await;
    let columns =
        "right(ballot::text, 1), item, title, votes, blank, invalid, verdict, grade, rank,
        needed, base_count";
    check(
        &mut database,
        "results",
        columns,
        "ballot, item",
        r#"
        1 | 1 | 路灯 | {"picked":1} | 0 | 0 | below_majority | - | 2 | - | -
        1 | 2 | 桥梁 | {"picked":0} | 0 | 0 | below_majority | - | 3 | - | -
        1 | 3 | 公园 | {"picked":2} | 0 | 0 | selected | - | 1 | - | -
        2 | 1 | 局甲 | {"dissatisfied":0,"satisfied":1} | 0 | 0 | graded | satisfied | - | - | -
        2 | 2 | 局乙 | {"dissatisfied":0,"satisfied":0} | 1 | 0 | no_result | - | - | - | -
        3 | 1 | 人甲 | {"fair":1,"good":1} | 0 | 0 | tied | - | 1 | - | -
        3 | 2 | 人乙 | {"fair":0,"good":1} | 0 | 1 | tied | - | 1 | - | -
        4 | 1 | 无人投票 | {"abstain":0,"no":0,"yes":0} | 0 | 0 | no_result | - | - | - | -
    "#,
    )
    .await;
}

/// Members and ballots by number. Between two steps the views are compared with the fold.
const STEPS: &[(&str, u128)] = &[
    ("open", 1),
    ("leaves", 2),
    ("comes", 3),
    ("comes", 2),
    ("votes", 1),
    ("votes", 1),
    ("leaves", 2),
    ("suspend", 1),
    ("leaves", 3),
    ("resume", 1),
    ("comes", 3),
    ("votes", 3),
    ("leaves", 4),
    ("leaves", 3),
    ("close", 1),
    ("comes", 2),
    ("declare", 1),
    ("open", 2),
    ("votes", 2),
    ("leaves", 1),
    ("void", 2),
    ("comes", 3),
    ("open", 3),
    ("close", 3),
    ("void", 3),
    ("cancel", 4),
];

#[tokio::test]
async fn phases_and_turnout_follow_the_fold_act_by_act() {
    let (mut hall, mut database) = fresh().await;
    for n in [1, 2, 4] {
        hall.own(n, DelegateCommand::CheckIn).await;
    }
    for n in 1..=4 {
        hall.draft(n, MOTION, motion("议案")).await;
        agrees(&hall, &mut database).await;
    }
    for (step, n) in STEPS {
        take(&mut hall, step, *n).await;
        agrees(&hall, &mut database).await;
    }
    // A ballot that was voided keeps its last figures: at the cut, or else at the void.
    let columns = "right(ballot::text, 1), eligible, voted, did_not_vote, left_early";
    check(
        &mut database,
        "turnout",
        columns,
        "ballot",
        "
        1 | 3 | 2 | 0 | 1
        2 | 2 | 1 | 0 | 1
        3 | 2 | 0 | 2 | 0
    ",
    )
    .await;
    check(
        &mut database,
        "ballots",
        "number, phase, void_reason",
        "number",
        "
        1 | declared | -
        2 | voided | 设备故障
        3 | voided | 设备故障
        4 | cancelled | -
    ",
    )
    .await;
}

async fn take(hall: &mut Hall, step: &str, n: u128) {
    let (ballot, delegate) = (ballot(n), delegate(n));
    let reason = text("设备故障");
    match step {
        "comes" => hall.desk(DeskCommand::CheckIn { delegate }).await,
        "leaves" => hall.desk(DeskCommand::CheckOut { delegate }).await,
        "votes" => {
            let running = hall.sitting.running().unwrap().sheet.number;
            hall.cast(running.into(), n, mark("yes")).await;
        }
        "open" => hall.open(n).await,
        "suspend" => hall.chair(ChairCommand::Suspend { ballot, reason }).await,
        "resume" => hall.chair(ChairCommand::Resume { ballot }).await,
        "close" => hall.close_and_count(n).await,
        "declare" => hall.chair(ChairCommand::Declare { ballot }).await,
        "void" => hall.chair(ChairCommand::Void { ballot, reason }).await,
        "cancel" => hall.desk(DeskCommand::Cancel { ballot, reason }).await,
        other => panic!("there is no step {other}"),
    }
}

/// The views and the fold, side by side.
pub(super) async fn agrees(hall: &Hall, database: &mut PgConnection) {
    let (mut phases, mut figures) = (Vec::new(), Vec::new());
    for found in hall.sitting.agenda() {
        phases.push(format!("{} | {}", found.id, found.phase.name()));
        let turnout = match (&found.phase, found.phase.closing()) {
            (_, Some(closing)) => closing.turnout,
            (Phase::Open(poll) | Phase::Suspended(poll, _), None) => {
                hall.sitting.turnout(&found.sheet, poll)
            }
            _ => continue,
        };
        let columns = [
            turnout.members,
            turnout.present_at_open,
            turnout.electorate,
            turnout.eligible,
            turnout.voted,
            turnout.did_not_vote,
            turnout.left_early,
        ];
        let columns = columns.map(|figure| figure.to_string()).join(" | ");
        figures.push(format!("{} | {columns}", found.id));
    }
    let told = rows(database, "plenum.ballots", "ballot, phase", "number").await;
    assert_eq!(told, phases);
    let columns = "ballot, members, present_at_open, electorate, eligible, voted, did_not_vote,
        left_early";
    // The fold keeps no figures of a voided ballot.
    let kept = "(select turnout.* from plenum.turnout join plenum.ballots using (sitting, ballot)
        where ballots.phase <> 'voided') as kept";
    let told = rows(database, kept, columns, "ballot").await;
    assert_eq!(told, figures);
}
