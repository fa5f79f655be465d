//! The faces, embedded in the binary.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::http::error::ApiError;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/web"]
#[exclude = "node_modules/*"]
#[exclude = "*.test.js"]
#[exclude = "*.d.ts"]
#[exclude = "*/sample.js"]
#[exclude = "*/tests/*"]
#[exclude = "package*.json"]
#[exclude = "tsconfig.json"]
#[exclude = ".npmrc"]
struct Web;

/// One file below `web/`.
pub async fn asset(Path(path): Path<String>) -> Result<Response, ApiError> {
    let file = Web::get(&path).ok_or_else(ApiError::not_found)?;
    let kind = file.metadata.mimetype().to_owned();
    let kind = if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind };
    // A face must never run with yesterday's modules in the hall.
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache".to_owned())];
    Ok((headers, file.data).into_response())
}

/// The page of a face.
///
/// # Errors
/// Not found, when the binary was built without it.
pub fn page(path: &str) -> Result<Html<Vec<u8>>, ApiError> {
    Web::get(path).map(|file| Html(file.data.into_owned())).ok_or_else(ApiError::not_found)
}
