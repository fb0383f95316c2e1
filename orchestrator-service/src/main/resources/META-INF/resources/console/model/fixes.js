// @ts-check
/**
 * What an error says to type, as orders that a button can give. Pure. Errors name commands of the
 * command line between backticks, and those of them that are orders are orders of the API too.
 *
 * @typedef {{order: string, source?: string, table?: string}} Fix
 */

const COMMAND = /^\.\/tributary (resume|replay|restart|repair|rehearse|start|add-tables)\b(.*)$/;

/**
 * @param {import('./types.js').Problem} problem
 * @param {string[]} orders that are possible now
 * @param {string} [source] whose error it is
 * @returns {Fix[]}
 */
export function fixes(problem, orders, source) {
  /** @type {Fix[]} */
  const found = [];
  for (const [, command] of problem.message.matchAll(/`([^`]+)`/g)) {
    const words = COMMAND.exec(command ?? '');
    const order = words?.[1];
    if (order && orders.includes(order) && !found.some(fix => fix.order === order)) {
      found.push({ order, ...named(words[2] ?? '', source) });
    }
  }
  if (found.length === 0 && !problem.retryable && source && orders.includes('resume')) {
    found.push({ order: 'resume' });
  }
  return found.filter(fix => fix.source !== undefined || !['restart', 'repair', 'add-tables'].includes(fix.order));
}

/** @param {string} options @param {string} [source] */
function named(options, source) {
  const given = / --source (\S+)/.exec(options)?.[1];
  const name = given && given !== 'SOURCE' ? given : source;
  const table = / --table (\S+)/.exec(options)?.[1];
  if (name === undefined) {
    return {};
  }
  return table === undefined ? { source: name } : { source: name, table };
}
