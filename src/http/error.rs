//! The one table that turns refusals, failures and access errors into HTTP.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::access::AccessError;
use crate::documents::cell::CellError;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::draw::DrawRefusal;
use crate::engine::{Failure, Reply};
use crate::hub::problem::Problem;

/// What a handler answers when it does not do what was asked.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    problem: Problem,
}

impl ApiError {
    /// No token, or one that is not valid any more.
    #[must_use]
    pub fn not_signed_in() -> Self {
        let zh = "您尚未登录，请使用登录链接";
        let en = "You are not signed in. Use your sign-in link.";
        Self::of(StatusCode::UNAUTHORIZED, "not_signed_in", zh, en)
    }

    /// A role that may not do this.
    #[must_use]
    pub fn forbidden() -> Self {
        Self { status: StatusCode::FORBIDDEN, problem: Problem::not_allowed() }
    }

    /// Nothing of this name, or nothing that this token may see: the answer is the same.
    #[must_use]
    pub fn not_found() -> Self {
        Self::of(StatusCode::NOT_FOUND, "not_found", "未找到", "Not found.")
    }

    /// No vote of this act at this place of the record.
    #[must_use]
    pub fn record_unknown() -> Self {
        let zh = "记录中没有这张选票";
        let en = "There is no such vote in the record.";
        Self::of(StatusCode::NOT_FOUND, "record_unknown", zh, en)
    }

    /// A page of another site.
    #[must_use]
    pub fn foreign_origin() -> Self {
        let (zh, en) = ("来源不被允许", "This origin is not allowed.");
        Self::of(StatusCode::FORBIDDEN, "foreign_origin", zh, en)
    }

    /// A body that is not of the expected form.
    #[must_use]
    pub fn bad_body() -> Self {
        Self { status: StatusCode::BAD_REQUEST, problem: Problem::bad_frame() }
    }

    /// Not a WebSocket handshake.
    #[must_use]
    pub fn no_upgrade() -> Self {
        let (zh, en) = ("需要 WebSocket 连接", "A WebSocket handshake is needed.");
        Self::of(StatusCode::UPGRADE_REQUIRED, "upgrade_required", zh, en)
    }

    /// A document with errors at named places; they are told one by one.
    #[must_use]
    pub fn document(zh: String, en: String) -> Self {
        let problem = Problem { code: "document_invalid", zh, en, retry: false };
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, problem }
    }

    /// A table with cells that are wrong, each at its place.
    #[must_use]
    pub fn cells(errors: &[CellError]) -> Self {
        let lines =
            |text: fn(&CellError) -> &str| errors.iter().map(text).collect::<Vec<_>>().join("\n");
        Self::document(lines(|error| &error.zh), lines(|error| &error.en))
    }

    fn of(status: StatusCode, code: &'static str, zh: &str, en: &str) -> Self {
        let problem = Problem { code, zh: zh.to_owned(), en: en.to_owned(), retry: false };
        Self { status, problem }
    }

    /// `Ok` when a reply says done.
    ///
    /// # Errors
    /// The refusal as HTTP.
    pub fn unless_done(reply: Reply) -> Result<(), Self> {
        match reply {
            Reply::Done | Reply::Recorded(_) => Ok(()),
            Reply::Refused(refusal) => Err(refusal.into()),
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let status = match &refusal {
            Refusal::BallotUnknown
            | Refusal::SittingUnknown
            | Refusal::DelegateUnknown
            | Refusal::Draw(DrawRefusal::Unknown) => StatusCode::NOT_FOUND,
            Refusal::Draw(
                DrawRefusal::ListInvalid { .. }
                | DrawRefusal::RulesInvalid { .. }
                | DrawRefusal::DigitsInvalid,
            ) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::SheetInvalid { .. } | Refusal::ReasonMissing | Refusal::RosterFull => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            _ => StatusCode::CONFLICT,
        };
        Self { status, problem: Problem::from(&refusal) }
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        Self { status: StatusCode::SERVICE_UNAVAILABLE, problem: Problem::from(failure) }
    }
}

impl From<AccessError> for ApiError {
    fn from(error: AccessError) -> Self {
        let status = match error.code() {
            "too_many_attempts" => StatusCode::TOO_MANY_REQUESTS,
            _ if error.retry() => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::FORBIDDEN,
        };
        if status == StatusCode::SERVICE_UNAVAILABLE {
            tracing::warn!(%error, "the store of tokens is away");
        }
        let (zh, en) = (error.zh().to_owned(), error.en().to_owned());
        Self { status, problem: Problem { code: error.code(), zh, en, retry: error.retry() } }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(json!({"refusal": self.problem}))).into_response()
    }
}
