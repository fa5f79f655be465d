import test from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dictionary, lang, say, t } from '../words.js';
import { formHint, ordinal, shortHash } from '../ballot-words.js';
import { remainingText } from '../clock.js';

const FACES = ['delegate', 'sign-in', 'record', 'chair', 'desk', 'projector', 'shared'];
const root = new URL('../../', import.meta.url);
const FILES = readdirSync(new URL('shared/words/', root)).filter((name) => name.endsWith('.js'));

/** All sources of a folder, tests left out. */
function sources(folder) {
  return readdirSync(new URL(`${folder}/`, root), { recursive: true }).map(String)
    .filter((name) => name.endsWith('.js') && !name.includes('test') && !name.startsWith('words/'))
    .map((name) => [`${folder}/${name}`, readFileSync(new URL(`${folder}/${name}`, root), 'utf8')]);
}

test('every_key_that_is_named_has_words', () => {
  for (const folder of FACES) {
    for (const [name, text] of sources(folder)) {
      for (const [, key] of text.matchAll(/\bt\('([\w.]+)'/g)) assert.ok(dictionary[key], `${name}: ${key}`);
    }
  }
});

test('every_entry_has_both_languages_and_the_same_blanks', () => {
  const blanks = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const [key, words] of Object.entries(dictionary)) {
    assert.equal(words.length, 2, key);
    assert.ok(words[0] && words[1], key);
    assert.deepEqual([...new Set(blanks(words[1]))], [...new Set(blanks(words[0]))], key);
  }
});

test('no_key_is_defined_twice', async () => {
  assert.ok(FILES.includes('rooms.js') && FILES.includes('draw.js'), FILES.join());
  const seen = new Map();
  for (const file of FILES) {
    for (const words of Object.values(await import(`../words/${file}`))) {
      for (const key of Object.keys(words)) {
        assert.ok(!seen.has(key), `${key} in ${seen.get(key)} and ${file}`);
        seen.set(key, file);
      }
    }
  }
  assert.equal(seen.size, Object.keys(dictionary).length);
});

test('a_missing_key_throws_here', () => assert.throws(() => t('no.such.key')));

test('the_language_changes_the_words_and_nothing_else', () => {
  assert.equal(t('picks.over', { max: 8 }), '最多可选 8 项，您已选 8 项');
  lang.value = 'en';
  assert.equal(t('picks.over', { max: 8 }), 'You may choose at most 8. You have chosen 8.');
  assert.equal(say({ zh: '赞成', en: 'For' }), 'For');
  lang.value = 'zh';
  assert.equal(say({ zh: '赞成', en: 'For' }), '赞成');
  assert.equal(say(null), '');
});

test('numbers_and_hints_read_as_the_hall_says_them', () => {
  assert.deepEqual([1, 10, 11, 20, 21, 99, 100].map(ordinal), ['一', '十', '十一', '二十', '二十一', '九十九', '100']);
  assert.equal(shortHash('7f2a91c4d0e1'), '7F2A · 91C4');
  const options = Array.from({ length: 10 }, (_, i) => ({ id: String(i), title: '', note: '', details: [] }));
  const hint = (min, max) => formHint({ form: { kind: 'picks', options, min, max } });
  assert.equal(hint(1, 8), '候选 10 项，选 8 项以内');
  assert.equal(hint(8, 8), '候选 10 项，须选 8 项');
  assert.equal(hint(3, 8), '候选 10 项，选 3 至 8 项');
  const ranks = { kind: 'ranks', options, min: 0, max: 3 };
  assert.equal(formHint({ form: ranks }), '候选 10 项，按顺序排出前 3 名，可以少排');
  assert.equal(formHint({ form: { ...ranks, min: 3 } }), '候选 10 项，按顺序排出前 3 名');
  const scores = { kind: 'scores', rows: options, min: 0, max: 1000, step: 5, decimals: 1, blank_rows: 'abstain', bands: [], labels: null };
  assert.equal(formHint({ form: scores }), '共 10 项，每项打 0.0 至 100.0 分，间隔 0.5');
  assert.equal(formHint({ form: { kind: 'text', questions: options, max_chars: 200 } }), '共 10 题，每题至多 200 字');
  assert.deepEqual([0, 1, 999, 1000, 60_000, 61_001, -5].map(remainingText), ['0:00', '0:01', '0:01', '0:01', '1:00', '1:02', '0:00']);
});
