//! What those who get a place are called: 入选 for projects, 当选 for people.

use crate::domain::sheet::BallotKind;

/// Words of one kind of ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// 应定, 应选.
    pub seats: &'static str,
    /// 项, 名.
    pub unit: &'static str,
    /// 候选, 候选人.
    pub candidates: &'static str,
    /// 入选, 当选.
    pub selected: &'static str,
    /// `selected`, `elected`.
    pub selected_en: &'static str,
    /// 未入选, 未当选.
    pub not_selected: &'static str,
    /// `not selected`, `not elected`.
    pub not_selected_en: &'static str,
    /// 票决, 投票: what the tied do again.
    pub again: &'static str,
    /// 项目, 人选: what is never put into an open place.
    pub others: &'static str,
    /// 第二轮票决, 另行选举.
    pub next: &'static str,
    /// `a second round`, `a further election`.
    pub next_en: &'static str,
}

/// Of projects and anything else.
const SELECTION: Terms = Terms {
    seats: "应定",
    unit: "项",
    candidates: "候选",
    selected: "入选",
    selected_en: "selected",
    not_selected: "未入选",
    not_selected_en: "not selected",
    again: "票决",
    others: "项目",
    next: "第二轮票决",
    next_en: "a second round",
};

/// Of people.
const ELECTION: Terms = Terms {
    seats: "应选",
    unit: "名",
    candidates: "候选人",
    selected: "当选",
    selected_en: "elected",
    not_selected: "未当选",
    not_selected_en: "not elected",
    again: "投票",
    others: "人选",
    next: "另行选举",
    next_en: "a further election",
};

impl Terms {
    /// The words for this kind of ballot.
    #[must_use]
    pub fn of(kind: BallotKind) -> Self {
        match kind {
            BallotKind::Election => ELECTION,
            _ => SELECTION,
        }
    }
}
