// @ts-check
import { html, nothing } from '../html.js';
import { typed } from './typed.js';

/** What went well is told for so long; what did not, until it is closed. */
const SHOWN = 10_000;

/**
 * How the last order went.
 *
 * @param {import('../app.js').App} app
 */
export function notice(app) {
  const told = app.notice?.tone === 'good' && Date.now() - app.notice.at > SHOWN ? null : app.notice;
  return html`<div class="notices" aria-live="polite">${told === null
    ? nothing
    : html`<div class="notice ${told.tone}">
        <div>
          <p>${typed(told.text)}</p>
          ${told.findings.filter(finding => !finding.passed).map(finding => html`<p class="finding">${typed(finding.message)}</p>`)}
        </div>
        <button class="plain" @click=${() => close(app)}>Close</button>
      </div>`}</div>`;
}

/** @param {import('../app.js').App} app */
function close(app) {
  app.notice = null;
  app.changed();
}
