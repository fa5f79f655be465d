//! Counts WebSocket frames as their bytes come in, because the library shows messages only: two
//! million empty continuation frames are one message to it. A peer above the limit is cut off.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::engine::clock::Clock;

/// A stream that fails with [`io::ErrorKind::InvalidData`] once a peer sends more frames in a
/// second than it may.
#[derive(Debug)]
pub struct Metered<S> {
    stream: S,
    clock: Clock,
    frames_per_s_max: u32,
    window_ms: u64,
    frames: u32,
    scan: Scan,
}

/// Where in a frame the next byte stands.
#[derive(Debug, PartialEq, Eq)]
enum Scan {
    /// First byte of a header.
    Opcode,
    /// Second byte: mask bit and short length.
    Length,
    /// Bytes of an extended length still to come, with what is known; whether a mask follows.
    Extended { left: u8, length: u64, masked: bool },
    /// Mask and payload bytes still to pass.
    Skip(u64),
}

impl<S> Metered<S> {
    /// Meters `stream`.
    pub fn new(stream: S, clock: Clock, frames_per_s_max: u32) -> Self {
        Self { stream, clock, frames_per_s_max, window_ms: 0, frames: 0, scan: Scan::Opcode }
    }

    /// Counts no more: the peer is being said goodbye to.
    pub fn let_pass(&mut self) {
        self.frames_per_s_max = u32::MAX;
    }

    fn take(&mut self, bytes: &[u8]) -> io::Result<()> {
        let begun = self.scan.run(bytes);
        if begun == 0 {
            return Ok(());
        }
        let second = self.clock.now_ms() / 1_000;
        if second != self.window_ms {
            self.window_ms = second;
            self.frames = 0;
        }
        self.frames = self.frames.saturating_add(begun);
        match self.frames > self.frames_per_s_max {
            true => Err(io::Error::new(io::ErrorKind::InvalidData, "more frames than allowed")),
            false => Ok(()),
        }
    }
}

impl Scan {
    /// Walks over `bytes`; how many frames began in them.
    fn run(&mut self, mut bytes: &[u8]) -> u32 {
        let mut begun = 0_u32;
        while let Some((first, rest)) = bytes.split_first() {
            let next = match &*self {
                Self::Skip(left) => {
                    let there = u64::try_from(bytes.len()).expect("a buffer's length");
                    let skipped = (*left).min(there);
                    bytes = &bytes[usize::try_from(skipped).expect("at most the buffer")..];
                    Self::after_skip(*left - skipped)
                }
                other => {
                    bytes = rest;
                    begun = begun.saturating_add(u32::from(*other == Self::Opcode));
                    other.step(*first)
                }
            };
            *self = next;
        }
        begun
    }

    fn step(&self, byte: u8) -> Self {
        match self {
            Self::Opcode => Self::Length,
            Self::Length => {
                let masked = byte & 0x80 != 0;
                match byte & 0x7f {
                    126 => Self::Extended { left: 2, length: 0, masked },
                    127 => Self::Extended { left: 8, length: 0, masked },
                    short => Self::payload(u64::from(short), masked),
                }
            }
            Self::Extended { left, length, masked } => {
                let length = (length << 8) | u64::from(byte);
                match left {
                    1 => Self::payload(length, *masked),
                    left => Self::Extended { left: left - 1, length, masked: *masked },
                }
            }
            Self::Skip(left) => Self::after_skip(left.saturating_sub(1)),
        }
    }

    fn payload(length: u64, masked: bool) -> Self {
        Self::after_skip(length.saturating_add(if masked { 4 } else { 0 }))
    }

    fn after_skip(left: u64) -> Self {
        if left == 0 { Self::Opcode } else { Self::Skip(left) }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Metered<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        Poll::Ready(self.take(&buffer.filled()[before..]))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Metered<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(payload: usize) -> Vec<u8> {
        let mut bytes = vec![0x81];
        match payload {
            0..126 => bytes.push(0x80 | u8::try_from(payload).unwrap()),
            126..65_536 => {
                bytes.push(0x80 | 126);
                bytes.extend(u16::try_from(payload).unwrap().to_be_bytes());
            }
            _ => {
                bytes.push(0x80 | 127);
                bytes.extend(u64::try_from(payload).unwrap().to_be_bytes());
            }
        }
        bytes.extend([7; 4]);
        bytes.resize(bytes.len() + payload, 0x81);
        bytes
    }

    #[test]
    fn frames_are_counted_however_they_are_cut() {
        let stream: Vec<u8> = [0, 5, 125, 126, 70_000, 0, 1].into_iter().flat_map(frame).collect();
        for step in [1, 2, 3, 7, 4_096, stream.len()] {
            let mut scan = Scan::Opcode;
            let begun: u32 = stream.chunks(step).map(|piece| scan.run(piece)).sum();
            assert_eq!((begun, scan), (7, Scan::Opcode), "cut every {step} bytes");
        }
    }

    #[test]
    fn a_header_of_an_absurd_length_allocates_nothing() {
        let mut scan = Scan::Opcode;
        let mut header = vec![0x81, 0xff];
        header.extend((1_u64 << 62).to_be_bytes());
        assert_eq!(scan.run(&header), 1);
        assert_eq!(scan, Scan::Skip((1 << 62) + 4));
    }
}
