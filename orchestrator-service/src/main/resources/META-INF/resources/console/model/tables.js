// @ts-check
/**
 * Thousands of tables: filtered, sorted, a page at a time. Pure.
 *
 * @typedef {import('./types.js').Verdict} Verdict
 * @typedef {import('./types.js').ChangeCount} ChangeCount
 * @typedef {'inserts'|'updates'|'deletes'} Counted
 * @typedef {'table'|'source'|'sourceRows'|'targetRows'|'quarantinedRows'|'verdict'|'comparedAt'|Counted} Column
 * @typedef {{text: string, verdict: string, column: Column, up: boolean, page: number}} TableView
 */

export const PAGE = 100;

/** The worst first. */
const SEVERITY = ['DIFFERENT', 'FAILED', 'UNSETTLED', 'EQUAL'];

/** @returns {TableView} */
export function everyTable() {
  return { text: '', verdict: '', column: 'verdict', up: true, page: 0 };
}

/** @type {Counted[]} */
export const COUNTED = ['inserts', 'updates', 'deletes'];

/**
 * @param {import('./types.js').Status} status
 * @param {ChangeCount[]} counts
 * @returns {Verdict[]}
 */
export function verdicts(status, counts) {
  const changes = new Map(counts.map(count => [count.source + ' ' + count.table, count]));
  return status.sources
    .flatMap(source => [...(source.validation?.verdicts ?? []), ...(source.wayBack?.validation?.verdicts ?? [])])
    .map(row => ({ ...row, changes: changes.get(row.source + ' ' + row.table) }));
}

/**
 * The streams whose counts may stand elsewhere than in the target: those that bring its changes home.
 *
 * @param {import('./types.js').Status} status
 * @returns {string[]}
 */
export function homeward(status) {
  return status.writes.side === 'target' ? status.sources.flatMap(source => source.wayBack?.name ?? []) : [];
}

/**
 * Tables that move and have no verdict yet.
 *
 * @param {import('./types.js').Status} status
 */
export function waitingTables(status) {
  return status.sources
    .flatMap(source => [source.validation, source.wayBack?.validation])
    .reduce((sum, found) => sum + (found ? Math.max(0, found.tables - found.compared) : 0), 0);
}

/**
 * @param {Verdict[]} all
 * @param {TableView} view
 * @returns {{rows: Verdict[], found: number, page: number, pages: number}}
 */
export function shown(all, view) {
  const wanted = view.text.trim().toLowerCase();
  const found = all
    .filter(row => view.verdict === '' || row.verdict === view.verdict)
    .filter(row => wanted === '' || `${row.source} ${row.table} ${row.target}`.toLowerCase().includes(wanted))
    .sort(order(view));
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(view.page, pages - 1);
  return { rows: found.slice(page * PAGE, (page + 1) * PAGE), found: found.length, page, pages };
}

/** @param {TableView} view @returns {(a: Verdict, b: Verdict) => number} */
function order(view) {
  const sign = view.up ? 1 : -1;
  return (a, b) => sign * compare(a, b, view.column) || compare(a, b, 'source') || compare(a, b, 'table');
}

/** @param {Verdict} a @param {Verdict} b @param {Column} column */
function compare(a, b, column) {
  if (column === 'verdict') {
    return SEVERITY.indexOf(a.verdict) - SEVERITY.indexOf(b.verdict);
  }
  const [x, y] = [valueOf(a, column), valueOf(b, column)];
  return typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
}

/** @param {Verdict} row @param {Exclude<Column, 'verdict'>} column */
function valueOf(row, column) {
  return column === 'inserts' || column === 'updates' || column === 'deletes' ? (row.changes?.[column] ?? 0) : row[column];
}
