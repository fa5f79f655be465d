//! Parts of a profile that contradict each other, found when the file is read and not when a ballot
//! is drafted from it.

use crate::domain::casting::Casting;
use crate::domain::outcome::{grades_exist, votes_fit};
use crate::domain::paper::{GRADES_MAX, GradeRole, MarksForm};
use crate::domain::profile::reading::Reading;
use crate::domain::profile::{Profile, ProfileOutcome, ProfilePaper};
use crate::domain::sheet::{
    BallotKind, ElectorateRule, Secrecy, SheetError, ShowResult, ShowWhileOpen,
};
use crate::domain::text::Key;
use crate::domain::threshold::{Base, Comparator, Fraction, Threshold};

impl Profile {
    pub(super) fn contradictions(&self, reading: &mut Reading) {
        let before = reading.flaws.len();
        self.check_secrecy(reading);
        self.check_conduct(reading);
        self.check_weights(reading);
        self.check_attendance(reading);
        self.check_recusal(reading);
        self.check_casting(reading);
        if let Some(quorum) = self.quorum {
            check_share(reading, "quorum", quorum.fraction, quorum.comparator);
        }
        match &self.paper {
            ProfilePaper::Marks { paper_quota, .. } => {
                let form = self.sample_marks();
                check_grades(reading, &form);
                if let Some(grade) = paper_quota {
                    known(reading, &form, "paper.paper_quota", grade);
                }
                self.check_cells(reading, &form);
                self.check_outcome_of_marks(reading, &form);
            }
            ProfilePaper::Picks { .. } => self.check_outcome_of_picks(reading),
            ProfilePaper::Ranks { .. }
            | ProfilePaper::Scores { .. }
            | ProfilePaper::Text { .. } => {
                super::scored::check(self, reading);
            }
        }
        self.check_groups(reading);
        // The net below: what the checks above overlook is refused all the same, only less exactly.
        if reading.flaws.len() == before {
            let ways = self.casting.iter().flat_map(|c| self.secrecy.iter().map(move |s| (*c, *s)));
            // Papers are not called out by name; the others may be all the same.
            let called = |(c, s): &(Casting, Secrecy)| c.has_papers() && *s == Secrecy::RollCall;
            for (casting, secrecy) in ways.filter(|way| !called(way)) {
                if let Err(refusal) = self.sheet(&self.sample(casting, secrecy), 1, 1) {
                    reading.flaw("id", "sheet_invalid", refusal.zh(), refusal.en());
                }
            }
        }
    }

    fn check_secrecy(&self, reading: &mut Reading) {
        if self.secrecy.is_empty() {
            let en = "secrecy names no kind";
            reading.flaw("secrecy", "secrecy_empty", "未规定无记名还是记名".into(), en.into());
            return;
        }
        if let Some(n) = repeat(&self.secrecy) {
            let (zh, en) = ("同一种记名方式写了两次", "the same kind of secrecy stands twice");
            reading.flaw(&format!("secrecy[{n}]"), "secrecy_repeated", zh.into(), en.into());
        }
        let secret = self.secrecy.contains(&Secrecy::Secret);
        let shows_tally = self.show_while_open == ShowWhileOpen::Tally;
        let flags = [
            (self.live_tally_in_secret, "live_tally_in_secret"),
            (self.publish_papers, "publish_papers"),
        ];
        for (_, key) in flags.iter().filter(|(set, _)| *set && !secret) {
            let zh = "只适用于无记名表决，而 secrecy 中没有 secret".into();
            let en = "it is for secret ballots, and secrecy has no secret";
            reading.flaw(key, "secret_only", zh, en.into());
        }
        if self.publish_names && !self.secrecy.contains(&Secrecy::Recorded) {
            let zh = "只适用于记名表决，而 secrecy 中没有 recorded".into();
            let en = "it is for recorded ballots, and secrecy has no recorded";
            reading.flaw("publish_names", "recorded_only", zh, en.into());
        }
        if secret && self.live_tally_in_secret && !shows_tally {
            let zh = "须与 show_while_open = \"tally\" 一并设置".into();
            let en = "it needs totals to be shown: show_while_open = \"tally\"";
            reading.flaw("live_tally_in_secret", "live_tally_unshown", zh, en.into());
        }
        if self.secrecy == [Secrecy::Secret] && shows_tally && !self.live_tally_in_secret {
            let zh = "无记名表决进行中不显示票数，除非另写 live_tally_in_secret = true".into();
            let en = "a secret ballot shows no totals while it is open, unless \
                      live_tally_in_secret = true says so";
            reading.flaw("show_while_open", "tally_in_secret", zh, en.into());
        }
    }

    fn check_recusal(&self, reading: &mut Reading) {
        let rule = self.recusal;
        let flags = [
            (rule.subject_recused, "recusal.subject_recused"),
            (rule.base_shrinks, "recusal.base_shrinks"),
            (rule.present_shrinks, "recusal.present_shrinks"),
        ];
        for (_, key) in flags.iter().filter(|(set, _)| *set && !rule.allowed) {
            let zh = "不设回避（recusal.allowed = false）时没有意义，应为 false".into();
            let en = "it means nothing where recusal.allowed = false; it must be false";
            reading.flaw(key, "recusal_off", zh, en.into());
        }
        let published = self.publish_papers && self.secrecy.contains(&Secrecy::Secret);
        if rule.allowed && rule.subject_recused && published && self.asks_items() {
            let zh = "公布无记名选票（publish_papers）时，逐项回避会暴露选票，应为 false".into();
            let en = "where papers of a secret ballot are published (publish_papers), a row left \
                      out tells whose paper it is; it must be false";
            reading.flaw("recusal.subject_recused", "recusal_reveals", zh, en.into());
        }
    }

    fn check_conduct(&self, reading: &mut Reading) {
        if self.certification && self.show_result == ShowResult::OnCount {
            let zh = "须经监票人确认的结果应在宣布时显示：on_declaration".into();
            let en = "a count that must be certified is shown on declaration: on_declaration";
            reading.flaw("show_result", "certified_on_count", zh, en.into());
        }
        if self.binding && self.electorate == ElectorateRule::Everyone {
            let zh = "列席人员只能参加意见征询（binding = false）".into();
            let en = "non-voting attendees may take part in polls only (binding = false)";
            reading.flaw("electorate", "attendees_bind", zh, en.into());
        }
        let poll = matches!(self.kind, BallotKind::QuickPoll | BallotKind::OpinionPoll);
        if self.binding && poll {
            let zh = "意见征询不作为表决结果，应为 false".into();
            let en = "a poll decides nothing; it must be false";
            reading.flaw("binding", "poll_binds", zh, en.into());
        }
        if !self.binding && self.quorum.is_some() {
            let zh = "意见征询没有法定人数".into();
            reading.flaw("quorum", "poll_quorum", zh, "a poll has no quorum".into());
        }
    }

    fn check_outcome_of_marks(&self, reading: &mut Reading, form: &MarksForm) {
        match &self.outcome {
            ProfileOutcome::Threshold(rule) => {
                let place = "outcome.threshold";
                check_votes(reading, form, "outcome.grades", place, &rule.grades, &rule.threshold);
                let negative = |grade: &Key| {
                    let role = form.grade_index(grade).map(|at| form.grades[at].role);
                    matches!(role, Some(GradeRole::Against | GradeRole::Abstain))
                };
                if let Some(n) = rule.grades.iter().position(negative) {
                    let zh = "反对和弃权不能计为赞成".into();
                    let en = "votes against and abstentions are not votes for";
                    let place = format!("outcome.grades[{}]", n + 1);
                    reading.flaw(&place, "votes_against_counted", zh, en.into());
                }
            }
            ProfileOutcome::Quota { .. } => self.check_quota(reading, form),
            ProfileOutcome::Ladder(rule) => super::ladder::check(reading, form, rule),
            ProfileOutcome::Counts {} => {}
            ProfileOutcome::Selection { .. } => {
                let zh = "selection 只适用于 K 选票（paper.form = \"picks\"）".into();
                let en = "selection is for papers on which K are picked (paper.form = \"picks\")";
                reading.flaw("outcome.kind", "outcome_form", zh, en.into());
            }
            ProfileOutcome::Points { .. } | ProfileOutcome::Mean { .. } => {
                super::scored::check(self, reading);
            }
        }
    }

    fn check_outcome_of_picks(&self, reading: &mut Reading) {
        let places = match &self.outcome {
            ProfileOutcome::Selection { places, .. } => Some(places),
            _ => None,
        };
        self.check_places_of_picks(reading, places);
        match &self.outcome {
            ProfileOutcome::Selection { majority: Some(majority), .. } => {
                let place = "outcome.majority";
                check_share(reading, place, majority.fraction, majority.comparator);
                let row_base = matches!(
                    majority.base,
                    Base::ValidRows | Base::ForPlusAgainst | Base::Expressed
                );
                if row_base {
                    let zh = "该计票基数只适用于逐项选择的票面（paper.form = \"marks\"）".into();
                    let en = "this base needs a matrix paper (paper.form = \"marks\")";
                    reading.flaw("outcome.majority.base", "base_form", zh, en.into());
                }
            }
            ProfileOutcome::Selection { majority: None, .. } | ProfileOutcome::Counts {} => {}
            ProfileOutcome::Points { .. } | ProfileOutcome::Mean { .. } => {
                super::scored::check(self, reading);
            }
            ProfileOutcome::Threshold(_)
            | ProfileOutcome::Quota { .. }
            | ProfileOutcome::Ladder(_) => {
                let zh = "该结果规则只适用于逐项选择的票面（paper.form = \"marks\"）".into();
                let en = "this outcome needs a matrix paper (paper.form = \"marks\")";
                reading.flaw("outcome.kind", "outcome_form", zh, en.into());
            }
        }
    }
}

fn check_grades(reading: &mut Reading, form: &MarksForm) {
    if !(2..=GRADES_MAX).contains(&form.grades.len()) {
        let zh = format!("每一项应有 2 至 {GRADES_MAX} 个选项");
        let en = format!("a row has 2 to {GRADES_MAX} grades");
        reading.flaw("paper.grades", "grades_count", zh, en);
    }
    let ids: Vec<&Key> = form.grades.iter().map(|grade| &grade.id).collect();
    if let Some(n) = repeat(&ids) {
        let (zh, en) = ("有两个选项标识相同", "two grades have the same id");
        let place = format!("paper.grades[{n}].id");
        reading.flaw(&place, "grade_repeated", zh.into(), en.into());
    }
}

/// Whether the grade stands on the paper.
pub(super) fn known(reading: &mut Reading, form: &MarksForm, place: &str, grade: &Key) -> bool {
    let known = grades_exist(form, std::slice::from_ref(grade)).is_ok();
    if !known {
        let grades: Vec<&str> = form.grades.iter().map(|grade| grade.id.as_str()).collect();
        let grades = grades.join(", ");
        let zh = format!("“{grade}”不在票上；票上有：{grades}");
        let en = format!("{grade:?} is a grade that is not on the paper, which has: {grades}");
        reading.flaw(place, "grade_unknown", zh, en);
    }
    known
}

/// Votes for `grades` held against a threshold: all on the paper, none twice, all part of its base.
pub(super) fn check_votes(
    reading: &mut Reading,
    form: &MarksForm,
    grades_at: &str,
    threshold_at: &str,
    grades: &[Key],
    threshold: &Threshold,
) {
    check_share(reading, threshold_at, threshold.fraction, threshold.comparator);
    if grades.is_empty() {
        let (zh, en) = ("未写明计哪些选项的票", "it names no grade whose votes count");
        reading.flaw(grades_at, "grades_empty", zh.into(), en.into());
        return;
    }
    if let Some(n) = repeat(grades) {
        let (zh, en) = ("同一选项写了两次", "the same grade stands twice");
        let place = format!("{grades_at}[{n}]");
        reading.flaw(&place, "grade_named_twice", zh.into(), en.into());
    }
    let mut all_known = true;
    for (n, grade) in grades.iter().enumerate() {
        all_known &= known(reading, form, &format!("{grades_at}[{}]", n + 1), grade);
    }
    if all_known {
        let place = format!("{threshold_at}.base");
        fits(reading, &place, votes_fit(form, grades, threshold.base));
    }
}

pub(super) fn fits(reading: &mut Reading, place: &str, fit: Result<(), SheetError>) {
    if let Err(SheetError { zh, en }) = fit {
        reading.flaw(place, "base_votes", zh.into(), en.into());
    }
}

/// More than the whole of a base can never be reached.
pub(super) fn check_share(
    reading: &mut Reading,
    place: &str,
    fraction: Fraction,
    comparator: Comparator,
) {
    if comparator == Comparator::Gt && fraction.is_whole() {
        let zh = "“超过全部”永远达不到；全部应写 ge".into();
        let en = "more than the whole can never be reached; for the whole itself write ge";
        reading.flaw(&format!("{place}.comparator"), "never_met", zh, en.into());
    }
}

/// Place, from 1, of the first entry that stands in the list before.
pub(super) fn repeat<T: PartialEq>(entries: &[T]) -> Option<usize> {
    (0..entries.len()).find(|&n| entries[..n].contains(&entries[n])).map(|n| n + 1)
}
