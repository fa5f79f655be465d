//! From a list and rules to strata with their seats.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::crypto::hash::Hash;
use crate::domain::draw::{Entry, Shares, shares, stream};
use crate::domain::paper::{ITEMS_MAX, count};
use crate::domain::refusal::draw::DrawRefusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::Text;

/// Most seats of one draw: as many rows as one evaluation has.
pub const SEATS_MAX: u32 = 200;
const _: () = assert!(SEATS_MAX as usize == ITEMS_MAX);
/// Most substitutes of one stratum.
pub const SUBSTITUTES_MAX: u32 = 20;
/// Most strata.
pub const STRATA_MAX: usize = 200;

/// What strata are made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StratumBy {
    /// 单位.
    Unit,
    /// 层级.
    Level,
}

/// Who gets the seat among equal remainders (rules.md §0.3, 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EqualRemainders {
    /// By lot from the recorded seed.
    Lot,
    /// The stratum that the list names first.
    ListedOrder,
    /// The larger stratum; by lot where they are of one size.
    LargerStratum,
}

/// How is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawRules {
    /// 应抽数, 1 to [`SEATS_MAX`].
    pub seats: u32,
    /// Empty: one stratum; both: unit × level. Unit first, none twice.
    pub strata: Vec<StratumBy>,
    /// Fewest seats of a stratum that has so many people.
    pub minimum: u32,
    /// 候补 of each stratum, as far as it has people; at most [`SUBSTITUTES_MAX`].
    pub substitutes: u32,
    /// Equal remainders.
    pub equal_remainders: EqualRemainders,
}

/// One stratum as it is committed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stratum {
    /// 单位; empty where strata are not made by it.
    pub unit: Text,
    /// 层级; empty where strata are not made by it.
    pub level: Text,
    /// Eligible people in it.
    pub people: u32,
    /// Seats that are certain.
    pub seats: u32,
    /// One of the strata among which the seats that are left go by lot, one each.
    pub by_lot: bool,
}

impl Stratum {
    /// Name for people.
    #[must_use]
    pub fn name(&self) -> String {
        let parts = [self.unit.as_str(), self.level.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// Unit and level of the stratum of an entry.
fn key<'a>(entry: &'a Entry, rules: &DrawRules) -> (Option<&'a Text>, Option<&'a Text>) {
    let by = |what| rules.strata.contains(&what);
    (by(StratumBy::Unit).then_some(&entry.unit), by(StratumBy::Level).then_some(&entry.level))
}

/// Strata of a checked list in the order in which its eligible entries name them, with their seats.
///
/// # Errors
/// Rules that contradict themselves or the list.
pub fn strata(list: &[Entry], rules: &DrawRules) -> Result<Vec<Stratum>, DrawRefusal> {
    let wrong = |zh, en| DrawRefusal::RulesInvalid { detail: SheetError { zh, en } };
    if rules.seats == 0 || rules.seats > SEATS_MAX {
        return Err(wrong("应抽数须为 1 至 200", "1 to 200 can be drawn"));
    }
    if rules.substitutes > SUBSTITUTES_MAX {
        return Err(wrong("每层候补至多 20 名", "a stratum has at most 20 substitutes"));
    }
    if !rules.strata.is_sorted_by(|a, b| a < b) {
        return Err(wrong("分层依据重复或次序不对", "strata by unit, then level, each once"));
    }
    let mut strata: Vec<Stratum> = Vec::new();
    let mut places = BTreeMap::new();
    for entry in list.iter().filter(|entry| entry.eligible) {
        let key = key(entry, rules);
        if [key.0, key.1].into_iter().flatten().any(Text::is_empty) {
            return Err(wrong(
                "有人员未写明分层所需的单位或层级",
                "an entry has no unit or level, which strata are made by",
            ));
        }
        let place = *places.entry(key).or_insert_with(|| {
            let text = |part: Option<&Text>| part.cloned().unwrap_or_default();
            let (unit, level) = (text(key.0), text(key.1));
            strata.push(Stratum { unit, level, people: 0, seats: 0, by_lot: false });
            strata.len() - 1
        });
        strata[place].people += 1;
    }
    if strata.len() > STRATA_MAX {
        return Err(wrong("分层超过 200 个", "there are more than 200 strata"));
    }
    let shares = shares_of(&strata, rules).ok_or_else(|| {
        wrong(
            "符合条件的人数不足，或应抽数不够各层最低名额",
            "too few people are eligible, or too few seats for the minimum of every stratum",
        )
    })?;
    for (stratum, share) in strata.iter_mut().zip(&shares.of) {
        (stratum.seats, stratum.by_lot) = (share.seats, share.by_lot);
    }
    Ok(strata)
}

/// The arithmetic behind the seats of `strata`.
pub(super) fn shares_of(strata: &[Stratum], rules: &DrawRules) -> Option<Shares> {
    let sizes: Vec<u32> = strata.iter().map(|stratum| stratum.people).collect();
    shares(&sizes, rules.seats, rules.minimum, rules.equal_remainders)
}

/// Seats of every stratum once the lot among equal remainders was drawn.
#[must_use]
pub fn allotted(strata: &[Stratum], seats: u32, seed: Hash) -> Vec<u32> {
    let mut given: Vec<u32> = strata.iter().map(|stratum| stratum.seats).collect();
    let tied: Vec<usize> =
        strata.iter().enumerate().filter(|(_, s)| s.by_lot).map(|(place, _)| place).collect();
    let open = seats.saturating_sub(given.iter().sum());
    if open > 0 {
        for place in stream::lot(count(tied.len()), open, seed) {
            given[tied[usize::try_from(place).expect("a u32 is an index")]] += 1;
        }
    }
    given
}

/// Places in the list of the eligible people of every stratum, ascending.
#[must_use]
pub fn members(list: &[Entry], rules: &DrawRules, strata: &[Stratum]) -> Vec<Vec<usize>> {
    let empty = Text::default();
    let places: BTreeMap<(&Text, &Text), usize> = strata
        .iter()
        .enumerate()
        .map(|(place, stratum)| ((&stratum.unit, &stratum.level), place))
        .collect();
    let mut groups = vec![Vec::new(); strata.len()];
    for (place, entry) in list.iter().enumerate().filter(|(_, entry)| entry.eligible) {
        let (unit, level) = key(entry, rules);
        let key = (unit.unwrap_or(&empty), level.unwrap_or(&empty));
        if let Some(stratum) = places.get(&key) {
            groups[*stratum].push(place);
        }
    }
    groups
}
