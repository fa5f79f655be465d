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
    /// A line longer than [`LINE_BYTES_MAX`].
    #[error("line {0} is too long")]
    LineTooLong(u64),
    /// The header is missing or not of this format.
    #[error("the header is missing or not of this format")]
    Header,
    /// The header has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
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

/// Reads the next line without its end, `None` at the end of the file. `line` counts from 1.
///
/// # Errors
/// [`BundleError`].
pub fn read_line(input: &mut impl BufRead, line: u64) -> Result<Option<Vec<u8>>, BundleError> {
    let mut bytes = Vec::new();
    std::io::Read::take(&mut *input, LINE_BYTES_MAX + 1).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() as u64 > LINE_BYTES_MAX {
        return Err(BundleError::LineTooLong(line));
    }
    Ok(Some(bytes))
}

/// Reads the header line.
///
/// # Errors
/// [`BundleError`].
pub fn read_header(input: &mut impl BufRead) -> Result<Header, BundleError> {
    let bytes = read_line(input, 1)?.ok_or(BundleError::Header)?;
    let value = canonical::parse(&bytes).map_err(|_| BundleError::Header)?;
    let header: Header = serde_json::from_value(value).map_err(|_| BundleError::Header)?;
    if header.format == BUNDLE_FORMAT { Ok(header) } else { Err(BundleError::Header) }
}
