// @ts-check
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { CheckIn } from './check-in.js';

/** What concerns every scene: the link is lost, the person has not signed in. It lies over the top, so nothing moves. @param {{session: import('../session.js').Session}} props */
export function Banner({ session }) {
  const scene = session.scene.value;
  if (session.status.value.state === 'lost') {
    return html`
      <div class="banner banner-over" role="alert"><${Icon} name="wifiOff" size=${26} /><span>${t('hall.link_lost')}</span></div>`;
  }
  const own = session.state.value.own;
  const elsewhere = !['final', 'loading', 'waiting', 'not_present'].includes(scene.kind);
  if (!elsewhere || !own || own.present) return null;
  return html`
    <div class="banner banner-over"><span>${t('present.no')}</span><${CheckIn} session=${session} small /></div>`;
}
