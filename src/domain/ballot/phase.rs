//! What each phase is called, and what exists in it.

use crate::domain::ballot::{Closing, Counting, Phase, Poll};
use crate::domain::refusal::Refusal;

impl Phase {
    /// Name on the wire and in the record views.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Open(..) => "open",
            Self::Suspended(..) => "suspended",
            Self::Closed(..) => "closed",
            Self::Counted(..) => "counted",
            Self::Certified(..) => "certified",
            Self::Declared(..) => "declared",
            Self::Cancelled { .. } => "cancelled",
            Self::Voided { .. } => "voided",
        }
    }

    /// Name for people, zh-CN.
    #[must_use]
    pub fn zh(&self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Ready => "就绪",
            Self::Open(..) => "表决进行中",
            Self::Suspended(..) => "暂停",
            Self::Closed(..) => "已结束，计票中",
            Self::Counted(..) => "已计票",
            Self::Certified(..) => "已确认",
            Self::Declared(..) => "已宣布",
            Self::Cancelled { .. } => "已取消",
            Self::Voided { .. } => "已作废",
        }
    }

    /// The ballot box, once there is one.
    #[must_use]
    pub fn poll(&self) -> Option<&Poll> {
        match self {
            Self::Draft | Self::Ready | Self::Cancelled { .. } => None,
            Self::Open(poll)
            | Self::Suspended(poll, _)
            | Self::Closed(poll, _)
            | Self::Counted(poll, ..)
            | Self::Certified(poll, ..)
            | Self::Declared(poll, ..)
            | Self::Voided { poll, .. } => Some(poll),
        }
    }

    pub(in crate::domain) fn poll_mut(&mut self) -> Option<&mut Poll> {
        match self {
            Self::Draft | Self::Ready | Self::Cancelled { .. } => None,
            Self::Open(poll)
            | Self::Suspended(poll, _)
            | Self::Closed(poll, _)
            | Self::Counted(poll, ..)
            | Self::Certified(poll, ..)
            | Self::Declared(poll, ..)
            | Self::Voided { poll, .. } => Some(poll),
        }
    }

    /// The cut, once made and not voided.
    #[must_use]
    pub fn closing(&self) -> Option<&Closing> {
        match self {
            Self::Closed(_, closing)
            | Self::Counted(_, closing, _)
            | Self::Certified(_, closing, _)
            | Self::Declared(_, closing, _) => Some(closing),
            Self::Draft
            | Self::Ready
            | Self::Open(_)
            | Self::Suspended(..)
            | Self::Cancelled { .. }
            | Self::Voided { .. } => None,
        }
    }

    /// The count, once made and not voided.
    #[must_use]
    pub fn counting(&self) -> Option<&Counting> {
        match self {
            Self::Counted(.., counting)
            | Self::Certified(.., counting)
            | Self::Declared(.., counting) => Some(counting),
            Self::Draft
            | Self::Ready
            | Self::Open(_)
            | Self::Suspended(..)
            | Self::Closed(..)
            | Self::Cancelled { .. }
            | Self::Voided { .. } => None,
        }
    }

    /// Without effect.
    #[must_use]
    pub fn is_voided(&self) -> bool {
        matches!(self, Self::Voided { .. })
    }

    /// Open or suspended: the hall is occupied by this ballot.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Open(_) | Self::Suspended(..))
    }

    /// The refusal for an act that does not fit this phase.
    #[must_use]
    pub fn wrong(&self) -> Refusal {
        Refusal::WrongPhase { zh: self.zh(), en: self.name() }
    }
}
