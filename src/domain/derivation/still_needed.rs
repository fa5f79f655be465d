//! How many more votes an open motion needs at this moment, and what may be said of its chances.
//! Recorded ballots only: of a secret one nobody may know it, and the running figures are zero.

use serde::Serialize;

use crate::domain::ballot::Poll;
use crate::domain::casting::Casting;
use crate::domain::derivation::Line;
use crate::domain::derivation::words::{both, votes_en, votes_for};
use crate::domain::outcome::{OutcomeRule, sum};
use crate::domain::paper::PaperForm;
use crate::domain::sheet::{ChangeOfVote, Rules, Secrecy, Sheet, ShowWhileOpen};
use crate::domain::tally::Tally;
use crate::domain::threshold::Base;
use crate::domain::weight::{Said, Scale};

/// What a poll needs now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StillNeeded {
    /// Votes that count as 赞成 at this moment.
    pub votes: u64,
    /// Smallest number that is adopted.
    pub needed: u64,
    /// `needed - votes`, 0 when it is reached.
    pub more: u64,
    /// What may be said of it.
    pub chance: Chance,
    /// The same as a sentence.
    pub sentence: Line,
}

/// What may be said without guessing. Who may still vote is everybody in the frozen electorate who
/// has not: those absent may still sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Chance {
    /// Reached. It stays so under first_wins; under last_wins a change may take it back.
    Reached,
    /// Those who have not voted are enough.
    Open,
    /// They are not enough, but votes may be changed (last_wins): only with changes.
    OnlyByChange,
    /// It cannot be reached by anybody any more.
    OutOfReach,
}

/// None unless the ballot is recorded, shows at least its turnout, decides one row by a threshold,
/// and its base is known while it is open (全体代表 or 实到, both frozen at opening).
#[must_use]
pub fn of(sheet: &Sheet, poll: &Poll) -> Option<StillNeeded> {
    let rules = &sheet.rules;
    if rules.secrecy == Secrecy::Secret
        || rules.casting != Casting::Tablet
        || poll.seal.is_some()
        // Before the last room has closed nothing is known anywhere (rules.md §11, case 71).
        || poll.attending.rooms.is_some()
        || rules.show_while_open == ShowWhileOpen::Nothing
    {
        return None;
    }
    let (OutcomeRule::Threshold(rule), PaperForm::Marks(form), Tally::Marks { rows }) =
        (&rules.outcome, &sheet.form, &poll.tally)
    else {
        return None;
    };
    let [row] = rows.as_slice() else {
        return None;
    };
    let (weights, scale) = (poll.weights(), rules.scale());
    let base_count = base_now(rules, poll, rule.threshold.base)?;
    let (votes, needed) = (sum(form, row, &rule.grades), rule.threshold.needed(base_count));
    let more = needed.saturating_sub(votes);
    let heads = u64::from(poll.electorate_now());
    let electorate = weights.as_ref().map_or(heads, |weights| weights.total_membership);
    // A principal may still take the place of the holder, whatever the rule of changes says.
    let change = match poll.mandates.principal_may_vote() && !poll.mandates.is_empty() {
        true => ChangeOfVote::LastWins,
        false => rules.change_of_vote,
    };
    let waiting = electorate.saturating_sub(row.papers());
    let chance = match change {
        _ if more == 0 => Chance::Reached,
        _ if more <= waiting => Chance::Open,
        ChangeOfVote::LastWins if needed <= electorate => Chance::OnlyByChange,
        ChangeOfVote::FirstWins | ChangeOfVote::LastWins => Chance::OutOfReach,
    };
    let changes = more.saturating_sub(waiting);
    let sentence = say(
        &votes_for(form, row, &rule.grades, scale),
        [needed, more, waiting, changes].map(|votes| scale.say(votes)),
        (chance, change),
        scale,
    );
    Some(StillNeeded { votes, needed, more, chance, sentence })
}

/// A base that is known while the ballot is open, in heads or in weights, less those recused from the
/// only row as far as the rule says so.
fn base_now(rules: &Rules, poll: &Poll, base: Base) -> Option<u64> {
    let recused = poll.item_recused.first().copied().unwrap_or_default();
    let off = |shrinks: bool, people: u32| if shrinks { people } else { 0 };
    let weights = poll.weights();
    match base {
        Base::TotalMembership => Some(weights.map_or_else(
            || u64::from(poll.members - off(rules.recusal.base_shrinks, recused.members)),
            |weights| weights.total_membership,
        )),
        Base::Present => Some(weights.map_or_else(
            || {
                u64::from(
                    poll.present_at_open - off(rules.recusal.present_shrinks, recused.present),
                )
            },
            |weights| weights.present,
        )),
        Base::PapersIssued
        | Base::PapersReturned
        | Base::ValidPapers
        | Base::ValidRows
        | Base::ForPlusAgainst
        | Base::Expressed => None,
    }
}

fn say(
    votes: &Line,
    [needed, more, waiting, changes]: [Said; 4],
    (chance, change): (Chance, ChangeOfVote),
    scale: Scale,
) -> Line {
    let (unit, unit_en) = if scale.is_weighed() { ("票权", "of weight ") } else { ("人", "") };
    let now = format!("{}，至少 {needed} 票", votes.zh);
    let now_en = format!("{}, at least {}", votes.en, votes_en(needed));
    let (zh, en) = match (chance, change) {
        (Chance::Reached, ChangeOfVote::FirstWins) => ("已达到".to_owned(), "reached".to_owned()),
        (Chance::Reached, ChangeOfVote::LastWins) => (
            "目前已达到，结束前可以改投".to_owned(),
            "reached for now, votes may be changed until the close".to_owned(),
        ),
        (Chance::Open, _) => (format!("还需 {more} 票"), format!("{more} more needed")),
        (Chance::OnlyByChange, _) => (
            format!(
                "还需 {more} 票；尚未表决的 {waiting} {unit}（含未到会的）全部计入仍差 {changes} 票，\
                 只有改投才能达到"
            ),
            format!(
                "{more} more needed; with all {waiting} {unit_en}who have not voted (absent ones too) still \
                 {} short, so only a change of votes can reach it",
                votes_en(changes)
            ),
        ),
        (Chance::OutOfReach, _) => (
            format!("还需 {more} 票；尚未表决的只有 {waiting} {unit}（含未到会的），已不能达到"),
            format!(
                "{more} more needed; only {waiting} {unit_en}have not voted (absent ones too): it cannot be \
                 reached any more"
            ),
        ),
    };
    both(format!("{now}，{zh}。"), format!("{now_en}: {en}."))
}
