//! What a profile says about places: ties, shortfalls, run-offs, withdrawals; and about names
//! written in.

use serde::Deserialize;

use crate::domain::outcome::grades_exist;
use crate::domain::outcome::places::{ShortfallRule, TieKey, TieRule, WithdrawalRule};
use crate::domain::paper::{MarksForm, WRITE_INS_MAX, WriteIns, WriteInsAfter};
use crate::domain::profile::check::check_share;
use crate::domain::profile::fields::Fields;
use crate::domain::profile::reading::Reading;
use crate::domain::profile::{Profile, ProfilePaper};
use crate::domain::sheet::{Secrecy, SheetError};
use crate::domain::threshold::{Base, Threshold};

/// The words of `outcome.tie_rule`.
const TIES: &[&str] =
    &["revote_among_tied", "all_tied_in", "chair_decides", "lot", "shared_rank", "secondary_key"];
/// The words of `outcome.tie_key`.
const TIE_KEYS: &[&str] = &["fewer_against", "more", "fewer"];

/// Rules about places, each with its default where the file says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceRules {
    /// Equal votes across the last place.
    pub tie_rule: TieRule,
    /// Majority of a run-off; none: most votes.
    pub run_off_majority: Option<Threshold>,
    /// Fewer than there are places.
    pub shortfall_rule: ShortfallRule,
    /// Withdrawals after the close.
    pub withdrawal: WithdrawalRule,
}

/// `[paper.write_ins]`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileWriteIns {
    /// Most names on one paper; none: as many as there are places.
    pub max: Option<u32>,
    /// What must stand on the paper besides.
    pub after: WriteInsAfter,
}

/// 等额 or 差额.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contest {
    /// Either.
    #[default]
    Any,
    /// 等额: exactly as many candidates as places.
    Single,
    /// 差额: more candidates than places.
    Contested,
}

impl ProfileWriteIns {
    /// For a ballot with so many places.
    pub(super) fn of(self, places: u32) -> WriteIns {
        let max = self.max.unwrap_or(places).min(places).clamp(1, WRITE_INS_MAX);
        WriteIns { max, after: self.after }
    }
}

impl Contest {
    pub(super) fn check(self, candidates: u32, places: u32) -> Result<(), SheetError> {
        match self {
            Self::Single if candidates != places => Err(SheetError {
                zh: "等额选举的候选人数应与应选名额相等",
                en: "this profile has exactly as many candidates as places",
            }),
            Self::Contested if candidates <= places => Err(SheetError {
                zh: "差额选举的候选人数应多于应选名额",
                en: "this profile has more candidates than places",
            }),
            Self::Any | Self::Single | Self::Contested => Ok(()),
        }
    }
}

/// The keys of an outcome with places; `all`: those of a selection too.
pub(super) fn read(
    fields: &mut Fields<'_, '_>,
    all: bool,
    threshold: for<'r, 't> fn(Fields<'r, 't>) -> Option<Threshold>,
) -> Option<PlaceRules> {
    let tie_rule = tie_rule(fields);
    let shortfall_rule = fields.word_or("shortfall_rule", ShortfallRule::default());
    let (run_off_majority, withdrawal) = match all {
        true => (
            fields.table_or_none("run_off_majority", threshold),
            fields.word_or("withdrawal", WithdrawalRule::default()),
        ),
        false => (Some(None), Some(WithdrawalRule::default())),
    };
    Some(PlaceRules {
        tie_rule: tie_rule?,
        run_off_majority: run_off_majority?,
        shortfall_rule: shortfall_rule?,
        withdrawal: withdrawal?,
    })
}

fn tie_rule(fields: &mut Fields<'_, '_>) -> Option<TieRule> {
    let rule = match fields.choice_or_none("tie_rule", TIES)? {
        Some("all_tied_in") => TieRule::AllTiedIn,
        Some("chair_decides") => TieRule::ChairDecides,
        Some("lot") => TieRule::Lot,
        Some("shared_rank") => TieRule::SharedRank,
        Some("secondary_key") => TieRule::SecondaryKey(tie_key(fields)?),
        _ => TieRule::RevoteAmongTied,
    };
    Some(rule)
}

fn tie_key(fields: &mut Fields<'_, '_>) -> Option<TieKey> {
    Some(match fields.choice("tie_key", TIE_KEYS)? {
        "more" => TieKey::More(fields.key("tie_grade")?),
        "fewer" => TieKey::Fewer(fields.key("tie_grade")?),
        _ => TieKey::FewerAgainst,
    })
}

/// `[paper.write_ins]`
/// Picks with what may stand on them besides.
pub(super) fn picks(fields: &mut Fields<'_, '_>) -> Option<ProfilePaper> {
    let limit = fields.word("limit");
    let crosses = fields.flag_or_false("crosses");
    let write_ins = fields.table_or_none("write_ins", write_ins);
    let contest = fields.word_or("contest", Contest::default());
    Some(ProfilePaper::Picks {
        limit: limit?,
        crosses: crosses?,
        write_ins: write_ins?,
        contest: contest?,
    })
}

pub(super) fn write_ins(mut fields: Fields<'_, '_>) -> Option<ProfileWriteIns> {
    let max = fields.number("max", 1..=WRITE_INS_MAX);
    let after = fields.word("after");
    fields.done();
    Some(ProfileWriteIns { max: max?, after: after? })
}

impl Profile {
    /// Rules about places of a matrix.
    pub(super) fn check_places_of_marks(
        reading: &mut Reading,
        form: &MarksForm,
        rules: &PlaceRules,
    ) {
        match &rules.tie_rule {
            TieRule::SecondaryKey(TieKey::More(grade) | TieKey::Fewer(grade))
                if grades_exist(form, std::slice::from_ref(grade)).is_err() =>
            {
                let zh = format!("“{grade}”不在票上");
                let en = format!("{grade:?} is a grade that is not on the paper");
                reading.flaw("outcome.tie_grade", "grade_unknown", zh, en);
            }
            TieRule::SecondaryKey(TieKey::More(_) | TieKey::Fewer(_))
                if !form.criteria.is_empty() =>
            {
                let zh = "分指标评分时，只按得分排名，不按票数另定等次".into();
                let en = "with criteria the score ranks, and no votes of a row decide besides";
                reading.flaw("outcome.tie_grade", "criteria_outcome", zh, en.into());
            }
            TieRule::SecondaryKey(TieKey::FewerAgainst) => {
                let zh = "逐项评等次的票应写 more 或 fewer，并写明 tie_grade".into();
                let en = "on a matrix write more or fewer, with a tie_grade";
                reading.flaw("outcome.tie_key", "tie_key_form", zh, en.into());
            }
            _ => {}
        }
    }

    /// Rules about places, crosses and names on a paper on which options are picked.
    pub(super) fn check_places_of_picks(&self, reading: &mut Reading, rules: Option<&PlaceRules>) {
        let ProfilePaper::Picks { crosses, write_ins, .. } = &self.paper else { return };
        if let Some(rules) = rules {
            if let Some(majority) = rules.run_off_majority {
                let place = "outcome.run_off_majority";
                check_share(reading, place, majority.fraction, majority.comparator);
                let row_base = matches!(
                    majority.base,
                    Base::ValidRows | Base::ForPlusAgainst | Base::Expressed
                );
                if row_base {
                    let zh = "该计票基数只适用于逐项选择的票面（paper.form = \"marks\"）".into();
                    let en = "this base needs a matrix paper (paper.form = \"marks\")";
                    reading.flaw("outcome.run_off_majority.base", "base_form", zh, en.into());
                }
            }
            let lawful = match &rules.tie_rule {
                TieRule::SecondaryKey(TieKey::FewerAgainst) => *crosses,
                TieRule::SecondaryKey(_) => false,
                _ => true,
            };
            if !lawful {
                let zh =
                    "只能比较反对票（fewer_against），且票上须能选反对（paper.crosses = true）";
                let en =
                    "only fewer_against, on a paper that can say against (paper.crosses = true)";
                reading.flaw("outcome.tie_key", "tie_key_form", zh.into(), en.into());
            }
        }
        let Some(write_ins) = write_ins else { return };
        if write_ins.after == WriteInsAfter::Against && !crosses {
            let zh = "反对后方可另选他人，须另写 paper.crosses = true".into();
            let en = "names that need a vote against need paper.crosses = true";
            reading.flaw("paper.write_ins.after", "write_ins_uncrossed", zh, en.into());
        }
        let secret = self.secrecy.contains(&Secrecy::Secret);
        for (set, key) in [
            (self.publish_papers, "publish_papers"),
            (self.live_tally_in_secret, "live_tally_in_secret"),
        ] {
            if secret && set {
                let zh = "可另选他人的无记名选举不公布选票，也不显示实时票数".into();
                let en = "a secret ballot with names written in publishes no papers and shows no \
                          totals";
                reading.flaw(key, "write_ins_shown", zh, en.into());
            }
        }
    }
}
