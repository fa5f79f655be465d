//! From a request to an actor: the token of one face, in a cookie of its own or as a bearer.

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use dashmap::DashMap;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::access::{Access, Grant, GrantRole};
use crate::domain::ids::SittingId;
use crate::http::App;
use crate::http::error::ApiError;
use crate::hub::actor::{Actor, ActorRole};
use crate::hub::feed::Feed;

/// Header by which a page says which of its tokens it means. No form of another site can set it.
pub const FACE_HEADER: &str = "plenum-face";

/// A face, which has its own token in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// Delegates and attendees.
    Vote,
    /// The chair.
    Chair,
    /// Operator and scrutineers.
    Desk,
    /// Projectors.
    Screen,
}

impl Face {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Vote, Self::Chair, Self::Desk, Self::Screen];

    /// Name in paths and cookies.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Vote => "vote",
            Self::Chair => "chair",
            Self::Desk => "desk",
            Self::Screen => "screen",
        }
    }

    /// The face with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|face| face.name() == name)
    }

    /// The face a role works at.
    #[must_use]
    pub fn of(role: &GrantRole) -> Self {
        match role {
            GrantRole::Delegate(_) => Self::Vote,
            GrantRole::Chair => Self::Chair,
            GrantRole::Operator | GrantRole::Scrutineer | GrantRole::Auditor => Self::Desk,
            GrantRole::Display => Self::Screen,
        }
    }
}

/// The signed-in party of a REST request. No `Debug`: it holds the token.
#[derive(Clone)]
pub struct SignedIn {
    /// What the token allows.
    pub grant: Grant,
    /// The token itself, for signing out.
    pub token: String,
    /// At which face.
    pub face: Face,
}

impl SignedIn {
    /// Refuses another sitting than the token's own; the answer does not say whether it exists.
    ///
    /// # Errors
    /// Not found.
    pub fn at(&self, sitting: SittingId) -> Result<(), ApiError> {
        if self.grant.sitting == sitting { Ok(()) } else { Err(ApiError::not_found()) }
    }

    /// Refuses everybody but the operator of this sitting.
    ///
    /// # Errors
    /// Not found or forbidden.
    pub fn operates(&self, sitting: SittingId) -> Result<(), ApiError> {
        self.at(sitting)?;
        if self.grant.role == GrantRole::Operator { Ok(()) } else { Err(ApiError::forbidden()) }
    }
}

impl SignedIn {
    /// Refuses everybody but the operator and the chair of this sitting; tells which.
    ///
    /// # Errors
    /// Not found or forbidden.
    pub fn prepares(&self, sitting: SittingId) -> Result<GrantRole, ApiError> {
        self.at(sitting)?;
        match self.grant.role {
            role @ (GrantRole::Operator | GrantRole::Chair) => Ok(role),
            _ => Err(ApiError::forbidden()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn
where
    App: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let app = App::from_ref(state);
        if parts.method != Method::GET {
            same_origin(&parts.headers, &app.origins)?;
        }
        let named = parts.headers.get(FACE_HEADER).and_then(|name| name.to_str().ok());
        let query = parts.uri.query().and_then(|query| query.strip_prefix("face="));
        let face = named.or(query).and_then(Face::named);
        let token = match face {
            Some(face) => token(&parts.headers, face),
            None => bearer(&parts.headers),
        };
        let token = token.ok_or_else(ApiError::not_signed_in)?.to_owned();
        let grant = grant_of(&app, &token).await?;
        let face = Face::of(&grant.role);
        Ok(Self { grant, token, face })
    }
}

/// What a token allows now.
///
/// # Errors
/// Not signed in, or the store is away.
pub async fn grant_of(app: &App, token: &str) -> Result<Grant, ApiError> {
    let access: &Access = &app.access;
    let grant = access.grant_of(token, app.hub.engine().clock().now_ms()).await?;
    grant.ok_or_else(ApiError::not_signed_in)
}

/// The token of a face: bearer, or its cookie.
#[must_use]
pub fn token(headers: &HeaderMap, face: Face) -> Option<&str> {
    bearer(headers).or_else(|| cookie(headers, &format!("plenum_{}", face.name())))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|value| value.split(';')).filter_map(|p| p.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// A browser says where a page comes from: only our own pages may act. Clients that are no browsers
/// send no `Origin`, and carry no cookies of somebody else either.
///
/// # Errors
/// [`ApiError::foreign_origin`].
pub fn same_origin(headers: &HeaderMap, allowed: &[String]) -> Result<(), ApiError> {
    let Some(origin) = headers.get(ORIGIN) else {
        return Ok(());
    };
    let origin = origin.to_str().map_err(|_| ApiError::foreign_origin())?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own =
        ["http://", "https://"].iter().any(|scheme| origin.strip_prefix(scheme) == Some(host));
    match own || allowed.iter().any(|other| other == origin) {
        true => Ok(()),
        false => Err(ApiError::foreign_origin()),
    }
}

/// The actor behind a grant, with the person as on the roster now.
///
/// # Errors
/// Not signed in, when the person is not on the roster; forbidden for roles without a socket.
pub fn actor(grant: &Grant, feed: &Feed) -> Result<Actor, ApiError> {
    let role = match &grant.role {
        GrantRole::Delegate(delegate) => {
            let replica = feed.replica();
            let person = replica.sitting.roster().person(*delegate);
            ActorRole::Delegate(Box::new(person.ok_or_else(ApiError::not_signed_in)?.clone()))
        }
        GrantRole::Chair => ActorRole::Chair,
        GrantRole::Operator => ActorRole::Operator,
        GrantRole::Scrutineer => ActorRole::Scrutineer,
        GrantRole::Display => ActorRole::Display,
        GrantRole::Auditor => return Err(ApiError::forbidden()),
    };
    Ok(Actor { sitting: grant.sitting, role })
}

/// Sockets by the token they were opened with, so that signing out closes them at once.
#[derive(Clone, Default)]
pub struct OpenSockets(Arc<DashMap<String, CancellationToken>>);

impl std::fmt::Debug for OpenSockets {
    /// How many, never which: the keys are tokens.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenSockets").field("tokens", &self.0.len()).finish_non_exhaustive()
    }
}

impl OpenSockets {
    /// Cancelled when this token signs out.
    #[must_use]
    pub fn of(&self, token: &str) -> CancellationToken {
        self.0.entry(token.to_owned()).or_default().clone()
    }

    /// Closes every socket of this token.
    pub fn close(&self, token: &str) {
        if let Some((_, sockets)) = self.0.remove(token) {
            sockets.cancel();
        }
    }
}
