// The frames that the server writes, folded by the faces.
import test from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { agendaWord, formHint, itemsOf, kindWord, phaseWord, secrecyWord, verdictWord } from '../ballot-words.js';
import { emptyState, fold, stageBallot } from '../state.js';
import { sceneOf, stateLine, voteOn } from '../../delegate/scene.js';

const folder = new URL('../../../tests/golden/frames/', import.meta.url);
const frames = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]) : [];
const pushes = frames.filter(([, frame]) => frame.type === 'push');
const snapshots = pushes.filter(([, frame]) => frame.topic === 'snapshot');
const online = { status: { state: 'online', since: 0 }, pending: {}, outcomes: {}, drafts: {} };

test('every_push_folds', { skip: !frames.length && 'no golden frames yet' }, () => {
  assert.ok(snapshots.length > 0, 'a snapshot is among the golden frames');
  for (const [snapshotName, snapshot] of snapshots) {
    for (const [name, frame] of pushes.filter(([, each]) => each.topic !== 'snapshot')) {
      const before = fold(emptyState(), snapshot);
      const at = { epoch: snapshot.at.epoch, seq: snapshot.at.seq + 1 };
      const state = fold(before, { ...frame, at });
      assert.notEqual(state, before, `${name} after ${snapshotName} was not applied`);
      const shown = frame.topic === 'ballot' ? state.ballots[frame.data.id] : state[frame.topic];
      assert.deepEqual(shown, frame.data, name);
    }
  }
});

test('every_ballot_can_be_spoken_of', { skip: !frames.length && 'no golden frames yet' }, () => {
  const ballots = [...pushes.filter(([, { topic }]) => topic === 'ballot').map(([, frame]) => frame.data), ...snapshots.flatMap(([, { data }]) => data.ballots)];
  for (const ballot of ballots) {
    for (const word of [phaseWord(ballot), kindWord(ballot), secrecyWord(ballot), agendaWord(ballot), formHint(ballot)]) assert.ok(word, ballot.id);
    assert.ok(itemsOf(ballot).length > 0);
    for (const row of ballot.count?.outcome.rows ?? []) assert.ok(row.verdict === 'graded' || verdictWord(row.verdict), row.verdict);
  }
});

test('the_delegate_face_has_a_scene_for_each_snapshot', { skip: !frames.length && 'no golden frames yet' }, () => {
  for (const [name, frame] of snapshots) {
    const state = fold(emptyState(), frame);
    const scene = sceneOf({ ...online, state });
    assert.ok(scene.kind, name);
    const ballot = stageBallot(state);
    if (ballot) assert.ok(stateLine(voteOn(ballot, { ...online, state })).word, name);
  }
});
