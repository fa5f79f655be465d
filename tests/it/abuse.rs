//! Frames that no well-meaning client sends, over a raw socket: each ends that socket with the code
//! that says why, and no other.

use std::sync::Arc;
use std::time::Duration;

use plenum::access::GrantRole;
use plenum::ledger::memory::MemoryLedger;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::server::{PATIENCE, TestServer};

/// A raw socket after the handshake and the welcome frame.
async fn upgraded(server: &TestServer) -> TcpStream {
    let token = server.token(GrantRole::Delegate(server.hall.people[0].id)).await;
    let address = server.base.trim_start_matches("http://");
    let mut socket = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /ws/vote HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
    );
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    assert!(head.starts_with("HTTP/1.1 101"), "{head}");
    assert!(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "the accept key of RFC 6455");
    assert!(!head.to_lowercase().contains("extensions"), "no compression is negotiated");
    let (_, welcome) = frame(&mut socket).await.expect("the welcome frame");
    assert!(String::from_utf8(welcome).unwrap().contains("\"welcome\""));
    socket
}

/// One frame of the server: opcode and payload; none when the stream has ended.
async fn frame(socket: &mut TcpStream) -> Option<(u8, Vec<u8>)> {
    let first = socket.read_u8().await.ok()?;
    let mut length = u64::from(socket.read_u8().await.ok()?);
    if length == 126 {
        length = socket.read_u16().await.ok()?.into();
    }
    let mut payload = vec![0; usize::try_from(length).unwrap()];
    socket.read_exact(&mut payload).await.ok()?;
    Some((first & 0x0f, payload))
}

/// Reads until the close frame; its code, none when the stream ended without one.
async fn close_code(socket: &mut TcpStream) -> Option<u16> {
    let read = async {
        loop {
            let (opcode, payload) = frame(socket).await?;
            if opcode == 8 {
                return Some(u16::from_be_bytes([payload[0], payload[1]]));
            }
        }
    };
    tokio::time::timeout(PATIENCE, read).await.expect("the server ends the socket in time")
}

/// A frame of a client, masked with zeros.
fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first, 0x80 | u8::try_from(payload.len()).expect("a short payload")];
    bytes.extend([0; 4]);
    bytes.extend(payload);
    bytes
}

#[tokio::test]
async fn frames_against_the_protocol_end_the_socket_with_the_code_that_says_why() {
    let server = TestServer::start(Arc::new(MemoryLedger::default()), 2).await;
    let huge = [&[0x81, 0xff][..], &(1_u64 << 62).to_be_bytes(), &[0; 4]].concat();
    let cases: [(&str, Vec<u8>, &[u16]); 9] = [
        ("no mask", vec![0x81, 2, b'{', b'}'], &[1002]),
        ("a reserved opcode", masked(0x83, b""), &[1002]),
        ("a reserved bit, as of a compressed frame", masked(0xc1, b"{}"), &[1002]),
        (
            "a control frame of 126 bytes",
            [&[0x89, 0xfe, 0, 126, 0, 0, 0, 0][..], &[0; 126]].concat(),
            &[1002],
        ),
        ("a control frame in fragments", masked(0x09, b""), &[1002]),
        ("a continuation of nothing", masked(0x80, b"{}"), &[1002]),
        ("text that is not UTF-8", masked(0x81, &[0xc0, 0xaf]), &[1007]),
        ("a surrogate", masked(0x81, &[0xed, 0xa0, 0x80]), &[1007]),
        ("a header that claims 2^62 bytes", huge, &[1009, 1002]),
    ];
    for (name, bytes, codes) in cases {
        let mut socket = upgraded(&server).await;
        socket.write_all(&bytes).await.unwrap();
        let code =
            close_code(&mut socket).await.unwrap_or_else(|| panic!("{name}: no close frame"));
        assert!(codes.contains(&code), "{name}: closed with {code}");
    }
    server.finish().await;
}

#[tokio::test]
async fn endless_empty_fragments_are_cut_off() {
    let server = TestServer::start(Arc::new(MemoryLedger::default()), 2).await;
    let mut socket = upgraded(&server).await;
    let mut flood = masked(0x01, b"");
    for _ in 0..5_000 {
        flood.extend(masked(0x00, b""));
    }
    // The server may close before all of it is written.
    drop(socket.write_all(&flood).await);
    let code = close_code(&mut socket).await;
    assert_eq!(code, Some(4003));
    server.finish().await;
}

#[tokio::test]
async fn a_client_that_says_nothing_is_let_go() {
    let options = plenum::hub::Options { hello_timeout_ms: 200, ..Default::default() };
    let ledger = Arc::new(MemoryLedger::default());
    let server = TestServer::with(ledger, 2, options, Default::default()).await;
    let mut socket = upgraded(&server).await;
    assert_eq!(close_code(&mut socket).await, Some(4502));
    server.finish().await;
}

#[tokio::test]
async fn a_peer_that_answers_no_ping_is_dropped() {
    let options = plenum::hub::Options { ping_s: 1, ..Default::default() };
    let ledger = Arc::new(MemoryLedger::default());
    let server = TestServer::with(ledger, 2, options, Default::default()).await;
    let mut socket = upgraded(&server).await;
    let hello = json!({"type": "hello", "ref": 1, "protocol": 1}).to_string();
    socket.write_all(&masked(0x81, hello.as_bytes())).await.unwrap();
    // Reads everything, answers nothing.
    assert_eq!(close_code(&mut socket).await, Some(4002));
    server.finish().await;
}

#[tokio::test]
async fn a_reader_that_does_not_keep_up_is_closed_and_others_are_not_kept_waiting() {
    let options = plenum::hub::Options {
        write_timeout_ms: 500,
        // The other one pings as fast as it is answered.
        messages_per_s_max: 100_000,
        frames_per_s_max: 100_000,
        ..Default::default()
    };
    let ledger = Arc::new(MemoryLedger::default());
    let server = TestServer::with(ledger, 2, options, Default::default()).await;
    let mut slow = upgraded(&server).await;
    let hello = json!({"type": "hello", "ref": 1, "protocol": 1}).to_string();
    slow.write_all(&masked(0x81, hello.as_bytes())).await.unwrap();
    let mut other = server.tablet(1).await;
    let connected = || server.app.hub.place(server.hall.sitting);
    let count = async || connected().await.unwrap().unwrap().feed.presence().connected().len();
    // Drafts of a large paper are pushed to nobody here; agendas grow and are pushed to all.
    let title = "很长的题目".repeat(190);
    let begun = server.clock().now_ms();
    let mut number = 0;
    while count().await == 2 {
        number += 1;
        server.hall.ready(&crate::support::hall::motion(&title), number).await;
        assert!(other.request("ping", json!({})).await.unwrap()["ok"] == true);
        assert!(number < 900, "the slow reader is still there");
        if number % 4 == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    assert!(server.clock().now_ms() - begun < 60_000);
    server.finish().await;
}
