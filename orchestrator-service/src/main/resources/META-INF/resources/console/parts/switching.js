// @ts-check
import { html, nothing } from '../html.js';
import { orderButton } from './buttons.js';
import { problemBox } from './problem.js';

/** @type {Object<string, string>} */
const TONES = { SUCCEEDED: 'good', CONFIRMED: 'good', SKIPPED: 'wait', RUNNING: 'calm', OVERDUE: 'wait', FAILED: 'stop' };

/**
 * The switch actions of the running or last change of sides; the one in hand can be done by hand.
 *
 * @param {import('../app.js').App} app
 * @param {import('../model/types.js').Status} status
 */
export function switching(app, status) {
  const actions = status.cutover?.switching ?? [];
  if (actions.length === 0) {
    return nothing;
  }
  return html`<h3>Switch actions</h3><ol class="switching">${actions.map((action, index) => html`<li>
    <p><span class="badge ${TONES[action.outcome] ?? 'calm'}">${action.outcome.toLowerCase()}</span>
      <span class="code">${action.action}</span>${action.tries > 1 ? html` <span class="quiet">try ${action.tries}</span>` : nothing}</p>
    ${problemBox(app, action.error, { title: action.outcome === 'OVERDUE' ? 'It takes long' : 'The last try failed' })}
    ${action.output === '' ? nothing : html`<details><summary>What it printed</summary><pre tabindex="0">${action.output}</pre></details>`}
    ${index === actions.length - 1 && status.orders.includes('confirm') ? inHand(app, index + 1) : nothing}
  </li>`)}</ol>`;
}

/** @param {import('../app.js').App} app @param {number} number */
function inHand(app, number) {
  const query = { action: String(number) };
  return html`<p class="row">${orderButton(app, { order: 'confirm', query })}${orderButton(app, { order: 'skip', query })}
    ${orderButton(app, { order: app.feed?.status?.cutover?.direction === 'back' ? 'rollback' : 'cutover' }, { label: 'Try again now' })}</p>`;
}
