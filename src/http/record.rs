//! A vote with the proof that it stands in the record.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::audit::checkpoint::Checkpoint;
use crate::domain::ids::{CastId, SittingId};
use crate::engine::Failure;
use crate::http::App;
use crate::http::error::ApiError;

/// Which act; knowing its id is the permission, because only the person's own device has it.
/// The hash of a record would be none: every record names the one before it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    cast_id: CastId,
}

/// One vote's record, the newest checkpoint, and the way from one to the other. Needs no sign-in,
/// so that a person may check on any device.
#[utoipa::path(get, path = "/api/sittings/{sitting}/record/{seq}",
    params(("sitting" = String, Path), ("seq" = u64, Path), ("cast_id" = String, Query)), responses(
    (status = 200, description = "record, checkpoint and proof; proof is null until a checkpoint \
        covers the record"),
    (status = 404, description = "record_unknown: no vote of this cast_id at this place")))]
pub async fn proof(
    State(app): State<App>,
    Path((sitting, seq)): Path<(SittingId, u64)>,
    Query(act): Query<Act>,
) -> Result<Json<Value>, ApiError> {
    let proof = app.hub.engine().prove(sitting, seq, act.cast_id).await?;
    let proof = proof.ok_or_else(ApiError::record_unknown)?;
    let place = app.hub.place(sitting).await?.ok_or_else(ApiError::record_unknown)?;
    let ballot = proof.ballot.and_then(|id| {
        let replica = place.feed.replica();
        let sheet = &replica.sitting.ballot(id)?.sheet;
        Some(json!({
            "id": id, "number": sheet.number, "round": sheet.round, "title": sheet.title,
        }))
    });
    let rehearsal = place.feed.replica().sitting.head().is_some_and(|head| head.rehearsal);
    let record = String::from_utf8(proof.record).map_err(|_| Failure::Unavailable)?;
    let checkpoint = proof.checkpoint.map(|signed| {
        let checkpoint = Checkpoint { size: signed.size, root: signed.root };
        json!({
            "size": signed.size, "root": signed.root, "key": signed.key,
            "signature": signed.signature,
            "note": checkpoint.note(sitting, &signed.key, &signed.signature),
        })
    });
    Ok(Json(json!({
        "record": record, "ballot": ballot, "checkpoint": checkpoint, "proof": proof.path,
        "rehearsal": rehearsal,
    })))
}
