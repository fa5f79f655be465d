import test from 'node:test';
import assert from 'node:assert/strict';
import { fakeStorage } from './fakes.js';
import { readFragment, recordLink } from '../record-link.js';
import { allReceipts, OWNERS_MAX, receiptStore, RECEIPTS_MAX } from '../receipts.js';

const WHOSE = { sitting: '0193a6f0-0000-7000-8000-000000000001', delegate: 'd' };
const receipt = (seq, over = {}) => ({
  ballot: 'b', cast_id: `c${seq}`, revision: 1, seq, at_ms: 1, hash: seq.toString(16).padStart(64, '0'), content: 'ab', key: null, signature: null,
  title: '测评', secret: true, ...over,
});

test('receipts_are_newest_first_and_survive_the_page', (t) => {
  fakeStorage(t);
  const store = receiptStore(WHOSE);
  store.add(receipt(1));
  store.add(receipt(2));
  store.add(receipt(1));
  assert.deepEqual(store.all.value.map(({ seq }) => seq), [1, 2]);
  assert.deepEqual(receiptStore(WHOSE).all.value, store.all.value);
  assert.deepEqual(receiptStore({ ...WHOSE, delegate: 'other' }).all.value, []);
  assert.equal(store.find(receipt(2).hash).seq, 2);
  assert.equal(store.find('x'), null);
});

test('only_the_fields_of_a_receipt_are_kept', (t) => {
  const shelf = fakeStorage(t);
  receiptStore(WHOSE).add(receipt(1, { paper: { form: 'marks', marks: { 1: 'yes' } }, marks: 'yes' }));
  for (const text of shelf.values()) assert.doesNotMatch(text, /yes|marks/);
});

test('a_device_keeps_the_newest_of_the_last_people', (t) => {
  const shelf = fakeStorage(t);
  const store = receiptStore(WHOSE);
  for (let seq = 1; seq <= RECEIPTS_MAX + 3; seq += 1) store.add(receipt(seq));
  assert.deepEqual([store.all.value.length, store.all.value.at(-1).seq], [RECEIPTS_MAX, 4]);
  for (let n = 0; n < OWNERS_MAX; n += 1) receiptStore({ ...WHOSE, delegate: `d${n}` }).add(receipt(1));
  assert.deepEqual(receiptStore(WHOSE).all.value, []);
  assert.equal([...shelf.keys()].length, OWNERS_MAX + 1);
  assert.equal(allReceipts().length, OWNERS_MAX);
  assert.deepEqual([...new Set(allReceipts().map(({ sitting }) => sitting))], [WHOSE.sitting]);
});

test('a_receipt_without_signature_is_checked_as_such', (t) => {
  fakeStorage(t);
  const store = receiptStore(WHOSE);
  store.add(receipt(1));
  store.add(receipt(2, { check: 'differs' }));
  store.checkAll();
  assert.deepEqual(store.all.value.map(({ check }) => check), ['differs', 'none']);
});

test('a_broken_store_is_empty', (t) => {
  fakeStorage(t, { 'plenum.receipts': '[1,"plenum.receipts.s.d",', [`plenum.receipts.${WHOSE.sitting}.d`]: '[{"seq":"x"},null,7,{"hash":"h","seq":1}]' });
  assert.deepEqual(receiptStore(WHOSE).all.value, []);
  assert.deepEqual(allReceipts(), []);
});

test('an_address_is_read_back_and_nothing_else_is', () => {
  const entry = { sitting: WHOSE.sitting, seq: 1843, hash: '7f'.repeat(32), cast_id: '0193a6f0-0000-7000-8000-0000000000c1' };
  const link = recordLink('http://192.0.2.7:8080', entry);
  assert.equal(link, `http://192.0.2.7:8080/record#${WHOSE.sitting}.1843.${'7f'.repeat(32)}.${entry.cast_id}`);
  assert.deepEqual(readFragment(new URL(link).hash), entry);
  const [sitting, , hash, cast] = new URL(link).hash.slice(1).split('.');
  for (const bad of [
    '', '#', '#x', `${sitting}.1.${hash}`, `${sitting}.01.${hash}.${cast}`, `${sitting}.-1.${hash}.${cast}`, `${sitting}.1.${hash.slice(1)}.${cast}`,
    `${sitting}.1.${hash}.${cast} `, `${sitting}.1.${hash.toUpperCase()}.${cast}`, `${sitting}.9999999999999999.${hash}.${cast}`, `.1.${hash}.${cast}`,
    `${sitting}.1.${hash}.${cast}.x`, `${sitting}.1.${hash}.`,
  ]) assert.equal(readFragment(bad), null, bad);
});
