//! Persons as faces see them: chair and scrutineers, who is recused, whose turn it is.

use serde_json::{Value, json};

use crate::domain::ballot::{Ballot, Poll};
use crate::domain::ids::DelegateId;
use crate::domain::officers::{Chairperson, Officers};
use crate::domain::recusal::Recusal;
use crate::domain::sitting::Sitting;
use crate::hub::actor::Audience;
use crate::hub::views::person;

/// People shown behind the one who is called.
const NEXT_SHOWN: usize = 3;

/// Chair and scrutineers with their names.
#[must_use]
pub(super) fn officers(sitting: &Sitting, officers: &Officers) -> Value {
    let chair = officers.chair.as_ref().map(|chair| match chair {
        Chairperson::Person(id) => {
            let who = known(sitting, *id);
            json!({"name": who["name"], "person": who})
        }
        Chairperson::Name(name) => json!({"name": name, "person": null}),
    });
    let scrutineers: Value = officers.scrutineers.iter().map(|id| known(sitting, *id)).collect();
    json!({"chair": chair, "scrutineers": scrutineers, "chief": officers.chief})
}

/// What a ballot's view says of persons.
pub(super) fn add(view: &mut Value, sitting: &Sitting, ballot: &Ballot, audience: Audience) {
    let poll = ballot.phase.poll();
    view["body"] = json!(ballot.sheet.body);
    view["recusal"] = json!(ballot.sheet.rules.recusal);
    view["recused"] = recused(sitting, ballot, audience);
    view["officers"] = json!(poll.map(|poll| officers(sitting, &poll.officers)));
    view["roll"] = roll(sitting, ballot);
}

/// Who is recused from what, for staff; nobody else is told names.
#[must_use]
pub(super) fn recused(sitting: &Sitting, ballot: &Ballot, audience: Audience) -> Value {
    if !audience.is_staff() {
        return Value::Null;
    }
    let recusals = ballot.phase.poll().map_or(&ballot.recusals, |poll| &poll.recused);
    let one = |(id, recusal): (&DelegateId, &Recusal)| {
        json!({
            "person": known(sitting, *id), "rows": recusal.keys(&ballot.sheet.form),
            "reason": recusal.reason,
        })
    };
    recusals.iter().map(one).collect()
}

/// What one person is recused from.
#[must_use]
pub(super) fn own_recusal(ballot: &Ballot, poll: &Poll, delegate: DelegateId) -> Value {
    poll.recused.get(&delegate).map_or(
        Value::Null,
        |recusal| json!({"rows": recusal.keys(&ballot.sheet.form), "reason": recusal.reason}),
    )
}

/// Whose turn it is; null without roll call.
#[must_use]
pub fn roll(sitting: &Sitting, ballot: &Ballot) -> Value {
    let Some((poll, roll)) = ballot.phase.poll().and_then(|poll| Some((poll, poll.roll.as_ref()?)))
    else {
        return Value::Null;
    };
    let next: Value = roll
        .coming()
        .filter(|id| sitting.may_vote(poll, **id).is_ok() && !poll.votes.contains_key(id))
        .take(NEXT_SHOWN)
        .map(|id| known(sitting, *id))
        .collect();
    json!({
        "ballot": ballot.id, "order": roll.order.len(), "round": roll.round,
        "called": roll.called.map(|id| known(sitting, id)), "next": next,
        "passed": roll.passed.len(),
    })
}

fn known(sitting: &Sitting, id: DelegateId) -> Value {
    sitting.roster().person(id).map_or(Value::Null, person)
}
