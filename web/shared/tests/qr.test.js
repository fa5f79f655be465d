import test from 'node:test';
import assert from 'node:assert/strict';
import { qrPath, qrSvg } from '../qr.js';

const ANCHOR = `plenum1:00000000-0000-0000-0000-000000000001:1234:${'0123456789abcdef'.repeat(4)}`;

/** The dark modules that a path draws. */
function modules({ size, d }) {
  const dark = new Set();
  for (const [, x, y, run, back] of d.matchAll(/M(\d+) (\d+)h(\d+)v1H(\d+)z/g)) {
    assert.equal(back, x);
    for (let at = 0; at < Number(run); at += 1) dark.add(`${Number(x) + at} ${y}`);
  }
  assert.equal(d.replace(/M\d+ \d+h\d+v1H\d+z/g, ''), '');
  return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (__, x) => (dark.has(`${x} ${y}`) ? '#' : '.')).join(''));
}

test('a_code_has_its_three_finders_and_a_light_margin', () => {
  const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
  for (const margin of [0, 4]) {
    const rows = modules(qrPath(ANCHOR, margin));
    const side = rows.length;
    assert.equal((side - 2 * margin - 17) % 4, 0);
    const end = side - margin - 7;
    for (const [x, y] of [[margin, margin], [end, margin], [margin, end]]) {
      assert.deepEqual(rows.slice(y, y + 7).map((row) => row.slice(x, x + 7)), finder);
    }
    for (let at = 0; at < margin; at += 1) assert.match(rows[at] + rows[side - 1 - at], /^\.+$/);
    for (const row of rows) assert.ok(row.startsWith('.'.repeat(margin)) && row.endsWith('.'.repeat(margin)));
  }
});

test('the_drawing_uses_attributes_only', () => {
  const node = qrSvg(ANCHOR, { margin: 2 });
  assert.equal(node.type, 'svg');
  assert.equal(node.props.style, undefined);
  assert.equal(node.props.class, 'qr');
  const { size, d } = qrPath(ANCHOR, 2);
  assert.equal(node.props.viewBox, `0 0 ${size} ${size}`);
  assert.equal(node.props.children.find((child) => child.type === 'path').props.d, d);
});
