// @ts-check
import { html, nothing, repeat } from '../html.js';
import { moment } from '../model/text.js';
import { api } from '../service/api.js';

const PART = 1_000;

/** Each transition and each request, the latest first, with who asked for it. */
export class HistoryPage {
  /** @param {import('../app.js').App} app @param {string} migration */
  constructor(app, migration) {
    this.app = app;
    this.migration = migration;
    /** @type {import('../model/types.js').HistoryEntry[]} */
    this.entries = [];
    this.error = '';
    this.busy = false;
    this.read = false;
    this.seen = app.feed?.transitions ?? 0;
    this.more();
  }

  /** Reads what came after the last entry that is known. */
  async more() {
    if (this.busy) {
      return;
    }
    this.busy = true;
    try {
      for (let found = PART; found === PART; ) {
        const part = await api.history(this.migration, this.entries[this.entries.length - 1]?.id ?? 0);
        this.entries.push(...part);
        found = part.length;
      }
      this.error = '';
      this.read = true;
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
    } finally {
      this.busy = false;
      this.app.changed();
    }
  }

  view() {
    const told = this.app.feed?.transitions ?? 0;
    if (told !== this.seen) {
      this.seen = told;
      this.more();
    }
    return html`<section aria-labelledby="history">
      <h2 id="history">History <span class="quiet">the latest first</span></h2>
      ${this.error === '' ? nothing : html`<p class="problem wait" role="status">${this.error} <button @click=${() => this.more()}>Read again</button></p>`}
      ${!this.read && this.error === '' ? html`<p class="quiet">Reading.</p>` : nothing}
      <ol class="history" reversed>${repeat([...this.entries].reverse(), entry => entry.id, entry => this.line(entry))}</ol>
    </section>`;
  }

  /** @param {import('../model/types.js').HistoryEntry} entry */
  line(entry) {
    const asked = entry.toState === 'asked';
    const refused = entry.toState === 'refused';
    return html`<li class=${refused ? 'refused' : asked ? 'asked' : ''}>
      <time class="quiet" datetime=${entry.at}>${moment(entry.at)}</time>
      <p><strong>${entry.event}</strong>
        ${asked || refused
          ? html`<span class="badge ${refused ? 'stop' : 'calm'}">${entry.toState}</span>`
          : html`<span class="quiet">${entry.fromState ? entry.fromState + ' → ' : ''}</span>${entry.toState}`}
        ${entry.code ? html`<span class="code">${entry.code}</span>` : nothing}</p>
      <p class="by">${entry.by
        ? html`${entry.by.principal} <span class="quiet">(${entry.by.roles.join(', ')}) from ${entry.by.address}</span>`
        : html`<span class="quiet">by itself</span>`}</p>
    </li>`;
  }
}
