import test from 'node:test';
import assert from 'node:assert/strict';
import { canonicalText, DEPTH_MAX, parseCanonical } from '../canonical.js';

test('keys_are_sorted_and_nothing_is_added', () => {
  const text = canonicalText({ b: [1, null, true], a: 'é\n\u0001"', aa: -3, 2: '', 10: {} });
  assert.equal(text, '{"10":{},"2":"","a":"é\\n\\u0001\\"","aa":-3,"b":[1,null,true]}');
  assert.equal(canonicalText(parseCanonical(text)), text);
  assert.equal(canonicalText('关于示例的决议\u007f\u2028😀'), '"关于示例的决议\u007f\u2028😀"');
});

test('other_spellings_are_refused', () => {
  const texts = ['{"b":1,"a":2}', '{"a": 1}', '{"a":1,"a":1}', '{"__proto__":1,"__proto__":1}', '[1.0]', '[1e3]', '[-0]', '["\\u0041"]', '["\\/"]',
    '[9007199254740992]', '[1]\n', '\ufeff[1]', '["e\u0301"]', '{"é":1}', '["\\ud800"]', '["\\u001F"]', '[0.5]', ''];
  for (const text of texts) assert.throws(() => parseCanonical(text), text);
});

test('what_is_not_plain_data_is_refused', () => {
  for (const value of [undefined, [undefined], { a: undefined }, 0.5, NaN, Infinity, -0, 1n, () => 1, '\ud800', 'e\u0301']) {
    assert.throws(() => canonicalText(value));
  }
});

test('depth_is_bounded', () => {
  const deep = (levels) => '['.repeat(levels) + ']'.repeat(levels);
  assert.ok(parseCanonical(deep(DEPTH_MAX + 1)));
  assert.throws(() => parseCanonical(deep(DEPTH_MAX + 2)));
});
