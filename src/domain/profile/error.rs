//! What is wrong with a profile file: every flaw at its line and key, with a stable code and the
//! reason in both languages.

use std::fmt;

/// Most flaws told of one file; what is beyond them shows when these are mended.
pub const FLAWS_MAX: usize = 50;

/// One thing wrong with a profile file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileError {
    /// Line in the file, from 1.
    pub line: u32,
    /// Key as a path: `outcome.steps[1].grade`, entries counted from 1. Empty where no key can be
    /// named.
    pub key: String,
    /// Stable code; `docs/rule-profiles.md` lists them.
    pub code: &'static str,
    /// The reason in zh-CN.
    pub zh: String,
    /// The reason in English.
    pub en: String,
}

impl ProfileError {
    /// `第 12 行 outcome.grades：…（grade_unknown）`
    #[must_use]
    pub fn zh_line(&self) -> String {
        let Self { line, key, code, zh, .. } = self;
        let space = if key.is_empty() { "" } else { " " };
        format!("第 {line} 行{space}{key}：{zh}（{code}）")
    }

    /// `line 12, outcome.grades: … (grade_unknown)`
    #[must_use]
    pub fn en_line(&self) -> String {
        let Self { line, key, code, en, .. } = self;
        let comma = if key.is_empty() { "" } else { ", " };
        format!("line {line}{comma}{key}: {en} ({code})")
    }
}

/// Everything wrong with one profile file, in the order of its lines; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileErrors(Vec<ProfileError>);

impl ProfileErrors {
    /// `None` when there is nothing to tell. Cut off after [`FLAWS_MAX`].
    pub(super) fn new(mut flaws: Vec<ProfileError>) -> Option<Self> {
        flaws.sort_by(|a, b| (a.line, &a.key).cmp(&(b.line, &b.key)));
        flaws.truncate(FLAWS_MAX);
        (!flaws.is_empty()).then_some(Self(flaws))
    }

    /// One flaw that concerns the file as a whole.
    #[must_use]
    pub fn whole(code: &'static str, zh: String, en: String) -> Self {
        Self(vec![ProfileError { line: 1, key: String::new(), code, zh, en }])
    }

    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, ProfileError> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a ProfileErrors {
    type Item = &'a ProfileError;
    type IntoIter = std::slice::Iter<'a, ProfileError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for ProfileErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ProfileError::en_line).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for ProfileErrors {}
