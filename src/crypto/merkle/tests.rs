use proptest::prelude::*;

use super::*;

/// Entries of the reference tests of Certificate Transparency, with the root over the first 1, 2, …
const REFERENCE: [(&str, &str); 8] = [
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    (
        "606162636465666768696a6b6c6d6e6f",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ),
];
/// Every size up to this one is tried with every index.
const SIZES: u64 = 64;

fn bytes(hex: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap()
}

fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|index| leaf(&index.to_be_bytes())).collect()
}

fn tree(leaves: &[Hash]) -> Tree {
    let mut tree = Tree::default();
    leaves.iter().for_each(|leaf| tree.push(*leaf));
    tree
}

/// MTH of RFC 6962, word for word.
fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(naive_split(leaves.len()));
            node(naive_root(left), naive_root(right))
        }
    }
}

/// PATH of RFC 6962, word for word.
fn naive_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let middle = naive_split(leaves.len());
    let (left, right) = leaves.split_at(middle);
    let (mut path, sibling) = match index < middle {
        true => (naive_path(index, left), naive_root(right)),
        false => (naive_path(index - middle, right), naive_root(left)),
    };
    path.push(sibling);
    path
}

/// SUBPROOF of RFC 6962, word for word.
fn naive_subproof(old: usize, leaves: &[Hash], is_whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if is_whole { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let middle = naive_split(leaves.len());
    let (left, right) = leaves.split_at(middle);
    let (mut proof, sibling) = match old <= middle {
        true => (naive_subproof(old, left, is_whole), naive_root(right)),
        false => (naive_subproof(old - middle, right, false), naive_root(left)),
    };
    proof.push(sibling);
    proof
}

fn naive_split(size: usize) -> usize {
    let mut split = 1;
    while 2 * split < size {
        split *= 2;
    }
    split
}

/// `proof` with one bit changed, with each hash left out, with one more, and in another order.
fn spoilt(proof: &[Hash], bit: usize) -> Vec<Vec<Hash>> {
    let mut others = Vec::new();
    for at in 0..proof.len() {
        let mut changed = proof.to_vec();
        changed[at].0[bit / 8 % 32] ^= 1 << (bit % 8);
        let mut shorter = proof.to_vec();
        shorter.remove(at);
        let mut swapped = proof.to_vec();
        swapped.swap(at, 0);
        others.extend([changed, shorter, swapped].into_iter().filter(|other| other != proof));
    }
    others.push([proof, &[Hash::ZERO]].concat());
    others.push([&[Hash::ZERO], proof].concat());
    others
}

#[test]
fn the_reference_roots_hold() {
    assert_eq!(
        empty_root().to_string(),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    let mut tree = Tree::default();
    let mut frontier = Frontier::default();
    assert_eq!((tree.root(), frontier.root()), (empty_root(), empty_root()));
    for (size, (entry, expected)) in (1..).zip(REFERENCE) {
        let leaf = leaf(&bytes(entry));
        tree.push(leaf);
        frontier.push(leaf);
        assert_eq!(tree.root().to_string(), expected, "size {size}");
        assert_eq!(frontier.root().to_string(), expected, "size {size}");
        assert_eq!((tree.len(), frontier.len()), (size, size));
    }
}

#[test]
fn every_root_is_the_one_of_the_definition() {
    let leaves = leaves(SIZES);
    let tree = tree(&leaves);
    for size in 0..=leaves.len() {
        let expected = naive_root(&leaves[..size]);
        assert_eq!(root(leaves[..size].iter().copied()), expected, "size {size}");
        assert_eq!(tree.root_at(size as u64), Some(expected), "size {size}");
    }
    assert_eq!(tree.root_at(SIZES + 1), None);
}

#[test]
fn every_inclusion_is_proved_and_nothing_else() {
    let leaves = leaves(SIZES);
    let tree = tree(&leaves);
    for size in 1..=SIZES {
        let list = &leaves[..usize::try_from(size).unwrap()];
        let root = naive_root(list);
        for (index, leaf) in (0..).zip(list) {
            let at = usize::try_from(index).unwrap();
            let proof = tree.inclusion(index, size).unwrap();
            assert_eq!(proof, naive_path(at, list), "{index} of {size}");
            assert!(verify_inclusion(*leaf, index, size, &proof, root), "{index} of {size}");
            for other in spoilt(&proof, at * 31) {
                assert!(!verify_inclusion(*leaf, index, size, &other, root), "{index} of {size}");
            }
            for other in [0, index ^ 1, index + 1, size].into_iter().filter(|other| *other != index)
            {
                assert!(!verify_inclusion(*leaf, other, size, &proof, root), "{index} as {other}");
            }
            assert!(!verify_inclusion(Hash::ZERO, index, size, &proof, root));
            assert!(!verify_inclusion(*leaf, index, size, &proof, Hash::ZERO));
        }
        assert_eq!(tree.inclusion(size, size), None);
    }
    assert_eq!(tree.inclusion(0, SIZES + 1), None);
    assert_eq!(tree.inclusion(0, 0), None);
}

#[test]
fn every_growth_is_proved_and_nothing_else() {
    let leaves = leaves(SIZES);
    let tree = tree(&leaves);
    let root = |size: u64| tree.root_at(size).unwrap();
    for new in 1..=SIZES {
        let list = &leaves[..usize::try_from(new).unwrap()];
        for old in 1..=new {
            let at = usize::try_from(old).unwrap();
            let proof = tree.consistency(old, new).unwrap();
            assert_eq!(proof, naive_subproof(at, list, true), "{old} to {new}");
            let holds = |old_root, new_root, proof: &[Hash]| {
                verify_consistency(old, old_root, new, new_root, proof)
            };
            assert!(holds(root(old), root(new), &proof), "{old} to {new}");
            assert!(!holds(Hash::ZERO, root(new), &proof), "{old} to {new}");
            assert!(!holds(root(old), Hash::ZERO, &proof), "{old} to {new}");
            for other in spoilt(&proof, at * 31) {
                assert!(!holds(root(old), root(new), &other), "{old} to {new}");
            }
            assert!(!verify_consistency(new + 1, root(old), new, root(new), &proof));
        }
        assert_eq!(tree.consistency(new + 1, new), None);
    }
    assert_eq!(tree.consistency(1, SIZES + 1), None);
}

#[test]
fn a_changed_byte_anywhere_in_a_proof_is_refused() {
    let leaves = leaves(37);
    let tree = tree(&leaves);
    let (index, old, size) = (20, 22, 37);
    let path = tree.inclusion(index, size).unwrap();
    let growth = tree.consistency(old, size).unwrap();
    let old_root = tree.root_at(old).unwrap();
    for at in 0..32 * path.len() {
        let mut other = path.clone();
        other[at / 32].0[at % 32] ^= 1 << (at % 8);
        assert!(!verify_inclusion(leaves[20], index, size, &other, tree.root()), "byte {at}");
    }
    for at in 0..32 * growth.len() {
        let mut other = growth.clone();
        other[at / 32].0[at % 32] ^= 1 << (at % 8);
        assert!(!verify_consistency(old, old_root, size, tree.root(), &other), "byte {at}");
    }
}

#[test]
fn of_an_empty_list_there_is_nothing_to_prove() {
    let tree = tree(&leaves(5));
    assert_eq!(tree.consistency(0, 5), Some(Vec::new()));
    assert!(verify_consistency(0, empty_root(), 5, tree.root(), &[]));
    assert!(verify_consistency(0, empty_root(), 0, empty_root(), &[]));
    assert!(!verify_consistency(0, tree.root(), 5, tree.root(), &[]));
    assert!(!verify_consistency(0, empty_root(), 5, tree.root(), &[Hash::ZERO]));
    assert!(!verify_consistency(0, Hash::ZERO, 0, Hash::ZERO, &[]));
    assert!(!verify_inclusion(Hash::ZERO, 0, 0, &[], Hash::ZERO));
}

#[test]
fn a_leaf_is_never_a_node() {
    let [left, right] = [leaf(b"left"), leaf(b"right")];
    let both = [left.0, right.0].concat();
    assert_ne!(leaf(&both), node(left, right));
    assert_ne!(Hash::of(&both), node(left, right));
}

#[test]
fn proofs_of_the_largest_sizes_end() {
    let proof = vec![Hash::ZERO; 70];
    for size in [1 << 63, u64::MAX] {
        assert!(!verify_inclusion(Hash::ZERO, size - 1, size, &proof, Hash::ZERO));
        assert!(!verify_consistency(size - 1, Hash::ZERO, size, Hash::ZERO, &proof));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_long_list_is_proved_like_a_short_one(size in 1_u64..3_000, a in any::<u64>(), b in any::<u64>()) {
        let leaves = leaves(size);
        let tree = tree(&leaves);
        prop_assert_eq!(tree.root(), root(leaves.iter().copied()));
        let (new, old) = (1 + a % size, 1 + b % (1 + a % size));
        let (new_root, old_root) = (tree.root_at(new).unwrap(), tree.root_at(old).unwrap());
        let growth = tree.consistency(old, new).unwrap();
        prop_assert!(verify_consistency(old, old_root, new, new_root, &growth));
        let leaf = leaves[usize::try_from(old - 1).unwrap()];
        let path = tree.inclusion(old - 1, new).unwrap();
        prop_assert!(verify_inclusion(leaf, old - 1, new, &path, new_root));
    }

    #[test]
    fn made_up_proofs_prove_nothing(
        [old, new] in any::<[u64; 2]>(),
        proof in prop::collection::vec(any::<[u8; 32]>(), 0..70),
        root in any::<[u8; 32]>(),
    ) {
        let proof: Vec<Hash> = proof.into_iter().map(Hash).collect();
        prop_assert!(!verify_inclusion(Hash::ZERO, old, new, &proof, Hash(root)));
        prop_assert!(!verify_consistency(old, Hash::ZERO, new, Hash(root), &proof));
    }
}
