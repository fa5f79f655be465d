//! Rule profiles: how a hall votes, as data. A profile is a TOML file; adding one needs no code.

pub mod attendance;
mod casting;
mod check;
mod check_marks;
pub mod error;
pub mod explain;
mod fields;
mod ladder;
mod marks;
pub mod places;
mod read;
mod reading;
mod request;
mod sample;
mod scored;
mod sheet;
mod weights;

use serde::Deserialize;

use crate::domain::casting::Casting;
use crate::domain::group::GroupRule;
use crate::domain::outcome::ladder::LadderRule;
use crate::domain::outcome::mean::Trim;
use crate::domain::outcome::points::PointsMethod;
use crate::domain::outcome::quota::RankingKey;
use crate::domain::outcome::score::Composite;
use crate::domain::outcome::threshold::ThresholdRule;
use crate::domain::paper::{AllEqual, BlankRows, Criterion, Grade, ScoresForm};
use crate::domain::profile::attendance::AttendanceRules;
use crate::domain::profile::error::ProfileErrors;
use crate::domain::profile::places::{Contest, PlaceRules, ProfileWriteIns};
use crate::domain::proxy::ProxyRule;
use crate::domain::recusal::RecusalRule;
use crate::domain::roll_call::CallOrder;
use crate::domain::sheet::{
    BallotKind, ChangeOfVote, ElectorateRule, Secrecy, ShowResult, ShowWhileOpen,
};
use crate::domain::text::{Bilingual, Key, Text};
use crate::domain::threshold::{QuorumRule, Threshold};

pub use self::request::{BallotRequest, PersonRef, RequestedItem};
use crate::domain::weight::WeightRule;

/// Largest profile file, bytes; the shipped ones have 3,000 to 6,000.
pub const PROFILE_BYTES_MAX: usize = 65_536;

/// A rule profile (规则模板).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Stable id, the file's name.
    pub id: Key,
    /// Kind of ballot.
    pub kind: BallotKind,
    /// Name for the desk.
    pub name: Bilingual,
    /// The rule in words.
    pub wording: Bilingual,
    /// Where the rule comes from.
    pub source: Text,
    /// Who votes.
    pub electorate: ElectorateRule,
    /// Allowed secrecy, the default first.
    pub secrecy: Vec<Secrecy>,
    /// Allowed ways of voting, the default first.
    pub casting: Vec<Casting>,
    /// What the chair may change over to when the tablets fail.
    pub fallback: Vec<Casting>,
    /// Change of vote.
    pub change_of_vote: ChangeOfVote,
    /// What the hall sees while it is open.
    pub show_while_open: ShowWhileOpen,
    /// When the hall sees the result.
    pub show_result: ShowResult,
    /// A scrutineer certifies the count.
    pub certification: bool,
    /// Duration in seconds; none: the chair closes.
    pub duration_s: Option<u32>,
    /// Close by itself once everybody has voted.
    pub close_when_all_voted: bool,
    /// False for polls.
    pub binding: bool,
    /// A secret ballot keeps its running totals on the screens; asks for `show_while_open` tally.
    /// Without effect on a recorded ballot.
    pub live_tally_in_secret: bool,
    /// The papers of a secret ballot are published after the count, sorted, without names. Without
    /// effect on a recorded ballot.
    pub publish_papers: bool,
    /// Votes are weighed.
    pub weights: Option<WeightRule>,
    /// Members may vote through the holder of their proxy.
    pub proxies: Option<ProxyRule>,
    /// Who has to be there, and what silence means.
    pub attendance: AttendanceRules,
    /// Who takes no part in a question, and what follows for the bases.
    pub recusal: RecusalRule,
    /// The order of a roll call; without effect on other ballots.
    pub call_order: CallOrder,
    /// The votes of a recorded ballot are published by name after the declaration. Without effect on
    /// a secret ballot.
    pub publish_names: bool,
    /// Quorum; none for polls.
    pub quorum: Option<QuorumRule>,
    /// Shape of the paper, without its rows.
    pub paper: ProfilePaper,
    /// How the outcome is found.
    pub outcome: ProfileOutcome,
    /// Weighted groups. `in_secret` says whether a secret ballot may have them too.
    pub groups: Option<GroupRule>,
}

/// Paper of a profile: the rows or options come with the ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfilePaper {
    /// A matrix.
    Marks {
        /// One row (the title is the row) or many.
        rows: RowCount,
        /// What an ungraded row means.
        blank_rows: BlankRows,
        /// Best first.
        grades: Vec<Grade>,
        /// A grade limited on each paper to the ballot's quota.
        paper_quota: Option<Key>,
        /// Criteria of each row; empty: the row is graded as a whole.
        criteria: Vec<Criterion>,
        /// Limits that are the same in every ballot.
        quotas: Vec<FixedQuota>,
        /// Whether a paper may give everything the same grade.
        all_equal: AllEqual,
    },
    /// K of N.
    Picks {
        /// At most K or exactly K.
        limit: PickLimit,
        /// 反对 on each option.
        crosses: bool,
        /// 另选他人.
        write_ins: Option<ProfileWriteIns>,
        /// 等额 or 差额.
        contest: Contest,
    },
    /// The first K of N in an order.
    Ranks {
        /// At most K or exactly K.
        limit: PickLimit,
    },
    /// A number per row.
    Scores {
        /// One row (the title is the row) or many.
        rows: RowCount,
        /// Range, step, bands and labels; without rows.
        form: ScoresForm,
    },
    /// Free text per question: polls only.
    Text {
        /// One question (the title) or many.
        rows: RowCount,
        /// Longest answer in characters.
        max_chars: u32,
    },
}

/// A limit of each paper that does not come with the ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedQuota {
    /// The grade.
    pub grade: Key,
    /// Fewest rows with it.
    pub min: u32,
    /// Most rows with it; none: as many as there are.
    pub max: Option<u32>,
}

/// One row or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowCount {
    /// The title is the only row.
    One,
    /// 合并表决: the ballot lists what is decided, and one choice decides all of it.
    EnBloc,
    /// The ballot lists them.
    Many,
}

/// `selection_limit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PickLimit {
    /// A blank paper is valid: it abstains.
    AtMost,
    /// At least one, at most K.
    OneToMost,
    /// Neither fewer nor more.
    Exactly,
}

/// Outcome rule of a profile: K and n come with the ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileOutcome {
    /// Each row adopted or not.
    Threshold(ThresholdRule),
    /// The first K.
    Selection {
        /// Majority needed besides.
        majority: Option<Threshold>,
        /// Ties, shortfalls, withdrawals.
        places: PlaceRules,
    },
    /// The first n get the grade.
    Quota {
        /// The limited grade.
        grade: Key,
        /// n as a percentage of the rows, floored; none: the ballot names n.
        percent: Option<u32>,
        /// Votes for the grade that are needed besides the rank.
        floor: Option<Threshold>,
        /// Ranking keys.
        ranking: Vec<RankingKey>,
        /// Cumulative majority for the others; none: they are ranked only.
        others: Option<Threshold>,
        /// What a composite is made of; its scores come with the ballot.
        composite: Option<Composite>,
        /// Ties and shortfalls.
        places: PlaceRules,
    },
    /// Steps.
    Ladder(LadderRule),
    /// The first K by ranked papers.
    Points {
        /// What a rank is worth.
        method: PointsMethod,
    },
    /// Rows ranked by their mean.
    Mean {
        /// Which scores are left out.
        trim: Option<Trim>,
        /// Whether the ballot names how many are selected.
        places: bool,
    },
    /// Figures only.
    Counts {},
}

impl Profile {
    /// Reads and checks a profile file.
    ///
    /// # Errors
    /// Everything that is wrong with it, each at its line and key.
    pub fn parse(text: &str) -> Result<Self, ProfileErrors> {
        read::read(text, None)
    }

    /// The same for a file of this name without its ending, which must be the profile's id.
    ///
    /// # Errors
    /// As [`Profile::parse`].
    pub fn parse_named(text: &str, name: &str) -> Result<Self, ProfileErrors> {
        read::read(text, Some(name))
    }

    /// Whether the ballot must name K.
    #[must_use]
    pub fn asks_places(&self) -> bool {
        matches!(
            self.outcome,
            ProfileOutcome::Selection { .. } | ProfileOutcome::Mean { places: true, .. }
        ) || matches!(self.paper, ProfilePaper::Picks { .. } | ProfilePaper::Ranks { .. })
    }

    /// Whether the ballot must name n.
    #[must_use]
    pub fn asks_quota(&self) -> bool {
        match (&self.outcome, &self.paper) {
            (ProfileOutcome::Quota { percent, .. }, _) => percent.is_none(),
            (_, ProfilePaper::Marks { paper_quota, .. }) => paper_quota.is_some(),
            _ => false,
        }
    }

    /// Whether the ballot must list rows or options.
    #[must_use]
    pub fn asks_items(&self) -> bool {
        !matches!(
            self.paper,
            ProfilePaper::Marks { rows: RowCount::One, .. }
                | ProfilePaper::Scores { rows: RowCount::One, .. }
                | ProfilePaper::Text { rows: RowCount::One, .. }
        )
    }
}
