// @ts-check
// The new sign-in link of one person, to be copied to their terminal.
import { html, useRef, useState } from '../../shared/ui.js';
import { Sheet } from '../../shared/dialog.js';
import { t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';

/** @param {{url: string, person: import('../../shared/frames.js').RosterEntry, onClose: () => void}} props */
export function SignInLink({ url, person, onClose }) {
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    // Without TLS the clipboard is not offered; the selected text still is.
    try { await navigator.clipboard.writeText(url); } catch { document.execCommand('copy'); }
    setCopied(true);
  };
  return html`<${Sheet} title=${t('desk.link_title')} onClose=${onClose}>
    <p>${t('desk.link_body', { number: person.number, name: person.name })}</p>
    <div class="link-row"><input ref=${field} readonly value=${url} aria-label=${t('desk.link')} />
      <button class="button" type="button" onClick=${copy}><${Icon} name=${copied ? 'check' : 'copy'} /> ${t(copied ? 'desk.copied' : 'desk.copy')}</button></div>
  <//>`;
}
