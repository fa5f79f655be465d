//! What a face or a client is told when something is not done: one table of codes for wire and
//! REST.

use serde::Serialize;

use crate::domain::refusal::Refusal;
use crate::engine::Failure;

/// A code, a sentence in both languages, and whether to send the same again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable code.
    pub code: &'static str,
    /// zh-CN.
    pub zh: String,
    /// English.
    pub en: String,
    /// True: the same act may be sent again; its fate is unknown or it was not tried.
    pub retry: bool,
}

impl Problem {
    fn new(code: &'static str, zh: &str, en: &str, retry: bool) -> Self {
        Self { code, zh: zh.to_owned(), en: en.to_owned(), retry }
    }

    /// A frame or body that is not JSON of the expected shape.
    #[must_use]
    pub fn bad_frame() -> Self {
        Self::new("bad_frame", "数据格式不正确", "The message is not of the expected form.", false)
    }

    /// A request this server does not know.
    #[must_use]
    pub fn unknown_type() -> Self {
        Self::new("unknown_type", "不支持的请求", "This request is not known.", false)
    }

    /// A request that is not for this role.
    #[must_use]
    pub fn not_allowed() -> Self {
        Self::new("not_allowed", "您没有此项操作的权限", "This is not for your role.", false)
    }

    /// Anything before `hello`.
    #[must_use]
    pub fn hello_first() -> Self {
        Self::new("hello_first", "请先完成连接握手", "Say hello first.", false)
    }

    /// A newer or older face.
    #[must_use]
    pub fn unknown_protocol() -> Self {
        Self::new(
            "unknown_protocol",
            "页面版本与服务器不一致，请刷新页面",
            "This page is of another version. Please reload.",
            false,
        )
    }

    /// Faster than a person can act.
    #[must_use]
    pub fn too_many_messages() -> Self {
        Self::new(
            "too_many_messages",
            "操作过于频繁，请稍候",
            "Too many messages. Please wait a moment.",
            true,
        )
    }
}

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Self {
        // While a ballot is suspended a tablet keeps its vote and goes on asking: it is taken as
        // soon as the chair resumes, or refused for good.
        let retry = matches!(refusal, Refusal::BallotSuspended);
        Self { code: refusal.code(), zh: refusal.zh(), en: refusal.en(), retry }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unavailable => Self::new(
                "unavailable",
                "尚未记录，请不要关闭本页，系统正在重试",
                "Not yet recorded. Keep this page open; it will be tried again.",
                true,
            ),
            Failure::Busy => {
                Self::new("busy", "系统繁忙，请稍候", "The server is busy. Please wait.", true)
            }
            Failure::Stopping => Self::new(
                "stopping",
                "服务器正在重启，请不要关闭本页",
                "The server is restarting. Keep this page open.",
                true,
            ),
        }
    }
}
