//! Draws at the desk: plan, commit, digits, replacements; and what anybody needs to check one.

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::crypto::hash::Hash;
use crate::documents::draw::{DrawSheet, Planned, read_list};
use crate::documents::draw_form::{Lang, Occasion, Replaced, result_form};
use crate::domain::command::draw::{DrawCommand, DrawPlan};
use crate::domain::command::{Command, DeskCommand};
use crate::domain::draw::{
    Draw, DrawRules, EqualRemainders, StratumBy, arithmetic, clean_digits, list_bytes,
};
use crate::domain::ids::{DrawId, SittingId};
use crate::domain::refusal::Refusal;
use crate::domain::refusal::draw::DrawRefusal;
use crate::domain::sitting::Sitting;
use crate::domain::text::Text;
use crate::http::App;
use crate::http::auth::SignedIn;
use crate::http::error::ApiError;
use crate::http::sittings::{audience, place};
use crate::hub::Place;
use crate::hub::actor::Audience;
use crate::hub::views;

/// The routes below `/api`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sittings/{sitting}/draws", get(list).post(commit))
        .route("/sittings/{sitting}/draws/plan", post(plan))
        .route("/sittings/{sitting}/draws/{draw}/digits", post(make))
        .route("/sittings/{sitting}/draws/{draw}/replacements", post(replace))
        .route("/sittings/{sitting}/draws/{draw}/result.json", get(result_json))
        .route("/sittings/{sitting}/draws/{draw}/list.json", get(frozen_list))
        .route("/sittings/{sitting}/draws/{draw}/form.txt", get(form))
}

/// What the desk says about one draw.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanBody {
    title: Text,
    #[serde(default)]
    condition: Text,
    #[serde(default)]
    label: Text,
    /// The list as CSV.
    list: String,
    seats: u32,
    strata: Vec<StratumBy>,
    #[serde(default)]
    minimum: u32,
    #[serde(default)]
    substitutes: u32,
    #[serde(default)]
    equal_remainders: Option<EqualRemainders>,
    #[serde(default)]
    replaces: Option<DrawId>,
    #[serde(default)]
    reason: Text,
}

/// The digits as they were called out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DigitsBody {
    digits: String,
}

/// Who goes, who comes, why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplacementBody {
    out: Text,
    #[serde(rename = "in")]
    incoming: Text,
    #[serde(default)]
    reason: Text,
}

/// Language of a form; zh-CN where nothing is said.
#[derive(Debug, Deserialize)]
pub struct FormQuery {
    #[serde(default)]
    lang: Option<String>,
}

type Body<T> = Result<Json<T>, JsonRejection>;

fn read<T>(body: Body<T>) -> Result<T, ApiError> {
    let Json(read) = body.map_err(|error| {
        tracing::debug!(%error, "a request about a draw could not be read");
        ApiError::bad_body()
    })?;
    Ok(read)
}

impl PlanBody {
    fn planned(self) -> Result<Planned, ApiError> {
        let list = read_list(self.list.as_bytes()).map_err(|errors| ApiError::cells(&errors))?;
        let plan = DrawPlan {
            title: self.title,
            condition: self.condition,
            label: self.label,
            replaces: self.replaces,
            reason: self.reason,
            rules: DrawRules {
                seats: self.seats,
                strata: self.strata,
                minimum: self.minimum,
                substitutes: self.substitutes,
                equal_remainders: self.equal_remainders.unwrap_or(EqualRemainders::Lot),
            },
            list,
        };
        Ok(Planned::new(plan).map_err(Refusal::from)?)
    }
}

/// Strata and seats of a list, with their arithmetic; nothing is recorded.
#[utoipa::path(post, path = "/api/sittings/{sitting}/draws/plan", params(("sitting" = String, Path)),
    request_body(content = Object, description = "title, list (CSV), seats, strata, minimum, substitutes, equal_remainders"),
    responses((status = 200, description = "people, eligible, list_hash, strata"),
    (status = 422, description = "document_invalid, draw_list_invalid, draw_rules_invalid")))]
pub async fn plan(
    State(app): State<App>,
    Path(sitting): Path<SittingId>,
    signed_in: SignedIn,
    body: Body<PlanBody>,
) -> Result<Json<Value>, ApiError> {
    signed_in.operates(sitting)?;
    place(&app, &signed_in, sitting).await?;
    let planned = read(body)?.planned()?;
    let lines = arithmetic(&planned.strata, &planned.plan.rules);
    let strata = planned.strata.iter().zip(lines).map(|(stratum, line)| {
        json!({
            "name": stratum.name(), "people": stratum.people, "seats": stratum.seats,
            "by_lot": stratum.by_lot, "arithmetic": {"zh": line.zh, "en": line.en},
        })
    });
    Ok(Json(json!({
        "people": planned.plan.list.len(), "eligible": planned.eligible(),
        "list_hash": planned.list_hash, "strata": strata.collect::<Vec<_>>(),
    })))
}

/// Freezes the list and commits to a secret of the server.
#[utoipa::path(post, path = "/api/sittings/{sitting}/draws", params(("sitting" = String, Path)),
    request_body(content = Object, description = "as for a plan; replaces and reason for a new draw of the same matter"),
    responses((status = 200, description = "the draw, without its list"),
    (status = 409, description = "draw_repeats, draw_superseded, draws_too_many, draw_secret_unavailable"),
    (status = 422, description = "as for a plan")))]
pub async fn commit(
    State(app): State<App>,
    Path(sitting): Path<SittingId>,
    signed_in: SignedIn,
    body: Body<PlanBody>,
) -> Result<Json<Value>, ApiError> {
    signed_in.operates(sitting)?;
    let place = place(&app, &signed_in, sitting).await?;
    let plan = Box::new(read(body)?.planned()?.plan);
    let engine = app.hub.engine();
    let draw = DrawId(engine.clock().new_id());
    let secret = engine.draw_secret(sitting, draw).ok_or(DrawRefusal::SecretUnavailable);
    let commitment = Hash::of(&secret.map_err(Refusal::from)?.0);
    submit(&place, DrawCommand::Commit { draw, plan, commitment }).await?;
    Ok(Json(json!({"id": draw})))
}

/// Draws with the digits that were called out.
#[utoipa::path(post, path = "/api/sittings/{sitting}/draws/{draw}/digits",
    params(("sitting" = String, Path), ("draw" = String, Path)),
    request_body(content = Object, description = "digits"),
    responses((status = 200, description = "drawn; the draw is in the state topic `draws`"),
    (status = 409, description = "already_done, draw_superseded, draw_secret_lost"),
    (status = 422, description = "draw_digits_invalid")))]
pub async fn make(
    State(app): State<App>,
    Path((sitting, draw)): Path<(SittingId, DrawId)>,
    signed_in: SignedIn,
    body: Body<DigitsBody>,
) -> Result<Json<Value>, ApiError> {
    signed_in.operates(sitting)?;
    let place = place(&app, &signed_in, sitting).await?;
    let refused = |refusal: DrawRefusal| Refusal::from(refusal);
    let digits = clean_digits(&read(body)?.digits).map_err(refused)?;
    let commitment = {
        let replica = place.feed.replica();
        let found = replica.sitting.draw(draw).ok_or(DrawRefusal::Unknown).map_err(refused)?;
        found.committed.commitment
    };
    let secret = app.hub.engine().draw_secret_of(sitting, draw, commitment);
    let secret = secret.ok_or(DrawRefusal::SecretLost).map_err(refused)?;
    submit(&place, DrawCommand::Make { draw, secret, digits }).await?;
    Ok(Json(json!({"id": draw})))
}

/// Lets the next substitute of the same stratum come in.
#[utoipa::path(post, path = "/api/sittings/{sitting}/draws/{draw}/replacements",
    params(("sitting" = String, Path), ("draw" = String, Path)),
    request_body(content = Object, description = "out, in, reason"),
    responses((status = 200, description = "replaced"),
    (status = 409, description = "substitute_other_stratum, substitute_not_next, substitutes_exhausted"),
    (status = 422, description = "reason_missing")))]
pub async fn replace(
    State(app): State<App>,
    Path((sitting, draw)): Path<(SittingId, DrawId)>,
    signed_in: SignedIn,
    body: Body<ReplacementBody>,
) -> Result<Json<Value>, ApiError> {
    signed_in.operates(sitting)?;
    let place = place(&app, &signed_in, sitting).await?;
    let ReplacementBody { out, incoming, reason } = read(body)?;
    submit(&place, DrawCommand::Replace { draw, out, incoming, reason }).await?;
    Ok(Json(json!({"id": draw})))
}

async fn submit(place: &Place, command: DrawCommand) -> Result<(), ApiError> {
    let command = Command::Desk(DeskCommand::Draw(command));
    ApiError::unless_done(place.handle.submit(command).await?)
}

/// The draws of a sitting, without their lists.
#[utoipa::path(get, path = "/api/sittings/{sitting}/draws", params(("sitting" = String, Path)),
    responses((status = 200, description = "draws by number; a screen gets the one on stage"),
    (status = 403, description = "not_allowed")))]
pub async fn list(
    State(app): State<App>,
    Path(sitting): Path<SittingId>,
    signed_in: SignedIn,
) -> Result<Json<Value>, ApiError> {
    let place = place(&app, &signed_in, sitting).await?;
    let audience = audience(&signed_in);
    if audience == Audience::Delegate {
        return Err(ApiError::forbidden());
    }
    let view = views::draw::draws(&place.feed.replica().sitting, audience.is_staff());
    Ok(Json(view))
}

async fn found<T>(
    app: &App,
    signed_in: &SignedIn,
    (sitting, draw): (SittingId, DrawId),
    make: impl FnOnce(&Sitting, &Draw) -> Result<Option<T>, Refusal>,
) -> Result<T, ApiError> {
    let place = place(app, signed_in, sitting).await?;
    if !audience(signed_in).is_staff() {
        return Err(ApiError::forbidden());
    }
    let replica = place.feed.replica();
    let found = replica.sitting.draw(draw).ok_or_else(ApiError::not_found)?;
    make(&replica.sitting, found)?.ok_or_else(ApiError::not_found)
}

fn file(kind: &'static str, name: &str, content: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], content).into_response()
}

/// The result with everything but the list, for `plenum draw check`.
#[utoipa::path(get, path = "/api/sittings/{sitting}/draws/{draw}/result.json",
    params(("sitting" = String, Path), ("draw" = String, Path)),
    responses((status = 200, description = "the sheet of the draw"),
    (status = 404, description = "not drawn yet"),
    (status = 409, description = "rehearsal_no_result")))]
pub async fn result_json(
    State(app): State<App>,
    Path(which): Path<(SittingId, DrawId)>,
    signed_in: SignedIn,
) -> Result<Response, ApiError> {
    let (sheet, number) = found(&app, &signed_in, which, |sitting, draw| {
        sitting.gives_results()?;
        Ok(DrawSheet::of(draw).map(|sheet| (sheet, draw.committed.number)))
    })
    .await?;
    let text = serde_json::to_string_pretty(&sheet).expect("a sheet is plain data");
    Ok(file("application/json", &format!("draw-{number}.json"), text + "\n"))
}

/// The frozen list, in exactly the bytes that its hash is of.
#[utoipa::path(get, path = "/api/sittings/{sitting}/draws/{draw}/list.json",
    params(("sitting" = String, Path), ("draw" = String, Path)),
    responses((status = 200, description = "the list in canonical JSON")))]
pub async fn frozen_list(
    State(app): State<App>,
    Path(which): Path<(SittingId, DrawId)>,
    signed_in: SignedIn,
) -> Result<Response, ApiError> {
    let (text, number) = found(&app, &signed_in, which, |_, draw| {
        let bytes = list_bytes(&draw.committed.list);
        Ok(String::from_utf8(bytes).ok().map(|text| (text, draw.committed.number)))
    })
    .await?;
    Ok(file("application/json", &format!("draw-{number}-list.json"), text))
}

/// Form D8.
#[utoipa::path(get, path = "/api/sittings/{sitting}/draws/{draw}/form.txt",
    params(("sitting" = String, Path), ("draw" = String, Path), ("lang" = String, Query)),
    responses((status = 200, description = "form D8 as text"),
    (status = 404, description = "not drawn yet"),
    (status = 409, description = "rehearsal_no_result")))]
pub async fn form(
    State(app): State<App>,
    Path(which): Path<(SittingId, DrawId)>,
    Query(query): Query<FormQuery>,
    signed_in: SignedIn,
) -> Result<Response, ApiError> {
    let lang = if query.lang.as_deref() == Some("en") { Lang::En } else { Lang::Zh };
    let (text, number) = found(&app, &signed_in, which, |sitting, draw| {
        sitting.gives_results()?;
        let (Some(made), Some(sheet)) = (draw.made.as_ref(), DrawSheet::of(draw)) else {
            return Ok(None);
        };
        let occasion = sitting.head().map(|head| Occasion::new(head, made.stamp.at_ms));
        let replaced = made.replaced.iter().map(|(replaced, _)| Replaced {
            out: replaced.out.to_string(),
            incoming: replaced.incoming.to_string(),
            reason: replaced.reason.to_string(),
        });
        let replaced: Vec<Replaced> = replaced.collect();
        let text = result_form(&sheet, occasion.as_ref(), &replaced, lang);
        Ok(Some((text, draw.committed.number)))
    })
    .await?;
    Ok(file("text/plain; charset=utf-8", &format!("draw-{number}.txt"), text + "\n"))
}
