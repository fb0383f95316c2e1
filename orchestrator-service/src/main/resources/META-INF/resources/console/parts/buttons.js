// @ts-check
import { html, nothing } from '../html.js';
import { orderText } from '../model/orders.js';

/**
 * A button that gives an order. Whoever may not give it is told so on the page, and the button rests.
 *
 * @param {import('../app.js').App} app
 * @param {import('../app.js').Wanted} wanted
 * @param {{primary?: boolean, plain?: boolean, disabled?: boolean, label?: string, describedBy?: string}} [how]
 */
export function orderButton(app, wanted, how = {}) {
  const text = orderText(wanted.order);
  const rests = how.disabled || app.sending !== '' || !app.may('operator');
  const label = (how.label ?? text.label) + (wanted.source ? ` ${wanted.source}` : '');
  return html`<button class="${how.primary ? 'primary' : how.plain ? 'plain' : (text.tone ?? '')}" data-order=${wanted.order}
    ?disabled=${rests} title=${text.effect} aria-describedby=${how.describedBy ?? nothing}
    @click=${() => app.want(wanted)}>${app.sending === wanted.order ? 'Sending' : label}${text.named ? '…' : ''}</button>`;
}

/** The order that a message names. @param {import('../model/fixes.js').Fix} fix @returns {import('../app.js').Wanted} */
export function wanted(fix) {
  return fix.source === undefined
    ? { order: fix.order }
    : {
        order: fix.order,
        source: fix.source,
        query: fix.table === undefined ? { source: fix.source } : { source: fix.source, table: fix.table },
      };
}

/** @param {import('../app.js').App} app a sentence for those who may only look */
export function lookingOnly(app) {
  return app.may('operator')
    ? nothing
    : html`<p class="quiet">Your token may look. Orders are for the role operator.</p>`;
}
