//! The part of the table that is about hands and papers.

use crate::domain::refusal::Refusal;

impl Refusal {
    #[expect(clippy::too_many_lines, reason = "one table, one line per refusal")]
    pub(super) fn manual_row(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::ByHands => (
                "by_hands",
                "本次为举手表决，请举手表示，平板不接收表决",
                "This is a show of hands: raise your hand. The tablet takes no vote.",
            ),
            Self::OnPaper => (
                "on_paper",
                "本次使用纸质票，请填写纸质票，平板不接收表决",
                "This is a paper ballot: fill in your paper. The tablet takes no vote.",
            ),
            Self::PaperInHand => (
                "paper_in_hand",
                "您已领取纸质票，请用纸质票投票，平板不再接收您的表决",
                "You were given a paper: vote on it. The tablet takes no vote of yours any more.",
            ),
            Self::VoteAnnulled => (
                "vote_annulled",
                "您先前的电子表决已宣布无效，未计入",
                "Your earlier vote on the tablet was annulled and is not counted.",
            ),
            Self::VoteToAnnul => (
                "vote_to_annul",
                "此人已在平板上表决，须先宣布其电子表决无效，再发纸质票",
                "This person has voted on the tablet: annul that vote before handing out a paper.",
            ),
            Self::NoVoteToAnnul => (
                "no_vote_to_annul",
                "此人没有可宣布无效的电子表决",
                "This person has no vote on the tablet to annul.",
            ),
            Self::PapersNotByName => (
                "papers_not_by_name",
                "本次表决不是电子与纸质票并用，不逐人登记发票",
                "Papers are handed out by name only where tablets and paper are used side by side.",
            ),
            Self::NoPaperInHand => {
                ("no_paper_in_hand", "此人没有领取纸质票", "This person has no paper in hand.")
            }
            Self::EntryNotAsked => (
                "entry_not_asked",
                "本项表决不录入这种数字",
                "This ballot does not ask for such figures.",
            ),
            Self::EntryMissing => (
                "entry_missing",
                "操作员尚未录入，监票人请稍候",
                "The operator has not entered the figures yet.",
            ),
            Self::AccountsFirst => (
                "accounts_first",
                "请先录入并核对发票、收票情况，再计票",
                "Enter and check the papers issued and returned before the count.",
            ),
            Self::Unreconciled { .. } => (
                "unreconciled",
                "{difference}，须先查明并由主持人说明，再计票",
                "{difference}: to be reconciled and explained by the chair before the count.",
            ),
            Self::FiguresContradict { .. } => (
                "figures_contradict",
                "录入的数字不符，请核对：{field}",
                "The figures contradict each other. Check: {field}.",
            ),
            Self::EntriesDiffer { .. } => (
                "entries_differ",
                "两次录入不一致，请各自重新清点：{field}",
                "The two entries differ. Count again: {field}.",
            ),
            Self::NothingToExplain => (
                "nothing_to_explain",
                "数字相符，无需说明",
                "The figures agree. There is nothing to explain.",
            ),
            Self::NotCorrigible => (
                "not_corrigible",
                "电子表决的票数由记录重算，不能更正；有异议的，可作废后重新表决",
                "Votes on tablets are recomputed from the record and cannot be corrected. Void the \
                 ballot and vote again where they are disputed.",
            ),
            Self::TooManyNotes => (
                "too_many_notes",
                "更正或备注次数过多",
                "Too many corrections or notes on one ballot.",
            ),
            Self::CastingNotAllowed => (
                "casting_not_allowed",
                "本项表决的规则不允许改用这种方式",
                "The rule of this ballot does not allow this way of voting instead.",
            ),
            _ => unreachable!("asked only about what stands here"),
        }
    }
}
