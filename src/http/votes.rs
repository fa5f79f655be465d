//! Who voted how, where the rule lets it be seen (form D7).

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::documents::register::{Line, Part, register, register_csv};
use crate::domain::ballot::{Ballot, Phase};
use crate::domain::ids::{BallotId, SittingId};
use crate::domain::refusal::Refusal;
use crate::http::App;
use crate::http::auth::SignedIn;
use crate::http::error::ApiError;
use crate::http::sittings::{audience, place};
use crate::hub::actor::Audience;

/// The register of a ballot: `[{number, name, delegation, seat, part, paper, at_ms, weight, by}]`,
/// `weight` and `by` (the holder who cast it) null without weights and proxies, `part` one of
/// `voted`, `on_paper`, `did_not_vote`, `absent`; paper and time in a recorded ballot alone.
#[utoipa::path(get, path = "/api/sittings/{sitting}/ballots/{ballot}/votes",
    params(("sitting" = String, Path), ("ballot" = String, Path)), responses(
    (status = 200, description = "one line for each person of the electorate"),
    (status = 404, description = "ballot_unknown, not counted yet, or not published by name")))]
pub async fn list(
    State(app): State<App>,
    Path((sitting, ballot)): Path<(SittingId, BallotId)>,
    signed_in: SignedIn,
) -> Result<Json<Value>, ApiError> {
    let place = place(&app, &signed_in, sitting).await?;
    let replica = place.feed.replica();
    let found = visible(replica.sitting.ballot(ballot), audience(&signed_in))?;
    let view = |line: Line<'_>| {
        let (person, (part, vote)) = (line.person, part(line.part));
        json!({
            "number": person.number, "name": person.name, "delegation": person.delegation,
            "seat": person.seat, "part": part,
            "paper": vote.and_then(|(paper, _)| found.sheet.form.spell(paper)),
            "at_ms": vote.map(|(_, at_ms)| at_ms),
            "weight": line.weight.map(|units| found.sheet.rules.scale().say(units).to_string()),
            "by": line.by.map(|by| json!({"number": by.number, "name": by.name})),
        })
    };
    Ok(Json(register(&replica.sitting, found).into_iter().map(view).collect()))
}

/// The same as CSV.
#[utoipa::path(get, path = "/api/sittings/{sitting}/ballots/{ballot}/votes.csv",
    params(("sitting" = String, Path), ("ballot" = String, Path)), responses(
    (status = 200, description = "one line for each person of the electorate"),
    (status = 404, description = "ballot_unknown, not counted yet, or not published by name"),
    (status = 409, description = "rehearsal_no_result")))]
pub async fn csv(
    State(app): State<App>,
    Path((sitting, ballot)): Path<(SittingId, BallotId)>,
    signed_in: SignedIn,
) -> Result<Response, ApiError> {
    let place = place(&app, &signed_in, sitting).await?;
    let replica = place.feed.replica();
    let found = visible(replica.sitting.ballot(ballot), audience(&signed_in))?;
    replica.sitting.gives_results()?;
    let csv = register_csv(&replica.sitting, found);
    let name = format!("attachment; filename=\"ballot-{}-votes.csv\"", found.sheet.number);
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, csv).into_response())
}

/// After the count for chair and desk; for everybody once it is declared, where the rule says so.
fn visible(found: Option<&Ballot>, audience: Audience) -> Result<&Ballot, ApiError> {
    let found = found.ok_or(Refusal::BallotUnknown)?;
    // Hands and papers have no names.
    let counted = found.phase.counting().is_some() && found.sheet.rules.casting.takes_tablets();
    let declared = matches!(found.phase, Phase::Declared(..));
    let public = counted && declared && found.sheet.rules.publish_names;
    match (counted && audience.is_staff()) || public {
        true => Ok(found),
        false => Err(ApiError::not_found()),
    }
}

type Voted<'a> = (&'a crate::domain::paper::Paper, u64);

fn part(part: Part<'_>) -> (&'static str, Option<Voted<'_>>) {
    match part {
        Part::Voted(vote) => ("voted", vote),
        Part::OnPaper => ("on_paper", None),
        Part::DidNotVote => ("did_not_vote", None),
        Part::Absent => ("absent", None),
    }
}
