// @ts-check
import { html, nothing } from '../html.js';
import { counted, grouped } from '../model/text.js';
import { api } from '../service/api.js';

/** What the comparison may take of the databases, and a form that changes it. */
export class LimitsForm {
  /** @param {import('../app.js').App} app */
  constructor(app) {
    this.app = app;
    this.open = false;
  }

  /** @param {import('../model/types.js').Status} status */
  view(status) {
    const { workers, maxLoad } = status.limits;
    return html`<section class="limits" aria-labelledby="limits">
      <h2 id="limits">What the comparison may take</h2>
      <p>${counted(workers, 'table')} of a source at a time,
        ${maxLoad === 0 ? 'without a limit of rows a second' : `at most ${grouped(maxLoad)} rows/s`}.
        ${this.app.may('operator') && !this.open
          ? html`<button class="plain" @click=${() => this.toggle()}>Change</button>`
          : nothing}</p>
      ${this.open ? this.form(workers, maxLoad) : nothing}
    </section>`;
  }

  /** @param {number} workers @param {number} maxLoad */
  form(workers, maxLoad) {
    return html`<form class="inline" @submit=${(/** @type {SubmitEvent} */ event) => this.submit(event)}>
      <label>Tables at a time <input name="workers" type="number" min="1" max="16" required value=${workers}></label>
      <label>Rows a second, 0 for no limit <input name="maxLoad" type="number" min="0" step="1" required value=${maxLoad}></label>
      <div class="row"><button class="primary">Change</button><button type="button" @click=${() => this.toggle()}>Not now</button></div>
    </form>`;
  }

  toggle() {
    this.open = !this.open;
    this.app.changed();
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const typed = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const limits = { workers: Number(typed.get('workers')), maxLoad: Number(typed.get('maxLoad')) };
    const name = this.app.feed?.name ?? '';
    if (await this.app.doing('limits', 'The comparison goes by the new limits.', () => api.limits(name, limits))) {
      this.open = false;
      this.app.changed();
    }
  }
}
