//! Merkle tree of RFC 6962, section 2.1 (the same in RFC 9162): one hash that stands for a list,
//! short proofs that an entry is in it, and that a longer list begins with a shorter one.
//!
//! Sizes and indices count entries, from 0. A proof is a list of at most 65 hashes, the deepest
//! first.

use sha2::{Digest, Sha256};

use crate::crypto::hash::Hash;

/// Hash of an entry: SHA-256(0x00 ‖ bytes).
#[must_use]
pub fn leaf(bytes: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0]).chain_update(bytes).finalize().into())
}

/// Hash over two subtrees: SHA-256(0x01 ‖ left ‖ right).
#[must_use]
pub fn node(left: Hash, right: Hash) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([1])
            .chain_update(left.0)
            .chain_update(right.0)
            .finalize()
            .into(),
    )
}

/// Root of the empty list: SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Hash::of(&[])
}

/// Root over hashes of entries, in their order.
#[must_use]
pub fn root(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut frontier = Frontier::default();
    leaves.into_iter().for_each(|leaf| frontier.push(leaf));
    frontier.root()
}

/// The right edge of a tree: all that is needed to go on and to tell the root. At most 64 hashes,
/// however long the list; cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    len: u64,
    /// Roots of the complete subtrees from left to right, one for each set bit of `len`.
    subtrees: Vec<Hash>,
}

impl Frontier {
    /// Appends the hash of an entry; two hashes of work in the mean.
    pub fn push(&mut self, leaf: Hash) {
        let mut merged = leaf;
        for _ in 0..self.len.trailing_ones() {
            let left = self.subtrees.pop().expect("one subtree for each set bit of the length");
            merged = node(left, merged);
        }
        self.subtrees.push(merged);
        self.len += 1;
    }

    /// How many entries.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether nothing was pushed yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The root over all entries.
    #[must_use]
    pub fn root(&self) -> Hash {
        fold_right(self.subtrees.iter().rev().copied())
    }
}

/// The whole tree in memory, for proofs about any of its sizes. Takes 64 bytes for each entry, and
/// a clone copies them all: a million entries are 64 MB, so keep one beside the state of a sitting
/// and not in it. Never shrinks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// At level k the roots of all complete subtrees of 2^k entries, from left to right; level 0
    /// are the entries.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// Appends the hash of an entry.
    pub fn push(&mut self, leaf: Hash) {
        let mut merged = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(merged);
            match row.as_slice() {
                [.., left, right] if row.len().is_multiple_of(2) => merged = node(*left, *right),
                _ => break,
            }
        }
    }

    /// How many entries.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.levels.first().map_or(0, |entries| entries.len() as u64)
    }

    /// Whether nothing was pushed yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// The root over all entries.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.subtree(0, self.len())
    }

    /// The root over the first `size` entries; `None` beyond the end.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        (size <= self.len()).then(|| self.subtree(0, size))
    }

    /// Proof that entry `index` is among the first `size` (RFC 9162, 2.1.3.1); `None` when it is
    /// not, or `size` lies beyond the end.
    #[must_use]
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if index >= size || size > self.len() {
            return None;
        }
        let (mut start, mut end) = (0, size);
        let mut proof = Vec::new();
        while end - start > 1 {
            let middle = start + split(end - start);
            if index < middle {
                proof.push(self.subtree(middle, end));
                end = middle;
            } else {
                proof.push(self.subtree(start, middle));
                start = middle;
            }
        }
        proof.reverse();
        Some(proof)
    }

    /// Proof that the list of `new_size` entries begins with that of `old_size` (RFC 9162,
    /// 2.1.4.1); empty for equal sizes and for `old_size` 0, of which there is nothing to prove.
    /// `None` when `old_size` is the larger one, or `new_size` lies beyond the end.
    #[must_use]
    pub fn consistency(&self, old_size: u64, new_size: u64) -> Option<Vec<Hash>> {
        if old_size > new_size || new_size > self.len() {
            return None;
        }
        let mut proof = Vec::new();
        if old_size == 0 {
            return Some(proof);
        }
        let (mut start, mut end) = (0, new_size);
        while end != old_size {
            let middle = start + split(end - start);
            if old_size <= middle {
                proof.push(self.subtree(middle, end));
                end = middle;
            } else {
                proof.push(self.subtree(start, middle));
                start = middle;
            }
        }
        // At the left edge this subtree is the old root, which the verifier has.
        if start > 0 {
            proof.push(self.subtree(start, end));
        }
        proof.reverse();
        Some(proof)
    }

    /// Root over entries `start` to `end`, where `start` is a multiple of the least power of two
    /// that is not below `end - start`, as it is for every subtree of the definition.
    fn subtree(&self, start: u64, end: u64) -> Hash {
        let size = end - start;
        let mut right = end;
        fold_right((0..u64::BITS).filter(|level| size >> level & 1 == 1).map(|level| {
            right -= 1 << level;
            let place = usize::try_from(right >> level).expect("the entries are in memory");
            self.levels[level as usize][place]
        }))
    }
}

/// Whether `proof` shows that the entry with hash `leaf` has `index` in the list of `size` entries
/// with `root` (RFC 9162, 2.1.3.2).
#[must_use]
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last) = (index, size - 1);
    let mut hash = leaf;
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node(*sibling, hash);
            ascend_to_right_child(&mut place, &mut last);
        } else {
            hash = node(hash, *sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// Whether `proof` shows that the list of `new_size` entries with `new_root` begins with that of
/// `old_size` entries with `old_root` (RFC 9162, 2.1.4.2). Of equal sizes the roots must be equal
/// and the proof empty; of `old_size` 0 the old root must be that of the empty list and the proof
/// empty.
#[must_use]
pub fn verify_consistency(
    old_size: u64,
    old_root: Hash,
    new_size: u64,
    new_root: Hash,
    proof: &[Hash],
) -> bool {
    if old_size == new_size {
        let is_root = old_size > 0 || old_root == empty_root();
        return proof.is_empty() && old_root == new_root && is_root;
    }
    if old_size == 0 {
        return proof.is_empty() && old_root == empty_root();
    }
    if old_size > new_size {
        return false;
    }
    // A complete old tree is a subtree of the new one; then its root is left out of the proof.
    let (first, rest) = match (old_size.is_power_of_two(), proof) {
        (_, []) => return false,
        (true, rest) => (old_root, rest),
        (false, [first, rest @ ..]) => (*first, rest),
    };
    let (mut place, mut last) = (old_size - 1, new_size - 1);
    let levels = place.trailing_ones();
    place >>= levels;
    last >>= levels;
    let (mut old, mut new) = (first, first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            old = node(*sibling, old);
            new = node(*sibling, new);
            ascend_to_right_child(&mut place, &mut last);
        } else {
            new = node(new, *sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && old == old_root && new == new_root
}

/// Passes over the levels at which a subtree on the right edge has no sibling. `place` is odd, or
/// it is `last` and not 0.
fn ascend_to_right_child(place: &mut u64, last: &mut u64) {
    let levels = place.trailing_zeros();
    *place >>= levels;
    *last >>= levels;
}

/// Largest power of two below `size`, which is at least 2.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// Root over complete subtrees, given from right to left.
fn fold_right(subtrees: impl Iterator<Item = Hash>) -> Hash {
    subtrees.reduce(|right, left| node(left, right)).unwrap_or_else(empty_root)
}

#[cfg(test)]
mod tests;
