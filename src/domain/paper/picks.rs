//! At most, or exactly, K of N; in an election with 反对 on each candidate and names written in.

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::paper::write_ins::{
    NAME_TEXT_MAX, Name, WRITE_INS_MAX, WriteIns, WriteInsAfter,
};
use crate::domain::paper::{Item, count};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::{Key, Text};

/// K of N.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PicksForm {
    /// 1 to [`crate::domain::paper::ITEMS_MAX`] options.
    pub options: Vec<Item>,
    /// Fewest picks on a valid paper, names written in among them; `min == max` means exactly so
    /// many.
    pub min: u32,
    /// Most picks on a valid paper (K), names written in among them.
    pub max: u32,
    /// 反对 may be marked on each option; an option with neither is an abstention.
    pub crosses: bool,
    /// 另选他人; none: only the options may be picked.
    pub write_ins: Option<WriteIns>,
}

/// A paper as it came from a device: keys and names, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPicks {
    /// Chosen options, in any order.
    pub picks: Vec<Key>,
    /// Crossed options, in any order; stands exactly where the form has crosses.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub against: Option<Vec<Key>>,
    /// Names, in any order; stands exactly where the form has write-ins.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub write_ins: Option<Vec<Text>>,
}

/// A filled paper that fits its form. Every list is ascending, without repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PicksPaper {
    /// Indices of the chosen options.
    pub picks: Vec<u16>,
    /// Indices of the crossed options, none of them chosen; stands exactly where the form has
    /// crosses.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub against: Option<Vec<u16>>,
    /// Names by code points; stands exactly where the form has write-ins.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub write_ins: Option<Vec<Name>>,
}

/// A field that is there is never `null`.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl From<Vec<Key>> for RawPicks {
    fn from(picks: Vec<Key>) -> Self {
        Self { picks, ..Self::default() }
    }
}

impl From<Vec<u16>> for PicksPaper {
    fn from(picks: Vec<u16>) -> Self {
        Self { picks, ..Self::default() }
    }
}

impl PicksPaper {
    /// Crossed options.
    #[must_use]
    pub fn crossed(&self) -> &[u16] {
        self.against.as_deref().unwrap_or_default()
    }

    /// Names written in.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        self.write_ins.as_deref().unwrap_or_default()
    }
}

impl PicksForm {
    /// Place of an option by key.
    #[must_use]
    pub fn option_index(&self, key: &Key) -> Option<usize> {
        self.options.iter().position(|option| option.id == *key)
    }

    pub(super) fn check(&self) -> Result<(), SheetError> {
        if self.max == 0 || self.min > self.max || self.max > count(self.options.len()) {
            return Err(SheetError {
                zh: "应选项数与候选项数不符",
                en: "the number to choose does not fit the options",
            });
        }
        let Some(write_ins) = self.write_ins else {
            return Ok(());
        };
        if !(1..=WRITE_INS_MAX.min(self.max)).contains(&write_ins.max) {
            return Err(SheetError {
                zh: "另选他人的人数应为 1 至应选人数，且不超过 50",
                en: "names to be written in are 1 to the number to choose, and at most 50",
            });
        }
        if write_ins.after == WriteInsAfter::Against && !self.crosses {
            return Err(SheetError {
                zh: "反对后方可另选他人，票上须能选反对",
                en: "names that need a vote against need a paper that can say against",
            });
        }
        Ok(())
    }

    pub(super) fn parse(&self, raw: &RawPicks) -> Result<PicksPaper, Refusal> {
        let names = raw.write_ins.as_ref().map_or(0, Vec::len);
        let given = count(raw.picks.len() + names);
        if given > self.max {
            return Err(Refusal::PicksTooMany { max: self.max, given });
        }
        let written = |names: &Vec<Text>| -> Result<Vec<Name>, Refusal> {
            let mut names = names.iter().map(Name::new).collect::<Result<Vec<_>, _>>()?;
            names.sort_unstable();
            match names.windows(2).any(|pair| pair[0] == pair[1]) {
                true => Err(Refusal::WriteInRepeated),
                false => Ok(names),
            }
        };
        let paper = PicksPaper {
            picks: self.places(&raw.picks)?,
            against: raw.against.as_deref().map(|keys| self.places(keys)).transpose()?,
            write_ins: raw.write_ins.as_ref().map(written).transpose()?,
        };
        self.admits(&paper)?;
        Ok(paper)
    }

    fn places(&self, keys: &[Key]) -> Result<Vec<u16>, Refusal> {
        let place = |key| {
            let index = self.option_index(key).ok_or(Refusal::PicksUnknown)?;
            Ok(u16::try_from(index).expect("at most 200 options"))
        };
        let mut places = keys.iter().map(place).collect::<Result<Vec<_>, Refusal>>()?;
        places.sort_unstable();
        match places.windows(2).any(|pair| pair[0] == pair[1]) {
            true => Err(Refusal::PicksRepeated),
            false => Ok(places),
        }
    }

    pub(super) fn admits(&self, paper: &PicksPaper) -> Result<(), Refusal> {
        let lists = |places: &[u16]| {
            let is_option = |place: &u16| usize::from(*place) < self.options.len();
            places.iter().all(is_option) && places.is_sorted_by(|a, b| a < b)
        };
        let (crossed, names) = (paper.crossed(), paper.names());
        if paper.against.is_some() != self.crosses
            || paper.write_ins.is_some() != self.write_ins.is_some()
            || !lists(&paper.picks)
            || !lists(crossed)
            || !names.is_sorted_by(|a, b| a < b)
        {
            return Err(Refusal::PaperWrongForm);
        }
        if crossed.iter().any(|place| paper.picks.binary_search(place).is_ok()) {
            return Err(Refusal::PicksContradict);
        }
        let given = count(paper.picks.len() + names.len());
        match given {
            _ if given > self.max => Err(Refusal::PicksTooMany { max: self.max, given }),
            _ if given < self.min => Err(Refusal::PicksTooFew { min: self.min, given }),
            _ => self.admits_names(crossed, names),
        }
    }

    fn admits_names(&self, crossed: &[u16], names: &[Name]) -> Result<(), Refusal> {
        let Some(write_ins) = self.write_ins.filter(|_| !names.is_empty()) else {
            return Ok(());
        };
        let given = count(names.len());
        if given > write_ins.max {
            return Err(Refusal::WriteInsTooMany { max: write_ins.max, given });
        }
        match write_ins.after {
            WriteInsAfter::Against if crossed.is_empty() => Err(Refusal::WriteInNeedsAgainst),
            WriteInsAfter::Against | WriteInsAfter::Any => Ok(()),
        }
    }

    pub(super) fn spell(&self, paper: &PicksPaper) -> Option<RawPicks> {
        let keys = |places: &[u16]| -> Option<Vec<Key>> {
            let key = |place: &u16| self.options.get(usize::from(*place)).map(|o| o.id.clone());
            places.iter().map(key).collect()
        };
        let texts = |names: &Vec<Name>| names.iter().map(|name| name.text().clone()).collect();
        Some(RawPicks {
            picks: keys(&paper.picks)?,
            against: match &paper.against {
                Some(crossed) => Some(keys(crossed)?),
                None => None,
            },
            write_ins: paper.write_ins.as_ref().map(texts),
        })
    }

    /// Bytes of the longest text of a paper: `199,` is the longest place of an option. With crosses
    /// every option may be named, chosen or crossed; without them only the picks are.
    pub(super) fn text_max(&self) -> usize {
        let least = match (self.crosses, self.write_ins.is_some()) {
            (false, false) => r#"{"form":"picks","picks":[]}"#,
            (true, false) => r#"{"against":[],"form":"picks","picks":[]}"#,
            (false, true) => r#"{"form":"picks","picks":[],"write_ins":[]}"#,
            (true, true) => r#"{"against":[],"form":"picks","picks":[],"write_ins":[]}"#,
        };
        let wide = |n: u32| usize::try_from(n).expect("at most 200 of anything");
        let places = if self.crosses { self.options.len() } else { wide(self.max) };
        let names = wide(self.write_ins.map_or(0, |write_ins| write_ins.max));
        least.len() + 4 * places + NAME_TEXT_MAX * names
    }
}
