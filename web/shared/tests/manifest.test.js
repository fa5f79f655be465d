import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { canonicalText } from '../canonical.js';
import { readManifest, shortCode } from '../manifest.js';
import { manifestOf, manifestText, marksForm, picksForm, ranksForm, scoresForm, secretBallot, SITTING, textForm } from './secret-ballot.js';

const read = (text, ballot, sitting = SITTING) => readManifest(text, { ballot, sitting });

test('a_manifest_of_the_ballot_on_the_screen_has_a_hash_and_a_code', () => {
  for (const ballot of [marksForm(2), picksForm(12, 5), ranksForm(4, 2), scoresForm(3), textForm(2)].map((form) => secretBallot(form))) {
    const text = manifestText(ballot);
    const hash = createHash('sha256').update(text).digest('hex');
    assert.deepEqual(read(text, ballot), { hash, code: shortCode(hash) });
  }
  assert.equal(shortCode(`9f3ac01d${'0'.repeat(56)}`), '9F3A C01D');
});

test('the_ballots_that_the_server_shows_fit_their_manifests', () => {
  const frame = JSON.parse(readFileSync(new URL('../../../tests/golden/frames/push-snapshot-delegate.json', import.meta.url), 'utf8'));
  for (const ballot of frame.data.ballots) assert.equal(read(manifestText(ballot), ballot).mismatch, undefined);
});

test('what_differs_is_named', () => {
  const grades = marksForm(2).grades;
  const rows = marksForm(2).rows;
  /** The manifest is of `other`, the screen shows `secretBallot()`. */
  for (const [mismatch, other] of [
    ['ballot', secretBallot(undefined, { id: SITTING })],
    ['ballot', secretBallot(undefined, { number: 3 })],
    ['ballot', secretBallot(undefined, { kind: 'evaluation' })],
    ['title', secretBallot(undefined, { title: '另一项测评' })],
    ['rows', secretBallot(marksForm(3))],
    ['rows', secretBallot(marksForm(2, { rows: [...rows].reverse() }))],
    ['rows', secretBallot(marksForm(2, { rows: [rows[0], { ...rows[1], id: '9' }] }))],
    ['rows', secretBallot(marksForm(2, { rows: [rows[0], { ...rows[1], title: '第9项' }] }))],
    ['rows', secretBallot(marksForm(2, { rows: [rows[0], { ...rows[1], details: [] }] }))],
    ['rows', secretBallot(picksForm(2, 1))],
    ['grades', secretBallot(marksForm(2, { grades: [...grades].reverse() }))],
    ['grades', secretBallot(marksForm(2, { grades: grades.slice(1) }))],
    ['grades', secretBallot(marksForm(2, { grades: [{ ...grades[0], zh: '不满意' }, ...grades.slice(1)] }))],
    ['limits', secretBallot(marksForm(2, { blank_rows: 'invalid' }))],
    ['limits', secretBallot(marksForm(2, { quotas: [{ grade: 'a', max: 1 }] }))],
    ['rules', secretBallot(undefined, { secrecy: 'recorded' })],
    ['rules', secretBallot(undefined, { change_of_vote: 'first_wins' })],
    ['rules', secretBallot(undefined, { binding: false })],
    ['rules', secretBallot(undefined, { show_while_open: 'tally', live_tally_in_secret: true })],
    ['rules', secretBallot(undefined, { publish_papers: true })],
    ['rules', secretBallot(undefined, { rule: { zh: '另一条规则。', en: 'Another rule.' } })],
  ]) assert.deepEqual(read(manifestText(other), secretBallot()), { mismatch }, canonicalText(other));
  assert.deepEqual(read(manifestText(secretBallot(picksForm(12, 6))), secretBallot(picksForm(12, 5))), { mismatch: 'limits' });
  assert.deepEqual(read(manifestText(secretBallot()), secretBallot(), '00000000-0000-0000-0000-000000000002'), { mismatch: 'sitting' });
});

test('only_the_known_suite_version_and_padding_are_taken', () => {
  const ballot = secretBallot();
  for (const [mismatch, over] of [['version', { v: 2 }], ['version', { suite: 2 }], ['pad_len', { pad_len: 96 }], ['pad_len', { pad_len: 32 }]]) {
    assert.deepEqual(read(canonicalText({ ...manifestOf(ballot), ...over }), ballot), { mismatch });
  }
});

test('a_text_that_could_be_read_in_two_ways_is_not_read', () => {
  const ballot = secretBallot();
  const text = manifestText(ballot);
  const twice = text.replace('"v":1', '"v":1,"v":1');
  assert.notEqual(twice, text);
  for (const bad of [twice, `${text}\n`, JSON.stringify(JSON.parse(text), null, 1), '', 'null', '[]', '{}', '{"sheet":null}', '{"sheet":{"form":null}}']) {
    assert.deepEqual(read(bad, ballot), { mismatch: 'unreadable' }, bad);
  }
  const { form: _, ...sheet } = manifestOf(ballot).sheet;
  assert.deepEqual(read(canonicalText({ ...manifestOf(ballot), sheet }), ballot), { mismatch: 'unreadable' });
});
