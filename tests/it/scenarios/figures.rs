//! Whether a count is the expected one.

use plenum::domain::paper::PaperForm;
use plenum::domain::tally::{RowTally, Tally};
use plenum::domain::threshold::{hundredths, percent};
use serde_json::Value;

use super::{BALLOT, Expected};
use crate::support::world::World;

/// Where `expected.json` does not say otherwise nobody came or went, and silence counts as nothing.
fn with_defaults(mut count: Value) -> Value {
    let turnout = &mut count["turnout"];
    let present = turnout["present_at_open"].clone();
    let defaults = [
        ("eligible_at_open", turnout["eligible"].clone()),
        ("present_at_close", present.clone()),
        ("present_least", present),
        ("auto_abstained", 0.into()),
        ("recused", 0.into()),
        ("represented", 0.into()),
    ];
    for (figure, otherwise) in defaults {
        if turnout[figure].is_null() {
            turnout[figure] = otherwise;
        }
    }
    count
}

#[track_caller]
pub(super) fn check(world: &World, form: &PaperForm, expected: &Expected) {
    let count = world.count(BALLOT);
    let found = serde_json::to_value(count).expect("a count is data");
    let mut wanted = with_defaults(expected.count.clone().expect("a count"));
    let fields = wanted.as_object_mut().expect("an object");
    for absent in ["channels", "groups", "recused", "weights"] {
        fields.entry(absent).or_insert(Value::Null);
    }
    assert_eq!(found, wanted, "\nfound {found:#}");
    let counting = world.ballot_named(BALLOT).phase.counting().expect("counted");
    let published = counting.opened.as_ref().and_then(|opened| opened.papers.as_ref());
    let published = published.map(|papers| serde_json::to_value(papers).expect("data"));
    assert_eq!(published, expected.published);
    let (PaperForm::Marks(form), Tally::Marks { rows }) = (form, &count.tally) else {
        return;
    };
    if let Some(shares) = &expected.shares {
        let share =
            |row: &RowTally| percent(row.votes[0], row.valid(form)).expect("not an empty row");
        assert_eq!(rows.iter().map(share).collect::<Vec<_>>(), *shares);
    }
    if let Some(scores) = &expected.scores {
        let score = |row: &RowTally| {
            let (points, votes) = row.score(form);
            hundredths(points, votes).expect("not an empty row")
        };
        assert_eq!(rows.iter().map(score).collect::<Vec<_>>(), *scores);
    }
}
