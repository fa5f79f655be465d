// @ts-check
// Words in two languages. Chinese is the default; the choice is kept on the device and loses nothing when it changes.
import { signal } from './ui.js';
import { keep, recall } from './storage.js';
import * as common from './words/common.js';
import * as delegate from './words/delegate.js';
import * as chair from './words/chair.js';
import * as desk from './words/desk.js';
import * as manual from './words/manual.js';
import * as projector from './words/projector.js';
import * as election from './words/election.js';
import * as people from './words/people.js';
import * as record from './words/record.js';
import * as weights from './words/weights.js';
import * as draw from './words/draw.js';
import * as agenda from './words/agenda.js';
import * as forms from './words/forms.js';
import * as rooms from './words/rooms.js';

/** @typedef {'zh'|'en'} Lang */
/** @typedef {Record<string, [string, string]>} Words key → [zh, en] */

const KEY = 'plenum.lang';
/** @type {Words} */
export const dictionary = Object.assign({}, ...[common, delegate, chair, desk, election, people, projector, record, manual, forms, draw, agenda, rooms, weights].flatMap((file) => Object.values(file)));

/** The language of this face. */
export const lang = signal(/** @type {Lang} */ (recall(KEY) === 'en' ? 'en' : 'zh'));

/** @param {Lang} next */
export function setLang(next) {
  lang.value = next;
  keep(KEY, next);
  showLang();
}

/** Tells the browser (hyphenation, fonts, screen readers) which language the page speaks. */
export function showLang() {
  if (typeof document !== 'undefined') document.documentElement.lang = lang.value === 'zh' ? 'zh-CN' : 'en';
}

/**
 * The words of `key`, with `{name}` filled from `params`.
 * @param {string} key
 * @param {Record<string, string|number>} [params]
 * @returns {string}
 */
export function t(key, params = {}) {
  const words = dictionary[key];
  if (!words) {
    if (typeof document === 'undefined') throw new Error(`no words for "${key}"`);
    return key;
  }
  return words[lang.value === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ''));
}

/** Sentences in one line; those that are missing are left out. @param {(string|false|null|undefined)[]} sentences */
export const sentences = (sentences) => sentences.filter(Boolean).join(lang.value === 'zh' ? '' : ' ');

/** A text that came in both languages. @param {{zh: string, en: string}|null|undefined} both @returns {string} */
export const say = (both) => (both ? both[lang.value] || both.zh : '');
