//! `[weights]` and `[proxies]` of a profile file.

use crate::domain::casting::Casting;
use crate::domain::profile::fields::Fields;
use crate::domain::profile::reading::Reading;
use crate::domain::profile::{Profile, ProfilePaper};
use crate::domain::proxy::{PROXIES_PER_HOLDER_MAX, ProxyRule};
use crate::domain::sheet::{ElectorateRule, NotVoted, Remote, Secrecy};
use crate::domain::weight::{DECIMALS_MAX, Scale, WeightRule};

pub(super) fn weights(mut fields: Fields<'_, '_>) -> Option<WeightRule> {
    let decimals = fields.number("decimals", 0..=u32::from(DECIMALS_MAX));
    fields.done();
    // Left out: whole weights.
    let decimals = u8::try_from(decimals?.unwrap_or_default()).expect("in the range just read");
    Some(WeightRule { decimals: Scale::new(decimals).expect("in the range just read") })
}

pub(super) fn proxies(mut fields: Fields<'_, '_>) -> Option<ProxyRule> {
    let max_per_holder = fields.needed_number("max_per_holder", 1..=PROXIES_PER_HOLDER_MAX);
    let principal_may_vote = fields.flag("principal_may_vote");
    fields.done();
    Some(ProxyRule { max_per_holder: max_per_holder?, principal_may_vote: principal_may_vote? })
}

impl Profile {
    pub(super) fn check_weights(&self, reading: &mut Reading) {
        let weighable =
            matches!(self.paper, ProfilePaper::Marks { .. } | ProfilePaper::Picks { .. });
        if self.weights.is_some() && !weighable {
            let zh = "票权只适用于 marks 和 picks 票面".into();
            let en = "weights are for papers with marks or picks";
            reading.flaw("weights", "weights_form", zh, en.into());
        }
        if self.weights.is_some() && self.groups.is_some() {
            let zh = "计票权的表决不能再有分组权数；请删去 groups 或 weights".into();
            let en = "a ballot with vote weights has no weighted groups; leave out one of them";
            reading.flaw("groups", "weights_groups", zh, en.into());
        }
        let (used, attendance) =
            (self.weights.is_some() || self.proxies.is_some(), self.attendance);
        let hall = !attendance.growing && !attendance.background && attendance.presence_needed;
        let elsewhere = attendance.rooms || attendance.remote == Remote::Allowed;
        let silent = attendance.not_voted == NotVoted::CountAsAbstain;
        if used && (!hall || silent) || self.proxies.is_some() && elsewhere {
            let zh =
                "票权和委托投票须在会场签到、名单固定、未按不算弃权；委托投票不能分会场或视频参加"
                    .into();
            let en = "weights and proxies need a fixed list of people present, and silence is no \
                      abstention; proxies need one hall and no video";
            let key = if self.weights.is_some() { "weights" } else { "proxies" };
            reading.flaw(key, "weights_attendance", zh, en.into());
        }
        for (used, key, zh, en) in [
            (self.weights.is_some(), "weights", "票权", "weights"),
            (self.proxies.is_some(), "proxies", "委托投票", "proxies"),
        ] {
            if used && self.secrecy.iter().any(|secrecy| *secrecy != Secrecy::Recorded) {
                let zh = format!("无记名和唱名表决不能有{zh}；secrecy 只能写 recorded");
                let en = format!(
                    "a secret ballot or roll call has no {en}; secrecy may be recorded only"
                );
                reading.flaw(key, "weights_in_secret", zh, en);
            }
            if used && self.recusal.allowed {
                let zh = format!("{zh}不适用回避；请写 recusal.allowed = false");
                let en = format!("{en} do not go with recusal; write recusal.allowed = false");
                reading.flaw(key, "weights_recusal", zh, en);
            }
            if used && (self.casting != [Casting::Tablet] || !self.fallback.is_empty()) {
                let zh = format!("举手和纸质票不能有{zh}；casting 只能写 tablet，不能有 fallback");
                let en = format!(
                    "hands and papers have no {en}; casting may be tablet only, without fallback"
                );
                reading.flaw(key, "weights_by_hand", zh, en);
            }
            if used && self.electorate == ElectorateRule::Everyone {
                let zh = format!("只有成员才有{zh}；electorate 应为 members");
                let en = format!("{en} are for members only; electorate must be members");
                reading.flaw(key, "weights_of_everyone", zh, en);
            }
        }
    }
}
