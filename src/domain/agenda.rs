//! The order of the agenda and the texts it is about: amendments before the motion, documents
//! pinned by their hash.
//!
//! Source: rules.md §3 (amendments are decided before the motion), §11 (68, 69).

use serde::{Deserialize, Serialize};

use crate::crypto::hash::Hash;
use crate::domain::sheet::SheetError;
use crate::domain::text::Text;

/// Most documents pinned by one ballot.
pub const DOCUMENTS_MAX: usize = 10;
/// Most versions of texts that the ballots of one sitting have ever pinned.
pub const VERSIONS_MAX: usize = 5_000;

/// A text that a ballot is about, in exactly this wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedDocument {
    /// What it is called.
    pub title: Text,
    /// Which version: 草案, 第2稿; must not be empty.
    pub version: Text,
    /// SHA-256 of the file's bytes.
    pub sha256: Hash,
}

/// Checks the documents of one sheet.
///
/// # Errors
/// What does not fit.
pub fn check_documents(documents: &[PinnedDocument]) -> Result<(), SheetError> {
    if documents.len() > DOCUMENTS_MAX {
        return Err(SheetError {
            zh: "附件超过 10 个", en: "more than 10 documents are attached"
        });
    }
    if documents.iter().any(|document| document.title.is_empty() || document.version.is_empty()) {
        return Err(SheetError {
            zh: "附件须写明名称和版本",
            en: "a document has no title or no version",
        });
    }
    let repeated = |(place, document): (usize, &PinnedDocument)| {
        documents[..place].iter().any(|other| other.title == document.title)
    };
    match documents.iter().enumerate().any(repeated) {
        true => {
            Err(SheetError { zh: "同一附件列了两次", en: "a document is attached twice" })
        }
        false => Ok(()),
    }
}
