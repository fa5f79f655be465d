//! REST, pages, origins, sign-in, and the limits of the accept loop, over real sockets.

use std::sync::Arc;
use std::time::Duration;

use plenum::access::{Grant, GrantRole};
use plenum::http::accept::Limits;
use plenum::hub;
use plenum::ledger::memory::MemoryLedger;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::hall::motion;
use crate::support::server::{PATIENCE, TestServer, cast, marked};

async fn server(members: usize) -> TestServer {
    TestServer::start(Arc::new(MemoryLedger::default()), members).await
}

/// A browser: keeps cookies.
fn browser() -> Client {
    Client::builder().cookie_store(true).build().expect("a client")
}

async fn link(server: &TestServer, role: GrantRole) -> String {
    let grant = Grant { sitting: server.hall.sitting, role };
    let code = server.access.issue_link(grant, server.clock().now_ms(), 60_000).await.unwrap();
    code.to_string()
}

async fn sign_in(server: &TestServer, browser: &Client, code: &str) -> (StatusCode, Value) {
    let body = json!({"code": code});
    let request = browser.post(format!("{}/api/sign-in", server.base)).json(&body);
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

#[tokio::test]
async fn a_link_signs_in_once() {
    let server = server(2).await;
    let code = link(&server, GrantRole::Operator).await;
    let (status, body) = sign_in(&server, &browser(), &code).await;
    assert_eq!((status, &body["face"]), (StatusCode::OK, &json!("desk")));
    let (status, body) = sign_in(&server, &browser(), &code).await;
    assert_eq!((status, &body["refusal"]["code"]), (StatusCode::FORBIDDEN, &json!("link_invalid")));
    let (_, unknown) = sign_in(&server, &browser(), "0000-0000-0000-0000-0000-0000").await;
    assert_eq!(unknown, body, "a used and an unknown link look the same");
    server.finish().await;
}

#[tokio::test]
async fn signing_out_ends_the_token_and_its_socket() {
    let server = server(2).await;
    let token = server.token(GrantRole::Chair).await;
    let mut chair = plenum::client::Client::connect(&server.base, "chair", &token).await.unwrap();
    let out = browser().post(format!("{}/api/sign-out", server.base)).bearer_auth(&token);
    assert_eq!(out.send().await.unwrap().status(), StatusCode::OK);
    let ended = async {
        loop {
            if let Err(error) = chair.frame().await {
                return error;
            }
        }
    };
    let ended = tokio::time::timeout(PATIENCE, ended).await.expect("the socket is closed");
    assert!(matches!(ended, plenum::client::ClientError::Gone(Some(4500))), "{ended:?}");
    let me = browser().get(format!("{}/api/me", server.base)).bearer_auth(&token);
    assert_eq!(me.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    server.finish().await;
}

#[tokio::test]
async fn a_foreign_origin_is_refused_before_anything_happens() {
    let server = server(2).await;
    let token = server.token(GrantRole::Operator).await;
    let host = server.base.trim_start_matches("http://");
    let port = host.rsplit(':').next().unwrap();
    for origin in [
        "http://evil.example".to_owned(),
        "null".to_owned(),
        format!("http://evil.{host}"),
        format!("http://{host}.evil.example"),
        format!("http://localhost:{port}"),
        "http://127.0.0.1:1".to_owned(),
    ] {
        let url = format!("{}/api/sittings/{}/ballots", server.base, server.hall.sitting);
        let request = browser().post(url).bearer_auth(&token).header("origin", &origin);
        let response = request.json(&motion("a")).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{origin}");
        let upgrade = browser()
            .get(format!("{}/ws/desk", server.base))
            .bearer_auth(&token)
            .header("origin", &origin)
            .header("connection", "upgrade")
            .header("upgrade", "websocket")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(upgrade.send().await.unwrap().status(), StatusCode::FORBIDDEN, "{origin}");
    }
    let report = server.finish().await;
    assert!(report.sitting.agenda().is_empty());
}

#[tokio::test]
async fn the_desk_drafts_a_ballot_from_a_profile_and_others_may_not() {
    let server = server(2).await;
    let url = format!("{}/api/sittings/{}/ballots", server.base, server.hall.sitting);
    let request = json!({
        "profile": "livelihood-majority-all", "title": "票决", "places": 2, "secrecy": "recorded",
        "items": [{"title": "一"}, {"title": "二", "note": "责任单位"}, {"title": "三"}],
    });
    for role in [GrantRole::Chair, GrantRole::Display, GrantRole::Scrutineer] {
        let token = server.token(role).await;
        let response = browser().post(&url).bearer_auth(token).json(&request).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }
    let token = server.token(GrantRole::Operator).await;
    let post = |body: Value| browser().post(&url).bearer_auth(&token).json(&body).send();
    let drafted: Value = post(request.clone()).await.unwrap().json().await.unwrap();
    let id = drafted["id"].as_str().expect("an id").to_owned();
    for (change, code) in [
        (json!({"places": 4}), "sheet_invalid"),
        (json!({"places": null}), "sheet_invalid"),
        (json!({"profile": "no-such"}), "sheet_invalid"),
        (json!({"title": ""}), "sheet_invalid"),
        (json!({"items": []}), "sheet_invalid"),
        (json!({"title": "\u{202e}abc"}), "bad_frame"),
        (json!({"colour": "red"}), "bad_frame"),
    ] {
        let mut body = request.clone();
        change.as_object().unwrap().iter().for_each(|(k, v)| body[k] = v.clone());
        let refused: Value = post(body).await.unwrap().json().await.unwrap();
        assert_eq!(refused["refusal"]["code"], code, "{change}");
    }
    let shown = browser().get(format!("{url}/{id}")).bearer_auth(&token).send().await.unwrap();
    let shown: Value = shown.json().await.unwrap();
    assert_eq!((&shown["phase"], &shown["number"]), (&json!("draft"), &json!(1)));
    server.finish().await;
}

#[tokio::test]
async fn nothing_crosses_from_one_sitting_to_another() {
    let (here, there) = (server(2).await, server(2).await);
    let token = here.token(GrantRole::Operator).await;
    for path in ["", "/roster", "/ballots", "/export"] {
        let url = format!("{}/api/sittings/{}{path}", here.base, there.hall.sitting);
        let response = browser().get(url).bearer_auth(&token).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let foreign = browser().get(format!("{}/api/me", there.base)).bearer_auth(&token);
    assert_eq!(foreign.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    here.finish().await;
    there.finish().await;
}

#[tokio::test]
async fn the_export_verifies_and_only_the_staff_gets_it() {
    let server = server(3).await;
    let ballot = server.open(&motion("a"), 1).await;
    let mut tablet = server.tablet(0).await;
    tablet.request("cast", cast(ballot, marked("yes"))).await.unwrap();
    let url = format!("{}/api/sittings/{}/export", server.base, server.hall.sitting);
    let delegate = server.token(GrantRole::Delegate(server.hall.people[0].id)).await;
    let refused = browser().get(&url).bearer_auth(delegate).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let token = server.token(GrantRole::Operator).await;
    let bundle =
        browser().get(&url).bearer_auth(token).send().await.unwrap().bytes().await.unwrap();
    let report = plenum::audit::verify::verify(&mut bundle.as_ref()).unwrap();
    assert!(report.ok, "{:?}", report.findings);
    server.finish().await;
}

#[tokio::test]
async fn every_path_of_the_openapi_document_is_served() {
    let server = server(2).await;
    let url = format!("{}/openapi.json", server.base);
    let document: Value = browser().get(url).send().await.unwrap().json().await.unwrap();
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.len() >= 14, "{}", paths.len());
    for (path, methods) in paths {
        let path = path
            .replace("{sitting}", &server.hall.sitting.to_string())
            .replace("{ballot}", &uuid::Uuid::now_v7().to_string());
        for method in methods.as_object().unwrap().keys() {
            let method = reqwest::Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let url = format!("{}{path}", server.base);
            let response = browser().request(method.clone(), url).send().await.unwrap();
            let status = response.status();
            let open = path.starts_with("/healthz") || path.starts_with("/readyz");
            // Without a token: refused, but not unknown, and never an error of the server.
            assert_eq!(open, status == StatusCode::OK, "{method} {path}: {status}");
            assert!(
                status != StatusCode::NOT_FOUND && !status.is_server_error(),
                "{path}: {status}"
            );
            assert_ne!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        }
    }
    server.finish().await;
}

#[tokio::test]
async fn pages_carry_the_security_headers() {
    let server = server(2).await;
    for path in
        ["/vote", "/chair", "/desk", "/screen", "/record", "/in/ABC", "/assets/shared/tokens.css"]
    {
        let response = browser().get(format!("{}{path}", server.base)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let headers = response.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        let kept = if path.starts_with("/assets") { "no-cache" } else { "no-store" };
        assert_eq!(headers["cache-control"], kept, "{path}");
    }
    for path in ["/assets/../Cargo.toml", "/assets/%2e%2e/Cargo.toml", "/assets/nothing.js"] {
        let response = browser().get(format!("{}{path}", server.base)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
    server.finish().await;
}

#[tokio::test]
async fn a_request_that_does_not_come_is_cut_off() {
    let limits = Limits { header_timeout_ms: 300, ..Limits::default() };
    let ledger = Arc::new(MemoryLedger::default());
    let server = TestServer::with(ledger, 2, hub::Options::default(), limits).await;
    let address = server.base.trim_start_matches("http://").to_owned();
    for begun in ["", "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: "] {
        let mut socket = TcpStream::connect(&address).await.unwrap();
        socket.write_all(begun.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(10), socket.read_to_end(&mut rest));
        read.await.expect("the server closes it").ok();
    }
    let mut wide = TcpStream::connect(&address).await.unwrap();
    let fields: String = (0..80).map(|n| format!("X-{n}: a\r\n")).collect();
    let request = format!("GET /healthz HTTP/1.1\r\nHost: a\r\n{fields}\r\n");
    wide.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    wide.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    server.finish().await;
}

#[tokio::test]
async fn more_sockets_than_an_address_may_have_are_closed_at_once() {
    let limits = Limits { sockets_per_address_max: 3, ..Limits::default() };
    let ledger = Arc::new(MemoryLedger::default());
    let server = TestServer::with(ledger, 2, hub::Options::default(), limits).await;
    let address = server.base.trim_start_matches("http://").to_owned();
    let tablet = server.tablet(0).await;
    let mut kept = Vec::new();
    let mut closed = 0;
    for _ in 0..4 {
        let mut socket = TcpStream::connect(&address).await.unwrap();
        let mut byte = [0];
        let read = tokio::time::timeout(Duration::from_millis(300), socket.read(&mut byte)).await;
        closed += u32::from(read.is_ok());
        kept.push(socket);
    }
    assert_eq!(closed, 2, "the tablet and two more are kept");
    drop(kept);
    tablet.close().await;
    server.finish().await;
}
