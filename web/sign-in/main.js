// @ts-check
// A link or QR code was opened: its code is exchanged for a token once, and the person goes on to their face.
import { Icon } from '../shared/icons.js';
import { call, CallRefused } from '../shared/rest.js';
import { html, mount, signal } from '../shared/ui.js';
import { lang, say, setLang, showLang, t } from '../shared/words.js';

const FACES = ['vote', 'chair', 'desk', 'screen'];
/** The link itself is refused; anything else is said in the server's own words. */
const LINK_CODE = 'link_invalid';

/** @typedef {{kind: 'busy'|'no_code'|'refused', refused?: CallRefused}} Step */
const step = signal(/** @type {Step} */ ({ kind: 'busy' }));
const code = decodeURIComponent(location.pathname.split('/').filter(Boolean)[1] ?? '');

async function signIn() {
  if (!code) { step.value = { kind: 'no_code' }; return; }
  step.value = { kind: 'busy' };
  try {
    // The code says which face; until then the face that most people have.
    const { face } = await call('vote', 'POST', '/api/sign-in', { code });
    if (!FACES.includes(face)) throw new Error(`unknown face ${face}`);
    location.replace(`/${face}`);
  } catch (error) {
    const lost = new CallRefused(0, { code: 'unreachable', zh: '服务器没有回应，请稍后再试', en: 'The server did not answer. Please try again.', retry: true });
    step.value = { kind: 'refused', refused: error instanceof CallRefused ? error : lost };
  }
}

/** @param {CallRefused} refused */
const sentence = ({ status, refusal }) => (refusal.code === LINK_CODE || status === 404 ? t('sign_in.used') : say(refusal));

function Page() {
  const { kind, refused } = step.value;
  const again = refused && (refused.refusal.retry || refused.status >= 500 || refused.status === 429);
  return html`
    <main class=${`card sign-in ${refused ? 'sign-in-bad' : ''}`} role="status">
      <${Icon} name=${kind === 'busy' ? 'loaderCircle' : kind === 'no_code' ? 'qrCode' : 'link'} size=${64} stroke=${1.75}
        class=${kind === 'busy' ? 'spin' : ''} />
      <h1>${kind === 'busy' ? t('sign_in.busy') : kind === 'no_code' ? t('sign_in.no_code') : refused && sentence(refused)}</h1>
      ${again && html`<button class="button button-primary" type="button" onClick=${signIn}>${t('act.retry')}</button>`}
    </main>
    <button class="button button-quiet button-small sign-in-lang" type="button"
      onClick=${() => setLang(lang.value === 'zh' ? 'en' : 'zh')}>${t('act.other_language')}</button>`;
}

showLang();
mount(Page, /** @type {Element} */ (document.getElementById('root')));
signIn();
