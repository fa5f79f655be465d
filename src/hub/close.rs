//! Why a socket is closed, and what its owner should do: the number says it.

use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

/// Close codes of `docs/protocol.md`. 4000–4499 and 1012: come back; 4500–4999: final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goodbye {
    /// The server stops or restarts.
    Restarting,
    /// The peer does not read.
    SlowReader,
    /// The peer did not answer two pings.
    PingTimeout,
    /// More messages than allowed.
    TooManyMessages,
    /// This node cannot serve the sitting now.
    Unavailable,
    /// The token ended.
    SignedOut,
    /// The same person went on at another device.
    Superseded,
    /// No `hello` of a known version.
    UnknownProtocol,
    /// Not a text frame of JSON, again and again.
    BadFrames,
    /// Against RFC 6455.
    ProtocolFault,
    /// Text that is not UTF-8.
    NotUtf8,
    /// Longer than allowed.
    TooLong,
}

impl Goodbye {
    /// Number on the wire.
    #[must_use]
    pub fn code(self) -> u16 {
        match self {
            Self::Restarting => 1012,
            Self::SlowReader => 4001,
            Self::PingTimeout => 4002,
            Self::TooManyMessages => 4003,
            Self::Unavailable => 4004,
            Self::SignedOut => 4500,
            Self::Superseded => 4501,
            Self::UnknownProtocol => 4502,
            Self::BadFrames => 1008,
            Self::ProtocolFault => 1002,
            Self::NotUtf8 => 1007,
            Self::TooLong => 1009,
        }
    }

    /// Name in the reason and in logs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Restarting => "restarting",
            Self::SlowReader => "slow_reader",
            Self::PingTimeout => "ping_timeout",
            Self::TooManyMessages => "too_many_messages",
            Self::Unavailable => "unavailable",
            Self::SignedOut => "signed_out",
            Self::Superseded => "superseded",
            Self::UnknownProtocol => "unknown_protocol",
            Self::BadFrames => "bad_frames",
            Self::ProtocolFault => "protocol_fault",
            Self::NotUtf8 => "not_utf8",
            Self::TooLong => "too_long",
        }
    }

    /// What to say to a peer whose bytes could not be read; none when it is gone.
    #[must_use]
    pub fn for_error(error: &Error) -> Option<Self> {
        match error {
            Error::Capacity(_) => Some(Self::TooLong),
            Error::Utf8(_) => Some(Self::NotUtf8),
            Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => None,
            Error::Protocol(_) => Some(Self::ProtocolFault),
            Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                Some(Self::TooManyMessages)
            }
            _ => None,
        }
    }

    /// The frame; `retry_ms` is when to come back at the earliest.
    #[must_use]
    pub fn frame(self, retry_ms: u64) -> CloseFrame {
        let reason = format!("{{\"code\":\"{}\",\"retry_ms\":{retry_ms}}}", self.name());
        CloseFrame { code: CloseCode::from(self.code()), reason: reason.into() }
    }
}
