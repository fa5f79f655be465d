//! Everything that is not live: sign-in, REST, exports, health, the faces themselves; and the
//! upgrade to what is live.

pub mod accept;
pub mod assets;
pub mod auth;
pub mod ballots;
pub mod draws;
pub mod election;
pub mod error;
pub mod health;
pub mod manual;
pub mod openapi;
pub mod pages;
pub mod record;
pub mod sign_in;
pub mod sittings;
pub mod votes;
pub mod ws;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::routing::{get, post};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::access::Access;
use crate::domain::profile::Profile;
use crate::domain::text::Key;
use crate::http::auth::OpenSockets;
use crate::hub::Hub;

/// Longest body of a request: a roster of a whole city.
pub const BODY_BYTES_MAX: usize = 8 * 1024 * 1024;
/// How long a request may take, uploads and exports of a large record included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// Scripts, styles and sockets of this server only; nothing inline.
const CONTENT_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
     form-action 'self'";

/// What handlers share; cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    /// Live side.
    pub hub: Hub,
    /// Links and tokens.
    pub access: Access,
    /// Rule profiles by id.
    pub profiles: Arc<BTreeMap<Key, Profile>>,
    /// Origins allowed besides the server's own.
    pub origins: Arc<[String]>,
    /// How long a token lasts.
    pub token_valid_ms: u64,
    /// Sockets by token.
    pub sockets: OpenSockets,
}

/// All routes.
pub fn router(app: App) -> Router {
    let api = Router::new()
        .route("/sign-in", post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/me", get(sign_in::me))
        .route("/profiles", get(ballots::profiles))
        .route("/sittings", get(sittings::list))
        .route("/sittings/{sitting}", get(sittings::show))
        .route("/sittings/{sitting}/roster", get(sittings::roster).post(sittings::enrol))
        .route("/sittings/{sitting}/links", post(sign_in::issue_link))
        .route("/sittings/{sitting}/ballots", get(ballots::list).post(ballots::draft))
        .route("/sittings/{sitting}/ballots/{ballot}", get(ballots::show).put(ballots::redraft))
        .route("/sittings/{sitting}/ballots/{ballot}/follow-up", post(election::follow_up))
        .route("/sittings/{sitting}/ballots/{ballot}/result.csv", get(ballots::result_csv))
        .merge(draws::routes())
        .route("/sittings/{sitting}/ballots/{ballot}/votes", get(votes::list))
        .route("/sittings/{sitting}/ballots/{ballot}/votes.csv", get(votes::csv))
        .route("/sittings/{sitting}/ballots/{ballot}/rulings", post(election::rulings))
        .route("/sittings/{sitting}/ballots/{ballot}/figures", post(manual::figures))
        .route("/sittings/{sitting}/ballots/{ballot}/correction", post(manual::correction))
        .route("/sittings/{sitting}/export", get(sittings::export))
        .route("/sittings/{sitting}/record/{seq}", get(record::proof))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIMEOUT));
    Router::new()
        .nest("/api", api)
        .route("/", get(pages::home))
        .route("/vote", get(pages::vote))
        .route("/chair", get(pages::chair))
        .route("/desk", get(pages::desk))
        .route("/screen", get(pages::screen))
        .route("/record", get(pages::record))
        .route("/in/{code}", get(pages::sign_in))
        .route("/assets/{*path}", get(assets::asset))
        .route("/ws/{face}", get(ws::upgrade))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/openapi.json", get(openapi::document))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::X_FRAME_OPTIONS, "DENY"))
        .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        .with_state(app)
}

fn fixed(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
