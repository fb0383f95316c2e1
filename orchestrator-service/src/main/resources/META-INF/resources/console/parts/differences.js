// @ts-check
import { html, nothing } from '../html.js';
import { bytes, counted, grouped, millis, moment } from '../model/text.js';
import { kindWords } from '../model/words.js';
import { api } from '../service/api.js';
import { Loading } from '../service/loading.js';
import { orderButton } from './buttons.js';

/**
 * What is known of one table, and of its rows that differ: keys and columns, and values for whom may see them.
 *
 * @param {import('../pages/tables.js').TablesPage} page
 * @param {import('../model/types.js').Verdict} row
 */
export function tableDetails(page, row) {
  const key = row.source + ' ' + row.table;
  const more = page.found.get(key);
  const rows = more?.value ?? row.differences;
  return html`<div class="table-details">
    <p>${row.table} of ${row.source} is ${row.target} in the target.
      ${row.scope === 'FULL' ? 'All rows' : 'Rows that changed since it was last found equal'} were compared until ${moment(row.comparedAt)}, in ${millis(row.durationMillis)}.
      ${row.unsettledRows > 0 ? `${counted(row.unsettledRows, 'row')} never came to rest.` : ''}</p>
    ${row.changes ? html`<p>${changesText(row.changes)}</p>` : nothing}
    ${row.differenceCount === 0 ? nothing : differing(page, row, rows, more)}
  </div>`;
}

/** @param {import('../model/types.js').ChangeCount} changes */
function changesText(changes) {
  const emptied = changes.truncates === 0 ? '' : `, emptied ${counted(changes.truncates, 'time')}`;
  return `Since ${moment(changes.since)}: ${counted(changes.inserts, 'row')} inserted, ${grouped(changes.updates)} updated, `
    + `${grouped(changes.deletes)} deleted${emptied}; ${bytes(changes.bytes)} on the topic.`;
}

/**
 * @param {import('../pages/tables.js').TablesPage} page
 * @param {import('../model/types.js').Verdict} row
 * @param {import('../model/types.js').Difference[]} rows
 * @param {Loading<any>|undefined} more
 */
function differing(page, row, rows, more) {
  const app = page.app;
  const repairs = app.feed?.status?.orders.includes('repair') ?? false;
  return html`
    <p><strong>${counted(row.differenceCount, 'row')} ${row.differenceCount === 1 ? 'differs' : 'differ'}.</strong> Find out why before a repair.</p>
    <ul class="differences">${rows.map(difference => html`<li>
      <span class="code">${keyText(difference.key)}</span>
      <span class="badge stop">${kindWords(difference.kind)}</span>
      ${difference.columns.length === 0 ? nothing : html`<span>in ${difference.columns.join(', ')}</span>`}
      ${difference.reason ? html`<span class="quiet">${difference.reason}</span>` : nothing}
    </li>`)}</ul>
    ${rowValues(page, row)}
    ${more?.error ? html`<p class="problem stop" role="alert">${more.error.message}</p>` : nothing}
    <p class="row">
      ${repairs && app.may('operator') && rows.length < row.differenceCount && !more?.value
        ? html`<button ?disabled=${more?.busy ?? false} @click=${() => all(page, row)}>Show more of them</button>`
        : nothing}
      ${repairs ? orderButton(app, { order: 'repair', query: { source: row.source, table: row.table } }, { label: 'Repair this table' }) : nothing}
    </p>`;
}

/** @param {import('../pages/tables.js').TablesPage} page @param {import('../model/types.js').Verdict} row */
function rowValues(page, row) {
  if (!page.app.may('values')) {
    return nothing;
  }
  const read = page.values.get(row.source + ' ' + row.table);
  return html`${read?.value ? valuesTable(read.value) : nothing}
    ${read?.error ? html`<p class="problem stop" role="alert">${read.error.message}</p>` : nothing}
    <p><button ?disabled=${read?.busy ?? false} @click=${() => page.readValues(row)}>${read?.value ? 'Read the values again' : 'Show values'}</button></p>`;
}

/** @param {import('../model/types.js').RowValues} values */
function valuesTable(values) {
  return html`<div class="scrolled" tabindex="0" role="region" aria-label="Values at both ends"><table class="values">
    <caption>As both ends had them at ${moment(values.at)}${values.unread === 0 ? '' : `; ${counted(values.unread, 'row')} without a whole key not looked up`}</caption>
    <thead><tr><th scope="col">Row</th><th scope="col">Column</th><th scope="col">At the source</th><th scope="col">At the target</th></tr></thead>
    <tbody>${values.rows.flatMap(row => row.columns.length === 0
      ? [html`<tr><th scope="row" class="code">${keyText(row.key)}</th><td colspan="3">${row.atSource || row.atTarget ? 'is equal now' : 'is gone from both'}</td></tr>`]
      : row.columns.map(column => html`<tr><th scope="row" class="code">${keyText(row.key)}</th><td>${column.column}</td>
          <td class="code">${valueText(row.atSource, column.source)}</td><td class="code">${valueText(row.atTarget, column.target)}</td></tr>`))}</tbody>
  </table></div>`;
}

/** As JSON writes it, so that an empty text and blanks are seen. @param {boolean} there @param {string|null|undefined} value */
function valueText(there, value) {
  return !there ? 'no row' : value === undefined || value === null ? 'NULL' : JSON.stringify(value);
}

/** @param {Object<string, string>} key */
function keyText(key) {
  return Object.entries(key).map(([name, value]) => `${name} = ${value}`).join(', ');
}

/** The dry run of a repair names the first hundred. @param {import('../pages/tables.js').TablesPage} page @param {import('../model/types.js').Verdict} row */
function all(page, row) {
  const name = page.app.feed?.name ?? '';
  const query = { source: row.source, table: row.table, dryRun: 'true' };
  const loading = new Loading(
    async () => (await api.order(name, 'repair', { query })).tables.flatMap((/** @type {any} */ table) => table.rows),
    () => page.app.changed(),
  );
  page.found.set(row.source + ' ' + row.table, loading);
  loading.load();
}
