import test from 'node:test';
import assert from 'node:assert/strict';
import { DRAFTS_MAX, draftStore } from '../drafts.js';
import { fakeStorage } from '../../shared/tests/fakes.js';

const WHOSE = { sitting: 's', delegate: 'd' };
const paper = (grade) => ({ form: 'marks', marks: { 1: grade } });

test('drafts_survive_a_reload_and_belong_to_one_person_in_one_sitting', (t) => {
  fakeStorage(t);
  draftStore(WHOSE).set('b1', paper('yes'));
  assert.deepEqual(draftStore(WHOSE).drafts.value, { b1: paper('yes') });
  assert.deepEqual(draftStore({ sitting: 's', delegate: 'other' }).drafts.value, {});
  assert.deepEqual(draftStore({ sitting: 'other', delegate: 'd' }).drafts.value, {});
});

test('a_removed_draft_leaves_nothing_behind', (t) => {
  const shelf = fakeStorage(t);
  const store = draftStore(WHOSE);
  store.set('b1', paper('yes'));
  store.set('b2', paper('no'));
  store.remove('b1');
  assert.deepEqual(Object.keys(store.drafts.value), ['b2']);
  assert.deepEqual([...shelf.keys()].sort(), ['plenum.draft.s.d.b2', 'plenum.drafts']);
});

test('the_device_keeps_only_the_last_ones', (t) => {
  const shelf = fakeStorage(t);
  draftStore({ sitting: 'old', delegate: 'd' }).set('first', paper('yes'));
  const store = draftStore(WHOSE);
  for (let n = 1; n <= DRAFTS_MAX; n += 1) store.set(`b${n}`, paper('no'));
  assert.equal(shelf.has('plenum.draft.old.d.first'), false);
  assert.equal([...shelf.keys()].filter((key) => key.startsWith('plenum.draft.')).length, DRAFTS_MAX);
});

test('without_storage_it_works_until_the_reload', () => {
  const store = draftStore(WHOSE);
  store.set('b1', paper('yes'));
  assert.deepEqual(store.drafts.value.b1, paper('yes'));
});

test('a_broken_store_is_read_as_empty', (t) => {
  fakeStorage(t, { 'plenum.drafts': '["plenum.draft.s.d.b1", 7', 'plenum.draft.s.d.b1': '{' });
  assert.deepEqual(draftStore(WHOSE).drafts.value, {});
});
