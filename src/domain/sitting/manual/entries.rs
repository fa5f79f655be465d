//! Figures entered twice, differences explained, and the void that follows from too many papers.

use crate::domain::ballot::{Ballot, Closing, Phase, Poll};
use crate::domain::casting::Casting;
use crate::domain::event::manual::{DifferenceExplained, FiguresEntered};
use crate::domain::event::{Event, VoidCause};
use crate::domain::ids::BallotId;
use crate::domain::manual::checks::Hall;
use crate::domain::manual::{Accounts, Difference, Entered, Entry, Figures};
use crate::domain::paper::count;
use crate::domain::refusal::Refusal;
use crate::domain::sitting::{Decision, Sitting};
use crate::domain::text::Text;

impl Sitting {
    /// The operator's entry, which may be made again until it is confirmed.
    pub(super) fn enter_figures(
        &self,
        ballot: BallotId,
        entry: &Entry,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let (poll, closing) = closed(found)?;
        if place(poll, entry).is_some_and(|entered| entered.confirmed) {
            return Err(Refusal::AlreadyDone);
        }
        if matches!(entry, Entry::Papers(_)) {
            reconciled(found, poll)?;
        }
        entry.check(hall(found, poll, closing), poll.manual.accounts())?;
        Ok(Decision::event(Event::FiguresEntered(FiguresEntered { ballot, entry: entry.clone() })))
    }

    /// The scrutineer's entry of the same figures.
    pub(super) fn confirm_figures(
        &self,
        ballot: BallotId,
        entry: &Entry,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let (poll, closing) = closed(found)?;
        let entered = place(poll, entry).ok_or(Refusal::EntryMissing)?;
        if entered.confirmed {
            return Err(Refusal::AlreadyDone);
        }
        entry.check(hall(found, poll, closing), poll.manual.accounts())?;
        if let Some(field) = entered.entry.differs(entry, &found.sheet.form) {
            return Err(Refusal::EntriesDiffer { field });
        }
        let confirmed = FiguresEntered { ballot, entry: entry.clone() };
        Ok(Decision::event(Event::FiguresConfirmed(confirmed)))
    }

    pub(super) fn explain_difference(
        &self,
        ballot: BallotId,
        about: Difference,
        text: &Text,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let differences = found.differences();
        if text.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        match &found.phase {
            Phase::Open(poll) | Phase::Suspended(poll, _) | Phase::Closed(poll, _) => {
                if poll.manual.explained.contains_key(&about) {
                    return Err(Refusal::AlreadyDone);
                }
            }
            other => return Err(other.wrong()),
        }
        if !differences.contains(&about) {
            return Err(Refusal::NothingToExplain);
        }
        let text = text.clone();
        Ok(Decision::event(Event::DifferenceExplained(DifferenceExplained { ballot, about, text })))
    }

    /// More papers than were handed out: the whole ballot is void, and nobody has to say so.
    pub(in crate::domain::sitting) fn void_over_return(
        &self,
        ballot: BallotId,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let (poll, closing) = closed(found)?;
        let excess = excess(found, poll, closing).ok_or(Refusal::NotDue)?;
        let (returned, issued) = excess;
        let reason = format!("收回 {returned} 张，多于发出 {issued} 张，本次投票无效，须重新投票");
        let reason = Text::new(&reason).expect("a short plain sentence");
        Ok(Decision::event(Event::BallotVoided { ballot, cause: VoidCause::OverReturn, reason }))
    }
}

fn closed(found: &Ballot) -> Result<(&Poll, &Closing), Refusal> {
    if found.sheet.rules.casting == Casting::Tablet {
        return Err(Refusal::EntryNotAsked);
    }
    match &found.phase {
        Phase::Closed(poll, closing) => Ok((poll, closing)),
        other => Err(other.wrong()),
    }
}

/// Where an entry of this kind stands.
fn place<'a>(poll: &'a Poll, entry: &Entry) -> Option<&'a Entered> {
    match entry {
        Entry::Accounts(_) => poll.manual.accounts.as_ref(),
        Entry::Hands(_) | Entry::Consent(_) | Entry::Papers(_) => poll.manual.counted.as_ref(),
    }
}

/// What the figures of a ballot are held against.
pub(in crate::domain::sitting) fn hall<'a>(
    found: &'a Ballot,
    poll: &Poll,
    closing: &'a Closing,
) -> Hall<'a> {
    Hall {
        form: &found.sheet.form,
        casting: found.sheet.rules.casting,
        turnout: &closing.turnout,
        on_paper: count(poll.manual.on_paper.len()),
    }
}

/// Form D3 is confirmed and what it shows is explained: papers may be counted.
fn reconciled(found: &Ballot, poll: &Poll) -> Result<(), Refusal> {
    poll.manual.accounts().ok_or(Refusal::AccountsFirst)?;
    let differences = found.differences();
    match differences.iter().find(|about| !poll.manual.explained.contains_key(about)) {
        None => Ok(()),
        Some(about) => Err(Refusal::Unreconciled { about: *about }),
    }
}

fn of_accounts(accounts: Accounts, signed_in: u32) -> Vec<Difference> {
    let differences = [
        (accounts.issued != signed_in, Difference::Issued),
        (accounts.returned > signed_in, Difference::Returned),
    ];
    differences.into_iter().filter(|(differs, _)| *differs).map(|(_, about)| about).collect()
}

impl Ballot {
    /// In what papers and signed-in voters differ, as far as figures are known. In a mixed ballot
    /// every paper went to a voter by name, so there is nothing to differ.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        let by_hand = self.sheet.rules.casting == Casting::Paper;
        let Some(poll) = self.phase.poll().filter(|_| by_hand) else {
            return Vec::new();
        };
        let signed_in = count(poll.been_present.len());
        match (poll.manual.accounts(), poll.manual.reported) {
            (Some(accounts), _) => of_accounts(accounts, signed_in),
            (None, Some(issued)) if issued != signed_in => vec![Difference::Issued],
            (None, _) => Vec::new(),
        }
    }
}

/// Returned and issued, where more came back than went out: papers alone, or papers and tablets
/// together.
fn excess(found: &Ballot, poll: &Poll, closing: &Closing) -> Option<(u64, u64)> {
    let accounts = poll.manual.accounts()?;
    if accounts.over_returned() {
        return Some((accounts.returned.into(), accounts.issued.into()));
    }
    if found.sheet.rules.casting != Casting::Mixed {
        return None;
    }
    let returned = u64::from(accounts.returned) + u64::from(poll.voted());
    let issued = u64::from(closing.turnout.eligible);
    (returned > issued).then_some((returned, issued))
}

/// Whether more came back than went out.
pub(in crate::domain::sitting) fn is_over_returned(found: &Ballot) -> bool {
    match &found.phase {
        Phase::Closed(poll, closing) => excess(found, poll, closing).is_some(),
        _ => false,
    }
}

/// Whether everything that people count is there, and explained.
pub(in crate::domain::sitting) fn is_entered(found: &Ballot) -> bool {
    let (Phase::Closed(poll, _), casting) = (&found.phase, found.sheet.rules.casting) else {
        return false;
    };
    match casting {
        Casting::Tablet => true,
        Casting::Hands => poll.manual.figures().is_some(),
        Casting::Paper | Casting::Mixed => {
            poll.manual.figures().is_some()
                && reconciled(found, poll).is_ok()
                && !is_over_returned(found)
        }
    }
}

/// The figures that were entered, once all is there.
pub(in crate::domain::sitting) fn figures(found: &Ballot) -> Option<Figures> {
    is_entered(found).then(|| found.phase.poll().and_then(|poll| poll.manual.figures())).flatten()
}
