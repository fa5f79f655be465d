//! Weights and proxies as faces see them.

use serde_json::{Value, json};

use crate::domain::ballot::{Ballot, Poll};
use crate::domain::ids::DelegateId;
use crate::domain::sheet::{Rules, Sheet};
use crate::domain::sitting::Sitting;
use crate::domain::weight::Weight;
use crate::hub::views::{person, vote};

/// Weight of all and of those present, where votes are weighed; frozen once the ballot is open.
pub(super) fn weights_now(
    sitting: &Sitting,
    sheet: &Sheet,
    poll: Option<&Poll>,
) -> Option<[u64; 2]> {
    sheet.rules.weights?;
    let frozen = poll.and_then(Poll::weights);
    let frozen = frozen.map(|weights| [weights.total_membership, weights.present]);
    Some(frozen.unwrap_or_else(|| sitting.weights_now(sheet)))
}

/// The rules of weights and proxies, for everybody.
pub(super) fn of_ballot(rules: &Rules, view: &mut Value) {
    view["weights"] = json!(rules.weights);
    view["proxies"] = json!(rules.proxies);
}

/// The mandates one person holds in the ballot on stage: each with its own state. Empty for nearly
/// everybody.
pub(super) fn held(
    sitting: &Sitting,
    (ballot, poll): (&Ballot, &Poll),
    holder: DelegateId,
) -> Value {
    let mandate = |principal: &DelegateId| {
        let permission = sitting.may_cast_for(poll, holder, *principal);
        let who = sitting.roster().person(*principal).map(person);
        json!({
            "principal": who, "weight": weight(ballot, poll, *principal),
            "may_vote": permission.is_ok(), "reason": permission.err().map(|r| r.code()),
            "vote": vote(ballot, poll, *principal, holder),
        })
    };
    poll.mandates.of(holder).iter().map(mandate).collect()
}

/// What one paper of this person counts, as text with the decimals of the rule; null without
/// weights.
pub(super) fn weight(ballot: &Ballot, poll: &Poll, delegate: DelegateId) -> Option<String> {
    let units = poll.weighing.as_ref().map(|_| poll.weight_of(delegate))?;
    Some(ballot.sheet.rules.scale().say(units).to_string())
}

/// The proxy one has given and how many one holds on the roster, whatever the ballot on stage was
/// opened with.
pub(super) fn proxy(sitting: &Sitting, delegate: DelegateId) -> Value {
    let roster = sitting.roster();
    let holder = roster.holder_of(delegate).and_then(|id| roster.person(id));
    json!({"holder": holder.map(person), "held": roster.mandates_held(delegate)})
}

/// Weight and proxy of one person, for the desk.
pub(super) fn of_roster(sitting: &Sitting, view: &mut Value, delegate: DelegateId) {
    let roster = sitting.roster();
    let weight = roster.person(delegate).and_then(|person| person.weight);
    view["weight"] = json!(weight.unwrap_or(Weight::ONE));
    view["proxy_holder"] = json!(roster.holder_of(delegate));
    view["mandates_held"] = json!(roster.mandates_held(delegate));
}
