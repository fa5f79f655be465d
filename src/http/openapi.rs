//! The OpenAPI document, generated from the handlers.

use axum::Json;
use utoipa::OpenApi;

use crate::http::{ballots, draws, election, health, manual, record, sign_in, sittings, votes};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Plenum",
        description = "Everything that is not live. The live wire: docs/protocol.md."
    ),
    paths(
        health::healthz,
        health::readyz,
        sign_in::sign_in,
        sign_in::sign_out,
        sign_in::me,
        sign_in::issue_link,
        sittings::list,
        sittings::show,
        sittings::roster,
        sittings::enrol,
        sittings::export,
        record::proof,
        ballots::profiles,
        ballots::list,
        ballots::show,
        ballots::draft,
        ballots::redraft,
        ballots::result_csv,
        election::follow_up,
        draws::list,
        draws::plan,
        draws::commit,
        draws::make,
        draws::replace,
        draws::result_json,
        draws::frozen_list,
        draws::form,
        election::rulings,
        manual::figures,
        manual::correction,
        votes::list,
        votes::csv,
    )
)]
struct Document;

/// The document.
pub async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}
