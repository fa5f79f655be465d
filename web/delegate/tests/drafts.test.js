import test from 'node:test';
import assert from 'node:assert/strict';
import { DRAFTS_MAX, draftStore } from '../drafts.js';
import { fakeStorage } from '../../shared/tests/fakes.js';

const WHOSE = { sitting: 's', delegate: 'd' };
const paper = (grade) => ({ form: 'marks', marks: { 1: grade } });

test('drafts_survive_a_reload_and_belong_to_one_person_in_one_sitting', (t) => {
  fakeStorage(t);
  draftStore(WHOSE).set('b1', paper('yes'), 'recorded');
  assert.deepEqual(draftStore(WHOSE).drafts.value, { b1: paper('yes') });
  assert.deepEqual(draftStore({ sitting: 's', delegate: 'other' }).drafts.value, {});
  assert.deepEqual(draftStore({ sitting: 'other', delegate: 'd' }).drafts.value, {});
});

test('a_removed_draft_leaves_nothing_behind', (t) => {
  const shelf = fakeStorage(t);
  const store = draftStore(WHOSE);
  store.set('b1', paper('yes'), 'recorded');
  store.set('b2', paper('no'), 'recorded');
  store.remove('b1');
  assert.deepEqual(Object.keys(store.drafts.value), ['b2']);
  assert.deepEqual([...shelf.keys()].sort(), ['plenum.draft.s.d.b2', 'plenum.drafts']);
});

test('the_device_keeps_only_the_last_ones', (t) => {
  const shelf = fakeStorage(t);
  draftStore({ sitting: 'old', delegate: 'd' }).set('first', paper('yes'), 'recorded');
  const store = draftStore(WHOSE);
  for (let n = 1; n <= DRAFTS_MAX; n += 1) store.set(`b${n}`, paper('no'), 'recorded');
  assert.equal(shelf.has('plenum.draft.old.d.first'), false);
  assert.equal([...shelf.keys()].filter((key) => key.startsWith('plenum.draft.')).length, DRAFTS_MAX);
});

test('without_storage_it_works_until_the_reload', () => {
  const store = draftStore(WHOSE);
  store.set('b1', paper('yes'), 'recorded');
  assert.deepEqual(store.drafts.value.b1, paper('yes'));
});

test('a_broken_store_is_read_as_empty', (t) => {
  fakeStorage(t, { 'plenum.drafts': '["plenum.draft.s.d.b1", 7', 'plenum.draft.s.d.b1': '{' });
  assert.deepEqual(draftStore(WHOSE).drafts.value, {});
});

test('a_secret_draft_is_in_this_page_alone', (t) => {
  const shelf = fakeStorage(t);
  const store = draftStore(WHOSE);
  store.set('b1', paper('yes'), 'secret');
  assert.deepEqual(store.drafts.value, { b1: paper('yes') });
  assert.deepEqual([...shelf], []);
  assert.deepEqual(draftStore(WHOSE).drafts.value, {});
  store.set('b2', paper('no'), 'recorded');
  store.forgetSecret();
  assert.deepEqual(store.drafts.value, { b2: paper('no') });
});

test('whatever_is_not_known_to_be_recorded_is_not_kept', (t) => {
  const shelf = fakeStorage(t);
  const store = draftStore(WHOSE);
  store.set('b1', paper('yes'), undefined);
  assert.deepEqual([...shelf], []);
  store.set('b1', paper('yes'), 'recorded');
  store.set('b1', paper('no'), 'secret');
  assert.equal([...shelf.values()].some((text) => text.includes('yes') || text.includes('no')), false, 'an earlier copy goes');
});
