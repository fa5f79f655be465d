//! A ballot that a profile is tried out with: a profile no ballot can be made from is refused.

use std::collections::BTreeMap;

use crate::domain::casting::Casting;
use crate::domain::paper::{AllEqual, ITEMS_MAX, MarksForm};
use crate::domain::profile::places::Contest;
use crate::domain::profile::{BallotRequest, Profile, ProfileOutcome, ProfilePaper, RequestedItem};
use crate::domain::sheet::Secrecy;
use crate::domain::text::{Key, Text};

/// Rows of the ballot that tries a profile out, unless it needs more.
const SAMPLE_ROWS: u32 = 3;

impl Profile {
    /// The matrix of a sample ballot.
    ///
    /// # Panics
    /// When the paper is no matrix.
    pub(super) fn sample_marks(&self) -> MarksForm {
        let ProfilePaper::Marks { blank_rows, grades, criteria, .. } = &self.paper else {
            panic!("asked for a matrix paper only");
        };
        MarksForm {
            rows: Vec::new(),
            grades: grades.clone(),
            criteria: criteria.clone(),
            blank_rows: *blank_rows,
            quotas: Vec::new(),
            all_equal: AllEqual::Allowed,
        }
    }

    /// A ballot that the profile can be tried out with.
    pub(super) fn sample(&self, casting: Casting, secrecy: Secrecy) -> BallotRequest {
        let title = Text::new("sample").expect("a plain word");
        let item = RequestedItem {
            title: title.clone(),
            note: Text::default(),
            details: Vec::new(),
            person: None,
        };
        BallotRequest {
            profile: self.id.clone(),
            title,
            items: if self.asks_items() { vec![item; self.sample_rows()] } else { Vec::new() },
            places: self.asks_places().then_some(2),
            quota: self.asks_quota().then_some(2),
            duration_s: None,
            secrecy: (casting != Casting::Hands).then_some(secrecy),
            external: self.sample_external(),
            casting: Some(casting),
            link: None,
            amends: None,
            draw: None,
            documents: Vec::new(),
            body: None,
            person: None,
        }
    }

    /// Rows of a sample ballot, or options of one with two places.
    fn sample_rows(&self) -> usize {
        if let ProfilePaper::Picks { contest: Contest::Single, .. } = &self.paper {
            return 2;
        }
        let least = match &self.paper {
            ProfilePaper::Marks { quotas, .. } => quotas.iter().map(|quota| quota.min).sum(),
            _ => 0,
        };
        let one_place = match &self.outcome {
            ProfileOutcome::Quota { percent: Some(percent), .. } => 100_u32.div_ceil(*percent),
            _ => 0,
        };
        let rows = SAMPLE_ROWS.max(least).max(one_place);
        usize::try_from(rows).map_or(ITEMS_MAX, |rows| rows.min(ITEMS_MAX))
    }

    fn sample_external(&self) -> BTreeMap<Key, Vec<Text>> {
        let score = Text::new("60").expect("two digits");
        let scores = vec![score; self.sample_rows()];
        self.sources().iter().map(|source| (source.id.clone(), scores.clone())).collect()
    }
}
