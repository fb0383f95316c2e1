// @ts-check
import { html, nothing } from '../html.js';
import { streams } from '../model/pace.js';
import { counted, moment } from '../model/text.js';
import { orderButton } from '../parts/buttons.js';
import { typed } from '../parts/typed.js';
import { api } from '../service/api.js';
import { Loading } from '../service/loading.js';

/** What the target does not have: refused changes, and rows that cannot be converted. */
export class AsidePage {
  /** @param {import('../app.js').App} app @param {string} migration */
  constructor(app, migration) {
    this.app = app;
    this.migration = migration;
    this.letters = new Loading(() => this.allLetters(), () => app.changed());
    this.rows = new Loading(() => api.quarantine(migration), () => app.changed());
    this.again();
  }

  /** What a PostgreSQL source refuses of a way back stands there, and is asked for by itself. */
  async allLetters() {
    const all = await api.deadLetters(this.migration);
    const returning = streams(this.app.feed?.status ?? { sources: [] }).filter(
      stream => stream.name.endsWith('.back') && (stream.stream?.deadLetters ?? 0) > 0,
    );
    for (const stream of returning) {
      if (!all.deadLetters.some(letter => letter.source === stream.name)) {
        all.deadLetters.push(...(await api.deadLetters(this.migration, stream.name)).deadLetters);
      }
    }
    return all;
  }

  again() {
    this.letters.load();
    this.rows.load();
  }

  view() {
    const replay = this.app.feed?.status?.orders.includes('replay') ?? false;
    return html`
      <div class="row">
        <button @click=${() => this.again()}>Read again</button>
        ${replay ? orderButton(this.app, { order: 'replay' }, { label: 'Replay all' }) : nothing}
        <span class="quiet">Who was shown keys of rows is recorded.</span>
      </div>
      ${this.deadLetters()}
      ${this.quarantine()}`;
  }

  deadLetters() {
    const { value, error } = this.letters;
    const list = value?.deadLetters ?? [];
    return html`<section aria-labelledby="letters">
      <h2 id="letters">Dead letters</h2>
      ${refused(error)}
      ${value && list.length === 0 ? html`<p class="quiet">No change was refused by the target.</p>` : nothing}
      ${list.length === 0 ? nothing : html`<p>Mend the cause in the target, then replay. While one waits, no cutover begins.</p>`}
      <ul class="aside-list">${list.map(letter => html`<li class="card">
        <p><strong>${letter.op} of ${letter.table}</strong> <span class="code">${letter.key.join(', ')}</span> <span class="quiet">${letter.source}, ${moment(letter.at)}</span></p>
        <p><span class="code">${letter.code}</span> ${typed(letter.cause)}</p>
        <p class="row">${this.app.feed?.status?.orders.includes('discard') ? orderButton(this.app, this.givenUp(letter)) : nothing}
          <span class="quiet">${letter.laterChanges === 0 ? '' : `${counted(letter.laterChanges, 'later change')} of the row wait for it.`}</span></p>
      </li>`)}</ul>
      ${value?.next === undefined ? nothing : html`<p class="quiet">There are more. These are the oldest 1,000.</p>`}
    </section>`;
  }

  /** @param {import('../model/types.js').DeadLetter} letter @returns {import('../app.js').Wanted} */
  givenUp(letter) {
    return {
      order: 'discard',
      about: `${letter.op} of ${letter.table}, key ${letter.key.join(', ')}.`,
      act: async () => {
        await api.discard(this.migration, letter);
        this.letters.load();
      },
    };
  }

  quarantine() {
    const { value, error } = this.rows;
    const list = value?.quarantine ?? [];
    return html`<section aria-labelledby="quarantine">
      <h2 id="quarantine">Quarantine</h2>
      ${refused(error)}
      ${value && list.length === 0 ? html`<p class="quiet">No row is kept aside.</p>` : nothing}
      ${list.length === 0 ? nothing : html`<p>Mend the rows at the source, or replay once the target takes them.</p>`}
      <ul class="aside-list">${list.map(row => html`<li class="card">
        <p><strong>${row.table}</strong> <span class="code">${row.key.map(part => part ?? 'NULL').join(', ')}</span>
          ${row.column ? html`in <span class="code">${row.column}</span>` : nothing} <span class="quiet">${row.source}, ${moment(row.at)}</span></p>
        <p><span class="code">${row.reason}</span> ${row.detail}</p>
      </li>`)}</ul>
      ${value?.next === undefined ? nothing : html`<p class="quiet">There are more than these 1,000.</p>`}
    </section>`;
  }
}

/** @param {Error|null} error */
function refused(error) {
  return error ? html`<p class="problem stop" role="alert">${error.message}</p>` : nothing;
}
