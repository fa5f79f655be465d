//! The ballot that follows from an outcome, drafted exactly as it has to be; rulings on the names of
//! a large election, which are more than one frame holds.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::access::GrantRole;
use crate::domain::command::election::{ChairElection, ScrutineerElection};
use crate::domain::command::{ChairCommand, Command, DeskCommand, ScrutineerCommand};
use crate::domain::ids::{BallotId, SittingId};
use crate::domain::sheet::LinkWhy;
use crate::domain::write_ins::Ruling;
use crate::http::App;
use crate::http::auth::SignedIn;
use crate::http::error::ApiError;
use crate::http::sittings::place;

/// Which ballot is to follow.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUpRequest {
    why: LinkWhy,
}

/// Drafts the run-off, second round or further election that a count asks for: exactly its items
/// and exactly its places. For the desk and for the chair.
#[utoipa::path(post, path = "/api/sittings/{sitting}/ballots/{ballot}/follow-up",
    params(("sitting" = String, Path), ("ballot" = String, Path)),
    request_body(content = Object, description = "why: run_off, second_round, further_election"),
    responses((status = 200, description = "id of the draft"),
    (status = 403, description = "not_allowed"),
    (status = 409, description = "follow_up_none, or already_done: it is prepared")))]
pub async fn follow_up(
    State(app): State<App>,
    Path((sitting, of)): Path<(SittingId, BallotId)>,
    signed_in: SignedIn,
    body: Result<Json<FollowUpRequest>, JsonRejection>,
) -> Result<Json<Value>, ApiError> {
    let role = signed_in.prepares(sitting)?;
    let Json(FollowUpRequest { why }) = body.map_err(|_| ApiError::bad_body())?;
    let place = place(&app, &signed_in, sitting).await?;
    let ballot = BallotId(app.hub.engine().clock().new_id());
    let command = if role == GrantRole::Chair {
        Command::Chair(ChairCommand::Election(ChairElection::FollowUp { ballot, of, why }))
    } else {
        let sheet = place.feed.replica().sitting.follow_up_draft(of, why)?;
        Command::Desk(DeskCommand::Draft { ballot, sheet: Box::new(sheet) })
    };
    ApiError::unless_done(place.handle.submit(command).await?)?;
    Ok(Json(json!({"id": ballot})))
}

/// What every name that waits counts as.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulingsRequest {
    rulings: Vec<Ruling>,
}

/// The scrutineer rules on every name that waits, in one act; then the box is counted.
#[utoipa::path(post, path = "/api/sittings/{sitting}/ballots/{ballot}/rulings",
    params(("sitting" = String, Path), ("ballot" = String, Path)),
    request_body(content = Object, description = "rulings: name, and as: person, listed or invalid"),
    responses((status = 200, description = "ruled"),
    (status = 403, description = "not_allowed"),
    (status = 409, description = "rulings_missing, ruling_not_asked, ruling_listed, not_due")))]
pub async fn rulings(
    State(app): State<App>,
    Path((sitting, ballot)): Path<(SittingId, BallotId)>,
    signed_in: SignedIn,
    body: Result<Json<RulingsRequest>, JsonRejection>,
) -> Result<Json<Value>, ApiError> {
    signed_in.at(sitting)?;
    if signed_in.grant.role != GrantRole::Scrutineer {
        return Err(ApiError::forbidden());
    }
    let Json(RulingsRequest { rulings }) = body.map_err(|_| ApiError::bad_body())?;
    let rule = ScrutineerElection::RuleWriteIns { ballot, rulings };
    let command = Command::Scrutineer(ScrutineerCommand::Election(rule));
    let place = place(&app, &signed_in, sitting).await?;
    ApiError::unless_done(place.handle.submit(command).await?)?;
    Ok(Json(json!({"ok": true})))
}
