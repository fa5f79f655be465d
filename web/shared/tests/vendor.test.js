import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { PATHS } from '../icon-paths.js';

const folder = new URL('../../vendor/', import.meta.url);
/** Ours: the list itself, and the types written by hand. */
const OURS = ['vendor.json'];

test('every_vendored_file_is_listed_with_its_hash', () => {
  const list = JSON.parse(readFileSync(new URL('vendor.json', folder), 'utf8'));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => (entry.parentPath.endsWith('licences') ? `licences/${entry.name}` : entry.name));
  assert.deepEqual(files.filter((name) => !OURS.includes(name)).sort(), list.map(({ file }) => file).sort());
  for (const { file, sha256, licence, version, from } of list) {
    assert.equal(createHash('sha256').update(readFileSync(new URL(file, folder))).digest('hex'), sha256, file);
    assert.ok(licence && version && from, file);
  }
});

test('every_icon_that_is_named_is_drawn', () => {
  const root = new URL('../../', import.meta.url);
  for (const face of ['delegate', 'sign-in', 'record', 'chair', 'desk', 'projector']) {
    for (const name of readdirSync(new URL(`${face}/`, root), { recursive: true }).map(String).filter((each) => each.endsWith('.js'))) {
      const text = readFileSync(new URL(`${face}/${name}`, root), 'utf8');
      for (const [, icon] of text.matchAll(/\$\{Icon\} name="(\w+)"/g)) assert.ok(PATHS[icon], `${face}/${name}: ${icon}`);
    }
  }
});
