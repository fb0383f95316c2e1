// @ts-check
import { html, nothing, repeat } from '../html.js';
import { orderText } from '../model/orders.js';
import { known, millis } from '../model/text.js';
import { lookingOnly, orderButton } from '../parts/buttons.js';
import { LimitsForm } from '../parts/limits.js';
import { problemBox } from '../parts/problem.js';
import { sourceCard } from '../parts/source.js';
import { addressOf } from '../route.js';

/** What the buttons of the heading, of sources and of other pages do not do already. */
const ELSEWHERE = ['cutover', 'rollback', 'abort', 'discard', 'repair', 'restart', 'add-tables', 'confirm', 'skip', 'abandon'];

/** One migration: how its sources are, what is wrong and what can be done. */
export class OverviewPage {
  /** @param {import('../app.js').App} app */
  constructor(app) {
    this.app = app;
    this.limits = new LimitsForm(app);
  }

  view() {
    const feed = this.app.feed;
    const status = feed?.status;
    if (!feed || !status) {
      return nothing;
    }
    return html`
      ${lookingOnly(this.app)}
      ${own(status) ? problemBox(this.app, status.error) : nothing}
      ${status.error?.code === 'TRB-START-PREFLIGHT-FAILED'
        ? html`<p><a href=${addressOf(status.name, 'preflight')}>What preflight found, with the fixes</a></p>`
        : nothing}
      <section aria-labelledby="sources">
        <h2 id="sources">Sources</h2>
        ${!known(status.copyRemainingSeconds)
          ? nothing
          : html`<p class="whole-copy">All rows are in the target in about ${millis(status.copyRemainingSeconds * 1000)}, at the speed of the last minute.</p>`}
        <div class="sources-list">
          ${repeat(status.sources, source => source.name, source => sourceCard(this.app, feed, status, source))}
        </div>
      </section>
      ${orders(this.app, status)}
      ${this.limits.view(status)}`;
  }
}

/** A source's own error is told there. @param {import('../model/types.js').Status} status */
function own(status) {
  const told = status.sources.flatMap(source => [source.error?.code, source.wayBack?.error?.code]);
  return status.error !== undefined && !told.includes(status.error.code);
}

/** @param {import('../app.js').App} app @param {import('../model/types.js').Status} status */
function orders(app, status) {
  const possible = status.orders.filter(order => !ELSEWHERE.includes(order));
  const last = status.orders.includes('cutover') ? ['cutover', ...possible] : possible;
  return html`<section aria-labelledby="orders" class="orders">
    <h2 id="orders">Orders that are possible now</h2>
    ${last.length === 0 ? html`<p class="quiet">None but what stands at the top.</p>` : nothing}
    <ul class="order-list">
      ${last.map(order => html`<li>${orderButton(app, { order })}<span class="quiet">${orderText(order).effect}</span></li>`)}
    </ul>
  </section>`;
}
