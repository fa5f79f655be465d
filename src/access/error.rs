//! What an access error tells a person.

use crate::access::AccessError;

impl AccessError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.row().0
    }

    /// Sentence in zh-CN.
    #[must_use]
    pub fn zh(&self) -> &'static str {
        self.row().1
    }

    /// Sentence in English.
    #[must_use]
    pub fn en(&self) -> &'static str {
        self.row().2
    }

    /// Whether the same may be tried again later.
    #[must_use]
    pub fn retry(&self) -> bool {
        match self {
            Self::LinkInvalid => false,
            Self::TooManyAttempts | Self::Away(_) => true,
        }
    }

    fn row(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::LinkInvalid => (
                "link_invalid",
                "登录链接无效、已使用或已过期，请向会务人员领取新的链接",
                "This sign-in link is wrong, used or expired. Ask the desk for a new one.",
            ),
            Self::TooManyAttempts => (
                "too_many_attempts",
                "尝试次数过多，请一分钟后再试",
                "Too many attempts. Try again in a minute.",
            ),
            Self::Away(_) => (
                "unavailable",
                "系统暂时无法登录，请稍候再试",
                "Signing in is not possible at the moment. Please try again.",
            ),
        }
    }
}

impl From<sqlx::Error> for AccessError {
    fn from(error: sqlx::Error) -> Self {
        Self::Away(Box::new(error))
    }
}

impl From<sqlx::migrate::MigrateError> for AccessError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Away(Box::new(error))
    }
}
