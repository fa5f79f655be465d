//! From a profile and the desk's request to the ballot paper of one ballot.

use crate::domain::casting::Casting;
use crate::domain::group::GroupRule;
use crate::domain::ids::DelegateId;
use crate::domain::outcome::OutcomeRule;
use crate::domain::outcome::mean::MeanRule;
use crate::domain::outcome::points::PointsRule;
use crate::domain::outcome::quota::{QuotaRule, share_of};
use crate::domain::outcome::score::Composite;
use crate::domain::outcome::selection::SelectionRule;
use crate::domain::paper::{
    Detail, GradeQuota, Item, MarksForm, PaperForm, PicksForm, RanksForm, ScoresForm, TextForm,
    count,
};
use crate::domain::profile::{
    BallotRequest, PersonRef, PickLimit, Profile, ProfileOutcome, ProfilePaper, RequestedItem,
    RowCount,
};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::{LinkWhy, Rules, Secrecy, Sheet, SheetError, ShowWhileOpen};
use crate::domain::text::{Key, Text};

impl Profile {
    /// The ballot paper for one request, at a place on the agenda.
    ///
    /// # Errors
    /// [`Refusal::SheetInvalid`] naming the part that does not fit.
    pub fn sheet(
        &self,
        request: &BallotRequest,
        number: u32,
        round: u32,
    ) -> Result<Sheet, Refusal> {
        let secrecy = self.secrecy_of(request)?;
        let casting = self.casting_of(request)?;
        let secret = secrecy == Secrecy::Secret;
        let live = secret && self.live_tally_in_secret;
        let (places, quota) = (self.places(request)?, self.quota(request)?);
        let external = self.external(request)?;
        let sheet = Sheet {
            number,
            round,
            link: request.link,
            amends: request.amends,
            draw: request.draw,
            documents: request.documents.clone(),
            title: request.title.clone(),
            kind: self.kind,
            profile: self.id.clone(),
            body: request.body.clone(),
            form: self.form(request, places, quota)?,
            rules: Rules {
                wording: self.wording.clone(),
                quorum: self.quorum,
                electorate: self.electorate,
                casting: Casting::Tablet,
                fallback: self.fallback.clone(),
                secrecy,
                change_of_vote: self.change_of_vote,
                outcome: self.outcome_rule(places, quota, external),
                show_while_open: match (secrecy, self.show_while_open) {
                    (Secrecy::Secret, ShowWhileOpen::Tally) if !live => ShowWhileOpen::Turnout,
                    (_, show) => show,
                },
                show_result: self.show_result,
                certification: self.certification,
                duration_s: request.duration_s.or(self.duration_s).filter(|s| *s > 0),
                close_when_all_voted: self.close_when_all_voted,
                binding: self.binding,
                live_tally_in_secret: live,
                publish_papers: secret && self.publish_papers,
                weights: self.weights,
                proxies: self.proxies,
                remote: self.attendance.remote,
                presence_needed: self.attendance.presence_needed,
                not_voted: self.attendance.not_voted,
                rooms: self.attendance.rooms,
                growing: self.attendance.growing,
                background: self.attendance.background,
                groups: self.group_rule(secret),
                recusal: self.recusal,
                call_order: (secrecy == Secrecy::RollCall).then_some(self.call_order),
                publish_names: !secret && self.publish_names,
            }
            .with_casting(casting),
        };
        sheet.check()?;
        Ok(sheet)
    }

    fn group_rule(&self, secret: bool) -> Option<GroupRule> {
        let groups = self.groups.clone()?;
        Some(GroupRule { in_secret: secret && groups.in_secret, ..groups })
    }

    fn secrecy_of(&self, request: &BallotRequest) -> Result<Secrecy, SheetError> {
        let secrecy = request.secrecy.unwrap_or(self.secrecy[0]);
        self.secrecy.contains(&secrecy).then_some(secrecy).ok_or(SheetError {
            zh: "该规则模板不允许这种记名方式",
            en: "the profile does not allow this secrecy",
        })
    }

    /// K; 0 where the profile has none.
    fn places(&self, request: &BallotRequest) -> Result<u32, SheetError> {
        match (self.asks_places(), request.places) {
            (true, None) => Err(SheetError {
                zh: "未填写应定项数",
                en: "the number of places is missing",
            }),
            (false, Some(_)) => Err(SheetError {
                zh: "该规则模板没有应定项数",
                en: "this profile has no places",
            }),
            (_, places) => Ok(places.unwrap_or_default()),
        }
    }

    /// n of the limited grade; 0 where the profile has none.
    fn quota(&self, request: &BallotRequest) -> Result<u32, SheetError> {
        if let (ProfileOutcome::Quota { percent: Some(percent), .. }, None) =
            (&self.outcome, request.quota)
        {
            return Ok(share_of(*percent, count(request.items.len())));
        }
        match (self.asks_quota(), request.quota) {
            (true, None) => {
                Err(SheetError { zh: "未填写等次名额", en: "the quota is missing" })
            }
            (false, Some(_)) => Err(SheetError {
                zh: "该规则模板没有等次名额",
                en: "this profile has no quota",
            }),
            (_, quota) => Ok(quota.unwrap_or_default()),
        }
    }

    fn form(
        &self,
        request: &BallotRequest,
        places: u32,
        quota: u32,
    ) -> Result<PaperForm, SheetError> {
        let items = self.items(request)?;
        Ok(match &self.paper {
            ProfilePaper::Marks {
                blank_rows,
                grades,
                paper_quota,
                criteria,
                quotas,
                all_equal,
                ..
            } => {
                let rows = count(items.len());
                let limit = |grade: &Key| GradeQuota { grade: grade.clone(), min: 0, max: quota };
                let fixed = quotas.iter().map(|fixed| GradeQuota {
                    grade: fixed.grade.clone(),
                    min: fixed.min,
                    max: fixed.max.unwrap_or(rows).min(rows),
                });
                PaperForm::Marks(MarksForm {
                    rows: items,
                    grades: grades.clone(),
                    criteria: criteria.clone(),
                    blank_rows: *blank_rows,
                    quotas: paper_quota.iter().map(limit).chain(fixed).collect(),
                    all_equal: *all_equal,
                })
            }
            ProfilePaper::Picks { limit, crosses, write_ins, contest } => {
                let min = fewest(*limit, places);
                // Further elections and run-offs have the candidates that are left.
                if request.link.is_none_or(|link| link.why == LinkWhy::Primary) {
                    contest.check(count(items.len()), places)?;
                }
                PaperForm::Picks(PicksForm {
                    options: items,
                    min,
                    max: places,
                    crosses: *crosses,
                    write_ins: write_ins.map(|write_ins| write_ins.of(places)),
                })
            }
            ProfilePaper::Ranks { limit } => {
                let min = fewest(*limit, places);
                PaperForm::Ranks(RanksForm { options: items, min, max: places })
            }
            ProfilePaper::Scores { form, .. } => {
                PaperForm::Scores(ScoresForm { rows: items, ..form.clone() })
            }
            ProfilePaper::Text { max_chars, .. } => {
                PaperForm::Text(TextForm { questions: items, max_chars: *max_chars })
            }
        })
    }

    fn items(&self, request: &BallotRequest) -> Result<Vec<Item>, SheetError> {
        if matches!(self.paper, ProfilePaper::Marks { rows: RowCount::EnBloc, .. }) {
            return Ok(vec![en_bloc(request)?]);
        }
        let person = linked(request.person.as_ref())?;
        match (!self.asks_items(), request.items.is_empty()) {
            (true, true) => Ok(vec![Item {
                id: Key::ordinal(1),
                title: request.title.clone(),
                note: Text::default(),
                details: Vec::new(),
                person,
            }]),
            (true, false) => Err(SheetError {
                zh: "该规则模板只有一项，即标题本身",
                en: "this profile has one row, the title itself",
            }),
            (false, _) if person.is_some() => Err(SheetError {
                zh: "各项所指的人应填在各项之中",
                en: "whom a row is about is said in the row",
            }),
            (false, true) => Err(SheetError { zh: "未列出各项", en: "the rows are missing" }),
            (false, false) => {
                let item = |(place, item): (usize, &RequestedItem)| {
                    Ok(Item {
                        id: Key::ordinal(place + 1),
                        title: item.title.clone(),
                        note: item.note.clone(),
                        details: item.details.clone(),
                        person: linked(item.person.as_ref())?,
                    })
                };
                request.items.iter().enumerate().map(item).collect()
            }
        }
    }

    fn outcome_rule(&self, places: u32, quota: u32, external: Option<Composite>) -> OutcomeRule {
        match &self.outcome {
            ProfileOutcome::Threshold(rule) => OutcomeRule::Threshold(rule.clone()),
            ProfileOutcome::Selection { majority, places: rules } => {
                OutcomeRule::Selection(SelectionRule {
                    places,
                    majority: *majority,
                    tie_rule: rules.tie_rule.clone(),
                    run_off_majority: rules.run_off_majority,
                    shortfall_rule: rules.shortfall_rule,
                    withdrawal: rules.withdrawal,
                })
            }
            ProfileOutcome::Quota { grade, percent, floor, ranking, others, places, .. } => {
                OutcomeRule::Quota(QuotaRule {
                    tie_rule: places.tie_rule.clone(),
                    shortfall_rule: places.shortfall_rule,
                    grade: grade.clone(),
                    places: quota,
                    percent: *percent,
                    floor: *floor,
                    ranking: ranking.clone(),
                    others: *others,
                    composite: external,
                })
            }
            ProfileOutcome::Ladder(rule) => OutcomeRule::Ladder(rule.clone()),
            ProfileOutcome::Points { method } => {
                OutcomeRule::Points(PointsRule { places, method: *method })
            }
            ProfileOutcome::Mean { trim, places: asked } => {
                let places = asked.then_some(places);
                OutcomeRule::Mean(MeanRule { trim: *trim, places })
            }
            ProfileOutcome::Counts {} => OutcomeRule::Counts {},
        }
    }
}

/// 合并表决: one row called after the ballot, which lists what it decides.
fn en_bloc(request: &BallotRequest) -> Result<Item, SheetError> {
    if request.items.len() < 2 {
        return Err(SheetError {
            zh: "合并表决须列出两项以上",
            en: "a vote en bloc lists two matters or more",
        });
    }
    let more = |item: &RequestedItem| !item.details.is_empty() || item.person.is_some();
    if request.items.iter().any(|item| item.title.is_empty() || more(item)) {
        return Err(SheetError {
            zh: "合并表决的各项只有名称和备注",
            en: "a matter of a vote en bloc has a title and a note, and nothing more",
        });
    }
    let detail = |(place, item): (usize, &RequestedItem)| {
        let text = Text::new(&format!("{}　{}", item.title, item.note));
        Detail {
            label: Text::new(Key::ordinal(place + 1).as_str()).expect("plain digits"),
            text: text.unwrap_or_else(|_| item.title.clone()),
        }
    };
    Ok(Item {
        id: Key::ordinal(1),
        title: request.title.clone(),
        note: Text::default(),
        details: request.items.iter().enumerate().map(detail).collect(),
        person: linked(request.person.as_ref())?,
    })
}

/// Fewest picks or ranks on a valid paper.
fn fewest(limit: PickLimit, places: u32) -> u32 {
    match limit {
        PickLimit::AtMost => 0,
        PickLimit::OneToMost => 1,
        PickLimit::Exactly => places,
    }
}

/// Whoever is named by a number must have been found.
fn linked(person: Option<&PersonRef>) -> Result<Option<DelegateId>, SheetError> {
    match person {
        None => Ok(None),
        Some(PersonRef { found: Some(found), .. }) => Ok(Some(*found)),
        Some(PersonRef { found: None, .. }) => Err(SheetError {
            zh: "名册中没有票上所填的代表证号",
            en: "a number on the paper belongs to nobody on the roster",
        }),
    }
}
