//! Weighted groups in a sitting: who is in which, and what each of them voted.

use std::collections::BTreeMap;

use crate::domain::ballot::{Ballot, Content, Phase, Poll};
use crate::domain::group::{EmptyGroup, GroupTally};
use crate::domain::ids::DelegateId;
use crate::domain::paper::count;
use crate::domain::refusal::Refusal;
use crate::domain::sheet::Sheet;
use crate::domain::sitting::Sitting;
use crate::domain::tally::Tally;

impl Sitting {
    /// Place of a person's group in the rule of the sheet; 0 where it has no groups.
    ///
    /// # Panics
    /// For a person of no such group, whom no electorate of such a ballot has.
    #[must_use]
    pub fn group_place(&self, sheet: &Sheet, delegate: DelegateId) -> usize {
        let Some(groups) = &sheet.rules.groups else {
            return 0;
        };
        let person = self.roster.person(delegate);
        let place = person.and_then(|person| groups.place(&person.group));
        place.expect("an electorate with groups has nobody outside them")
    }

    /// Whether a ballot with weighted groups is open, suspended, or not counted yet: until then
    /// everybody stays in the group that he or she votes in.
    pub(super) fn groups_are_asked(&self) -> bool {
        let asked = |ballot: &Ballot| {
            ballot.phase.is_running() || matches!(ballot.phase, Phase::Closed(..))
        };
        self.ballots.values().any(|ballot| ballot.sheet.rules.groups.is_some() && asked(ballot))
    }

    /// Place of the group of every envelope that counts, ascending by delegate: so that whoever opens
    /// them needs to know no person.
    #[must_use]
    pub fn envelope_groups(&self, ballot: &Ballot) -> Vec<usize> {
        let envelopes = ballot.phase.poll().into_iter().flat_map(Poll::envelopes);
        envelopes.map(|(delegate, ..)| self.group_place(&ballot.sheet, delegate)).collect()
    }

    /// How many of `electorate` are in each group of the rule; none where it has no groups.
    ///
    /// # Errors
    /// [`Refusal::GroupUnknown`] for somebody in none of them, [`Refusal::GroupEmpty`] where the rule
    /// refuses a group that nobody is in.
    pub(in crate::domain) fn group_sizes(
        &self,
        sheet: &Sheet,
        electorate: &[DelegateId],
    ) -> Result<Option<Vec<u32>>, Refusal> {
        let Some(groups) = &sheet.rules.groups else {
            return Ok(None);
        };
        let mut sizes = vec![0_u32; groups.shares.len()];
        for person in electorate.iter().filter_map(|id| self.roster.person(*id)) {
            let place = groups.place(&person.group);
            let unknown = || Refusal::GroupUnknown { number: person.number.clone() };
            sizes[place.ok_or_else(unknown)?] += 1;
        }
        let empty = sizes.iter().position(|size| *size == 0);
        match empty.filter(|_| groups.empty == EmptyGroup::Refuse) {
            Some(place) => Err(Refusal::GroupEmpty { group: groups.shares[place].group.clone() }),
            None => Ok(Some(sizes)),
        }
    }

    /// What each group voted in a recorded ballot.
    pub(super) fn group_tallies(&self, sheet: &Sheet, poll: &Poll) -> Option<Vec<GroupTally>> {
        let shares = &sheet.rules.groups.as_ref()?.shares;
        let zero = shares.iter().map(|share| GroupTally::zero(share, &sheet.form));
        let mut tallies: Vec<GroupTally> = zero.collect();
        for (delegate, vote) in &poll.votes {
            if let Content::Paper(paper) = &vote.content {
                tallies[self.group_place(sheet, *delegate)].add(
                    &sheet.form,
                    paper,
                    poll.excused(*delegate),
                );
            }
        }
        Some(tallies)
    }

    /// Whether groups of an opened box can be those of this ballot: the rule's groups in its order,
    /// each with no more papers than it has voters, and together the tally.
    pub(super) fn groups_fit(
        &self,
        sheet: &Sheet,
        poll: &Poll,
        groups: Option<&[GroupTally]>,
        tally: &Tally,
    ) -> bool {
        let (shares, groups) = match (&sheet.rules.groups, groups) {
            (Some(rule), Some(groups)) if rule.shares.len() == groups.len() => {
                (&rule.shares, groups)
            }
            (None, None) => return true,
            _ => return false,
        };
        let mut voters: BTreeMap<usize, usize> = BTreeMap::new();
        for delegate in poll.votes.keys() {
            *voters.entry(self.group_place(sheet, *delegate)).or_default() += 1;
        }
        let mut together = Tally::zero(&sheet.form);
        let fits = shares.iter().zip(groups).enumerate().all(|(place, (share, group))| {
            share.group == group.group
                && group.papers <= count(voters.get(&place).copied().unwrap_or_default())
                && group.tally.fits(&sheet.form)
                && group.tally.comes_from(&sheet.form, group.papers)
                && together.add_all(&group.tally)
        });
        // Every row adds up to the papers, so the tallies together say how many papers there are.
        fits && together == *tally
    }
}
