// @ts-check
// What the desk does around hands and papers.
import { confirm } from '../shared/dialog.js';
import { CallRefused, call } from '../shared/rest.js';
import { t } from '../shared/words.js';
import { askReason } from '../chair/reason.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').RosterEntry} RosterEntry */

/**
 * @param {{doing: (act: () => Promise<any>, done?: string) => Promise<any>, send: (type: string, fields: object, done?: string) => Promise<any>,
 *   request: (type: string, fields: object) => Promise<import('../shared/frames.js').Answer>, ofSitting: (path: string) => string}} desk
 */
export function manualActs({ doing, send, request, ofSitting }) {
  /** Two acts on the record: the vote of the tablet is null before its owner has a paper. @param {Ballot} ballot @param {RosterEntry} person @param {string} done */
  async function issuePaper(ballot, person, done) {
    const fields = { ballot: ballot.id, delegate: person.id };
    const answer = await doing(() => request('issue_paper', fields), done);
    if (!answer || answer.ok) return;
    if (answer.refusal?.code !== 'vote_to_annul') {
      await doing(() => Promise.reject(new CallRefused(409, answer.refusal)));
      return;
    }
    const body = t('desk.annul_body', { number: person.number, name: person.name });
    if (!(await confirm({ title: t('desk.annul_title'), body, confirm: t('desk.annul'), cancel: t('act.back') }))) return;
    await send('annul_vote', fields);
    await send('issue_paper', fields, done);
  }

  return {
    enter: (/** @type {Ballot} */ ballot, /** @type {object} */ entry) => doing(() => call('desk', 'POST', ofSitting(`/ballots/${ballot.id}/figures`), entry)),
    correct: (/** @type {Ballot} */ ballot, /** @type {object} */ body) => doing(() => call('desk', 'POST', ofSitting(`/ballots/${ballot.id}/correction`), body)),
    report: (/** @type {Ballot} */ ballot, /** @type {number} */ issued) => send('report_issued', { ballot: ballot.id, issued }),
    async person(/** @type {string} */ act, /** @type {Ballot} */ ballot, /** @type {RosterEntry} */ person) {
      const done = `${person.number} ${person.name} · ${t('desk.done')}`;
      const fields = { ballot: ballot.id, delegate: person.id };
      if (act === 'issue_paper') return issuePaper(ballot, person, done);
      if (act === 'take_back_paper') {
        const body = t('desk.take_back_body', { number: person.number, name: person.name });
        if (!(await confirm({ title: t('desk.take_back_paper'), body, confirm: t('desk.take_back_paper'), cancel: t('act.back'), plain: true }))) return null;
      }
      return send(act, fields, done);
    },
    async note(/** @type {Ballot} */ ballot) {
      const text = await askReason({
        title: t('desk.note_title'), body: t('desk.note_body'), confirm: t('desk.note_declaration'), suggestions: [t('desk.note_suggestion')],
      });
      if (text !== null) await send('note_declaration', { ballot: ballot.id, text });
    },
  };
}
