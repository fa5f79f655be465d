//! Weights and proxies of the people on a roster, and how many members are represented now.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ids::DelegateId;
use crate::domain::paper::count;
use crate::domain::proxy::Mandate;
use crate::domain::roster::Roster;
use crate::domain::weight::Weight;

/// Who has given a proxy to whom, from both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Proxies {
    holders: BTreeMap<DelegateId, DelegateId>,
    principals: BTreeMap<DelegateId, BTreeSet<DelegateId>>,
    /// Members away whose holder is in the room; kept along, because every vote asks for a quorum.
    represented: u32,
}

impl Roster {
    pub(crate) fn set_weight(&mut self, delegate: DelegateId, weight: Option<Weight>) {
        self.people.get_mut(&delegate).expect("decided on this roster").0.weight = weight;
    }

    pub(crate) fn give_proxy(&mut self, principal: DelegateId, holder: DelegateId) {
        self.proxies.holders.insert(principal, holder);
        self.proxies.principals.entry(holder).or_default().insert(principal);
        self.proxies.represented += u32::from(self.is_represented(principal));
    }

    pub(crate) fn end_proxy(&mut self, principal: DelegateId) {
        self.proxies.represented -= u32::from(self.is_represented(principal));
        let holder = self.proxies.holders.remove(&principal).expect("decided on this roster");
        let held = self.proxies.principals.get_mut(&holder).expect("kept from both sides");
        held.remove(&principal);
        if held.is_empty() {
            self.proxies.principals.remove(&holder);
        }
    }

    /// Adds those who are represented by this person, and the person, or takes them off.
    pub(super) fn weigh_represented(&mut self, id: DelegateId, adds: bool) {
        let principals = self.proxies.principals.get(&id).into_iter().flatten();
        let them = principals.chain([&id]).filter(|one| self.is_represented(**one)).count();
        let represented = self.proxies.represented;
        self.proxies.represented =
            if adds { represented + count(them) } else { represented - count(them) };
    }

    /// Not there as 实到 understands it, and the holder of the proxy is in the room.
    #[must_use]
    pub fn is_represented(&self, delegate: DelegateId) -> bool {
        let holder = self.holder_of(delegate);
        holder.is_some_and(|holder| self.takes_part(holder, false) && !self.is_counted(delegate))
    }

    /// Whether the person has given a proxy, or holds one.
    #[must_use]
    pub fn is_in_proxy(&self, id: DelegateId) -> bool {
        self.holder_of(id).is_some() || self.proxies.principals.contains_key(&id)
    }

    /// Members who are represented now.
    #[must_use]
    pub fn represented(&self) -> u32 {
        self.proxies.represented
    }

    /// Who holds this person's proxy.
    #[must_use]
    pub fn holder_of(&self, principal: DelegateId) -> Option<DelegateId> {
        self.proxies.holders.get(&principal).copied()
    }

    /// How many proxies this person holds.
    #[must_use]
    pub fn mandates_held(&self, holder: DelegateId) -> usize {
        self.proxies.principals.get(&holder).map_or(0, BTreeSet::len)
    }

    /// The most proxies that one person holds.
    #[must_use]
    pub fn most_mandates_held(&self) -> usize {
        self.proxies.principals.values().map(BTreeSet::len).max().unwrap_or_default()
    }

    /// Every proxy, ascending by principal.
    pub fn proxies(&self) -> impl Iterator<Item = Mandate> {
        let pairs = self.proxies.holders.iter();
        pairs.map(|(principal, holder)| Mandate { principal: *principal, holder: *holder })
    }
}
