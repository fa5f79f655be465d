// @ts-check
// The draws of the sitting: strata with their arithmetic, the commitment, digits, names, substitutes.
import { html, useState } from '../../shared/ui.js';
import { lang, say, t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';
import { hashGroups } from '../../shared/ballot-words.js';
import { DIGITS_MIN, digitCount, newestFirst, nextFor } from '../draw.js';

/** @typedef {import('../../shared/frames.js').Draw} Draw */
/** @typedef {import('../../shared/frames.js').Stratum} Stratum */
/** @typedef {{on: boolean, operates: boolean, rehearsal: boolean, run: (act: string, draw: Draw, more?: string) => void}} Acting */

/** @param {{strata: Stratum[]}} props */
export const Strata = ({ strata }) => html`<table class="table strata-table">
  <thead><tr><th scope="col">${t('draw.stratum')}</th><th scope="col" class="num">${t('draw.people')}</th>
    <th scope="col">${t('draw.arithmetic')}</th><th scope="col" class="num">${t('draw.seats')}</th></tr></thead>
  <tbody>${strata.map((stratum) => html`<tr key=${stratum.name}><td>${stratum.name || t('draw.everybody')}</td><td class="num">${stratum.people}</td>
    <td>${say(stratum.arithmetic)}</td><td class="num"><b>${stratum.drawn_seats ?? `${stratum.seats}${stratum.by_lot ? '+' : ''}`}</b></td></tr>`)}</tbody>
</table>`;

/** @param {{word: string, value: string|null}} props */
const Fact = ({ word, value }) => (value ? html`<div><dt>${word}</dt><dd class="hash">${value}</dd></div>` : null);

/** @param {{draw: Draw}} props */
const Facts = ({ draw }) => html`<dl class="draw-facts">
  <${Fact} word=${t('draw.list')} value=${t('draw.list_of', { people: draw.people, eligible: draw.eligible })} />
  <${Fact} word=${t('draw.condition')} value=${draw.condition} />
  <${Fact} word=${t('draw.list_hash')} value=${hashGroups(draw.list_hash)} />
  <${Fact} word=${t('draw.commitment')} value=${hashGroups(draw.commitment, 64)} />
  <${Fact} word=${t('draw.digits')} value=${draw.digits} />
  <${Fact} word=${t('draw.secret')} value=${draw.secret && hashGroups(draw.secret, 64)} />
  <${Fact} word=${t('draw.seed')} value=${draw.seed && hashGroups(draw.seed, 64)} />
</dl>`;

/** @param {Acting & {draw: Draw}} props */
function Digits({ draw, on, run }) {
  const [digits, setDigits] = useState('');
  const n = digitCount(digits);
  const submit = (/** @type {Event} */ event) => { event.preventDefault(); run('make', draw, digits); };
  return html`<form class="digits" onSubmit=${submit}>
    <label class="field"><span>${t('draw.digits_enter')}</span>
      <input inputmode="numeric" autocomplete="off" value=${digits} onInput=${(/** @type {any} */ event) => setDigits(event.target.value)} />
      <small class="note" role="status">${t('draw.digits_hint', { n, min: DIGITS_MIN })}</small></label>
    <button class="button button-primary" disabled=${!on || n < DIGITS_MIN}>${t('draw.make')}</button>
  </form>`;
}

/** @param {Acting & {draw: Draw, person: import('../../shared/frames.js').DrawnPerson}} props */
function Drawn({ draw, person, on, operates, run }) {
  const next = nextFor(draw, person.number);
  return html`<li><b>${person.title}</b>${!person.title.endsWith(person.number) && html` <span class="note">${person.number}</span>`}
    ${operates && !draw.superseded_by && html`<button class="button button-row" type="button" disabled=${!on || !next} onClick=${() => run('replace', draw, person.number)}
      aria-label=${`${t('draw.replace')} ${person.title}`}>${t('draw.replace')}</button>`}</li>`;
}

/** @param {Acting & {draw: Draw}} props */
const Names = (props) => html`<div class="draw-names">
  ${props.draw.strata.map((stratum) => html`<section key=${stratum.name}>
    <h4>${stratum.name || t('draw.everybody')} <small class="note">${t('draw.drawn_of', { n: stratum.drawn.length, people: stratum.people })}</small></h4>
    <ol>${stratum.drawn.map((person) => html`<${Drawn} key=${person.number} ...${props} person=${person} />`)}</ol>
    <p class="note">${stratum.substitutes.length === 0 ? t('draw.no_substitutes')
      : `${t('draw.substitutes')} ${stratum.substitutes.map((person, i) => `${i + 1}. ${person.title}`).join('　')}`}</p>
  </section>`)}
</div>`;

/** @param {{draw: Draw}} props */
const Replaced = ({ draw }) => html`<ul class="note draw-replaced">
  ${draw.replaced.map((one) => html`<li key=${one.out}>${t('draw.replaced', { out: one.out, in: one.in, reason: one.reason })}</li>`)}
</ul>`;

/** @param {Acting & {draw: Draw}} props */
const Files = ({ draw, on, operates, rehearsal, run }) => html`<div class="ballot-acts draw-acts">
  ${!rehearsal && html`<button class="button button-row" type="button" disabled=${!on} onClick=${() => run('form', draw, lang.value)}>${t('draw.form')}</button>
  <button class="button button-row" type="button" disabled=${!on} onClick=${() => run('result', draw)}>${t('draw.result')}</button>`}
  <button class="button button-row" type="button" disabled=${!on} onClick=${() => run('list', draw)}>${t('draw.list_file')}</button>
  ${operates && !draw.superseded_by && html`<button class="button button-row" type="button" disabled=${!on} onClick=${() => run('again', draw)}>${t('draw.again')}</button>
  <button class="button button-row button-row-strong" type="button" disabled=${!on} onClick=${() => run('ballot', draw)}>${t('draw.ballot')}</button>`}
</div>`;

/** @param {Acting & {draw: Draw}} props */
function DrawCard(props) {
  const { draw, on, operates, run } = props;
  const made = draw.phase === 'made';
  const over = draw.superseded_by !== null;
  return html`<li class=${`card draw-card ${over ? 'is-over' : ''}`}>
    <header><h3><span class="ballot-number">${draw.number}</span> ${draw.title}</h3>
      <span class="chip">${over ? t('draw.superseded', { n: draw.superseded_by ?? 0 }) : t(made ? 'draw.made' : 'draw.committed')}</span></header>
    ${draw.replaces && html`<p class="note">${t('draw.replaces', { n: draw.replaces, reason: draw.reason })}</p>`}
    <${Facts} draw=${draw} />
    <${Strata} strata=${draw.strata} />
    ${made && html`<${Names} ...${props} /><${Replaced} draw=${draw} /><${Files} ...${props} />`}
    ${!made && !over && operates && html`<${Digits} ...${props} />
      <div class="ballot-acts draw-acts"><button class="button button-row" type="button" disabled=${!on} onClick=${() => run('again', draw)}>${t('draw.again')}</button></div>`}
  </li>`;
}

/** @param {Acting & {draws: Draw[], onPrepare: () => void}} props */
export const Draws = ({ draws, onPrepare, ...acting }) => html`<div class="ballots">
  ${acting.operates && html`<button class="button button-ink" type="button" disabled=${!acting.on} onClick=${onPrepare}>
    <${Icon} name="plus" /> ${t('draw.prepare')}</button>`}
  ${draws.length === 0 && html`<p class="empty">${t('draw.none')}</p>`}
  <ul class="ballot-list">${newestFirst(draws).map((draw) => html`<${DrawCard} key=${draw.id} draw=${draw} ...${acting} />`)}</ul>
</div>`;
