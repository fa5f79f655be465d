//! One socket from welcome to close. Answers come before ticks; a reader that does not keep up is
//! closed with a named reason, never waited for.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{broadcast, watch};
use tokio::time::{interval, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};
use tokio_util::sync::CancellationToken;

use crate::domain::command::Command;
use crate::engine::clock::Clock;
use crate::engine::{Failure, Reply};
use crate::hub::actor::Actor;
use crate::hub::close::Goodbye;
use crate::hub::feed::Beginning;
use crate::hub::meter::Metered;
use crate::hub::presence::Seat;
use crate::hub::problem::Problem;
use crate::hub::push::{self, Own, Signal, Ticks};
use crate::hub::requests::{self, Hello, PROTOCOL, Request};
use crate::hub::{Options, Place};

/// Commands of one socket that may wait for their commit; further frames wait in the kernel.
const IN_FLIGHT_MAX: usize = 8;
/// Seconds with too many messages, or frames that are no requests, before the socket is closed.
const STRIKES_MAX: u32 = 5;

/// Longest piece of a text that is queued at once; half of the write buffer of quality.md §2.9.
const FRAGMENT_BYTES: usize = 32 * 1024;
/// How long a goodbye may take.
const FAREWELL: Duration = Duration::from_secs(1);

type Answer = (u32, Result<Reply, Failure>);

struct Connection<S> {
    socket: WebSocketStream<Metered<S>>,
    actor: Actor,
    place: Place,
    clock: Clock,
    options: Options,
    in_flight: FuturesUnordered<BoxFuture<'static, Answer>>,
    shown: VecDeque<Arc<Utf8Bytes>>,
    window_s: u64,
    messages: u32,
    strikes: u32,
    heard_ms: u64,
}

/// How a connection ended: the close frame to send, if the peer is still there.
type Ended = Option<Goodbye>;

pub(super) async fn serve<S>(
    stream: S,
    actor: Actor,
    place: Place,
    clock: Clock,
    options: Options,
    stop: CancellationToken,
    signed_out: CancellationToken,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let config = WebSocketConfig::default()
        .read_buffer_size(options.read_buffer_bytes)
        .write_buffer_size(0)
        .max_write_buffer_size(options.write_buffer_bytes_max.max(1))
        .max_message_size(Some(options.frame_bytes_max))
        .max_frame_size(Some(options.frame_bytes_max));
    let metered = Metered::new(stream, clock.clone(), options.frames_per_s_max);
    let socket = WebSocketStream::from_raw_socket(metered, Role::Server, Some(config)).await;
    let heard_ms = clock.now_ms();
    let mut connection = Connection {
        socket,
        actor,
        place,
        clock,
        options,
        in_flight: FuturesUnordered::new(),
        shown: VecDeque::new(),
        window_s: 0,
        messages: 0,
        strikes: 0,
        heard_ms,
    };
    let goodbye = tokio::select! {
        goodbye = connection.run() => goodbye,
        () = stop.cancelled() => Some(Goodbye::Restarting),
        () = signed_out.cancelled() => Some(Goodbye::SignedOut),
    };
    if let Some(goodbye) = goodbye {
        tracing::debug!(
            close.code = goodbye.code(),
            role = connection.actor.role_name(),
            "closing"
        );
        let frame = goodbye.frame(connection.options.reconnect_min_ms);
        drop(timeout(FAREWELL, connection.leave(frame)).await);
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Connection<S> {
    /// Sends the close frame and reads on to the peer's own: what is still unread when a socket is
    /// dropped makes the kernel reset it, and the frame would be lost with it.
    async fn leave(&mut self, frame: CloseFrame) {
        self.socket.get_mut().let_pass();
        if self.socket.close(Some(frame)).await.is_ok() {
            while let Some(Ok(_)) = self.socket.next().await {}
        }
    }

    async fn run(&mut self) -> Ended {
        let welcome = push::welcome(&self.actor, &self.options, self.clock.now_ms());
        if let Err(ended) = self.send(welcome).await {
            return ended;
        }
        let patience = Duration::from_millis(self.options.hello_timeout_ms);
        let hello = match timeout(patience, self.hello()).await {
            Ok(Ok(hello)) => hello,
            Ok(Err(ended)) => return ended,
            Err(_) => return Some(Goodbye::UnknownProtocol),
        };
        let presence = Arc::clone(self.place.feed.presence());
        let seat = self.actor.delegate().map(|delegate| presence.sit(delegate));
        match self.follow(hello, seat.as_ref()).await {
            Ok(never) => match never {},
            Err(ended) => ended,
        }
    }

    /// Answers pings, and everything else with "hello first", until hello comes.
    async fn hello(&mut self) -> Result<(u32, Hello), Ended> {
        loop {
            let Some(text) = self.receive().await? else {
                continue;
            };
            match requests::decode(&self.actor, &text) {
                (r#ref, Ok(Request::Hello(hello))) if hello.protocol == PROTOCOL => {
                    return Ok((r#ref, hello));
                }
                (r#ref, Ok(Request::Hello(_))) => {
                    self.send(push::refused(r#ref, &Problem::unknown_protocol())).await?;
                    return Err(Some(Goodbye::UnknownProtocol));
                }
                (r#ref, Ok(Request::Ping)) => self.pong(r#ref).await?,
                (r#ref, Ok(Request::Command(_))) => {
                    self.send(push::refused(r#ref, &Problem::hello_first())).await?;
                }
                (r#ref, Err(problem)) => self.strike(r#ref, &problem).await?,
            }
        }
    }

    async fn follow(
        &mut self,
        (r#ref, hello): (u32, Hello),
        seat: Option<&Seat>,
    ) -> Result<std::convert::Infallible, Ended> {
        let resume = hello.resume.as_ref().map(|place| (place.epoch.as_str(), place.seq));
        let beginning = self.begin(resume);
        self.send(push::done(r#ref, &json!({"recovered": beginning.recovered}))).await?;
        let (mut pushes, mut ticks) = self.start(beginning).await?;
        // A feed that had ended before this socket listened cannot tell it so any more.
        if !self.place.feed.is_alive() {
            return Err(Some(Goodbye::Unavailable));
        }
        let mut ping = interval(Duration::from_secs(self.options.ping_s));
        // State topics are for screens and staff; a delegate's tablet is not even woken by them.
        let listens = self.actor.delegate().is_none();
        loop {
            let room = self.in_flight.len() < IN_FLIGHT_MAX;
            // Every arm is cancel-safe: streams and channels keep what was not taken.
            tokio::select! {
                biased;
                Some(answer) = self.in_flight.next(), if !self.in_flight.is_empty() => {
                    self.answer(answer).await?;
                }
                signal = pushes.recv() => match signal {
                    Ok(Signal::Push(push)) => self.pass_on(&push).await?,
                    Ok(Signal::Restart) | Err(broadcast::error::RecvError::Lagged(_)) => {
                        let beginning = self.begin(None);
                        (pushes, ticks) = self.start(beginning).await?;
                    }
                    Ok(Signal::Ended) | Err(broadcast::error::RecvError::Closed) => {
                        return Err(Some(Goodbye::Unavailable));
                    }
                },
                message = self.socket.next(), if room => {
                    if let Some(text) = self.message(message)? {
                        self.request(&text).await?;
                    }
                }
                changed = ticks.changed(), if listens => match changed {
                    Ok(()) => self.show(&mut ticks).await?,
                    Err(_) => return Err(Some(Goodbye::Unavailable)),
                },
                () = superseded(seat) => return Err(Some(Goodbye::Superseded)),
                _ = ping.tick() => self.ping().await?,
            }
        }
    }

    fn begin(&self, resume: Option<(&str, u64)>) -> Beginning {
        let (audience, delegate) = (self.actor.audience(), self.actor.delegate());
        self.place.feed.begin(audience, delegate, resume, self.clock.now_ms())
    }

    async fn start(
        &mut self,
        beginning: Beginning,
    ) -> Result<(broadcast::Receiver<Signal>, watch::Receiver<Ticks>), Ended> {
        for frame in beginning.frames {
            self.send(frame).await?;
        }
        Ok((beginning.pushes, beginning.ticks))
    }

    async fn pass_on(&mut self, push: &push::Push) -> Result<(), Ended> {
        if let Some(frame) = push.frame(self.actor.audience()) {
            self.send(frame.clone()).await?;
        }
        let Some(delegate) = self.actor.delegate() else {
            return Ok(());
        };
        if push.own == Own::Everybody || push.own == Own::One(delegate) {
            let own = self.place.feed.replica().own_push(delegate);
            self.send(own).await?;
        }
        Ok(())
    }

    /// Sends the state frames that are newer than the last ones shown here.
    async fn show(&mut self, ticks: &mut watch::Receiver<Ticks>) -> Result<(), Ended> {
        let newest: Vec<Arc<Utf8Bytes>> = ticks
            .borrow_and_update()
            .of(self.actor.audience())
            .iter()
            .flatten()
            .map(|f| Arc::clone(f))
            .collect();
        for frame in &newest {
            if !self.shown.iter().any(|shown| Arc::ptr_eq(shown, frame)) {
                self.send(frame.as_ref().clone()).await?;
            }
        }
        self.shown = newest.into();
        Ok(())
    }

    async fn request(&mut self, text: &str) -> Result<(), Ended> {
        match requests::decode(&self.actor, text) {
            (r#ref, Ok(Request::Ping)) => self.pong(r#ref).await,
            (r#ref, Ok(Request::Hello(_))) => {
                self.send(push::refused(r#ref, &Problem::unknown_type())).await
            }
            (r#ref, Ok(Request::Command(command))) => {
                self.submit(r#ref, command);
                Ok(())
            }
            (r#ref, Err(problem)) => self.strike(r#ref, &problem).await,
        }
    }

    fn submit(&mut self, r#ref: u32, command: Command) {
        let handle = self.place.handle.clone();
        let answer = async move { (r#ref, handle.submit(command).await) };
        self.in_flight.push(Box::pin(answer));
    }

    async fn answer(&mut self, (r#ref, reply): Answer) -> Result<(), Ended> {
        let frame = match reply {
            Ok(Reply::Done) => push::done(r#ref, &Value::Null),
            Ok(Reply::Recorded(receipt)) => push::done(r#ref, &push::receipt(&receipt)),
            Ok(Reply::Refused(refusal)) => {
                tracing::debug!(
                    refusal.code = refusal.code(),
                    role = self.actor.role_name(),
                    "refused"
                );
                push::refused(r#ref, &Problem::from(&refusal))
            }
            Err(failure) => push::refused(r#ref, &Problem::from(failure)),
        };
        self.send(frame).await
    }

    async fn pong(&mut self, r#ref: u32) -> Result<(), Ended> {
        self.send(push::done(r#ref, &json!({"now_ms": self.clock.now_ms()}))).await
    }

    /// A frame that is no request of this role is answered; too many of them end the socket.
    async fn strike(&mut self, r#ref: u32, problem: &Problem) -> Result<(), Ended> {
        tracing::info!(problem.code = problem.code, role = self.actor.role_name(), "not a request");
        self.send(push::refused(r#ref, problem)).await?;
        self.strikes += 1;
        if self.strikes > STRIKES_MAX { Err(Some(Goodbye::BadFrames)) } else { Ok(()) }
    }

    async fn ping(&mut self) -> Result<(), Ended> {
        let silent_ms = self.clock.now_ms().saturating_sub(self.heard_ms);
        // The ping before last and the last one went unanswered.
        if silent_ms > self.options.ping_s * 2_500 {
            return Err(Some(Goodbye::PingTimeout));
        }
        self.write(Message::Ping(Vec::new().into())).await
    }

    /// A long text goes out in fragments, each written before the next is queued: the write buffer
    /// stays small and bounded however large a roster is.
    async fn send(&mut self, frame: Utf8Bytes) -> Result<(), Ended> {
        if frame.len() <= FRAGMENT_BYTES {
            return self.write(Message::Text(frame)).await;
        }
        let mut rest = Bytes::from(frame);
        let mut kind = Data::Text;
        while !rest.is_empty() {
            let piece = rest.split_to(rest.len().min(FRAGMENT_BYTES));
            let fragment = Frame::message(piece, OpCode::Data(kind), rest.is_empty());
            self.write(Message::Frame(fragment)).await?;
            kind = Data::Continue;
        }
        Ok(())
    }

    async fn write(&mut self, message: Message) -> Result<(), Ended> {
        let patience = Duration::from_millis(self.options.write_timeout_ms);
        match timeout(patience, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Error::WriteBufferFull(_))) | Err(_) => Err(Some(Goodbye::SlowReader)),
            Ok(Err(error)) => {
                tracing::debug!(%error, "the peer is gone");
                Err(None)
            }
        }
    }

    async fn receive(&mut self) -> Result<Option<Utf8Bytes>, Ended> {
        let message = self.socket.next().await;
        self.message(message)
    }

    /// The text of a message; none for pings and pongs. Counts messages against the limit.
    fn message(
        &mut self,
        message: Option<Result<Message, Error>>,
    ) -> Result<Option<Utf8Bytes>, Ended> {
        self.heard_ms = self.clock.now_ms();
        match message {
            Some(Ok(Message::Text(text))) => {
                self.count_message()?;
                Ok(Some(text))
            }
            Some(Ok(Message::Binary(_))) => {
                // Answered like any frame that is no request.
                self.count_message()?;
                Ok(Some(Utf8Bytes::from_static("")))
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Ok(None),
            Some(Ok(Message::Close(_))) | None => Err(None),
            Some(Err(error)) => {
                tracing::debug!(%error, "the socket failed");
                Err(Goodbye::for_error(&error))
            }
        }
    }

    fn count_message(&mut self) -> Result<(), Ended> {
        let second = self.heard_ms / 1_000;
        if second != self.window_s {
            self.window_s = second;
            self.messages = 0;
        }
        self.messages += 1;
        // Twice the announced limit: a client that keeps to it is never cut off by a burst at the
        // turn of a second.
        match self.messages > self.options.messages_per_s_max.saturating_mul(2) {
            true => Err(Some(Goodbye::TooManyMessages)),
            false => Ok(()),
        }
    }
}

async fn superseded(seat: Option<&Seat>) {
    match seat {
        Some(seat) => seat.superseded().await,
        None => std::future::pending().await,
    }
}
