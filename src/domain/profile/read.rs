//! From the text of a profile file to a [`Profile`], or to everything that is wrong with the file.

use toml::de::DeTable;

use crate::domain::casting::Casting;
use crate::domain::outcome::ladder::{LadderRule, LadderStep};
use crate::domain::outcome::quota::RankingKey;
use crate::domain::outcome::threshold::ThresholdRule;
use crate::domain::paper::{AllEqual, Grade, WEIGHT_MAX};
use crate::domain::profile::attendance;
use crate::domain::profile::error::{ProfileError, ProfileErrors};
use crate::domain::profile::fields::Fields;
use crate::domain::profile::places;
use crate::domain::profile::reading::Reading;
use crate::domain::profile::{
    PROFILE_BYTES_MAX, Profile, ProfileOutcome, ProfilePaper, RowCount, weights,
};
use crate::domain::profile::{marks, scored};
use crate::domain::recusal::RecusalRule;
use crate::domain::roll_call::CallOrder;
use crate::domain::sheet::DURATION_S;
use crate::domain::text::Bilingual;
use crate::domain::threshold::Threshold;

/// The words of `[paper] form`.
pub(super) const FORMS: &[&str] = &["marks", "picks", "ranks", "scores", "text"];
/// The words of `[outcome] kind`.
pub(super) const OUTCOMES: &[&str] =
    &["threshold", "selection", "quota", "ladder", "points", "mean", "counts"];
/// The words of `outcome.ranking[].key`.
pub(super) const RANKING: &[&str] = &["votes", "score", "composite"];

pub(super) fn read(text: &str, name: Option<&str>) -> Result<Profile, ProfileErrors> {
    if text.len() > PROFILE_BYTES_MAX {
        let zh = format!("文件过大，至多 {PROFILE_BYTES_MAX} 字节");
        let en = format!("the file is too large; at most {PROFILE_BYTES_MAX} bytes");
        return Err(ProfileErrors::whole("file_too_large", zh, en));
    }
    let (root, broken) = DeTable::parse_recoverable(text);
    let reading = Reading::new(text, None);
    let syntax = |error: &toml::de::Error| ProfileError {
        line: error.span().map_or(1, |span| reading.line(&span)),
        key: String::new(),
        code: "syntax",
        zh: format!("不是有效的 TOML：{}", error.message()),
        en: format!("not TOML: {}", error.message()),
    };
    if let Some(errors) = ProfileErrors::new(broken.iter().map(syntax).collect()) {
        return Err(errors);
    }
    let mut reading = Reading::new(text, Some(root.get_ref()));
    let profile = profile(Fields::new(&mut reading, "", root.get_ref()));
    if let Some(profile) = &profile {
        profile.contradictions(&mut reading);
        if name.is_some_and(|name| name != profile.id.as_str()) {
            let zh = "标识应与文件名（不含 .toml）相同".into();
            let en = "the id must be the name of the file without .toml";
            reading.flaw("id", "id_not_file", zh, en.into());
        }
    }
    match (profile, ProfileErrors::new(reading.flaws)) {
        (_, Some(errors)) => Err(errors),
        (Some(profile), None) => Ok(profile),
        (None, None) => unreachable!("what cannot be read has left a flaw"),
    }
}

fn profile(mut fields: Fields<'_, '_>) -> Option<Profile> {
    let id = fields.key("id");
    let kind = fields.word("kind");
    let source = fields.text("source");
    let electorate = fields.word("electorate");
    let secrecy = fields.words("secrecy");
    let casting = fields.words_or("casting", vec![Casting::Tablet]);
    let fallback = fields.words_or("fallback", Vec::new());
    let change_of_vote = fields.word("change_of_vote");
    let show_while_open = fields.word("show_while_open");
    let show_result = fields.word("show_result");
    let certification = fields.flag("certification");
    let duration_s = fields.number("duration_s", DURATION_S);
    let close_when_all_voted = fields.flag("close_when_all_voted");
    let binding = fields.flag("binding");
    let live_tally_in_secret = fields.flag_or_false("live_tally_in_secret");
    let publish_papers = fields.flag_or_false("publish_papers");
    let attendance = attendance::read(&mut fields);
    let recusal = fields.table_or_none("recusal", recusal);
    let call_order = fields.word_or("call_order", CallOrder::Roster);
    let publish_names = fields.flag_or_false("publish_names");
    let name = fields.table("name").and_then(bilingual);
    let wording = fields.table("wording").and_then(bilingual);
    let weights = fields.table_or_none("weights", weights::weights);
    let proxies = fields.table_or_none("proxies", weights::proxies);
    let quorum = fields.table_or_none("quorum", attendance::quorum);
    let paper = fields.table("paper").and_then(paper);
    let outcome = fields.table("outcome").and_then(outcome);
    let groups = fields.table_or_none("groups", marks::groups);
    fields.done();
    Some(Profile {
        id: id?,
        kind: kind?,
        name: name?,
        wording: wording?,
        source: source?,
        electorate: electorate?,
        secrecy: secrecy?,
        casting: casting?,
        fallback: fallback?,
        change_of_vote: change_of_vote?,
        show_while_open: show_while_open?,
        show_result: show_result?,
        certification: certification?,
        duration_s: duration_s?,
        close_when_all_voted: close_when_all_voted?,
        binding: binding?,
        live_tally_in_secret: live_tally_in_secret?,
        publish_papers: publish_papers?,
        weights: weights?,
        proxies: proxies?,
        attendance: attendance?,
        recusal: recusal?.unwrap_or_default(),
        call_order: call_order?,
        publish_names: publish_names?,
        quorum: quorum?,
        paper: paper?,
        outcome: outcome?,
        groups: groups?,
    })
}

pub(super) fn bilingual(mut fields: Fields<'_, '_>) -> Option<Bilingual> {
    let (zh, en) = (fields.text("zh"), fields.text("en"));
    fields.done();
    Some(Bilingual { zh: zh?, en: en? })
}

/// Where the table stands, every flag that is not set is false; `allowed` alone is true.
fn recusal(mut fields: Fields<'_, '_>) -> Option<RecusalRule> {
    let allowed = fields.flag_or("allowed", true);
    let [subject_recused, base_shrinks, present_shrinks, chair_hands_over] =
        ["subject_recused", "base_shrinks", "present_shrinks", "chair_hands_over"]
            .map(|key| fields.flag_or_false(key));
    fields.done();
    Some(RecusalRule {
        allowed: allowed?,
        subject_recused: subject_recused?,
        base_shrinks: base_shrinks?,
        present_shrinks: present_shrinks?,
        chair_hands_over: chair_hands_over?,
    })
}

fn threshold(mut fields: Fields<'_, '_>) -> Option<Threshold> {
    let (fraction, comparator) = (fields.fraction("fraction"), fields.word("comparator"));
    let base = fields.word("base");
    fields.done();
    Some(Threshold { fraction: fraction?, comparator: comparator?, base: base? })
}

fn paper(mut fields: Fields<'_, '_>) -> Option<ProfilePaper> {
    // A form that is not known says nothing about the other keys.
    let paper = match fields.choice("form", FORMS)? {
        "marks" => {
            let rows: Option<RowCount> = fields.word("rows");
            let blank_rows = fields.word("blank_rows");
            let grades = fields.tables("grades", grade);
            let paper_quota = fields.key_or_none("paper_quota");
            let criteria = fields.tables_or_empty("criteria", marks::criterion);
            let quotas = fields.tables_or_empty("quotas", marks::fixed_quota);
            let all_equal = fields.word_or("all_equal", AllEqual::Allowed);
            (|| {
                Some(ProfilePaper::Marks {
                    rows: rows?,
                    blank_rows: blank_rows?,
                    grades: grades?,
                    paper_quota: paper_quota?,
                    criteria: criteria?,
                    quotas: quotas?,
                    all_equal: all_equal?,
                })
            })()
        }
        "ranks" => scored::ranks(&mut fields),
        "scores" => scored::scores(&mut fields),
        "text" => scored::text(&mut fields),
        _ => places::picks(&mut fields),
    };
    fields.done();
    paper
}

fn grade(mut fields: Fields<'_, '_>) -> Option<Grade> {
    let id = fields.key("id");
    let (zh, en) = (fields.text("zh"), fields.text("en"));
    let (shape, role) = (fields.word("shape"), fields.word("role"));
    let weight = fields.number("weight", 0..=WEIGHT_MAX);
    let counts_in_base = fields.flag("counts_in_base");
    fields.done();
    Some(Grade {
        id: id?,
        zh: zh?,
        en: en?,
        shape: shape?,
        role: role?,
        weight: weight?,
        counts_in_base: counts_in_base?,
    })
}

fn outcome(mut fields: Fields<'_, '_>) -> Option<ProfileOutcome> {
    let outcome = match fields.choice("kind", OUTCOMES)? {
        "threshold" => {
            let grades = fields.keys("grades");
            let threshold = fields.table("threshold").and_then(threshold);
            grades.zip(threshold).map(|(grades, threshold)| {
                ProfileOutcome::Threshold(ThresholdRule { grades, threshold })
            })
        }
        "selection" => {
            let majority = fields.table_or_none("majority", threshold);
            let places = places::read(&mut fields, true, threshold);
            majority
                .zip(places)
                .map(|(majority, places)| ProfileOutcome::Selection { majority, places })
        }
        "quota" => {
            let grade = fields.key("grade");
            let percent = fields.number("percent", 1..=100);
            let floor = fields.table_or_none("floor", threshold);
            let ranking = fields.tables("ranking", ranking);
            let others = fields.table_or_none("others", threshold);
            let composite = fields.table_or_none("composite", marks::composite);
            let places = places::read(&mut fields, false, threshold);
            (|| {
                Some(ProfileOutcome::Quota {
                    grade: grade?,
                    percent: percent?,
                    floor: floor?,
                    ranking: ranking?,
                    others: others?,
                    composite: composite?,
                    places: places?,
                })
            })()
        }
        "ladder" => {
            let steps = fields.tables("steps", step);
            let otherwise = fields.key_or_none("otherwise");
            steps
                .zip(otherwise)
                .map(|(steps, otherwise)| ProfileOutcome::Ladder(LadderRule { steps, otherwise }))
        }
        "points" => fields.word("method").map(|method| ProfileOutcome::Points { method }),
        "mean" => scored::mean(&mut fields),
        _ => Some(ProfileOutcome::Counts {}),
    };
    fields.done();
    outcome
}

fn ranking(mut fields: Fields<'_, '_>) -> Option<RankingKey> {
    let key = match fields.choice("key", RANKING)? {
        "votes" => fields.key("grade").map(|grade| RankingKey::Votes { grade }),
        "composite" => Some(RankingKey::Composite {}),
        _ => Some(RankingKey::Score {}),
    };
    fields.done();
    key
}

fn step(mut fields: Fields<'_, '_>) -> Option<LadderStep> {
    let (grade, sum) = (fields.key("grade"), fields.keys("sum"));
    let threshold = fields.table("threshold").and_then(threshold);
    fields.done();
    Some(LadderStep { grade: grade?, sum: sum?, threshold: threshold? })
}
