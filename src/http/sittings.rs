//! Sittings, rosters and exports.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::audit::bundle::{self, Header};
use crate::domain::command::{Command, DeskCommand};
use crate::domain::ids::SittingId;
use crate::domain::roster::Person;
use crate::domain::sitting::Sitting;
use crate::engine::Failure;
use crate::http::App;
use crate::http::auth::SignedIn;
use crate::http::error::ApiError;
use crate::hub::Place;
use crate::hub::actor::Audience;
use crate::hub::views;
use crate::ledger::READ_RECORDS_MAX;

/// The sitting of a token, or not found.
///
/// # Errors
/// Not found, or the store is away.
pub async fn place(app: &App, signed_in: &SignedIn, sitting: SittingId) -> Result<Place, ApiError> {
    signed_in.at(sitting)?;
    app.hub.place(sitting).await?.ok_or_else(ApiError::not_found)
}

/// Which views a REST reader gets.
#[must_use]
pub fn audience(signed_in: &SignedIn) -> Audience {
    match signed_in.face {
        crate::http::auth::Face::Vote => Audience::Delegate,
        crate::http::auth::Face::Screen => Audience::Screen,
        crate::http::auth::Face::Chair => Audience::Chair,
        crate::http::auth::Face::Desk => Audience::Desk,
    }
}

/// The sittings this token may see: its own.
#[utoipa::path(get, path = "/api/sittings", responses(
    (status = 200, description = "list of sittings"),
    (status = 401, description = "not_signed_in"),
))]
pub async fn list(State(app): State<App>, signed_in: SignedIn) -> Result<Json<Value>, ApiError> {
    let place = place(&app, &signed_in, signed_in.grant.sitting).await?;
    let view = views::sitting(&place.feed.replica().sitting);
    Ok(Json(json!([view])))
}

/// One sitting with its attendance and agenda.
#[utoipa::path(get, path = "/api/sittings/{sitting}", params(("sitting" = String, Path)), responses(
    (status = 200, description = "sitting, attendance, agenda"),
    (status = 404, description = "not_found"),
))]
pub async fn show(
    State(app): State<App>,
    Path(sitting): Path<SittingId>,
    signed_in: SignedIn,
) -> Result<Json<Value>, ApiError> {
    let place = place(&app, &signed_in, sitting).await?;
    let replica = place.feed.replica();
    Ok(Json(json!({
        "sitting": views::sitting(&replica.sitting),
        "attendance": views::attendance(&replica.sitting),
        "agenda": views::agenda(&replica.sitting, audience(&signed_in)),
        "record": replica.record(),
    })))
}

/// The roster with attendance, for the desk.
#[utoipa::path(get, path = "/api/sittings/{sitting}/roster", params(("sitting" = String, Path)),
    responses((status = 200, description = "people"), (status = 403, description = "not_allowed")))]
pub async fn roster(
    State(app): State<App>,
    Path(sitting): Path<SittingId>,
    signed_in: SignedIn,
) -> Result<Json<Value>, ApiError> {
    let place = place(&app, &signed_in, sitting).await?;
    if audience(&signed_in) != Audience::Desk {
        return Err(ApiError::forbidden());
    }
    let connected = place.feed.presence().connected();
    let view = views::roster(&place.feed.replica().sitting, &connected);
    Ok(Json(view))
}

/// Adds people from a CSV file.
#[utoipa::path(post, path = "/api/sittings/{sitting}/roster", params(("sitting" = String, Path)),
    request_body(content = String, content_type = "text/csv"), responses(
    (status = 200, description = "how many are new (enrolled), sit elsewhere now (changed), or \
        are there already (unchanged); a person is known by the number"),
    (status = 409, description = "number_taken"),
    (status = 422, description = "document_invalid: every cell that is wrong; nothing was taken"),
))]
pub async fn enrol(
    State(app): State<App>,
    Path(sitting): Path<SittingId>,
    signed_in: SignedIn,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    signed_in.operates(sitting)?;
    let place = place(&app, &signed_in, sitting).await?;
    let clock = app.hub.engine().clock();
    let people = crate::documents::roster::parse(&body, &mut || clock.new_id())
        .map_err(|errors| ApiError::cells(&errors))?;
    let (enrolled, changed, unchanged) = sort_out(&place.feed.replica().sitting, &people);
    let reply = place.handle.submit(Command::Desk(DeskCommand::Enrol { people })).await?;
    ApiError::unless_done(reply)?;
    Ok(Json(json!({"enrolled": enrolled, "changed": changed, "unchanged": unchanged})))
}

/// How many of the list are new, sit elsewhere now, or are there already as they are.
fn sort_out(sitting: &Sitting, people: &[Person]) -> (u32, u32, u32) {
    let (mut enrolled, mut changed, mut unchanged) = (0, 0, 0);
    for person in people {
        match sitting.roster().numbered(&person.number) {
            None => enrolled += 1,
            Some(known) if *known == (Person { id: known.id, ..person.clone() }) => unchanged += 1,
            Some(_) => changed += 1,
        }
    }
    (enrolled, changed, unchanged)
}

/// The sitting's bundle, for `plenum verify`.
#[utoipa::path(get, path = "/api/sittings/{sitting}/export", params(("sitting" = String, Path)),
    responses((status = 200, description = "the bundle, one JSON object per line"),
    (status = 403, description = "not_allowed: desk and chair only")))]
pub async fn export(
    State(app): State<App>,
    Path(sitting): Path<SittingId>,
    signed_in: SignedIn,
) -> Result<Response, ApiError> {
    signed_in.at(sitting)?;
    if !audience(&signed_in).is_staff() {
        return Err(ApiError::forbidden());
    }
    let ledger = app.hub.engine().ledger();
    let away = |error| {
        tracing::warn!(%error, "failed to export");
        ApiError::from(Failure::Unavailable)
    };
    let head = ledger.head(sitting).await.map_err(away)?.ok_or_else(ApiError::not_found)?;
    let mut out = Vec::new();
    let fits = "a bundle in memory";
    Header::new(sitting, head).write(&mut out).expect(fits);
    let mut next = 0;
    while next <= head.seq {
        let left = head.seq - next + 1;
        let limit = u32::try_from(left.min(READ_RECORDS_MAX.into())).expect("a small number");
        let page = ledger.read_from(sitting, next, limit).await.map_err(away)?;
        if page.is_empty() {
            return Err(Failure::Unavailable.into());
        }
        for bytes in page {
            bundle::write_line(&mut out, &bytes).expect(fits);
            next += 1;
        }
    }
    let place = app.hub.place(sitting).await?.ok_or_else(ApiError::not_found)?;
    let rehearsal = place.feed.replica().sitting.head().is_some_and(|head| head.rehearsal);
    // The record itself says it too, in its first line; the name is for the eye.
    let mark = if rehearsal { "REHEARSAL-" } else { "" };
    let name = format!("attachment; filename=\"{mark}sitting-{sitting}.plenum.jsonl\"");
    let headers = [(CONTENT_TYPE, "application/jsonl".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from(out)).into_response())
}
