import test from 'node:test';
import assert from 'node:assert/strict';
import { bytesToHex, hexToBytes, sha256 } from '../../vendor/noble.module.js';
import { utf8 } from '../bytes.js';
import { leafHash, nodeHash, rootFrom } from '../merkle.js';

const records = Array.from({ length: 70 }, (_, at) => utf8(`record ${at}`));
/** Root and inclusion path by the definitions of RFC 6962, 2.1. */
const split = (n) => 2 ** Math.floor(Math.log2(n - 1));
const root = (some) => (some.length === 1 ? leafHash(some[0]) : nodeHash(root(some.slice(0, split(some.length))), root(some.slice(split(some.length)))));
function path(index, some) {
  if (some.length === 1) return [];
  const k = split(some.length);
  return index < k ? [...path(index, some.slice(0, k)), root(some.slice(k))] : [...path(index - k, some.slice(k)), root(some.slice(0, k))];
}
const hex = (bytes) => bytes && bytesToHex(bytes);

test('the_known_root_of_the_certificate_logs', () => {
  // The test data of the reference implementation of RFC 6962.
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((text) => hexToBytes(text));
  assert.equal(hex(root(leaves.slice(0, 1))), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  assert.equal(hex(root(leaves)), '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
});

test('every_record_of_every_size_leads_to_the_root', () => {
  for (let size = 1; size <= records.length; size += 1) {
    const some = records.slice(0, size);
    const expected = hex(root(some));
    for (let index = 0; index < size; index += 1) {
      assert.equal(hex(rootFrom({ index, size, leaf: leafHash(some[index]), path: path(index, some) })), expected, `${index} of ${size}`);
    }
  }
});

test('another_place_size_record_or_path_does_not', () => {
  for (const [index, size] of [[0, 1], [0, 2], [3, 7], [6, 7], [12, 13], [31, 64], [64, 65]]) {
    const some = records.slice(0, size);
    const good = { index, size, leaf: leafHash(some[index]), path: path(index, some) };
    const expected = hex(root(some));
    const wrong = [
      { ...good, leaf: leafHash(utf8('another record')) }, { ...good, leaf: sha256(some[index]) }, { ...good, path: [...good.path, sha256(some[0])] },
      ...good.path.map((_, at) => ({ ...good, path: good.path.filter((_hash, other) => other !== at) })),
      ...good.path.map((hash, at) => ({ ...good, path: good.path.with?.(at, sha256(hash)) ?? good.path.map((each, other) => (other === at ? sha256(each) : each)) })),
      ...(size > 1 ? [{ ...good, index: (index + 1) % size }, { ...good, size: size * 2 + 1 }] : []),
    ];
    for (const proof of wrong) assert.notEqual(hex(rootFrom(proof)), expected, `${index} of ${size}`);
  }
});

test('what_cannot_be_a_place_has_no_root', () => {
  const leaf = leafHash(records[0]);
  for (const [index, size] of [[1, 1], [-1, 1], [0, 0], [0.5, 1], [0, NaN], [0, 2 ** 60]]) assert.equal(rootFrom({ index, size, leaf, path: [] }), null);
  assert.equal(rootFrom({ index: 0, size: 2 ** 53 - 1, leaf, path: Array.from({ length: 54 }, () => leaf) }), null);
});
