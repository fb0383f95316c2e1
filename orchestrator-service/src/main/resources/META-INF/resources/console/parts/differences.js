// @ts-check
import { html, nothing } from '../html.js';
import { counted, millis, moment } from '../model/text.js';
import { kindWords } from '../model/words.js';
import { api } from '../service/api.js';
import { Loading } from '../service/loading.js';
import { orderButton } from './buttons.js';

/**
 * What is known of one table, and of its rows that differ: keys and columns, never values.
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
    ${row.differenceCount === 0 ? nothing : differing(page, row, rows, more)}
  </div>`;
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
      <span class="code">${Object.entries(difference.key).map(([name, value]) => `${name} = ${value}`).join(', ')}</span>
      <span class="badge stop">${kindWords(difference.kind)}</span>
      ${difference.columns.length === 0 ? nothing : html`<span>in ${difference.columns.join(', ')}</span>`}
      ${difference.reason ? html`<span class="quiet">${difference.reason}</span>` : nothing}
    </li>`)}</ul>
    ${more?.error ? html`<p class="problem stop" role="alert">${more.error.message}</p>` : nothing}
    <p class="row">
      ${repairs && app.may('operator') && rows.length < row.differenceCount && !more?.value
        ? html`<button ?disabled=${more?.busy ?? false} @click=${() => all(page, row)}>Show more of them</button>`
        : nothing}
      ${repairs ? orderButton(app, { order: 'repair', query: { source: row.source, table: row.table } }, { label: 'Repair this table' }) : nothing}
    </p>`;
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
