//! Whether the process lives, and whether it can serve.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::http::App;

/// The process answers.
#[utoipa::path(get, path = "/healthz", responses((status = 200, description = "the process answers")))]
pub async fn healthz() -> Json<Value> {
    Json(json!({"ok": true, "version": env!("CARGO_PKG_VERSION")}))
}

/// The store answers too.
#[utoipa::path(get, path = "/readyz", responses(
    (status = 200, description = "ready to serve"),
    (status = 503, description = "the store does not answer"),
))]
pub async fn readyz(State(app): State<App>) -> (StatusCode, Json<Value>) {
    match app.hub.engine().ledger().sittings().await {
        Ok(sittings) => (StatusCode::OK, Json(json!({"ok": true, "sittings": sittings.len()}))),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, Json(json!({"ok": false, "store": "away"})))
        }
    }
}
