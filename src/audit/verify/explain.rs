//! Which check an unlawful event belongs to, and in what it differs from the lawful one.

use super::checks::Check;
use crate::domain::count::Count;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::draw::DrawRefusal;
use crate::domain::refusal::rooms::RoomsRefusal;
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
        Event::DrawMade(_) | Event::DrawReplaced(_) => match refusal {
            Refusal::Draw(
                DrawRefusal::SecretWrong
                | DrawRefusal::PersonUnknown
                | DrawRefusal::SubstituteOtherStratum
                | DrawRefusal::SubstituteNotNext { .. }
                | DrawRefusal::SubstituteUnknown
                | DrawRefusal::SubstitutesExhausted,
            ) => Check::V21,
            _ => Check::V8,
        },
        Event::PaperIssued(_) | Event::VoteAnnulled(_) => Check::V10,
        Event::VoteCast { .. } | Event::EnvelopeCast { .. } | Event::SplitCast(_) => {
            check_of_vote(refusal)
        }
        Event::BallotCounted { .. } => match refusal {
            Refusal::CountContradicts | Refusal::NotDue => Check::V14,
            _ => Check::V8,
        },
        _ => match refusal {
            Refusal::NoQuorum { .. }
            | Refusal::QuorumLost { .. }
            | Refusal::Rooms(RoomsRefusal::SittingNoQuorum { .. }) => Check::V15,
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
        | Refusal::Rooms(_)
        | Refusal::RevisionStale { .. }
        | Refusal::VoteAlreadyCast
        | Refusal::TooManyChanges
        | Refusal::Recused
        | Refusal::NotCalled
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
        | Refusal::RowRecused
        | Refusal::PaperIncomplete { .. }
        | Refusal::PaperOverQuota { .. }
        | Refusal::PaperUnderQuota { .. }
        | Refusal::PaperAllEqual
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
        (Event::BallotOpened { .. }, Some(lawful @ Event::BallotOpened { .. })) => {
            found.extend(of_opening(event, lawful));
        }
        (
            Event::BallotClosed { turnout, envelopes, .. },
            Some(Event::BallotClosed { turnout: true_turnout, envelopes: true_envelopes, .. }),
        ) => {
            see(turnout != true_turnout, Check::V20, "the turnout is not that of the record");
            see(envelopes != true_envelopes, Check::V12, "number or root of the envelopes differ");
        }
        (Event::DrawCommitted(_) | Event::DrawMade(_), Some(_)) => {
            see(true, Check::V21, "not what list, rules, secret and digits of the draw give");
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

/// The count that a record holds.
fn count_in(event: &Event) -> Option<(&Count, Option<&Opened>)> {
    match event {
        Event::BallotCounted { count, opened, .. } => Some((count, opened.as_ref())),
        Event::CountCorrected(corrected) => Some((&corrected.count, None)),
        _ => None,
    }
}

/// In what an opening differs from the lawful one.
fn of_opening(event: &Event, lawful: &Event) -> Vec<Found> {
    let part = |event: &Event| match event.clone() {
        Event::BallotOpened {
            members,
            present,
            electorate,
            deadline_ms,
            seal,
            recused,
            roll,
            represented,
            weights,
            proxies,
            ..
        } => (
            electorate,
            recused,
            roll,
            (members, present, represented),
            deadline_ms,
            seal,
            weights,
            proxies,
        ),
        _ => unreachable!("asked for openings only"),
    };
    let (found, lawful) = (part(event), part(lawful));
    let parts = [
        (found.0 != lawful.0, Check::V10, "the electorate is not the roster's"),
        (found.1 != lawful.1, Check::V10, "the recusals are not those declared"),
        (found.2 != lawful.2, Check::V10, "the calling order is not the rule's"),
        (found.6 != lawful.6, Check::V10, "the weights are not the roster's"),
        (found.7 != lawful.7, Check::V10, "the proxies are not those given"),
        (found.3 != lawful.3, Check::V20, "members or members present are not the roster's"),
        (found.4 != lawful.4, Check::V8, "the deadline is another one"),
        (
            found.5 != lawful.5,
            Check::V14,
            "the seal is not that of this question, electorate and key",
        ),
    ];
    let differ = parts.into_iter().filter(|(differs, ..)| *differs);
    differ.map(|(_, check, what)| (check, what.to_owned())).collect()
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
    let groups = count.groups != lawful.groups;
    see(groups, Check::V20, "the figures of the groups are not those of their papers");
    let tally_check = if secret { Check::V14 } else { Check::V13 };
    see(count.tally != lawful.tally, tally_check, "the tally is not that of the papers");
    see(count.recused != lawful.recused, Check::V20, "the recusals are not those of the record");
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
