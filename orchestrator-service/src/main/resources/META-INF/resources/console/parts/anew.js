// @ts-check
import { html, nothing } from '../html.js';
import { counted } from '../model/text.js';
import { restartWords } from '../model/words.js';

/**
 * Tables of a source that were ordered to begin anew, a line each.
 *
 * @param {import('../model/types.js').TableRestart[]} tables
 */
export function tableRestarts(tables) {
  if (tables.length === 0) {
    return nothing;
  }
  return html`<section aria-label="Tables that begin anew">
    <h4>Tables that begin anew</h4>
    <ul class="copies">${tables.map(table => html`<li><span>${table.table}</span>
      <span class="quiet">${restartWords(table.phase)}${table.rows === 0 ? '' : ', ' + counted(table.rows, 'row')}</span>
      ${table.error ? html`<span>${table.error.code}: ${table.error.message}</span>` : nothing}</li>`)}</ul>
  </section>`;
}
