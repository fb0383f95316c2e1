// @ts-check
/**
 * What the part of the address behind # names. Pure.
 *
 * @typedef {{migration: string|null, page: string}} Route
 */
/** @type {[string, string][]} */
export const PAGES = [
  ['overview', 'Overview'],
  ['cutover', 'Cutover'],
  ['tables', 'Tables'],
  ['aside', 'Set aside'],
  ['preflight', 'Preflight'],
  ['history', 'History'],
  ['reports', 'Reports'],
];

/** @param {string} hash @returns {Route} */
export function routeOf(hash) {
  const parts = hash.replace(/^#\/?/, '').split('/').filter(part => part !== '');
  if (parts[0] !== 'migrations' || parts[1] === undefined) {
    return { migration: null, page: 'list' };
  }
  const page = parts[2] ?? 'overview';
  return { migration: decodeURIComponent(parts[1]), page: PAGES.some(([name]) => name === page) ? page : 'overview' };
}

/** @param {string} migration @param {string} [page] */
export function addressOf(migration, page = 'overview') {
  return `#/migrations/${encodeURIComponent(migration)}` + (page === 'overview' ? '' : '/' + page);
}
