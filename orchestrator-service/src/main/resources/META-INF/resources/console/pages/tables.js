// @ts-check
import { html, live, nothing, repeat } from '../html.js';
import { COUNTED, everyTable, homeward, shown, verdicts, waitingTables } from '../model/tables.js';
import { clock, counted, grouped } from '../model/text.js';
import { verdictWords } from '../model/words.js';
import { tableDetails } from '../parts/differences.js';
import { api } from '../service/api.js';
import { Loading } from '../service/loading.js';

/** @type {[import('../model/tables.js').Column, string, string][]} */
const COLUMNS = [
  ['table', 'Table', ''],
  ['source', 'Source', 'wide'],
  ['sourceRows', 'Rows', 'number'],
  ['targetRows', 'At target', 'number wide'],
  ['quarantinedRows', 'Aside', 'number wide'],
  ['inserts', 'Inserted', 'number wide'],
  ['updates', 'Updated', 'number wide'],
  ['deletes', 'Deleted', 'number wide'],
  ['verdict', 'Verdict', ''],
  ['comparedAt', 'Compared', 'wide'],
];
const VERDICTS = ['DIFFERENT', 'FAILED', 'UNSETTLED', 'EQUAL'];
const ASK_EVERY = 5_000;
/** @type {Object<string, string>} */
const TONES = { EQUAL: 'good', DIFFERENT: 'stop', FAILED: 'stop', UNSETTLED: 'wait' };

/** Every table with its latest verdict, down to the rows that differ. */
export class TablesPage {
  /** @param {import('../app.js').App} app @param {string} migration */
  constructor(app, migration) {
    this.app = app;
    this.migration = migration;
    this.asked = everyTable();
    /** The table whose rows are shown. */
    this.opened = '';
    this.list = new Loading(() => this.look(), () => app.changed());
    /** @type {Map<string, Loading<import('../model/types.js').Difference[]>>} */
    this.found = new Map();
    /** What both ends have; kept for the page alone. @type {Map<string, Loading<import('../model/types.js').RowValues>>} */
    this.values = new Map();
    this.timer = setInterval(() => document.visibilityState === 'visible' && this.list.load(), ASK_EVERY);
    this.list.load();
  }

  /** Counts stand at where a stream ends, which may not answer: verdicts are shown all the same. */
  async look() {
    const status = await api.status(this.migration, true);
    const counts = await Promise.all(
      [undefined, ...homeward(status)].map(stream => api.changes(this.migration, stream).catch(() => [])),
    );
    return { status, counts: counts.flat() };
  }

  close() {
    clearInterval(this.timer);
  }

  /** @param {Partial<import('../model/tables.js').TableView>} change */
  ask(change) {
    this.asked = { ...this.asked, page: 0, ...change };
    this.app.changed();
  }

  view() {
    const { value, error } = this.list;
    const all = value ? verdicts(value.status, value.counts) : [];
    const page = shown(all, this.asked);
    return html`<section aria-labelledby="tables">
      <h2 id="tables">Tables <span class="quiet">${value ? summary(value.status, all) : ''}</span></h2>
      ${error ? html`<p class="problem wait" role="status">${error.message} ${value ? `What is shown is of ${clock(this.list.at)}.` : ''}</p>` : nothing}
      ${this.filters(all, page.found)}
      ${value === null && !error ? html`<p class="quiet">Asking.</p>` : nothing}
      ${value !== null && all.length === 0 ? html`<p class="quiet">No table was compared yet.</p>` : nothing}
      ${all.length === 0 ? nothing : this.table(page.rows)}
      ${page.pages > 1 ? this.pages(page) : nothing}
    </section>`;
  }

  /** @param {import('../model/types.js').Verdict[]} all @param {number} found */
  filters(all, found) {
    return html`<div class="filters" role="search">
      <label>Find <input type="search" .value=${live(this.asked.text)} @input=${(/** @type {Event} */ event) => this.ask({ text: valueOf(event) })}></label>
      <label>Verdict <select .value=${live(this.asked.verdict)} @change=${(/** @type {Event} */ event) => this.ask({ verdict: valueOf(event) })}>
        <option value="">all</option>
        ${VERDICTS.map(verdict => html`<option value=${verdict}>${verdictWords(verdict)} (${all.filter(row => row.verdict === verdict).length})</option>`)}
      </select></label>
      <p class="quiet" role="status">${counted(found, 'table')} found</p>
    </div>`;
  }

  /** @param {import('../model/types.js').Verdict[]} rows */
  table(rows) {
    return html`<table class="rows">
      <thead><tr>${COLUMNS.map(([column, label, kind]) => html`<th scope="col" class=${kind} aria-sort=${this.sorted(column)}>
        <button class="plain" @click=${() => this.sort(column)}>${label}<span aria-hidden="true" class="arrow">${this.arrow(column)}</span></button></th>`)}
      </tr></thead>
      <tbody>${repeat(rows, row => row.source + ' ' + row.table, row => this.row(row))}</tbody>
    </table>`;
  }

  /** @param {import('../model/types.js').Verdict} row */
  row(row) {
    const key = row.source + ' ' + row.table;
    const open = this.opened === key;
    return html`<tr class=${open ? 'open' : ''}>
      <th scope="row"><button class="plain name" aria-expanded=${open ? 'true' : 'false'} @click=${() => this.toggle(key)}>${row.table}</button></th>
      <td class="wide">${row.source}</td>
      <td class="number">${rowsOf(row.sourceRows)}</td>
      <td class="number wide">${rowsOf(row.targetRows)}</td>
      <td class="number wide">${row.quarantinedRows === 0 ? '' : grouped(row.quarantinedRows)}</td>
      ${COUNTED.map(counted => html`<td class="number wide">${row.changes ? grouped(row.changes[counted]) : ''}</td>`)}
      <td><span class="badge ${TONES[row.verdict] ?? 'calm'}">${verdictWords(row.verdict)}</span>${row.differenceCount > 0 ? html` <span class="quiet">${counted(row.differenceCount, 'row')}</span>` : nothing}</td>
      <td class="wide quiet">${clock(row.comparedAt)}</td>
    </tr>
    ${open ? html`<tr class="details"><td colspan=${COLUMNS.length}>${tableDetails(this, row)}</td></tr>` : nothing}`;
  }

  /** @param {import('../model/types.js').Verdict} row */
  readValues(row) {
    const loading = new Loading(() => api.rowValues(this.migration, row.source, row.table), () => this.app.changed());
    this.values.set(row.source + ' ' + row.table, loading);
    loading.load();
  }

  /** @param {string} key */
  toggle(key) {
    this.opened = this.opened === key ? '' : key;
    this.app.changed();
  }

  /** @param {import('../model/tables.js').Column} column */
  sort(column) {
    this.ask({ column, up: this.asked.column === column ? !this.asked.up : true });
  }

  /** @param {import('../model/tables.js').Column} column */
  sorted(column) {
    return this.asked.column !== column ? nothing : this.asked.up ? 'ascending' : 'descending';
  }

  /** @param {import('../model/tables.js').Column} column */
  arrow(column) {
    return this.asked.column !== column ? '' : this.asked.up ? ' ↑' : ' ↓';
  }

  /** @param {{page: number, pages: number}} at */
  pages(at) {
    return html`<nav class="pager" aria-label="Parts of the list">
      <button ?disabled=${at.page === 0} @click=${() => this.ask({ page: at.page - 1 })}>Previous</button>
      <span>Part ${at.page + 1} of ${at.pages}</span>
      <button ?disabled=${at.page + 1 >= at.pages} @click=${() => this.ask({ page: at.page + 1 })}>Next</button>
    </nav>`;
  }
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.currentTarget).value;
}

/** @param {number} number */
function rowsOf(number) {
  return number < 0 ? 'unknown' : grouped(number);
}

/** @param {import('../model/types.js').Status} status @param {import('../model/types.js').Verdict[]} all */
function summary(status, all) {
  const equal = all.filter(row => row.verdict === 'EQUAL').length;
  const waiting = waitingTables(status);
  return `${grouped(equal)} of ${counted(all.length + waiting, 'table')} found equal`
    + (waiting === 0 ? '' : `, ${grouped(waiting)} not compared yet`);
}
