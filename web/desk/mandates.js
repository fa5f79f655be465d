// @ts-check
// Vote weights and proxies at the desk. The server decides what is lawful; here it is only offered.
import { t } from '../shared/words.js';
import { askReason } from '../chair/reason.js';

/** @typedef {import('../shared/frames.js').RosterEntry} RosterEntry */
/** @typedef {{weights: boolean, proxies: boolean, people: Map<string, RosterEntry>}} Uses whether this sitting has them; people by id */

/** @param {import('../shared/state.js').State} state @returns {Uses} */
export function usesOf({ ballots, roster }) {
  const sheets = Object.values(ballots);
  const people = roster ?? [];
  const proxies = sheets.some((ballot) => ballot.proxies) || people.some((person) => person.proxy_holder);
  return {
    weights: sheets.some((ballot) => ballot.weights) || people.some((person) => (person.weight ?? '1') !== '1'),
    proxies, people: new Map(proxies ? people.map((person) => [person.id, person]) : []),
  };
}

/** @param {RosterEntry} person @param {Uses} uses */
export function proxyText({ proxy_holder, mandates_held }, { people }) {
  const holder = proxy_holder ? people.get(proxy_holder) : undefined;
  if (holder) return t('desk.proxy_to', { number: holder.number, name: holder.name });
  return mandates_held ? t('desk.proxy_held', { n: mandates_held }) : '';
}

/** The weight as it is sent: one vote is no weight. @param {string} typed */
export const weightOf = (typed) => (typed.trim() === '1' ? null : typed.trim());

/**
 * @param {{act: string, person: RosterEntry, roster: RosterEntry[], done: string, send: (type: string, fields: object, done: string) => Promise<any>,
 *   say: (text: string) => void, ask?: typeof askReason}} of
 */
export async function mandateAct({ act, person, roster, done, send, say, ask = askReason }) {
  const { number, name } = person;
  if (act === 'proxy_end') return send('end_proxy', { principal: person.id }, done);
  if (act === 'weight') {
    const typed = await ask({
      title: t('desk.weight_title', { number, name }), body: t('desk.weight_body'), confirm: t('desk.save'), label: t('desk.weight'),
      suggestions: [person.weight ?? '1'],
    });
    return typed === null ? null : send('set_weight', { delegate: person.id, weight: weightOf(typed) }, done);
  }
  const typed = await ask({ title: t('desk.proxy_title', { number, name }), body: t('proxy.ask'), confirm: t('desk.save'), label: t('desk.proxy_body') });
  if (typed === null) return null;
  const holder = roster.find((other) => other.number === typed);
  if (!holder) return say(t('desk.proxy_unknown', { number: typed }));
  return send('give_proxy', { principal: person.id, holder: holder.id }, done);
}
