//! One-time links and the tokens they are exchanged for.

use std::net::{IpAddr, SocketAddr};

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::access::{Grant, GrantRole};
use crate::domain::ids::{DelegateId, SittingId};
use crate::http::App;
use crate::http::auth::{self, Face, SignedIn};
use crate::http::error::ApiError;
use crate::hub::views;

/// How long a link issued at the desk may wait to be used.
const LINK_VALID_MS: u64 = 12 * 60 * 60 * 1_000;

/// Body of a sign-in. No `Debug`: it holds the code.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Code of the link.
    code: String,
}

/// Body of a request for a link.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    /// For whom.
    role: LinkRole,
    /// Which person, for role `delegate`.
    #[schema(value_type = Option<String>)]
    delegate: Option<DelegateId>,
}

/// Roles that a link may be issued for.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkRole {
    /// A delegate or attendee.
    Delegate,
    /// The chair.
    Chair,
    /// The desk.
    Operator,
    /// A scrutineer.
    Scrutineer,
    /// A projector.
    Display,
}

/// Exchanges the code of a link for a token, once.
#[utoipa::path(post, path = "/api/sign-in", request_body = SignIn, responses(
    (status = 200, description = "signed in; the token is in the cookie and in the body"),
    (status = 403, description = "link_invalid: used, expired or unknown"),
    (status = 429, description = "too_many_attempts"),
))]
pub async fn sign_in(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Result<Json<SignIn>, JsonRejection>,
) -> Result<Response, ApiError> {
    auth::same_origin(&headers, &app.origins)?;
    let Json(body) = body.map_err(|_| ApiError::bad_body())?;
    let now_ms = app.hub.engine().clock().now_ms();
    let (token, grant) = app.access.redeem(&body.code, &address_key(peer), now_ms).await?;
    let face = Face::of(&grant.role);
    let cookie = format!(
        "plenum_{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict",
        face.name(),
        token.as_str(),
        app.token_valid_ms / 1_000,
    );
    let cookie = HeaderValue::from_str(&cookie).expect("a token is plain ASCII");
    let body = json!({"face": face, "sitting": grant.sitting, "token": token.as_str()});
    Ok(([(SET_COOKIE, cookie)], Json(body)).into_response())
}

/// Where attempts are counted: an IPv4 address, or the /64 that one IPv6 household has.
fn address_key(peer: SocketAddr) -> String {
    match peer.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("{:x?}", &ip.segments()[..4]),
    }
}

/// Ends a token and closes its sockets.
#[utoipa::path(post, path = "/api/sign-out", responses(
    (status = 200, description = "the token is not valid any more"),
    (status = 401, description = "not_signed_in"),
))]
pub async fn sign_out(State(app): State<App>, signed_in: SignedIn) -> Result<Response, ApiError> {
    app.access.revoke(&signed_in.token).await?;
    app.sockets.close(&signed_in.token);
    let cookie =
        format!("plenum_{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict", signed_in.face.name());
    let cookie = HeaderValue::from_str(&cookie).expect("fixed words");
    Ok(([(SET_COOKIE, cookie)], Json(json!({"ok": true}))).into_response())
}

/// Who the token is.
#[utoipa::path(get, path = "/api/me", responses(
    (status = 200, description = "role, sitting and person"),
    (status = 401, description = "not_signed_in"),
))]
pub async fn me(State(app): State<App>, signed_in: SignedIn) -> Result<Json<Value>, ApiError> {
    let place = app.hub.place(signed_in.grant.sitting).await?.ok_or_else(ApiError::not_found)?;
    let actor = auth::actor(&signed_in.grant, &place.feed)?;
    let person = match &actor.role {
        crate::hub::actor::ActorRole::Delegate(person) => views::person(person),
        _ => Value::Null,
    };
    Ok(Json(json!({
        "role": actor.role_name(), "face": signed_in.face,
        "sitting": signed_in.grant.sitting, "person": person,
    })))
}

/// Issues a one-time link, for a new tablet or a lost card.
#[utoipa::path(post, path = "/api/sittings/{sitting}/links", request_body = LinkRequest,
    params(("sitting" = String, Path)), responses(
    (status = 200, description = "the link; it can be used once"),
    (status = 403, description = "not_allowed: operators only"),
    (status = 404, description = "not_found or delegate_unknown"),
))]
pub async fn issue_link(
    State(app): State<App>,
    Path(sitting): Path<SittingId>,
    signed_in: SignedIn,
    body: Result<Json<LinkRequest>, JsonRejection>,
) -> Result<Json<Value>, ApiError> {
    signed_in.operates(sitting)?;
    let Json(body) = body.map_err(|_| ApiError::bad_body())?;
    let place = app.hub.place(sitting).await?.ok_or_else(ApiError::not_found)?;
    let role = match (body.role, body.delegate) {
        (LinkRole::Delegate, Some(delegate)) => {
            let replica = place.feed.replica();
            let known = replica.sitting.roster().person(delegate);
            known.ok_or(crate::domain::refusal::Refusal::DelegateUnknown)?;
            GrantRole::Delegate(delegate)
        }
        (LinkRole::Chair, None) => GrantRole::Chair,
        (LinkRole::Operator, None) => GrantRole::Operator,
        (LinkRole::Scrutineer, None) => GrantRole::Scrutineer,
        (LinkRole::Display, None) => GrantRole::Display,
        _ => return Err(ApiError::bad_body()),
    };
    let now_ms = app.hub.engine().clock().now_ms();
    let code = app.access.issue_link(Grant { sitting, role }, now_ms, LINK_VALID_MS).await?;
    Ok(Json(json!({"url": format!("/in/{code}")})))
}
