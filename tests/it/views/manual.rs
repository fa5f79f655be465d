//! Hands and papers as the views show them: what took over, what was annulled, what was corrected.

use plenum::domain::casting::Casting;
use plenum::domain::command::manual::{ManualChair, ManualDesk, ManualScrutineer};
use plenum::domain::command::{
    ChairCommand, Command, DelegateCommand, DeskCommand, ScrutineerCommand, SystemCommand,
};
use plenum::domain::manual::{Entry, Figures};
use plenum::domain::roster::Standing;
use serde_json::{Value, from_value, json};

use super::hall::{ASSEMBLY, Hall, ballot, delegate, text};
use super::profiles::MOTION;
use super::tests::check;
use crate::support::postgres::Postgres;

const PEOPLE: &[(u128, &str, &str, Standing)] = &[
    (1, "代表甲", "第一代表团", Standing::Member),
    (2, "代表乙", "第一代表团", Standing::Member),
    (3, "代表丙", "第二代表团", Standing::Member),
];

async fn desk(hall: &mut Hall, command: ManualDesk) {
    hall.desk(DeskCommand::Manual(command)).await;
}

/// Both people enter the same.
async fn enter(hall: &mut Hall, n: u128, entry: Value) {
    let entry: Box<Entry> = from_value(entry).expect("an entry");
    desk(hall, ManualDesk::Enter { ballot: ballot(n), entry: entry.clone() }).await;
    let confirm = ManualScrutineer::Confirm { ballot: ballot(n), entry };
    hall.act(Command::Scrutineer(ScrutineerCommand::Manual(confirm))).await;
}

fn hands(votes: [u32; 3]) -> Value {
    let rows = json!([{"votes": votes, "blank": 0, "invalid": 0, "recused": 0}]);
    json!({"kind": "hands", "tally": {"form": "marks", "rows": rows}})
}

fn mark(choice: &str) -> Value {
    json!({"form": "marks", "marks": {"1": choice}})
}

async fn everybody(hall: &mut Hall) {
    hall.enrol(PEOPLE).await;
    for n in 1..=3 {
        hall.own(n, DelegateCommand::CheckIn).await;
    }
}

/// Hands take over from tablets, are counted, and corrected.
async fn changed_over(hall: &mut Hall) {
    let rules = format!("casting = [\"tablet\"]\nfallback = [\"hands\"]\n{MOTION}");
    hall.draft(1, &rules, json!({"profile": "motion", "title": "议案"})).await;
    hall.open(1).await;
    hall.cast(1, 1, mark("yes")).await;
    let change = ManualChair::ChangeCasting {
        ballot: ballot(1),
        to_ballot: ballot(2),
        casting: Casting::Hands,
        reason: text("系统故障"),
    };
    hall.chair(ChairCommand::Manual(change)).await;
    let (ballot, duration_s) = (ballot(2), None);
    hall.chair(ChairCommand::Open { ballot, duration_s }).await;
    hall.chair(ChairCommand::Close { ballot }).await;
    enter(hall, 2, hands([1, 1, 0])).await;
    hall.act(Command::System(SystemCommand::Count { ballot })).await;
    let figures: Box<Figures> = from_value(hands([2, 1, 0])).expect("figures");
    let reason = text("重新清点");
    desk(hall, ManualDesk::Propose { ballot, figures: figures.clone(), reason }).await;
    let correct = ManualScrutineer::Correct { ballot, figures };
    hall.act(Command::Scrutineer(ScrutineerCommand::Manual(correct))).await;
}

#[tokio::test]
async fn hands_that_took_over_and_a_count_that_was_corrected() {
    let database = Postgres::shared().migrated_database().await;
    let mut hall = Hall::new(&database, 1).await;
    everybody(&mut hall).await;
    changed_over(&mut hall).await;
    let mut database = database.let_audit(ASSEMBLY).await;
    let columns = "number, round, phase, void_reason";
    let rows = "
        1 | 1 | voided | 系统故障
        1 | 2 | counted | -
    ";
    check(&mut database, "ballots", columns, "round", rows).await;
    let columns = "right(ballot::text, 1), eligible, voted, did_not_vote, left_early";
    let rows = "
        1 | 3 | 1 | 2 | 0
        2 | 3 | 3 | 0 | 0
    ";
    check(&mut database, "turnout", columns, "ballot", rows).await;
    let columns = "phase, votes ->> 'yes', votes ->> 'no', verdict";
    let rows = "
        counted | 2 | 1 | adopted
    ";
    check(&mut database, "results", columns, "ballot", rows).await;
}

#[tokio::test]
async fn a_vote_that_was_annulled_counts_no_more() {
    let database = Postgres::shared().migrated_database().await;
    let mut hall = Hall::new(&database, 1).await;
    everybody(&mut hall).await;
    let rules = format!("casting = [\"mixed\"]\n{MOTION}");
    hall.draft(1, &rules, json!({"profile": "motion", "title": "议案"})).await;
    hall.open(1).await;
    for n in 1..=3 {
        hall.cast(1, n, mark("yes")).await;
    }
    let ballot = ballot(1);
    for n in [1, 2] {
        desk(&mut hall, ManualDesk::AnnulVote { ballot, delegate: delegate(n) }).await;
        desk(&mut hall, ManualDesk::IssuePaper { ballot, delegate: delegate(n) }).await;
    }
    desk(&mut hall, ManualDesk::TakeBackPaper { ballot, delegate: delegate(2) }).await;
    hall.cast(1, 2, mark("no")).await;
    let mut database = database.let_audit(ASSEMBLY).await;
    let columns = "number, revision, counts";
    let expected = "
        001 | 1 | false
        002 | 1 | false
        002 | 2 | true
        003 | 1 | true
    ";
    check(&mut database, "participation", columns, "number, revision", expected).await;
    check(&mut database, "papers", columns, "number, revision", expected).await;
    let columns = "eligible, voted, did_not_vote, left_early";
    check(&mut database, "turnout", columns, "ballot", "3 | 2 | 1 | 0").await;
}
