// @ts-check
import { html, nothing } from '../html.js';
import { counted, moment } from '../model/text.js';
import { lookingOnly, orderButton } from '../parts/buttons.js';
import { typed } from '../parts/typed.js';

const RESULTS = /** @type {const} */ ([
  ['FAILED', 'stop', 'To be mended before the start'],
  ['WARNING', 'wait', 'To know'],
  ['PASSED', 'good', 'Good'],
]);

/** What the last preflight found, each with its fix. */
export class PreflightPage {
  /** @param {import('../app.js').App} app */
  constructor(app) {
    this.app = app;
  }

  view() {
    const status = this.app.feed?.status;
    const preflight = status?.preflight;
    return html`<section aria-labelledby="preflight">
      <h2 id="preflight">Preflight ${preflight ? html`<span class="quiet">of ${moment(preflight.at)}</span>` : nothing}</h2>
      ${lookingOnly(this.app)}
      ${status?.orders.includes('preflight') ? html`<p class="row">${orderButton(this.app, { order: 'preflight' }, { label: 'Check now', primary: true })} <span class="quiet">Nothing is changed.</span></p>` : nothing}
      ${preflight ? nothing : html`<p class="quiet">Nothing was checked yet.</p>`}
      ${RESULTS.map(([result, tone, title]) => group(preflight?.checks.filter(check => check.result === result) ?? [], tone, title))}
    </section>`;
  }
}

/** @param {import('../model/types.js').Check[]} checks @param {string} tone @param {string} title */
function group(checks, tone, title) {
  if (checks.length === 0) {
    return nothing;
  }
  const list = html`<ul class="checks">${checks.map(check => html`<li class="card ${tone}">
    <p><strong>${check.subject}</strong> <span class="code">${check.code}</span></p>
    <p>${typed(check.finding)}</p>
    ${check.fix === '' ? nothing : html`<p class="fix">${typed(check.fix)}</p>`}
  </li>`)}</ul>`;
  return tone === 'good'
    ? html`<details><summary>${counted(checks.length, 'check')} passed</summary>${list}</details>`
    : html`<h3>${title}</h3>${list}`;
}
