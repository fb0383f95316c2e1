// @ts-check
import { html, nothing } from '../html.js';
import { fixes } from '../model/fixes.js';
import { orderButton, wanted } from './buttons.js';
import { typed } from './typed.js';

/**
 * What is wrong, what to do, and the button that does it.
 *
 * @param {import('../app.js').App} app
 * @param {import('../model/types.js').Problem|undefined} problem
 * @param {{source?: string, title?: string, warning?: boolean}} [about]
 */
export function problemBox(app, problem, about = {}) {
  if (!problem) {
    return nothing;
  }
  const tone = about.warning ? 'wait' : problem.retryable ? 'wait' : 'stop';
  const found = fixes(problem, app.feed?.status?.orders ?? [], about.source?.replace(/\.back$/, ''));
  return html`<div class="problem ${tone}">
    <p class="head"><strong>${about.title ?? (about.warning ? 'Warning' : problem.retryable ? 'Waiting' : 'Stopped')}</strong> <span class="code">${problem.code}</span>
      ${problem.retryable && !about.warning ? html`<span class="quiet">It is tried again by itself.</span>` : nothing}</p>
    <p>${typed(problem.message)}</p>
    ${found.length === 0 ? nothing : html`<p class="row">${found.map(fix => orderButton(app, wanted(fix)))}</p>`}
  </div>`;
}
