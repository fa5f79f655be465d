// @ts-check
import { html, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { picksOf } from '../paper.js';
import { chosen, toggle } from '../picks.js';
import { numberOf } from '../recusal.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Openness } from './openness.js';
import { PickCard } from './pick-card.js';
import { PicksActs } from './picks-acts.js';
import { Documents } from './documents.js';
import { Title } from './title.js';
import { WriteIns } from './write-ins.js';

/** Choose K of N. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Picks({ session, vote }) {
  const { ballot, draft, suspended } = vote;
  const form = /** @type {import('../../shared/frames.js').PicksForm} */ (ballot.form);
  const picks = picksOf(draft);
  const count = chosen(draft);
  const full = count >= form.max;
  const [said, say] = useState('');
  const [typed, type] = useState('');

  function pick(/** @type {string} */ option) {
    const { paper, over } = toggle(form, draft, option);
    say(over ? t('picks.over', { max: form.max }) : '');
    if (!over) session.draft(ballot.id, paper);
  }

  function review() {
    if (typed.trim()) return say(t('write_in.pending', { name: typed.trim() }));
    if (count < form.min) say(t('picks.short', { n: form.min - count }));
    else session.setStep(ballot.id, 'review');
  }

  return html`
    <${Meta} session=${session} vote=${vote} hint />
    <main class="scroll page">
      <${Title} text=${ballot.title} small />
      <${Documents} ballot=${ballot} />
      <${Openness} ballot=${ballot} />
      <div class=${`picks picks-${ballot.secrecy}`} role=${form.max === 1 ? 'radiogroup' : 'group'} aria-label=${ballot.title}>
        ${form.options.map((option) => html`
          <${PickCard} key=${option.id} option=${option} number=${numberOf(form.options, option)} picked=${picks.includes(option.id)}
            full=${full && form.max > 1} single=${form.max === 1} off=${suspended} onPick=${pick} />`)}
      </div>
      <${WriteIns} form=${form} paper=${draft} off=${suspended} text=${typed} onText=${type}
        onChange=${(/** @type {any} */ paper) => session.draft(ballot.id, paper)} />
    </main>
    <${Foot} session=${session} vote=${vote}>
      <${PicksActs} form=${form} count=${count} said=${said} off=${suspended} onReview=${review}
        onDiscard=${vote.recorded && (() => session.discard(ballot.id))} />
    <//>`;
}
