//! Criteria, fixed quotas, composites and weighted groups of a profile: how they are read, and how a
//! ballot gets its scores from outside.

use crate::domain::group::{GROUP_WEIGHT_MAX, GroupRule, GroupShare};
use crate::domain::outcome::score::{
    COMPOSITE_WEIGHTS, Composite, Precision, SOURCE_DECIMALS_MAX, SOURCE_SCORE_MAX, Source,
};
use crate::domain::paper::{Criterion, ITEMS_MAX, WEIGHT_MAX, count};
use crate::domain::profile::fields::Fields;
use crate::domain::profile::{BallotRequest, FixedQuota, Profile, ProfileOutcome};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::{Bilingual, Key, Text};

pub(super) fn criterion(mut fields: Fields<'_, '_>) -> Option<Criterion> {
    let (id, zh, en) = (fields.key("id"), fields.text("zh"), fields.text("en"));
    let weight = fields.needed_number("weight", 1..=WEIGHT_MAX);
    fields.done();
    Some(Criterion { id: id?, zh: zh?, en: en?, weight: weight? })
}

pub(super) fn fixed_quota(mut fields: Fields<'_, '_>) -> Option<FixedQuota> {
    let rows = 0..=count(ITEMS_MAX);
    let (grade, min) = (fields.key("grade"), fields.number("min", rows.clone()));
    let max = fields.number("max", rows);
    fields.done();
    Some(FixedQuota { grade: grade?, min: min?.unwrap_or_default(), max: max? })
}

pub(super) fn groups(mut fields: Fields<'_, '_>) -> Option<GroupRule> {
    let shares = fields.tables("shares", |mut fields| {
        let group = fields.text("group");
        let weight = fields.needed_number("weight", 1..=GROUP_WEIGHT_MAX);
        fields.done();
        Some(GroupShare { group: group?, weight: weight? })
    });
    let empty = fields.word("empty");
    let in_secret = fields.flag_or_false("in_secret");
    fields.done();
    Some(GroupRule { shares: shares?, empty: empty?, in_secret: in_secret? })
}

pub(super) fn composite(mut fields: Fields<'_, '_>) -> Option<Composite> {
    let ballot_weight = fields.needed_number("ballot_weight", 1..=COMPOSITE_WEIGHTS);
    let ranked = fields.word_or("ranked", Precision::FourDecimals);
    let sources = fields.tables("sources", |mut fields| {
        let (id, zh, en) = (fields.key("id"), fields.text("zh"), fields.text("en"));
        let weight = fields.needed_number("weight", 1..=COMPOSITE_WEIGHTS);
        let decimals = fields.needed_number("decimals", 0..=SOURCE_DECIMALS_MAX);
        fields.done();
        let (weight, decimals) = (weight?, decimals?);
        Some(Source { id: id?, zh: zh?, en: en?, weight, decimals, scores: Vec::new() })
    });
    fields.done();
    Some(Composite { ballot_weight: ballot_weight?, sources: sources?, ranked: ranked? })
}

impl Profile {
    /// Where scores from outside come from, in the order of the profile; none of them without a
    /// composite.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        match &self.outcome {
            ProfileOutcome::Quota { composite: Some(composite), .. } => &composite.sources,
            _ => &[],
        }
    }

    /// The composite with the scores that came with the ballot.
    pub(super) fn external(&self, request: &BallotRequest) -> Result<Option<Composite>, Refusal> {
        let ProfileOutcome::Quota { composite: Some(composite), .. } = &self.outcome else {
            return match request.external.is_empty() {
                true => Ok(None),
                false => Err(NO_SOURCES.into()),
            };
        };
        let known = |id: &Key| composite.sources.iter().any(|source| source.id == *id);
        if !request.external.keys().all(known) {
            return Err(NO_SOURCES.into());
        }
        let mut filled = composite.clone();
        for source in &mut filled.sources {
            let given = request.external.get(&source.id).map_or(&[][..], Vec::as_slice);
            if given.len() > request.items.len() {
                return Err(SheetError {
                    zh: "得分的个数多于评议对象",
                    en: "a source has more scores than there are rows",
                }
                .into());
            }
            for (row, item) in request.items.iter().enumerate() {
                let score = given.get(row).and_then(|text| units(text, source.decimals));
                let of = Bilingual { zh: source.zh.clone(), en: source.en.clone() };
                let missing = Refusal::ExternalScoreMissing { of, item: item.title.clone() };
                source.scores.push(score.ok_or(missing)?);
            }
        }
        Ok(Some(filled))
    }
}

const NO_SOURCES: SheetError = SheetError {
    zh: "该规则模板没有这个外部得分来源",
    en: "this profile has no such source of scores",
};

/// `93.5` in units of the last of `decimals` decimals; none when it is no such number from 0 to
/// [`SOURCE_SCORE_MAX`].
fn units(text: &Text, decimals: u32) -> Option<u32> {
    let (whole, part) = text.as_str().split_once('.').unwrap_or((text.as_str(), "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let places = usize::try_from(decimals).ok()?;
    let part = part.trim_end_matches('0');
    if !digits(whole) || whole.len() > 4 || part.len() > places {
        return None;
    }
    if !part.is_empty() && !digits(part) {
        return None;
    }
    let unit = 10_u32.pow(decimals);
    let part = format!("{part:0<places$}");
    let part = if part.is_empty() { 0 } else { part.parse().ok()? };
    let units = whole.parse::<u32>().ok()?.checked_mul(unit)?.checked_add(part)?;
    (units <= SOURCE_SCORE_MAX * unit).then_some(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_an_exact_decimal_number_of_its_source() {
        let read = |text: &str, decimals| units(&Text::new(text).unwrap(), decimals);
        assert_eq!(read("93.5", 2), Some(9350));
        assert_eq!(read("93", 0), Some(93));
        assert_eq!(read("93.50", 1), Some(935));
        assert_eq!(read("0.0", 0), Some(0));
        assert_eq!(read("1000", 4), Some(10_000_000));
        for bad in ["93.55", "-1", "+1", "1e2", "", ".5", "1000.1", "93,5", "９３", "1.2.3"] {
            assert_eq!(read(bad, 1), None, "{bad}");
        }
    }
}
