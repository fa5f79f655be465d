//! Checkpoints: what the operator signs about a record, in the forms that tools for transparency
//! logs read: the body is a C2SP tlog-checkpoint, the whole a C2SP signed-note.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use crate::crypto::hash::Hash;
use crate::crypto::hex;
use crate::crypto::sign::{Signature, SigningKey, VerifyKey};
use crate::domain::ids::SittingId;

/// Most signature lines of a note, ours and those of witnesses.
pub const SIGNATURES_MAX: usize = 16;
/// Longest note in bytes: that many signatures of the longest kind in use, and the body.
pub const NOTE_BYTES_MAX: usize = 128 * 1024;

/// Type of an Ed25519 signature in the forms of C2SP.
const ED25519: u8 = 0x01;
/// Bytes by which a signature line names its key.
const KEY_ID_BYTES: usize = 4;
/// Before the name in a signature line: em dash, space.
const SIGNATURE_MARK: &str = "— ";
/// Before the id of the sitting in the name of its log.
const ORIGIN_START: &str = "plenum/";

/// How far a record went, and the root of its tree there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// How many records, from the first.
    pub size: u64,
    /// Root of the RFC 6962 tree over their exact bytes.
    pub root: Hash,
}

/// A signed note that was read; nothing in it is believed before [`Note::is_signed_by`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which sitting.
    pub sitting: SittingId,
    /// What is signed about it.
    pub checkpoint: Checkpoint,
    /// Ed25519 signatures in the name of the sitting, each with the id of its key, in their order;
    /// those under other names and of other kinds are left out.
    pub signatures: Vec<([u8; KEY_ID_BYTES], Signature)>,
}

/// Why a text is no note of a sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than [`NOTE_BYTES_MAX`] or with more lines than [`SIGNATURES_MAX`] signatures.
    #[error("longer than a signed checkpoint can be")]
    Length,
    /// The three lines before the empty one are not exactly those of a checkpoint of a sitting.
    #[error("the text of the note is not a checkpoint of a sitting")]
    Body,
    /// What stands behind the empty line is not signature lines.
    #[error("a line of the note is not a signature")]
    Line,
    /// No Ed25519 signature in the name of the sitting.
    #[error("the note is not signed in the name of the sitting")]
    Unsigned,
}

impl Checkpoint {
    /// The text that is signed: origin, size and root, one line each, with the last line's end.
    #[must_use]
    pub fn body(&self, sitting: SittingId) -> String {
        format!("{}\n{}\n{}\n", origin(sitting), self.size, BASE64.encode(&self.root.0))
    }

    /// Signs the body.
    #[must_use]
    pub fn sign(&self, sitting: SittingId, key: &SigningKey) -> Signature {
        key.sign(self.body(sitting).as_bytes())
    }

    /// Whether `key` signed the body.
    #[must_use]
    pub fn is_signed(&self, sitting: SittingId, key: &VerifyKey, signature: &Signature) -> bool {
        key.verify(self.body(sitting).as_bytes(), signature)
    }

    /// The signed note: body, empty line, one signature line.
    #[must_use]
    pub fn note(&self, sitting: SittingId, key: &VerifyKey, signature: &Signature) -> String {
        let origin = origin(sitting);
        let signed = [&key_id(&origin, key)[..], &signature.0].concat();
        let signed = BASE64.encode(&signed);
        format!("{}\n{SIGNATURE_MARK}{origin} {signed}\n", self.body(sitting))
    }
}

impl Note {
    /// Whether `key` signed it. As C2SP asks, one wrong signature that names this key spoils the
    /// note.
    #[must_use]
    pub fn is_signed_by(&self, key: &VerifyKey) -> bool {
        let id = key_id(&origin(self.sitting), key);
        let body = self.checkpoint.body(self.sitting);
        let mut named = self.signatures.iter().filter(|(other, _)| *other == id).peekable();
        named.peek().is_some() && named.all(|(_, signature)| key.verify(body.as_bytes(), signature))
    }
}

/// Name of a sitting's log, the first line of its checkpoints and the name of its key.
#[must_use]
pub fn origin(sitting: SittingId) -> String {
    format!("{ORIGIN_START}{sitting}")
}

/// The verifier key ("vkey") of C2SP signed-note, for tools that check notes of any log.
#[must_use]
pub fn verifier_key(sitting: SittingId, key: &VerifyKey) -> String {
    let origin = origin(sitting);
    let id = hex::encode(&key_id(&origin, key));
    let key = BASE64.encode(&[&[ED25519], &key.0[..]].concat());
    format!("{origin}+{id}+{key}")
}

/// Reads a signed note of a sitting. The body must be exact to the byte: no extension lines, no
/// other spelling of a number, id or root. Signatures are not checked here.
///
/// # Errors
/// [`NoteError`].
pub fn parse_note(text: &str) -> Result<Note, NoteError> {
    if text.len() > NOTE_BYTES_MAX {
        return Err(NoteError::Length);
    }
    // The body has no empty line, so the first one is the last as well, or the text is none.
    let (body, signatures) = text.split_once("\n\n").ok_or(NoteError::Body)?;
    let (sitting, checkpoint) = parse_body(body).ok_or(NoteError::Body)?;
    let lines = signatures.strip_suffix('\n').ok_or(NoteError::Line)?;
    if lines.split('\n').count() > SIGNATURES_MAX {
        return Err(NoteError::Length);
    }
    let origin = origin(sitting);
    let mut ours = Vec::new();
    for line in lines.split('\n') {
        let (name, signed) = parse_signature(line).ok_or(NoteError::Line)?;
        // Other lengths are other kinds of signature, which C2SP wants to be passed over.
        if name == origin
            && let Ok(signed) = <[u8; KEY_ID_BYTES + 64]>::try_from(signed)
        {
            let (id, signature) = signed.split_first_chunk().expect("longer than the id");
            let signature = signature.try_into().expect("the rest of an exact length");
            ours.push((*id, Signature(signature)));
        }
    }
    if ours.is_empty() {
        Err(NoteError::Unsigned)
    } else {
        Ok(Note { sitting, checkpoint, signatures: ours })
    }
}

/// The bytes that both keys sign when `new` takes the place of `previous`, and the first key alone
/// when there is none before.
#[must_use]
pub fn key_statement(sitting: SittingId, previous: Option<&VerifyKey>, new: &VerifyKey) -> Vec<u8> {
    let previous = previous.map_or("-".to_owned(), VerifyKey::to_string);
    format!("plenum signing key\n{sitting}\n{previous}\n{new}\n").into_bytes()
}

fn parse_body(body: &str) -> Option<(SittingId, Checkpoint)> {
    let mut lines = body.split('\n');
    let sitting: SittingId = lines.next()?.strip_prefix(ORIGIN_START)?.parse().ok()?;
    let size = lines.next()?.parse().ok()?;
    let root = BASE64.decode(lines.next()?.as_bytes()).ok()?.try_into().ok()?;
    let checkpoint = Checkpoint { size, root: Hash(root) };
    // Whatever was spelt in another way, or stands behind the three lines, shows here.
    let is_exact = checkpoint.body(sitting).strip_suffix('\n') == Some(body);
    is_exact.then_some((sitting, checkpoint))
}

/// Name of the key, and id with signature, of one signature line.
fn parse_signature(line: &str) -> Option<(&str, Vec<u8>)> {
    let (name, signed) = line.strip_prefix(SIGNATURE_MARK)?.split_once(' ')?;
    let is_name =
        !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+' || c < ' ');
    let bytes = BASE64.decode(signed.as_bytes()).ok()?;
    // The decoder also takes padded pieces one behind the other.
    let is_exact = BASE64.encode(&bytes) == signed;
    (is_name && is_exact && bytes.len() > KEY_ID_BYTES).then_some((name, bytes))
}

/// First bytes of SHA-256(name ‖ newline ‖ type ‖ key).
fn key_id(name: &str, key: &VerifyKey) -> [u8; KEY_ID_BYTES] {
    let named = [name.as_bytes(), b"\n", &[ED25519], &key.0].concat();
    let [a, b, c, d, ..] = Hash::of(&named).0;
    [a, b, c, d]
}

#[cfg(test)]
mod tests;
