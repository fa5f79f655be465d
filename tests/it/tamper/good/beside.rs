//! Recusals beside hands and papers: a vote without its recused row that is annulled, and a recusal
//! that goes along when the tablets fail.

use plenum::domain::casting::Casting;
use plenum::domain::command::manual::ManualDesk;
use serde_json::{Value, json};

use super::super::author::{Author, Good, ballot, member};
use super::{accounts, entry, marks};
use crate::support::ballots::{Wanted, profile};

fn matrix(casting: Casting) -> Wanted {
    let wanted = profile("sc-appointments-seriatim").numbered(2).casting(casting);
    wanted.with(|sheet| {
        let rules = &mut sheet.rules;
        rules.fallback = vec![Casting::Paper];
        (rules.recusal.base_shrinks, rules.recusal.present_shrinks) = (true, true);
    })
}

fn counted(valid: u32, rows: [[u64; 3]; 2]) -> Value {
    let row = |votes| json!({"votes": votes, "blank": 0, "invalid": 0, "recused": 0});
    json!({"kind": "papers", "valid": valid, "invalid": {
        "over_selected": 0, "illegible": 0, "not_as_instructed": 0, "other": 0},
        "tally": {"form": "marks", "rows": rows.map(row)}})
}

pub(super) fn recusals(one: &str) -> Good {
    let mut author = Author::new(12, 6);
    author.set_key(25);
    let (first, second, third) = (ballot(1), ballot(2), ballot(3));
    author.draft(first, matrix(Casting::Mixed).sheet(1));
    author.recuse(first, 1, &["1"]);
    author.recuse(first, 6, &[]);
    author.open(first, 0);
    author.cast(first, 1, marks("2=yes"));
    author.manual(ManualDesk::AnnulVote { ballot: first, delegate: member(1) });
    author.cast(first, 1, marks("2=no"));
    author.cast(first, 2, marks(&format!("1={one} 2=yes")));
    author.manual(ManualDesk::IssuePaper { ballot: first, delegate: member(3) });
    author.close(first);
    author.enter(first, &accounts([1, 1, 0, 1]));
    author.enter(first, &entry(counted(1, [[1, 0, 0], [0, 0, 1]])));
    author.settle();
    author.declare(first);

    author.draft(second, matrix(Casting::Tablet).sheet(2));
    author.recuse(second, 4, &["2"]);
    author.open(second, 0);
    author.cast(second, 5, marks(&format!("1={one} 2=yes")));
    author.recuse(second, 2, &[]);
    author.change_casting(second, third, Casting::Paper, "表决系统故障");
    author.open(third, 0);
    author.close(third);
    author.enter(third, &accounts([6, 4, 0, 2]));
    author.enter(third, &entry(counted(2, [[2, 0, 0], [1, 1, 0]])));
    author.settle();
    author.correct(third, &super::figures(corrected()), "重新清点");
    author.declare(third);
    author.finish("beside")
}

fn corrected() -> Value {
    let Value::Object(mut count) = counted(2, [[1, 1, 0], [1, 1, 0]]) else { unreachable!() };
    count.remove("kind");
    let accounts = json!({"printed": 6, "issued": 4, "replaced": 0, "returned": 2});
    json!({"kind": "papers", "accounts": accounts, "count": count})
}
