//! The upgrade: token to actor, then the stream goes to the hub.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, UPGRADE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::http::App;
use crate::http::accept::Place as SocketPlace;
use crate::http::auth::{self, Face};
use crate::http::error::ApiError;

/// Upgrades a request of a face to the live wire.
///
/// # Errors
/// Foreign origin, no handshake, not signed in, or a token of another face.
pub async fn upgrade(
    State(app): State<App>,
    Path(face): Path<String>,
    mut request: Request,
) -> Result<Response, ApiError> {
    auth::same_origin(request.headers(), &app.origins)?;
    let accept = handshake(request.headers())?;
    let face = Face::named(&face).ok_or_else(ApiError::not_found)?;
    let token =
        auth::token(request.headers(), face).ok_or_else(ApiError::not_signed_in)?.to_owned();
    let grant = auth::grant_of(&app, &token).await?;
    if Face::of(&grant.role) != face {
        return Err(ApiError::forbidden());
    }
    let place = app.hub.place(grant.sitting).await?.ok_or_else(ApiError::not_signed_in)?;
    let actor = auth::actor(&grant, &place.feed)?;
    let socket_place = request.extensions().get::<SocketPlace>().cloned();
    let upgraded =
        request.extensions_mut().remove::<OnUpgrade>().ok_or_else(ApiError::no_upgrade)?;

    let (hub, sockets) = (app.hub.clone(), app.sockets.clone());
    let signed_out = sockets.of(&token);
    app.hub.tracker().spawn(async move {
        match upgraded.await {
            Ok(stream) => hub.serve(TokioIo::new(stream), actor, place, signed_out).await,
            Err(error) => tracing::debug!(%error, "the upgrade did not happen"),
        }
        // The socket counts against the limits until here.
        drop(socket_place);
    });
    let response = Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(CONNECTION, "upgrade")
        .header(UPGRADE, "websocket")
        .header(SEC_WEBSOCKET_ACCEPT, accept)
        .body(Body::empty());
    Ok(response.expect("fixed headers and a base64 key"))
}

/// The accept key of a well-formed handshake (RFC 6455 §4.2.1). No extension is negotiated.
fn handshake(headers: &HeaderMap) -> Result<String, ApiError> {
    let has = |name, word: &str| {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).any(|part| part.trim().eq_ignore_ascii_case(word))
    };
    let version = headers.get("sec-websocket-version").is_some_and(|version| version == "13");
    let key = headers.get(SEC_WEBSOCKET_KEY);
    match key {
        Some(key) if version && has(UPGRADE, "websocket") && has(CONNECTION, "upgrade") => {
            Ok(derive_accept_key(key.as_bytes()))
        }
        _ => Err(ApiError::no_upgrade()),
    }
}
