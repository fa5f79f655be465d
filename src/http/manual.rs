//! Figures of hands and papers: the operator enters them, a scrutineer enters the same.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::access::GrantRole;
use crate::domain::command::manual::{ManualDesk, ManualScrutineer};
use crate::domain::command::{Command, DeskCommand, ScrutineerCommand};
use crate::domain::ids::{BallotId, SittingId};
use crate::domain::manual::{Entry, Figures};
use crate::domain::text::Text;
use crate::http::App;
use crate::http::auth::SignedIn;
use crate::http::error::ApiError;
use crate::http::sittings::place;

/// A correction: the scrutineer's has no reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionBody {
    /// All figures anew.
    pub figures: Figures,
    /// Why.
    #[serde(default)]
    pub reason: Text,
}

/// Enters figures; a scrutineer confirms them by entering the same.
#[utoipa::path(post, path = "/api/sittings/{sitting}/ballots/{ballot}/figures",
    params(("sitting" = String, Path), ("ballot" = String, Path)),
    request_body(content = Object, description = "kind hands, consent, accounts or papers"),
    responses((status = 200, description = "entered"),
    (status = 409, description = "entries_differ, figures_contradict, entry_missing, unreconciled"),
    (status = 403, description = "not_allowed")))]
pub async fn figures(
    State(app): State<App>,
    Path((sitting, ballot)): Path<(SittingId, BallotId)>,
    signed_in: SignedIn,
    body: Result<Json<Entry>, JsonRejection>,
) -> Result<Json<Value>, ApiError> {
    signed_in.at(sitting)?;
    let entry = Box::new(read(&signed_in, body)?);
    let command = match signed_in.grant.role {
        GrantRole::Operator => {
            Command::Desk(DeskCommand::Manual(ManualDesk::Enter { ballot, entry }))
        }
        _ => {
            let confirm = ManualScrutineer::Confirm { ballot, entry };
            Command::Scrutineer(ScrutineerCommand::Manual(confirm))
        }
    };
    submit(&app, &signed_in, sitting, command).await
}

/// Proposes other figures for a count; a scrutineer confirms them by entering the same.
#[utoipa::path(post, path = "/api/sittings/{sitting}/ballots/{ballot}/correction",
    params(("sitting" = String, Path), ("ballot" = String, Path)),
    request_body(content = Object, description = "figures, and the reason by the operator"),
    responses((status = 200, description = "proposed, or corrected"),
    (status = 409, description = "entries_differ, figures_contradict, not_corrigible"),
    (status = 403, description = "not_allowed")))]
pub async fn correction(
    State(app): State<App>,
    Path((sitting, ballot)): Path<(SittingId, BallotId)>,
    signed_in: SignedIn,
    body: Result<Json<CorrectionBody>, JsonRejection>,
) -> Result<Json<Value>, ApiError> {
    signed_in.at(sitting)?;
    let CorrectionBody { figures, reason } = read(&signed_in, body)?;
    let figures = Box::new(figures);
    let command = match signed_in.grant.role {
        GrantRole::Operator => {
            Command::Desk(DeskCommand::Manual(ManualDesk::Propose { ballot, figures, reason }))
        }
        _ => {
            let correct = ManualScrutineer::Correct { ballot, figures };
            Command::Scrutineer(ScrutineerCommand::Manual(correct))
        }
    };
    submit(&app, &signed_in, sitting, command).await
}

/// Who may not enter figures is told so before anything is said of the body.
fn read<T>(signed_in: &SignedIn, body: Result<Json<T>, JsonRejection>) -> Result<T, ApiError> {
    if !matches!(signed_in.grant.role, GrantRole::Operator | GrantRole::Scrutineer) {
        return Err(ApiError::forbidden());
    }
    let Json(read) = body.map_err(|error| {
        tracing::debug!(%error, "entered figures could not be read");
        ApiError::bad_body()
    })?;
    Ok(read)
}

async fn submit(
    app: &App,
    signed_in: &SignedIn,
    sitting: SittingId,
    command: Command,
) -> Result<Json<Value>, ApiError> {
    let place = place(app, signed_in, sitting).await?;
    ApiError::unless_done(place.handle.submit(command).await?)?;
    Ok(Json(json!({"ok": true})))
}
