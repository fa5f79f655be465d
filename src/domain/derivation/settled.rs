//! What was settled after the count, in words: names ruled on, a tie decided, withdrawals, and who
//! has a place then.

use crate::domain::ballot::Ballot;
use crate::domain::derivation::Line;
use crate::domain::derivation::terms::Terms;
use crate::domain::derivation::words::{both, places_en};
use crate::domain::outcome::places::{DecidedBy, Standing, WithdrawalRule};
use crate::domain::text::Key;
use crate::domain::write_ins::RuledAs;

/// How the names written in were ruled, in the order of the names; empty without any.
#[must_use]
pub fn rulings(ballot: &Ballot) -> Vec<Line> {
    let (rulings, read) = (ballot.rulings(), ballot.settled.read.as_deref().unwrap_or_default());
    let line = |read: &crate::domain::write_ins::ReadName| {
        let (name, papers) = (&read.name, read.papers);
        let (zh, en) = match rulings.get(name)? {
            RuledAs::Person(person) => (format!("另选 {person}"), format!("{person}, written in")),
            RuledAs::Listed(key) => {
                let title = title(ballot, key);
                (format!("候选人 {title}"), format!("candidate {title}"))
            }
            RuledAs::Invalid(reason) => (format!("无效：{reason}"), format!("invalid: {reason}")),
        };
        Some(both(
            format!("另选姓名“{name}”{papers} 张票，认定为{zh}。"),
            format!("The name “{name}” on {papers} papers is ruled: {en}."),
        ))
    };
    read.iter().filter_map(line).collect()
}

/// Decisions and withdrawals after the count, and what stands then; empty where there was none.
#[must_use]
pub fn settled(ballot: &Ballot) -> Vec<Line> {
    let settled = &ballot.settled;
    let mut lines = Vec::new();
    for decided in &settled.ties {
        let names = titles(ballot, &decided.items);
        let (selected, selected_en) = {
            let terms = Terms::of(ballot.sheet.kind);
            (terms.selected, terms.selected_en)
        };
        lines.push(match (decided.by, &decided.seed) {
            (DecidedBy::Lot, Some(seed)) => both(
                format!("抽签（会场报出的种子“{seed}”）：{names} {selected}。"),
                format!("By lot (called out in the hall: “{seed}”): {names} {selected_en}."),
            ),
            _ => both(
                format!("主持人决定（{}）：{names} {selected}。", decided.reason),
                format!("Decided by the chair ({}): {names} {selected_en}.", decided.reason),
            ),
        });
    }
    for withdrawn in &settled.withdrawn {
        let name = title(ballot, &withdrawn.item);
        lines.push(both(
            format!("计票后退出：{name}（{}），票数不变。", withdrawn.reason),
            format!("Withdrawn after the close: {name} ({}); the figures stay.", withdrawn.reason),
        ));
    }
    if !lines.is_empty()
        && let Some(standing) = ballot.standing()
    {
        lines.push(stands(ballot, &standing));
    }
    lines
}

/// Who is in now, and what is open.
fn stands(ballot: &Ballot, standing: &Standing) -> Line {
    let terms = Terms::of(ballot.sheet.kind);
    let moved = !ballot.settled.withdrawn.is_empty()
        && ballot.sheet.rules.outcome.withdrawal() == WithdrawalRule::NextInLine;
    let (moved, moved_en) = match moved {
        true => ("依次递补后，", "With the next in line moved up: "),
        false => ("至此，", "So far: "),
    };
    let (open, open_en) = match (&standing.tie, standing.open) {
        (Some(tie), _) => (
            format!("，{} {}得票相等，余 {} 个名额", tie.items.len(), terms.unit, tie.open_places),
            format!(", {} tied for {}", tie.items.len(), places_en(tie.open_places)),
        ),
        (None, 0) => Default::default(),
        (None, open) => {
            (format!("，缺额 {open} {}", terms.unit), format!(", {} not filled", places_en(open)))
        }
    };
    let (n, names) = (standing.selected.len(), titles(ballot, &standing.selected));
    let colon = if n == 0 { "" } else { "：" };
    let colon_en = if n == 0 { "" } else { ": " };
    both(
        format!("{moved}{} {n} {}{colon}{names}{open}。", terms.selected, terms.unit),
        format!("{moved_en}{n} {}{colon_en}{names}{open_en}.", terms.selected_en),
    )
}

fn title(ballot: &Ballot, key: &Key) -> String {
    ballot.item(key).map_or_else(|| key.to_string(), |item| item.title.to_string())
}

fn titles(ballot: &Ballot, keys: &[Key]) -> String {
    keys.iter().map(|key| title(ballot, key)).collect::<Vec<_>>().join("、")
}
