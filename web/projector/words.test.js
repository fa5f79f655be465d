// @ts-check
// Every word the chair's, the desk's and the projector's face say exists, and none is kept that nobody says.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dictionary } from '../shared/words.js';
import chair from '../shared/words/chair.js';
import desk from '../shared/words/desk.js';
import projector from '../shared/words/projector.js';

const sources = ['chair', 'desk', 'projector'].flatMap((face) => {
  const folder = new URL(`../${face}/`, import.meta.url);
  return readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.js') && !name.endsWith('.test.js'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
}).join('\n');
const said = new Set([...sources.matchAll(/'((?:screen|chair|desk|script|act|rule|count|hall|verdict|link|final|base|time)\.[a-z_]+)'/g)].map((found) => found[1]));
/** Beginnings of keys that are completed at run time. */
const begun = [...sources.matchAll(/`((?:[a-z]+)\.[a-z_]*)\$\{/g)].map((found) => found[1]);

test('every key that is said has words', () => {
  assert.deepEqual([...said].filter((key) => !(key in dictionary)), []);
});

test('every word is said somewhere', () => {
  const keys = Object.keys({ ...chair, ...desk, ...projector });
  assert.deepEqual(keys.filter((key) => !said.has(key) && !begun.some((begin) => key.startsWith(begin))), []);
});

test('both languages fill in the same figures', () => {
  for (const [key, [zh, en]] of Object.entries({ ...chair, ...desk, ...projector })) {
    const names = (/** @type {string} */ words) => [...new Set([...words.matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort();
    assert.deepEqual(names(en).filter((name) => !names(zh).includes(name)), [], key);
    assert.ok(zh && en, key);
  }
});
