// @ts-check
// The hall screen at /screen: a link, the fold of its frames, a picture.
import { computed, html, mount, signal } from '../shared/ui.js';
import { serverClock } from '../shared/clock.js';
import { openLink } from '../shared/link.js';
import { emptyState, fold, position, stageBallot } from '../shared/state.js';
import { lang, setLang, showLang, t } from '../shared/words.js';
import { keep, recall } from '../shared/storage.js';
import { Watermark } from '../shared/watermark.js';
import { Screen } from './app.js';
import { emptyGuard, raise } from './guard.js';

const THEME = 'plenum.screen.theme';

const state = signal(emptyState());
const status = signal(/** @type {import('../shared/link.js').Status} */ ({ state: 'connecting', since: 0 }));
const guard = signal(emptyGuard());
const theme = signal(recall(THEME) === 'light' ? 'light' : 'dark');
const clock = serverClock();
/** The room that this screen hangs in, where there are several: /screen?room=east. */
const room = new URLSearchParams(location.search).get('room');
const stage = computed(() => stageBallot(state.value));

/** @param {any} frame */
function onFrame(frame) {
  const next = fold(state.value, frame);
  const ballot = stageBallot(next);
  const turnout = next.turnout;
  // A vote that is annulled for a paper leaves the figure.
  const shown = ballot?.casting === 'mixed' ? emptyGuard() : guard.value;
  if (ballot) guard.value = raise(shown, next.epoch, ballot.id, turnout?.ballot === ballot.id ? turnout.voted : null);
  state.value = next;
  clock.alignTo(ballot?.deadline_ms);
}

/** @param {string} next */
function setTheme(next) {
  theme.value = next;
  keep(THEME, next);
  document.documentElement.dataset.theme = next;
}

/** Two quiet buttons, seen when a pointer or the keyboard looks for them. */
const Settings = () => html`<div class="settings">
  <button type="button" onClick=${() => setLang(lang.value === 'zh' ? 'en' : 'zh')}>${t('act.other_language')}</button>
  <button type="button" onClick=${() => setTheme(theme.value === 'dark' ? 'light' : 'dark')}>${t(theme.value === 'dark' ? 'screen.light' : 'screen.dark')}</button>
</div>`;

function App() {
  const ballot = stage.value;
  const voted = guard.value.ballot === ballot?.id ? guard.value.voted : null;
  // The clock is read only where it is shown, so that a still picture is not drawn again each second.
  const now_ms = ballot?.phase === 'open' ? clock.tick.value : 0;
  document.title = t('screen.title');
  return html`<div class="screen" lang=${lang.value === 'zh' ? 'zh-CN' : 'en'}>
    <${Screen} state=${state.value} status=${status.value} voted=${voted} now_ms=${now_ms} room=${room} />
    <${Watermark} rehearsal=${state.value.sitting?.rehearsal} />
    <${Settings} />
  </div>`;
}

setTheme(theme.value);
showLang();
openLink({
  face: 'screen', onFrame, onStatus: (next) => { status.value = next; }, onTime: clock.sync, resume: () => position(state.value),
});
mount(App, /** @type {Element} */ (document.getElementById('root')));
