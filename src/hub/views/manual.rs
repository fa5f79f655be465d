//! What faces are told of hands and papers. The first of two entries is shown to nobody: the second
//! person counts, and does not copy.

use serde_json::{Value, json};

use crate::crypto::hash::Hash;
use crate::domain::ballot::{Ballot, Counting, Poll};
use crate::domain::casting::Casting;
use crate::domain::count::Count;
use crate::domain::manual::{
    Accounts, Channels, Entered, Entry, Figures, PaperFigures, TabletPart,
};
use crate::domain::paper::{PaperForm, count};
use crate::domain::sheet::Sheet;
use crate::hub::actor::Audience;
use crate::hub::views::count::rows;
use crate::hub::views::sees_count;
use crate::hub::views::sentence::sentence;

/// The manual part of a ballot view: for staff while it is entered, for everybody what became of a
/// declared count. Null where there is none.
pub(super) fn manual(ballot: &Ballot, poll: Option<&Poll>, audience: Audience) -> Value {
    let Some(poll) = poll else {
        return Value::Null;
    };
    let manual = &poll.manual;
    let by_hand = ballot.sheet.rules.casting != Casting::Tablet;
    let kept = !manual.notes.is_empty() || !manual.assisted.is_empty();
    if !by_hand && !kept {
        return Value::Null;
    }
    let seen = sees_count(ballot, audience);
    let notes: Vec<Value> = manual.notes.iter().filter(|_| seen).map(note).collect();
    let corrections = corrections(ballot, poll).filter(|_| seen).collect::<Vec<_>>();
    if !audience.is_staff() {
        let corrected = manual.superseded.len();
        return json!({"corrections": corrections, "corrected": corrected, "notes": notes});
    }
    let differences = ballot.differences().into_iter().map(|about| {
        let (zh, en) = about.words();
        let explained = manual.explained.get(&about);
        json!({"about": about, "zh": zh, "en": en, "explained": explained})
    });
    json!({
        "corrections": corrections, "corrected": manual.superseded.len(), "notes": notes,
        "on_paper": manual.on_paper.len(), "reported": manual.reported,
        "signed_in": poll.been_present.len(), "voted": poll.voted(),
        "accounts": step(manual.accounts.as_ref()), "counted": step(manual.counted.as_ref()),
        "differences": differences.collect::<Vec<_>>(),
        "proposal": manual.proposal.as_ref().map(|proposal| json!({"reason": proposal.reason})),
        "assisted": manual.assisted.len(),
    })
}

fn note((text, stamp): &(crate::domain::text::Text, crate::domain::ballot::Stamp)) -> Value {
    json!({"text": text, "seq": stamp.seq, "at_ms": stamp.at_ms})
}

/// How far one of the two forms is; its figures only once two people agree.
fn step(entered: Option<&Entered>) -> Value {
    let confirmed = entered.is_some_and(|entered| entered.confirmed);
    let shown = entered.filter(|entered| entered.confirmed).map(|entered| &entered.entry);
    let left_over = match shown {
        Some(Entry::Accounts(accounts)) => Some(accounts.left_over()),
        _ => None,
    };
    json!({
        "entered": entered.is_some(), "confirmed": confirmed, "entry": shown,
        "left_over": left_over,
    })
}

/// Counts that stand corrected, each with the reason and what it said.
fn corrections<'a>(ballot: &'a Ballot, poll: &'a Poll) -> impl Iterator<Item = Value> + 'a {
    let old = |(counting, reason): (&Counting, &crate::domain::text::Text)| {
        let (zh, en) = sentence(&ballot.sheet, &counting.count.outcome);
        json!({
            "reason": reason, "sentence": {"zh": zh, "en": en}, "papers": counting.count.papers,
            "rows": rows(&ballot.sheet.form, &counting.count.tally),
            "counted": {"seq": counting.counted.seq, "hash": Hash(counting.counted.hash).short()},
        })
    };
    poll.manual.superseded.iter().zip(&poll.manual.reasons).map(old)
}

/// The channels of a count; null where every vote came from a tablet.
pub(super) fn channels(sheet: &Sheet, count: &Count) -> Value {
    let Some(Channels { tablet, manual }) = &count.channels else {
        return Value::Null;
    };
    let form = &sheet.form;
    let tablet = tablet.as_ref().map(|part| part_view(form, part));
    let manual = match manual {
        Figures::Hands(hands) => json!({"kind": "hands", "rows": rows(form, &hands.tally)}),
        Figures::Consent(consent) => json!({"kind": "consent", "method": consent.method}),
        Figures::Papers(papers) => papers_view(form, papers),
    };
    json!({"tablet": tablet, "manual": manual})
}

fn part_view(form: &PaperForm, part: &TabletPart) -> Value {
    json!({"papers": part.papers, "rows": rows(form, &part.tally)})
}

fn papers_view(form: &PaperForm, figures: &PaperFigures) -> Value {
    let PaperFigures { accounts, count } = figures;
    let Accounts { printed, issued, replaced, returned } = *accounts;
    json!({
        "kind": "papers", "printed": printed, "issued": issued, "replaced": replaced,
        "returned": returned, "left_over": accounts.left_over(), "valid": count.valid,
        "invalid": count.invalid, "rows": rows(form, &count.tally),
    })
}

/// How many have a paper in hand, where papers go to people by name.
pub(super) fn on_paper(poll: &Poll) -> Option<u32> {
    (poll.casting == Casting::Mixed).then(|| count(poll.manual.on_paper.len()))
}
