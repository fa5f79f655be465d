//! Proxies (委托), one level deep: who casts for whom. Votes are always those of the principal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::ballot::Poll;
use crate::domain::ids::DelegateId;
use crate::domain::roster::Roster;
use crate::domain::sheet::SheetError;
use crate::domain::text::Text;

/// Most mandates that a rule may allow one holder, so that a split is one record of bounded size.
pub const PROXIES_PER_HOLDER_MAX: u32 = 1_000;
/// Most different papers in one split.
pub const SHARES_MAX: usize = 20;

/// Whether and how proxies work in a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProxyRule {
    /// Most principals one holder may stand for, 1 to [`PROXIES_PER_HOLDER_MAX`].
    pub max_per_holder: u32,
    /// A principal may vote all the same; the own vote stands before one cast by the holder.
    pub principal_may_vote: bool,
}

/// One proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// 委托人.
    pub principal: DelegateId,
    /// 受托人.
    pub holder: DelegateId,
}

/// The proxies of a ballot, frozen at its opening.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mandates {
    holders: BTreeMap<DelegateId, DelegateId>,
    principals: BTreeMap<DelegateId, Vec<DelegateId>>,
    principal_may_vote: bool,
}

impl ProxyRule {
    pub(crate) fn check(&self) -> Result<(), SheetError> {
        if !(1..=PROXIES_PER_HOLDER_MAX).contains(&self.max_per_holder) {
            return Err(SheetError {
                zh: "每名受托人可接受 1 至 1000 份委托",
                en: "a holder may stand for 1 to 1,000 principals",
            });
        }
        Ok(())
    }
}

impl Mandates {
    /// From what the opening froze.
    pub(crate) fn new(rule: ProxyRule, frozen: &[Mandate], roster: &Roster) -> Self {
        let mut mandates = Self { principal_may_vote: rule.principal_may_vote, ..Self::default() };
        for Mandate { principal, holder } in frozen {
            mandates.holders.insert(*principal, *holder);
            mandates.principals.entry(*holder).or_default().push(*principal);
        }
        for principals in mandates.principals.values_mut() {
            principals.sort_by_cached_key(|id| roster.person(*id).map(|p| order(&p.number)));
        }
        mandates
    }

    /// Whether nobody has given a proxy, as in every ballot without the rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.holders.is_empty()
    }

    /// Who casts for this person.
    #[must_use]
    pub fn holder_of(&self, principal: DelegateId) -> Option<DelegateId> {
        self.holders.get(&principal).copied()
    }

    /// Whom this person casts for, ascending by number on the roster.
    #[must_use]
    pub fn of(&self, holder: DelegateId) -> &[DelegateId] {
        self.principals.get(&holder).map_or(&[], Vec::as_slice)
    }

    /// Whether a principal may vote all the same.
    #[must_use]
    pub fn principal_may_vote(&self) -> bool {
        self.principal_may_vote
    }
}

impl Poll {
    /// Whether somebody can cast this person's vote now from where he or she is.
    #[must_use]
    pub fn attends(&self, roster: &Roster, delegate: DelegateId) -> bool {
        match self.mandates.holder_of(delegate) {
            None => self.takes_part(roster, delegate),
            Some(holder) => {
                let own = self.mandates.principal_may_vote && self.takes_part(roster, delegate);
                own || self.takes_part(roster, holder)
            }
        }
    }

    /// Whether the person may vote from where he or she is now.
    #[must_use]
    pub fn takes_part(&self, roster: &Roster, delegate: DelegateId) -> bool {
        let attending = &self.attending;
        !attending.presence_needed || roster.takes_part(delegate, attending.video)
    }

    /// The mandates a holder may cast now, by the stated rule: principals who have not voted
    /// themselves, ascending by number on the roster, then the own one.
    #[must_use]
    pub fn held_by(&self, holder: DelegateId) -> Vec<DelegateId> {
        let own = |id: &DelegateId| self.votes.get(id).is_some_and(|vote| vote.by.is_none());
        let principals = self.mandates.of(holder).iter().copied();
        principals.filter(|id| !own(id)).chain([holder]).collect()
    }
}

/// The order of numbers on a roster: shorter ones first, then character by character. So `9` comes
/// before `10`, and numbers of equal length are in the order they are printed in.
#[must_use]
pub fn order(number: &Text) -> (usize, String) {
    (number.as_str().chars().count(), number.to_string())
}
