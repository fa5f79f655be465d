//! The table of refusals: code, sentence in zh-CN, sentence in English.

mod people;

use crate::domain::refusal::Refusal;

impl Refusal {
    #[expect(clippy::too_many_lines, reason = "one table, one line per refusal")]
    pub(super) fn row(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::BallotUnknown => ("ballot_unknown", "没有这项表决", "There is no such ballot."),
            Self::BallotNotOpen => {
                ("ballot_not_open", "表决尚未开始", "Voting has not been opened.")
            }
            Self::BallotClosed => (
                "ballot_closed",
                "表决已结束，您的本次操作未计入",
                "Voting has closed. This vote was not counted.",
            ),
            Self::BallotSuspended => (
                "ballot_suspended",
                "表决暂停，请等待主持人恢复，您的选择请保留",
                "Voting is suspended. Keep your choice and wait for the chair.",
            ),
            Self::BallotVoided => (
                "ballot_voided",
                "本次表决已作废，未计入",
                "This ballot is void. Nothing was counted.",
            ),
            Self::BallotCancelled => {
                ("ballot_cancelled", "本项表决已取消", "This ballot was cancelled.")
            }
            Self::WrongPhase { .. } => (
                "wrong_phase",
                "本项表决处于“{phase}”状态，不能进行此操作",
                "The ballot is {phase}; this cannot be done now.",
            ),
            Self::AlreadyDone => {
                ("already_done", "该操作已完成，无需重复", "This has already been done.")
            }
            Self::AnotherBallotOpen => (
                "another_ballot_open",
                "另一项表决正在进行，请先结束",
                "Another ballot is open. Close it first.",
            ),
            Self::NoQuorum { .. } => (
                "no_quorum",
                "实到人数未达到法定人数，不能开始表决（实到 {present} 人，法定 {needed} 人）",
                "No quorum. The ballot cannot be opened ({present} present, {needed} needed).",
            ),
            Self::QuorumLost { .. } => (
                "quorum_lost",
                "实到人数已低于法定人数，表决不能继续，也不产生结果（实到 {present} 人，法定 {needed} 人）",
                "The quorum is lost. The ballot can neither go on nor come to a result ({present} present, {needed} needed).",
            ),
            Self::SecretNotAvailable => (
                "secret_not_available",
                "无记名表决的密钥没有安全的存放处，不能开始，请联系技术人员",
                "There is no safe place for the key of a secret ballot. It cannot be opened; call the technician.",
            ),
            Self::StoreNotTrusted => (
                "store_not_trusted",
                "存储或签名密钥未通过安全自检，不能开始表决，请联系技术人员",
                "The store or the signing key did not pass the self-check. No ballot can be opened; call the technician.",
            ),
            Self::KeyLost => (
                "key_lost",
                "本次无记名表决的密钥已丢失，选票无法开启，只能作废后重新表决",
                "The key of this secret ballot is lost. Its papers cannot be opened: void it and vote again.",
            ),
            Self::EnvelopeNeeded => (
                "envelope_needed",
                "本次为无记名表决，选票须在平板上密封后提交，请刷新页面后重试",
                "This ballot is secret: the paper must be sealed on the tablet. Reload and try again.",
            ),
            Self::EnvelopeNotAsked => (
                "envelope_not_asked",
                "本次为记名表决，不接收密封选票，请刷新页面后重试",
                "This ballot is recorded and takes no sealed paper. Reload and try again.",
            ),
            Self::EnvelopeWrongLength => (
                "envelope_wrong_length",
                "密封选票的长度不符，未计入，请刷新页面后重试",
                "The sealed paper has a wrong length and was not counted. Reload and try again.",
            ),
            Self::EnvelopeUnreadable => (
                "envelope_unreadable",
                "密封选票无法开启，未计入，请刷新页面后重试",
                "The sealed paper cannot be opened and was not counted. Reload and try again.",
            ),
            Self::RevisionStale { .. } => (
                "revision_stale",
                "您的投票已在别处更改，请核对后重新提交（应为第 {given} 次）",
                "Your vote was changed elsewhere. Check it and submit again (revision {given} is next).",
            ),
            Self::CountContradicts => (
                "count_contradicts",
                "计票结果与密封选票不符",
                "The count contradicts the sealed papers.",
            ),
            Self::NotCertified => (
                "not_certified",
                "监票人尚未确认计票结果",
                "The scrutineers have not certified the count.",
            ),
            Self::CertificationNotNeeded => (
                "certification_not_needed",
                "本项表决不需要监票人确认",
                "This ballot needs no certification.",
            ),
            Self::NoDeadline => (
                "no_deadline",
                "本项表决没有时限，无需延长",
                "This ballot has no deadline to extend.",
            ),
            Self::SecondsOutOfRange => {
                ("seconds_out_of_range", "时间超出允许范围", "The time is out of range.")
            }
            Self::NotInElectorate => (
                "not_in_electorate",
                "您不在本次表决的有表决权人员名单内",
                "You are not an eligible voter in this ballot.",
            ),
            Self::Nonvoting => (
                "nonvoting",
                "您为列席人员，不参加本项表决",
                "You attend without a vote in this ballot.",
            ),
            Self::NotPresent => ("not_present", "您尚未签到，请先签到", "Please sign in first."),
            Self::VoteAlreadyCast => (
                "vote_already_cast",
                "您已投票，本项表决以第一次为准，不能更改",
                "You have voted; in this ballot the first vote counts.",
            ),
            Self::TooManyChanges => (
                "too_many_changes",
                "更改次数过多，以已记录的最后一次为准",
                "Too many changes. The last recorded vote counts.",
            ),
            Self::CastIdConflict => (
                "cast_id_conflict",
                "提交编号重复而内容不同，请刷新页面后重试",
                "The same cast id came with another paper. Reload and try again.",
            ),
            Self::PaperWrongForm => {
                ("paper_wrong_form", "票面形式不符", "The paper is of another form.")
            }
            Self::PaperUnknownRow => {
                ("paper_unknown_row", "票上没有这一项", "There is no such row on the paper.")
            }
            Self::PaperUnknownGrade => {
                ("paper_unknown_grade", "票上没有这个选项", "There is no such choice on the paper.")
            }
            Self::PaperIncomplete { .. } => (
                "paper_incomplete",
                "还有 {missing} 项未选择，请全部选择后提交",
                "{missing} items are not marked. Mark all of them.",
            ),
            Self::PaperOverQuota { .. } => (
                "paper_over_quota",
                "“{grade}”最多可评 {max} 项，您已评 {given} 项",
                "At most {max} may be graded “{grade}”. You have graded {given}.",
            ),
            Self::PaperUnderQuota { .. } => (
                "paper_under_quota",
                "“{grade}”至少应评 {min} 项，您已评 {given} 项",
                "At least {min} must be graded “{grade}”. You have graded {given}.",
            ),
            Self::PaperAllEqual => (
                "paper_all_equal",
                "各项评价全部相同的票无效，请区分后提交",
                "A paper with the same grade for everything is not valid. Please tell them apart.",
            ),
            Self::ExternalScoreMissing { .. } => (
                "external_score_missing",
                "“{source}”缺少“{item}”的得分，或得分不合规定",
                "“{source}” has no score for “{item}”, or none that fits.",
            ),
            Self::GroupEmpty { .. } => (
                "group_empty",
                "“{group}”组没有有表决权的人，不能开始表决",
                "Nobody who may vote is in the group “{group}”. The ballot cannot be opened.",
            ),
            Self::GroupUnknown { .. } => (
                "group_unknown",
                "代表证号 {number} 不属于规则列明权数的任何一组，不能开始表决",
                "Number {number} is in no group that the rule has a weight for. The ballot cannot be opened.",
            ),
            Self::PicksTooMany { .. } => (
                "picks_too_many",
                "最多可选 {bound} 项，您已选 {given} 项",
                "You may choose at most {bound}. You have chosen {given}.",
            ),
            Self::PicksTooFew { .. } => (
                "picks_too_few",
                "至少应选 {bound} 项，您已选 {given} 项",
                "Choose at least {bound}. You have chosen {given}.",
            ),
            Self::PicksUnknown => {
                ("picks_unknown", "票上没有这个候选项", "There is no such option on the paper.")
            }
            Self::PicksRepeated => {
                ("picks_repeated", "同一候选项选了两次", "The same option was chosen twice.")
            }
            Self::PicksContradict
            | Self::WriteInsTooMany { .. }
            | Self::WriteInNeedsAgainst
            | Self::WriteInRepeated
            | Self::WriteInName
            | Self::RulingNotAsked
            | Self::RulingsMissing { .. }
            | Self::RulingListed
            | Self::TieNone
            | Self::TieItems { .. }
            | Self::TieRuleOther
            | Self::RulingElected
            | Self::RunOffPrepared
            | Self::TieUndecided
            | Self::SeedMissing
            | Self::FollowUpNone
            | Self::LinkVoided => self.election_row(),
            Self::RanksTooMany { .. } => (
                "ranks_too_many",
                "最多可排 {bound} 名，您已排 {given} 名",
                "You may rank at most {bound}. You have ranked {given}.",
            ),
            Self::RanksTooFew { .. } => (
                "ranks_too_few",
                "至少应排 {bound} 名，您已排 {given} 名",
                "Rank at least {bound}. You have ranked {given}.",
            ),
            Self::RanksUnknown => {
                ("ranks_unknown", "票上没有这个候选项", "There is no such option on the paper.")
            }
            Self::RanksRepeated => {
                ("ranks_repeated", "同一候选项排了两次", "The same option was ranked twice.")
            }
            Self::ScoreOutOfRange { .. } => (
                "score_out_of_range",
                "“{item}”应在 {least} 至 {most} 分之间",
                "“{item}” is scored from {least} to {most}.",
            ),
            Self::ScoreOffStep { .. } => (
                "score_off_step",
                "“{item}”的分数应是间隔 {step} 分的数字",
                "The score of “{item}” must be a number in steps of {step}.",
            ),
            Self::AnswerTooLong { .. } => (
                "answer_too_long",
                "每个回答最多 {bound} 字，您写了 {given} 字",
                "An answer has at most {bound} characters. You have written {given}.",
            ),
            Self::AnswerForbidden => (
                "answer_forbidden",
                "回答中有控制字符、换行或不可见字符，请删除后提交",
                "An answer has a control character, line break or invisible character. Remove it.",
            ),
            Self::PapersTooLong => (
                "papers_too_long",
                "参加人数多、票面长，公布的选票超出记录的容量，请减少问题或字数，或分次进行",
                "The published papers of so many people are too long for the record. Ask fewer questions, allow fewer characters, or hold it in parts.",
            ),
            Self::DelegateUnknown => {
                ("delegate_unknown", "名册中没有此人", "There is no such person on the roster.")
            }
            Self::AlreadyPresent => ("already_present", "已签到", "Already signed in."),
            Self::NumberTaken { .. } => (
                "number_taken",
                "代表证号 {number} 已在名册中",
                "Number {number} is on the roster already.",
            ),
            Self::RosterFrozen => (
                "roster_frozen",
                "表决进行中，代表名册不能变动",
                "The roll of members cannot change while a ballot is open.",
            ),
            Self::RosterFull => ("roster_full", "名册人数超过上限", "The roster is full."),
            Self::ReasonMissing => ("reason_missing", "请填写原因", "Please give a reason."),
            Self::SheetInvalid { .. } => (
                "sheet_invalid",
                "票面设置有误：{detail}",
                "The ballot paper is not consistent: {detail}.",
            ),
            Self::SittingExists => {
                ("sitting_exists", "该会议已建立", "The sitting exists already.")
            }
            Self::SittingUnknown => {
                ("sitting_unknown", "没有这次会议", "There is no such sitting.")
            }
            Self::ByHands
            | Self::OnPaper
            | Self::PaperInHand
            | Self::VoteAnnulled
            | Self::VoteToAnnul
            | Self::NoVoteToAnnul
            | Self::PapersNotByName
            | Self::NoPaperInHand
            | Self::EntryNotAsked
            | Self::EntryMissing
            | Self::AccountsFirst
            | Self::Unreconciled { .. }
            | Self::FiguresContradict { .. }
            | Self::EntriesDiffer { .. }
            | Self::NothingToExplain
            | Self::NotCorrigible
            | Self::TooManyNotes
            | Self::CastingNotAllowed => self.manual_row(),
            Self::NotDue => ("not_due", "尚未到时", "This is not due."),
            Self::BallotExists => {
                ("ballot_exists", "该表决编号已存在", "The ballot exists already.")
            }
            Self::Mandate(refusal) => refusal.row(),
            Self::AmendmentUndecided { .. } => (
                "amendment_undecided",
                "修正案尚未表决，应先表决第 {number} 项“{title}”",
                "Amendments come first: ballot {number}, “{title}”, is not decided yet.",
            ),
            Self::AmendedTextNeeded => (
                "amended_text_needed",
                "修正案已通过，请先按修正后的文本重新起草本项表决",
                "An amendment was adopted. Draft this ballot anew with the amended text first.",
            ),
            Self::DocumentVersionTaken { .. } => (
                "document_version_taken",
                "“{title}”的“{version}”已是另一文本，修改后的文本须用新的版本名",
                "Version “{version}” of “{title}” is another text. A changed text is a new version.",
            ),
            Self::Draw(refusal) => refusal.row(),
            Self::RecusalNotAllowed
            | Self::RecusalTooLate
            | Self::RecusalAfterVote
            | Self::RecusalReveals
            | Self::RecusalStands
            | Self::NotRecused
            | Self::Recused
            | Self::RowRecused
            | Self::NotOfBallot
            | Self::ScrutineersInvalid
            | Self::ScrutineerIsCandidate { .. }
            | Self::ChairIsSubject
            | Self::NameMissing
            | Self::BodyUnknown
            | Self::NotCalled => self.row_of_people(),
            Self::Rooms(refusal) => refusal.row(),
        }
    }
}
