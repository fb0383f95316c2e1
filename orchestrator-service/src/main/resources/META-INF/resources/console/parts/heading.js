// @ts-check
import { html, nothing } from '../html.js';
import { nextOrder, whyNot } from '../model/orders.js';
import { refusedSince } from '../model/steps.js';
import { clock, millis, moment } from '../model/text.js';
import { healthTone, stateWords } from '../model/words.js';
import { addressOf } from '../route.js';
import { orderButton, wanted } from './buttons.js';

/**
 * What is true now in one sentence, and the ways out, at the same place on every page of a migration.
 *
 * @param {import('../app.js').App} app
 * @param {import('../service/feed.js').Feed} feed
 */
export function heading(app, feed) {
  const status = feed.status;
  return html`<section class="heading" aria-label="Now">
    <div class="title">
      <h1 tabindex="-1">${feed.name}</h1>
      ${status === null
        ? nothing
        : html`<p class="state"><span class="badge ${healthTone(status.health)}">${status.health}</span>
            ${stateWords(status.state, status.step)}
            ${status.since ? html`<span class="quiet">since ${moment(status.since)}</span>` : nothing}</p>`}
    </div>
    ${status === null ? nothing : html`<div class="truth ${feed.liveness.kind === 'lost' ? 'old' : ''}">${truth(app, feed, status)}${ways(app, status)}</div>`}
  </section>`;
}

/** @param {import('../app.js').App} app @param {import('../service/feed.js').Feed} feed @param {import('../model/types.js').Status} status */
function truth(app, feed, status) {
  const old = feed.liveness.kind === 'lost';
  const side = status.writes.side;
  const since = old ? null : refusedSince(status);
  return html`<div class="told">
    <p class="sentence" role="status">${old ? `At ${clock(feed.heardAt)}: ` : ''}${status.writes.sentence}</p>
    ${since === null ? nothing : html`<p class="counting">Refused for <span class="figure">${millis(Math.max(0, feed.now() - since))}</span> so far</p>`}
    <div class="sides ${side}" aria-hidden="true">
      <span class="side sources ${side === 'sources' ? 'open' : ''}"><b>Sources</b><i>${words(side, 'sources')}</i></span>
      <svg viewBox="0 0 120 12" class="way" preserveAspectRatio="none"><path d="M0 6h120"></path></svg>
      <span class="side target ${side === 'target' ? 'open' : ''}"><b>Target</b><i>${words(side, 'target')}</i></span>
    </div>
    <div class="next">${next(app, status)}</div>
  </div>`;
}

/** @param {string} side that accepts writes @param {'sources'|'target'} which */
function words(side, which) {
  if (side === 'unknown') {
    return 'unknown';
  }
  const verb = side === which ? 'accept' : 'refuse';
  return `${verb}${which === 'target' ? 's' : ''} writes`;
}

/** @param {import('../app.js').App} app @param {import('../model/types.js').Status} status */
function next(app, status) {
  const fix = nextOrder(status);
  if (fix !== null && fix.order !== 'complete') {
    return orderButton(app, wanted(fix), { primary: true });
  }
  return ['CuttingOver', 'Undoing', 'Rehearsing'].includes(status.state) && app.route.page !== 'cutover'
    ? html`<a href=${addressOf(status.name, 'cutover')}>Watch each step</a>`
    : nothing;
}

/** @param {import('../app.js').App} app @param {import('../model/types.js').Status} status */
function ways(app, status) {
  return html`<div class="ways" role="group" aria-label="Ways back">
    ${back(app, status, 'rollback')}${back(app, status, 'abort')}
  </div>`;
}

/** @param {import('../app.js').App} app @param {import('../model/types.js').Status} status @param {'rollback'|'abort'} order */
function back(app, status, order) {
  const why = whyNot(status, order);
  const id = 'why-' + order;
  return html`<span class="wayback">
    ${orderButton(app, { order }, { disabled: !status.orders.includes(order), describedBy: why === '' ? undefined : id })}
    ${why === '' ? nothing : html`<span class="quiet" id=${id}>${why}</span>`}
  </span>`;
}
