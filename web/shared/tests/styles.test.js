// What a shared part is drawn with must be in a stylesheet of every page that draws it.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').replace(/\/\*[^]*?\*\//g, '');

/** The stylesheets of a page, as it links them. */
const stylesOf = (/** @type {string} */ face) =>
  [...read(`${face}/index.html`).matchAll(/href="\/assets\/([^"]+\.css)"/g)].map(([, path]) => read(path)).join('\n');

/** What the rules of exactly this selector say, alone or in a list of selectors. */
function rulesOf(/** @type {string} */ face, /** @type {string} */ selector) {
  const rules = [...stylesOf(face).matchAll(/([^{}]+)\{([^{}]*)\}/g)];
  return rules.filter(([, selectors]) => selectors.split(',').some((each) => each.trim() === selector)).map(([, , body]) => body).join(' ');
}

test('a_rehearsal_is_marked_on_every_face_and_takes_no_room', () => {
  for (const face of ['delegate', 'chair', 'desk', 'record', 'projector']) {
    assert.match(rulesOf(face, '.watermark'), /position: (fixed|absolute);.*pointer-events: none/s, face);
    assert.match(rulesOf(face, '.watermark p'), /rotate/, face);
  }
  assert.match(rulesOf('projector', '.watermark'), /font-size: [\d.]+rem/, 'the hall screen counts in rem');
  assert.match(rulesOf('projector', '.screen'), /position: relative/);
});

/** The least height in px, as the rules say it. */
const least = (/** @type {string} */ face, /** @type {string} */ selector, /** @type {string} */ property) =>
  Number(rulesOf(face, selector).match(new RegExp(`(?:^|[;\\s])${property}: (\\d+)px`))?.[1] ?? 0);

test('whom_a_tie_goes_to_is_ticked_with_a_finger', () => {
  assert.match(rulesOf('chair', '.which'), /display: grid/);
  assert.ok(least('chair', '.which-item', 'min-height') >= 48);
  assert.ok(least('chair', '.which-item input', 'width') >= 26);
  assert.ok(least('chair', '.which-item input', 'height') >= 26);
});

test('the_desk_has_the_rules_of_what_it_shares_with_the_chair', () => {
  for (const face of ['chair', 'desk']) assert.match(rulesOf(face, '.manual-state'), /display: grid/, face);
  assert.ok(least('desk', '.fields-scores textarea', 'min-height') >= 48);
});
