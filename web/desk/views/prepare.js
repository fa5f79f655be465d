// @ts-check
// The form for a new ballot. Only what the chosen profile leaves open is asked.
import { html } from '../../shared/ui.js';
import { lang, say, t } from '../../shared/words.js';
import { standing } from '../draw.js';
import { amendable, parseItems, problems } from '../prepare.js';
import { Documents } from './documents.js';

/** @typedef {import('../prepare.js').Draft} Draft */
/** @typedef {import('../prepare.js').Profile} Profile */
/** Items of the preview that are shown. */
const PREVIEW_MAX = 100;
const KINDS = ['motion_vote', 'selection_ballot', 'evaluation', 'satisfaction_vote', 'election', 'scoring', 'quick_poll', 'opinion_poll'];

/** @param {{draft: Draft, profiles: Profile[], onChange: (part: Partial<Draft>) => void}} props */
const ProfileField = ({ draft, profiles, onChange }) => html`<label class="field"><span>${t('desk.profile')}</span>
  <select value=${draft.profile} onChange=${(/** @type {any} */ event) => onChange({ profile: event.target.value })}>
    <option value="">${t('desk.profile_none')}</option>
    ${KINDS.filter((kind) => profiles.some((profile) => profile.kind === kind)).map((kind) => html`<optgroup key=${kind} label=${t(`kind.${kind}`)}>
      ${profiles.filter((profile) => profile.kind === kind).map((profile) => html`<option key=${profile.id} value=${profile.id}>${profile[lang.value]}</option>`)}
    </optgroup>`)}
  </select></label>`;

/** @param {{name: 'places'|'quota'|'duration', hint?: string, draft: Draft, onChange: (part: Partial<Draft>) => void}} props */
const NumberField = ({ name, hint, draft, onChange }) => html`<label class="field field-number"><span>${t(`desk.${name}`)}</span>
  <input inputmode="numeric" autocomplete="off" value=${draft[name]} onInput=${(/** @type {any} */ event) => onChange({ [name]: event.target.value })} />
  ${hint && html`<small class="note">${hint}</small>`}</label>`;

/** @param {{name: 'person'|'body', draft: Draft, onChange: (part: Partial<Draft>) => void}} props */
const TextField = ({ name, draft, onChange }) => html`<label class="field"><span>${t(`desk.${name}`)}</span>
  <input autocomplete="off" value=${draft[name]} onInput=${(/** @type {any} */ event) => onChange({ [name]: event.target.value })} /></label>`;

/** @param {{draft: Draft, profile: Profile, onChange: (part: Partial<Draft>) => void}} props */
const SecrecyField = ({ draft, profile, onChange }) => html`<label class="field"><span>${t('desk.secrecy')}</span>
  <select value=${draft.secrecy} onChange=${(/** @type {any} */ event) => onChange({ secrecy: event.target.value })}>
    <option value="">${t('desk.secrecy_profile')}</option>
    ${profile.secrecy.map((secrecy) => html`<option key=${secrecy} value=${secrecy}>${t(`secrecy.${secrecy}`)}</option>`)}
  </select></label>`;

/** Scores from outside the ballot, a line for each item. @param {{draft: Draft, profile: Profile, onChange: (part: Partial<Draft>) => void}} props */
const ScoreFields = ({ draft, profile, onChange }) => html`<div class="fields fields-scores">
  ${(profile.sources ?? []).map((source) => html`<label class="field" key=${source.id}><span>${t('desk.scores', { source: say(source), weight: source.weight })}</span>
    <textarea rows="5" inputmode="decimal" value=${draft.external?.[source.id] ?? ''}
      onInput=${(/** @type {any} */ event) => onChange({ external: { ...draft.external, [source.id]: event.target.value } })}></textarea>
    <small class="note">${t('desk.scores_hint', { decimals: source.decimals })}</small></label>`)}
</div>`;
/** @param {{draft: Draft, ballots: import('../../shared/frames.js').Ballot[], onChange: (part: Partial<Draft>) => void}} props */
const AmendsField = ({ draft, ballots, onChange }) => html`<label class="field"><span>${t('agenda.amends_field')}</span>
  <select value=${draft.amends} onChange=${(/** @type {any} */ event) => onChange({ amends: event.target.value })}>
    <option value="">${t('agenda.amends_none')}</option>
    ${amendable(ballots, draft.id).map((ballot) => html`<option key=${ballot.id} value=${ballot.id}>${ballot.number}. ${ballot.title}</option>`)}
  </select></label>`;

/** @param {{draft: Draft, profile: Profile, onChange: (part: Partial<Draft>) => void}} props */
const CastingField = ({ draft, profile, onChange }) => html`<label class="field"><span>${t('desk.casting')}</span>
  <select value=${draft.casting} onChange=${(/** @type {any} */ event) => onChange({ casting: event.target.value })}>
    <option value="">${t('desk.casting_profile')}</option>
    ${(profile.casting ?? []).map((casting) => html`<option key=${casting} value=${casting}>${t(`casting.${casting}`)}</option>`)}
  </select></label>`;

/** @param {{text: string}} props */
function Preview({ text }) {
  const items = parseItems(text);
  return html`<div class="preview">
    <p class="note" role="status">${items.length === 0 ? t('desk.items_one') : t('desk.items_count', { n: items.length })}</p>
    <ol class="paper">${items.slice(0, PREVIEW_MAX).map((item, i) => html`<li key=${i}><b>${item.title}</b> <span class="note">${item.note}</span>
      ${item.details.map((detail) => html`<span class="note paper-detail">${detail.label}：${detail.text}</span>`)}</li>`)}
    ${items.length > PREVIEW_MAX && html`<li class="note">${t('desk.more', { n: items.length - PREVIEW_MAX })}</li>`}</ol>
  </div>`;
}

/**
 * @param {{ballots: import('../../shared/frames.js').Ballot[], draws: import('../../shared/frames.js').Draw[], onWrong: (words: string) => void,
 *   draft: Draft, profiles: Profile[]|null, tried: boolean, busy: boolean, onChange: (part: Partial<Draft>) => void,
 *   onCreate: () => void, onBack: () => void}} props tried: the person has pressed the button, so what is missing is shown
 */
export function Prepare({ ballots, draws, onWrong, draft, profiles, tried, busy, onChange, onCreate, onBack }) {
  const profile = profiles?.find(({ id }) => id === draft.profile) ?? null;
  const has = (/** @type {string} */ name) => profile?.parameters.includes(name);
  const source = draws.find(({ id }) => id === draft.draw);
  const missing = tried ? problems(draft, profile) : [];
  const submit = (/** @type {Event} */ event) => { event.preventDefault(); onCreate(); };
  return html`<form class="prepare" onSubmit=${submit}>
    <div class="prepare-fields">
      <h2>${t('desk.prepare')}</h2>
      ${profiles === null ? html`<p class="bad">${t('desk.profiles_failed')}</p>` : html`<${ProfileField} draft=${draft} profiles=${profiles} onChange=${onChange} />`}
      <label class="field"><span>${t('desk.ballot_title')}</span>
        <textarea rows="2" value=${draft.title} onInput=${(/** @type {any} */ event) => onChange({ title: event.target.value.replace(/\n/g, '') })}></textarea></label>
      <div class="fields">
        ${has('places') && html`<${NumberField} name="places" draft=${draft} onChange=${onChange} />`}
        ${has('quota') && html`<${NumberField} name="quota" draft=${draft} onChange=${onChange} />`}
        ${has('duration_s') && html`<${NumberField} name="duration" hint=${t('desk.duration_hint')} draft=${draft} onChange=${onChange} />`}
        ${profile?.kind === 'motion_vote' && html`<${AmendsField} draft=${draft} ballots=${ballots} onChange=${onChange} />`}
        ${has('person') && html`<${TextField} name="person" draft=${draft} onChange=${onChange} />`}
        ${has('body') && html`<${TextField} name="body" draft=${draft} onChange=${onChange} />`}
        ${has('secrecy') && profile && html`<${SecrecyField} draft=${draft} profile=${profile} onChange=${onChange} />`}
        ${has('casting') && profile && html`<${CastingField} draft=${draft} profile=${profile} onChange=${onChange} />`}
      </div>
      <${Documents} documents=${draft.documents} onWrong=${onWrong}
        onChange=${(/** @type {Draft['documents']} */ documents) => onChange({ documents })} />
      <ul class="problems" role="alert">${missing.map((words) => html`<li key=${words}>${words}</li>`)}</ul>
      <div class="prepare-acts">
        <button class="button" type="button" onClick=${onBack}>${t('act.back')}</button>
        <button class="button button-primary" disabled=${busy}>${t(draft.id ? 'agenda.save' : 'desk.create')}</button>
      </div>
    </div>
    <div class="prepare-items">
      <label class="field field-items"><span>${t('desk.items')}</span>
        <textarea readonly=${draft.draw !== null} value=${draft.items} onInput=${(/** @type {any} */ event) => onChange({ items: event.target.value })}></textarea>
        <small class="note">${source ? t('draw.ballot_of', { n: source.number, people: standing(source).length }) : t('desk.items_hint')}</small></label>
      ${profile?.sources?.length && html`<${ScoreFields} draft=${draft} profile=${profile} onChange=${onChange} />`}
      <${Preview} text=${draft.items} />
    </div>
  </form>`;
}
