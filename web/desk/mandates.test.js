// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import { mandateAct, proxyText, usesOf, weightOf } from './mandates.js';

/** @param {string} number @param {object} [over] @returns {any} */
const person = (number, over = {}) => ({ id: `p${number}`, number, name: `代表${number}`, voting: true, weight: '1', proxy_holder: null, mandates_held: 0, ...over });
/** @param {any[]} ballots @param {any[]} roster @returns {any} */
const state = (ballots, roster) => ({ ballots: Object.fromEntries(ballots.map((ballot, i) => [i, ballot])), roster });
const ROSTER = [person('1', { proxy_holder: 'p2' }), person('2', { mandates_held: 1 }), person('3')];

/** @param {string} act @param {string|null} typed */
async function act(act, typed) {
  /** @type {any[]} */
  const sent = [];
  /** @type {string[]} */
  const said = [];
  await mandateAct({
    act, person: ROSTER[2], roster: ROSTER, done: '', ask: async () => typed, say: (text) => { said.push(text); },
    send: async (type, fields) => { sent.push({ type, ...fields }); },
  });
  return { sent, said };
}

test('weights and proxies are offered where the sitting has them', () => {
  assert.deepEqual({ ...usesOf(state([{ weights: null, proxies: null }], [person('1')])), people: 0 }, { weights: false, proxies: false, people: 0 });
  assert.equal(usesOf(state([{ weights: { decimals: 1 } }], [])).weights, true);
  assert.equal(usesOf(state([], [person('1', { weight: '2.5' })])).weights, true);
  assert.equal(usesOf(state([{ proxies: {} }], ROSTER)).people.size, 3);
});

test('who holds and who gave is said in the row', () => {
  const uses = usesOf(state([], ROSTER));
  assert.deepEqual(ROSTER.map((one) => proxyText(one, uses)), ['委托 2 代表2', '受托 1', '']);
});

test('a weight goes as it was typed, and one vote as none', async () => {
  assert.deepEqual([weightOf('1'), weightOf(' 2.50 ')], [null, '2.50']);
  assert.deepEqual((await act('weight', '2.5')).sent, [{ type: 'set_weight', delegate: 'p3', weight: '2.5' }]);
  assert.deepEqual((await act('weight', null)).sent, []);
});

test('a proxy goes to the person with that number', async () => {
  assert.deepEqual((await act('proxy_give', '2')).sent, [{ type: 'give_proxy', principal: 'p3', holder: 'p2' }]);
  assert.deepEqual((await act('proxy_give', '9')).said, ['没有代表证号为 9 的代表']);
  assert.deepEqual((await act('proxy_end', null)).sent, [{ type: 'end_proxy', principal: 'p3' }]);
});
