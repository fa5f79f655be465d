//! The sitting's bundle: everything a verifier needs, in one plain text file.
//!
//! One JSON object per line. The first line is the header, every other line the exact bytes of
//! one record, in order. `docs/record.md` is the reference.

use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};

use crate::audit::record::Head;
use crate::crypto::canonical::{self, CanonicalError};
use crate::crypto::hash::Hash;
use crate::domain::ids::SittingId;

/// Value of `format` in the header.
pub const BUNDLE_FORMAT: &str = "plenum-bundle-1";
/// Every header begins so, because its keys are sorted.
const HEADER_START: &str = "{\"format\":\"plenum-bundle-1\",\"head\":\"";
/// Longest line: a roster or an electorate of a whole city stands in one record.
pub const LINE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// First line of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`BUNDLE_FORMAT`].
    pub format: String,
    /// Which sitting.
    pub sitting: SittingId,
    /// How many records follow.
    pub records: u64,
    /// Hash of the last one.
    pub head: Hash,
    /// Name and version of the software that wrote the bundle.
    pub software: String,
}

/// A bundle that cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// Reading or writing failed.
    #[error("read or write the bundle")]
    Io(#[from] std::io::Error),
    /// Not even the beginning of a bundle, where one was given to compare with.
    #[error("the earlier bundle has no lawful header with a record behind it")]
    Earlier,
    /// The header has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
}

/// What was found where a line should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A line with its end.
    Whole,
    /// The file ends inside this line.
    Cut,
    /// Longer than [`LINE_BYTES_MAX`]; reading cannot go on.
    TooLong,
    /// The file ended before it.
    End,
}

impl Header {
    /// The header for a record that ends at `head`.
    #[must_use]
    pub fn new(sitting: SittingId, head: Head) -> Self {
        Self {
            format: BUNDLE_FORMAT.to_owned(),
            sitting,
            records: head.seq + 1,
            head: head.hash,
            software: concat!("plenum/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }

    /// Reads the first line, which must be canonical and of [`BUNDLE_FORMAT`].
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let header: Self = serde_json::from_slice(bytes).ok()?;
        let is_exact = canonical::to_bytes(&header).is_ok_and(|encoded| encoded == bytes);
        (is_exact && header.format == BUNDLE_FORMAT).then_some(header)
    }

    /// Whether `bytes`, which end without a line's end, can be the beginning of a header.
    #[must_use]
    pub fn may_be_cut_off(bytes: &[u8]) -> bool {
        let start = HEADER_START.as_bytes();
        let shorter = bytes.len().min(start.len());
        bytes[..shorter] == start[..shorter] && (bytes.is_empty() || may_be_cut_off(bytes))
    }

    /// Writes the header line.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn write(&self, out: &mut impl Write) -> Result<(), BundleError> {
        write_line(out, &canonical::to_bytes(self)?)
    }
}

/// Writes one record line.
///
/// # Errors
/// [`BundleError::Io`].
pub fn write_line(out: &mut impl Write, bytes: &[u8]) -> Result<(), BundleError> {
    out.write_all(bytes)?;
    Ok(out.write_all(b"\n")?)
}

/// Reads the next line into `bytes`, without its end.
///
/// # Errors
/// [`std::io::Error`].
pub fn next_line<R>(input: &mut R, bytes: &mut Vec<u8>) -> std::io::Result<Line>
where
    R: BufRead + ?Sized,
{
    bytes.clear();
    std::io::Read::take(&mut *input, LINE_BYTES_MAX + 1).read_until(b'\n', bytes)?;
    Ok(match bytes.last() {
        None => Line::End,
        Some(b'\n') => {
            bytes.pop();
            Line::Whole
        }
        Some(_) if bytes.len() as u64 > LINE_BYTES_MAX => Line::TooLong,
        Some(_) => Line::Cut,
    })
}

/// Whether `bytes`, which end without a line's end, can be the beginning of an object that was cut
/// off: they begin as one and do not go on behind its last brace. They are not read further.
#[must_use]
pub fn may_be_cut_off(bytes: &[u8]) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_u64, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && depth == 0 {
            return false;
        }
        match (in_text, byte) {
            _ if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_text = !in_text,
            (false, b'{') => depth += 1,
            (false, b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    bytes.first() == Some(&b'{')
}
