//! The Rust side of the wire: what a tablet does, without a screen. Used by the demo's simulated
//! delegates, by tests and by the load generator.

pub mod papers;
pub mod sealing;
pub mod tablet;

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::AUTHORIZATION;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// How long an answer may take before its fate counts as unknown.
pub const ANSWER_TIMEOUT: Duration = Duration::from_secs(40);
/// How long a connection may take to be set up.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Pushes kept while an answer is awaited; older ones are dropped, a snapshot brings them back.
const PUSHES_KEPT: usize = 1_024;

/// What a connection can end with.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The link is gone, with the close code when there was one.
    #[error("the connection ended ({0:?})")]
    Gone(Option<u16>),
    /// No answer in time.
    #[error("no answer in time")]
    TimedOut,
    /// Not a frame of this protocol.
    #[error("a frame of another protocol")]
    Protocol,
    /// Connecting failed.
    #[error("connect to the server")]
    Connect(#[source] Box<tungstenite::Error>),
}

/// One live connection.
#[derive(Debug)]
pub struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    next_ref: u32,
    pushes: VecDeque<Value>,
    /// The welcome frame.
    pub welcome: Value,
}

impl Client {
    /// Connects to `face` of the server at `base` (`http://host:port`) and says hello.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn connect(base: &str, face: &str, token: &str) -> Result<Self, ClientError> {
        let (client, _) = Self::resume(base, face, token, &Value::Null).await?;
        Ok(client)
    }

    /// Connects and goes on from a position (`at` of a push), or from nowhere with null. Says
    /// whether the server could go on from there.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn resume(
        base: &str,
        face: &str,
        token: &str,
        position: &Value,
    ) -> Result<(Self, bool), ClientError> {
        let url = format!("{}/ws/{face}", base.replacen("http", "ws", 1));
        let refused = |error| ClientError::Connect(Box::new(error));
        let mut request = url.into_client_request().map_err(refused)?;
        let bearer = HeaderValue::from_str(&format!("Bearer {token}"));
        request.headers_mut().insert(AUTHORIZATION, bearer.map_err(|_| ClientError::Protocol)?);
        let config = WebSocketConfig::default().read_buffer_size(8 * 1024).write_buffer_size(0);
        let connect = connect_async_with_config(request, Some(config), true);
        let connected = timeout(CONNECT_TIMEOUT, connect).await;
        let (socket, _) = connected.map_err(|_| ClientError::TimedOut)?.map_err(refused)?;
        let mut client =
            Self { socket, next_ref: 0, pushes: VecDeque::new(), welcome: Value::Null };
        client.welcome = client.frame().await?;
        let hello = json!({"protocol": 1, "resume": position});
        let answer = client.request("hello", hello).await?;
        match answer["ok"] == true {
            true => Ok((client, answer["recovered"] == true)),
            false => Err(ClientError::Protocol),
        }
    }

    /// Sends a request and waits for its answer; pushes that come first are kept for
    /// [`Client::push`].
    ///
    /// Not cancel-safe: the request may have been sent.
    ///
    /// # Errors
    /// [`ClientError`]; then the fate of the request is unknown.
    pub async fn request(&mut self, kind: &str, fields: Value) -> Result<Value, ClientError> {
        let r#ref = self.send(kind, fields).await?;
        let answer = async {
            loop {
                let frame = self.frame().await?;
                if frame["type"] == "answer" && frame["ref"] == r#ref {
                    return Ok(frame);
                }
                self.keep(frame);
            }
        };
        timeout(ANSWER_TIMEOUT, answer).await.map_err(|_| ClientError::TimedOut)?
    }

    /// Sends a request without waiting; its `ref`.
    ///
    /// # Errors
    /// [`ClientError::Gone`].
    pub async fn send(&mut self, kind: &str, mut fields: Value) -> Result<u32, ClientError> {
        self.next_ref += 1;
        fields["type"] = kind.into();
        fields["ref"] = self.next_ref.into();
        self.send_text(fields.to_string()).await?;
        Ok(self.next_ref)
    }

    /// Sends any text, for tests of bad input.
    ///
    /// # Errors
    /// [`ClientError::Gone`].
    pub async fn send_text(&mut self, text: String) -> Result<(), ClientError> {
        self.socket.send(Message::Text(text.into())).await.map_err(|_| ClientError::Gone(None))
    }

    /// The next push. Cancel-safe.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn push(&mut self) -> Result<Value, ClientError> {
        if let Some(push) = self.pushes.pop_front() {
            return Ok(push);
        }
        loop {
            let frame = self.frame().await?;
            if frame["type"] == "push" {
                return Ok(frame);
            }
        }
    }

    /// The next frame of any kind. Cancel-safe.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn frame(&mut self) -> Result<Value, ClientError> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => {
                    return serde_json::from_str(&text).map_err(|_| ClientError::Protocol);
                }
                Some(Ok(Message::Close(frame))) => {
                    return Err(ClientError::Gone(frame.map(|frame| frame.code.into())));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(ClientError::Gone(None)),
            }
        }
    }

    /// Says goodbye.
    pub async fn close(mut self) {
        // The server may be gone already.
        drop(self.socket.close(None).await);
    }

    fn keep(&mut self, frame: Value) {
        if frame["type"] == "push" {
            if self.pushes.len() == PUSHES_KEPT {
                self.pushes.pop_front();
            }
            self.pushes.push_back(frame);
        }
    }
}
