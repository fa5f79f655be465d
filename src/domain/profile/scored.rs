//! Ranked, scored and written papers in a profile, and the means of scores: how they are read, and
//! what they may not contradict.

use crate::domain::outcome::mean::Trim;
use crate::domain::paper::{
    ANSWER_CHARS_MAX, BANDS_MAX, Band, DECIMALS_MAX, SCALE_VALUES_MAX, ScaleLabels, ScoresForm,
};
use crate::domain::profile::check::repeat;
use crate::domain::profile::fields::Fields;
use crate::domain::profile::read::bilingual;
use crate::domain::profile::reading::Reading;
use crate::domain::profile::{Profile, ProfileOutcome, ProfilePaper, RowCount};
use crate::domain::sheet::Secrecy;
use crate::domain::text::Key;

/// Most scores that a trimmed mean may ask for or leave out.
const TRIM_MAX: u32 = 20_000;

pub(super) fn ranks(fields: &mut Fields<'_, '_>) -> Option<ProfilePaper> {
    fields.word("limit").map(|limit| ProfilePaper::Ranks { limit })
}

/// Scores stand in whole points or, with decimals, in quotes: `"0.5"`.
pub(super) fn scores(fields: &mut Fields<'_, '_>) -> Option<ProfilePaper> {
    let rows = rows_of(fields);
    let decimals = fields.number("decimals", 0..=DECIMALS_MAX.into());
    let decimals = decimals.map(|n| u8::try_from(n.unwrap_or_default()).expect("at most two"));
    // Without its decimals no score can be read; the other keys are not known to be wrong.
    let unit = decimals.unwrap_or(DECIMALS_MAX);
    let (min, max) = (fields.points("min", unit), fields.points("max", unit));
    let step = fields.points("step", unit);
    let blank_rows = fields.word("blank_rows");
    let bands = fields.tables_or_empty("bands", |fields| band(fields, unit));
    let labels = fields.table_or_none("labels", labels);
    let form = ScoresForm {
        rows: Vec::new(),
        min: min?,
        max: max?,
        step: step?,
        decimals: decimals?,
        blank_rows: blank_rows?,
        bands: bands?,
        labels: labels?,
    };
    Some(ProfilePaper::Scores { rows: rows?, form })
}

fn band(mut fields: Fields<'_, '_>, decimals: u8) -> Option<Band> {
    let id = fields.key("id");
    let (zh, en) = (fields.text("zh"), fields.text("en"));
    let (from, to) = (fields.points("from", decimals), fields.points("to", decimals));
    fields.done();
    Some(Band { id: id?, zh: zh?, en: en?, from: from?, to: to? })
}

fn labels(mut fields: Fields<'_, '_>) -> Option<ScaleLabels> {
    let low = fields.table("low").and_then(bilingual);
    let high = fields.table("high").and_then(bilingual);
    fields.done();
    Some(ScaleLabels { low: low?, high: high? })
}

pub(super) fn text(fields: &mut Fields<'_, '_>) -> Option<ProfilePaper> {
    let rows = rows_of(fields);
    let max_chars = fields.number("max_chars", 1..=ANSWER_CHARS_MAX);
    let max_chars = max_chars.map(|most| most.unwrap_or(ANSWER_CHARS_MAX));
    Some(ProfilePaper::Text { rows: rows?, max_chars: max_chars? })
}

pub(super) fn mean(fields: &mut Fields<'_, '_>) -> Option<ProfileOutcome> {
    let trim = fields.table_or_none("trim", trim);
    let places = fields.flag_or_false("places");
    Some(ProfileOutcome::Mean { trim: trim?, places: places? })
}

fn trim(mut fields: Fields<'_, '_>) -> Option<Trim> {
    let above = fields.needed_number("above", 1..=TRIM_MAX);
    let drop_max = fields.needed_number("drop_max", 0..=TRIM_MAX);
    let drop_min = fields.needed_number("drop_min", 0..=TRIM_MAX);
    fields.done();
    Some(Trim { above: above?, drop_max: drop_max?, drop_min: drop_min? })
}

/// The paper and the outcome that it may have.
pub(super) fn check(profile: &Profile, reading: &mut Reading) {
    let lawful = matches!(
        (&profile.paper, &profile.outcome),
        (_, ProfileOutcome::Counts {})
            | (ProfilePaper::Ranks { .. }, ProfileOutcome::Points { .. })
            | (ProfilePaper::Scores { .. }, ProfileOutcome::Mean { .. })
    );
    if !lawful {
        let zh =
            "该结果规则与票面形式不符：ranks 用 points，scores 用 mean，text 只用 counts".into();
        let en = "this outcome does not fit the paper: points are for ranks, mean is for scores, and \
                  text has counts only";
        reading.flaw("outcome.kind", "outcome_form", zh, en.into());
    }
    if let ProfilePaper::Scores { form, .. } = &profile.paper {
        check_marks(reading, form);
    }
    if let ProfileOutcome::Mean { trim: Some(trim), .. } = &profile.outcome
        && let Err(error) = trim.check()
    {
        reading.flaw("outcome.trim", "trim_impossible", error.zh.into(), error.en.into());
    }
    if matches!(profile.paper, ProfilePaper::Text { .. }) {
        check_text(profile, reading);
    }
}

fn check_text(profile: &Profile, reading: &mut Reading) {
    if profile.binding {
        let zh = "开放题只用于意见征询，应为 false".into();
        let en = "free text is for opinion polls; it must be false";
        reading.flaw("binding", "text_binds", zh, en.into());
    }
    if profile.secrecy.contains(&Secrecy::Secret) && !profile.publish_papers {
        let zh = "无记名的开放题须公布选票（publish_papers = true），否则无人能看到回答".into();
        let en = "a secret poll with free text publishes its papers (publish_papers = true), else \
                  nobody could read them";
        reading.flaw("publish_papers", "text_unpublished", zh, en.into());
    }
}

fn check_marks(reading: &mut Reading, form: &ScoresForm) {
    let (least, most) = (form.written(form.min), form.written(form.max));
    if form.min >= form.max {
        let zh = format!("最高分 {most} 应高于最低分 {least}");
        let en = format!("the highest score {most} must be above the lowest {least}");
        reading.flaw("paper.max", "scores_range", zh, en);
        return;
    }
    if form.step == 0 || !(form.max - form.min).is_multiple_of(form.step) {
        let step = form.written(form.step);
        let zh = format!("间隔 {step} 应大于 0，并能整除 {least} 至 {most} 的范围");
        let en = format!("the step {step} must be above 0 and divide the range {least} to {most}");
        reading.flaw("paper.step", "scores_step", zh, en);
        return;
    }
    let values = (form.max - form.min) / form.step + 1;
    if form.labels.is_some() && values > SCALE_VALUES_MAX {
        let zh = format!("两端有文字的量表至多 {SCALE_VALUES_MAX} 个值，这里有 {values} 个");
        let en = format!(
            "a scale with words at its ends has at most {SCALE_VALUES_MAX} values; here are {values}"
        );
        reading.flaw("paper.labels", "scale_too_long", zh, en);
    }
    check_bands(reading, form);
}

/// Bands run from the best down, and every score of the range lies in exactly one.
fn check_bands(reading: &mut Reading, form: &ScoresForm) {
    let bands = &form.bands;
    let (Some(first), Some(last)) = (bands.first(), bands.last()) else {
        return;
    };
    if bands.len() > BANDS_MAX {
        let (zh, en) = (format!("至多 {BANDS_MAX} 个分数段"), format!("at most {BANDS_MAX} bands"));
        reading.flaw("paper.bands", "bands_count", zh, en);
        return;
    }
    let ids: Vec<&Key> = bands.iter().map(|band| &band.id).collect();
    if let Some(n) = repeat(&ids) {
        let (zh, en) = ("有两个分数段标识相同", "two bands have the same id");
        reading.flaw(&format!("paper.bands[{n}].id"), "band_repeated", zh.into(), en.into());
    }
    let before = reading.flaws.len();
    for (n, band) in (1..).zip(bands) {
        check_band(reading, form, n, band);
    }
    for (n, _) in (2..).zip(bands.windows(2)).filter(|(_, pair)| pair[1].from >= pair[0].from) {
        let zh = "分数段应从高到低排列".into();
        let place = format!("paper.bands[{n}].to");
        reading.flaw(&place, "bands_order", zh, "bands stand from the best down".into());
    }
    // Between bands that are none themselves, or stand anyhow, there is nothing to find.
    if reading.flaws.len() > before {
        return;
    }
    if first.to != form.max {
        let most = form.written(form.max);
        let zh = format!("最高的一段应到最高分 {most}");
        let en = format!("the best band must end at the highest score {most}");
        reading.flaw("paper.bands[1].to", "bands_edge", zh, en);
    }
    if last.from != form.min {
        let least = form.written(form.min);
        let zh = format!("最低的一段应从最低分 {least} 起");
        let en = format!("the lowest band must begin at the lowest score {least}");
        reading.flaw(&format!("paper.bands[{}].from", bands.len()), "bands_edge", zh, en);
    }
    for (n, pair) in (1..).zip(bands.windows(2)) {
        check_pair(reading, form, n, &pair[0], &pair[1]);
    }
}

fn check_band(reading: &mut Reading, form: &ScoresForm, n: usize, band: &Band) {
    for (score, end) in [(band.from, "from"), (band.to, "to")] {
        if !form.has(score) {
            let score = form.written(score);
            let zh = format!("{score} 不是这张票上可打的分数");
            let en = format!("{score} is no score of this paper");
            reading.flaw(&format!("paper.bands[{n}].{end}"), "band_off_step", zh, en);
        }
    }
    if band.from > band.to {
        let (from, to) = (form.written(band.from), form.written(band.to));
        let zh = format!("分数段的最低分 {from} 高于最高分 {to}");
        let en = format!("the band begins at {from}, above its end {to}");
        reading.flaw(&format!("paper.bands[{n}].from"), "band_reversed", zh, en);
    }
}

/// The n-th band and the one below it.
fn check_pair(reading: &mut Reading, form: &ScoresForm, n: usize, upper: &Band, lower: &Band) {
    let place = format!("paper.bands[{}].to", n + 1);
    if lower.to >= upper.from {
        let (from, to) = (form.written(upper.from), form.written(lower.to));
        let zh = format!("{from} 至 {to} 同时属于两个分数段");
        let en = format!("{from} to {to} lies in two bands");
        reading.flaw(&place, "bands_overlap", zh, en);
    } else if lower.to + form.step < upper.from {
        let (from, to) = (form.written(lower.to + form.step), form.written(upper.from - form.step));
        let zh = format!("{from} 至 {to} 不属于任何分数段：有空档");
        let en = format!("{from} to {to} lies in no band: there is a gap");
        reading.flaw(&place, "bands_gap", zh, en);
    }
}

/// A vote en bloc is one of marks alone.
fn rows_of(fields: &mut Fields<'_, '_>) -> Option<RowCount> {
    fields.choice("rows", &["one", "many"]).map(|word| match word {
        "one" => RowCount::One,
        _ => RowCount::Many,
    })
}
