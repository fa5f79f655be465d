//! Which check an unlawful event belongs to, and in what it differs from the lawful one.

use super::checks::Check;
use crate::domain::count::Count;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::seal::Opened;
use crate::domain::sitting::Unlawful;

/// A check with what it found.
pub(super) type Found = (Check, String);

/// Everything that is wrong with `event`; at least one thing, except where another part of the
/// verifier looks at the same record.
pub(super) fn explain(event: &Event, unlawful: &Unlawful) -> Vec<Found> {
    match unlawful {
        Unlawful::WrongRole => vec![(Check::V8, "not an act of this role".to_owned())],
        Unlawful::Refused(refusal) => {
            let check = check_of(event, refusal);
            check
                .map(|check| (check, format!("the rules refuse it: {refusal}")))
                .into_iter()
                .collect()
        }
        Unlawful::Different(lawful) => differences(event, lawful.as_deref()),
    }
}

/// None for keys and checkpoints, which V4 and V5 look at by themselves.
fn check_of(event: &Event, refusal: &Refusal) -> Option<Check> {
    Some(match event {
        Event::SigningKeySet { .. } | Event::CheckpointSigned { .. } => {
            return matches!(refusal, Refusal::SittingUnknown).then_some(Check::V8);
        }
        Event::KeyDestroyed { .. } | Event::KeyLost { .. } => Check::V16,
        Event::PaperIssued(_) | Event::VoteAnnulled(_) => Check::V10,
        Event::VoteCast { .. } | Event::EnvelopeCast { .. } | Event::SplitCast(_) => {
            check_of_vote(refusal)
        }
        Event::BallotCounted { .. } => match refusal {
            Refusal::CountContradicts | Refusal::NotDue => Check::V14,
            _ => Check::V8,
        },
        _ => match refusal {
            Refusal::NoQuorum { .. } | Refusal::QuorumLost { .. } => Check::V15,
            Refusal::FiguresContradict { .. } | Refusal::EntriesDiffer { .. } => Check::V20,
            _ => Check::V8,
        },
    })
}

fn check_of_vote(refusal: &Refusal) -> Check {
    match refusal {
        Refusal::NotInElectorate
        | Refusal::Nonvoting
        | Refusal::NotPresent
        | Refusal::RevisionStale { .. }
        | Refusal::VoteAlreadyCast
        | Refusal::TooManyChanges
        | Refusal::CastIdConflict
        | Refusal::ByHands
        | Refusal::OnPaper
        | Refusal::PaperInHand
        | Refusal::VoteAnnulled
        | Refusal::Mandate(_) => Check::V10,
        Refusal::EnvelopeNeeded | Refusal::EnvelopeNotAsked | Refusal::EnvelopeWrongLength => {
            Check::V14
        }
        Refusal::PaperWrongForm
        | Refusal::PaperIncomplete { .. }
        | Refusal::PaperOverQuota { .. }
        | Refusal::PicksTooMany { .. }
        | Refusal::PicksTooFew { .. } => Check::V13,
        _ => Check::V8,
    }
}

/// In what the event differs from the one that the rules lead to.
fn differences(event: &Event, lawful: Option<&Event>) -> Vec<Found> {
    if let (Some(count), Some(lawful)) = (count_in(event), lawful.and_then(count_in)) {
        return of_count(count, lawful);
    }
    let mut found = Vec::new();
    let mut see = |differs: bool, check: Check, what: &str| {
        if differs {
            found.push((check, what.to_owned()));
        }
    };
    match (event, lawful) {
        (Event::SigningKeySet { .. } | Event::CheckpointSigned { .. }, _) => return found,
        (Event::BallotOpened { .. }, Some(Event::BallotOpened { .. })) => {
            opening(event, lawful, &mut see);
        }
        (
            Event::BallotClosed { turnout, envelopes, .. },
            Some(Event::BallotClosed { turnout: true_turnout, envelopes: true_envelopes, .. }),
        ) => {
            see(turnout != true_turnout, Check::V20, "the turnout is not that of the record");
            see(envelopes != true_envelopes, Check::V12, "number or root of the envelopes differ");
        }
        (Event::BallotCertified { .. } | Event::BallotDeclared { .. }, Some(_)) => {
            see(true, Check::V19, "it names another count than the one of this ballot");
        }
        (Event::KeyDestroyed { .. } | Event::KeyLost { .. }, _) => {
            see(true, Check::V16, "it names another key than that of the ballot");
        }
        (Event::VoteCast { .. } | Event::EnvelopeCast { .. }, Some(_)) => {
            see(true, Check::V10, "the revision is not the next one");
        }
        (Event::SplitCast(_), Some(_)) => {
            see(true, Check::V10, "the votes are not dealt out to the mandates by the rule");
        }
        (
            Event::VoteCast { .. }
            | Event::EnvelopeCast { .. }
            | Event::SplitCast(_)
            | Event::LateVoteRefused { .. },
            None,
        ) => see(true, Check::V10, "this act is in the record already"),
        _ => see(true, Check::V8, "the rules lead to another event here"),
    }
    if found.is_empty() {
        found.push((Check::V8, "the rules lead to another event here".to_owned()));
    }
    found
}

/// In what an opening differs from the lawful one.
fn opening(event: &Event, lawful: Option<&Event>, see: &mut impl FnMut(bool, Check, &str)) {
    let (
        Event::BallotOpened {
            members,
            present,
            represented,
            electorate,
            weights,
            proxies,
            deadline_ms,
            seal,
            ..
        },
        Some(Event::BallotOpened {
            members: true_members,
            present: true_present,
            represented: true_represented,
            electorate: true_electorate,
            weights: true_weights,
            proxies: true_proxies,
            deadline_ms: true_deadline_ms,
            seal: true_seal,
            ..
        }),
    ) = (event, lawful)
    else {
        return;
    };
    see(electorate != true_electorate, Check::V10, "the electorate is not the roster's");
    see(weights != true_weights, Check::V10, "the weights are not the roster's");
    see(proxies != true_proxies, Check::V10, "the proxies are not those given");
    let attendance =
        (members, present, represented) != (true_members, true_present, true_represented);
    see(attendance, Check::V20, "members or members present are not the roster's");
    see(deadline_ms != true_deadline_ms, Check::V8, "the deadline is another one");
    let what = "the seal is not that of this question, electorate and key";
    see(seal != true_seal, Check::V14, what);
}

/// The count that a record holds.
fn count_in(event: &Event) -> Option<(&Count, Option<&Opened>)> {
    match event {
        Event::BallotCounted { count, opened, .. } => Some((count, opened.as_ref())),
        Event::CountCorrected(corrected) => Some((&corrected.count, None)),
        _ => None,
    }
}

fn of_count(
    (count, opened): (&Count, Option<&Opened>),
    (lawful, lawful_opened): (&Count, Option<&Opened>),
) -> Vec<Found> {
    let secret = lawful_opened.is_some();
    let mut found = Vec::new();
    let mut see = |differs: bool, check: Check, what: &str| {
        if differs {
            found.push((check, what.to_owned()));
        }
    };
    let figures = count.turnout != lawful.turnout || count.papers != lawful.papers;
    see(figures, Check::V20, "turnout or papers are not those of the cut");
    let weights = count.weights != lawful.weights;
    see(weights, Check::V20, "the weights are not those of the cut");
    let tally_check = if secret { Check::V14 } else { Check::V13 };
    see(count.tally != lawful.tally, tally_check, "the tally is not that of the papers");
    see(count.outcome != lawful.outcome, Check::V15, "the outcome is not that of the figures");
    let channels = count.channels != lawful.channels;
    see(channels, Check::V20, "the channels are not those that were entered and cast");
    let root = opened.map(|opened| opened.root) != lawful_opened.map(|opened| opened.root);
    see(root, Check::V12, "the root over the envelopes is not that of the cut");
    let papers = |opened: Option<&Opened>| opened.map(|opened| opened.papers.clone());
    see(papers(opened) != papers(lawful_opened), Check::V14, "the published papers differ");
    if !figures
        && !weights
        && let Err(broken) = count.check_identities(None)
    {
        see(true, Check::V20, &broken.to_string());
    }
    found
}
