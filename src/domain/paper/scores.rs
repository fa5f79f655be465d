//! A number per row: points between a least and a most in equal steps, or a short scale with words
//! at its ends. Scores are whole numbers of the last decimal, so that nothing is ever rounded.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::paper::{BlankRows, Item, Paper, RawPaper, count, repeats};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::{Bilingual, Key, Text};

/// Highest score in units of the last decimal: 1,000 with two decimals.
pub const SCORE_MAX: u32 = 100_000;
/// Most decimals of a score.
pub const DECIMALS_MAX: u8 = 2;
/// Most bands of a range.
pub const BANDS_MAX: usize = 10;
/// Most values of a scale, which is shown as one row of buttons: 0 to 10.
pub const SCALE_VALUES_MAX: u32 = 11;

/// Rows that are scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoresForm {
    /// 1 to [`crate::domain::paper::ITEMS_MAX`] rows.
    pub rows: Vec<Item>,
    /// Lowest score, in units of the last decimal.
    pub min: u32,
    /// Highest score, above `min`, at most [`SCORE_MAX`].
    pub max: u32,
    /// Distance between scores, at least 1; divides the range.
    pub step: u32,
    /// Decimals of a score, 0 to [`DECIMALS_MAX`]; one unit is 10^-decimals.
    pub decimals: u8,
    /// What a row without a score means.
    pub blank_rows: BlankRows,
    /// Best first, without gap or overlap over the whole range; may be empty.
    pub bands: Vec<Band>,
    /// Words at the ends of a scale of at most [`SCALE_VALUES_MAX`] values.
    pub labels: Option<ScaleLabels>,
}

/// A grade by score: 优秀 from 90 to 100 (rules.md §5.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Glossary identifier of the grade.
    pub id: Key,
    /// Label zh-CN.
    pub zh: Text,
    /// Label English.
    pub en: Text,
    /// Lowest score of the band, in units.
    pub from: u32,
    /// Highest score of the band, in units.
    pub to: u32,
}

/// Words at the ends of a scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleLabels {
    /// Of the lowest value.
    pub low: Bilingual,
    /// Of the highest value.
    pub high: Bilingual,
}

/// Reads a number of points as units of 10^-decimals: digits, and behind one point at most so many
/// decimals.
pub(crate) fn points(written: &str, decimals: u8) -> Option<u32> {
    let read = Written::of(written, decimals)?;
    read.units(decimals)
}

/// A number as it was written: digits, and the digits behind its point.
struct Written<'a> {
    whole: &'a str,
    decimals: &'a str,
}

impl<'a> Written<'a> {
    /// `None` for what is no number with so many decimals.
    fn of(written: &'a str, decimals: u8) -> Option<Self> {
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let (whole, rest) = match written.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (written, ""),
        };
        let lawful = !whole.is_empty() && digits(whole) && digits(rest);
        let read = Self { whole, decimals: rest };
        (lawful && rest.len() <= usize::from(decimals)).then_some(read)
    }

    /// `None` for what is too large for any score.
    fn units(&self, decimals: u8) -> Option<u32> {
        let width = usize::from(decimals);
        let rest: u32 = match width {
            0 => 0,
            _ => format!("{:0<width$}", self.decimals).parse().ok()?,
        };
        let whole: u32 = self.whole.parse().ok()?;
        whole.checked_mul(10_u32.pow(decimals.into()))?.checked_add(rest)
    }
}

impl ScoresForm {
    /// Units in one whole point.
    #[must_use]
    pub fn unit(&self) -> u32 {
        10_u32.pow(u32::from(self.decimals))
    }

    /// A score as people write it, with all its decimals: `93.5`.
    #[must_use]
    pub fn written(&self, score: u32) -> String {
        let (whole, rest) = (score / self.unit(), score % self.unit());
        match usize::from(self.decimals) {
            0 => whole.to_string(),
            decimals => format!("{whole}.{rest:0decimals$}"),
        }
    }

    /// Whether a score lies in the range, on a step.
    #[must_use]
    pub fn has(&self, score: u32) -> bool {
        (self.min..=self.max).contains(&score) && (score - self.min).is_multiple_of(self.step)
    }

    pub(super) fn check(&self) -> Result<(), SheetError> {
        if self.decimals > DECIMALS_MAX || self.max > SCORE_MAX || self.min >= self.max {
            return Err(SheetError {
                zh: "分值范围不成立：最低分应低于最高分，最高分不超过 100000 个最小单位",
                en: "no range of scores: the lowest is below the highest, which is at most 100,000 \
                     units of the last decimal",
            });
        }
        if self.step == 0 || !(self.max - self.min).is_multiple_of(self.step) {
            return Err(SheetError {
                zh: "分值间隔应能整除分值范围",
                en: "the step must divide the range of scores",
            });
        }
        let values = (self.max - self.min) / self.step + 1;
        if self.labels.is_some() && values > SCALE_VALUES_MAX {
            return Err(SheetError {
                zh: "两端有文字的量表至多 11 个值",
                en: "a scale with words at its ends has at most 11 values",
            });
        }
        self.check_bands()
    }

    /// Bands run from the highest score down to the lowest without gap or overlap.
    fn check_bands(&self) -> Result<(), SheetError> {
        let bands = &self.bands;
        let (Some(first), Some(last)) = (bands.first(), bands.last()) else {
            return Ok(());
        };
        let joined = |pair: &[Band]| pair[1].to.checked_add(self.step) == Some(pair[0].from);
        let lawful = bands.len() <= BANDS_MAX
            && bands
                .iter()
                .all(|band| band.from <= band.to && self.has(band.from) && self.has(band.to))
            && first.to == self.max
            && last.from == self.min
            && bands.windows(2).all(joined);
        if !lawful {
            return Err(SheetError {
                zh: "分数段应从高到低排列，无空档、不重叠，并覆盖全部分值",
                en: "bands run from the best down, without gap or overlap, over the whole range",
            });
        }
        if repeats(bands.iter().map(|band| &band.id)) {
            return Err(SheetError {
                zh: "有两个分数段标识相同",
                en: "two bands have the same key",
            });
        }
        Ok(())
    }

    pub(super) fn parse(&self, raw: &BTreeMap<Key, String>) -> Result<Paper, Refusal> {
        let mut scores = vec![None; self.rows.len()];
        for (key, written) in raw {
            let row =
                self.rows.iter().position(|row| row.id == *key).ok_or(Refusal::PaperUnknownRow)?;
            scores[row] = Some(self.read(row, written)?);
        }
        self.admits(&scores)?;
        Ok(Paper::Scores { scores })
    }

    fn read(&self, row: usize, written: &str) -> Result<u32, Refusal> {
        let read = Written::of(written, self.decimals).ok_or_else(|| self.out_of_step(row))?;
        read.units(self.decimals).ok_or_else(|| self.out_of_range(row))
    }

    fn out_of_step(&self, row: usize) -> Refusal {
        let (item, step) = (self.rows[row].title.clone(), self.written(self.step));
        Refusal::ScoreOffStep { item, step }
    }

    fn out_of_range(&self, row: usize) -> Refusal {
        let (least, most) = (self.written(self.min), self.written(self.max));
        Refusal::ScoreOutOfRange { item: self.rows[row].title.clone(), least, most }
    }

    pub(super) fn admits(&self, scores: &[Option<u32>]) -> Result<(), Refusal> {
        if scores.len() != self.rows.len() {
            return Err(Refusal::PaperWrongForm);
        }
        for (row, score) in scores.iter().enumerate() {
            match score {
                Some(score) if !(self.min..=self.max).contains(score) => {
                    return Err(self.out_of_range(row));
                }
                Some(score) if !self.has(*score) => return Err(self.out_of_step(row)),
                _ => {}
            }
        }
        let missing = scores.iter().filter(|score| score.is_none()).count();
        if missing > 0 && self.blank_rows == BlankRows::Refused {
            return Err(Refusal::PaperIncomplete { missing: count(missing) });
        }
        Ok(())
    }

    pub(super) fn spell(&self, scores: &[Option<u32>]) -> Option<RawPaper> {
        let cells = self.rows.iter().zip(scores);
        let spelt = cells
            .filter_map(|(row, score)| score.map(|score| (row.id.clone(), self.written(score))));
        (scores.len() == self.rows.len()).then(|| RawPaper::Scores { scores: spelt.collect() })
    }

    /// Bytes of the longest text of a paper: `null` or the highest score, and a comma, per row.
    pub(super) fn text_max(&self) -> usize {
        let entry = self.max.to_string().len().max("null".len()) + 1;
        br#"{"form":"scores","scores":[]}"#.len() + entry * self.rows.len()
    }
}
