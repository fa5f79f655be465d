// @ts-check
// The delegate's face: one session, drawn again whenever what it knows changes.
import { effect, html, mount } from '../shared/ui.js';
import { Watermark } from '../shared/watermark.js';
import { showLang, t } from '../shared/words.js';
import { Announcer } from './views/announcer.js';
import { Banner } from './views/banner.js';
import { Header } from './views/header.js';
import { Polls } from './views/polls.js';
import { Scene } from './views/scene.js';
import { openSession } from './session.js';
import { keepAwake } from './wake.js';

const session = openSession();
showLang();
keepAwake();
effect(() => { document.title = session.state.value.sitting?.title ?? t('kind.motion_vote'); });

mount(() => html`
  <div class="face">
    <${Header} session=${session} />
    <${Banner} session=${session} />
    <${Polls} session=${session} />
    <${Scene} session=${session} />
    <${Announcer} session=${session} />
    <${Watermark} rehearsal=${session.state.value.sitting?.rehearsal} />
  </div>`, /** @type {Element} */ (document.getElementById('root')));
