//! What faces are told of a secret ballot: how to seal, what became of the key, and published
//! papers. Never who chose what: the server does not know it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::audit::anchor::{Anchor, WordList};
use crate::domain::ballot::{Ballot, Counting, Poll};
use crate::domain::paper::Paper;
use crate::domain::seal::{KeyState, manifest, paper_text};
use crate::domain::sitting::Sitting;
use crate::hub::actor::Audience;

/// Most papers with free text in one view.
const WRITTEN_SHOWN_MAX: usize = 300;

/// What a tablet seals a paper with. The manifest is for those who seal and compare; staff get the
/// code alone.
pub(super) fn seal(
    sitting: &Sitting,
    ballot: &Ballot,
    poll: Option<&Poll>,
    audience: Audience,
) -> Value {
    let Some((poll, head)) = poll.zip(sitting.head()) else {
        return Value::Null;
    };
    let Some(seal) = poll.seal.map(|seal| seal.seal) else {
        return Value::Null;
    };
    let text = (!audience.is_staff())
        .then(|| manifest(head, ballot.id, &ballot.sheet, seal.electorate_root));
    json!({
        "suite": seal.suite, "public_key": seal.public_key, "pad_len": seal.pad_len,
        "hash": seal.manifest, "code": short_code(&seal.manifest.to_string()), "manifest": text,
    })
}

/// First eight hex digits in capitals, in two groups, for people to compare.
fn short_code(hash: &str) -> String {
    let code = hash[..8].to_uppercase();
    format!("{} {}", &code[..4], &code[4..])
}

/// What became of the private key; null for a recorded ballot.
pub(super) fn key(poll: Option<&Poll>) -> Option<&'static str> {
    poll.and_then(|poll| poll.seal).map(|seal| match seal.key {
        KeyState::Held => "held",
        KeyState::Destroyed(_) => "destroyed",
        KeyState::Lost(_) => "lost",
    })
}

/// Which record says so, once the key is gone.
pub(super) fn key_seq(poll: Option<&Poll>) -> Option<u64> {
    match poll.and_then(|poll| poll.seal)?.key {
        KeyState::Held => None,
        KeyState::Destroyed(stamp) | KeyState::Lost(stamp) => Some(stamp.seq),
    }
}

/// What the chair is told before opening.
pub(super) fn warnings(sitting: &Sitting, ballot: &Ballot, audience: Audience) -> Value {
    if !audience.is_staff() {
        return json!([]);
    }
    let warning = |warning: &crate::domain::warning::Warning| json!({"code": warning.code(), "zh": warning.zh(), "en": warning.en()});
    sitting.warnings(ballot).iter().map(warning).collect()
}

/// Published papers with how often each was cast, sorted as in the record; null where the rule
/// publishes none.
pub(super) fn papers(ballot: &Ballot, counting: &Counting) -> Value {
    let written = ballot.written_papers();
    let opened = counting.opened.as_ref().and_then(|opened| opened.papers.as_ref());
    let papers: Vec<&Paper> = match opened {
        // What people wrote is shown whether it was written in secret or not, to a bound: a screen
        // is no place for thousands of answers, and the results file has them all.
        _ if !written.is_empty() => written.into_iter().take(WRITTEN_SHOWN_MAX).collect(),
        Some(papers) => papers.iter().collect(),
        None => return Value::Null,
    };
    let mut counts = BTreeMap::new();
    for paper in papers {
        counts.entry(paper_text(paper)).or_insert((paper, 0_u32)).1 += 1;
    }
    let line = |(paper, count): &(&Paper, u32)| json!({"paper": ballot.sheet.form.spell(paper), "count": count});
    counts.values().map(line).collect()
}

/// The newest checkpoint as people can note it down; null before the first.
pub(super) fn anchor(sitting: &Sitting) -> Value {
    let Some((signed, head)) = sitting.checkpointed().zip(sitting.head()) else {
        return Value::Null;
    };
    let anchor = Anchor { sitting: head.id, size: signed.size, root: signed.root };
    json!({
        "text": anchor.to_string(), "size": anchor.size, "root": anchor.root,
        "words": {"zh": anchor.words(WordList::Zh), "en": anchor.words(WordList::En)},
    })
}
