//! Who chairs the sitting and who its scrutineers are, as persons. Their devices sign in by role;
//! these are the names that stand behind the roles (rules.md §11, cases 66 and 67).

use serde::{Deserialize, Serialize};

use crate::domain::ids::DelegateId;
use crate::domain::text::Text;

/// Most scrutineers of one sitting; a national congress has one per delegation, 35.
pub const SCRUTINEERS_MAX: usize = 100;

/// The person in the chair (主持人).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chairperson {
    /// Somebody on the roster.
    Person(DelegateId),
    /// Somebody else, by name.
    Name(Text),
}

/// Chair and scrutineers (监票人).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Officers {
    /// None until somebody was named.
    pub chair: Option<Chairperson>,
    /// In the order in which they were named.
    pub scrutineers: Vec<DelegateId>,
    /// 总监票人, one of them.
    pub chief: Option<DelegateId>,
}
