// @ts-check
import { html, live, nothing } from '../html.js';
import { orderText } from '../model/orders.js';
import { millis } from '../model/text.js';

/**
 * Asks before an order that applications notice: the migration's name has to be typed.
 *
 * @param {import('../app.js').App} app
 */
export function confirmation(app) {
  queueMicrotask(() => opened(app));
  const asked = app.confirmation;
  return html`<dialog id="confirm" aria-labelledby="confirm-title" @close=${() => dismissed(app)}>
    ${asked === null ? nothing : question(app, asked)}
  </dialog>`;
}

/** @param {import('../app.js').App} app @param {import('../app.js').Confirmation} asked */
function question(app, asked) {
  const text = orderText(asked.wanted.order);
  const name = app.feed?.name ?? '';
  const label = text.label + (asked.wanted.source ? ' ' + asked.wanted.source : '');
  return html`<form method="dialog" @submit=${(/** @type {Event} */ event) => confirmed(app, event)}>
    <h2 id="confirm-title">${label}?</h2>
    <p>${text.effect}</p>
    ${asked.wanted.about ? html`<p>${asked.wanted.about}</p>` : nothing}
    ${['cutover', 'rollback'].includes(asked.wanted.order) ? html`<p>${predicted(app, asked.wanted.order)}</p>` : nothing}
    <label for="confirm-name">Type <b>${name}</b> to go on</label>
    <input id="confirm-name" autocomplete="off" autocapitalize="off" spellcheck="false"
      .value=${live(asked.typed)} @input=${(/** @type {Event} */ event) => typing(app, asked, event)}>
    <div class="row end">
      <button type="button" @click=${() => dismiss(app)}>Not now</button>
      <button class="${text.tone ?? 'primary'}" ?disabled=${asked.typed.trim() !== name}>${label}</button>
    </div>
  </form>`;
}

/** @param {import('../app.js').App} app @param {string} order */
export function predicted(app, order) {
  const rehearsal = app.feed?.status?.rehearsal;
  if (!rehearsal || rehearsal.direction !== (order === 'rollback' ? 'BACK' : 'OUT')) {
    return 'It was not rehearsed: a rehearsal says for how long applications wait.';
  }
  return rehearsal.predicted
    ? `By the last rehearsal applications wait for ${millis(rehearsal.predicted.p50Millis)}, at worst ${millis(rehearsal.predicted.worstMillis)}.`
    : 'The last rehearsal could not predict for how long applications wait.';
}

/** @param {import('../app.js').App} app @param {import('../app.js').Confirmation} asked @param {Event} event */
function typing(app, asked, event) {
  asked.typed = /** @type {HTMLInputElement} */ (event.currentTarget).value;
  app.changed();
}

/** @param {import('../app.js').App} app @param {Event} event */
function confirmed(app, event) {
  event.preventDefault();
  const asked = app.confirmation;
  if (asked === null || asked.typed.trim() !== app.feed?.name) {
    return;
  }
  dismiss(app);
  app.order(asked.wanted);
}

/** @param {import('../app.js').App} app */
function dismiss(app) {
  dialog()?.close();
  app.confirmation = null;
  app.changed();
}

/** By the Escape key, too. @param {import('../app.js').App} app */
function dismissed(app) {
  app.confirmation = null;
  app.changed();
}

/** @param {import('../app.js').App} app */
function opened(app) {
  const shown = dialog();
  if (app.confirmation === null && shown?.open) {
    shown.close();
  }
  if (app.confirmation !== null && shown && !shown.open) {
    shown.showModal();
    /** @type {HTMLElement|null} */ (shown.querySelector('input'))?.focus();
  }
}

/** @returns {HTMLDialogElement|null} */
function dialog() {
  return /** @type {HTMLDialogElement|null} */ (document.getElementById('confirm'));
}
