//! Rule profiles and ballots: what the desk prepares before it goes live.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::domain::command::{Command, DeskCommand};
use crate::domain::draw::Draw;
use crate::domain::ids::{BallotId, SittingId};
use crate::domain::profile::{BallotRequest, Profile, ProfilePaper, RequestedItem};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::{LinkWhy, Sheet, SheetError};
use crate::domain::sitting::Sitting;
use crate::http::App;
use crate::http::auth::SignedIn;
use crate::http::error::ApiError;
use crate::http::sittings::{audience, place};
use crate::hub::views;

const NO_PROFILE: SheetError =
    SheetError { zh: "没有这个规则模板", en: "there is no such profile" };

type BallotBody = Result<Json<BallotRequest>, JsonRejection>;

/// The rule profiles of this installation.
#[utoipa::path(get, path = "/api/profiles", responses((status = 200, description = "profiles")))]
pub async fn profiles(State(app): State<App>, _signed_in: SignedIn) -> Json<Value> {
    let source = |source: &crate::domain::outcome::score::Source| {
        json!({"id": source.id, "zh": source.zh, "en": source.en, "weight": source.weight,
            "decimals": source.decimals})
    };
    let view = |profile: &Profile| {
        let form = match profile.paper {
            ProfilePaper::Marks { .. } => "marks",
            ProfilePaper::Picks { .. } => "picks",
            ProfilePaper::Ranks { .. } => "ranks",
            ProfilePaper::Scores { .. } => "scores",
            ProfilePaper::Text { .. } => "text",
        };
        let mut parameters = vec!["duration_s", "secrecy", "casting"];
        parameters.extend(profile.asks_places().then_some("places"));
        parameters.extend(profile.asks_quota().then_some("quota"));
        parameters.extend(profile.asks_items().then_some("items"));
        parameters.extend((!profile.asks_items()).then_some("person"));
        parameters.push("body");
        json!({
            "id": profile.id, "kind": profile.kind, "zh": profile.name.zh, "en": profile.name.en,
            "rule": profile.wording, "form": form, "parameters": parameters,
            "secrecy": profile.secrecy, "casting": profile.casting, "duration_s": profile.duration_s,
            "sources": profile.sources().iter().map(source).collect::<Vec<_>>(),
        })
    };
    Json(app.profiles.values().map(view).collect())
}

/// The ballots of a sitting that this token may see.
#[utoipa::path(get, path = "/api/sittings/{sitting}/ballots", params(("sitting" = String, Path)),
    responses((status = 200, description = "ballot views, in agenda order")))]
pub async fn list(
    State(app): State<App>,
    Path(sitting): Path<SittingId>,
    signed_in: SignedIn,
) -> Result<Json<Value>, ApiError> {
    let place = place(&app, &signed_in, sitting).await?;
    let (replica, audience) = (place.feed.replica(), audience(&signed_in));
    let agenda = replica.sitting.agenda();
    let seen = agenda.iter().filter(|b| audience.is_staff() || b.phase.poll().is_some());
    Ok(Json(seen.map(|b| views::ballot::ballot(&replica.sitting, b, audience)).collect()))
}

/// One ballot.
#[utoipa::path(get, path = "/api/sittings/{sitting}/ballots/{ballot}",
    params(("sitting" = String, Path), ("ballot" = String, Path)), responses(
    (status = 200, description = "ballot view"), (status = 404, description = "ballot_unknown")))]
pub async fn show(
    State(app): State<App>,
    Path((sitting, ballot)): Path<(SittingId, BallotId)>,
    signed_in: SignedIn,
) -> Result<Json<Value>, ApiError> {
    let place = place(&app, &signed_in, sitting).await?;
    let (replica, audience) = (place.feed.replica(), audience(&signed_in));
    let found = replica.sitting.ballot(ballot);
    let found = found.filter(|b| audience.is_staff() || b.phase.poll().is_some());
    let found = found.ok_or(Refusal::BallotUnknown)?;
    Ok(Json(views::ballot::ballot(&replica.sitting, found, audience)))
}

/// Drafts a ballot from a rule profile.
#[utoipa::path(post, path = "/api/sittings/{sitting}/ballots", params(("sitting" = String, Path)),
    request_body(content = Object, description = "profile, title, items, places, quota, duration_s, secrecy, casting, external"),
    responses((status = 200, description = "id of the draft"),
    (status = 422, description = "sheet_invalid"), (status = 403, description = "not_allowed")))]
pub async fn draft(
    State(app): State<App>,
    Path(sitting): Path<SittingId>,
    signed_in: SignedIn,
    body: BallotBody,
) -> Result<Json<Value>, ApiError> {
    let id = BallotId(app.hub.engine().clock().new_id());
    put_draft(&app, sitting, &signed_in, body, id).await
}

/// Replaces a draft.
#[utoipa::path(put, path = "/api/sittings/{sitting}/ballots/{ballot}",
    params(("sitting" = String, Path), ("ballot" = String, Path)),
    request_body(content = Object, description = "as for a new draft"),
    responses((status = 200, description = "id of the draft"),
    (status = 409, description = "ballot_exists: not a draft any more")))]
pub async fn redraft(
    State(app): State<App>,
    Path((sitting, ballot)): Path<(SittingId, BallotId)>,
    signed_in: SignedIn,
    body: BallotBody,
) -> Result<Json<Value>, ApiError> {
    let known = place(&app, &signed_in, sitting).await?;
    if known.feed.replica().sitting.ballot(ballot).is_none() {
        return Err(Refusal::BallotUnknown.into());
    }
    put_draft(&app, sitting, &signed_in, body, ballot).await
}

async fn put_draft(
    app: &App,
    sitting: SittingId,
    signed_in: &SignedIn,
    body: BallotBody,
    ballot: BallotId,
) -> Result<Json<Value>, ApiError> {
    signed_in.operates(sitting)?;
    let Json(mut request) = body.map_err(|error| {
        tracing::debug!(%error, "a ballot request could not be read");
        ApiError::bad_body()
    })?;
    let place = place(app, signed_in, sitting).await?;
    let sheet = {
        let replica = place.feed.replica();
        request.link(&|number| replica.sitting.roster().numbered(number).map(|known| known.id));
        sheet(app, &replica.sitting, &request, ballot)?
    };
    let command = DeskCommand::Draft { ballot, sheet: Box::new(sheet) };
    ApiError::unless_done(place.handle.submit(Command::Desk(command)).await?)?;
    Ok(Json(json!({"id": ballot})))
}

/// A draft keeps its place; a re-run takes the place of the ballot it repeats; others come last.
fn sheet(
    app: &App,
    sitting: &Sitting,
    request: &BallotRequest,
    ballot: BallotId,
) -> Result<Sheet, ApiError> {
    if let Some(link) = request.link.filter(|link| link.why.is_exact())
        && sitting.ballot(ballot).is_none()
    {
        return Ok(sitting.follow_up_draft(link.ballot, link.why)?);
    }
    let profile = app.profiles.get(&request.profile);
    let profile = profile.ok_or(Refusal::SheetInvalid { detail: NO_PROFILE })?;
    let mut request = request.clone();
    if let Some(draw) = request.draw.filter(|_| request.items.is_empty()) {
        let drawn = sitting.draw(draw).map(Draw::rows).unwrap_or_default();
        request.items = drawn.into_iter().map(RequestedItem::from).collect();
    }
    let agenda = sitting.agenda();
    let first = request.link.filter(|link| link.why != LinkWhy::Primary);
    let place = match (sitting.ballot(ballot), first) {
        (Some(draft), _) => (draft.sheet.number, draft.sheet.round),
        (None, Some(first)) => {
            let number = sitting.ballot(first.ballot).ok_or(Refusal::BallotUnknown)?.sheet.number;
            let rounds = agenda.iter().filter(|b| b.sheet.number == number).map(|b| b.sheet.round);
            (number, rounds.max().unwrap_or_default() + 1)
        }
        (None, None) => (agenda.iter().map(|b| b.sheet.number).max().unwrap_or_default() + 1, 1),
    };
    Ok(profile.sheet(&request, place.0, place.1)?)
}

/// The figures of a declared ballot as CSV.
#[utoipa::path(get, path = "/api/sittings/{sitting}/ballots/{ballot}/result.csv",
    params(("sitting" = String, Path), ("ballot" = String, Path)), responses(
    (status = 200, description = "figures, one row per line of the paper"),
    (status = 404, description = "ballot_unknown, or not counted yet"),
    (status = 409, description = "rehearsal_no_result")))]
pub async fn result_csv(
    State(app): State<App>,
    Path((sitting, ballot)): Path<(SittingId, BallotId)>,
    signed_in: SignedIn,
) -> Result<Response, ApiError> {
    let place = place(&app, &signed_in, sitting).await?;
    let (replica, audience) = (place.feed.replica(), audience(&signed_in));
    let found = replica.sitting.ballot(ballot).ok_or(Refusal::BallotUnknown)?;
    replica.sitting.gives_results()?;
    let counting = found.phase.counting().filter(|_| views::sees_count(found, audience));
    let counting = counting.ok_or_else(ApiError::not_found)?;
    let csv =
        crate::documents::results::ballot_csv(&found.sheet, &counting.count, &found.answers());
    let name = format!("attachment; filename=\"ballot-{}.csv\"", found.sheet.number);
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, csv).into_response())
}
