//! The pages of the faces; everything else of them is an asset.

use axum::response::{Html, Redirect};

use crate::http::assets::page;
use crate::http::error::ApiError;

type Page = Result<Html<Vec<u8>>, ApiError>;

/// Most people who open the bare address hold a tablet.
pub async fn home() -> Redirect {
    Redirect::temporary("/vote")
}

/// Delegates.
pub async fn vote() -> Page {
    page("delegate/index.html")
}

/// The chair.
pub async fn chair() -> Page {
    page("chair/index.html")
}

/// The desk.
pub async fn desk() -> Page {
    page("desk/index.html")
}

/// The projector.
pub async fn screen() -> Page {
    page("projector/index.html")
}

/// The page behind the QR code of a receipt. What it looks up stands behind the `#` and is not sent.
pub async fn record() -> Page {
    page("record/index.html")
}

/// The page that redeems a link. A GET redeems nothing: previews and scanners open links too.
pub async fn sign_in() -> Page {
    page("sign-in/index.html")
}
