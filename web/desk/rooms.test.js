// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import { findNumbers, parseRooms, roomsText } from './rooms.js';

test('rooms are read from lines and written back the same', () => {
  const text = 'east | 东会场 | 第一代表团、第二代表团\nwest | 西会场 | ';
  const { rooms, bad } = parseRooms(text);
  assert.equal(bad, null);
  assert.deepEqual(rooms, [
    { id: 'east', title: '东会场', delegations: ['第一代表团', '第二代表团'] }, { id: 'west', title: '西会场', delegations: [] },
  ]);
  assert.equal(roomsText(rooms), text);
  assert.deepEqual(parseRooms('\n\n').rooms, []);
});

test('a line that is no room is named', () => {
  assert.equal(parseRooms('east | 东会场\n东 | 西会场').bad, 2);
  assert.equal(parseRooms('east').bad, 1);
});

test('people are invited by their numbers, each once', () => {
  const person = (/** @type {string} */ number) => ({
    id: `id-${number}`, number, name: '', delegation: '', seat: '', voting: true, present: false, on_leave: false, connected: false,
  });
  const roster = [person('001'), person('002')];
  assert.deepEqual(findNumbers(roster, '001，002 001'), { ids: ['id-001', 'id-002'], unknown: [] });
  assert.deepEqual(findNumbers(roster, '001、9'), { ids: ['id-001'], unknown: ['9'] });
  assert.deepEqual(findNumbers(roster, ' '), { ids: [], unknown: [] });
});
